//! The guards on small sources, so that one that stopped seeing would be noticed.

use super::*;

/// Asserts on which lines of a file a guard finds fault. Each row of the table is a file:
/// its path in `src`, its code with `\n` between the lines, and the lines at fault.
#[track_caller]
fn check(guard: impl Fn(&File) -> Vec<String>, table: &str) {
    for row in table.trim().lines() {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let file = File::new(&format!("src/{}", cells[0]), &cells[1].replace("\\n", "\n"));
        let faults = guard(&file);
        let places = faults.iter().filter_map(|fault| fault.split(':').nth(1));
        let lines: Vec<&str> = places.collect();
        assert_eq!(lines.join(" "), cells[2], "{row}\n{faults:#?}");
    }
}

#[test]
fn an_import_of_a_higher_or_equal_floor_is_a_fault() {
    let table = r#"
        domain/mod.rs   | use crate::{\nmoney::Cents,\nengine::{A, B},\n};    | 3 3
        domain/mod.rs   | use crate::money::{self, Cents};                    |
        domain/pot.rs   | use crate::domain::Count;                           |
        domain/pot.rs   | fn f() { let x: u8 =\ncrate::engine::run(); }       | 2
        domain/pot.rs   | // crate::plan::A\nlet a = "crate::plan::A";        |
        domain/pot.rs   | #[cfg(test)] mod tests { use crate::plan::Plan; }   | 1
        plan/mod.rs     | use crate::scenario::Shape;                         | 1
        scenario/mod.rs | use crate::plan::Plan;                              | 1
        engine/mod.rs   | use crate::plan::Plan;\nuse crate::draw as d;       | 2
        draw/mod.rs     | pub(crate) use crate::engine::run;                  | 1
        lib.rs          | pub use crate::engine::run;                         |
    "#;
    check(floor_faults, table);
}

#[test]
fn the_root_is_not_a_way_around() {
    let table = "
        plan/mod.rs | use crate::*;\\nuse crate as root;\\nuse crate::{self};      | 1 2 3
        plan/mod.rs | use verdeel::study;\\nuse super::engine;                      | 1 2
        plan/a.rs   | use super::super::engine::run;\\nuse super::{super::draw, A}; | 1 2
        plan/a.rs   | use super::A;\\nmod tests { use super::*; use super::super::A; } |
        plan/a.rs   | mod tests {\\nuse super::super::super::study::run;\\n}       | 2
        plan/a.rs   | fn f() -> u8 { super::super::engine::run() }               | 1
        plan/a.rs   | macro_rules! m { () => { $crate::report::x() } }           | 1
        plan/a/b.rs | use super::super::engine;\\nuse super::super::super::engine;  | 2
        plan/a.rs   | use crate::nowhere::A;                                     | 1
    ";
    check(floor_faults, table);
}

#[test]
fn a_narrower_module_knows_only_what_is_listed() {
    let table = "
        audit/mod.rs | use crate::money::Cents;\\nuse crate::results::Ledger; | 2
        cli/run.rs   | use crate::{disk, study};\\nuse crate::report::html;   | 2
        main.rs      | fn main() { verdeel::cli::main() }\\nuse verdeel::study; | 2
    ";
    check(floor_faults, table);
}

#[test]
fn a_folder_without_a_declaration_or_a_floor_is_a_fault() {
    let names = ["lib.rs", "main.rs", "money", "extra", "loose.rs"].map(String::from);
    let faults = house_faults(&names, "pub mod money;\nmod attic;");
    let places = faults.iter().filter_map(|fault| fault.split(": ").next());
    let expected = ["src/extra:1", "src/loose.rs:1", "src/lib.rs:2"];
    assert_eq!(places.collect::<Vec<_>>(), expected);
}

#[test]
fn a_crate_outside_its_modules_is_a_fault() {
    let crates = ["serde", "csv", "thiserror", "other"].map(String::from);
    let table = "
        domain/mod.rs | use serde::Serialize;\\n#[derive(serde::X)] struct A;        | 1 2
        domain/mod.rs | use thiserror::Error;                                       |
        report/csv.rs | use ::serde as s;\\nfn f() { csv::Writer::new() }            |
        report/mod.rs | use other::{a, b};                                          | 1 1
        study/mod.rs  | use crate::report::csv;\\nfn f() { csv::write() }            |
        study/mod.rs  | mod csv;\\npub use csv::write;                               |
        study/mod.rs  | fn f() -> ::csv::Reader { a.csv::<u8>(); b::csv::c() }      | 1
        study/mod.rs  | use csv::{self, Reader};\\nfn f() { csv::a() }               | 1 1 2
    ";
    check(|file| crate_faults(file, &crates), table);
}

#[test]
fn a_dependency_without_a_row_is_a_fault() {
    let rows = CRATES.iter().map(|(name, _)| format!("{name} = \"1\"\n"));
    let manifest = format!(
        "[dev-dependencies]\nproptest = \"1\"\n[dependencies]\n{}\
        [target.'cfg(unix)'.dependencies]\nlibc = \"1\"\n[dependencies.x]\nversion = \"1\"",
        rows.collect::<String>()
    );
    let faults = manifest_faults(&manifest);
    assert!(faults[0].contains("`libc`") && faults[1].contains("[dependencies.x]"));
    assert_eq!(faults.len(), 2, "{faults:#?}");
    assert_eq!(manifest_faults("[dependencies]").len(), CRATES.len());
}

#[test]
fn only_names_of_exports_are_unsafe() {
    let code = "fn f() {}\n#[unsafe(no_mangle)]\nunsafe fn g() {}";
    for (path, lines) in [("src/study/a.rs", 2), ("wasm/src/lib.rs", 1)] {
        let faults = unsafe_faults(&File::new(path, code));
        assert_eq!(faults.len(), lines, "{faults:#?}");
    }
}

#[test]
fn what_must_be_absent_is_seen() {
    let table = r#"
        plan/a.rs   | fn f(x: f64) {}\nlet a = 1_f32;\nlet b = c.to_f64();    | 2 1 3
        money/a.rs  | let a = 0.5;\nlet b = 1e9;\nlet c = x.0.1 + 0x1e5;      | 1 2
        money/a.rs  | for i in 0..5 { 1u8.pow(2); x.0; "0.5" }                | 
        rules/a.rs  | use std::collections::{BTreeMap, HashMap};              | 1
        engine/a.rs | use std::{\nthread,\ntime::Duration};                   | 3 2
        report/a.rs | use std::fs;\nuse std::{io, fs::File};                  | 1 2
        report/a.rs | println!("");\nio::stderr();\nlet x: f64 = 0.5;         | 1 2
        study/a.rs  | let t = std::time::Instant::now();                      | 1
        disk/a.rs   | use std::fs;                                            |
        cli/a.rs    | println!(""); std::io::stdout(); Instant::now();        |
        main.rs     | eprintln!("");                                          |
        draw/a.rs   | use a::exp;\nx.exp();\nexp(x);\nf64::ln(x).mul_add(y); | 2 4 4
        study/a.rs  | x.exp();                                                |
    "#;
    check(absence_faults, table);
}
