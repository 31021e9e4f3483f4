//! The examples against amounts that were worked out by another method, and against their audit.
//!
//! Every file of `scenarios/examples` has a twin in `tests/golden`, whose header says how its
//! amounts were found. It holds every award above zero, by recipient and region.

use crate::runs::{Run, cents, euros};
use crate::source::{names_in, read};
use serde_json::Value;
use std::collections::BTreeMap;
use verdeel::audit::audit;
use verdeel::results::digest;

mod hostile;
mod tampering;

/// Returns the names of the examples.
fn examples() -> Vec<String> {
    let names = names_in("scenarios/examples");
    names
        .iter()
        .filter_map(|name| name.strip_suffix(".toml"))
        .map(str::to_owned)
        .collect()
}

fn run(name: &str) -> Run {
    Run::of_file(&format!("scenarios/examples/{name}.toml"))
}

#[test]
fn every_example_has_a_twin_and_every_twin_an_example() {
    let twins = names_in("tests/golden");
    let twins = twins.iter().filter_map(|name| name.strip_suffix(".csv"));
    assert_eq!(examples(), twins.collect::<Vec<_>>());
}

#[test]
fn every_example_awards_what_its_twin_says() {
    for name in examples() {
        let golden = read(&format!("tests/golden/{name}.csv"));
        let rows = golden.lines().filter(|line| !line.starts_with('#')).skip(1);
        let rows = rows.map(|row| row.rsplit_once(',').expect("an amount at the end"));
        let expected: BTreeMap<String, String> = rows
            .map(|(key, amount)| (key.to_owned(), amount.to_owned()))
            .collect();
        let (run, mut found) = (run(&name), BTreeMap::new());
        for variant in run.variants() {
            for year in run.years(variant) {
                for award in run.year(variant, year)["awards"]
                    .as_array()
                    .expect("awards")
                {
                    let text = |key: &str| award[key].as_str().unwrap_or_default();
                    let key = format!("{variant},{year},{},{}", text("recipient"), text("region"));
                    *found.entry(key).or_insert(0) += cents(text("amount"));
                }
            }
        }
        found.retain(|_, cents| *cents != 0);
        let found: BTreeMap<String, String> = found
            .into_iter()
            .map(|(key, cents)| (key, euros(cents)))
            .collect();
        assert_eq!(found, expected, "{name}");
    }
}

/// Returns where the amounts of a result stand, with the variant and year around them.
fn amounts(run: &Value) -> Vec<(String, String)> {
    let mut places = Vec::new();
    for (at, variant) in run["variants"]
        .as_array()
        .expect("variants")
        .iter()
        .enumerate()
    {
        for (year_at, year) in variant["years"]
            .as_array()
            .expect("years")
            .iter()
            .enumerate()
        {
            let (id, label) = (variant["id"].as_str(), year["year"].as_str());
            let place = format!("variant {}, {}", id.expect("an id"), label.expect("a year"));
            for (list, keys) in [
                ("postings", &["amount"][..]),
                ("awards", &["amount"]),
                ("pots", &["paid", "unallocated", "available"]),
                ("conservation", &["paid", "unallocated", "available"]),
                ("rates", &["effective"]),
            ] {
                for (row, fields) in year[list].as_array().expect("rows").iter().enumerate() {
                    for key in keys.iter().filter(|key| fields[**key].is_string()) {
                        let path = format!("/variants/{at}/years/{year_at}/{list}/{row}/{key}");
                        places.push((path, place.clone()));
                    }
                }
            }
        }
    }
    places
}

/// Returns what the audit finds once a changed result has been sealed again, so that the books
/// themselves must give a change away and not the digest.
fn findings_sealed(changed: &mut Value) -> Vec<String> {
    let variants = changed["variants"].to_string();
    changed["receipt"]["digest"] = digest(variants.as_bytes()).into();
    audit(&changed.to_string(), &|_| None).findings
}

#[test]
fn the_audit_accepts_every_example_and_no_amount_that_is_a_cent_off() {
    for name in examples() {
        let run = run(&name);
        assert_eq!(run.findings(), Vec::<String>::new(), "{name}");
        let whole: Value = serde_json::from_str(&run.json).expect("JSON");
        let places = amounts(&whole);
        assert!(places.len() > 10, "{name} holds amounts");
        for (path, place) in places {
            let mut changed = whole.clone();
            let amount = changed.pointer_mut(&path).expect("an amount");
            *amount = euros(cents(amount.as_str().expect("text")) + 1).into();
            let findings = findings_sealed(&mut changed);
            assert!(!findings.is_empty(), "{name}: {path} a cent more");
            let is_placed = |finding: &String| finding.starts_with(&place);
            assert!(
                findings.iter().all(is_placed),
                "{name}: {path}: {findings:?}"
            );
        }
    }
}

#[test]
fn the_audit_refuses_a_result_that_was_not_sealed_again() {
    let run = run("first-run");
    let changed = run.json.replacen("\"216000.00\"", "\"216000.01\"", 1);
    let findings = audit(&changed, &|_| None).findings;
    assert!(findings.contains(&"receipt: the digest does not fit the variants".to_owned()));
}

#[test]
fn the_audit_notices_inputs_that_have_changed() {
    let run = run("first-run");
    let known = |path: &str| Some(read(path));
    assert_eq!(audit(&run.json, &known).findings, Vec::<String>::new());
    assert_eq!(audit(&run.json, &known).unread, Vec::<String>::new());
    let changed = |path: &str| known(path).map(|text| text + "\n");
    let findings = audit(&run.json, &changed).findings;
    for path in [
        "scenarios/examples/first-run.toml",
        "scenarios/schemes/regional-2025.toml",
    ] {
        let expected = format!("{path}: the file has changed since the result was made");
        assert!(findings.contains(&expected), "{findings:?}");
    }
}
