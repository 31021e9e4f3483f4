//! The program as it is called: exit codes, files it writes, pipes that close, and the schema.

mod live_files;
mod outputs;

use crate::source::{files_below, names_in, read, root};
use serde_json::Value;
use std::io::Read;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::{env, fs, process};

const PROGRAM: &str = env!("CARGO_BIN_EXE_verdeel");
const FIRST_RUN: &str = "scenarios/examples/first-run.toml";

/// A folder of its own for one test, removed at the end.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let folder = env::temp_dir().join(format!("verdeel-{}-{name}", process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        Scratch(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    fn write(&self, name: &str, text: &str) -> String {
        fs::write(self.0.join(name), text).expect("a file");
        self.path(name)
    }

    fn names(&self) -> Vec<String> {
        names_in(&self.0.to_string_lossy())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed stays in the temporary folder of the system.
        fs::remove_dir_all(&self.0).unwrap_or_default();
    }
}

/// Calls the program from the root of the repository.
fn call(arguments: &[&str]) -> Output {
    call_in(root(), arguments)
}

fn call_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("it starts")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_page_begins_with_a_file_that_is_there() {
    for path in ["no-such-file.toml", "no-such-folder/file.toml"] {
        let output = call(&["serve", path, "--port", "0", "--no-open"]);
        assert_eq!(code(&output), 4, "{path}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let named = path.split('/').next().expect("a name");
        assert!(told.contains(&format!("`{named}")), "{path}: {told}");
    }
}

#[test]
fn what_the_system_refuses_is_told_in_the_language_asked_for() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let serve = ["serve", "--port", &port, "--no-open", "--lang"];
    let write = ["run", FIRST_RUN, "--out", "no-such-folder/x", "--lang"];
    for (asked, lang, told) in [
        (
            &serve[..],
            "nl",
            "niet worden geluisterd: dit adres is al in gebruik\nhint: kies",
        ),
        (&serve, "en", ": Address already in use"),
        (
            &write,
            "nl",
            "kan niet worden geschreven: dit bestand of deze map bestaat niet\n",
        ),
        (
            &write,
            "en",
            "error: failed to write `no-such-folder/x`: No such file or directory",
        ),
    ] {
        let output = call(&[asked, &[lang]].concat());
        let said = text(&output.stderr);
        assert_eq!(code(&output), 4, "{lang}: {said}");
        assert!(said.contains(told), "{lang}: {said}");
    }
}

#[test]
fn every_example_runs_in_every_format_and_language() {
    for file in files_below(&["scenarios/examples"], ".toml") {
        for format in ["table", "json", "csv"] {
            for lang in ["nl", "en"] {
                let output = call(&["run", &file.path, "--format", format, "--lang", lang]);
                assert_eq!(code(&output), 0, "{} as {format} in {lang}", file.path);
                assert!(!output.stdout.is_empty() && output.stderr.is_empty());
            }
        }
    }
}

#[test]
fn an_import_writes_counts_and_the_inventory_of_its_file() {
    let scratch = Scratch::new("import");
    let students = scratch.write(
        "students.csv",
        "STUDIEJAAR,GEMEENTENUMMER,GEMEENTENAAM,INSTELLINGSCODE_ACTUEEL,INSTELLINGSNAAM_ACTUEEL,\
         ONDERDEEL,SUBONDERDEEL,AANTAL_INGESCHREVENEN\n\
         2024,0901,V,90AA,H,ONDERWIJS,leraar basisonderwijs,30\n",
    );
    let locations = scratch.write("locations.csv", "location,partnership\n90AA,a\n");
    let (counts, report) = (scratch.path("counts.csv"), scratch.path("report.txt"));
    let import = ["import", "duo", &students, "--partnerships", &locations];
    let output = call(&[&import[..], &["--out", &counts, "--report", &report]].concat());
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), read_file(&report));
    assert!(read_file(&counts).ends_with("a;po;2024/2025;90AA;30;\n"));
    let quiet = call(&[&import[..], &["--quiet"]].concat());
    assert_eq!(text(&quiet.stdout), read_file(&counts));
    assert!(quiet.stderr.is_empty());

    let missing = scratch.path("none.csv");
    for (arguments, expected) in [
        (vec!["import", "duo", &students], 2),
        (
            vec!["import", "duo", &locations, "--partnerships", &locations],
            3,
        ),
        (
            vec!["import", "duo", &missing, "--partnerships", &locations],
            4,
        ),
        (vec!["import", "workbook", &students], 4),
    ] {
        let output = call(&arguments);
        assert_eq!(code(&output), expected, "{arguments:?}");
        assert!(output.stdout.is_empty());
    }
}

fn read_file(path: &str) -> String {
    fs::read_to_string(path).expect("a file")
}

#[test]
fn exit_codes_say_what_to_do_about_it() {
    let scratch = Scratch::new("codes");
    let result = scratch.path("result.json");
    let broken = scratch.write("broken.toml", "title = \"x\"\nyaers = [\"2025\"]\n");
    let made = call(&["run", FIRST_RUN, "--format", "json", "--out", &result]);
    assert_eq!(code(&made), 0);
    let changed = read(&result).replacen("\"216000.00\"", "\"216000.01\"", 1);
    let changed = scratch.write("changed.json", &changed);
    let huge = read(&result).replace("\"358750.00\"", "\"92233720368547758.07\"");
    let huge = scratch.write("huge.json", &huge);
    let torn = scratch.write("torn.json", &read(&result)[..1_000]);
    let table = [
        (0, vec!["run", FIRST_RUN]),
        (0, vec!["--help"]),
        (0, vec!["--version"]),
        (0, vec!["schema"]),
        (0, vec!["check", FIRST_RUN]),
        (1, vec!["check", "scenarios/examples/two-regions.toml"]),
        (0, vec!["compare", FIRST_RUN, "--short"]),
        (1, vec!["compare", "scenarios/examples/costs.toml"]),
        (2, vec!["compare", FIRST_RUN, "--baseline", "nobody"]),
        (2, vec!["compare", FIRST_RUN, "--level", "board"]),
        (3, vec!["compare", &broken]),
        (
            0,
            vec!["diff", FIRST_RUN, "scenarios/examples/two-regions.toml"],
        ),
        (0, vec!["explain", FIRST_RUN, "--recipient", "de-beuk"]),
        (0, vec!["verify", &result]),
        (1, vec!["verify", &changed]),
        (1, vec!["verify", &huge]),
        (1, vec!["verify", &torn]),
        (1, vec!["verify", FIRST_RUN]),
        (2, vec!["run"]),
        (2, vec!["runn", FIRST_RUN]),
        (2, vec!["run", FIRST_RUN, "--threads", "0"]),
        (2, vec!["run", FIRST_RUN, "--variant", "nobody"]),
        (2, vec!["explain", FIRST_RUN, "--recipient", "nobody"]),
        (
            2,
            vec!["run", FIRST_RUN, "--variant", "base", "--variant", "base"],
        ),
        (
            2,
            vec!["compare", FIRST_RUN, "--models", "base,office-10,base"],
        ),
        (3, vec!["run", &broken]),
        (3, vec!["check", &broken]),
        (3, vec!["explain", &broken, "--recipient", "de-beuk"]),
        (4, vec!["run", "no-such-file.toml"]),
        (4, vec!["verify", "no-such-file.json"]),
        (4, vec!["run", FIRST_RUN, "--out", "no-such-folder/out.csv"]),
    ];
    for (expected, arguments) in table {
        let output = call(&arguments);
        assert_eq!(
            code(&output),
            expected,
            "{arguments:?}\n{}",
            text(&output.stderr)
        );
        let is_answered = matches!(expected, 0 | 1);
        assert_eq!(output.stdout.is_empty(), !is_answered, "{arguments:?}");
        assert_eq!(output.stderr.is_empty(), is_answered, "{arguments:?}");
    }
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let scratch = Scratch::new("out");
    let path = scratch.write("answer.csv", "what stood here before\n");
    assert_eq!(
        code(&call(&["run", "no-such-file.toml", "--out", &path])),
        4
    );
    assert_eq!(read(&path), "what stood here before\n");
    let output = call(&["run", FIRST_RUN, "--format", "csv", "--out", &path]);
    assert_eq!((code(&output), output.stdout.as_slice()), (0, &b""[..]));
    assert_eq!(
        read(&path),
        text(&call(&["run", FIRST_RUN, "--format", "csv"]).stdout)
    );
    // Nothing half-written stays beside it.
    assert_eq!(scratch.names(), ["answer.csv"]);
}

#[test]
fn the_national_set_is_two_files_in_a_folder_or_none() {
    let scratch = Scratch::new("national");
    let folder = scratch.path("made/here");
    let asked = [
        "generate",
        "national",
        "--seed",
        "7",
        "--partnerships",
        "40",
    ];
    let asked = [&asked[..], &["--regions", "20", "--lang", "en"]].concat();
    let told = call(&asked);
    assert_eq!((code(&told), scratch.names()), (0, Vec::new()));
    assert!(text(&told.stdout).contains("distance 0 "));
    let made = call(&[&asked[..], &["--out", &folder]].concat());
    assert_eq!((code(&made), made.stdout.as_slice()), (0, &b""[..]));
    assert_eq!(made.stderr, told.stdout);
    assert_eq!(names_in(&folder), ["counts.csv", "national.toml"]);
    let path = format!("{folder}/national.toml");
    let run = call(&["run", &path, "--format", "csv"]);
    assert_eq!(code(&run), 0, "{}", text(&run.stderr));
    for format in ["json", "csv"] {
        let rows = call(&[&asked[..], &["--format", format]].concat());
        assert!(
            code(&rows) == 0 && text(&rows.stdout).contains("S34"),
            "{format}"
        );
    }
    // A file stands where the folder should come.
    let made = call(&[&asked[..], &["--out", &path]].concat());
    assert_eq!(code(&made), 4, "{}", text(&made.stderr));
    let refused = call(&["generate", "national", "--seed", "1", "--regions", "91"]);
    assert_eq!((code(&refused), refused.stdout.as_slice()), (2, &b""[..]));
    assert!(text(&refused.stderr).contains("hint: noem bij `--regions` hoogstens 90"));
}

#[test]
fn a_file_that_cannot_be_replaced_stays_as_it_was() {
    // A folder stands where the file should come: the last step, the renaming, fails.
    let scratch = Scratch::new("taken");
    let path = scratch.path("taken");
    fs::create_dir(&path).expect("a folder");
    let inside = scratch.write("taken/old", "old");
    let output = call(&["run", FIRST_RUN, "--out", &path]);
    assert_eq!(code(&output), 4);
    let told = format!("error: `{path}` kan niet worden geschreven: dit is een map\n");
    assert_eq!(text(&output.stderr), told);
    assert_eq!(
        (read(&inside).as_str(), scratch.names()),
        ("old", vec!["taken".to_owned()])
    );
}

#[test]
fn one_broken_file_of_a_folder_does_not_hide_the_others() {
    let scratch = Scratch::new("folder");
    scratch.write("a.toml", &read(FIRST_RUN));
    scratch.write("b.toml", "title = \"x\"\nyaers = [\"2025\"]\n");
    scratch.write("c.toml", &read("scenarios/examples/aspirant.toml"));
    scratch.write("notes.txt", "not a scenario");
    let folder = scratch.0.to_string_lossy().into_owned();
    let output = call(&["run", &folder, "--format", "json"]);
    assert_eq!(code(&output), 3);
    assert!(text(&output.stderr).contains("yaers"));
    let runs: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let files = runs["runs"]
        .as_array()
        .expect("runs")
        .iter()
        .map(|run| run["file"].clone());
    let expected = ["a.toml", "c.toml"].map(|name| Value::from(scratch.path(name)));
    assert_eq!(files.collect::<Vec<_>>(), expected);
    let refused = runs["refused"].as_array().expect("refused");
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0]["id"], Value::from(scratch.path("b.toml")));
    let problems = refused[0]["problems"].as_str().expect("problems");
    assert!(problems.contains("yaers"), "{problems}");
    // Nobody may overlook the problems, however quiet it is to be.
    let quiet = call(&["run", &folder, "--quiet"]);
    assert_eq!(code(&quiet), 3);
    assert!(text(&quiet.stderr).contains("yaers"));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    // Far more than a pipe holds, so that writing goes on after the reader has left.
    let mut big = read("scenarios/examples/two-regions.toml");
    for at in 0..400 {
        let set = format!("{{ \"division.national.pot\" = {at} }}");
        big += &format!("\n[[variant]]\nid = \"v{at}\"\nset = {set}\n");
    }
    let scratch = Scratch::new("pipe");
    let path = scratch.write("big.toml", &big);
    let mut child = Command::new(PROGRAM)
        .args(["run", &path, "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut line = [0; 10];
    let mut reader = child.stdout.take().expect("a pipe");
    reader.read_exact(&mut line).expect("the first bytes");
    drop(reader);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((code(&output), text(&output.stderr).as_str()), (0, ""));
}

#[test]
fn threads_change_no_byte_of_a_folder() {
    let run = |threads| {
        call(&[
            "run",
            "scenarios/examples",
            "--format",
            "json",
            "--threads",
            threads,
        ])
    };
    let one = run("1");
    assert_eq!(code(&one), 0);
    assert!(one.stdout == run("2").stdout && one.stdout == run("7").stdout);
}

#[test]
fn schemes_work_from_any_folder() {
    let scratch = Scratch::new("elsewhere");
    scratch.write("mine.toml", &read(FIRST_RUN));
    let there = call_in(
        &scratch.0,
        &["run", "mine.toml", "--format", "json", "--out", "r.json"],
    );
    assert_eq!(code(&there), 0);
    let here = text(&call(&["run", FIRST_RUN, "--format", "json"]).stdout);
    let written = fs::read_to_string(scratch.0.join("r.json")).expect("a result");
    let variants = |json: &str| {
        let document: Value = serde_json::from_str(json).expect("JSON");
        document["variants"].clone()
    };
    assert_eq!(variants(&written), variants(&here));
    // The receipt names the embedded scheme, and verifying finds it there as well.
    assert_eq!(code(&call_in(&scratch.0, &["verify", "r.json"])), 0);
}

/// Returns a scenario text as JSON, as an editor would see it.
fn as_json(toml: &str) -> Value {
    let table: toml::Table = toml.parse().expect("TOML");
    serde_json::to_value(table).expect("JSON")
}

#[test]
fn what_is_asked_for_twice_or_compared_with_itself_is_wrong_usage() {
    let explain = ["explain", FIRST_RUN, "--recipient", "de-beuk"];
    let rate = ["solve", FIRST_RUN, "--vary", "component.per-student.amount"];
    let total = ["--until", "{ wish = \"total\", at-most = 1 }"];
    let table: [(Vec<&str>, &str); 4] = [
        (
            [&explain[..], &["--versus", "de-beuk"]].concat(),
            "`de-beuk` cannot be compared with itself",
        ),
        (
            [&explain[..], &["--against", "base"]].concat(),
            "`base` cannot be compared with itself",
        ),
        (
            [&rate[..], &total, &total].concat(),
            "is given twice under `--until`",
        ),
        (
            [&rate[..], &rate[2..], &total].concat(),
            "`component.per-student.amount` is given twice under `--vary`",
        ),
    ];
    for (arguments, words) in table {
        let output = call(&[&arguments[..], &["--lang", "en"]].concat());
        let said = text(&output.stderr);
        assert_eq!(code(&output), 2, "{arguments:?}\n{said}");
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn the_schema_accepts_every_scenario_and_refuses_a_misspelt_key() {
    let schema = call(&["schema"]).stdout;
    let schema: Value = serde_json::from_slice(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let files = files_below(&["scenarios/examples"], ".toml");
    for file in &files {
        let scenario = as_json(&file.text);
        let problems = validator
            .iter_errors(&scenario)
            .map(|error| error.to_string());
        assert_eq!(
            problems.collect::<Vec<_>>(),
            Vec::<String>::new(),
            "{}",
            file.path
        );
    }
    assert!(files.len() >= 4);
    let text = read(FIRST_RUN);
    for (right, wrong) in [
        ("years ", "yaers "),
        ("[[region]]", "[[regoin]]"),
        ("students ", "studnets "),
        ("id       = \"office-10\"", "idd      = \"office-10\""),
        ("{ midden = 180 }", "{ midden = -180 }"),
        ("[\"2025\"]", "[\"20255\"]"),
    ] {
        let misspelt = text.replacen(right, wrong, 1);
        assert_ne!(misspelt, text, "{right}");
        assert!(!validator.is_valid(&as_json(&misspelt)), "{wrong}");
    }
}

#[test]
fn the_components_and_divisions_of_every_scheme_fit_the_schema_too() {
    let schema: Value = serde_json::from_str(&verdeel::study::schema()).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for file in files_below(&["scenarios/schemes"], ".toml") {
        // A scenario may write the same rules itself; only the head of a scheme is its own.
        let mut rules = as_json(&file.text);
        let table = rules.as_object_mut().expect("a table");
        for key in ["title-en", "year", "valid-from", "valid-until"] {
            table.remove(key);
        }
        let problems = validator.iter_errors(&rules).map(|error| error.to_string());
        assert_eq!(
            problems.collect::<Vec<_>>(),
            Vec::<String>::new(),
            "{}",
            file.path
        );
    }
}
