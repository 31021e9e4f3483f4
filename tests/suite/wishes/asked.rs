//! How wishes are asked and answered: exit, order, threads, and conditions beside a scenario.

use verdeel::domain::Wish;
use verdeel::scenario::condition;
use verdeel::study::with_threads;

use crate::runs::Shelf;

use super::{PER_STUDENT, WITH_BASE, answer, verdicts, world};

const WISHES: &str = r#"
[[check]]
id = "splitting"
wish = "splitting"
[[check]]
id = "merging"
wish = "merging"
[[check]]
id = "moving"
wish = "moving-student"
between = "partnerships"
by = 2
[[check]]
id = "more"
wish = "more-students"
"#;

#[test]
fn an_answer_fails_when_a_wish_does() {
    let partnerships = [("a", 80, ""), ("b", 90, "")];
    assert!(!answer(&world(&partnerships, PER_STUDENT)).fails);
    assert!(!answer(&world(&partnerships, &format!("{PER_STUDENT}{WISHES}"))).fails);
    assert!(answer(&world(&partnerships, &format!("{WITH_BASE}{WISHES}"))).fails);
}

#[test]
fn order_and_threads_change_nothing() {
    let rules = format!("{WITH_BASE}{WISHES}");
    let partnerships = [("a", 80, ""), ("b", 80, ""), ("c", 61, ""), ("d", 80, "")];
    let mut reversed = partnerships;
    reversed.reverse();
    let text = world(&partnerships, &rules);
    let alone = with_threads(Some(1), || answer(&text));
    for threads in [2, 7] {
        assert_eq!(with_threads(Some(threads), || answer(&text)), alone);
    }
    assert_eq!(answer(&world(&reversed, &rules)), alone);
    // Of equals the first by id is named.
    let split = &verdicts(&text)[0];
    assert_eq!(split["counterexample"]["recipients"][0], "a");
}

#[test]
fn a_variant_may_wish_something_else() {
    let rules = format!(
        "{WITH_BASE}[[variant]]\nid = \"lenient\"\nset = {{ \"check.splitting.at-most\" = \
         100_000 }}\n[[check]]\nid = \"splitting\"\nwish = \"splitting\"\n"
    );
    let found = verdicts(&world(&[("a", 80, "")], &rules));
    let holds: Vec<(&str, bool)> = found
        .iter()
        .map(|verdict| {
            let variant = verdict["variant"].as_str().unwrap_or_default();
            (variant, verdict["holds"] == true)
        })
        .collect();
    assert_eq!(holds, [("base", false), ("lenient", true)]);
}

#[test]
fn conditions_are_checks_or_written_inline() {
    let text = world(&[("a", 80, "")], &format!("{PER_STUDENT}{WISHES}"));
    let library = Shelf(&text);
    let asked = |text: &str| condition("scenario.toml", text, &library);
    let splitting = asked("splitting").expect("a check of the file");
    assert!(matches!(splitting.wish, Wish::Splitting { .. }));
    let inline = asked("{ wish = \"amount\", at-least = 100, recipients = [\"a\"] }");
    let inline = inline.expect("a wish of its own");
    assert!(matches!(inline.wish, Wish::Amount { .. }));
    assert_eq!(inline.id.as_str(), "condition");
    assert_eq!(inline.scope.recipients.len(), 1);
    for (text, code) in [
        ("spliting", "unknown-check"),
        ("", "unknown-check"),
        ("{ wish = \"amount\", at-least = 100, by = 3 }", "bad-wish"),
        ("{ wish = \"amont\" }", "unknown-value"),
        ("{ at-least = 100 }", "missing-key"),
        (
            "{ wish = \"amount\", at-least = 1 }, { wish = \"merging\" }",
            "bad-wish",
        ),
        ("{ id = \"merging\", wish = \"merging\" }", "repeated-id"),
        ("{ wish = \"amount\", at-least = ", "syntax"),
    ] {
        let refused = asked(text).expect_err(text);
        let codes: Vec<&str> = refused
            .problems
            .iter()
            .map(|problem| problem.code)
            .collect();
        assert!(codes.contains(&code), "{text}: {codes:?}");
    }
}

#[test]
fn wishes_that_no_rule_can_fulfil_are_named_and_none_in_vain() {
    // Kept are 90,000 and 45,000; a and b are equal, so together they ask twice 90,000, and c asks
    // 10,000.
    let partnerships = [
        ("a", 50, "previous = 100_000"),
        ("b", 50, "previous = 50_000"),
        ("c", 70, "previous = 0"),
    ];
    let check = |id: &str, wish: &str| format!("[[check]]\nid = \"{id}\"\nwish = {wish}\n");
    let wishes = |total: &str| {
        let keep = "\"keep\"\nat-least = \"90 %\"\nagainst = \"previous\"";
        [
            check("keep", keep),
            check("equal", "\"equal-treatment\"\nwithin = 0"),
            check(
                "least",
                "\"amount\"\nat-least = 10_000\nrecipients = [\"c\"]",
            ),
            check("low", "\"amount\"\nat-least = 5\nrecipients = [\"c\"]"),
            check("total", &format!("\"total\"\nat-most = {total}")),
        ]
        .concat()
    };
    let conflicts = |total: &str| -> Vec<(Vec<String>, String)> {
        let text = world(&partnerships, &format!("{WITH_BASE}{}", wishes(total)));
        let report: serde_json::Value = serde_json::from_str(&answer(&text).text).expect("JSON");
        let found = report["conflicts"].as_array().expect("a list");
        let one = |conflict: &serde_json::Value| {
            let checks = conflict["checks"].as_array().expect("a list").iter();
            let checks = checks.map(|id| id.as_str().unwrap_or_default().to_owned());
            let needs = conflict["needs"].as_str().unwrap_or_default().to_owned();
            (checks.collect(), needs)
        };
        found.iter().map(one).collect()
    };
    let expected = |checks: &[&str], needs: &str| {
        let checks = checks.iter().map(|id| (*id).to_owned()).collect();
        vec![(checks, needs.to_owned())]
    };
    // Two claims of a cent each are tolerated in what is kept.
    assert_eq!(conflicts("190_000"), []);
    assert_eq!(
        conflicts("185_000"),
        expected(&["keep", "equal", "least", "total"], "189999.96")
    );
    assert_eq!(
        conflicts("175_000"),
        expected(&["keep", "equal", "total"], "179999.96")
    );
    assert_eq!(
        conflicts("134_000"),
        expected(&["keep", "total"], "134999.96")
    );
}
