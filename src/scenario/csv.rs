//! Counts from CSV: rows become the same tables as `[[count]]`, with places inside the CSV file.

use csv::{ByteRecord, ReaderBuilder};

use super::grammar::COUNT;
use super::problem::{Place, Problem};
use super::tree::{Node, Table, Value};
use crate::domain::Text;

/// Most rows of one file.
const MAX_ROWS: usize = 1_000_000;

/// Returns the rows of a CSV text; cells that are empty leave their key out.
pub(super) fn rows(file: usize, text: &str, problems: &mut Vec<Problem>) -> Vec<Node> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - body.len();
    let header = body.lines().next().unwrap_or_default();
    let delimiter = if header.contains(';') { b';' } else { b',' };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .comment(Some(b'#'))
        .from_reader(body.as_bytes());
    let mut table = CsvTable {
        file,
        text,
        offset,
        delimiter,
        columns: Vec::new(),
        problems,
    };
    let mut nodes = Vec::new();
    let mut record = ByteRecord::new();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or_default();
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) if nodes.len() >= MAX_ROWS => {
                table.too_many(start);
                break;
            }
            Ok(true) if table.columns.is_empty() => table.header(&record),
            Ok(true) => nodes.extend(table.row(&record)),
            Err(error) => {
                let place = table.place(start, start);
                let text = Text::new(
                    format!("ongeldige CSV: {error}"),
                    format!("invalid CSV: {error}"),
                );
                table
                    .problems
                    .push(Problem::error("csv-syntax", place, text));
                break;
            }
        }
    }
    if table.columns.is_empty() {
        let place = table.place(0, 0);
        let text = Text::new("het CSV-bestand is leeg", "the CSV file is empty");
        table
            .problems
            .push(Problem::error("csv-empty", place, text).expected(
                "een regel met kolomnamen en een regel per telling",
                "a line with column names and a line per count",
            ));
    }
    nodes
}

struct CsvTable<'a> {
    file: usize,
    text: &'a str,
    offset: usize,
    delimiter: u8,
    columns: Vec<String>,
    problems: &'a mut Vec<Problem>,
}

impl CsvTable<'_> {
    fn place(&self, start: usize, end: usize) -> Place {
        let (start, end) = (start + self.offset, end + self.offset);
        Place {
            file: self.file,
            start: start.min(self.text.len()),
            end: end.min(self.text.len()),
        }
    }

    /// Returns the places of the cells of a record, found again in the text itself.
    fn cells(&self, record: &ByteRecord) -> Vec<Place> {
        let start = record.position().map_or(0, csv::Position::byte);
        let mut at = usize::try_from(start).unwrap_or_default();
        let bytes = self.text.as_bytes().get(self.offset..).unwrap_or_default();
        let mut places = Vec::new();
        for _ in record {
            let mut quoted = false;
            let mut end = at;
            while let Some(byte) = bytes.get(end) {
                match byte {
                    b'"' => quoted = !quoted,
                    b'\n' | b'\r' if !quoted => break,
                    byte if *byte == self.delimiter && !quoted => break,
                    _ => {}
                }
                end += 1;
            }
            places.push(self.place(at, end));
            at = end + 1;
        }
        places
    }

    fn header(&mut self, record: &ByteRecord) {
        let places = self.cells(record);
        for (cell, place) in record.iter().zip(places) {
            let name = String::from_utf8_lossy(cell)
                .trim()
                .replace('_', "-")
                .to_lowercase();
            if COUNT.field(&name).is_none() {
                let keys = COUNT.keys().collect::<Vec<_>>().join(", ");
                let text = Text::new(
                    format!("onbekende kolom `{name}`"),
                    format!("unknown column `{name}`"),
                );
                let problem = Problem::error("csv-unknown-column", place, text)
                    .expected(format!("een van {keys}"), format!("one of {keys}"))
                    .hint_nearest(&name, COUNT.keys());
                self.problems.push(problem);
            } else if self.columns.contains(&name) {
                let text = Text::new(
                    format!("kolom `{name}` staat er twee keer"),
                    format!("repeated column `{name}`"),
                );
                self.problems
                    .push(Problem::error("csv-repeated-column", place, text));
            }
            self.columns.push(name);
        }
    }

    fn row(&mut self, record: &ByteRecord) -> Option<Node> {
        let places = self.cells(record);
        let whole = Place {
            file: self.file,
            start: places.first()?.start,
            end: places.last()?.end,
        };
        if record.len() != self.columns.len() {
            let (found, wanted) = (record.len(), self.columns.len());
            let text = Text::new(
                format!("regel met {found} cellen, de kop heeft er {wanted}"),
                format!("row with {found} cells, the header has {wanted}"),
            );
            self.problems.push(Problem::error("csv-row-length", whole, text).hint(
                "vul aan met lege cellen, of zet tekst met een scheidingsteken tussen aanhalingstekens",
                "add empty cells, or put text with a separator in quotes",
            ));
            return None;
        }
        let mut table = Table::default();
        for ((cell, place), column) in record.iter().zip(places).zip(&self.columns) {
            let Ok(cell) = std::str::from_utf8(cell) else {
                let text = Text::new("geen geldige UTF-8", "not valid UTF-8");
                self.problems
                    .push(Problem::error("csv-encoding", place, text));
                continue;
            };
            let cell = cell.trim();
            let Some(field) = COUNT.field(column).filter(|_| !cell.is_empty()) else {
                continue;
            };
            let value = match field.kind.is_number() {
                true => Value::Number(cell.to_owned()),
                false => Value::Text(cell.to_owned()),
            };
            table.set(column, place, Node::new(value, place));
        }
        Some(Node::new(Value::Table(table), whole))
    }

    fn too_many(&mut self, start: usize) {
        let place = self.place(start, start);
        let text = Text::new(
            format!("meer dan {MAX_ROWS} regels"),
            format!("more than {MAX_ROWS} rows"),
        );
        self.problems
            .push(Problem::error("csv-too-many-rows", place, text));
    }
}
