//! Rules that bend where nobody starts or stops to get nothing or all: exact, and as by hand.

use super::{Asked, RATE, asked, by_checking, closed, intervals, solved};
use crate::runs::cents;

const POT: &str = "division.national.pot";

fn wish(id: &str, ends: &str) -> String {
    format!("{{ wish = \"amount\", {ends}, recipients = [\"{id}\"] }}")
}

/// Claims of 100,000, 200,000 and 300,000 on a pot, under a rule.
fn three(shortage: &str) -> String {
    let mut world = "title = \"Three\"\nyears = [\"2022/2023\"]\ncoverage = \"complete\"\n\
        [[region]]\nid = \"noord\"\n"
        .to_owned();
    for (id, students) in [("a", 100), ("b", 200), ("c", 300)] {
        world += &format!(
            "[[partnership]]\nid = \"{id}\"\nsector = \"po\"\nstudents = {{ noord = {students} }}\n"
        );
    }
    world
        + &format!(
            "[[component]]\nid = \"per-student\"\namount = 1_000\nper = \"student\"\n\
             [[division]]\nid = \"national\"\npays = [\"per-student\"]\npot = 600_000\n\
             shortage = \"{shortage}\"\n"
        )
}

/// Rule, recipient, what is wished of it, and between which pots in euros it holds, by hand.
const BY_HAND: &[(&str, &str, &str, [i64; 2])] = &[
    // In thousands, on 100, 200 and 300. Talmud: b and c share alike from 150 on, so 75 at 200;
    // from 250 c goes on alone, and has 120 at 270. a stays at 50 from 150 to 450; b is at 100
    // from 250 to 350, and then has half of what comes: 120 at 390.
    (
        "talmud",
        "c",
        "at-least = 75_000, at-most = 120_000",
        [200_000, 270_000],
    ),
    (
        "talmud",
        "a",
        "at-least = 50_000, at-most = 50_000",
        [150_000, 450_000],
    ),
    ("talmud", "b", "at-most = 120_000", [0, 390_000]),
    // Equal losses on halves of 50, 100 and 150 give a 50 at 300, equal awards 20 more at 360.
    ("reverse-talmud", "a", "at-most = 70_000", [0, 360_000]),
    // Equal awards on the halves twice: a is at 50 from 150 to 300, and at 70 at 360.
    (
        "piniles",
        "a",
        "at-least = 50_000, at-most = 70_000",
        [150_000, 360_000],
    ),
    // Above 300 a alone goes from 50 to 100, at 350.
    (
        "constrained-egalitarian",
        "a",
        "at-least = 100_000",
        [350_000, 600_000],
    ),
    // At 300 equal awards are 100 each and equal losses leave 0, 100 and 200.
    (
        "average-awards-losses",
        "a",
        "at-most = 50_000",
        [0, 300_000],
    ),
    // Up to 400 a shares its 100 with both others; beyond, all lie above t = (600 - E) / 2, and a
    // has t / 3 + 100 - t, which is 50 at t = 75.
    (
        "minimal-overlap",
        "a",
        "at-least = 50_000",
        [450_000, 600_000],
    ),
    // Half of each claim at half of the sum; a has 100 twice, and E - 200 once, of six orders.
    ("random-arrival", "a", "at-most = 50_000", [0, 300_000]),
];

#[test]
fn awards_of_a_growing_pot_are_those_of_a_hand_calculation() {
    for (shortage, who, ends, expected) in BY_HAND {
        let wish = wish(who, ends);
        let json = solved(&Asked {
            range: Some(("0", "600_000")),
            ..asked(&three(shortage), POT, &[&wish])
        });
        let found = intervals(&json["intervals"]);
        assert_eq!(found.len(), 1, "{shortage} {who} {ends}: {found:?}");
        let parts: Vec<&str> = found[0].split(' ').collect();
        assert_eq!(parts[2], "exact", "{shortage} {who} {ends}");
        for (end, euros) in parts.iter().zip(expected) {
            // Who gets the cents that do not divide may move an end by two of them.
            let off = cents(end) - euros * 100;
            assert!(off.abs() <= 2, "{shortage} {who} {ends}: {found:?}");
        }
    }
}

#[test]
fn ends_are_those_of_every_cent_around_them() {
    // Each end and what lies within 15 cents of it, checked one by one as files of their own.
    let table = [
        ("talmud", wish("a", "at-least = 385_000")),
        ("talmud", wish("b", "at-most = 190_000")),
        ("reverse-talmud", wish("a", "at-most = 395_000")),
        ("piniles", wish("b", "at-least = 205_000")),
        ("constrained-egalitarian", wish("a", "at-most = 385_000")),
        ("average-awards-losses", wish("b", "at-least = 214_000")),
        ("minimal-overlap", wish("a", "at-most = 400_000")),
        ("random-arrival", wish("b", "at-least = 190_000")),
    ];
    let mut changes = 0;
    for (shortage, wish) in table {
        let world = closed(shortage);
        let json = solved(&asked(&world, RATE, &[&wish]));
        for row in intervals(&json["intervals"]) {
            assert!(row.ends_with(" exact"), "{shortage} {wish}: {row}");
            let ends: Vec<i64> = row.split(' ').take(2).map(cents).collect();
            for end in &ends {
                let range = ((end - 15).max(0), (end + 15).min(200_000));
                let by_hand = by_checking(&world, &wish, range);
                let within = |at: i64| ends[0] <= at && at <= ends[1];
                let found: Vec<bool> = (range.0..=range.1).map(within).collect();
                assert_eq!(found, by_hand, "{shortage} {wish} around {end}");
                changes += usize::from(by_hand.contains(&false));
            }
        }
    }
    assert!(changes >= 6, "most ends are limits: {changes}");
}

#[test]
fn what_is_no_straight_line_stays_bracketed() {
    // Of 100, 200 and 300, and a pot above 400, a has more than nobody else claims, and what is
    // left goes by the rest of the claims: a fraction of two moving amounts.
    let world = three("adjusted-proportional");
    let json = solved(&Asked {
        range: Some(("0", "600_000")),
        ..asked(&world, POT, &[&wish("a", "at-least = 60_000")])
    });
    let found = intervals(&json["intervals"]);
    assert!(found[0].ends_with("bracketed"), "{found:?}");
}
