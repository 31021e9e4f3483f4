//! Rounding at each step: every intermediate amount down to the cent, by hand.

use super::world;
use crate::runs::Run;

/// Adjustments, and what a, b and c get of 60 with 1, 2 and 4 students.
///
/// The rate of 8.57 gives 8.57, 17.14 and 34.28: a cent of the 60 is left already.
const TABLE: &[(&str, [&str; 3])] = &[
    // Equal parts of what remains beside 18: 41.99 on 1:2 is 13.996 and 27.993.
    (
        "{ id = 'x', rule = 'hold-harmless', share = '90 %' }",
        ["18.00", "13.99", "27.99"],
    ),
    // Last year scaled to 59.99 is 29.99, 14.99 and 14.99; halfway from there.
    (
        "{ id = 'x', rule = 'phase-in', ladder = { '2022/2023' = '50 %' } }",
        ["19.28", "16.06", "24.63"],
    ),
    // Then each bears 2.00; c had 24.63.
    (
        "{ id = 'x', rule = 'phase-in', ladder = { '2022/2023' = '50 %' } }, \
         { id = 'y', rule = 'shared-cost', to = 'office', amount = 6 }",
        ["17.28", "14.06", "22.63"],
    ),
    // The average is 8.57 exactly, so that nothing is left to even out.
    (
        "{ id = 'x', rule = 'equalise', share = '50 %' }",
        ["8.57", "17.14", "34.28"],
    ),
    // A third of 20 is 6.666 and of 10 is 3.333: the band is 13.33 to 26.66, 6.66 to 13.33.
    (
        "{ id = 'x', rule = 'year-band', share = '1/3' }",
        ["26.66", "13.33", "13.33"],
    ),
];

#[test]
fn every_step_is_rounded_down_to_the_cent() {
    for (adjustments, expected) in TABLE {
        let text = world("per-student", adjustments, "['2022/2023']");
        let text = text.replace("noord = 3 }", "noord = 4 }") + "rounding = 'each-step'\n";
        let run = Run::of(&text);
        let found = ["a", "b", "c"].map(|id| run.award("base", id));
        assert_eq!(found, expected.map(str::to_owned), "{adjustments}");
        assert_eq!(run.findings(), Vec::<String>::new(), "{adjustments}");
    }
}
