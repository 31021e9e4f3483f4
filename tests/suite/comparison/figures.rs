//! A small world whose every figure is worked out by hand.

use serde_json::{Value, json};

use super::{Asked, list, one};

/// Partnership p with 100 students and q with 200, in regions of their own.
///
/// | model | formula | p | q | total |
/// | --- | --- | ---: | ---: | ---: |
/// | base | 1,000 and 10 per student | 2,000 | 3,000 | 5,000 |
/// | heads | 15 per student | 1,500 | 3,000 | 4,500 |
/// | equal | 2,400 each | 2,400 | 2,400 | 4,800 |
const WORLD: &str = r#"
title = "by hand"
years = ["2022/2023"]
coverage = "complete"
[[region]]
id = "a"
[[region]]
id = "b"
[[partnership]]
id = "p"
sector = "po"
students = { a = 100 }
[[partnership]]
id = "q"
sector = "vo"
students = { b = 200 }
[[component]]
id = "foot"
amount = 1_000
[[component]]
id = "rate"
amount = 10
per = "student"
[[division]]
id = "pot"
pays = ["foot", "rate"]
[[division]]
id = "apart"
from = "partnership"
to = "region"
key = "per-student"
[[variant]]
id = "heads"
set = { component.foot.amount = 0, component.rate.amount = 15 }
[[variant]]
id = "equal"
set = { component.foot.amount = 2_400, component.rate.amount = 0 }
"#;

fn period() -> Value {
    Asked::of(WORLD).json()["periods"][0].clone()
}

#[test]
fn amounts_changes_and_figures_per_student_are_those_by_hand() {
    let period = period();
    assert_eq!(period["students_counted"], json!(["2021/2022"]));
    let table = [
        ("p", "base", "2000.00", "0.00", "0/1", "20.00", "unchanged"),
        ("p", "heads", "1500.00", "-500.00", "-1/4", "15.00", "loses"),
        ("p", "equal", "2400.00", "400.00", "1/5", "24.00", "gains"),
        ("q", "base", "3000.00", "0.00", "0/1", "15.00", "unchanged"),
        ("q", "heads", "3000.00", "0.00", "0/1", "15.00", "unchanged"),
        ("q", "equal", "2400.00", "-600.00", "-1/5", "12.00", "loses"),
    ];
    for (recipient, model, amount, change, ratio, per_student, outcome) in table {
        let row = one(&period["recipients"], "recipient", recipient);
        let cell = one(&row["models"], "model", model);
        let students = if recipient == "p" { 100 } else { 200 };
        let expected = json!({
            "model": model, "amount": amount, "absent": false, "change": change, "ratio": ratio,
            "students": students, "per_student": per_student,
            "per_student_exact": format!("{}/1", &per_student[..2]), "outcome": outcome,
        });
        assert_eq!(*cell, expected);
    }
    let p = one(&period["recipients"], "recipient", "p");
    let q = one(&period["recipients"], "recipient", "q");
    assert_eq!(
        (&p["base_share"], &p["sector"]),
        (&json!("1/2"), &json!("po"))
    );
    assert_eq!(
        (&q["base_share"], &q["regions"]),
        (&json!("1/3"), &json!(["b"]))
    );
}

#[test]
fn who_is_in_neither_of_two_models_is_not_unchanged() {
    // Only `halves` knows p-2. Under `heads` p loses and q keeps what it has, as above; there is
    // nobody else.
    let text = format!("{WORLD}[[variant]]\nid = \"halves\"\nsplit = \"p\"\n");
    let period = Asked::of(&text).json()["periods"][0].clone();
    let sides = |outcome: &Value| {
        ["gainers", "losers", "unchanged"].map(|side| outcome[side]["number"].clone())
    };
    assert_eq!(sides(one(&period["totals"], "model", "heads")), [0, 1, 1]);
    // Under `halves` each half of p has 1,000 and 10 for each of 50 students: 1,500. So p loses
    // 500, p-2 is new, and q keeps 3,000.
    assert_eq!(sides(one(&period["totals"], "model", "halves")), [1, 1, 1]);
    for by in ["region", "sector"] {
        let groups = list(&period["groups"]).iter();
        let groups = groups.filter(|group| group["by"] == by);
        let unchanged = groups.map(|group| {
            let sides = one(&group["models"], "model", "heads");
            sides["unchanged"]["number"].as_i64().unwrap_or_default()
        });
        assert_eq!(unchanged.sum::<i64>(), 1, "{by}");
    }
}

#[test]
fn totals_and_greatest_losses_are_those_by_hand() {
    let totals = period()["totals"].clone();
    let side = |number: i64, students: i64, change: &str| {
        let mut side = json!({ "number": number, "students": students });
        side["change"] = change.into();
        side
    };
    let heads = one(&totals, "model", "heads");
    assert_eq!(heads["gainers"], side(0, 0, "0.00"));
    assert_eq!(heads["losers"], side(1, 100, "-500.00"));
    assert_eq!(heads["unchanged"], side(1, 200, "0.00"));
    assert_eq!(heads["total"], "4500.00");
    assert_eq!(
        (&heads["change"], &heads["moved"]),
        (&json!("-500.00"), &json!("250.00"))
    );
    let equal = one(&totals, "model", "equal");
    assert_eq!(equal["gainers"], side(1, 100, "400.00"));
    assert_eq!(equal["losers"], side(1, 200, "-600.00"));
    assert_eq!(
        (&equal["change"], &equal["moved"]),
        (&json!("-200.00"), &json!("500.00"))
    );
    assert_eq!(equal["worst"]["amount"]["recipient"], "q");
    assert_eq!(equal["worst"]["amount"]["change"], "-600.00");
    assert_eq!(equal["worst"]["ratio"]["ratio"], "-1/5");
    assert_eq!(equal["worst"]["per_student"]["change_per_student"], "-3.00");
}

#[test]
fn groups_are_by_size_region_sector_and_base_share() {
    let groups = period()["groups"].clone();
    let names = list(&groups).iter().map(|group| {
        let part = |key: &str| match &group[key] {
            Value::Null => String::new(),
            Value::String(text) => format!(" {text}"),
            other => format!(" {other}"),
        };
        let keys = ["least", "most", "region", "sector", "above"];
        let parts = keys.map(part).concat();
        format!("{}{parts}", group["by"].as_str().unwrap_or_default())
    });
    let expected = [
        "size 100 100",
        "size 200 200",
        "region a",
        "region b",
        "sector po",
        "sector vo",
        "base-share 50/100 25/100",
    ];
    assert_eq!(names.collect::<Vec<_>>(), expected);
    let equal =
        |at: usize| one(&groups[at]["models"], "model", "equal")["gainers"]["number"].clone();
    assert_eq!(
        [equal(0), equal(1), equal(2)],
        [json!(1), json!(0), json!(1)]
    );
}

#[test]
fn indices_are_those_by_hand() {
    let period = period();
    let base = one(&period["evenness"], "model", "base");
    // 20 for 100 students and 15 for 200: mean 50/3, differences 5 over 100 × 200 pairs.
    assert_eq!(base["per_student"]["gini"], "0.066666666667");
    assert_eq!(base["per_student"]["hoover"], "0.066666666667");
    assert_eq!(base["per_student"]["jain"], "0.980392156863");
    assert_eq!(base["per_student"]["least"], "15.00");
    assert_eq!(base["per_student"]["greatest"], "20.00");
    // 20 and 15 once each; 2,000 and 3,000 once each.
    assert_eq!(base["per_recipient"]["gini"], "0.071428571429");
    assert_eq!(base["of_amounts"]["gini"], "0.100000000000");
    // Each partnership is alone in its region, so all inequality lies between regions.
    assert_eq!(base["regions"]["t_within"], "0.000000000000");
    assert_eq!(base["regions"]["t_between"], base["per_student"]["theil_t"]);
    assert_eq!(base["regions"]["l_between"], base["per_student"]["theil_l"]);
    let heads = one(&period["evenness"], "model", "heads");
    assert_eq!(heads["per_student"]["gini"], "0.000000000000");
    let equal = one(&period["evenness"], "model", "equal");
    assert_eq!(equal["per_student"]["gini"], "0.166666666667");
}

#[test]
fn break_even_values_are_those_by_hand() {
    let found = Asked::of(WORLD).json()["break_even"].clone();
    assert_eq!(found["up_to"], 1_000);
    let stretches = |recipient: &str, model: &str| {
        let mut lines = list(&found["recipients"]).iter();
        let line = lines.find(|line| line["recipient"] == recipient && line["model"] == model);
        let stretches = list(&line.expect("a line")["stretches"]).iter();
        let told = stretches.map(|one| format!("{} {}", one["from"], one["outcome"]));
        told.collect::<Vec<_>>().join(", ").replace('"', "")
    };
    // 15 n passes 1,000 + 10 n at 200; 2,400 is above it up to 139 and below it from 141.
    for recipient in ["p", "q"] {
        let heads = stretches(recipient, "heads");
        assert_eq!(heads, "0 loses, 200 unchanged, 201 gains");
        let equal = stretches(recipient, "equal");
        assert_eq!(equal, "0 gains, 140 unchanged, 141 loses");
    }
}

#[test]
fn a_threshold_and_the_places_of_a_partnership_are_kept_in_a_break_even() {
    // Half of the students are at each place; below 61 there is no amount per student at all.
    let text = WORLD.replace("{ a = 100 }", "{ a = 50, b = 50 }").replace(
        "per = \"student\"",
        "per = \"student\"\nwhen = { students = { at-least = 61 } }",
    );
    let lines = Asked::of(&text).json()["break_even"]["recipients"].clone();
    assert_eq!(
        (&lines[0]["recipient"], &lines[0]["model"]),
        (&json!("p"), &json!("heads"))
    );
    let expected = json!([
        { "from": 0, "outcome": "loses" },
        { "from": 200, "outcome": "unchanged" },
        { "from": 201, "outcome": "gains" },
    ]);
    assert_eq!(lines[0]["stretches"], expected);
    // 2,400 against 1,000 below 61, and against 1,000 + 10 n from there on.
    let expected = json!([
        { "from": 0, "outcome": "gains" },
        { "from": 140, "outcome": "unchanged" },
        { "from": 141, "outcome": "loses" },
    ]);
    assert_eq!(
        (&lines[1]["model"], &lines[1]["stretches"]),
        (&json!("equal"), &expected)
    );
}

#[test]
fn a_break_even_that_would_take_too_long_is_not_sought() {
    let text = WORLD.replace("{ b = 200 }", "{ b = 900_000_000 }");
    let found = Asked::of(&text).json()["break_even"].clone();
    let why = found["not_sought"].as_str().unwrap_or_default();
    assert!(why.starts_with("too many"), "{found}");
}

#[test]
fn break_even_values_may_be_asked_of_some_partnerships() {
    let asked = Asked {
        break_even: &["q"],
        ..Asked::of(WORLD)
    };
    let found = asked.json()["break_even"]["recipients"].clone();
    let of = list(&found).iter().map(|line| line["recipient"].clone());
    assert_eq!(of.collect::<Vec<_>>(), ["q", "q"]);
}

/// Partnerships whose students are counted at sites without a region, under agreed weights.
const WITHOUT_REGIONS: &str = r#"
years = ["2025"]
[[region]]
id = "a"
[[region]]
id = "b"
[[partnership]]
id = "one"
region-weights = { a = 1 }
students = 100
[[partnership]]
id = "two"
region-weights = { a = 3, b = 1 }
students = 40
[[component]]
id = "foot"
amount = 100
[[division]]
id = "pot"
pays = ["foot"]
[[variant]]
id = "more"
set = { component.foot.amount = 200 }
"#;

const APART: &str = "
[[division]]
id = \"apart\"
from = \"partnership\"
to = \"region\"
key = \"weights\"
";

#[test]
fn groups_of_regions_are_where_the_money_is() {
    let in_regions = "students = { a = 100 }";
    let counted = WITHOUT_REGIONS.replace("students = 100", in_regions);
    // Who gains, with students and change: both partnerships have 100 more.
    for (text, expected) in [
        // `two` has three quarters in a and one in b, and nobody knows where its students are.
        (
            format!("{WITHOUT_REGIONS}{APART}"),
            json!([["a", 2, 100, "175.00"], ["b", 1, 0, "25.00"]]),
        ),
        // Of no money a region is told, wherever the students are.
        (
            WITHOUT_REGIONS.to_owned(),
            json!([[null, 2, 140, "200.00"]]),
        ),
        (counted, json!([[null, 2, 140, "200.00"]])),
    ] {
        let groups = Asked::of(&text).json()["periods"][0]["groups"].clone();
        let groups = list(&groups).iter().filter(|group| group["by"] == "region");
        let told = groups.map(|group| {
            let sides = one(&group["models"], "model", "more");
            assert_eq!(sides["unchanged"]["number"], 0, "{group}");
            let gain = &sides["gainers"];
            json!([
                group["region"],
                gain["number"],
                gain["students"],
                gain["change"]
            ])
        });
        assert_eq!(Value::from(told.collect::<Vec<_>>()), expected);
    }
}
