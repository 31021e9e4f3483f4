//! Breakpoints: told where a hand calculation has them, and found by every pair of neighbours.

use serde_json::Value;

use super::{Asked, RATE, answer, asked, closed};
use crate::runs::{JSON, cents};

/// Returns the value and the sentences of each breakpoint.
fn map(world: &str, range: (i64, i64)) -> Vec<(i64, Vec<String>)> {
    let euros = |cents: i64| format!("{}.{:02}", cents / 100, cents % 100);
    let (from, to) = (euros(range.0), euros(range.1));
    let asked = Asked {
        range: Some((&from, &to)),
        ..asked(world, RATE, &[])
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
