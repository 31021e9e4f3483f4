//! Adjustments: steps after a key, each small enough to check by hand.
//!
//! One region has 60.00 and three partnerships with 1, 2 and 3 students, so that the key per
//! student gives 10, 20 and 30. Last year they had 20, 10 and 10.

mod guarantee;
mod need;
mod payments;
mod services;
mod steps;

use std::collections::BTreeSet;

use verdeel::domain::AdjustmentKind;

use crate::runs::{Run, euros};
use crate::source::read;

/// Returns the world with a key and adjustments, over so many years.
fn world(key: &str, adjustments: &str, years: &str) -> String {
    let mut text = format!(
        "title = 'adjusted'\nyears = {years}\n\
         counted = '2021/2022'\ncoverage = 'complete'\ngrowth = '0 %'\n\
         [[region]]\nid = 'noord'\n[[function]]\nid = 'office'\n"
    );
    for (id, students, previous) in [("a", 1, 20), ("b", 2, 10), ("c", 3, 10)] {
        text += &format!(
            "[[partnership]]\nid = '{id}'\nstudents = {{ noord = {students} }}\n\
             previous = {previous}\n"
        );
    }
    text + &format!(
        "[[component]]\nid = 'sum'\nto = 'region'\namount = 60\n\
         [[division]]\nid = 'pot'\npays = ['sum']\npot = 60\n\
         [[division]]\nid = 'in-region'\nfrom = 'region'\nto = 'partnership'\nkey = '{key}'\n\
         adjust = [{adjustments}]\n"
    )
}

/// Key, adjustments, and what a, b, c and the office get.
const TABLE: &[(&str, &str, [&str; 4])] = &[
    // Equal parts of 20 deviate from the 10, 20 and 30 of equal amounts per student: half goes.
    (
        "equal",
        "{ id = 'x', rule = 'equalise', share = '50 %' }",
        ["15.00", "20.00", "25.00", "0.00"],
    ),
    // Everybody keeps 15; the 15 set apart lifts b and c, the least per student, to 9 each.
    (
        "equal",
        "{ id = 'x', rule = 'level-up', share = '25 %' }",
        ["15.00", "18.00", "27.00", "0.00"],
    ),
    // Only beyond 7.50 and 12.50 per student: a has 7.50 too much, c lacks 2.50; half of it goes.
    (
        "equal",
        "{ id = 'x', rule = 'equalise', share = '50 %', band = '25 %' }",
        ["18.75", "20.00", "21.25", "0.00"],
    ),
    // Everybody 25; a and b, the most per student, come down to 11.67 each to give 15 back.
    (
        "equal",
        "{ id = 'x', rule = 'level-down', share = '25 %' }",
        ["11.67", "23.33", "25.00", "0.00"],
    ),
    // a is lifted to 18; 42 is left on 2:3.
    (
        "per-student",
        "{ id = 'x', rule = 'hold-harmless', share = '90 %' }",
        ["18.00", "16.80", "25.20", "0.00"],
    ),
    // a lacks 8; b gains 10 and c 20 on last year, so they pay 8/30 of it.
    (
        "per-student",
        "{ id = 'x', rule = 'minimum-guarantee', share = '90 %' }",
        ["18.00", "17.33", "24.67", "0.00"],
    ),
    // A gain up to half is free: 5 and 15 pay, 8/20 of it.
    (
        "per-student",
        "{ id = 'x', rule = 'minimum-guarantee', share = '90 %', cap = '50 %' }",
        ["18.00", "18.00", "24.00", "0.00"],
    ),
    // At most a fifth of the gains of 10 and 20 pays: 2 and 4, so that a is lifted by 6 only.
    (
        "per-student",
        "{ id = 'x', rule = 'minimum-guarantee', share = '90 %', scaling = '20 %' }",
        ["16.00", "18.00", "26.00", "0.00"],
    ),
    // c stops paying at 3 x 8.30 = 24.90, and b pays the other 2.90.
    (
        "per-student",
        "{ id = 'x', rule = 'minimum-guarantee', share = '90 %', minimum-per-student = '8.30' }",
        ["18.00", "17.10", "24.90", "0.00"],
    ),
    // Last year scaled to 60 is 30, 15 and 15; a quarter of the way to 10, 20 and 30.
    (
        "per-student",
        "{ id = 'x', rule = 'phase-in', ladder = { '2022/2023' = '25 %' } }",
        ["25.00", "16.25", "18.75", "0.00"],
    ),
    // A quarter of the difference with 30, 15 and 15 stays.
    (
        "per-student",
        "{ id = 'x', rule = 'compensation', ladder = { '2022/2023' = '25 %' } }",
        ["15.00", "18.75", "26.25", "0.00"],
    ),
    // The ladder begins later: nothing of the way, and no difference kept.
    (
        "per-student",
        "{ id = 'x', rule = 'phase-in', ladder = { '2023/2024' = '25 %' } }",
        ["30.00", "15.00", "15.00", "0.00"],
    ),
    (
        "per-student",
        "{ id = 'x', rule = 'compensation', ladder = { '2023/2024' = '25 %' } }",
        ["10.00", "20.00", "30.00", "0.00"],
    ),
    // At most twice last year's amount: 40, 20 and 20. c is held at 20, and b too.
    (
        "per-student",
        "{ id = 'x', rule = 'year-band', share = '100 %' }",
        ["20.00", "20.00", "20.00", "0.00"],
    ),
    // At most 38, 19 and 19: b and c are held, and a gets the rest.
    (
        "per-student",
        "{ id = 'x', rule = 'year-band', share = '20 %', rise = '90 %' }",
        ["22.00", "19.00", "19.00", "0.00"],
    ),
    // At least 16, 8 and 8: everybody gets their own, and 6 stays.
    (
        "per-student",
        "{ id = 'x', rule = 'year-band', share = '20 %', rise = '90 %', \
         balance = 'scale-gains' }",
        ["16.00", "19.00", "19.00", "0.00"],
    ),
    // 60 is half more than last year's 40, so that everybody rises by half.
    (
        "per-student",
        "{ id = 'x', rule = 'year-band', share = '10 %', balance = 'widen' }",
        ["30.00", "15.00", "15.00", "0.00"],
    ),
    (
        "per-student",
        "{ id = 'x', rule = 'limits', maximum = 25 }",
        ["11.67", "23.33", "25.00", "0.00"],
    ),
    (
        "per-student",
        "{ id = 'x', rule = 'shared-cost', to = 'office', amount = 6 }",
        ["8.00", "18.00", "28.00", "6.00"],
    ),
    (
        "per-student",
        "{ id = 'x', rule = 'shared-cost', to = 'office', amount = 6, per = 'student' }",
        ["9.00", "18.00", "27.00", "6.00"],
    ),
    // Only a bears it, and a has 10.
    (
        "per-student",
        "{ id = 'x', rule = 'shared-cost', to = 'office', amount = 12, users = ['a'] }",
        ["0.00", "20.00", "30.00", "10.00"],
    ),
    // The order counts: the minimum first gives 16, 17.60 and 26.40, and then each bears 2 ...
    (
        "per-student",
        "{ id = 'x', rule = 'limits', minimum = 16 }, \
         { id = 'y', rule = 'shared-cost', to = 'office', amount = 6 }",
        ["14.00", "15.60", "24.40", "6.00"],
    ),
    // ... or 8, 18 and 28 first, then 16 for a; of the 38 left on 18:28 b would have 14.87, so 16.
    (
        "per-student",
        "{ id = 'y', rule = 'shared-cost', to = 'office', amount = 6 }, \
         { id = 'x', rule = 'limits', minimum = 16 }",
        ["16.00", "16.00", "22.00", "6.00"],
    ),
];

#[test]
fn each_adjustment_does_what_it_is_called() {
    for (key, adjustments, expected) in TABLE {
        let run = Run::of(&world(key, adjustments, "['2022/2023']"));
        let found = ["a", "b", "c", "office"].map(|id| run.award("base", id));
        assert_eq!(found, expected.map(str::to_owned), "{adjustments}");
        assert_eq!(run.findings(), Vec::<String>::new(), "{adjustments}");
    }
}

#[test]
fn gains_too_small_for_a_guarantee_bring_down_the_cap() {
    // Last year 20 each, guaranteed 19. a lacks 9, and what c has above 22 is only 8, so the cap
    // comes down to 21, above which c has 9.
    let guarantee = "{ id = 'x', rule = 'minimum-guarantee', share = '95 %', cap = '10 %' }";
    let text = world("per-student", guarantee, "['2022/2023']").replace("= 10\n", "= 20\n");
    let run = Run::of(&text);
    let found = ["a", "b", "c"].map(|id| run.award("base", id));
    assert_eq!(found, ["19.00", "20.00", "21.00"].map(str::to_owned));
}

#[test]
fn who_had_nothing_last_year_gains_all_of_it() {
    // Equal parts of 20; a had 0, b 19 and c 30. c is guaranteed 28.50 and lacks 8.50; a gains 20
    // and b 1, so they pay 8.50 / 21 of that.
    let guarantee = "{ id = 'x', rule = 'minimum-guarantee', share = '95 %' }";
    let text = world("equal", guarantee, "['2022/2023']");
    let text = text.replace("previous = 20\n", "previous = 0\n");
    let text = text.replacen("previous = 10\n", "previous = 19\n", 1);
    let run = Run::of(&text.replace("previous = 10\n", "previous = 30\n"));
    let found = ["a", "b", "c"].map(|id| run.award("base", id));
    assert_eq!(found, ["11.90", "19.60", "28.50"].map(str::to_owned));
}

#[test]
fn gains_inside_a_band_shrink_until_they_fit() {
    // Last year 30, 10 and 15: 24, 20 and 30 are 14 too much, so that of gains of 10 and 15 only
    // 11/25 remains.
    let band = "{ id = 'x', rule = 'year-band', share = '20 %', rise = '100 %', \
                balance = 'scale-gains' }";
    let text = world("per-student", band, "['2022/2023']");
    let text = text.replace("previous = 20\n", "previous = 30\n");
    let (first, last) = text.split_once("id = 'c'").expect("a third partnership");
    let last = last.replacen("previous = 10\n", "previous = 15\n", 1);
    let run = Run::of(&format!("{first}id = 'c'{last}"));
    let found = ["a", "b", "c"].map(|id| run.award("base", id));
    assert_eq!(found, ["24.00", "14.40", "21.60"].map(str::to_owned));
}

#[test]
fn last_year_is_what_the_division_gave_in_the_year_before() {
    // 2022/2023: at most 110 % of the stated 20, 10 and 10, which together hold 44: 16 stays.
    // 2023/2024: at most 110 % of 22, 11 and 11; a stated amount would give the same 22 again.
    let band = "{ id = 'x', rule = 'year-band', share = '10 %', against = 'last-year' }";
    let run = Run::of(&world("per-student", band, "['2022/2023', '2023/2024']"));
    let found = ["2022/2023", "2023/2024"].map(|year| {
        ["a", "b", "c"].map(|id| euros(run.sum("base", year, |award| award.recipient == id)))
    });
    let expected = [["22.00", "11.00", "11.00"], ["24.20", "12.10", "12.10"]];
    assert_eq!(found, expected.map(|year| year.map(str::to_owned)));
}

#[test]
fn the_method_says_what_each_adjustment_gives() {
    let method = read("docs/method.md");
    let (_, section) = method.split_once("\n## Adjustments\n").expect("a section");
    for (_, adjustments, expected) in TABLE {
        let [a, b, c, _] = expected;
        if adjustments.contains("}, {") || adjustments.contains("2023/2024") {
            continue;
        }
        let row = format!("| {a} | {b} | {c} |");
        assert!(section.contains(&row), "{adjustments}: no row {row}");
    }
}

#[test]
fn the_guide_says_what_each_adjustment_takes() {
    let guide = read("docs/scenario.md");
    for (name, kind) in AdjustmentKind::ALL {
        let head = format!("| `{name}` |");
        let row = guide.lines().find(|line| line.starts_with(&head));
        let row = row.unwrap_or_else(|| panic!("no row of {name}"));
        let words = row.split('`').skip(1).step_by(2);
        let told: BTreeSet<&str> = words.skip(1).collect();
        let takes: BTreeSet<&str> = kind.keys().iter().copied().collect();
        assert_eq!(told, takes, "{name}");
    }
}
