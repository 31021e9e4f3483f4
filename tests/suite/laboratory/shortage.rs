//! The shortage rules in the laboratory: every example of the help, and what is ill-posed.

use serde_json::{Value, json};
use verdeel::laboratory::{RULES, answer};
use verdeel::rules::Shortage;

#[track_caller]
fn awards(problem: &str) -> Value {
    answer(problem).unwrap_or_else(|fault| panic!("{problem}: {fault:?}"))["awards"].clone()
}

#[test]
fn every_rule_has_an_example_that_is_answered() {
    for (name, awards_of) in [
        ("proportional", json!(["100/3", "200/3", "100"])),
        ("equal-awards", json!(["200/3", "200/3", "200/3"])),
        ("equal-losses", json!(["0", "50", "150"])),
        ("talmud", json!(["50", "75", "75"])),
        ("reverse-talmud", json!(["50/3", "200/3", "350/3"])),
        ("piniles", json!(["250/3", "400/3", "550/3"])),
        ("constrained-egalitarian", json!(["100", "150", "150"])),
        ("adjusted-proportional", json!(["40", "80", "80"])),
        ("random-arrival", json!(["100/3", "250/3", "250/3"])),
        ("minimal-overlap", json!(["15/2", "65/6", "125/6", "485/6"])),
        ("average-awards-losses", json!(["100/3", "175/3", "325/3"])),
        ("priority", json!(["50", "0", "300"])),
        ("priority-classes", json!(["100", "0", "100"])),
        ("weighted-equal-awards", json!(["100", "50", "50"])),
        ("weighted-equal-losses", json!(["0", "50", "150"])),
    ] {
        let rule = RULES.iter().find(|rule| rule.name == name).expect(name);
        assert!(!rule.about.is_empty());
        assert_eq!(awards(rule.example), awards_of, "{name}");
    }
    let in_list = |(name, _): &(&str, Shortage)| RULES.iter().any(|rule| rule.name == *name);
    assert!(Shortage::ALL.iter().all(in_list));
}

#[test]
fn the_certificate_tells_multipliers_stage_and_who_is_at_a_bound() {
    let found = answer(r#"{"rule":"talmud","pot":"200","claims":["100","200","300"]}"#);
    let expected = json!({
        "multipliers": {"award": "75"}, "stage": "lower-half",
        "at_zero": [], "in_full": [], "left": "0",
    });
    assert_eq!(found.expect("an answer")["certificate"], expected);
    let found = answer(r#"{"rule":"random-arrival","pot":0.5,"claims":[1,"1/2",0]}"#);
    let expected = json!({
        "multipliers": {}, "at_zero": [], "in_full": [2], "left": "0", "orders": "6",
    });
    assert_eq!(found.expect("an answer")["certificate"], expected);
    let found = answer(r#"{"rule":"priority","pot":9,"claims":[4,4,4],"order":[3,1,2]}"#);
    let found = found.expect("an answer");
    assert_eq!(found["awards"], json!(["4", "1", "4"]));
    assert_eq!(found["certificate"]["claimant"], 1);
}

#[test]
fn orders_count_from_zero_or_one_and_classes_are_numbers_or_lists() {
    let with = |fields: &str| {
        awards(&format!(
            r#"{{"rule":"priority-classes","pot":200,"claims":[100,200,300],{fields}}}"#
        ))
    };
    for fields in [
        r#""classes":[2,1,2]"#,
        r#""classes":["2","0.5",2]"#,
        r#""classes":[[1],[0,2]]"#,
        r#""classes":[[2],[1,3]],"inner":"talmud""#,
    ] {
        assert_eq!(with(fields), json!(["0", "200", "0"]), "{fields}");
    }
    let weighted = with(r#""classes":[1,2,1],"inner":"weighted-equal-awards","weights":[1,9,3]"#);
    assert_eq!(weighted, json!(["50", "0", "150"]));
    let first =
        awards(r#"{"rule":"equal-awards","pot":60,"claims":[100,190],"references":[50,40]}"#);
    assert_eq!(first, json!(["30", "30"]));
    let order = r#"{"rule":"priority","pot":5,"claims":[3,3],"order":"#;
    assert_eq!(
        awards(&format!("{order}[1,0]}}")),
        awards(&format!("{order}[2,1]}}"))
    );
}

/// The fields of a problem, and what is said of it.
const ILL_POSED: &[(&str, &str)] = &[
    (r#""rule":"talmud","pot":1"#, "`claims` is missing"),
    (r#""rule":"talmud","claims":[1]"#, "`pot` is missing"),
    (
        r#""rule":"talmud","pot":"x","claims":[1]"#,
        "`pot` is not a number",
    ),
    (
        r#""rule":"talmud","pot":1,"claims":[1,null]"#,
        "`claims[1]` is not a number",
    ),
    (
        r#""rule":"talmud","pot":1,"claims":7"#,
        "`claims` is not a list",
    ),
    (
        r#""rule":"talmud","pot":-1,"claims":[1]"#,
        "the pot is below zero",
    ),
    (
        r#""rule":"talmud","pot":1,"claims":["-1/2"]"#,
        "claim 0 is below zero",
    ),
    (
        r#""rule":"talmud","pot":1,"claims":[2],"order":[0]"#,
        "`order` means nothing",
    ),
    (r#""rule":"priority","pot":1,"claims":[2]"#, "needs `order`"),
    (
        r#""rule":"priority","pot":1,"claims":[2,2],"order":[0,0]"#,
        "once",
    ),
    (
        r#""rule":"priority","pot":1,"claims":[2,2],"order":[0,2]"#,
        "once",
    ),
    (
        r#""rule":"priority","pot":1,"claims":[2,2],"order":[0.5,1]"#,
        "once",
    ),
    (
        r#""rule":"priority","pot":1,"claims":[2,2],"order":[0]"#,
        "once",
    ),
    (
        r#""rule":"priority-classes","pot":1,"claims":[2,2]"#,
        "needs `classes`",
    ),
    (
        r#""rule":"priority-classes","pot":1,"claims":[2,2],"classes":[1]"#,
        "1 numbers",
    ),
    (
        r#""rule":"priority-classes","pot":1,"claims":[2,2],"classes":[[0]]"#,
        "once",
    ),
    (
        r#""rule":"priority-classes","pot":1,"claims":[2],"classes":[1],"inner":"priority""#,
        "cannot be the rule inside",
    ),
    (
        r#""rule":"priority-classes","pot":1,"claims":[2],"classes":[1],"inner":"lottery""#,
        "no shortage rule",
    ),
    (
        r#""rule":"weighted-equal-awards","pot":1,"claims":[2]"#,
        "needs `weights`",
    ),
    (
        r#""rule":"weighted-equal-awards","pot":1,"claims":[2],"weights":[0]"#,
        "above zero",
    ),
    (
        r#""rule":"weighted-equal-awards","pot":1,"claims":[2],"weights":[1,2]"#,
        "2 numbers",
    ),
    (
        r#""rule":"talmud","pot":1,"claims":[2],"references":[3]"#,
        "reference 0",
    ),
];

#[test]
fn what_is_ill_posed_is_answered_with_a_fault() {
    for (fields, says) in ILL_POSED {
        let fault = answer(&format!("{{{fields}}}")).expect_err(fields);
        assert_eq!(fault.code, "ill-posed", "{fields}");
        assert!(fault.message.contains(says), "{fields}: {}", fault.message);
    }
}

#[test]
fn what_is_too_large_is_answered_with_a_fault() {
    let many =
        |rule: &str, claims: &str| format!(r#"{{"rule":"{rule}","pot":"10","claims":[{claims}]}}"#);
    let list = |claims: &mut dyn Iterator<Item = String>| claims.collect::<Vec<_>>().join(",");
    let long = format!("1e{},{}", 4_000, ["1"; 199].join(","));
    for (problem, says) in [
        (
            many("talmud", &list(&mut (0..10_001).map(|one| one.to_string()))),
            "10001",
        ),
        (
            many(
                "minimal-overlap",
                &list(&mut (0..2_001).map(|one| one.to_string())),
            ),
            "2,000",
        ),
        (
            many("random-arrival", &list(&mut (0..400).map(|_| "1".into()))),
            "200",
        ),
        (many("proportional", &long), "too long"),
        (
            many(
                "equal-awards",
                &list(&mut (1..2_000).map(|one| format!("\"1/{}\"", one * 2 + 1))),
            ),
            "too long",
        ),
    ] {
        let fault = answer(&problem).expect_err("too large");
        assert_eq!(fault.code, "too-large");
        assert!(fault.message.contains(says), "{}", fault.message);
    }
}
