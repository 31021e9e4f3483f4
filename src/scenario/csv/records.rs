//! The records of a CSV text.

use super::super::problem::{Place, Problem};
use crate::domain::Text;

/// Returns the next record as cells with their places; a quote that is never closed is a problem,
/// and the last record.
pub(super) fn next(
    records: &mut Records<'_>,
    file: usize,
    problems: &mut Vec<Problem>,
) -> Option<Vec<(String, Place)>> {
    let place = |start: usize, end: usize| Place { file, start, end };
    match records.next()? {
        Ok(cells) => {
            let cells = cells.into_iter();
            let placed = cells.map(|cell| (cell.text, place(cell.start, cell.end)));
            Some(placed.collect())
        }
        Err(at) => {
            problems.push(unclosed(place(at, at.saturating_add(1))));
            None
        }
    }
}

/// One cell: its content and where it stands, quotes included.
struct Cell {
    text: String,
    start: usize,
    end: usize,
}

/// The records of a text, without empty lines and comments. The library splits and unquotes; it
/// is asked cell by cell, because only so does it say where a cell ends.
pub(super) struct Records<'a> {
    text: &'a str,
    at: usize,
    delimiter: u8,
    reader: csv_core::Reader,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str) -> Records<'a> {
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
