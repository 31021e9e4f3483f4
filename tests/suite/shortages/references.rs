//! Claims with references: what each is entitled to first, then a rule over the rest. In scenarios
//! these are classes of components, held against the laboratory here.
//!
//! `a`, `b` and `c` have references of 40, 60 and 20, and claim 100, 200 and 300 beside them.

use serde_json::{Value, json};
use verdeel::rules::Shortage;
use verdeel::study::rule;

use super::{check, keyed, world};
use crate::runs::{Run, cents};
use crate::source::read;

const REFERENCES: &str = "[[component]]\nid = 'own'\namounts = { a = 40, b = 60, c = 20 }\n";

/// Pots below and above the references of 120.
const POTS: [i64; 5] = [0, 90, 120, 320, 700];

/// Returns the claims on a pot.
fn of_a_pot(pot: i64, shortage: &str) -> String {
    let text = world(pot, shortage).replace("pays = ['claim']", "pays = ['claim', 'own']");
    text + REFERENCES
}

/// Returns the claims as a key for what a region holds.
fn of_a_key(pot: i64, shortage: &str) -> String {
    let key = format!("{{ claims = ['claim', 'own'], shortage = {shortage} }}");
    keyed(pot, &key) + REFERENCES
}

fn with_references(inner: &str) -> String {
    format!("{{ rule = 'priority-classes', component-classes = [['own']], {inner} }}")
}

/// Pot, rule over each stage, and what a, b and c get.
const TABLE: &[(i64, &str, [&str; 3])] = &[
    // The references, and 200 as 50, 75 and 75.
    (320, "talmud", ["90.00", "135.00", "95.00"]),
    // 90 of 40, 60 and 20, beyond half of it: each loses 10.
    (90, "talmud", ["30.00", "50.00", "10.00"]),
    (90, "proportional", ["30.00", "45.00", "15.00"]),
    // 20 for c, and 35 each.
    (90, "equal-awards", ["35.00", "35.00", "20.00"]),
    // Of 200 each loses 400/3: a nothing, b 50 and c 150.
    (320, "equal-losses", ["40.00", "110.00", "170.00"]),
];

#[test]
fn references_come_first_and_the_rule_divides_the_rest() {
    for (pot, inner, expected) in TABLE {
        let shortage = with_references(&format!("inner = '{inner}'"));
        check(&of_a_pot(*pot, &shortage), *expected);
    }
}

/// Returns what the laboratory gives, in cents with a fraction.
fn by_laboratory(rule_name: &str, pot: i64, more: &Value) -> Vec<f64> {
    let mut asked = json!({
        "rule": rule_name, "pot": pot,
        "claims": [140, 260, 320], "references": [40, 60, 20],
    });
    let fields = more.as_object().expect("fields");
    for (key, value) in fields {
        asked[key] = value.clone();
    }
    let answer = rule(Some(asked.to_string().as_bytes()));
    let answer: Value = serde_json::from_str(&answer.text).expect("JSON");
    let awards = answer["awards"]
        .as_array()
        .unwrap_or_else(|| panic!("{answer}"));
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let awards = awards.iter().map(|award| {
        let text = award.as_str().expect("a text");
        let (above, below) = text.split_once('/').unwrap_or((text, "1"));
        number(above) / number(below) * 100.0
    });
    awards.collect()
}

#[test]
fn classes_of_components_are_claims_with_references_under_every_rule() {
    let plain = Shortage::ALL
        .iter()
        .filter(|(name, _)| !name.starts_with("priority") && !name.starts_with("weighted"));
    let plain = plain.map(|(name, _)| (*name, format!("inner = '{name}'"), json!({})));
    let weighted = ["weighted-equal-awards", "weighted-equal-losses"].map(|name| {
        let inner = format!("inner = '{name}', weights = 'per-student'");
        (name, inner, json!({ "weights": [1, 2, 3] }))
    });
    // An order is classes of one.
    let priority = (
        "priority",
        "classes = [['b'], ['c'], ['a']]".to_owned(),
        json!({ "order": [1, 2, 0] }),
    );
    let mut rules = 0;
    for (name, inner, more) in plain.chain(weighted).chain([priority]) {
        rules += 1;
        for pot in POTS {
            let expected = by_laboratory(name, pot, &more);
            for text in [of_a_pot, of_a_key].map(|text| text(pot, &with_references(&inner))) {
                let run = Run::of(&text);
                for (id, expected) in ["a", "b", "c"].iter().zip(&expected) {
                    let found = cents(&run.award("base", id));
                    let found = f64::from(i32::try_from(found).expect("small"));
                    // Whole cents, so less than a cent from the exact award.
                    let is_same = (found - expected).abs() < 1.0;
                    assert!(is_same, "{name}, {pot}: {id} has {found}, not {expected}");
                }
                assert_eq!(run.findings(), Vec::<String>::new(), "{name}, {pot}");
            }
        }
    }
    assert_eq!(
        rules,
        Shortage::ALL.len() - 1,
        "every rule but classes themselves"
    );
}

#[test]
fn protected_components_are_references_too_but_are_cut_in_proportion() {
    for (pot, rule, expected) in [
        (320, "talmud", ["90.00", "135.00", "95.00"]),
        (90, "talmud", ["30.00", "45.00", "15.00"]),
        (90, "equal-awards", ["30.00", "45.00", "15.00"]),
    ] {
        let text = of_a_pot(pot, &format!("'{rule}'"));
        check(
            &text.replace("pays =", "protect = ['own']\npays ="),
            expected,
        );
    }
}

#[test]
fn the_method_says_what_references_give() {
    let method = read("docs/method.md");
    let method = method.split_whitespace().collect::<Vec<_>>().join(" ");
    for (words, (pot, inner, [a, b, c])) in [
        ("a pot of 320 gives", TABLE[0]),
        (
            "a pot of 90, which does not cover the references,",
            TABLE[1],
        ),
    ] {
        let sentence = format!("{words} {a}, {b} and {c}");
        assert!(method.contains(&sentence), "{pot} {inner}: {sentence}");
    }
}
