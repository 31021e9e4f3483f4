//! Wishes: each holds in one small world and fails in another, with a counterexample by hand.

mod asked;
mod probed;
mod read;

use serde_json::Value;
use verdeel::study::{Answer, check};

use crate::runs::{JSON, PATH, read_text};

/// What a wish is to come to: a margin to the cent, or who breaks it, from what amount to what.
enum Outcome {
    Holds(&'static str),
    Fails(&'static [&'static str], &'static str, &'static str),
    /// There is nothing to look at.
    Nothing,
}

use Outcome::{Fails, Holds, Nothing};

/// One wish in one world.
struct Case {
    name: &'static str,
    world: String,
    /// The keys of the check behind its id.
    wish: &'static str,
    outcome: Outcome,
}

/// Checks a scenario text.
#[track_caller]
fn answer(text: &str) -> Answer {
    match check(PATH, JSON, &|path| read_text(path, text)) {
        Ok(answer) => answer,
        Err(failure) => panic!("{}\n{text}", failure.text),
    }
}

/// Returns the verdicts of a scenario text.
#[track_caller]
fn verdicts(text: &str) -> Vec<Value> {
    let report: Value = serde_json::from_str(&answer(text).text).expect("JSON");
    report["wishes"].as_array().cloned().unwrap_or_default()
}

/// Returns a world with one check.
fn with_check(world: &str, wish: &str) -> String {
    format!("{world}\n[[check]]\nid = \"wens\"\n{wish}\n")
}

/// Judges the only wish of a world in its base.
#[track_caller]
fn judged(world: &str, wish: &str) -> Value {
    let text = with_check(world, wish);
    let mut found = verdicts(&text);
    found.retain(|verdict| verdict["variant"] == "base");
    assert_eq!(found.len(), 1, "one verdict in base\n{text}");
    found.remove(0)
}

fn hold(cases: &[Case]) {
    for case in cases {
        let verdict = judged(&case.world, case.wish);
        let says = &verdict["counterexample"];
        let name = case.name;
        match case.outcome {
            Holds(margin) => {
                assert_eq!(verdict["holds"], true, "{name}: {verdict}");
                assert_eq!(verdict["margin"], margin, "{name}: {verdict}");
                assert!(says.is_null(), "{name}");
            }
            Fails(recipients, before, after) => {
                assert_eq!(verdict["holds"], false, "{name}: {verdict}");
                let amounts = [says["before"].as_str(), says["after"].as_str()];
                assert_eq!(amounts, [Some(before), Some(after)], "{name}: {verdict}");
                let named: Vec<&str> = says["recipients"]
                    .as_array()
                    .expect("a list")
                    .iter()
                    .filter_map(Value::as_str)
                    .collect();
                assert_eq!(named, recipients, "{name}");
                let margin = verdict["margin"].as_str().unwrap_or_default();
                assert!(margin.starts_with('-'), "{name}: {margin} is lacking");
            }
            Nothing => {
                assert_eq!(verdict["holds"], true, "{name}: {verdict}");
                assert_eq!(verdict["tried"], 0, "{name}: {verdict}");
                assert!(verdict["margin"].is_null(), "{name}: {verdict}");
            }
        }
    }
}

/// A region `noord` with partnerships and what they count there, under rules of its own.
fn world(partnerships: &[(&str, i64, &str)], rules: &str) -> String {
    let mut text =
        "years = [\"2022/2023\"]\ncoverage = \"complete\"\n[[region]]\nid = \"noord\"\n".to_owned();
    for (id, students, more) in partnerships {
        text += &format!(
            "[[partnership]]\nid = \"{id}\"\nstudents = {{ noord = {students} }}\n{more}\n"
        );
    }
    format!("{text}{rules}")
}

/// The same, under a scheme of the library.
fn under(scheme: &str, partnerships: &[(&str, i64, &str)]) -> String {
    format!("scheme = \"{scheme}\"\n{}", world(partnerships, ""))
}

/// A thousand euros per student, without a ceiling.
const PER_STUDENT: &str = r#"
[[component]]
id = "per-student"
amount = 1_000
per = "student"
[[division]]
id = "national"
pays = ["per-student"]
"#;

/// A base amount of 100,000 euros and a thousand per student.
const WITH_BASE: &str = r#"
[[component]]
id = "base"
amount = 100_000
[[component]]
id = "per-student"
amount = 1_000
per = "student"
[[division]]
id = "national"
pays = ["base", "per-student"]
"#;
