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

/// Asks for a comparison of models.
fn asked(scenario: &str, compromise: Option<u32>) -> Value {
    let question = CompareQuestion {
        path: "worked.toml".into(),
        baseline: None,
        models: Vec::new(),
        level: Level::Partnership,
        break_even: Vec::new(),
        compromise,
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
    let answer = compare(&question, manner, &|_| Ok(scenario.to_owned())).expect("a comparison");
    serde_json::from_str(&answer.text).expect("JSON")
}

#[test]
fn changes_indices_and_break_even_values_are_those_of_the_section() {
    let comparison = asked(WORLD, None);
    for [place, value, words] in FIGURES {
        assert_eq!(shown(&comparison, place), *value, "{place}");
        says(TITLE, &[*words]);
    }
}

/// The two models of the section on compromises, with the floor of r.
fn mixes(floor: i64, rest: &str) -> String {
    format!(
        r#"
        title = "t"
        years = ["2022/2023"]
        coverage = "complete"
        partnership = [{{ id = "p" }}, {{ id = "q" }}, {{ id = "r" }}]
        component = [{{ id = "stated", amounts = {{ p = 2_000, q = 3_000, r = 4_000 }} }}]
        division = [{{ id = "pot", pays = ["stated"] }}]
        party = [{{ id = "p", floor = 1_700 }}, {{ id = "q" }}, {{ id = "r", floor = {floor} }}]
        [[variant]]
        id = "other"
        set = {{ component.stated.amounts = {{ p = 1_600, q = 3_200, r = 4_800 }} }}
        {rest}"#
    )
}

#[test]
fn mixes_of_two_models_are_those_of_the_section() {
    let calm = asked(&mixes(4_300, ""), Some(3));
    let wish = "[[check]]\nid = \"thrifty\"\nwish = \"total\"\nat-most = 9_300\n";
    let clash = asked(&mixes(4_500, wish), Some(3));
    let figures = [
        (&calm, "/allowed/1/from", "3/8", "λ from 3/8 to 3/4"),
        (&calm, "/allowed/1/until", "3/4", "λ from 3/8 to 3/4"),
        (&calm, "/mixes/3/worst_regret_exact", "800/3", "(800/3)"),
        (&calm, "/mixes/3/worst_regret", "266.67", "266.67"),
        (&calm, "/mixes/3/total", "9400.00", "9,400.00"),
        (&clash, "/clashes/0/ways_out/0/gives", "100.00", "100.00"),
        (&clash, "/clashes/0/ways_out/1/gives", "75.00", "75.00"),
    ];
    for (comparison, place, value, words) in figures {
        let found = shown(&comparison["compromise"], place);
        assert_eq!(found, value, "{place}");
        says("Compromise", &[words]);
    }
    let paid = &calm["compromise"]["least_worst_regret"][0]["years"][0]["recipients"];
    let placed = ["1,733.34", "3,133.33", "4,533.33"];
    for (at, amount) in placed.into_iter().enumerate() {
        assert_eq!(paid[at]["amount"], amount.replace(',', ""));
        says("Compromise", &[amount]);
    }
}
