//! Bad scenarios: every file of `tests/problems` says on the offending line what is wrong with it.
//!
//! A line that is wrong ends in `#! code: text`, the code and the English text of the problem. A
//! second problem on the line follows behind a second `#!`; a hint that is checked as well follows
//! behind `#?`. A problem that stands elsewhere has a line of its own: `#! counts.csv:2:7 code:
//! text` for line 2, column 7 of a file beside it, and `#! - code: text` for what concerns the
//! scenario as a whole. What is reported must be what is expected: nothing more, nothing less.

mod damage;

use std::collections::BTreeMap;

use verdeel::domain::Text;
use verdeel::scenario::{Library, Place, Problem, Refused, Sources, open};

use crate::source::{File, files_below, hold, root};

/// The folder of bad scenarios.
const FOLDER: &str = "tests/problems";

/// The scheme that bad scenarios may name, so that none depends on the schemes of the program.
const LINEAR_2020: &str = r#"
title = "Lineair 2020"
title-en = "Linear 2020"
year = "school-year"
valid-from = "2020/2021"
valid-until = "2022/2023"
source = "article 9"
grade = "P"

[[component]]
id = "base"
amount = 100_000

[[component]]
id = "per-student"
amount = 955
per = "student"

[[division]]
id = "national"
pays = ["base", "per-student"]
protect = ["base"]
"#;

/// Files in memory, then files of the repository; one scheme.
#[derive(Default)]
struct Shelf {
    files: BTreeMap<String, String>,
}

impl Library for Shelf {
    fn read(&self, path: &str) -> Result<String, String> {
        let in_memory = self.files.get(path).cloned();
        let on_disk = || std::fs::read_to_string(root().join(path)).ok();
        in_memory
            .or_else(on_disk)
            .ok_or_else(|| "no such file".to_owned())
    }

    fn scheme(&self, name: &str) -> Option<&str> {
        (name == "linear-2020").then_some(LINEAR_2020)
    }

    fn scheme_names(&self) -> Vec<&str> {
        vec!["linear-2020"]
    }
}

/// A problem as a file announces it, or as it was reported.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Announced {
    /// The line of the file itself, or the place in another file.
    at: String,
    /// Code and English text.
    says: String,
    hint: Option<String>,
}

/// Returns what a file announces, or which of its markers cannot be read.
fn announced(file: &File) -> Result<Vec<Announced>, String> {
    let mut found = Vec::new();
    for (line, text) in (1..).zip(file.text.lines()) {
        let Some((before, marks)) = text.split_once("#!") else {
            continue;
        };
        for mark in marks.split("#!").map(str::trim) {
            let (says, hint) = match mark.split_once("#?") {
                Some((says, hint)) => (says.trim(), Some(hint.trim().to_owned())),
                None => (mark, None),
            };
            let (at, says) = match before.trim().is_empty() {
                true => says.split_once(' ').unwrap_or(("", says)),
                false => ("", says),
            };
            let is_place = at == "-" || at.split(':').count() == 3;
            if before.trim().is_empty() != is_place || !says.contains(": ") {
                return Err(file.fault(line, "a marker that cannot be read"));
            }
            let at = if is_place {
                at.to_owned()
            } else {
                line.to_string()
            };
            let says = says.to_owned();
            found.push(Announced { at, says, hint });
        }
    }
    Ok(found)
}

/// Returns what was reported in the form in which a file announces it.
fn reported(problem: &Problem, sources: &Sources) -> Announced {
    let says = format!("{}: {}", problem.code, problem.text.en);
    let hint = problem.hint.as_ref().map(|hint| hint.en.clone());
    let start = Place {
        file: 0,
        start: 0,
        end: 0,
    };
    let place = problem.place.filter(|place| *place != start);
    let at = place.map_or("-".to_owned(), |place| written(place, sources));
    Announced { at, says, hint }
}

/// Returns the line of a place, with file and column where the file is not the first.
fn written(place: Place, sources: &Sources) -> String {
    let source = sources
        .file(place.file)
        .expect("problems lie in loaded files");
    let before = &source.text[..place.start];
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    match place.file {
        0 => line.to_string(),
        _ => {
            let folder = format!("{FOLDER}/");
            let path = source.path.strip_prefix(&folder).unwrap_or(&source.path);
            format!("{path}:{line}:{column}")
        }
    }
}

/// Returns the differences between what a file announces and what opening it reports.
fn differences(file: &File) -> Vec<String> {
    let mut expected = match announced(file) {
        Ok(expected) => expected,
        Err(fault) => return vec![fault],
    };
    let (sources, problems) = match open(&file.path, &Shelf::default()) {
        Ok(_) => return vec![file.fault(1, "opened without a problem")],
        Err(Refused { sources, problems }) => (sources, problems),
    };
    let mut faults: Vec<String> = problems
        .iter()
        .flat_map(|problem| ill_formed(problem, &sources))
        .map(|fault| format!("{}: {fault}", file.path))
        .collect();
    let fault = |announced: &Announced, what: &str| {
        let Announced { at, says, hint } = announced;
        let hint = hint.as_deref().unwrap_or("none");
        format!("{}:{at}: {what}: {says} #? {hint}", file.path)
    };
    for problem in &problems {
        let reported = reported(problem, &sources);
        let same = |other: &Announced| other.at == reported.at && other.says == reported.says;
        match expected.iter().position(same) {
            Some(at) => {
                let announced = expected.swap_remove(at);
                if announced.hint.is_some() && announced.hint != reported.hint {
                    faults.push(fault(&reported, "another hint"));
                }
            }
            None => faults.push(fault(&reported, "reported, not expected")),
        }
    }
    if !problems.is_sorted_by_key(|problem| problem.place) {
        faults.push(file.fault(1, "problems that are not in the order of the file"));
    }
    faults.extend(
        expected
            .iter()
            .map(|missing| fault(missing, "expected, not reported")),
    );
    faults
}

/// Returns what is wrong with the form of a problem, in either language.
fn ill_formed(problem: &Problem, sources: &Sources) -> Vec<String> {
    let mut faults = Vec::new();
    let related = problem.related.as_ref();
    let texts = [
        Some(&problem.text),
        problem.expected.as_ref(),
        problem.hint.as_ref(),
    ];
    for Text { nl, en } in texts
        .into_iter()
        .chain([related.map(|(_, text)| text)])
        .flatten()
    {
        for text in [nl, en] {
            let is_fragment = !text.starts_with(char::is_uppercase) && !text.ends_with('.');
            if text.trim().is_empty() || !is_fragment {
                faults.push(format!("no lowercase fragment: {text}"));
            }
        }
    }
    if problem.text.nl == problem.text.en {
        faults.push(format!("not translated: {}", problem.text.en));
    }
    let places = problem.place.iter().chain(related.map(|(place, _)| place));
    for place in places.filter(|place| !lies_inside(**place, sources)) {
        faults.push(format!("{place:?} lies outside its file"));
    }
    faults
}

/// Says whether a place is a stretch of whole characters of a loaded file.
fn lies_inside(place: Place, sources: &Sources) -> bool {
    let source = sources.file(place.file);
    source.is_some_and(|source| source.text.get(place.start..place.end).is_some())
}

#[test]
fn every_bad_scenario_reports_what_it_announces_and_nothing_else() {
    let mut files = files_below(&[FOLDER], ".toml");
    files.retain(|file| !file.path.contains("/parts/"));
    let faults: Vec<String> = files.iter().flat_map(differences).collect();
    hold(files.len(), 60, &faults);
}

#[test]
fn every_bad_scenario_opens_with_a_title_and_what_is_wrong() {
    let files = files_below(&[FOLDER], ".toml");
    let is_comment = |line: Option<&str>| {
        line.and_then(|line| line.strip_prefix("# "))
            .is_some_and(|words| words.contains(char::is_alphabetic))
    };
    let has_header = |file: &File| {
        let mut lines = file.text.lines();
        is_comment(lines.next()) && is_comment(lines.next())
    };
    let faults: Vec<String> = files
        .iter()
        .filter(|file| !has_header(file))
        .map(|file| file.fault(1, "open with a title and a line that says what is wrong"))
        .collect();
    hold(files.len(), 60, &faults);
}

#[test]
fn the_step_at_which_a_path_goes_wrong_is_underlined() {
    let path = "tests/problems/dangling-paths.toml";
    let text = Shelf::default().read(path).expect("a file");
    let (world, _) = text.split_once("[[variant]]").expect("variants");
    for (set, underlined) in [
        ("{ componnt.base.amount = 1 }", "componnt"),
        ("{ component.bass.amount = 1 }", "bass"),
        ("{ component.base.amuont = 1 }", "amuont"),
        ("{ component = { bass = { amount = 1 } } }", "bass"),
        ("{ component.\"bass\".amount = 1 }", "\"bass\""),
        (
            "{ \"component.bass.amount\" = 1 }",
            "\"component.bass.amount\"",
        ),
        (
            "{ division.\"national@noord\".key = \"equal\" }",
            "\"national@noord\"",
        ),
    ] {
        let text = format!("{world}[[variant]]\nid = \"v\"\nset = {set}\n");
        let shelf = Shelf {
            files: BTreeMap::from([("s.toml".to_owned(), text.clone())]),
        };
        let refused = open("s.toml", &shelf).expect_err("a problem");
        let [problem] = refused.problems.as_slice() else {
            panic!("{set}: {:#?}", refused.problems);
        };
        let place = problem.place.expect("a place");
        assert_eq!(text.get(place.start..place.end), Some(underlined), "{set}");
        // What is wrong in a variant itself needs no word of which variant it is.
        assert_eq!(problem.related, None, "{set}");
    }
}

#[test]
fn hints_are_checked_too() {
    let files = files_below(&[FOLDER], ".toml");
    let with_hints = files
        .iter()
        .filter(|file| file.text.contains("#? "))
        .count();
    assert!(with_hints >= 15, "only {with_hints} files check a hint");
}

#[test]
fn every_kind_of_problem_has_a_bad_scenario() {
    // Too large for a file of a few lines, about lists that no file refers to, or not in a file.
    let without = [
        "csv-too-many-rows",
        "too-many-variants",
        "unknown-division",
        "unknown-others",
        "unknown-party",
        "unknown-question",
    ];
    let texts: String = files_below(&[FOLDER], ".toml")
        .into_iter()
        .map(|file| file.text)
        .collect();
    let sources = files_below(&["src/scenario"], ".rs");
    let mut faults = Vec::new();
    for file in &sources {
        for code in codes(&file.text) {
            if !without.contains(&code) && !texts.contains(&format!(" {code}: ")) {
                faults.push(format!("{}: no bad scenario shows `{code}`", file.path));
            }
        }
    }
    hold(sources.len(), 10, &faults);
}

/// Returns the codes of problems in a source text: what comes first in `error(…)` or
/// `problem(…)`, and the codes of unknown ids.
fn codes(text: &str) -> Vec<&str> {
    let calls = text.split("error(").chain(text.split("problem(")).skip(1);
    let first = calls.filter_map(|call| call.trim_start().strip_prefix('"')?.split('"').next());
    let unknown = text
        .split('"')
        .filter(|literal| literal.starts_with("unknown-"));
    let is_code = |literal: &&str| {
        literal
            .bytes()
            .all(|byte| b"abcdefghijklmnopqrstuvwxyz-".contains(&byte))
    };
    first.chain(unknown).filter(is_code).collect()
}

#[test]
fn why_a_file_cannot_be_read_is_said_in_both_languages() {
    let missing = "No such file or directory (os error 2)";
    for (reason, nl, en) in [
        (missing, "dit bestand of deze map bestaat niet", missing),
        (
            "not UTF-8 at line 3, byte 40",
            "geen UTF-8 in regel 3, byte 40",
            "not UTF-8 at line 3, byte 40",
        ),
        ("the disk sings", "the disk sings", "the disk sings"),
    ] {
        let refused = verdeel::study::Study::open("s.toml", &|_| Err(reason.to_owned())).err();
        let problem = refused.expect("refused").problems.remove(0);
        let told = [problem.text.nl, problem.text.en];
        let says = [
            format!("`s.toml` kan niet worden gelezen: {nl}"),
            format!("failed to read `s.toml`: {en}"),
        ];
        assert_eq!(told, says);
    }
}
