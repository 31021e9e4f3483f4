//! Partnerships that merge or split: what is said of them by name, by hand.

mod variants;

use std::collections::BTreeMap;

use crate::runs::Shelf;
use verdeel::domain::{Flow, Id, Level, Minimum, Outlay, Scenario};
use verdeel::plan::compile;
use verdeel::results::Amounts;
use verdeel::scenario::open;

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

#[track_caller]
fn scenario(text: String) -> Scenario {
    let opened = open("s.toml", &Shelf(&text));
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

/// A pot of 150 students' worth, and who bears the shortage.
fn scarce(students: [u16; 2], shortage: &str) -> String {
    let [a, b] = students;
    let world = WORLD
        .replace("students = 100", &format!("students = {a}"))
        .replace("students = 300", &format!("students = {b}"));
    format!(
        "{world}[[division]]\nid = \"pot\"\npays = [\"rate\"]\npot = 15_000\n\
         scope = \"local\"\nshortage = {{ {shortage} }}\n"
    )
}

/// Returns the whole euros that each partnership receives.
#[track_caller]
fn euros(scenario: &Scenario) -> BTreeMap<String, i64> {
    let (plan, inputs) = compile(scenario).expect("a plan");
    let amounts = Amounts::of(&plan, &inputs);
    let ids = scenario.partnerships.iter().map(|one| &one.id);
    let paid = ids.map(|id| (id.to_string(), amounts[0].at(Level::Partnership, id)));
    paid.map(|(id, amount)| (id, amount.count() / 100))
        .collect()
}

#[test]
fn halves_stand_where_the_whole_stood() {
    // 100 students each and 100 per student: a is 50 and 50; the pot pays 150 of the 200.
    let table: [(&str, [i64; 3]); 5] = [
        (
            r#"rule = "priority", order = ["a", "b"]"#,
            [5_000, 5_000, 5_000],
        ),
        (
            r#"rule = "priority", order = ["b", "a"]"#,
            [5_000, 0, 10_000],
        ),
        (
            r#"rule = "priority-classes", classes = [["a"], ["b"]]"#,
            [5_000, 5_000, 5_000],
        ),
        (
            r#"rule = "priority-classes", classes = [["b"], ["a"]]"#,
            [2_500, 2_500, 10_000],
        ),
        (r#"rule = "proportional""#, [3_750, 3_750, 7_500]),
    ];
    for (shortage, [a, half, b]) in table {
        let halved = split(scarce([100, 100], shortage));
        let names = ["a", "a-2", "b"].map(str::to_owned);
        let expected = names.into_iter().zip([a, half, b]).collect();
        assert_eq!(euros(&halved), expected, "{shortage}");
    }
}

/// Returns the order and the classes of the one pot.
fn ranks(scenario: &Scenario) -> (Vec<&str>, Vec<Vec<&str>>) {
    let Flow::Payment(payment) = &scenario.scheme.divisions[0].flow else {
        return (Vec::new(), Vec::new());
    };
    let order = payment.shortage.order.iter().map(Id::as_str).collect();
    let classes = payment.shortage.classes.iter();
    let classes = classes.map(|class| class.iter().map(Id::as_str).collect());
    (order, classes.collect())
}

#[test]
fn who_is_merged_away_leaves_orders_and_classes() {
    const C: &str = "[[partnership]]\nid = \"c\"\nstudents = 10\n";
    type Classes = &'static [&'static [&'static str]];
    let table: [(&str, &[&str], Classes); 6] = [
        (
            r#"rule = "priority", order = ["a", "c", "b"]"#,
            &["a", "c"],
            &[],
        ),
        (
            r#"rule = "priority", order = ["b", "c", "a"]"#,
            &["c", "a"],
            &[],
        ),
        // Only the second stood there: that place is the first's now.
        (r#"rule = "priority", order = ["b", "c"]"#, &["a", "c"], &[]),
        (
            r#"rule = "priority-classes", classes = [["b", "c"], ["a"]]"#,
            &[],
            &[&["c"], &["a"]],
        ),
        (
            r#"rule = "priority-classes", classes = [["c"], ["b"]]"#,
            &[],
            &[&["c"], &["a"]],
        ),
        (
            r#"rule = "priority-classes", classes = [["a", "b"], ["c"]]"#,
            &[],
            &[&["a"], &["c"]],
        ),
    ];
    for (shortage, order, classes) in table {
        let merged = merged(format!("{}{C}", scarce([100, 100], shortage)));
        let classes: Vec<Vec<&str>> = classes.iter().map(|class| class.to_vec()).collect();
        assert_eq!(ranks(&merged), (order.to_vec(), classes), "{shortage}");
        assert_eq!(euros(&merged).values().sum::<i64>(), 15_000, "{shortage}");
    }
}

#[test]
fn parties_wishes_and_minimums_follow_too() {
    let text = || {
        format!(
            "{WORLD}{ENOUGH}[[party]]\nid = \"x\"\nof = [\"a\"]\n[[party]]\nid = \"y\"\n\
             of = [\"b\"]\n[[check]]\nid = \"w\"\nwish = \"amount\"\nat-least = 1\n\
             recipients = [\"a\"]\n[simulation]\nminimum = {{ a = 0.03, b = 10 }}\n"
        )
    };
    let told = |scenario: &Scenario| {
        let mut told: Vec<String> = Vec::new();
        let checks = scenario.checks.iter().map(|one| &one.scope.recipients);
        for ids in scenario.parties.iter().map(|one| &one.of).chain(checks) {
            told.push(ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" "));
        }
        if let Minimum::Each(amounts) = &scenario.simulation.minimum {
            let amounts = amounts.iter();
            told.extend(amounts.map(|(id, least)| format!("{id} {}", least.count())));
        }
        told
    };
    assert_eq!(
        told(&split(text())),
        ["a a-2", "b", "a a-2", "a 2", "a-2 1", "b 1000"]
    );
    assert_eq!(told(&merged(text())), ["a", "a", "a", "a 1003"]);
}

#[test]
fn halves_have_names_of_their_own() {
    let named = text_named("name = \"De Eik\"\n");
    for (text, expected) in [
        (named, ["De Eik", "De Eik (2)"]),
        (text_named(""), ["a", "a-2"]),
    ] {
        let halves = split(text);
        let own = halves.partnerships.iter().filter(|one| one.id != id("b"));
        let names: Vec<&str> = own.map(|one| one.name.as_str()).collect();
        assert_eq!(names, expected);
    }
}

/// Returns a world of which the first partnership has such a name.
fn text_named(name: &str) -> String {
    let first = WORLD.replacen("id = \"a\"\n", &format!("id = \"a\"\n{name}"), 1);
    format!("{first}{ENOUGH}")
}
