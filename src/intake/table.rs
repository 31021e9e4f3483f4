//! A CSV file of others: a header, and records whose cells know their place.

use super::decoding::{decoded, is_binary, lost_letter};
use crate::domain::Text;
use crate::scenario::{Cell, Place, Problem, Sources, records};

/// A file as it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The path by which it was asked for.
    pub path: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// The files under reading, and what is wrong with them.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) sources: Sources,
    pub(super) problems: Vec<Problem>,
}

/// A header with the records below it.
pub(super) struct Table {
    pub(super) file: usize,
    pub(super) encoding: &'static str,
    pub(super) header: Vec<Cell>,
    pub(super) records: Vec<Vec<Cell>>,
}

/// Returns the name of a column as all generations of files have it in common: `OPLEIDINGSNAAM
/// ACTUEEL` for `opleidingsnaam_actueel`.
pub(super) fn canonical(name: &str) -> String {
    name.trim().to_uppercase().replace(['_', '-'], " ")
}

impl Desk {
    /// Opens a file; `None` when nothing can be said about its columns.
    pub(super) fn open(&mut self, given: &Given) -> Option<Table> {
        let Given { path, bytes } = given;
        let decoded = decoded(bytes);
        if is_binary(&decoded.text) {
            self.problems.push(no_text(path));
            return None;
        }
        let file = self.sources.add(path, decoded.text);
        let text = self.sources.file(file)?.text.clone();
        if let Some(range) = lost_letter(&text) {
            let place = Place {
                file,
                start: range.start,
                end: range.end,
            };
            self.problems.push(wrong_encoding(place, decoded.encoding));
            return None;
        }
        let found = self.problems.len();
        let mut records = records(file, &text, &mut self.problems).into_iter();
        let header = records.next();
        let records: Vec<Vec<Cell>> = records.collect();
        let Some(header) = header.filter(|_| !records.is_empty()) else {
            if self.problems.len() == found {
                self.problems.push(empty(file));
            }
            return None;
        };
        self.refuse_repeated(&header);
        let whole = records.into_iter().filter(|record| {
            let fits = record.len() == header.len();
            if !fits {
                self.problems.push(wrong_length(record, header.len()));
            }
            fits
        });
        let records = whole.collect();
        Some(Table {
            file,
            encoding: decoded.encoding,
            header,
            records,
        })
    }

    fn refuse_repeated(&mut self, header: &[Cell]) {
        for (at, (name, place)) in header.iter().enumerate() {
            let name = canonical(name);
            let mut earlier = header.iter().take(at);
            let first = earlier.find(|(first, _)| canonical(first) == name);
            let Some((_, first)) = first.filter(|_| !name.is_empty()) else {
                continue;
            };
            let text = Text::new(
                format!("kolom `{name}` staat er twee keer"),
                format!("repeated column `{name}`"),
            );
            self.problems.push(
                Problem::error("csv-repeated-column", *place, text)
                    .related(*first, "eerder hier", "first here")
                    .hint("haal een van beide weg", "remove one of them"),
            );
        }
    }
}

impl Table {
    /// Returns the position of the column with one of these names.
    pub(super) fn find(&self, names: &[&str]) -> Option<usize> {
        let mut cells = self.header.iter();
        cells.position(|(name, _)| names.contains(&canonical(name).as_str()))
    }

    /// Returns the place of the whole header.
    pub(super) fn header_place(&self) -> Place {
        whole(&self.header).unwrap_or(Place {
            file: self.file,
            start: 0,
            end: 0,
        })
    }
}

/// Returns the place of a whole record.
pub(super) fn whole(record: &[Cell]) -> Option<Place> {
    Some(Place {
        end: record.last()?.1.end,
        ..record.first()?.1
    })
}

/// Returns the content of a cell.
pub(super) fn content(record: &[Cell], at: usize) -> &str {
    record.get(at).map_or("", |(cell, _)| cell.trim())
}

fn no_text(path: &str) -> Problem {
    let text = Text::new(
        format!("`{path}` is geen tekst"),
        format!("`{path}` is no text"),
    );
    Problem::placeless("wrong-encoding", text).hint(
        "geef een CSV-bestand; een werkmap leest `verdeel import workbook`",
        "give a CSV file; `verdeel import workbook` reads a workbook",
    )
}

fn wrong_encoding(place: Place, encoding: &str) -> Problem {
    let text = Text::new(
        format!("een letter is verloren: de tekst is geen {encoding}, of is verkeerd bewaard"),
        format!("a letter was lost: the text is no {encoding}, or was saved wrongly"),
    );
    Problem::error("wrong-encoding", place, text).hint(
        "neem het bestand zoals DUO het geeft, of bewaar het als UTF-8",
        "take the file as DUO gives it, or save it as UTF-8",
    )
}

fn empty(file: usize) -> Problem {
    let place = Place {
        file,
        start: 0,
        end: 0,
    };
    let text = Text::new("het CSV-bestand is leeg", "the CSV file is empty");
    Problem::error("csv-empty", place, text).hint(
        "verwacht: een regel met kolomnamen en een regel per telling",
        "expected: a line with column names and a line per count",
    )
}

fn wrong_length(record: &[Cell], wanted: usize) -> Problem {
    let found = record.len();
    let text = Text::new(
        format!("een regel met {found} cellen onder een kop van {wanted}"),
        format!("a row with {found} cells below a header of {wanted}"),
    );
    let place = whole(record).unwrap_or(Place {
        file: 0,
        start: 0,
        end: 0,
    });
    Problem::error("csv-row-length", place, text).hint(
        "zet tekst met een scheidingsteken tussen aanhalingstekens",
        "put text with a separator in quotes",
    )
}
