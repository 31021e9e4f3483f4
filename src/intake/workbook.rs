//! A sheet of a workbook, with the keys of `[[count]]` in its first row, as CSV.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, XlsxError};

use super::rows::written;
use super::table::canonical;
use crate::domain::{Id, Lang, Measure, SchoolYear, Sector, Text};
use crate::scenario::{Problem, count_keys};

/// The sheet that is taken from several, unless another is asked for.
const USUAL: &str = "counts";

/// The counts of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Number of rows below the first.
    pub rows: usize,
    /// Its rows as CSV.
    pub csv: String,
}

/// Why a sheet gives no counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetFault {
    /// It is no workbook, or a damaged one; with the reason.
    NoWorkbook(String),
    /// None of the sheets, named here, is the one that was asked for, or it is not clear which.
    NoSheet(Vec<String>),
    /// Cells have problems.
    Problems(Vec<Problem>),
}

/// Returns the counts of the sheet `asked`; of the only one, or the one called `counts`, when no
/// name is given.
///
/// # Errors
///
/// [`SheetFault`] when there is no such sheet, or with all problems of its cells.
pub fn sheet(
    (path, bytes): (&str, &[u8]),
    asked: Option<&str>,
    lang: Lang,
) -> Result<Sheet, SheetFault> {
    let unreadable = |error: XlsxError| SheetFault::NoWorkbook(error.to_string());
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names = workbook.sheet_names();
    let wanted = match (asked, names.as_slice()) {
        (Some(asked), _) => asked,
        (None, [only]) => only,
        (None, _) => USUAL,
    };
    let Some(name) = names.iter().find(|name| *name == wanted).cloned() else {
        return Err(SheetFault::NoSheet(names));
    };
    let cells = cells(&mut workbook, &name).map_err(unreadable)?;
    let mut reading = Reading {
        sheet: &name,
        problems: Vec::new(),
    };
    let records = reading.records(&cells);
    if !reading.problems.is_empty() {
        return Err(SheetFault::Problems(reading.problems));
    }
    let comments = [Text::new(
        format!("uit blad {name} van {path}"),
        format!("from sheet {name} of {path}"),
    )];
    let csv = written(&comments, &records, lang);
    Ok(Sheet {
        rows: records.len().saturating_sub(1),
        name,
        csv,
    })
}

/// Cells with something in them, by row and column, both counted from zero.
///
/// They are kept one by one: a table of all between the first and the last could be as large as a
/// sheet can be, for one cell that somebody typed far away.
type Cells = BTreeMap<u32, BTreeMap<u32, Data>>;

fn cells(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Cells, XlsxError> {
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    let mut cells = Cells::new();
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let value = Data::from(cell.get_value().clone());
        let says = !value.to_string().trim().is_empty();
        if says {
            cells.entry(row).or_default().insert(column, value);
        }
    }
    Ok(cells)
}

/// The reading of a sheet.
struct Reading<'s> {
    sheet: &'s str,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    /// Returns the header and the rows that say something.
    fn records(&mut self, cells: &Cells) -> Vec<Vec<String>> {
        let mut rows = cells.iter();
        let Some((first, names)) = rows.next() else {
            let text = Text::new("het blad is leeg", "the sheet is empty");
            self.problem((0, 0), "empty-sheet", &text, &keys());
            return Vec::new();
        };
        let header = self.header(*first, names);
        let mut records = vec![header.values().cloned().collect::<Vec<String>>()];
        let mut seen = BTreeMap::new();
        for (row, cells) in rows {
            let mut record: BTreeMap<u32, String> = BTreeMap::new();
            for (column, cell) in cells {
                let key = header.get(column).map_or("", String::as_str);
                let text = self.cell(cell, key, (*row, *column));
                record.insert(*column, text);
            }
            self.refuse_repeated(&header, &record, *row, &mut seen);
            let text = |column: &u32| record.get(column).cloned().unwrap_or_default();
            records.push(header.keys().map(text).collect());
        }
        if records.len() == 1 && self.problems.is_empty() {
            let text = Text::new("het blad telt niets", "the sheet counts nothing");
            let hint = Text::new(
                "zet onder de eerste rij een rij per telling",
                "put a row per count below the first row",
            );
            self.problem((*first, 0), "empty-sheet", &text, &hint);
        }
        records
    }

    /// Returns the key of each column.
    fn header(&mut self, row: u32, names: &BTreeMap<u32, Data>) -> BTreeMap<u32, String> {
        let known: Vec<&str> = count_keys().collect();
        let mut header: BTreeMap<u32, String> = BTreeMap::new();
        for (column, cell) in names {
            let written = cell.to_string();
            let key = canonical(&written).to_lowercase().replace(' ', "-");
            if !known.contains(&key.as_str()) {
                let text = Text::new(
                    format!("onbekende kolom `{}`", written.trim()),
                    format!("unknown column `{}`", written.trim()),
                );
                self.problem((row, *column), "unknown-column", &text, &keys());
            } else if header.values().any(|known| *known == key) {
                let text = Text::new(
                    format!("kolom `{key}` staat er twee keer"),
                    format!("repeated column `{key}`"),
                );
                let hint = Text::new("haal een van beide weg", "remove one of them");
                self.problem((row, *column), "repeated-column", &text, &hint);
            }
            header.insert(*column, key);
        }
        header
    }

    /// Returns the text of a cell, as a CSV file of counts has it.
    fn cell(&mut self, cell: &Data, key: &str, at: (u32, u32)) -> String {
        let text = match cell {
            Data::Empty => return String::new(),
            Data::String(text) => text.trim().to_owned(),
            // A whole number is written without a fraction, whatever its size.
            Data::Int(_) | Data::Float(_) => cell.to_string(),
            Data::Bool(_)
            | Data::DateTime(_)
            | Data::DateTimeIso(_)
            | Data::DurationIso(_)
            | Data::Error(_) => {
                let text = Text::new(
                    format!("`{cell}` is geen getal of tekst"),
                    format!("`{cell}` is neither a number nor text"),
                );
                let hint = Text::new(
                    "geef de cel de opmaak Tekst en typ hem opnieuw",
                    "give the cell the format Text and type it again",
                );
                self.problem(at, "bad-cell", &text, &hint);
                return String::new();
            }
        };
        if key.is_empty() {
            let says = Text::new(
                format!("`{text}` staat in een kolom zonder naam"),
                format!("`{text}` stands in a column without a name"),
            );
            self.problem(at, "unknown-column", &says, &keys());
        } else if let Some(hint) = fault(&text, key) {
            let says = Text::new(
                format!("`{text}` past niet in kolom `{key}`"),
                format!("`{text}` does not fit in column `{key}`"),
            );
            self.problem(at, "bad-cell", &says, &hint);
        }
        text
    }

    /// Refuses a second number of one measure at one place in one year.
    fn refuse_repeated(
        &mut self,
        header: &BTreeMap<u32, String>,
        record: &BTreeMap<u32, String>,
        row: u32,
        seen: &mut BTreeMap<(Vec<String>, u32), u32>,
    ) {
        let is_aside = |key: &str| is_measure(key) || ["source", "grade"].contains(&key);
        let place = header.iter().filter(|(_, key)| !is_aside(key));
        let place = place.map(|(column, _)| record.get(column).cloned().unwrap_or_default());
        let place: Vec<String> = place.collect();
        for (column, key) in header.iter().filter(|(_, key)| is_measure(key)) {
            if !record.contains_key(column) {
                continue;
            }
            let Some(first) = seen.insert((place.clone(), *column), row) else {
                continue;
            };
            let first = self.address((first, *column));
            let text = Text::new(
                format!("dubbele telling van `{key}`, eerder in {first}"),
                format!("duplicate count of `{key}`, first in {first}"),
            );
            let hint = Text::new(
                "haal er één weg, of onderscheid ze met `site` of `board`",
                "remove one, or tell them apart by `site` or `board`",
            );
            self.problem((row, *column), "duplicate-count", &text, &hint);
        }
    }

    fn problem(&mut self, at: (u32, u32), code: &'static str, text: &Text, hint: &Text) {
        let address = self.address(at);
        let text = Text::new(
            format!("{address}: {}", text.nl),
            format!("{address}: {}", text.en),
        );
        let problem = Problem::placeless(code, text).hint(&hint.nl, &hint.en);
        self.problems.push(problem);
    }

    /// Returns sheet and cell, as a spreadsheet writes them: `counts!C7`.
    fn address(&self, (row, column): (u32, u32)) -> String {
        let mut letters = Vec::new();
        let mut rest = column.saturating_add(1);
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
            rest /= 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        format!("{}!{letters}{}", self.sheet, row.saturating_add(1))
    }
}

fn keys() -> Text {
    let keys: Vec<&str> = count_keys().collect();
    let keys = keys.join(", ");
    Text::new(
        format!("de eerste rij noemt kolommen: een of meer van {keys}"),
        format!("the first row names columns: one or more of {keys}"),
    )
}

fn is_measure(key: &str) -> bool {
    Measure::ALL.iter().any(|(name, _)| *name == key)
}

/// Returns what a column takes when a cell of it holds something else.
fn fault(text: &str, key: &str) -> Option<Text> {
    let is_whole = || text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (fits, nl, en) = match key {
        "year" => (
            SchoolYear::parse(text).is_some(),
            "verwacht: een schooljaar zoals 2024/2025, als tekst",
            "expected: a school year such as 2024/2025, as text",
        ),
        "sector" => (
            Sector::ALL.iter().any(|(name, _)| *name == text),
            "verwacht: po, vo, mbo, sbo, so of hbo",
            "expected: po, vo, mbo, sbo, so or hbo",
        ),
        "source" | "grade" => return None,
        _ if is_measure(key) && (text.starts_with('<') || text == "-1") => (
            false,
            "dit verbergt een klein aantal: schat het, en geef de rij `assumption` onder `grade`",
            "this hides a small number: estimate it, and give the row `assumption` under `grade`",
        ),
        _ if is_measure(key) => (
            is_whole(),
            "verwacht: een heel getal, nul of meer",
            "expected: a whole number, zero or more",
        ),
        _ => (
            Id::parse(text).is_some(),
            "verwacht: een id van letters, cijfers, `-` en `_`",
            "expected: an id of letters, digits, `-` and `_`",
        ),
    };
    (!fits).then(|| Text::new(nl, en))
}
