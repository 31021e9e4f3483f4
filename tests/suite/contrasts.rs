//! Contributions to a difference, against hand calculations: what is equal on both sides
//! contributes nothing, and what differs contributes under its own name.

use serde_json::Value;
use verdeel::study::{ExplainQuestion, Format, Lang, Look, Manner, explain};

const REGIONAL: &str = r#"
scheme = "regional-2025"
[[region]]
id = "a"
[[partnership]]
id = "p"
students = { a = 100 }
[[partnership]]
id = "q"
students = { a = 160 }
[[variant]]
id = "slice"
set = { "division.in-region@a.slice" = [{ to = "office", share = "10 %" }] }
[[variant]]
id = "all"
set = { "division.in-region@a.slice" = [{ to = "office", share = "100 %" }] }
[[variant]]
id = "boards"
set = { "division.in-region@a.key" = "per-board" }
"#;

const LINEAR: &str = r#"
scheme = "linear-2020"
[[region]]
id = "a"
[[partnership]]
id = "p"
students = { a = 100 }
[[partnership]]
id = "q"
students = { a = 160 }
[[partnership]]
id = "r"
students = { a = 59 }
"#;

/// Returns the topics of the only difference of the first year, with their amounts.
fn contributions(text: &str, question: [&str; 3]) -> Vec<(String, String)> {
    let [recipient, flag, with] = question;
    let (recipient, variant) = recipient.split_once('/').unwrap_or((recipient, "base"));
    let given = |name: &str| (flag == name).then(|| with.to_owned());
    let question = ExplainQuestion {
        path: "scenario.toml".into(),
        recipient: recipient.into(),
        variant: Some(variant.into()),
        drawn: None,
        versus: given("versus"),
        against: given("against"),
    };
    let look = Look {
        lang: Lang::En,
        width: 100,
    };
    let manner = Manner {
        format: Format::Json,
        look,
        colour: false,
    };
    let read = |_: &str| Ok(text.to_owned());
    let answer = explain(&question, manner, &read).expect("a sound scenario");
    let document: Value = serde_json::from_str(&answer.text).expect("JSON");
    let found = document["contrasts"][0]["contributions"]
        .as_array()
        .expect("contributions");
    let part = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    found
        .iter()
        .map(|one| (part(one, "topic"), part(one, "amount")))
        .collect()
}

fn check(text: &str, question: [&str; 3], expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(topic, amount)| ((*topic).into(), (*amount).into()))
        .collect();
    assert_eq!(contributions(text, question), expected, "{question:?}");
}

#[test]
fn equal_rates_contribute_nothing_also_by_months() {
    // 60 students more at 955 euros, whatever the calendar.
    for (years, conversion) in [("2020/2021", "whole-year"), ("2022", "months")] {
        let head = format!(
            "years = [\"{years}\"]\nyear-conversion = \"{conversion}\"\ncounted = \"2019/2020\"\n\
             growth = \"0 %\"\n"
        );
        check(
            &format!("{head}{LINEAR}"),
            ["q", "versus", "p"],
            &[("heads", "57300.00")],
        );
    }
}

#[test]
fn a_share_in_the_key_and_a_slice_have_names_of_their_own_also_by_months() {
    for (years, conversion) in [("2025", "whole-year"), ("2024/2025", "months")] {
        let head = format!(
            "years = [\"{years}\"]\nyear-conversion = \"{conversion}\"\ncounted = \"2021/2022\"\n\
             growth = \"0 %\"\n"
        );
        let text = format!("{head}{REGIONAL}");
        // 60 of 260 students of 325,000; then a tenth of 125,000.
        check(&text, ["q", "versus", "p"], &[("key-share", "75000.00")]);
        check(
            &text,
            ["p/slice", "against", "base"],
            &[("slices", "-12500.00")],
        );
    }
}

#[test]
fn what_comes_to_nothing_still_says_why() {
    let text = format!("years = [\"2025\"]\n{REGIONAL}");
    check(
        &text,
        ["p/all", "against", "base"],
        &[("slices", "-125000.00")],
    );
    check(
        &text,
        ["p/boards", "against", "base"],
        &[("key-share", "-125000.00")],
    );
    // Below the minimum of 60 there is no claim: no rate and no number of heads to compare.
    let text = format!("years = [\"2020/2021\"]\n{LINEAR}");
    check(
        &text,
        ["p", "versus", "r"],
        &[("amount", "100000.00"), ("amount", "95500.00")],
    );
}

#[test]
fn a_region_and_an_unknown_recipient_can_be_compared_over_variants() {
    let variants = "[[variant]]\nid = \"linear\"\nset = { scheme = \"linear-2020\" }\n";
    let text = format!("years = [\"2025\"]\n{REGIONAL}{variants}");
    // Two base amounts and 260 × 955 without a region's own money, against 260 × 1,250.
    let expected = [("amount", "200000.00"), ("amount", "-76700.00")];
    check(&text, ["a/linear", "against", "base"], &expected);
    check(
        &text,
        ["office/slice", "against", "base"],
        &[("amount", "32500.00")],
    );
}

#[test]
fn what_an_adjustment_does_is_told_under_its_own_name() {
    // 60 on 1:2 is 20 and 40; the guarantee lifts p to 90 % of 30, and q pays the 7.
    let text = r#"
title = "adjusted"
years = ["2022/2023"]
counted = "2021/2022"
coverage = "complete"
[[region]]
id = "a"
[[partnership]]
id = "p"
students = { a = 1 }
previous = 30
[[partnership]]
id = "q"
students = { a = 2 }
previous = 10
[[component]]
id = "sum"
to = "region"
amount = 60
[[division]]
id = "pot"
pays = ["sum"]
pot = 60
[[division]]
id = "in-region"
from = "region"
to = "partnership"
key = "per-student"
[[variant]]
id = "lift"
set = { "division.in-region.adjust" = [{ id = "x", rule = "hold-harmless", share = "90 %" }] }
"#;
    check(
        text,
        ["p/lift", "against", "base"],
        &[("adjustments", "7.00")],
    );
    check(
        text,
        ["q/lift", "against", "base"],
        &[("adjustments", "-7.00")],
    );
}
