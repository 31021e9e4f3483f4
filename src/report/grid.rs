//! A grid of amounts: as many columns side by side as fit the screen, the rest in blocks below.

use std::collections::BTreeMap;

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle};
use comfy_table::{Table, TableStyle};

use super::wording::{Sentences, euros};
use crate::domain::Lang;
use crate::money::Cents;

/// A line under the head and one under the foot.
const RULED: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// Space between two columns.
const GAP: usize = 2;

/// What stands between names and the first amount beyond that.
const MORE: usize = 1;

/// How a run is shown.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// Width of the screen in columns.
    pub width: u16,
}

impl Look {
    /// The width of a page, which lays out tables itself.
    pub const PAGE: u16 = u16::MAX;

    /// What begins a row of a table on a page, and stands between its cells.
    pub const CELL: char = '\t';

    /// Says whether tables are left to the page: rows of cells, the head first.
    fn is_page(self) -> bool {
        self.width == Look::PAGE
    }
}

/// Amounts by column.
pub(super) type Amounts = BTreeMap<usize, Cents>;

/// A row of a table: two names and its amounts. Rows that repeat others are not in the total.
pub(super) struct Row {
    pub(super) names: [String; 2],
    pub(super) amounts: Amounts,
    pub(super) repeats: bool,
}

impl Row {
    /// Returns the sums of rows by column, without what is repeated.
    pub(super) fn sums(rows: &[Row]) -> Amounts {
        let mut sums = Amounts::new();
        for row in rows.iter().filter(|row| !row.repeats) {
            for (column, amount) in &row.amounts {
                *sums.entry(*column).or_default() += *amount;
            }
        }
        sums
    }
}

/// How the tables of one year are laid out.
pub(super) struct Grid {
    pub(super) columns: Vec<String>,
    pub(super) has_total: bool,
    pub(super) look: Look,
}

/// A column as text: its head, its cells and how wide they are.
struct Column {
    head: String,
    cells: Vec<String>,
}

impl Column {
    fn width(&self) -> usize {
        let head = self.head.lines().map(length).max();
        self.cells_width().max(head.unwrap_or(0))
    }

    fn cells_width(&self) -> usize {
        self.cells
            .iter()
            .map(|cell| length(cell))
            .max()
            .unwrap_or(0)
    }

    /// Folds the head between words to the width of the cells, or of its longest word.
    fn folded(mut self) -> Column {
        let longest = self.head.split(' ').map(length).max().unwrap_or(0);
        let width = self.cells_width().max(longest);
        let mut lines: Vec<String> = Vec::new();
        for word in self.head.split(' ') {
            match lines.last_mut() {
                Some(line) if length(line) + 1 + length(word) <= width => {
                    *line += &format!(" {word}");
                }
                _ => lines.push(word.to_owned()),
            }
        }
        self.head = lines.join("\n");
        self
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

impl Grid {
    /// Lays rows out under their columns, with a total at the foot.
    pub(super) fn table(&self, rows: &[Row]) -> String {
        self.table_on(rows, &Row::sums(rows))
    }

    /// Lays rows out under their columns, with a foot of its own.
    pub(super) fn table_on(&self, rows: &[Row], foot: &Amounts) -> String {
        let moved = |column: &usize| {
            let amounts = rows.iter().filter_map(|row| row.amounts.get(column));
            !self.has_total || amounts.into_iter().any(|amount| *amount != Cents::ZERO)
        };
        let all = 0..self.columns.len();
        let mut shown: Vec<usize> = all.clone().filter(moved).collect();
        if shown.is_empty() {
            shown = all.collect();
        }
        let columns: Vec<Column> = shown
            .iter()
            .map(|column| self.column(rows, foot, *column))
            .collect();
        let total = self.has_total.then(|| self.total(rows, foot));
        laid_out(&self.names(rows), columns, total, self.look)
    }

    /// Returns the columns of names: the second only when some row has one.
    fn names(&self, rows: &[Row]) -> Vec<Column> {
        let has_seconds = rows.iter().any(|row| !row.names[1].is_empty());
        let total = Sentences::new(self.look.lang).total();
        let column = |position: usize, foot: &str| Column {
            head: String::new(),
            cells: rows
                .iter()
                .map(|row| row.names[position].clone())
                .chain([foot.to_owned()])
                .collect(),
        };
        let mut names = vec![column(0, total)];
        if has_seconds {
            names.push(column(1, ""));
        }
        names
    }

    fn column(&self, rows: &[Row], foot: &Amounts, column: usize) -> Column {
        let rows = rows.iter().map(|row| &row.amounts).chain([foot]);
        let cell = |amounts: &Amounts| {
            let amount = amounts.get(&column);
            amount.map_or(String::new(), |amount| euros(*amount, self.look.lang))
        };
        Column {
            head: self.columns[column].clone(),
            cells: rows.map(cell).collect(),
        }
    }

    fn total(&self, rows: &[Row], foot: &Amounts) -> Column {
        let rows = rows.iter().map(|row| &row.amounts).chain([foot]);
        let cell = |amounts: &Amounts| euros(amounts.values().copied().sum(), self.look.lang);
        Column {
            head: Sentences::new(self.look.lang).total().to_owned(),
            cells: rows.map(cell).collect(),
        }
    }
}

/// Returns rows of cells under their columns, each with a name before it.
pub(super) fn matrix(columns: &[String], rows: &[(String, Vec<String>)], look: Look) -> String {
    let names = Column {
        head: String::new(),
        cells: rows.iter().map(|(name, _)| name.clone()).collect(),
    };
    let columns = columns.iter().enumerate().map(|(at, head)| Column {
        head: head.clone(),
        cells: rows.iter().map(|(_, cells)| cells[at].clone()).collect(),
    });
    laid_out(&[names], columns.collect(), None, look)
}

/// Lays out columns behind their names, and one more column behind each block of them.
fn laid_out(names: &[Column], columns: Vec<Column>, last: Option<Column>, look: Look) -> String {
    let mut columns = columns;
    let fixed = width(names) + MORE + width(last.as_slice());
    let screen = usize::from(look.width) + GAP;
    if fixed + width(&columns) > screen {
        columns = columns.into_iter().map(Column::folded).collect();
    }
    let blocks = blocks(&columns, screen.saturating_sub(fixed));
    let tables = blocks.into_iter().map(|columns| {
        let columns: Vec<&Column> = columns.iter().chain(&last).collect();
        block(names, &columns, look)
    });
    tables.collect::<Vec<String>>().join("\n")
}

fn block(names: &[Column], amounts: &[&Column], look: Look) -> String {
    let columns: Vec<&Column> = names.iter().chain(amounts.iter().copied()).collect();
    if look.is_page() {
        return cells(&columns);
    }
    let needed: usize = columns.iter().map(|column| column.width() + GAP).sum();
    let fits = needed + MORE <= usize::from(look.width) + GAP;
    let mut table = Table::new();
    table.load_style(RULED).set_width(look.width);
    table.set_content_arrangement(match fits {
        true => ContentArrangement::Disabled,
        false => ContentArrangement::Dynamic,
    });
    table.set_header(columns.iter().map(|column| &column.head));
    let height = names.first().map_or(0, |column| column.cells.len());
    for row in 0..height {
        table.add_row(columns.iter().map(|column| &column.cells[row]));
    }
    for (position, column) in table.column_iter_mut().enumerate() {
        if position < names.len() {
            column.set_padding((0, 1));
        } else {
            // Names may break when nothing else fits, amounts never.
            column
                .set_padding((1, 0))
                .set_constraint(ColumnConstraint::ContentWidth)
                .set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

/// Returns columns as rows of cells, the head first.
fn cells(columns: &[&Column]) -> String {
    let row = |cell: &dyn Fn(&Column) -> String| -> String {
        let cells = columns.iter().map(|column| cell(column));
        cells.map(|text| format!("{}{text}", Look::CELL)).collect()
    };
    let height = columns.first().map_or(0, |column| column.cells.len());
    let head = row(&|column| column.head.replace('\n', " "));
    let rows = (0..height).map(|at| row(&|column| column.cells[at].clone()));
    [head]
        .into_iter()
        .chain(rows)
        .collect::<Vec<String>>()
        .join("\n")
}

/// Returns the width of columns with the space behind each.
fn width(columns: &[Column]) -> usize {
    columns.iter().map(|column| column.width() + GAP).sum()
}

/// Returns runs of columns that fit side by side; a column that fits nowhere stands alone.
fn blocks(columns: &[Column], room: usize) -> Vec<&[Column]> {
    let (mut blocks, mut rest) = (Vec::new(), columns);
    while !rest.is_empty() {
        let fitting = (1..=rest.len())
            .rev()
            .find(|count| width(&rest[..*count]) <= room);
        let (block, others) = rest.split_at(fitting.unwrap_or(1));
        blocks.push(block);
        rest = others;
    }
    blocks
}
