//! The guides tell the truth: output is what the program says, tables of keys are those of the
//! program, and examples open.
//!
//! `GUIDES=overwrite cargo test guides` writes output and tables anew.

mod desk;
mod numbers;

use std::{collections::BTreeSet, env, fs, thread};

use serde_json::Value;
use verdeel::study::{Study, schema};

use crate::source::{paths_below, read, root};
use desk::Desk;
use numbers::Parts;

const SCENARIO_GUIDE: &str = "docs/scenario.md";

/// The folder of the guides that lead a reader from a question to its answer.
const GUIDES: &str = "docs/guides";

/// Keys that nearly every table takes, told in a section of their own.
const COMMON: [&str; 4] = ["source", "grade", "assumption", "assumption-en"];

#[test]
fn output_in_guides_is_what_the_program_says() {
    let mut commands = 0;
    for guide in ["README.md", SCENARIO_GUIDE] {
        let mut desk = Desk::in_repository();
        hold(guide, &with_true_output(&read(guide), &mut desk));
        commands += desk.commands;
    }
    assert!(commands > 1, "only {commands} commands in the guides");
    thread::scope(|scope| {
        for guide in paths_below(GUIDES) {
            scope.spawn(move || {
                let mut desk = Desk::of_its_own();
                hold(&guide, &with_true_output(&read(&guide), &mut desk));
                assert!(desk.commands > 1, "{guide}: {} commands", desk.commands);
            });
        }
    });
}

#[test]
fn numbers_in_guides_are_in_an_output_a_file_or_a_sum_that_is_right() {
    if is_renewing() {
        // The outputs are being written; their numbers are looked at next time.
        return;
    }
    let guides = paths_below(GUIDES);
    assert!(guides.len() > 8, "only {} guides", guides.len());
    let scenarios = paths_below("scenarios").into_iter();
    let scenarios = scenarios.filter(|path| path.ends_with(".toml"));
    let scenarios: Vec<(String, String)> =
        scenarios.map(|path| (path.clone(), read(&path))).collect();
    let faults = guides.iter().flat_map(|guide| {
        let text = read(guide);
        // A scheme is named without its path.
        let is_named = |path: &str| text.contains(path) || path.contains("/schemes/");
        let named = scenarios.iter().filter(|(path, _)| is_named(path));
        let named: String = named.map(|(_, text)| text.as_str()).collect();
        let faults = Parts::of(&text, &named).faults();
        faults
            .into_iter()
            .map(move |fault| format!("{guide}:{fault}"))
    });
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_readme_names_every_guide() {
    let readme = read("README.md");
    let guides = paths_below(GUIDES).into_iter();
    let forgotten: Vec<String> = guides.filter(|guide| !readme.contains(guide)).collect();
    assert_eq!(forgotten, [""; 0]);
}

#[test]
fn links_lead_to_a_file_and_a_heading_of_it() {
    let pages = paths_below("docs").into_iter();
    let pages = pages.chain(["README.md".to_owned()]);
    let pages: Vec<String> = pages.filter(|path| path.ends_with(".md")).collect();
    let mut broken = Vec::new();
    for page in &pages {
        let text = read(page);
        let parts = text.split("](").skip(1);
        for target in parts.filter_map(|part| Some(part.split_once(')')?.0)) {
            let (path, heading) = target.split_once('#').unwrap_or((target, ""));
            let file = match path {
                "" => root().join(page),
                _ => root().join(page).with_file_name(path),
            };
            let is_broken = || match heading {
                "" => !file.exists(),
                _ => !fs::read_to_string(file).is_ok_and(|text| headings(&text).contains(heading)),
            };
            if !target.contains("://") && is_broken() {
                broken.push(format!("{page}: {target}"));
            }
        }
    }
    assert!(pages.len() > 8, "only {} pages", pages.len());
    assert_eq!(broken, [""; 0]);
}

/// Returns the headings of a page as links name them.
fn headings(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter(|line| line.starts_with('#'));
    let titles = lines.map(|line| line.trim_start_matches('#').trim().to_lowercase());
    let kept = |char: &char| char.is_alphanumeric() || " -_".contains(*char);
    titles
        .map(|title| title.chars().filter(kept).collect::<String>())
        .map(|title| title.replace(' ', "-"))
        .collect()
}

#[test]
fn tables_of_keys_in_the_guide_are_those_of_the_program() {
    let schema: Value = serde_json::from_str(&schema()).expect("JSON");
    hold(
        SCENARIO_GUIDE,
        &with_true_tables(&read(SCENARIO_GUIDE), &schema),
    );
}

#[test]
fn every_table_of_the_program_is_in_the_guide() {
    let schema: Value = serde_json::from_str(&schema()).expect("JSON");
    let guide = read(SCENARIO_GUIDE);
    // A range is told with conditions; institutes are written like boards.
    let names = schema["$defs"].as_object().expect("tables").keys();
    for name in names.filter(|name| !["range", "institute"].contains(&name.as_str())) {
        let is_told = guide.contains(&format!("<!-- keys of {name}"));
        assert!(is_told, "{SCENARIO_GUIDE} has no keys of {name}");
    }
}

#[test]
fn the_glossary_has_every_key_and_name_of_rules_wishes_and_adjustments() {
    let schema: Value = serde_json::from_str(&schema()).expect("JSON");
    let glossary = read("docs/glossary.md");
    let mut missing = Vec::new();
    for table in [
        "shortage",
        "first",
        "key",
        "adjustment",
        "both-ways",
        "terms",
        "check",
        "party",
        "cost",
        "prices",
    ] {
        let properties = schema["$defs"][table]["properties"].as_object();
        let properties = properties.unwrap_or_else(|| panic!("no table {table}"));
        let is_common = |key: &str| {
            COMMON.contains(&key) || ["id", "name", "name-en", "title", "title-en"].contains(&key)
        };
        for (key, value) in properties.iter().filter(|(key, _)| !is_common(key)) {
            let names = names_in(value).into_iter().chain([key.as_str()]);
            missing.extend(names.filter(|name| !glossary.contains(&format!("`{name}`"))));
        }
    }
    missing.sort_unstable();
    missing.dedup();
    assert_eq!(missing, [""; 0]);
}

/// Returns the words that a value may be, at any depth.
fn names_in(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(fields) => {
            let names = fields.get("enum").and_then(Value::as_array);
            let names = names.into_iter().flatten().filter_map(Value::as_str);
            let deeper = fields.iter().filter(|(key, _)| *key != "enum");
            names
                .chain(deeper.flat_map(|(_, value)| names_in(value)))
                .collect()
        }
        Value::Array(values) => values.iter().flat_map(names_in).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn examples_in_the_guide_open() {
    let guide = read(SCENARIO_GUIDE);
    let (examples, counts) = (blocks(&guide, "toml"), blocks(&guide, "csv"));
    let first = examples[0].as_str();
    let is_scheme = |text: &&String| text.starts_with("# our-scheme.toml");
    let scheme = examples
        .iter()
        .find(is_scheme)
        .expect("a scheme of one's own");
    for example in examples.iter().filter(|text| !is_scheme(text)) {
        // Tables go on from the first example; what begins with keys is a file of its own.
        let text = match example.starts_with("[[") {
            true => format!("{first}\n{example}"),
            false => example.clone(),
        };
        let file = |path: &str| match path {
            "example.toml" => Ok(text.clone()),
            "first.toml" => Ok(first.to_owned()),
            "our-scheme.toml" => Ok(scheme.clone()),
            "counts.csv" => Ok(counts[0].clone()),
            path => Err(format!("no file {path}")),
        };
        if let Err(refused) = Study::open("example.toml", &file) {
            panic!("{example}\n{:#?}", refused.problems);
        }
    }
    assert!(examples.len() > 8, "only {} examples", examples.len());
}

fn is_renewing() -> bool {
    env::var("GUIDES").is_ok_and(|mode| mode == "overwrite")
}

/// Asserts that a guide is as it should be, or writes it so.
#[track_caller]
pub(crate) fn hold(guide: &str, expected: &str) {
    if is_renewing() {
        fs::write(root().join(guide), expected).expect("the guide can be written");
        return;
    }
    let text = read(guide);
    let same = text.lines().zip(expected.lines());
    let line = 1 + same.take_while(|(is, should)| is == should).count();
    let should = expected.lines().nth(line - 1).unwrap_or_default();
    let renew = "write it anew with GUIDES=overwrite";
    assert!(
        text == expected,
        "{guide}:{line}: should be `{should}`; {renew}"
    );
}

/// Returns a guide with the output of the program behind each command of its console blocks. Files
/// that it shows are written as a reader would write them.
fn with_true_output(guide: &str, desk: &mut Desk) -> String {
    let (mut text, mut fence, mut block) = (String::new(), None, String::new());
    for line in guide.lines() {
        let is_fence = line.starts_with("```");
        let command = line.strip_prefix("$ ").filter(|_| fence == Some("console"));
        if is_fence || command.is_some() || fence != Some("console") {
            text += &format!("{line}\n");
        }
        if let Some(command) = command {
            text += &desk.answer(command);
        }
        match (is_fence, fence) {
            (false, _) => block += &format!("{line}\n"),
            (true, None) => {
                fence = line.strip_prefix("```");
                block.clear();
            }
            (true, Some(language)) => {
                if language == "toml" {
                    desk.keep(&block);
                }
                fence = None;
            }
        }
    }
    text
}

/// Returns a guide with the keys of the schema between each pair of marks.
fn with_true_tables(guide: &str, schema: &Value) -> String {
    let (mut text, mut is_table) = (String::new(), false);
    for line in guide.lines() {
        is_table &= line != "<!-- end -->";
        if !is_table {
            text += &format!("{line}\n");
        }
        let marked = line.strip_prefix("<!-- keys of ");
        if let Some(name) = marked.and_then(|line| line.strip_suffix(" -->")) {
            let (name, without) = name.split_once(" without ").unwrap_or((name, ""));
            text += &keys(schema, name, without);
            is_table = true;
        }
    }
    text
}

/// Returns the keys of a table, those that another table has left out.
fn keys(schema: &Value, name: &str, without: &str) -> String {
    let table = |name: &str| match name {
        "scenario" => schema.clone(),
        name => schema["$defs"][name].clone(),
    };
    let (own, other) = (table(name), table(without));
    let properties = own["properties"].as_object();
    let properties = properties.unwrap_or_else(|| panic!("no table {name}"));
    let required = own["required"].as_array().cloned().unwrap_or_default();
    let mut text = "| key | value | meaning |\n| --- | --- | --- |\n".to_owned();
    for (key, value) in properties {
        let is_common = COMMON.contains(&key.as_str()) && name != "sourced-number";
        if is_common || other["properties"].get(key).is_some() {
            continue;
        }
        let must = if required.iter().any(|one| one == key) {
            ", required"
        } else {
            ""
        };
        let (kind, meaning) = (
            kind(value),
            value["description"].as_str().unwrap_or_default(),
        );
        text += &format!("| `{key}` | {kind}{must} | {meaning} |\n");
    }
    text
}

/// Returns what a value may be, in words.
fn kind(value: &Value) -> String {
    let pattern = value["pattern"].as_str().unwrap_or_default();
    if let Some(kinds) = value["anyOf"].as_array() {
        let is_sourced = |kind: &&Value| kind["$ref"] == "#/$defs/sourced-number";
        let mut kinds: Vec<String> = kinds
            .iter()
            .filter(|one| !is_sourced(one))
            .map(kind)
            .collect();
        // A number may be written as a text, which tells more of what it is.
        kinds.retain(|kind| kind != "number");
        // A year may be written as a bare number.
        let is_year = kinds.contains(&"year".to_owned());
        kinds.retain(|kind| !is_year || kind != "whole number");
        kinds.dedup();
        return kinds.join(", or ");
    }
    if let Some(names) = value["enum"].as_array() {
        let names = names.iter().filter_map(Value::as_str);
        return names
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ");
    }
    if let Some(path) = value["$ref"].as_str() {
        return format!("`{}` table", path.trim_start_matches("#/$defs/"));
    }
    match value["type"].as_str().unwrap_or_default() {
        "array" => {
            let items = kind(&value["items"]);
            match items.strip_prefix("list of ") {
                Some(inner) => format!("list of lists of {inner}"),
                None if items.contains("`, `") => format!("list of {items}"),
                None => format!("list of {items}s"),
            }
        }
        "object" if value["additionalProperties"].is_object() => {
            format!("{} by name", kind(&value["additionalProperties"]))
        }
        "object" => "values by path".to_owned(),
        "integer" => "whole number".to_owned(),
        "string" if pattern.starts_with("^[\\p") => "id".to_owned(),
        "boolean" => "`true`, `false`".to_owned(),
        "string" if pattern.starts_with("^[-]?") => "number or share".to_owned(),
        "string" if pattern.starts_with("^-?") => "share".to_owned(),
        "string" if pattern.starts_with("^[0-9_]") => "amount".to_owned(),
        "string" if pattern.ends_with(")?$") => "year".to_owned(),
        "string" if !pattern.is_empty() => "school year".to_owned(),
        "string" => "text".to_owned(),
        other => other.to_owned(),
    }
}

/// Returns the blocks of a guide in one language, without their fences.
fn blocks(guide: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let parts = guide.split(&fence).skip(1);
    parts
        .filter_map(|part| Some(part.split_once("```")?.0.to_owned()))
        .collect()
}
