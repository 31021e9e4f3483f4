//! Need and capacity: values that a board would ask for, by hand.

use super::breakpoints::map_of;
use super::{Asked, answer, asked, intervals, solved};
use crate::runs::JSON;
use verdeel::study::{Format, Manner};

/// 60 goes by need alone: a lacks 6 and b 2 × (10 − 8) = 4; c can bear its own need.
const WORLD: &str = r#"
title = "Need"
years = ["2022/2023"]
coverage = "complete"
[[region]]
id = "noord"
[[partnership]]
id = "a"
students = { noord = 1 }
[[partnership]]
id = "b"
students = { noord = 2 }
[[partnership]]
id = "c"
students = { noord = 3 }
[[component]]
id = "sum"
to = "region"
amount = 60
[[division]]
id = "pot"
pays = ["sum"]
[[division]]
id = "in-region"
from = "region"
to = "partnership"
adjust = [
  { id = "x", rule = "need-capacity", share = "100 %", need = 10,
    capacity = { a = 4, b = 8, c = 12 } },
]
"#;

/// Number, range, what is wished, and between which values it holds.
const BY_HAND: &[(&str, [&str; 2], &str, [&str; 2])] = &[
    // b has half of it where it lacks the 6 of a too: 2 × (10 − 7).
    (
        "capacity.b",
        ["2", "14"],
        "at-least = 30, recipients = [\"b\"]",
        ["2.00", "7.00"],
    ),
    // a has all of it where nobody else lacks anything, but for less than half a cent of the 60.
    (
        "capacity.b",
        ["2", "14"],
        "at-least = 60, recipients = [\"a\"]",
        ["10.00", "14.00"],
    ),
    // c lacks something from 12 on: of 15, 11 of a, 14 of b and 9 of c.
    (
        "need",
        ["9", "15"],
        "at-most = 0, recipients = [\"c\"]",
        ["9.00", "12.00"],
    ),
];

#[test]
fn need_and_capacity_are_solved_for() {
    for (field, range, ends, expected) in BY_HAND {
        let path = format!("division.in-region.adjust.x.{field}");
        let until = format!("{{ wish = \"amount\", {ends} }}");
        let until = [until.as_str()];
        let asked = Asked {
            range: Some((range[0], range[1])),
            ..asked(WORLD, &path, &until)
        };
        let found = intervals(&solved(&asked)["intervals"]);
        let expected = expected.join(" ");
        assert_eq!(found.len(), 1, "{path} {ends}: {found:?}");
        assert!(found[0].starts_with(&expected), "{path} {ends}: {found:?}");
    }
}

#[test]
fn a_breakpoint_is_told_where_capacity_covers_the_need() {
    let found = map_of(
        WORLD,
        "division.in-region.adjust.x.capacity.b",
        (900, 1_100),
    );
    let told = found.iter().find(|(_, lines)| {
        let mut lines = lines.iter();
        lines.any(|line| line.contains("the capacity of partnership b in region noord covers"))
    });
    assert_eq!(told.map(|(at, _)| *at), Some(1_000), "{found:?}");
}

#[test]
fn a_number_is_named_by_what_it_is_of_also_where_the_id_is_a_word_of_files() {
    let world = WORLD.replace("id = \"x\"", "id = \"need\"");
    let until = ["{ wish = \"amount\", at-least = 30, recipients = [\"b\"] }"];
    let path = "division.in-region.adjust.need.capacity.b";
    let manner = Manner {
        format: Format::Table,
        ..JSON
    };
    let found =
        answer(&asked(&world, path, &until), manner).unwrap_or_else(|no| panic!("{}", no.text));
    let words = found.text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("division in-region: adjustment need, capacity per student b"),
        "{words}"
    );
}
