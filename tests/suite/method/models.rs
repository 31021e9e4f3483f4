//! Worked numbers of comparisons.

use serde_json::Value;
use verdeel::study::{CompareQuestion, Format, Lang, Level, Look, Manner, compare};

use super::says;

const TITLE: &str = "Comparing models";

/// The two partnerships of the section.
const WORLD: &str = r#"
    title = "t"
    years = ["2022/2023"]
    coverage = "complete"
    partnership = [{ id = "p", students = 100 }, { id = "q", students = 200 }]
    component = [
        { id = "foot", amount = 1_000 },
        { id = "rate", amount = 10, per = "student" },
    ]
    division = [{ id = "pot", pays = ["foot", "rate"] }]
    variant = [
        { id = "equal", set = { component.foot.amount = 2_400, component.rate.amount = 0 } },
        { id = "heads", set = { component.foot.amount = 0, component.rate.amount = 15 } },
    ]
"#;

/// A place in the comparison, what stands there, and the words of the section.
const FIGURES: &[[&str; 3]] = &[
    [
        "/periods/0/recipients/0/models/0/amount",
        "2000.00",
        "2,000.00",
    ],
    [
        "/periods/0/recipients/1/models/0/amount",
        "3000.00",
        "3,000.00",
    ],
    [
        "/periods/0/recipients/1/models/1/amount",
        "2400.00",
        "2,400.00",
    ],
    [
        "/periods/0/recipients/0/models/1/change",
        "400.00",
        "gains 400.00 (20 %)",
    ],
    ["/periods/0/recipients/0/models/1/ratio", "1/5", "20 %"],
    [
        "/periods/0/recipients/1/models/1/change",
        "-600.00",
        "loses 600.00",
    ],
    [
        "/periods/0/totals/1/worst/per_student/change_per_student",
        "-3.00",
        "3.00 per student",
    ],
    ["/periods/0/totals/1/moved", "500.00", "500.00 moves"],
    ["/periods/0/totals/1/change", "-200.00", "falls by 200.00"],
    [
        "/periods/0/evenness/0/per_student/gini",
        "0.066666666667",
        "= 1/15",
    ],
    [
        "/periods/0/evenness/0/per_student/hoover",
        "0.066666666667",
        "Hoover of 1/15",
    ],
    [
        "/periods/0/evenness/1/per_student/gini",
        "0.166666666667",
        "both are 1/6",
    ],
    [
        "/periods/0/evenness/1/per_student/hoover",
        "0.166666666667",
        "both are 1/6",
    ],
    ["/break_even/up_to", "1000", "from zero to 1,000"],
    [
        "/break_even/recipients/1/stretches/1/from",
        "200",
        "equal at 200",
    ],
    [
        "/break_even/recipients/1/stretches/2/from",
        "201",
        "from 201 on",
    ],
];

/// Returns the value at a place of the comparison as text.
fn shown(comparison: &Value, place: &str) -> String {
    let value = comparison.pointer(place);
    let value = value.unwrap_or_else(|| panic!("nothing at {place}"));
    value.as_str().map_or(value.to_string(), str::to_owned)
}

#[test]
fn changes_indices_and_break_even_values_are_those_of_the_section() {
    let question = CompareQuestion {
        path: "worked.toml".into(),
        baseline: None,
        models: Vec::new(),
        level: Level::Partnership,
        break_even: Vec::new(),
        compromise: None,
        is_short: false,
    };
    let look = Look {
        lang: Lang::En,
        width: 100,
    };
    let manner = Manner {
        format: Format::Json,
        look,
        colour: false,
    };
    let answer = compare(&question, manner, &|_| Ok(WORLD.to_owned())).expect("a comparison");
    let comparison: Value = serde_json::from_str(&answer.text).expect("JSON");
    for [place, value, words] in FIGURES {
        assert_eq!(shown(&comparison, place), *value, "{place}");
        says(TITLE, &[*words]);
    }
}
