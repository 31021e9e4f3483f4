//! What a comparison tells behind its amounts: causes, coverage, constant prices and wishes.

use serde_json::Value;
use verdeel::money::Cents;
use verdeel::study::Lang;

use super::{Asked, list, one};

const COSTS: &str = "scenarios/examples/costs.toml";

fn cents(value: &Value) -> i64 {
    let text = value.as_str().expect("an amount");
    Cents::from_euro_text(text.trim_start_matches('-'))
        .map(|cents| {
            if text.starts_with('-') {
                -cents.count()
            } else {
                cents.count()
            }
        })
        .expect("an amount")
}

/// A region divides 1,250 per student; a has 100 of 250 students, and in the variant 150 of 300 at
/// 1,000 per student.
const CAUSES: &str = r#"
title = "causes"
years = ["2025"]
counted = "2023/2024"
scheme = "regional-2025"
[[region]]
id = "noord"
[[partnership]]
id = "a"
students = { noord = 100 }
[[partnership]]
id = "b"
students = { noord = 150 }
[[variant]]
id = "other"
set = { "component.per-student.amount" = 1_000, "partnership.a.students.noord" = 150 }
"#;

#[test]
fn the_causes_of_a_change_add_up_to_it() {
    // a goes from 125,000 to 150,000: students 62,500 when first and 50,000 when last; the rate
    // -25,000 or -37,500. b keeps 150 students and loses 150 × 250.
    let document = Asked::of(CAUSES).json();
    let [model] = list(&document["causes"]) else {
        panic!("one model")
    };
    let found: Vec<(i64, Vec<i64>)> = list(&model["recipients"])
        .iter()
        .map(|row| {
            let causes = list(&row["causes"]).iter();
            let parts = causes.map(|cause| cents(&cause["amount"])).collect();
            (cents(&row["change"]), parts)
        })
        .collect();
    let expected = [
        (2_500_000, vec![-3_125_000, 5_625_000]),
        (-3_750_000, vec![-3_750_000, 0]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn amounts_of_several_years_are_told_in_the_prices_of_one() {
    // 135,000 in 2025 and 135,000 / 1.025 = 131,707.317 in prices of 2025.
    let document = Asked::of_file(COSTS).json();
    let prices = &document["constant_prices"];
    assert_eq!(prices["level"], "2025");
    assert_eq!(prices["grade"], "assumption");
    let first = &prices["recipients"][0]["models"][0];
    assert_eq!(
        (&first["model"], &first["amount"]),
        (&"base".into(), &"266707.32".into())
    );
}

#[test]
fn constant_totals_are_rounded_by_themselves_and_say_so_where_rows_do_not_add_up() {
    // 0.02 × 125/100 is 0.025, so 0.03 each in prices of 2025, and 0.02 in 2025 itself; together
    // 0.04 × 125/100 is 0.05, and 0.04.
    let world = |index: u8| {
        format!(
            "title = 't'\nyears = ['2024', '2025']\ncoverage = 'complete'\ngrowth = '0 %'\n\
             [prices]\nlevel = 2025\nindex = {{ 2024 = '100', 2025 = '{index}' }}\n\
             [[partnership]]\nid = 'p'\n[[partnership]]\nid = 'q'\n\
             [[component]]\nid = 'c'\namount = 0.02\n\
             [[cost]]\nid = 'fixed'\namount = 0.04\nborne-by = {{ board = '100 %' }}\n\
             [[division]]\nid = 'd'\npays = ['c']\n\
             [[variant]]\nid = 'v'\nset = {{ component.c.amount = 0.04 }}\n"
        )
    };
    let uneven = world(125);
    let asked = Asked::of(&uneven);
    let prices = &asked.json()["constant_prices"];
    let row = &one(&prices["recipients"], "recipient", "p")["models"][0];
    assert_eq!(row["amount"], "0.05");
    assert_eq!(prices["totals"][0]["amount"], "0.09");
    let shown = asked.text(Lang::En);
    let has = |row: [&str; 3]| shown.lines().any(|line| line.split_whitespace().eq(row));
    assert!(has(["p", "€0.05", "€0.09"]), "{shown}");
    assert!(has(["total", "€0.09", "€0.18"]), "{shown}");
    // Once below the amounts, and once below the own contributions of partnerships in 2024, which
    // are 0.03 each and 0.05 together.
    let note = "Each amount is converted and rounded by itself";
    assert_eq!(shown.matches(note).count(), 2, "{shown}");
    // With the same index everywhere every row is what it was.
    let even = world(100);
    let shown = Asked::of(&even).text(Lang::En);
    assert!(!shown.contains(note), "{shown}");
}

#[test]
fn coverage_stands_beside_every_model() {
    // de-beuk: 150,000 of income on 254,400 of costs (see the tests of coverage).
    let document = Asked::of_file(COSTS).json();
    let coverage = list(&document["coverage"]);
    assert_eq!(coverage.len(), 2);
    let row = &coverage[0]["years"][0]["rows"][0];
    assert_eq!(
        (&row["recipient"], &row["cost"]),
        (&"de-beuk".into(), &"254400.00".into())
    );
    assert_eq!(row["contribution"], "104400.00");
}

#[test]
fn wishes_are_told_of_the_models_that_are_compared() {
    let document = Asked::of_file(COSTS).json();
    let holds: Vec<(&str, bool)> = list(&document["wishes"])
        .iter()
        .map(|wish| {
            (
                wish["variant"].as_str().unwrap_or(""),
                wish["holds"] == true,
            )
        })
        .collect();
    assert_eq!(
        holds,
        [
            ("base", false),
            ("base", false),
            ("hours-16", true),
            ("hours-16", true)
        ]
    );
}

#[test]
fn other_costs_are_not_called_without_effect() {
    // Mentors need 16 hours for 20: nobody receives anything else, all pay less themselves.
    let asked = Asked::of_file(COSTS);
    assert_eq!(asked.json()["notices"][0]["why"], "only-costs");
    let shown = asked.text(Lang::Nl);
    let says = "hours-16 verandert geen bedragen, wel kosten, dekking of eigen bijdrage";
    assert!(shown.contains(says), "{shown}");
}

#[test]
fn what_lies_between_regions_is_a_part_of_a_total_that_is_told() {
    // One recipient, so nothing is uneven among recipients. Of its 205 students 180 are in the
    // region, with all the money, and 25 in none, with nothing: Theil T is ln (205 / 180).
    let asked = Asked::of_file("scenarios/examples/sites.toml");
    let document = asked.json();
    let spread = one(&document["periods"][0]["evenness"], "model", "regional");
    assert_eq!(spread["per_student"]["theil_t"], "0.000000000000");
    let regions = &spread["regions"];
    assert_eq!(regions["theil_t"], "0.130053128248");
    assert_eq!(regions["t_between"], regions["theil_t"]);
    assert_eq!(regions["t_within"], "0.000000000000");
    let shown = asked.text(Lang::En);
    let rows: Vec<&str> = shown
        .lines()
        .skip_while(|line| !line.starts_with("Theil T of parts in regions"))
        .take(3)
        .filter_map(|line| line.split_whitespace().last())
        .collect();
    assert_eq!(rows, ["0.1301", "0.0000", "0.1301"]);
}
