//! Worlds in which events have happened, against counts and amounts by hand.

use std::collections::BTreeMap;

use crate::runs::Shelf;
use verdeel::domain::{Amount, Id, Measure, Scenario};
use verdeel::money::{Cents, Exact};
use verdeel::scenario::{Refused, Worlds, open};

/// Three partnerships in two regions; boards are counted of the first two.
const WORLD: &str = r#"
years = ["2025"]
[[region]]
id = "noord"
[[region]]
id = "zuid"
[[board]]
id = "b1"
[[board]]
id = "b2"
[[partnership]]
id = "p"
weight = 3
previous = 1_000
[[partnership]]
id = "q"
weight = 2
previous = { noord = 500 }
[[partnership]]
id = "r"
students = { noord = 7 }
weight = 5
previous = 100.01
[[count]]
partnership = "p"
board = "b1"
region = "noord"
students = 40
side-entrants = 3
[[count]]
partnership = "p"
board = "b2"
region = "zuid"
students = 20
[[count]]
partnership = "q"
board = "b1"
region = "noord"
students = 5
[[component]]
id = "stated"
amounts = { p = 100, q = 50, r = 0.01 }
[[component]]
id = "rate"
amount = 955
per = "student"
[[division]]
id = "all"
pays = ["rate", "stated"]
[[event]]
id = "cheaper"
probability = "30 %"
set = { component.rate.amount = 900 }
[[event]]
id = "dearer"
probability = 0.1
set = { "component.rate.amount" = 1_000, partnership.q.weight = 4 }
[[event]]
id = "fusion"
probability = 1
merge = ["q", "p"]
[[event]]
id = "fission"
probability = 0.5
split = "r"
[[event]]
id = "removal"
probability = 0.5
move = { board = "b2", to = "noord" }
[[variant]]
id = "more"
set = { component.rate.amount = 1_200, "component.stated.amounts.q" = 70 }
"#;

/// Returns the world of a variant in which some events have happened.
#[track_caller]
fn world(variant: usize, happening: &[usize]) -> Scenario {
    let shelf = Shelf(WORLD);
    let mut worlds = Worlds::open("s.toml", &shelf).expect("readable");
    let formed = worlds.of(variant, happening).expect("a variant");
    match formed {
        Ok(formed) => formed.scenario,
        Err(Refused { problems, .. }) => panic!("{problems:#?}"),
    }
}

/// Heads by partnership, region and board.
fn heads(scenario: &Scenario, measure: Measure) -> Vec<(String, String, String, i64)> {
    let name = |id: &Option<Id>| id.as_ref().map_or("-".to_owned(), Id::to_string);
    let counts = scenario.counts.iter().filter_map(|count| {
        let place = &count.place;
        let names = (
            name(&place.partnership),
            name(&place.region),
            name(&place.board),
        );
        let heads = *count.heads.get(&measure)?;
        Some((names.0, names.1, names.2, heads))
    });
    counts.collect()
}

fn row(partnership: &str, region: &str, board: &str, heads: i64) -> (String, String, String, i64) {
    (
        partnership.to_owned(),
        region.to_owned(),
        board.to_owned(),
        heads,
    )
}

fn rate(scenario: &Scenario) -> Cents {
    let rates = scenario.scheme.components.iter();
    let mut rates = rates.filter_map(|component| match &component.amount {
        Amount::PerHead { rate, .. } => Some(rate.value),
        _ => None,
    });
    rates.next().expect("a rate")
}

fn stated(scenario: &Scenario) -> BTreeMap<&str, i64> {
    let amounts = scenario.scheme.components.iter();
    let mut amounts = amounts.filter_map(|component| match &component.amount {
        Amount::Each(amounts) => Some(amounts),
        _ => None,
    });
    let amounts = amounts.next().expect("stated amounts").iter();
    amounts
        .map(|(id, given)| (id.as_str(), given.value.count()))
        .collect()
}

#[test]
fn events_lie_over_the_variant_and_the_later_one_stands() {
    for (variant, happening, euros) in [
        (0, vec![], 955),
        (0, vec![0], 900),
        (0, vec![1], 1_000),
        (0, vec![1, 0], 1_000),
        (1, vec![], 1_200),
        (1, vec![0], 900),
        (1, vec![0, 1, 2], 1_000),
        (1, vec![9], 1_200),
    ] {
        let world = world(variant, &happening);
        assert_eq!(
            rate(&world),
            Cents::new(euros * 100),
            "{variant} {happening:?}"
        );
    }
}

#[test]
fn partnerships_that_merge_have_the_sum_of_both() {
    // The second event has set the weight of q before the third merges it.
    let world = world(1, &[1, 2]);
    let ids: Vec<&str> = world
        .partnerships
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, ["q", "r"]);
    assert_eq!(
        heads(&world, Measure::Students),
        [
            row("q", "noord", "b1", 45),
            row("q", "zuid", "b2", 20),
            row("r", "noord", "-", 7)
        ]
    );
    assert_eq!(
        heads(&world, Measure::SideEntrants),
        [row("q", "noord", "b1", 3)]
    );
    assert_eq!(stated(&world), BTreeMap::from([("q", 17_000), ("r", 1)]));
    let merged = &world.partnerships[0];
    let weight = merged.weight.as_ref().map(|given| given.value.clone());
    assert_eq!(weight, Some(Exact::from(7)));
    let previous = merged.previous.values().map(|given| given.value.count());
    assert_eq!(previous.sum::<i64>(), 150_000);
    assert_eq!((merged.boards.len(), merged.regions.len()), (2, 2));
}

#[test]
fn halves_add_up_to_the_whole() {
    let world = world(0, &[3]);
    let halves: Vec<_> = world.partnerships.iter().skip(2).collect();
    let ids: Vec<&str> = halves.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["r", "r-2"]);
    let students = heads(&world, Measure::Students);
    assert_eq!(
        students[3..],
        [row("r", "noord", "-", 4), row("r-2", "noord", "-", 3)]
    );
    assert_eq!(stated(&world)["r"], 1);
    assert_eq!(stated(&world)["r-2"], 0);
    let previous = halves.iter().map(|one| one.previous[&None].value.count());
    assert_eq!(previous.collect::<Vec<_>>(), [5_001, 5_000]);
    for half in halves {
        let weight = half.weight.as_ref().map(|given| given.value.clone());
        assert_eq!(weight, Some(Exact::ratio(5, 2)));
    }
}

#[test]
fn a_board_that_moves_takes_its_counts_along() {
    let world = world(0, &[4]);
    assert_eq!(
        heads(&world, Measure::Students),
        [
            row("p", "noord", "b1", 40),
            row("p", "noord", "b2", 20),
            row("q", "noord", "b1", 5),
            row("r", "noord", "-", 7),
        ]
    );
    let regions = &world.partnerships[0].regions;
    assert_eq!(regions.len(), 2);
}

#[test]
fn everything_may_happen_at_once() {
    let world = world(0, &[0, 1, 2, 3, 4]);
    let total: i64 = heads(&world, Measure::Students)
        .iter()
        .map(|row| row.3)
        .sum();
    assert_eq!(total, 72);
    let ids: Vec<&str> = world
        .partnerships
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, ["q", "r", "r-2"]);
    assert_eq!(
        heads(&world, Measure::Students)[0],
        row("q", "noord", "b1", 45)
    );
    assert_eq!(
        heads(&world, Measure::Students)[1],
        row("q", "noord", "b2", 20)
    );
}

#[test]
fn events_are_read_with_what_is_assumed_of_them() {
    let opened = open("s.toml", &Shelf(WORLD)).expect("sound");
    let scenario = &opened.variants[0].scenario;
    let likely: Vec<(&str, Exact)> = scenario
        .events
        .iter()
        .map(|event| (event.id.as_str(), event.probability.clone()))
        .collect();
    assert_eq!(
        likely,
        [
            ("cheaper", Exact::ratio(3, 10)),
            ("dearer", Exact::ratio(1, 10)),
            ("fusion", Exact::one()),
            ("fission", Exact::ratio(1, 2)),
            ("removal", Exact::ratio(1, 2)),
        ]
    );
    let mut assumed = scenario.assumptions.iter().map(|one| one.text.en.as_str());
    assert!(assumed.any(|text| text == "`cheaper` happens with probability 30 %"));
}

#[test]
fn what_goes_wrong_elsewhere_names_the_event() {
    let text = WORLD.replace(
        "set = { component.rate.amount = 900 }",
        "set = { division.all.pays = [\"rate\"] }",
    );
    let problems = match open("s.toml", &Shelf(&text)) {
        Ok(_) => Vec::new(),
        Err(refused) => refused.problems,
    };
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["paid-by-nobody"]);
    let related = problems[0].related.as_ref();
    assert_eq!(
        related.map(|(_, says)| says.en.as_str()),
        Some("when this happens")
    );
}
