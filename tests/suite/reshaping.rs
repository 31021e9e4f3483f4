//! Partnerships that merge or split: what is said of them by name, by hand.

use std::collections::BTreeMap;

use verdeel::domain::{Id, Outlay, Scenario};
use verdeel::scenario::{Library, open};

/// Two partnerships of 100 and 300 students.
const WORLD: &str = r#"
years = ["2025"]
[[partnership]]
id = "a"
students = 100
[[partnership]]
id = "b"
students = 300
[[component]]
id = "rate"
amount = 100
per = "student"
"#;

/// Pays out of a pot that is large enough.
const ENOUGH: &str = "[[division]]\nid = \"pot\"\npays = [\"rate\"]\n";

/// One scenario.
struct Shelf(String);

impl Library for Shelf {
    fn read(&self, _: &str) -> Result<String, String> {
        Ok(self.0.clone())
    }

    fn scheme(&self, _: &str) -> Option<&str> {
        None
    }

    fn scheme_names(&self) -> Vec<&str> {
        Vec::new()
    }
}

#[track_caller]
fn scenario(text: String) -> Scenario {
    let opened = open("s.toml", &Shelf(text));
    let mut opened = opened.unwrap_or_else(|refused| panic!("{:#?}", refused.problems));
    opened.variants.remove(0).scenario
}

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

fn merged(text: String) -> Scenario {
    scenario(text).merged(&id("a"), &id("b"))
}

fn split(text: String) -> Scenario {
    scenario(text).split(&id("a"), &id("a-2"))
}

/// Returns the cents that each partnership has of its own of the one cost.
fn own_costs(scenario: &Scenario) -> BTreeMap<&str, i64> {
    match &scenario.costs[0].outlay {
        Outlay::Amount { own, .. } => own
            .iter()
            .map(|(id, given)| (id.as_str(), given.value.count()))
            .collect(),
        Outlay::Hours { .. } => BTreeMap::new(),
    }
}

#[test]
fn costs_by_name_follow_who_bears_them() {
    // The keys of the cost; the own costs in cents when a and b merge, and when a splits.
    type Own = &'static [(&'static str, i64)];
    let table: [(&str, Own, Own); 7] = [
        (
            "amount = 1_000\namounts = { a = 600, b = 900 }",
            &[("a", 150_000)],
            &[("a", 30_000), ("a-2", 30_000), ("b", 90_000)],
        ),
        // Who has no amount of its own counts with the general one.
        (
            "amount = 1_000\namounts = { b = 900 }",
            &[("a", 190_000)],
            &[("b", 90_000)],
        ),
        (
            "amount = 1_000\namounts = { a = 600.01 }",
            &[("a", 160_001)],
            &[("a", 30_001), ("a-2", 30_000)],
        ),
        // Without a general amount that is nothing.
        ("amounts = { b = 900 }", &[("a", 90_000)], &[("b", 90_000)]),
        ("amount = 1_000", &[], &[]),
        // Per student: (100 × 600 + 300 × 900) / 400 = 825; (100 × 1,000 + 300 × 900) / 400 = 925.
        (
            "per = \"student\"\namount = 1_000\namounts = { a = 600, b = 900 }",
            &[("a", 82_500)],
            &[("a", 60_000), ("a-2", 60_000), ("b", 90_000)],
        ),
        (
            "per = \"student\"\namount = 1_000\namounts = { b = 900 }",
            &[("a", 92_500)],
            &[("b", 90_000)],
        ),
    ];
    for (keys, together, halved) in table {
        let cost = "[[cost]]\nid = \"c\"\nborne-by = { board = \"100 %\" }\n";
        let text = || format!("{WORLD}{ENOUGH}{cost}{keys}\n");
        let expected = |own: Own| own.iter().copied().collect::<BTreeMap<_, _>>();
        assert_eq!(own_costs(&merged(text())), expected(together), "{keys}");
        assert_eq!(own_costs(&split(text())), expected(halved), "{keys}");
    }
}
