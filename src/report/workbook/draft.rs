//! Drafts: a sheet of formulas under construction, row after row.

use super::term::{Basis, Term, mixed};

/// A row and a column, counted from zero.
pub(super) type At = (u32, u16);

/// What stands in a cell.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// A head of a block.
    Title(String),
    /// A head of a column.
    Head(String),
    /// A text.
    Text(String),
    /// Why an amount is no formula.
    Note(String),
    /// A whole number that no formula gives.
    Fixed(i64),
    /// A formula with what it comes to.
    Formula(String, i64),
}

/// The longest formula, in bytes; spreadsheets take 8,192 letters.
const LONGEST: usize = 8_000;

/// What makes a formula impossible here: its text or what it comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// A sheet under construction.
#[derive(Debug)]
pub(super) struct Draft {
    name: String,
    cells: Vec<(At, Content)>,
    row: u32,
}

impl Draft {
    pub(super) fn new(name: String) -> Draft {
        Draft {
            name,
            cells: Vec::new(),
            row: 0,
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn cells(&self) -> &[(At, Content)] {
        &self.cells
    }

    /// Returns where the draft is now, to come [`Draft::back`] to.
    pub(super) fn mark(&self) -> (usize, u32) {
        (self.cells.len(), self.row)
    }

    /// Forgets everything behind a mark.
    pub(super) fn back(&mut self, (cells, row): (usize, u32)) {
        self.cells.truncate(cells);
        self.row = row;
    }

    /// Returns the row that is written now.
    pub(super) fn row(&self) -> u32 {
        self.row
    }

    /// Goes to the next row.
    pub(super) fn next(&mut self) {
        self.row = self.row.saturating_add(1);
    }

    /// Goes to a row, to write more into it.
    pub(super) fn go_to(&mut self, row: u32) {
        self.row = row;
    }

    /// Writes the head of a block, and heads of its columns below it.
    pub(super) fn block(&mut self, title: String, heads: &[&str]) {
        self.title(title);
        self.heads(heads);
    }

    /// Writes the head of a block.
    pub(super) fn title(&mut self, title: String) {
        self.next();
        self.cells.push(((self.row, 0), Content::Title(title)));
        self.next();
    }

    /// Writes heads of columns.
    pub(super) fn heads(&mut self, heads: &[&str]) {
        for (column, head) in (0_u16..).zip(heads) {
            let head = Content::Head((*head).to_owned());
            self.cells.push(((self.row, column), head));
        }
        self.next();
    }

    /// Writes into a column of the row.
    pub(super) fn put(&mut self, column: u16, content: Content) {
        self.cells.push(((self.row, column), content));
    }

    /// Writes a text into a column of the row.
    pub(super) fn text(&mut self, column: u16, text: impl Into<String>) {
        self.put(column, Content::Text(text.into()));
    }

    /// Writes a term as a formula into a column of the row, and returns the cell as a term.
    pub(super) fn formula(&mut self, column: u16, term: &Term) -> Result<Term, TooLarge> {
        let value = term.value().ok_or(TooLarge)?;
        if term.text().len() > LONGEST {
            return Err(TooLarge);
        }
        let content = Content::Formula(term.text().to_owned(), value);
        self.put(column, content);
        let basis = match term.basis() {
            Basis::Live => Basis::Live,
            Basis::Mixed | Basis::Fixed => Basis::Mixed,
        };
        Ok(self.cell(column, value).on(basis))
    }

    /// Writes a number that stands as the program computed it, and why, and returns the cell.
    pub(super) fn fixed(&mut self, column: u16, value: i64, note: (u16, String)) -> Term {
        self.put(column, Content::Fixed(value));
        self.put(note.0, Content::Note(note.1));
        self.cell(column, value).on(Basis::Fixed)
    }

    fn cell(&self, column: u16, value: i64) -> Term {
        Term::atom(place((self.row, column)), Some(value))
    }
}

/// Returns the name of a cell: `C7`.
pub(super) fn place((row, column): At) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

/// Returns the name of a cell that stays when a formula is copied, on a sheet: `'Input'!$C$7`.
pub(super) fn place_on(sheet: &str, (row, column): At) -> String {
    let row = u64::from(row) + 1;
    format!("{}!${}${row}", quoted(sheet), letters(column))
}

/// Returns the name of a sheet in a formula.
pub(super) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// Returns the letters of a column: A to Z, AA and on.
fn letters(column: u16) -> String {
    let mut letters = String::new();
    let mut left = u32::from(column) + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.insert(0, char::from_u32(u32::from('A') + digit).unwrap_or('A'));
        left = (left - 1) / 26;
    }
    letters
}

/// A column of cells below each other, as formulas name it.
pub(super) struct Column<'t> {
    cells: &'t [Term],
}

impl<'t> Column<'t> {
    pub(super) fn of(cells: &'t [Term]) -> Column<'t> {
        Column { cells }
    }

    /// Returns the name of the range; the cells stand below each other.
    pub(super) fn range(&self) -> String {
        match (self.cells.first(), self.cells.last()) {
            (Some(first), Some(last)) => fixed_range(first.text(), last.text()),
            _ => String::from("0"),
        }
    }

    /// Returns the sum.
    pub(super) fn sum(&self) -> Term {
        let values = self.cells.iter().map(Term::value);
        let sum = values.sum::<Option<i64>>();
        let text = match self.cells {
            [] => String::from("0"),
            _ => format!("SUM({})", self.range()),
        };
        Term::atom(text, sum).on(mixed(self.cells))
    }
}

fn fixed_range(first: &str, last: &str) -> String {
    format!("{}:{}", fixed_place(first), fixed_place(last))
}

/// Returns the name of a cell so that its row stays: `C$7`.
pub(super) fn fixed_place(place: &str) -> String {
    let digits = place.find(|letter: char| letter.is_ascii_digit());
    let (letters, row) = place.split_at(digits.unwrap_or(0));
    format!("{letters}${row}")
}
