//! Sweeps: many points of a scenario into a folder of parts, which is the same however it is made.

mod analysis;
mod answers;
mod designs;
mod failures;
mod folders;
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::{Mutex, MutexGuard};

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use verdeel::study::{Answer, Failure, Shard, Store, SweepJob, SweepQuestion, Watch, with_sweep};

use crate::runs::{JSON, PATH};

/// Two regions, three partnerships, one pot; what sweeps vary stands between braces.
const WORLD: &str = r#"
title = "Twee regio's"
years = ["2022/2023", "2023/2024"]

[growth]
all = "5 %"

[[region]]
id = "noord"
[[region]]
id = "zuid"

[[partnership]]
id = "de-linde"
students = { noord = {linde}, zuid = 60 }
[[partnership]]
id = "de-wilg"
students = { noord = 90, zuid = 160 }
[[partnership]]
id = "de-es"
students = { zuid = 90 }

[[function]]
id = "office"

[[component]]
id = "per-student"
to = "region"
amount = {amount}
per = "student"

[[division]]
id = "national"
pot = {pot}
pays = ["per-student"]
shortage = "proportional"

[[division]]
id = "in-region"
from = "region"
to = "partnership"
slice = [{ to = "office", share = "{share}" }]
key = "{key}"

[[variant]]
id = "richer"
set = { "component.per-student.amount" = {richer} }

[[variant]]
id = "no-office"
set = { "division.in-region.slice" = [] }
"#;

/// The values of the world as it stands.
const USUAL: [(&str, &str); 6] = [
    ("linde", "140"),
    ("amount", "955"),
    ("pot", "500_000"),
    ("share", "10 %"),
    ("key", "per-student"),
    ("richer", "1_050"),
];

/// Returns the world with some other values.
fn world(values: &[(&str, &str)]) -> String {
    let all = values.iter().chain(&USUAL);
    all.fold(WORLD.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

/// Returns the world as it stands, with this sweep.
fn swept(sweep: &str) -> String {
    format!("{}\n[sweep]\n{sweep}", world(&[]))
}

/// A folder in memory.
#[derive(Debug, Default)]
struct Memory {
    name: String,
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Memory {
    fn new(name: &str) -> Memory {
        Memory {
            name: name.to_owned(),
            ..Memory::default()
        }
    }

    fn copy(&self) -> Memory {
        Memory {
            name: self.name.clone(),
            files: Mutex::new(self.files().clone()),
        }
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.files.lock().expect("no thread failed")
    }

    fn names(&self) -> Vec<String> {
        self.files().keys().cloned().collect()
    }

    fn parts(&self) -> Vec<String> {
        let is_part = |name: &String| name.starts_with("parts/");
        self.names().into_iter().filter(is_part).collect()
    }

    /// Returns the contents of a file that is there.
    #[track_caller]
    fn file(&self, name: &str) -> Vec<u8> {
        self.files().get(name).cloned().expect("it is there")
    }

    /// Returns the rows of all parts, or of one of the tables.
    fn rows(&self, name: &str) -> Vec<Row> {
        match name {
            "parts" => self
                .parts()
                .iter()
                .flat_map(|part| self.rows(part))
                .collect(),
            _ => rows(&self.file(name)),
        }
    }
}

impl Store for Memory {
    fn name(&self) -> &str {
        &self.name
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(self.files().get(name).cloned())
    }

    fn write(&self, name: &str, contents: &[u8]) -> Result<(), String> {
        self.files().insert(name.to_owned(), contents.to_vec());
        Ok(())
    }
}

/// A row of a Parquet file: its cells by column, an empty one as nothing.
type Row = BTreeMap<String, String>;

/// Reads a Parquet file with the record reader of its crate.
fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("bytes");
    let reader = SerializedFileReader::new(file).expect("a Parquet file");
    let rows = reader.get_row_iter(None).expect("rows");
    rows.map(|row| {
        let row = row.expect("a row");
        let cells = row.get_column_iter().map(|(name, cell)| {
            let cell = match cell {
                Field::Str(text) => text.clone(),
                Field::Null => String::new(),
                other => other.to_string(),
            };
            (name.clone(), cell)
        });
        cells.collect()
    })
    .collect()
}

/// Returns the cents of a row.
#[track_caller]
fn cents(row: &Row, column: &str) -> i64 {
    row[column].parse().expect("a whole number")
}

/// Nobody who watches.
struct Unwatched;

impl Watch for Unwatched {
    fn done(&self, _: u64, _: Option<u64>) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// Opens the sweep of a text, beside which there may be other files.
fn with<R>(
    files: &[(&str, &str)],
    work: impl FnOnce(&SweepJob<'_>) -> Result<R, Failure>,
) -> Result<R, Failure> {
    let question = SweepQuestion {
        path: PATH.to_owned(),
        ..SweepQuestion::default()
    };
    let read = |path: &str| {
        let found = files.iter().find(|(name, _)| *name == path);
        let text = found.map(|(_, text)| (*text).to_owned());
        text.ok_or_else(|| format!("no `{path}`"))
    };
    with_sweep(&question, (JSON, &read), None, work)
}

/// Runs the sweep of a text, or one shard of it, into a folder.
#[track_caller]
fn run(text: &str, shard: Option<(u64, u64)>, store: &Memory) -> Answer {
    let shard = shard.map(|(number, of)| Shard { number, of });
    let done = with(&[(PATH, text)], |job| job.run(shard, store, &Unwatched));
    done.unwrap_or_else(|failure| panic!("{}", failure.text))
}

/// Returns the folder of the sweep of a text.
#[track_caller]
fn folder(text: &str) -> Memory {
    folder_beside(text, &[])
}

/// Returns the folder of the sweep of a text that names other files.
#[track_caller]
fn folder_beside(text: &str, beside: &[(&str, &str)]) -> Memory {
    let store = Memory::new("whole");
    let files = [&[(PATH, text)], beside].concat();
    let done = with(&files, |job| job.run(None, &store, &Unwatched));
    done.unwrap_or_else(|failure| panic!("{}", failure.text));
    store
}

/// Returns why there is no sweep of a text.
#[track_caller]
fn refused(text: &str, beside: &[(&str, &str)]) -> String {
    let files = [&[(PATH, text)], beside].concat();
    let refused = with(&files, |_| Ok(()));
    refused.expect_err("a refusal").text
}

/// Holds two folders against each other: every file, byte by byte.
#[track_caller]
fn hold_same(one: &Memory, other: &Memory, how: &str) {
    assert_eq!(one.names(), other.names(), "{how}");
    let differing: BTreeSet<String> = one
        .names()
        .into_iter()
        .filter(|name| one.file(name) != other.file(name))
        .collect();
    assert_eq!(differing, BTreeSet::new(), "{how}");
}
