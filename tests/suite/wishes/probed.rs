//! Wishes that change something small and run again.

use super::{Case, Fails, Holds, Nothing, PER_STUDENT, WITH_BASE, hold, judged, under, world};
use crate::runs::Run;

/// A thousand per student, and 50,000 up to 202 students.
const SMALL_BONUS: &str = r#"
[[component]]
id = "per-student"
amount = 1_000
per = "student"
[[component]]
id = "small"
amount = 50_000
when = { students = { at-most = 202 } }
[[division]]
id = "national"
pays = ["per-student", "small"]
"#;

#[test]
fn more_students_are_never_worth_less() {
    let case = |name, world, wish, outcome| Case {
        name,
        world,
        wish,
        outcome,
    };
    let bonus = || world(&[("de-linde", 200, ""), ("de-wilg", 300, "")], SMALL_BONUS);
    hold(&[
        case(
            "a step table never falls",
            under("step-2018", &[("de-linde", 130, "")]),
            "wish = \"more-students\"\nby = 20",
            Holds("0.00"),
        ),
        case(
            "two students more keep the bonus, and bring a thousand each",
            bonus(),
            "wish = \"more-students\"\nby = 2",
            Holds("1000.00"),
        ),
        case(
            "the third costs the bonus: 250,000 becomes 203,000",
            bonus(),
            "wish = \"more-students\"\nby = 10",
            Fails(&["de-linde"], "250000.00", "203000.00"),
        ),
        case(
            "only de-wilg is looked at",
            bonus(),
            "wish = \"more-students\"\nby = 10\nrecipients = [\"de-wilg\"]",
            Holds("1000.00"),
        ),
    ]);
    let verdict = judged(&bonus(), "wish = \"more-students\"\nby = 10");
    let count = &verdict["counterexample"]["trial"]["count"];
    assert_eq!((&count["from"], &count["to"]), (&200.into(), &203.into()));
    let sentence = "de-linde receives €47,000 less (€250,000 becomes €203,000) with 3 students \
                    more in region noord (200 → 203 in 2021/2022)";
    assert_eq!(verdict["counterexample"]["sentence"], sentence);
}

#[test]
fn the_smallest_number_of_students_is_really_the_smallest() {
    // Another method: run every number of students by itself and look at the amounts.
    for students in 195..=203 {
        let amount = |students: i64| {
            let run = Run::of(&world(&[("de-linde", students, "")], SMALL_BONUS));
            run.sum("base", "2022/2023", |_| true)
        };
        let by_hand = (1..=6).find(|more| amount(students + more) < amount(students));
        let wish = "wish = \"more-students\"\nby = 6";
        let verdict = judged(&world(&[("de-linde", students, "")], SMALL_BONUS), wish);
        let count = &verdict["counterexample"]["trial"]["count"];
        let found = count["to"].as_i64().map(|to| to - students);
        assert_eq!(found, by_hand, "{students} students");
    }
}

/// A region with `pot` to divide: 50,000 each first, the rest by students, and nobody above 10,000
/// per student.
fn capped(pot: &str) -> String {
    let rules = format!(
        r#"
[[component]]
id = "region-money"
to = "region"
amount = 1_000_000
[[division]]
id = "to-regions"
pays = ["region-money"]
pot = {pot}
scope = "local"
[[division]]
id = "in-region"
from = "region"
to = "partnership"
key = {{ first = 50_000, then = "per-student" }}
maximum-per-student = 10_000
"#
    );
    world(&[("a", 10, ""), ("b", 1_000, ""), ("c", 1, "")], &rules)
}

#[test]
fn a_larger_pot_hurts_nobody_but_under_a_limit_on_a_composed_key() {
    // Of 200,000 the key gives a and b 51,050 to 100,550, and c is held at 10,000: a gets
    // 190,000 × 51,050 / 151,600. Of 400,000 it gives them 53,050 to 300,550: a gets
    // 390,000 × 53,050 / 353,600.
    hold(&[
        Case {
            name: "the limit of c is shared out less and less equally",
            world: capped("200_000"),
            wish: "wish = \"larger-pot\"\nby = 200_000",
            outcome: Fails(&["a"], "63980.87", "58511.03"),
        },
        Case {
            name: "a pot that pays everything",
            world: world(
                &[("a", 100, ""), ("b", 33, "")],
                &format!("{WITH_BASE}pot = 500_000\n"),
            ),
            wish: "wish = \"larger-pot\"",
            outcome: Holds("0.00"),
        },
        Case {
            name: "a pot that is cut",
            world: world(
                &[("a", 100, ""), ("b", 33, "")],
                &format!("{WITH_BASE}pot = 100_000.01\n"),
            ),
            wish: "wish = \"larger-pot\"",
            // Of a euro more b gets 133 / 333.
            outcome: Holds("0.40"),
        },
        Case {
            name: "no pot",
            world: world(&[("a", 100, "")], WITH_BASE),
            wish: "wish = \"larger-pot\"",
            outcome: Nothing,
        },
    ]);
}

#[test]
fn merging_and_splitting_bring_nothing_only_in_proportion() {
    let two = |students: i64| [("de-es", students, ""), ("de-iep", students, "")];
    let merging = "wish = \"merging\"";
    hold(&[
        Case {
            name: "in proportion",
            world: world(&two(59), PER_STUDENT),
            wish: merging,
            outcome: Holds("0.00"),
        },
        Case {
            // Each has fewer than the 60 students that are asked; 100,000 and 118 × 955 together.
            name: "a threshold rewards merging",
            world: under("linear-2020", &two(59)),
            wish: merging,
            outcome: Fails(&["de-es", "de-iep"], "0.00", "212690.00"),
        },
        Case {
            name: "a base amount punishes merging",
            world: world(&two(60), WITH_BASE),
            wish: merging,
            outcome: Holds("100000.00"),
        },
        Case {
            name: "in proportion, odd numbers",
            world: world(&two(59), PER_STUDENT),
            wish: "wish = \"splitting\"",
            outcome: Holds("0.00"),
        },
        Case {
            name: "a base amount rewards splitting, by itself",
            world: world(&two(60), WITH_BASE),
            wish: "wish = \"splitting\"",
            outcome: Fails(&["de-es"], "160000.00", "260000.00"),
        },
        Case {
            name: "by no more than itself",
            world: world(&two(60), WITH_BASE),
            wish: "wish = \"splitting\"\nat-most = 100_000",
            outcome: Holds("0.00"),
        },
        Case {
            // 119 students are two halves of 60 and 59: one loses all.
            name: "a threshold punishes splitting",
            world: under("linear-2020", &[("de-es", 119, "")]),
            wish: "wish = \"splitting\"",
            outcome: Holds("56345.00"),
        },
    ]);
}

#[test]
fn what_partnerships_hold_is_merged_and_halved_with_them() {
    // Weights 2 and 1 of 300,000; last year 180,001 and 90,000.
    let rules = |key: &str| {
        format!(
            r#"
[[component]]
id = "region-money"
to = "region"
amount = 300_000
[[division]]
id = "to-regions"
pays = ["region-money"]
scope = "local"
[[division]]
id = "in-region"
from = "region"
to = "partnership"
key = "{key}"
"#
        )
    };
    let partnerships = [
        ("de-es", 10, "weight = 2\nprevious = 180_000.01"),
        ("de-iep", 30, "weight = 1\nprevious = 90_000"),
    ];
    for key in ["weights", "previous", "per-student"] {
        for wish in ["merging", "splitting"] {
            let text = world(&partnerships, &rules(key));
            let verdict = judged(&text, &format!("wish = \"{wish}\""));
            assert_eq!(verdict["holds"], true, "{key}, {wish}: {verdict}");
        }
    }
    // Of amounts per student both together have the average over their students: 10 × (10 − 4) and
    // 30 × (10 − 8) are 40 × (10 − 7).
    let need = "adjust = [{ id = 'x', rule = 'need-capacity', share = '100 %', need = 10, \
                capacity = { de-es = 4, de-iep = 8, de-den = 5 } }]\n";
    let three = [partnerships[0], partnerships[1], ("de-den", 20, "")];
    for wish in ["merging", "splitting"] {
        let text = world(&three, &(rules("equal") + need));
        let verdict = judged(
            &text,
            &format!("wish = \"{wish}\"\nrecipients = [\"de-es\", \"de-iep\"]"),
        );
        assert_eq!(verdict["holds"], true, "{wish}: {verdict}");
    }
    // Equal parts reward splitting: a half of 300,000 becomes two thirds.
    let text = world(&partnerships, &rules("equal"));
    let verdict = judged(&text, "wish = \"splitting\"");
    let says = &verdict["counterexample"];
    assert_eq!(says["before"], "150000.00");
    assert_eq!(says["after"], "200000.00");
}

#[test]
fn moving_a_student_is_worth_a_threshold() {
    let across = |zuid: i64| {
        format!(
            r#"
years = ["2022/2023"]
[[region]]
id = "noord"
[[region]]
id = "zuid"
[[partnership]]
id = "a"
students = {{ noord = 63, zuid = {zuid} }}
[[component]]
id = "region-money"
to = "region"
amount = 10_000
when = {{ students = {{ at-least = 60 }} }}
[[division]]
id = "to-regions"
pays = ["region-money"]
scope = "local"
[[division]]
id = "in-region"
from = "region"
to = "partnership"
"#
        )
    };
    hold(&[
        Case {
            name: "in proportion",
            world: world(&[("a", 61, ""), ("b", 59, "")], PER_STUDENT),
            wish: "wish = \"moving-student\"\nbetween = \"partnerships\"\nby = 3",
            outcome: Holds("0.00"),
        },
        Case {
            // 100,000 + 61 × 955 = 158,255, and then twice 100,000 + 60 × 955 = 157,300.
            name: "b reaches 60 and a keeps it",
            world: under("linear-2020", &[("a", 61, ""), ("b", 59, "")]),
            wish: "wish = \"moving-student\"\nbetween = \"partnerships\"",
            outcome: Fails(&["a", "b"], "158255.00", "314600.00"),
        },
        Case {
            name: "two students are too few",
            world: across(57),
            wish: "wish = \"moving-student\"\nbetween = \"regions\"\nby = 2",
            outcome: Holds("0.00"),
        },
        Case {
            name: "three students bring the money of a second region",
            world: across(57),
            wish: "wish = \"moving-student\"\nbetween = \"regions\"\nby = 5",
            outcome: Fails(&["a"], "10000.00", "20000.00"),
        },
        Case {
            name: "nobody to move between",
            world: world(&[("a", 61, "")], PER_STUDENT),
            wish: "wish = \"moving-student\"\nbetween = \"partnerships\"",
            outcome: Nothing,
        },
    ]);
    let wish = "wish = \"moving-student\"\nbetween = \"regions\"\nby = 5";
    let verdict = judged(&across(57), wish);
    let trial = &verdict["counterexample"]["trial"];
    assert_eq!(trial["from"]["to"], 60);
    assert_eq!(trial["to"]["to"], 60);
}

#[test]
fn a_common_cost_follows_its_users() {
    // 100,000 each; b, c and d bear 3,000 each of 9,000. As one, a and b bear one of three parts;
    // as two halves b bears two of four.
    let rules = r#"
[[component]]
id = "region-money"
to = "region"
amount = 400_000
[[division]]
id = "to-regions"
pays = ["region-money"]
scope = "local"
[[division]]
id = "in-region"
from = "region"
to = "partnership"
adjust = [
  { id = "x", rule = "shared-cost", to = "office", amount = 9_000, users = ["b", "c", "d"] },
]
"#;
    let world = || {
        let each = ["a", "b", "c", "d"].map(|id| (id, 100, ""));
        world(&each, rules)
    };
    hold(&[
        Case {
            name: "a joins a user",
            world: world(),
            wish: "wish = \"merging\"\nrecipients = [\"a\", \"b\"]",
            outcome: Holds("0.00"),
        },
        Case {
            name: "a user splits",
            world: world(),
            wish: "wish = \"splitting\"\nrecipients = [\"b\"]",
            outcome: Holds("1500.00"),
        },
    ]);
}
