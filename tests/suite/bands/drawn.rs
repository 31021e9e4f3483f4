//! What one draw of a simulation says of the values that were drawn.

use serde_json::{Value, json};

use super::command::{parsed, said};

/// Numbers of which every draw is known, and a rate of which it is not.
const KNOWN: &str = r#"
years = ["2025", "2026"]
counted = "2023/2024"
growth = "2 %"
coverage = "complete"
[[region]]
id = "r"
[[partnership]]
id = "p"
students = { r = 100 }
[[partnership]]
id = "q"
students = { r = 50 }
[[component]]
id = "rate"
amount = 10
per = "student"
[[component]]
id = "base"
amount = 1_000
[[division]]
id = "all"
pot = 1_000_000
pays = ["rate", "base"]
[[uncertain]]
id = "rate"
name = "tarief"
path = "component.rate.amount"
distribution = { kind = "uniform", low = 900, high = 1_000 }
[[uncertain]]
id = "pots"
name = "potten"
path = "division.*.pot"
change = "factor"
distribution = { kind = "discrete", values = [0.5] }
[[uncertain]]
id = "growth"
name = "groei"
path = "growth"
per = "partnership"
years = "each-year"
change = "difference"
distribution = { kind = "discrete", values = ["1 %"] }
[[variant]]
id = "known-rate"
set = { uncertain.rate.distribution = { kind = "discrete", values = [950.5] } }
"#;

fn write(name: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name).to_string_lossy().into_owned();
    std::fs::write(&path, KNOWN).expect("written");
    (folder, path)
}

fn drawn<'a>(variant: &'a Value, id: &str) -> Vec<&'a Value> {
    let all = variant["drawn"].as_array().expect("drawn").iter();
    all.filter(|one| one["id"] == id).collect()
}

#[test]
fn one_draw_lists_what_was_drawn_by_path_or_by_whom() {
    let (_folder, path) = write("s.toml");
    let run = parsed(&["simulate", &path, "--only-draw", "3", "--format", "json"]);
    let [base, known] = [0, 1].map(|at| &run["variants"][at]);
    assert_eq!(
        drawn(base, "pots"),
        [&json!({ "id": "pots", "of": "division.all.pot", "year": null, "value": "0.5" })]
    );
    // Students of 2023/2024 count in 2025, and those of a year later in 2026.
    let growth =
        |of: &str, year: &str| json!({ "id": "growth", "of": of, "year": year, "value": "0.01" });
    assert_eq!(
        drawn(known, "growth"),
        [&growth("p", "2024/2025"), &growth("q", "2024/2025")]
    );
    let of = "component.rate.amount";
    assert_eq!(
        drawn(known, "rate"),
        [&json!({ "id": "rate", "of": of, "year": null, "value": "950.5" })]
    );
    // What was drawn is what a student gets, to the cent.
    let rate = drawn(base, "rate")[0]["value"].as_str().expect("a value");
    let rate: f64 = rate.parse().expect("a number");
    let nominal = &base["years"][0]["rates"][0]["nominal"];
    let nominal: f64 = nominal.as_str().expect("a rate").parse().expect("a number");
    assert!((900.0..=1_000.0).contains(&rate) && (rate - nominal).abs() <= 0.005_000_1);
    let asked = [
        "explain",
        &path,
        "--recipient",
        "p",
        "--draw",
        "3",
        "--format",
        "json",
    ];
    assert_eq!(parsed(&asked)["drawn"], base["drawn"]);
    let plain = parsed(&["run", &path, "--format", "json"]);
    assert_eq!(plain["variants"][0]["drawn"], Value::Null);
}

#[test]
fn one_draw_says_in_words_what_was_drawn_and_in_which_variants() {
    let (_folder, path) = write("s.toml");
    let simulate = ["simulate", &path, "--only-draw", "3"];
    let explain = [
        "explain",
        &path,
        "--recipient",
        "p",
        "--draw",
        "3",
        "--variant",
        "known-rate",
    ];
    for (asked, line) in [
        (
            &simulate[..],
            "\ngetrokken bij potten: `division.all.pot` maal 0,5\n",
        ),
        (
            &simulate,
            "\ngetrokken bij groei: p 2024/2025 plus 1 %; q 2024/2025 plus 1 %\n",
        ),
        (
            &simulate,
            "\ngetrokken bij tarief: `component.rate.amount` 950,5 [known-rate]\n",
        ),
        (
            &explain,
            "\ngetrokken bij tarief: `component.rate.amount` 950,5\n",
        ),
    ] {
        let text = said(asked).replace('\u{a0}', " ");
        assert!(text.contains(line), "{text}");
    }
}
