//! The engine port of `docs/port.md`, and the server before it: what a page may ask, what it is
//! told, and who is sent away.

mod answers;
mod differing;
mod editing;
mod parts;
mod server;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use verdeel::study::{Memory, Port, ask_port};

use crate::source::root;

/// Asks the port over the folder of the repository, as if for the first time.
#[track_caller]
pub(crate) fn asked(operation: &str, request: &Value) -> Value {
    asked_again(&Memory::default(), operation, request)
}

/// Asks the port that remembers what was asked before.
#[track_caller]
fn asked_again(memory: &Memory, operation: &str, request: &Value) -> Value {
    let read =
        |path: &str| std::fs::read_to_string(root().join(path)).map_err(|error| error.to_string());
    let port = Port {
        read: &read,
        files: &[],
        start: None,
        memory,
    };
    let answer = ask_port(port, operation, request.to_string().as_bytes());
    answer.unwrap_or_else(|why| panic!("{operation}: {why}"))
}

/// A scenario of the library by its path.
fn scenario(name: &str) -> Value {
    json!({ "path": format!("scenarios/examples/{name}.toml") })
}

/// Returns the euros of every recipient in a run, by variant, year and name.
fn euros_of_run(run: &Value) -> BTreeMap<[String; 3], i64> {
    let mut sums = BTreeMap::new();
    for variant in run["variants"].as_array().expect("variants") {
        for year in variant["years"].as_array().expect("years") {
            for award in year["awards"].as_array().expect("awards") {
                if award["kind"] != "others" {
                    let name = [&variant["id"], &year["year"], &award["recipient"]];
                    *sums.entry(name.map(text)).or_default() += cents(&award["amount"]);
                }
            }
        }
    }
    sums
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn cents(amount: &Value) -> i64 {
    let digits = text(amount).replace('.', "");
    digits.parse().expect("an amount with two decimals")
}

#[test]
fn what_the_page_shows_is_what_run_says_of_the_file_it_hands_out() {
    // Example, changes, and the models that then stand side by side.
    let cases = [
        ("two-regions", json!([])),
        (
            "two-regions",
            json!([
                { "set": "division.in-region@zuid.slice", "variant": "zuid-equal", "value": "5" },
                { "set": "partnership.de-linde.students.noord", "value": "150" },
                { "set": "component.base.amount", "value": "90000.50" },
            ]),
        ),
        (
            "four-models",
            json!([{ "add": "mine", "title": "Mijn", "like": "base" }]),
        ),
        ("three-partnerships", json!([])),
        ("uncertain", json!([])),
    ];
    for (name, edits) in cases {
        let own = scenario(name);
        let edited = asked("edit", &json!({ "scenario": own, "edits": edits }));
        let sent = json!({ "path": own["path"], "text": edited["text"] });
        let looked = json!({ "scenario": sent, "sections": [], "totals": true });
        let seen = asked("look", &looked);
        let run = asked("keep", &json!({ "scenario": sent, "as": "run" }));
        let run: Value = serde_json::from_str(&text(&run["text"])).expect("a run");
        let mut told: BTreeMap<[String; 3], i64> = BTreeMap::new();
        for row in seen["totals"].as_array().expect("totals") {
            let name = [&row["model"], &row["year"], &row["recipient"]].map(text);
            *told.entry(name).or_default() += cents(&row["amount"]);
        }
        let models: Vec<&Value> = seen["models"].as_array().expect("models").iter().collect();
        let shown = |id: &str| models.iter().any(|model| model["id"] == id);
        let mut ran = euros_of_run(&run);
        ran.retain(|name, _| shown(&name[0]));
        assert!(!ran.is_empty(), "{name}: nothing ran");
        assert_eq!(told, ran, "{name}");
    }
}

#[test]
fn a_first_estimate_is_what_three_numbers_come_to() {
    // 140 students in Noord, which keeps 10 %, and 60 in Zuid, at 1,250 euros each:
    // 140 × 1,250 × 90 % + 60 × 1,250 = 157,500 + 75,000 = 232,500. Last year 250,000.
    let entries = json!({ "estimate": {
        "regions": [
            { "name": "Noord", "students": 140, "slice": "10" },
            { "name": "Zuid", "students": 60, "slice": "0" },
        ],
        "last_year": "250000",
    } });
    let made = asked("new", &entries);
    let sent = json!({ "path": made["path"], "text": made["text"] });
    let looked = json!({ "scenario": sent, "sections": [], "totals": true });
    let seen = asked("look", &looked);
    let of = |model: &str| -> i64 {
        let rows = seen["totals"].as_array().expect("totals").iter();
        let own = rows.filter(|row| row["model"] == model && row["recipient"] == made["recipient"]);
        own.map(|row| cents(&row["amount"])).sum()
    };
    assert_eq!(of("base"), 23_250_000);
    assert_eq!(of("last-year"), 25_000_000);
}

#[test]
fn new_scenarios_open() {
    let requests = [
        json!({ "form": {
            "title": "Onze \"regio\"", "year": "2025", "scheme": "regional-2025",
            "regions": ["Noord", "Zuid é"],
            "partnerships": [
                { "name": "De Linde", "students": { "Noord": 140, "Zuid é": 60 } },
                { "name": "De Linde 2", "students": { "Noord": 200 } },
            ],
        } }),
        json!({ "table": {
            "name": "telling.csv", "year": "2025", "scheme": "regional-2025",
            "text": "partnership;region;students\nde-es;noord;200\nde-iep;zuid;150\n",
        } }),
    ];
    // 1,250 euros for each of 340 students in Noord; the 60 in Zuid é are below the 150 that a
    // region needs. And for each of 200 + 150 students.
    for (request, total) in requests.iter().zip([42_500_000, 43_750_000]) {
        let made = asked("new", request);
        let sent = json!({ "path": made["path"], "text": made["text"], "files": made["files"] });
        let looked = json!({ "scenario": sent, "sections": [], "totals": true });
        let seen = asked("look", &looked);
        let rows = seen["totals"]
            .as_array()
            .unwrap_or_else(|| panic!("{seen}"));
        let sum: i64 = rows.iter().map(|row| cents(&row["amount"])).sum();
        assert_eq!(sum, total, "{made}");
    }
}

#[test]
fn a_malformed_scenario_has_its_errors_at_their_lines() {
    let text = "title = \"t\"\nyears = [\"2025\"]\nscheme = \"regional-2025\"\n\
                [[region]]\nid = \"noord\"\n\
                [[partnership]]\nid = \"p\"\nstudents = { noort = 5 }\n";
    let sent = json!({ "path": "nieuw.toml", "text": text });
    let answer = asked("look", &json!({ "scenario": sent, "lang": "en" }));
    let problem = &answer["problems"][0];
    assert_eq!(problem["code"], "unknown-region", "{answer}");
    assert_eq!(problem["line"], 8);
    // `students = { noort`: the name stands behind thirteen signs.
    assert_eq!(
        (&problem["column"], &problem["end_column"]),
        (&json!(14), &json!(19))
    );
    let message = answer["message"].as_str().expect("a message");
    assert!(message.contains("nieuw.toml:8:14"), "{message}");
}

#[test]
fn every_scenario_of_the_library_opens_and_shows() {
    let library = asked("library", &json!({}));
    let lists = ["questions", "examples"].map(|list| library[list].as_array().expect("a list"));
    for one in lists.into_iter().flatten() {
        if one["path"] == "scenarios/national/national.toml" {
            continue; // the reports have it
        }
        assert_ne!(one["title"], "", "{one}");
        let opened = asked("open", &json!({ "scenario": { "path": one["path"] } }));
        let sent = json!({ "path": opened["path"], "text": opened["text"] });
        let seen = asked(
            "look",
            &json!({ "scenario": sent, "sections": ["cijfers"] }),
        );
        assert!(seen["models"].is_array(), "{one}: {seen}");
        let rules = asked("rules", &json!({ "scenario": sent, "lang": "en" }));
        assert!(rules["groups"].is_array(), "{one}: {rules}");
    }
}

#[test]
fn a_bundle_opens_as_the_same_state() {
    let made = asked(
        "new",
        &json!({ "table": {
        "name": "telling.csv", "year": "2025", "scheme": "regional-2025",
        "text": "partnership,region,students\nde-es,noord,200\n",
    } }),
    );
    let sent = json!({ "path": made["path"], "text": made["text"], "files": made["files"] });
    let bundle = asked("keep", &json!({ "scenario": sent, "as": "bundle" }));
    let opened = asked("open", &json!({ "bundle": bundle["text"] }));
    for key in ["path", "text", "files"] {
        assert_eq!(opened[key], sent[key], "{key}");
    }
}

#[test]
fn a_change_that_moves_nothing_says_why() {
    let text = std::fs::read_to_string(root().join("scenarios/examples/two-regions.toml"))
        .expect("the example");
    // The ceiling is used up: a higher rate per student shares the same money.
    let richer = text
        .replace(
            "\n[[region]]\nid = \"noord\"",
            "\n[set]\n\
        \"component.per-student.amount\" = 1_000\n\n[[region]]\nid = \"noord\"",
        )
        .replace("set      = { scheme = \"regional-2025\" }", "set = { }")
        .replace("\"division.in-region@zuid", "#");
    let larger = text.replace("noord = 140", "noord = 150");
    let sent = |text: &str| json!({ "path": "two-regions.toml", "text": text });
    for (after, moved, why) in [
        (richer, false, "pot national is in beide op"),
        (larger, true, ""),
    ] {
        let request = json!({ "before": sent(&text), "after": sent(&after) });
        let answer = asked("effect", &request);
        assert_eq!(answer["moved"], moved, "{answer}");
        let notice = answer["notice"].as_str().unwrap_or_default();
        assert!(notice.contains(why), "{notice}");
    }
}

#[test]
fn what_parties_can_live_with_is_in_no_other_answer() {
    let own = scenario("four-models");
    let told = asked("negotiate", &json!({ "scenario": own }));
    assert_eq!(told["has_parties"], true);
    let told = text(&told["html"]).replace('\u{a0}', " ");
    let floor = "<td class=\"n\">€ 280.000,00</td>";
    assert!(told.contains(floor), "{told}");
    let seen = asked("look", &json!({ "scenario": own })).to_string();
    let report = asked("keep", &json!({ "scenario": own, "as": "report" }));
    for other in [seen, text(&report["text"])] {
        assert!(!other.contains("280.000"), "a floor is told");
    }
}

#[test]
fn what_is_remembered_says_what_the_text_says() {
    let example = "scenarios/examples/two-regions.toml";
    let four = "scenarios/examples/four-models.toml";
    // Scenario, variant, path, values: what the slider passes.
    let drags = [
        (
            example,
            "rate-1050",
            "component.per-student.amount",
            ["1000", "900.50", "0"],
        ),
        (
            example,
            "zuid-equal",
            "division.in-region@zuid.slice",
            ["5", "0", "12.5"],
        ),
        (
            four,
            "base-first",
            "division.in-region.key",
            ["equal", "per-student", "equal"],
        ),
        (
            four,
            "keep-95",
            "division.in-region.keep",
            ["90", "0", "100"],
        ),
    ];
    let sections = json!([
        "cijfers",
        "modellen",
        "voor-en-achteruit",
        "partnerschappen",
        "regios",
        "volg-de-euro",
        "jaren",
    ]);
    for (scenario, variant, path, values) in drags {
        let memory = Memory::default();
        let mut sent = json!({ "path": scenario });
        for value in values {
            let looked = json!({ "scenario": sent, "sections": sections, "totals": true });
            asked_again(&memory, "look", &looked);
            let edits = json!([{ "set": path, "variant": variant, "value": value }]);
            let edit = json!({ "scenario": sent, "edits": edits });
            let edited = asked_again(&memory, "edit", &edit);
            sent = json!({ "path": scenario, "text": edited["text"] });
            let looked = json!({ "scenario": sent, "sections": sections, "totals": true });
            let remembered = asked_again(&memory, "look", &looked);
            assert!(
                remembered["models"].is_array(),
                "{path} = {value}: {remembered}"
            );
            assert_eq!(
                remembered,
                asked("look", &looked),
                "{scenario} {variant} {path} = {value}"
            );
        }
    }
}
