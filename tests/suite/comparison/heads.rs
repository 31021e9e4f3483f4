//! Who amounts are divided over: students, and side entrants beside them where a model counts any.

use serde_json::json;
use verdeel::study::Lang;

use super::{Asked, one};

/// 1,250 for each student and side entrant, or 1,000.
///
/// | partnership | students | side entrants | base | lower |
/// | --- | ---: | ---: | ---: | ---: |
/// | p | 100 | 20 | 150,000 | 120,000 |
/// | q | 200 | 0 | 250,000 | 200,000 |
const WORLD: &str = r#"
title = "heads"
years = ["2022/2023"]
coverage = "complete"
[[region]]
id = "a"
[[region]]
id = "b"
[[partnership]]
id = "p"
students = { a = 100 }
side-entrants = { a = 20 }
[[partnership]]
id = "q"
students = { b = 200 }
[[component]]
id = "rate"
amount = 1_250
per = "student-or-side-entrant"
[[division]]
id = "pot"
pays = ["rate"]
[[variant]]
id = "lower"
set = { component.rate.amount = 1_000 }
"#;

#[test]
fn where_everybody_gets_as_much_per_student_or_side_entrant_nobody_seems_better_paid() {
    let period = Asked::of(WORLD).json()["periods"][0].clone();
    assert_eq!(period["per"], "student-or-side-entrant");
    for (recipient, heads) in [("p", 120), ("q", 200)] {
        let row = one(&period["recipients"], "recipient", recipient);
        for (model, per_head) in [("base", "1250.00"), ("lower", "1000.00")] {
            let cell = one(&row["models"], "model", model);
            assert_eq!(cell["students"], heads, "{recipient} {model}");
            assert_eq!(cell["per_student"], per_head, "{recipient} {model}");
        }
    }
    let lower = one(&period["totals"], "model", "lower");
    assert_eq!(lower["losers"]["students"], 320);
    let worst = &lower["worst"]["per_student"];
    assert_eq!(worst["change_per_student"], "-250.00");
    let base = one(&period["evenness"], "model", "base");
    let gini = &base["per_student"]["gini"];
    assert_eq!(*gini, json!("0.000000000000"));
}

#[test]
fn side_entrants_are_named_only_where_they_count() {
    let without = WORLD.replace("side-entrants = { a = 20 }\n", "");
    let (nl, en) = ("zij-instromer", "side entrant");
    for (text, counts) in [(WORLD, true), (&without, false)] {
        for (lang, name) in [(Lang::Nl, nl), (Lang::En, en)] {
            // What training costs is always per student or side entrant.
            let told = Asked::of(text).text(lang);
            let lines = told.lines().filter(|line| !line.contains("kosten per"));
            let lines = lines.filter(|line| !line.contains("cost per"));
            let told = lines.collect::<String>();
            assert_eq!(told.contains(name), counts, "{told}");
        }
    }
    let dutch = Asked::of(WORLD).text(Lang::Nl);
    for words in [
        "Per student of zij-instromer lerarenopleiding, geteld in 2021/2022",
        "p (120)",
        "grootste verlies per student of zij-instromer",
        "tussen haakjes hun studenten en zij-instromers",
        "laagste per student of zij-instromer",
    ] {
        assert!(dutch.contains(words), "{words} in {dutch}");
    }
}
