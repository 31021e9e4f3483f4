//! [`Columns`]: a table whose columns are typed, for those who read many rows with a program.

/// In the file of a table, the note with the fingerprint of the whole file, in which
/// [`NO_FINGERPRINT`] stands where the fingerprint is to come.
pub const FINGERPRINT_NOTE: &str = "verdeel:fingerprint";

/// What stands in the place of a fingerprint while it is taken, and is as long.
pub const NO_FINGERPRINT: &str =
    "sha256:0000000000000000000000000000000000000000000000000000000000000000";

/// A table, column by column; all columns have one cell per row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// The number of rows.
    pub rows: usize,
    /// Names with their values, in order.
    pub columns: Vec<(String, Values)>,
}

/// The values of one column.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Texts, each of them as a position in a list.
    Texts(Texts),
    /// Texts that are the same in many rows after each other.
    TextRuns(TextRuns),
    /// Whole numbers, such as cents or the number of a draw.
    Whole(Vec<i64>),
    /// Whole numbers, of which some may be missing.
    SomeWhole(Vec<Option<i64>>),
    /// Numbers that are no money, of which some may be missing.
    SomeNumbers(Vec<Option<f64>>),
}

/// Texts of which many are alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    /// The texts, each of them once.
    pub list: Vec<String>,
    /// For each row the position of its text; none where the cell is empty.
    pub cells: Vec<Option<u32>>,
    /// Whether a cell may be empty.
    pub is_optional: bool,
}

/// Texts in runs of rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextRuns {
    /// The texts, each of them once.
    pub list: Vec<String>,
    /// For each run the position of its text, none where the cells are empty, and its rows.
    pub runs: Vec<(Option<u32>, usize)>,
    /// Whether a cell may be empty.
    pub is_optional: bool,
}

impl TextRuns {
    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.runs.iter().map(|(_, rows)| rows).sum()
    }

    /// Returns the same texts row by row.
    pub fn in_rows(&self) -> Texts {
        let runs = self.runs.iter();
        let cells = runs.flat_map(|(text, rows)| std::iter::repeat_n(*text, *rows));
        Texts {
            list: self.list.clone(),
            cells: cells.collect(),
            is_optional: self.is_optional,
        }
    }
}

impl Columns {
    /// Adds a column of texts; without `is_optional` an empty cell is the empty text.
    pub fn texts<'a>(
        &mut self,
        name: &str,
        is_optional: bool,
        cells: impl Iterator<Item = Option<&'a str>>,
    ) {
        let mut known: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
        let mut texts = Texts {
            is_optional,
            ..Texts::default()
        };
        for cell in cells {
            let cell = cell.or((!is_optional).then_some(""));
            let position = cell.map(|text| {
                *known.entry(text).or_insert_with(|| {
                    texts.list.push(text.to_owned());
                    u32::try_from(texts.list.len() - 1).unwrap_or(u32::MAX)
                })
            });
            texts.cells.push(position);
        }
        self.add(name, Values::Texts(texts));
    }

    /// Adds a column of whole numbers.
    pub fn whole(&mut self, name: &str, cells: Vec<i64>) {
        self.add(name, Values::Whole(cells));
    }

    /// Adds a column of whole numbers, of which some may be missing.
    pub fn some_whole(&mut self, name: &str, cells: Vec<Option<i64>>) {
        self.add(name, Values::SomeWhole(cells));
    }

    /// Adds a column of numbers that are no money.
    pub fn some_numbers(&mut self, name: &str, cells: Vec<Option<f64>>) {
        self.add(name, Values::SomeNumbers(cells));
    }

    /// Adds a column.
    pub fn add(&mut self, name: &str, cells: Values) {
        self.rows = cells.len();
        self.columns.push((name.to_owned(), cells));
    }

    /// Returns a column by its name.
    pub fn column(&self, name: &str) -> Option<&Values> {
        let mut columns = self.columns.iter();
        let found = columns.find(|(own, _)| own == name);
        found.map(|(_, cells)| cells)
    }
}

impl Values {
    /// Returns the number of cells.
    pub fn len(&self) -> usize {
        match self {
            Values::Texts(texts) => texts.cells.len(),
            Values::TextRuns(texts) => texts.rows(),
            Values::Whole(cells) => cells.len(),
            Values::SomeWhole(cells) => cells.len(),
            Values::SomeNumbers(cells) => cells.len(),
        }
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the text of a cell, where there is one.
    pub fn text(&self, row: usize) -> Option<&str> {
        let (list, position) = match self {
            Values::Texts(texts) => (&texts.list, texts.cells.get(row).copied()),
            Values::TextRuns(texts) => {
                let mut before = 0;
                let mut runs = texts.runs.iter();
                let run = runs.find(|(_, rows)| {
                    before += rows;
                    row < before
                });
                (&texts.list, run.map(|(text, _)| *text))
            }
            Values::Whole(_) | Values::SomeWhole(_) | Values::SomeNumbers(_) => return None,
        };
        let text = list.get(position.flatten()? as usize)?;
        Some(text)
    }

    /// Returns the whole number of a cell, where there is one.
    pub fn whole(&self, row: usize) -> Option<i64> {
        match self {
            Values::Whole(cells) => cells.get(row).copied(),
            Values::SomeWhole(cells) => cells.get(row).copied().flatten(),
            Values::Texts(_) | Values::TextRuns(_) | Values::SomeNumbers(_) => None,
        }
    }
}
