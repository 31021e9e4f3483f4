//! Counts from CSV: rows become the same tables as `[[count]]`, with places inside the CSV file.
//!
//! Cells are divided by commas or, as Dutch spreadsheets do, by semicolons, or by tabs; a cell in
//! quotes may hold any of them. Empty lines, lines that start with `#` and rows without any
//! content say nothing.

use super::grammar::COUNT;
use super::problem::{Place, Problem};
use super::tree::{Node, Table, Value};
use crate::domain::Text;

/// Most rows of one file.
const MAX_ROWS: usize = 1_000_000;

/// Returns the rows of a CSV text; cells that are empty leave their key out.
///
/// A header with a problem gives no rows: without the misspelt column they would seem to count
/// nothing, or to repeat each other.
pub(super) fn rows(file: usize, text: &str, problems: &mut Vec<Problem>) -> Vec<Node> {
    let mut records = Records::new(text);
    let place = |start: usize, end: usize| Place { file, start, end };
    let mut header = None;
    let mut nodes = Vec::new();
    while let Some(record) = records.next() {
        let cells = match record {
            Ok(cells) => cells,
            Err(at) => {
                problems.push(unclosed(place(at, at.saturating_add(1))));
                break;
            }
        };
        let cells: Vec<(String, Place)> = cells
            .into_iter()
            .map(|cell| (cell.text, place(cell.start, cell.end)))
            .collect();
        let Some(columns) = &header else {
            match columns_of(&cells, problems) {
                Some(columns) => header = Some(columns),
                None => return nodes,
            }
            continue;
        };
        if nodes.len() >= MAX_ROWS {
            let at = cells.first().map_or(place(0, 0), |(_, place)| *place);
            problems.push(too_many(at));
            break;
        }
        nodes.extend(row(&cells, columns, problems));
    }
    if nodes.is_empty() && !problems.iter().any(|problem| is_in(problem, file)) {
        let text = Text::new("het CSV-bestand telt niets", "the CSV file counts nothing");
        problems.push(Problem::error("csv-empty", place(0, 0), text).expected(
            "een regel met kolomnamen en een regel per telling",
            "a line with column names and a line per count",
        ));
    }
    nodes
}

fn is_in(problem: &Problem, file: usize) -> bool {
    problem.place.is_some_and(|place| place.file == file)
}

/// One cell: its content and where it stands, quotes included.
struct Cell {
    text: String,
    start: usize,
    end: usize,
}

/// The records of a text, without empty lines and comments. The library splits and unquotes; it
/// is asked cell by cell, because only so does it say where a cell ends.
struct Records<'a> {
    text: &'a str,
    at: usize,
    delimiter: u8,
    reader: csv_core::Reader,
}

impl<'a> Records<'a> {
    fn new(text: &'a str) -> Records<'a> {
        let at = text.len() - text.trim_start_matches('\u{feff}').len();
        let reader = csv_core::Reader::new();
        let mut records = Records {
            text,
            at,
            delimiter: b',',
            reader,
        };
        records.skip_what_says_nothing();
        let header = records.rest().lines().next().unwrap_or_default();
        for delimiter in [b'\t', b';'] {
            if header.contains(char::from(delimiter)) {
                records.delimiter = delimiter;
            }
        }
        records.reader = csv_core::ReaderBuilder::new()
            .delimiter(records.delimiter)
            .build();
        records
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_what_says_nothing(&mut self) {
        while let Some(byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b'\n' | b'\r' => self.at += 1,
                b'#' => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                _ => break,
            }
        }
    }

    /// Returns the cells of the next record, or the place of a quote that is never closed.
    fn next(&mut self) -> Option<Result<Vec<Cell>, usize>> {
        self.skip_what_says_nothing();
        if self.at >= self.text.len() {
            return None;
        }
        let mut cells = Vec::new();
        loop {
            let start = self.at;
            let (text, ends_record) = self.cell();
            let source = self.text.get(start..self.at).unwrap_or_default();
            let is_unclosed = self.at == self.text.len()
                && source.starts_with('"')
                && source.matches('"').count() % 2 == 1;
            if is_unclosed {
                return Some(Err(start));
            }
            let delimiter = char::from(self.delimiter);
            let own = match ends_record {
                true => source.trim_end_matches(['\r', '\n']),
                false => source.strip_suffix(delimiter).unwrap_or(source),
            };
            cells.push(Cell {
                text,
                start,
                end: start + own.len(),
            });
            if ends_record {
                return Some(Ok(cells));
            }
        }
    }

    /// Reads one cell with what ends it, and says whether that is the end of the record.
    fn cell(&mut self) -> (String, bool) {
        let mut content: Vec<u8> = Vec::new();
        let mut buffer = [0; 256];
        let ends_record = loop {
            let input = self.rest().as_bytes();
            let (outcome, read, written) = self.reader.read_field(input, &mut buffer);
            self.at += read;
            content.extend(buffer.iter().take(written));
            match outcome {
                csv_core::ReadFieldResult::Field { record_end } => break record_end,
                csv_core::ReadFieldResult::End => break true,
                csv_core::ReadFieldResult::InputEmpty | csv_core::ReadFieldResult::OutputFull => {}
            }
        };
        // A part of a text, cut at signs of one byte, is a text.
        (String::from_utf8(content).unwrap_or_default(), ends_record)
    }
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
            let text = Text::new(
                format!("kolom `{name}` staat er twee keer"),
                format!("repeated column `{name}`"),
            );
            let problem = Problem::error("csv-repeated-column", *place, text).related(
                *first,
                "eerder hier",
                "first here",
            );
            problems.push(problem.hint("haal een van beide weg", "remove one of them"));
        }
        columns.push((name, *place));
    }
    let columns = columns.into_iter().map(|(name, _)| name);
    (problems.len() == found).then(|| columns.collect())
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

fn unclosed(place: Place) -> Problem {
    let text = Text::new(
        "een cel zonder aanhalingsteken aan het eind",
        "a cell without a closing quote",
    );
    Problem::error("csv-syntax", place, text).hint(
        "zet een `\"` aan het eind van de cel; in de cel telt `\"\"` voor één",
        "end the cell with a `\"`; within it, `\"\"` stands for one",
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
