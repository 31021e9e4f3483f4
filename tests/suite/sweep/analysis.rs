//! What a sweep says, on scenarios of which that can be worked out by hand: one partnership with
//! 100 students receives 100 × (amount + bonus) euros, and the variant `richer` has 50 euros more
//! bonus.

use serde_json::Value;
use verdeel::study::{AnalyseQuestion, analyse_sweep};

use super::{Memory, folder};
use crate::runs::JSON;

const LINEAR: &str = r#"
title = "Eén partnerschap"
years = ["2022/2023"]

[[region]]
id = "noord"

[[partnership]]
id = "p"
students = { noord = 100 }

[[component]]
id = "per-student"
amount = 1_000
per = "student"

[[component]]
id = "bonus"
amount = 0
per = "student"

[[division]]
id = "national"
pot = 10_000_000
pays = ["per-student", "bonus"]

[[variant]]
id = "richer"
set = { "component.bonus.amount" = 50 }
"#;

const AMOUNT: &str = r#"
[[sweep.parameter]]
name = "amount"
path = "component.per-student.amount"
from = 1_000
to = 2_000
"#;

const BONUS: &str = r#"
[[sweep.parameter]]
name = "bonus"
path = "component.bonus.amount"
from = 0
to = 1_000
"#;

fn question() -> AnalyseQuestion {
    AnalyseQuestion {
        recipients: vec!["p".to_owned()],
        resamples: 20,
        seed: 1,
        ..AnalyseQuestion::default()
    }
}

/// Returns the tables of an analysis.
#[track_caller]
fn tables(store: &Memory, question: &AnalyseQuestion) -> Vec<Value> {
    let answer = analyse_sweep(store, question, JSON);
    let answer = answer.unwrap_or_else(|failure| panic!("{}", failure.text));
    let document: Value = serde_json::from_str(&answer.text).expect("JSON");
    document["tables"].as_array().expect("tables").clone()
}

/// Returns the cells of the row of the partnership.
fn cells(table: &Value) -> &Value {
    let rows = table["rows"].as_array().expect("rows");
    let own = rows.iter().find(|row| row["of"] == "partnership p");
    &own.expect("the partnership")["cells"]
}

#[track_caller]
fn number(cells: &Value, column: &str) -> f64 {
    let text = cells[column]["value"].as_str().expect("a number");
    text.parse().expect("a number")
}

#[track_caller]
fn near(found: f64, expected: f64, by: f64) {
    assert!((found - expected).abs() <= by, "{found}, not {expected}");
}

fn latin(points: u32, parameters: &[&str]) -> Memory {
    let parameters = parameters.concat();
    folder(&format!(
        "{LINEAR}\n[sweep]\ndesign = \"latin-hypercube\"\npoints = {points}\n{parameters}"
    ))
}

#[test]
fn two_amounts_of_one_range_decide_half_each() {
    let sobol = format!("{LINEAR}\n[sweep]\ndesign = \"sobol\"\npoints = 512\n{AMOUNT}{BONUS}");
    let of_base = AnalyseQuestion {
        variant: Some("base".to_owned()),
        ..question()
    };
    let tables = tables(&folder(&sobol), &of_base);
    assert_eq!(tables.len(), 1);
    for column in ["amount first", "amount total", "bonus first", "bonus total"] {
        near(number(cells(&tables[0]), column), 0.5, 0.03);
    }
}

#[test]
fn an_effect_is_the_range_times_the_students() {
    let morris = format!("{LINEAR}\n[sweep]\ndesign = \"morris\"\npoints = 10\n{AMOUNT}{BONUS}");
    let tables = tables(&folder(&morris), &question());
    let own = cells(&tables[0]);
    for parameter in ["amount", "bonus"] {
        // 100 students × 1,000 euros; values are whole cents, so a step is off by one at most.
        near(number(own, &format!("{parameter} mu*")), 100_000.0, 2.0);
        near(number(own, &format!("{parameter} sigma")), 0.0, 2.0);
    }
}

#[test]
fn a_straight_line_is_explained_whole() {
    let tables = tables(&latin(400, &[AMOUNT, BONUS]), &question());
    let own = cells(&tables[0]);
    near(number(own, "R²"), 1.0, 1e-6);
    // Equal and nearly independent parts: the root of a half each.
    near(number(own, "amount SRC"), 0.5_f64.sqrt(), 0.05);
    near(number(own, "bonus SRC"), 0.5_f64.sqrt(), 0.05);
}

#[test]
fn regret_is_what_the_better_variant_gives_more() {
    let asked = AnalyseQuestion {
        regret: true,
        enough: Some("150000".to_owned()),
        ..question()
    };
    let tables = tables(&latin(100, &[AMOUNT]), &asked);
    let of = |variant: &str| {
        let own = tables.iter().find(|table| table["variant"] == variant);
        cells(own.expect("the variant"))
    };
    // variant, mean and largest regret, part of the points with at least 150,000 euros: one point
    // in each hundredth of 1,000 to 2,000, of which 1,500 or 1,450 and more are enough.
    let expected = [("base", 5_000.0, 0.5), ("richer", 0.0, 0.55)];
    for (variant, regret, enough) in expected {
        near(number(of(variant), "mean"), regret, 1e-6);
        near(number(of(variant), "largest"), regret, 1e-6);
        near(number(of(variant), "enough"), enough, 1e-6);
    }
}

#[test]
fn the_last_box_holds_every_case_and_is_dense() {
    let asked = AnalyseQuestion {
        when: Some("p<150000".to_owned()),
        variant: Some("base".to_owned()),
        ..question()
    };
    let tables = tables(&latin(400, &[AMOUNT, BONUS]), &asked);
    let rows = tables[0]["rows"].as_array().expect("boxes");
    let (first, last) = (&rows[0]["cells"], &rows[rows.len() - 1]["cells"]);
    // amount + bonus is below 1,500 in the corner under a line: an eighth of the square.
    near(number(first, "density"), 0.125, 0.02);
    assert!(number(last, "density") >= 0.8);
    let limits = last["limits"]["text"].as_str().expect("limits");
    assert!(
        limits.contains("amount ≤") && limits.contains("bonus ≤"),
        "{limits}"
    );
}

#[test]
fn nothing_beats_the_largest_amount() {
    let asked = AnalyseQuestion {
        front: vec!["max:p".to_owned()],
        ..question()
    };
    let tables = tables(&latin(50, &[AMOUNT]), &asked);
    let rows = tables[0]["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 1);
    let of = rows[0]["of"].as_str().expect("a name");
    assert!(of.starts_with("richer "), "{of}");
}

#[test]
fn what_cannot_be_asked_is_said() {
    let store = latin(10, &[AMOUNT]);
    let wrong: [(AnalyseQuestion, &str); 4] = [
        (
            AnalyseQuestion {
                recipients: vec!["q".to_owned()],
                ..question()
            },
            "unknown recipient `q`",
        ),
        (
            AnalyseQuestion {
                when: Some("p".to_owned()),
                ..question()
            },
            "`p` cannot be read",
        ),
        (
            AnalyseQuestion {
                when: Some("p<1".to_owned()),
                ..question()
            },
            "`p<1` holds at no point",
        ),
        (
            AnalyseQuestion {
                front: vec!["most:p".to_owned()],
                ..question()
            },
            "`most:p` is no goal",
        ),
    ];
    for (asked, says) in wrong {
        let failure = analyse_sweep(&store, &asked, JSON).expect_err("a wrong question");
        assert!(failure.text.contains(says), "{}", failure.text);
    }
}
