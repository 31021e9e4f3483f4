//! CSV: rows of counts, and columns of values that were seen. Rows of counts become the same
//! tables as `[[count]]`, with places inside the CSV file.
//!
//! Cells are divided by commas or, as Dutch spreadsheets do, by semicolons, or by tabs; a cell in
//! quotes may hold any of them. Empty lines, lines that start with `#` and rows without any
//! content say nothing.

mod column;
mod records;

pub(super) use self::column::column;

use self::records::{Records, next};
use super::grammar::COUNT;
use super::problem::{Place, Problem};
use super::tree::{Node, Table, Value};
use crate::domain::Text;

/// Most rows of one file.
const MAX_ROWS: usize = 1_000_000;

/// A cell of a CSV text: its content, and where it stands.
pub type Cell = (String, Place);

/// Returns the records of any CSV text, its header among them, without empty lines and comments.
///
/// Cells are divided by what divides the header: commas, semicolons or tabs. A quote that is never
/// closed is a problem, and the last record.
pub fn records(file: usize, text: &str, problems: &mut Vec<Problem>) -> Vec<Vec<Cell>> {
    let mut records = Records::new(text);
    std::iter::from_fn(|| next(&mut records, file, problems)).collect()
}

/// Returns the keys that a row of counts may have.
pub fn count_keys() -> impl Iterator<Item = &'static str> {
    COUNT.keys()
}

/// Returns the rows of a CSV text; cells that are empty leave their key out.
///
/// A header with a problem gives no rows: without the misspelt column they would seem to count
/// nothing, or to repeat each other.
pub(super) fn rows(file: usize, text: &str, problems: &mut Vec<Problem>) -> Vec<Node> {
    let mut records = Records::new(text);
    let mut header = None;
    let mut nodes = Vec::new();
    while let Some(cells) = next(&mut records, file, problems) {
        let Some(columns) = &header else {
            match columns_of(&cells, problems) {
                Some(columns) => header = Some(columns),
                None => return nodes,
            }
            continue;
        };
        if nodes.len() >= MAX_ROWS {
            let at = cells
                .first()
                .map_or(Place::start_of(file), |(_, place)| *place);
            problems.push(too_many(at));
            break;
        }
        nodes.extend(row(&cells, columns, problems));
    }
    if nodes.is_empty() && !problems.iter().any(|problem| is_in(problem, file)) {
        let text = Text::new("het CSV-bestand telt niets", "the CSV file counts nothing");
        problems.push(
            Problem::error("csv-empty", Place::start_of(file), text).expected(
                "een regel met kolomnamen en een regel per telling",
                "a line with column names and a line per count",
            ),
        );
    }
    nodes
}

fn is_in(problem: &Problem, file: usize) -> bool {
    problem.place.is_some_and(|place| place.file == file)
}

/// Returns the names of the columns, unless one of them is unknown or repeated.
fn columns_of(cells: &[(String, Place)], problems: &mut Vec<Problem>) -> Option<Vec<String>> {
    let mut columns: Vec<(String, Place)> = Vec::new();
    let found = problems.len();
    for (cell, place) in cells {
        let name = cell.trim().replace('_', "-").to_lowercase();
        let first = columns.iter().find(|(column, _)| *column == name);
        if COUNT.field(&name).is_none() {
            let keys = COUNT.keys().collect::<Vec<_>>().join(", ");
            let text = match name.is_empty() {
                true => Text::new("een kolom zonder naam", "a column without a name"),
                false => Text::new(
                    format!("onbekende kolom `{name}`"),
                    format!("unknown column `{name}`"),
                ),
            };
            let problem = Problem::error("csv-unknown-column", *place, text)
                .expected(format!("een van {keys}"), format!("one of {keys}"))
                .hint_nearest(&name, COUNT.keys());
            problems.push(problem);
        } else if let Some((_, first)) = first {
            problems.push(repeated(&name, *place, *first));
        }
        columns.push((name, *place));
    }
    let columns = columns.into_iter().map(|(name, _)| name);
    (problems.len() == found).then(|| columns.collect())
}

/// Returns the problem that a column stands a second time at `place`.
fn repeated(name: &str, place: Place, first: Place) -> Problem {
    let text = Text::new(
        format!("kolom `{name}` staat er twee keer"),
        format!("repeated column `{name}`"),
    );
    Problem::error("csv-repeated-column", place, text)
        .related(first, "eerder hier", "first here")
        .hint("haal een van beide weg", "remove one of them")
}

fn row(cells: &[(String, Place)], columns: &[String], problems: &mut Vec<Problem>) -> Option<Node> {
    let whole = Place {
        end: cells.last()?.1.end,
        ..cells.first()?.1
    };
    // Spreadsheets write rows without content below the last one.
    if cells.iter().all(|(cell, _)| cell.trim().is_empty()) {
        return None;
    }
    if cells.len() != columns.len() {
        let (found, wanted) = (cells.len(), columns.len());
        let text = Text::new(
            format!("een regel met {found} cellen onder een kop van {wanted}"),
            format!("a row with {found} cells below a header of {wanted}"),
        );
        problems.push(Problem::error("csv-row-length", whole, text).hint(
            "vul aan met lege cellen, of zet tekst met een scheidingsteken tussen aanhalingstekens",
            "add empty cells, or put text with a separator in quotes",
        ));
        return None;
    }
    let mut table = Table::default();
    for ((cell, place), column) in cells.iter().zip(columns) {
        let cell = cell.trim();
        let Some(field) = COUNT.field(column).filter(|_| !cell.is_empty()) else {
            continue;
        };
        let value = match field.kind.is_number() {
            true if cell.starts_with('<') || cell == "-1" => {
                problems.push(hidden(cell, *place));
                Value::Number("0".to_owned())
            }
            true => Value::Number(cell.to_owned()),
            false => Value::Text(cell.to_owned()),
        };
        table.set(column, *place, Node::new(value, *place));
    }
    Some(Node::new(Value::Table(table), whole))
}

/// Returns the problem with a small number that the source does not tell, as DUO's files have it.
fn hidden(cell: &str, place: Place) -> Problem {
    let text = Text::new(
        format!("`{cell}` verbergt een klein aantal"),
        format!("`{cell}` hides a small number"),
    );
    Problem::error("csv-hidden-count", place, text).hint(
        "schat het, en geef de regel `assumption` in de kolom `grade`",
        "estimate it, and give the row `assumption` in the column `grade`",
    )
}

fn too_many(place: Place) -> Problem {
    let text = Text::new(
        format!("meer dan {MAX_ROWS} regels"),
        format!("more than {MAX_ROWS} rows"),
    );
    Problem::error("csv-too-many-rows", place, text).hint(
        "tel regels van dezelfde plaats bij elkaar op, of verdeel ze over scenario's",
        "add up rows of one place, or divide them over scenarios",
    )
}
