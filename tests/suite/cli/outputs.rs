//! What is written never takes the place of what is read, nor of something else that is written.

use super::{Scratch, call, call_in, code, text};
use std::fs;

const LINK: &str = "title = \"x\"\nyears = [\"2025\"]\nextends = \"below.toml\"\n";

/// A scenario over three files, and what a command needs that reads no scenario.
fn files(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("top.toml", LINK);
    scratch.write(
        "below.toml",
        "counts = [\"counts.csv\"]\n[[region]]\nid = \"r\"\n[[partnership]]\nid = \"a\"\n\
         [[component]]\nid = \"c\"\namount = 10\nper = \"student\"\n\
         [[division]]\nid = \"d\"\npot = 90\npays = [\"c\"]\n\
         [[uncertain]]\nid = \"u\"\npath = \"component.c.amount\"\n\
         distribution = { kind = \"uniform\", low = 5, high = 15 }\n\
         [[variant]]\nid = \"v\"\nset = { component.c.amount = 11 }\n",
    );
    scratch.write(
        "counts.csv",
        "partnership,region,year,students\na,r,2023/2024,3\na,r,2024/2025,3\na,r,2025/2026,3\n",
    );
    let made = call_in(
        &scratch.0,
        &["run", "top.toml", "--format", "json", "--out", "r.json"],
    );
    assert_eq!(code(&made), 0, "{}", text(&made.stderr));
    scratch
}

#[test]
fn no_output_takes_the_place_of_a_file_that_is_read() {
    let scratch = files("inputs");
    fs::create_dir(scratch.path("folder")).expect("a folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink(scratch.path("below.toml"), scratch.path("link")).expect("a link");
    let before = contents(&scratch);
    let mut table = vec![
        ("run top.toml --out top.toml", "--out", "top.toml"),
        (
            "run top.toml --out ./folder/../top.toml",
            "--out",
            "top.toml",
        ),
        ("run . --out below.toml", "--out", "below.toml"),
        ("check top.toml --out below.toml", "--out", "below.toml"),
        ("compare top.toml --out counts.csv", "--out", "counts.csv"),
        (
            "explain top.toml --recipient a --out top.toml",
            "--out",
            "top.toml",
        ),
        (
            "diff top.toml below.toml --out below.toml",
            "--out",
            "below.toml",
        ),
        ("verify r.json --out r.json", "--out", "r.json"),
        (
            "simulate top.toml --draws 9 --out counts.csv",
            "--out",
            "counts.csv",
        ),
        (
            "simulate top.toml --draws 9 --keep-draws below.toml",
            "--keep-draws",
            "below.toml",
        ),
        (
            "import duo below.toml --partnerships counts.csv --report below.toml",
            "--report",
            "below.toml",
        ),
        (
            "import workbook counts.csv --out counts.csv",
            "--out",
            "counts.csv",
        ),
    ];
    if cfg!(unix) {
        table.push(("run top.toml --out link", "--out", "below.toml"));
    }
    for (asked, option, file) in table {
        let asked: Vec<&str> = asked.split(' ').chain(["--lang", "en"]).collect();
        let output = call_in(&scratch.0, &asked);
        let said = text(&output.stderr);
        assert_eq!(code(&output), 2, "{asked:?}\n{said}");
        let start = format!("error: `{option}` would overwrite ");
        assert!(said.starts_with(&start) && said.contains(file), "{said}");
        assert!(said.contains("\nhint: "), "{said}");
        assert_eq!(contents(&scratch), before, "{asked:?}");
    }
}

#[test]
fn two_outputs_are_two_files() {
    let scratch = files("twice");
    let simulate = "simulate top.toml --draws 9 --keep-draws";
    for asked in [
        format!("{simulate} x --out x"),
        format!("{simulate} x --out ./x"),
        "import duo top.toml --partnerships counts.csv --report x --out x".to_owned(),
    ] {
        refused(&scratch, &asked, "are one file");
    }
    // What is no file loses nothing when it is written to twice.
    if cfg!(unix) {
        let asked = format!("{simulate} /dev/null --out /dev/null");
        let asked: Vec<&str> = asked.split(' ').collect();
        assert_eq!(code(&call_in(&scratch.0, &asked)), 0);
    }
}

#[test]
fn a_file_that_is_read_by_nobody_is_overwritten() {
    let scratch = files("free");
    let path = scratch.write("old", "old");
    let top = scratch.path("top.toml");
    assert_eq!(code(&call(&["run", &top, "--out", &path])), 0);
    assert!(!contents(&scratch).iter().any(|(_, text)| text == "old"));
}

#[test]
fn a_name_says_what_is_in_the_file() {
    let scratch = files("names");
    for (asked, start) in [
        ("run top.toml --out a.json", "{"),
        ("run top.toml --out a.CSV", "file,variant"),
        ("run top.toml --out a.txt --format csv", "file,variant"),
        ("compare top.toml --out b.json --format json", "{"),
        ("explain top.toml --recipient a --out c.csv", "year,"),
        ("check top.toml --out d.json", "{"),
        ("diff top.toml below.toml --out e.json", "{"),
        ("verify r.json --out f.json", "{"),
        ("schema --out g.json", "{"),
        (
            "solve top.toml --vary component.c.amount --breakpoints --out h.json",
            "{",
        ),
    ] {
        let asked: Vec<&str> = asked.split(' ').collect();
        let output = call_in(&scratch.0, &asked);
        assert!(code(&output) < 2, "{asked:?}\n{}", text(&output.stderr));
        let at = asked.iter().position(|word| *word == "--out").expect("it");
        let written = contents(&scratch).into_iter();
        let mut written = written.filter(|(name, _)| name == asked[at + 1]);
        let (_, written) = written.next().expect("the file");
        assert!(written.starts_with(start), "{asked:?}\n{written}");
    }
}

#[test]
fn a_name_that_says_something_else_is_refused() {
    let scratch = files("misnamed");
    let choose = "hint: choose a name that ends in";
    for (asked, says) in [
        (
            "run top.toml --out a.parquet",
            "`a.parquet` is a name for Parquet, which `--out` does not write here\n\
             hint: choose a name that ends in .json or .csv, or in something else for text; \
             `verdeel simulate` writes Parquet\n",
        ),
        (
            "compare top.toml --out a.parquet",
            "which `--out` does not write",
        ),
        (
            "explain top.toml --recipient a --out a.html",
            "a name for HTML",
        ),
        ("run top.toml --out a.xlsx", "a name for a workbook"),
        ("simulate top.toml --draws 9 --out a.xlsx", choose),
        ("verify r.json --out a.csv", "a name for CSV"),
        (
            "schema --out a.csv",
            "hint: choose a name that ends in .json\n",
        ),
        ("import workbook x.xlsx --out a.json", "a name for JSON"),
        (
            "import duo x.csv --partnerships y --report a.csv",
            "hint: choose a name that ends in .json, or in something else for text\n",
        ),
        (
            "simulate top.toml --draws 9 --keep-draws a.csv",
            "`a.csv` is a name for CSV, which `--keep-draws` does not write here\n\
             hint: choose a name that ends in .parquet\n",
        ),
        (
            "run top.toml --format csv --out a.json",
            "`a.json` is a name for JSON, and `--format` asks for CSV\n\
             hint: leave out `--format`, or give another name\n",
        ),
        ("run top.toml --format table --out a.csv", "asks for text"),
        (
            "simulate top.toml --format csv --out a.parquet",
            "asks for CSV",
        ),
    ] {
        refused(&scratch, asked, says);
    }
    // A folder may be called as it likes.
    let made = "generate national --seed 1 --partnerships 3 --regions 2 --out made.json";
    let made: Vec<&str> = made.split(' ').collect();
    assert_eq!(code(&call_in(&scratch.0, &made)), 0);
}

#[test]
fn every_row_for_programs_says_what_is_synthetic() {
    let scratch = Scratch::new("synthetic");
    let made = "generate national --seed 1 --partnerships 3 --regions 2 --out .";
    let made: Vec<&str> = made.split(' ').collect();
    assert_eq!(code(&call_in(&scratch.0, &made)), 0);
    for (lang, label) in [
        ("nl", "synthetisch: geen uitspraak over Nederland"),
        ("en", "synthetic: no statement about the Netherlands"),
    ] {
        for asked in ["run", "compare --short", "simulate --draws 2"] {
            let words: Vec<&str> = asked.split(' ').collect();
            let more = ["national.toml", "--format", "csv", "--lang", lang];
            let output = call_in(&scratch.0, &[&words[..], &more].concat());
            let rows = text(&output.stdout);
            let mut rows = rows.lines();
            assert!(rows.next().is_some_and(|head| head.ends_with(",scenario")));
            let rows: Vec<&str> = rows.collect();
            assert!(rows.len() > 2, "{asked}\n{}", text(&output.stderr));
            for row in rows {
                assert!(row.trim_end_matches('"').ends_with(label), "{asked}\n{row}");
            }
        }
    }
}

#[test]
fn a_report_is_refused_before_anything_is_written() {
    let scratch = files("refused-report");
    for (asked, says) in [
        (
            "report top.toml --format csv",
            "`--format` asks for CSV, which this command does not write\n\
             hint: leave out `--format`; this command writes HTML or a workbook, by the name under \
             `--out`\n",
        ),
        ("report top.toml --format json --out a", "asks for JSON"),
        (
            "report top.toml --out a.pdf",
            "`a.pdf` is a name for what `--out` does not write\n\
             hint: choose a name that ends in .html or .htm or .xlsx\n",
        ),
        (
            "report top.toml --out new/a.html --letters new",
            "`--out` is one of the files beside it, `new/a.html`",
        ),
        (
            "report top.toml --out new/../new/a.html --letters ./new/",
            "`--out` is one of the files beside it",
        ),
    ] {
        refused(&scratch, asked, says);
    }
    // No ending is no name for something else.
    let made = call_in(&scratch.0, &["report", "top.toml", "--out", "./a"]);
    assert_eq!(code(&made), 0, "{}", text(&made.stderr));
}

/// Holds that a question is wrong usage, says so, and leaves all files as they were.
#[track_caller]
fn refused(scratch: &Scratch, asked: &str, says: &str) {
    let before = contents(scratch);
    let asked: Vec<&str> = asked.split(' ').chain(["--lang", "en"]).collect();
    let output = call_in(&scratch.0, &asked);
    let said = text(&output.stderr);
    assert_eq!(code(&output), 2, "{asked:?}\n{said}");
    assert!(said.contains(says), "{asked:?}\n{said}");
    assert_eq!(contents(scratch), before, "{asked:?}");
}

/// Returns every file of a folder with what it holds.
fn contents(scratch: &Scratch) -> Vec<(String, String)> {
    let names = scratch.names().into_iter();
    let files = names.filter(|name| name != "folder");
    let files = files.map(|name| {
        let path = scratch.path(&name);
        (name, fs::read_to_string(path).expect("a file"))
    });
    files.collect()
}

#[test]
fn csv_can_be_written_as_a_dutch_excel_opens_it() {
    let scratch = Scratch::new("excel-nl");
    let scenario = "title = \"=HYPERLINK(1)\"\nyears = [\"2022/2023\"]\n\
        [[partnership]]\nid = \"a\"\nstudents = 3\n\
        [[component]]\nid = \"c\"\namount = 33.35\nper = \"student\"\n\
        [[division]]\nid = \"d\"\npays = [\"c\"]\nscope = \"local\"\n";
    scratch.write("top.toml", scenario);
    // A byte order mark, semicolons, 3 × 33,35 with a comma, and a title that is no formula.
    let expected = "\u{feff}file;variant;year;pot;kind;recipient;partnership;region;component;\
        amount;moment;scenario\r\n\
        top.toml;base;2022/2023;d;partnership;a;a;;c;100,05;;'=HYPERLINK(1)\r\n";
    for asked in [
        "run top.toml --format csv --csv-dialect excel-nl",
        "run top.toml --csv-dialect excel-nl --out rows.csv",
    ] {
        let asked: Vec<&str> = asked.split(' ').collect();
        let output = call_in(&scratch.0, &asked);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        let told = text(&output.stdout);
        let written = fs::read_to_string(scratch.0.join("rows.csv"));
        assert_eq!(written.unwrap_or(told), expected, "{asked:?}");
    }
    for asked in [
        "run top.toml --csv-dialect excel-nl",
        "run top.toml --format json --csv-dialect excel-nl",
        "schema --csv-dialect excel-nl",
    ] {
        let asked: Vec<&str> = asked.split(' ').collect();
        let output = call_in(&scratch.0, &asked);
        assert_eq!(code(&output), 2, "{asked:?}");
        assert!(text(&output.stderr).contains("--csv-dialect"), "{asked:?}");
    }
}

#[test]
fn a_report_is_a_page_or_a_workbook_as_its_name_says() {
    let scratch = files("report");
    for (name, start) in [("a.html", "<!DOCTYPE html>"), ("a.xlsx", "PK")] {
        let output = call_in(&scratch.0, &["report", "top.toml", "--out", name]);
        assert_eq!(code(&output), 0, "{name}: {}", text(&output.stderr));
        let written = fs::read(scratch.0.join(name)).expect("a file");
        assert!(written.starts_with(start.as_bytes()), "{name}");
    }
}
