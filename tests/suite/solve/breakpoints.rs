//! Breakpoints: told where a hand calculation has them, and found by every pair of neighbours.

use serde_json::Value;

use super::{Asked, OPEN, RATE, answer, asked, closed};
use crate::runs::{JSON, cents};

/// Returns the value and the sentences of each breakpoint.
fn map(world: &str, range: (i64, i64)) -> Vec<(i64, Vec<String>)> {
    map_of(world, RATE, range)
}

pub(super) fn map_of(world: &str, path: &str, range: (i64, i64)) -> Vec<(i64, Vec<String>)> {
    let euros = |cents: i64| format!("{}.{:02}", cents / 100, cents % 100);
    let (from, to) = (euros(range.0), euros(range.1));
    let asked = Asked {
        range: Some((&from, &to)),
        ..asked(world, path, &[])
    };
    let answer = answer(&asked, JSON).unwrap_or_else(|failure| panic!("{}", failure.text));
    let json: Value = serde_json::from_str(&answer.text).expect("JSON");
    let rows = json["breakpoints"].as_array().expect("a list").iter();
    rows.map(|row| {
        let changes = row["changes"].as_array().expect("a list").iter();
        let lines = changes.map(|one| one["sentence"].as_str().unwrap_or_default().to_owned());
        (
            cents(row["at"].as_str().unwrap_or_default()),
            lines.collect(),
        )
    })
    .collect()
}

#[test]
fn breakpoints_are_those_of_every_pair_of_neighbouring_cents() {
    let (low, high) = (114_240, 114_300);
    for shortage in ["proportional", "equal-awards", "equal-losses"] {
        let world = closed(shortage);
        let pairs = (low..high).flat_map(|cent| map(&world, (cent, cent + 1)));
        let pairs: Vec<(i64, Vec<String>)> = pairs.collect();
        assert!(!pairs.is_empty(), "{shortage}: the ceiling starts to cut");
        assert_eq!(map(&world, (low, high)), pairs, "{shortage}");
    }
}

#[test]
fn breakpoints_are_told_where_a_hand_calculation_has_them() {
    // The claims are 600,001 at 1,142.86. In the file the rate is 1,000, so that a cent more or
    // less makes everybody gain or lose. Per student b has 1,000 and a 400 besides the rate.
    let found = map(&closed("proportional"), (50_000, 200_000));
    let at = |cents: i64| {
        let own = found.iter().find(|(at, _)| *at == cents);
        own.map(|(_, lines)| lines.join("; ")).unwrap_or_default()
    };
    assert!(
        at(114_286).contains("pot national is too small: claims are cut"),
        "{found:?}"
    );
    assert!(
        at(100_000).contains("a receives as much, compared with base"),
        "{found:?}"
    );
    assert!(
        at(100_001).contains("a gains, compared with base"),
        "{found:?}"
    );
    assert!(
        !found
            .iter()
            .any(|(_, lines)| lines.iter().any(|line| line.contains("per student;")))
    );
    // b has 100,000 + 100 r of 200,000 + 350 r, less and less of 600,000 above the ceiling: it is
    // back at 200,000 where 300,000 + 300 r = 200,000 + 350 r, at 2,000.
    let (last, lines) = found.last().expect("a breakpoint");
    assert!(
        *last > 199_900 && lines[0].contains("b receives as much"),
        "{found:?}"
    );
}

#[test]
fn an_adjustment_is_named_with_who_enters_and_leaves_its_floor() {
    // a has a sixth and is kept at 90 % of 20: 18, which is a sixth of 108.
    let mut world = "title = 'adjusted'\nyears = ['2022/2023']\ncoverage = 'complete'\n\
        [[region]]\nid = 'noord'\n"
        .to_owned();
    for (id, students, previous) in [("a", 1, 20), ("b", 2, 10), ("c", 3, 10)] {
        world += &format!(
            "[[partnership]]\nid = '{id}'\nstudents = {{ noord = {students} }}\n\
             previous = {previous}\n"
        );
    }
    world += "[[component]]\nid = 'sum'\nto = 'region'\namount = 60\n\
        [[division]]\nid = 'pot'\npays = ['sum']\n\
        [[division]]\nid = 'in-region'\nfrom = 'region'\nto = 'partnership'\n\
        key = 'per-student'\n\
        adjust = [{ id = 'x', rule = 'hold-harmless', share = '90 %' }]\n";
    let found = map_of(&world, "component.sum.amount", (6_000, 20_000));
    let own = found.iter().find(|(at, _)| *at == 10_800);
    let lines = own.map(|(_, lines)| lines.as_slice()).unwrap_or_default();
    for line in [
        "partnership a in region noord leaves the floor of hold-harmless (`x`)",
        "partnership b in region noord no longer pays towards hold-harmless (`x`)",
        "partnership c in region noord no longer pays towards hold-harmless (`x`)",
    ] {
        assert!(lines.iter().any(|own| own == line), "{line}: {found:?}");
    }
}

#[test]
fn ranks_are_per_head_of_what_varies_and_name_the_year() {
    // Per pupil a has 100,000 / 250 = 400 and b 100,000 / 100 = 1,000, each beside the rate; of a
    // base amount both have as much per pupil only at nothing.
    let world = OPEN
        .replace(
            "students = { noord = 250 }",
            "students = { noord = 1 }\npupils = { noord = 250 }",
        )
        .replace(
            "students = { noord = 100 }",
            "students = { noord = 1 }\npupils = { noord = 100 }",
        )
        .replace("per = \"student\"", "per = \"pupil\"")
        .replace(
            "years = [\"2022/2023\"]",
            "years = [\"2022/2023\", \"2023/2024\"]\ngrowth = 0",
        );
    let found = map_of(&world, "component.base.amount", (0, 10_000_000));
    let lines: Vec<&String> = found.iter().flat_map(|(_, lines)| lines).collect();
    let ranks: Vec<&&String> = lines
        .iter()
        .filter(|line| line.contains("less than"))
        .collect();
    assert!(!ranks.is_empty(), "{found:?}");
    for year in ["2022/2023", "2023/2024"] {
        let line = format!("a receives less than b per pupil ({year})");
        assert!(ranks.iter().any(|own| ***own == line), "{line}: {ranks:?}");
    }
}
