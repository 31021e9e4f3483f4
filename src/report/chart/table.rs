//! [`Table`]: rows of numbers with their totals, and the table behind a chart.

use super::tornado::ordered;
use super::unit::Unit;
use super::{Chart, Flow, Grouped, Lines, Shape, Tornado};
use crate::domain::Lang;
use crate::report::csv_text;
use crate::report::wording::Sentences;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Words(String),
    /// A value with its unit.
    Value(i64, Unit),
    /// Nothing.
    Empty,
}

/// Rows under their heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the table is about.
    pub caption: String,
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The rows, each as long as the heads; the first cell names the row.
    pub rows: Vec<Vec<Cell>>,
    /// Totals as they were computed elsewhere, one per column where the column has one.
    pub foot: Option<Vec<Cell>>,
}

/// A total that is not the sum of the rows above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The caption of the table.
    pub table: String,
    /// The head of the column.
    pub column: String,
    /// The total as stated, and the sum of the rows.
    pub stated: (i64, i64),
    /// The unit of both.
    pub unit: Unit,
}

impl Cell {
    /// Returns the cell of a value that may be unknown.
    pub fn of(value: Option<i64>, unit: Unit) -> Cell {
        value.map_or(Cell::Empty, |value| Cell::Value(value, unit))
    }

    /// Writes the cell for people.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Cell::Words(words) => words.clone(),
            Cell::Value(value, unit) => unit.full(*value, lang),
            Cell::Empty => String::new(),
        }
    }

    fn plain(&self) -> String {
        match self {
            // A text that begins like a formula would be one in a spreadsheet.
            Cell::Words(words) if words.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
                format!("'{words}")
            }
            Cell::Words(words) => words.clone(),
            Cell::Value(value, unit) => unit.plain(*value),
            Cell::Empty => String::new(),
        }
    }
}

impl Table {
    /// Returns the rows as CSV, without totals.
    pub fn csv(&self) -> String {
        let heads: Vec<&str> = self.heads.iter().map(String::as_str).collect();
        let rows = self.rows.iter();
        let rows: Vec<Vec<String>> = rows
            .map(|row| row.iter().map(Cell::plain).collect())
            .collect();
        csv_text(&heads, &rows)
    }

    /// Holds every total against the rows above it.
    ///
    /// # Errors
    ///
    /// The first [`Mismatch`].
    pub fn reconciles(&self) -> Result<(), Mismatch> {
        for (column, cell) in self.foot.iter().flatten().enumerate() {
            let Cell::Value(stated, unit) = cell else {
                continue;
            };
            let own = self.rows.iter().filter_map(|row| match row.get(column) {
                Some(Cell::Value(value, _)) => Some(*value),
                _ => None,
            });
            let sum = own.sum();
            if sum != *stated {
                return Err(Mismatch {
                    table: self.caption.clone(),
                    column: self.heads.get(column).cloned().unwrap_or_default(),
                    stated: (*stated, sum),
                    unit: *unit,
                });
            }
        }
        Ok(())
    }
}

impl Chart {
    /// Returns the numbers of the chart, all of them.
    pub fn table(&self, lang: Lang) -> Table {
        let say = Sentences::new(lang);
        let (heads, rows) = match &self.shape {
            Shape::Bars(grouped) | Shape::Strip(grouped) => of_grouped(grouped, self.unit, say),
            Shape::Changes(changes) => {
                let rows = changes.iter();
                let rows = rows.map(|(name, change)| named(name, [Some(*change)], self.unit));
                let heads = vec![say.name_head().to_owned(), say.difference().to_owned()];
                (heads, rows.collect())
            }
            Shape::Lines(lines) => of_lines(lines, self.unit, say),
            Shape::Flow(flow) => of_flow(flow, self.unit, say),
            Shape::Tornado(tornado) => of_tornado(tornado, self.unit, say),
        };
        Table {
            caption: self.title.clone(),
            heads,
            rows,
            foot: None,
        }
    }
}

type HeadsAndRows = (Vec<String>, Vec<Vec<Cell>>);

fn named(name: &str, values: impl IntoIterator<Item = Option<i64>>, unit: Unit) -> Vec<Cell> {
    let cells = values.into_iter().map(|value| Cell::of(value, unit));
    [Cell::Words(name.to_owned())]
        .into_iter()
        .chain(cells)
        .collect()
}

fn of_grouped(grouped: &Grouped, unit: Unit, say: Sentences) -> HeadsAndRows {
    let heads = [say.name_head().to_owned()].into_iter();
    let heads = heads.chain(grouped.series.iter().cloned()).collect();
    let rows = grouped.rows.iter();
    let rows = rows.map(|(name, values)| named(name, values.iter().copied(), unit));
    (heads, rows.collect())
}

/// A row per series and year.
fn of_lines(lines: &Lines, unit: Unit, say: Sentences) -> HeadsAndRows {
    let has_bands = lines
        .series
        .iter()
        .flat_map(|(_, points)| points.iter().flatten());
    let has_bands = has_bands.into_iter().any(|point| point.band.is_some());
    let mut heads: Vec<String> = [say.name_head(), say.year_head(), say.value_head()]
        .map(str::to_owned)
        .into();
    if has_bands {
        heads.extend(say.band_ends().map(str::to_owned));
    }
    let mut rows = Vec::new();
    for (name, points) in &lines.series {
        for (year, point) in lines.years.iter().zip(points) {
            let Some(point) = point else { continue };
            let mut row = vec![Cell::Words(name.clone()), Cell::Words(year.clone())];
            row.push(Cell::Value(point.value, unit));
            if has_bands {
                row.push(Cell::of(point.band.map(|band| band.0), unit));
                row.push(Cell::of(point.band.map(|band| band.1), unit));
            }
            rows.push(row);
        }
    }
    (heads, rows)
}

fn of_flow(flow: &Flow, unit: Unit, say: Sentences) -> HeadsAndRows {
    let name = |node: usize| Cell::Words(flow.nodes[node].name.clone());
    let rows = flow.links.iter();
    let rows =
        rows.map(|(from, to, value)| vec![name(*from), name(*to), Cell::Value(*value, unit)]);
    (say.flow_heads().map(str::to_owned).into(), rows.collect())
}

fn of_tornado(tornado: &Tornado, unit: Unit, say: Sentences) -> HeadsAndRows {
    let rows = ordered(tornado).into_iter().map(|row| {
        let words = |text: &String| Cell::Words(text.clone());
        vec![
            words(&row.name),
            words(&row.ends[0]),
            Cell::Value(row.outcomes[0], unit),
            words(&row.ends[1]),
            Cell::Value(row.outcomes[1], unit),
        ]
    });
    (
        say.tornado_heads().map(str::to_owned).into(),
        rows.collect(),
    )
}
