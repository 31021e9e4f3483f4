//! The four schemes side by side on the shipped set, against the published rules worked out here
//! from the counts alone.

use std::collections::BTreeMap;

use super::{Row, rows};
use crate::runs::JSON;
use crate::source::{read, root};
use serde_json::Value;
use verdeel::study::{self, CompareQuestion, Level};

const PATH: &str = "scenarios/national/national.toml";

/// The step table of 2018 (domain research, section 2.2): students from, euros.
const STEPS: [(i64, f64); 8] = [
    (60, 200_000.0),
    (140, 280_000.0),
    (180, 320_000.0),
    (220, 340_000.0),
    (260, 380_000.0),
    (300, 420_000.0),
    (340, 460_000.0),
    (380, 500_000.0),
];

/// Returns what a scheme pays for so many students and side entrants, of so many students in all.
fn paid(scheme: &str, students: i64, entrants: i64, all: i64) -> f64 {
    let heads = |number: i64| f64::from(i32::try_from(number).expect("few heads"));
    match scheme {
        "base" => {
            let step = STEPS.iter().rev().find(|(from, _)| *from <= students);
            step.expect("at least 60 students").1
        }
        "linear-2020" => {
            // 90 base amounts under 32,757,000 euros leave 23,757,000 for the students.
            let rate = (23_757_000.0 / heads(all)).min(955.0);
            100_000.0 + rate * heads(students)
        }
        "doors-2024" => 100_000.0 + 955.0 * heads(students),
        _ => 1_250.0 * heads(students + entrants),
    }
}

/// Returns what a scheme pays each partnership over all years.
fn by_partnership<'a>(rows: &'a [Row], scheme: &str) -> BTreeMap<&'a str, f64> {
    let (mut all, mut own) = (BTreeMap::new(), BTreeMap::new());
    for row in rows {
        *all.entry(&row.year).or_insert(0) += row.students;
        let heads: &mut (i64, i64) = own
            .entry((row.partnership.as_str(), &row.year))
            .or_default();
        *heads = (heads.0 + row.students, heads.1 + row.side_entrants);
    }
    let mut sums = BTreeMap::new();
    for ((partnership, year), (students, entrants)) in own {
        *sums.entry(partnership).or_default() += paid(scheme, students, entrants, all[year]);
    }
    sums
}

/// Compares a scheme with the one before it, and returns all years together.
fn compared(before: &str, after: &str) -> Value {
    let question = CompareQuestion {
        path: PATH.to_owned(),
        baseline: Some(before.to_owned()),
        models: vec![after.to_owned()],
        level: Level::Partnership,
        break_even: Vec::new(),
        compromise: None,
        is_short: true,
    };
    let read =
        |path: &str| std::fs::read_to_string(root().join(path)).map_err(|error| error.to_string());
    let answer = study::compare(&question, JSON, &read).expect("a comparison");
    let document: Value = serde_json::from_str(&answer.text).expect("JSON");
    let periods = document["periods"].as_array().expect("periods");
    periods.last().expect("all years together").clone()
}

fn number(value: &Value) -> f64 {
    value
        .as_str()
        .expect("an amount")
        .parse()
        .expect("a number")
}

#[test]
fn who_gains_by_each_change_of_scheme_is_as_the_published_rules_say() {
    let rows = rows(&read("scenarios/national/counts.csv"));
    for (before, after) in [
        ("base", "linear-2020"),
        ("linear-2020", "doors-2024"),
        ("doors-2024", "regional-2025"),
        ("linear-2020", "regional-2025"),
    ] {
        let (old, new) = (by_partnership(&rows, before), by_partnership(&rows, after));
        let together = compared(before, after);
        let mut up: BTreeMap<String, u64> = BTreeMap::new();
        let mut seen = 0;
        for recipient in together["recipients"].as_array().expect("recipients") {
            if recipient["kind"] != "partnership" {
                continue;
            }
            seen += 1;
            let id = recipient["recipient"].as_str().expect("an id");
            let change = number(&recipient["models"][1]["change"]);
            let wanted = new[id] - old[id];
            // Each of five years is rounded to the cent, in up to three regions.
            assert!(
                (change - wanted).abs() < 0.2,
                "{after}, {id}: {change}, {wanted}"
            );
            if wanted > 1.0 {
                let sector = recipient["sector"].as_str().expect("a sector");
                *up.entry(sector.to_owned()).or_default() += 1;
            }
        }
        assert_eq!(seen, 90);
        for group in together["groups"].as_array().expect("groups") {
            if group["by"] == "sector" {
                let sector = group["sector"].as_str().expect("a sector");
                let gainers = &group["models"][1]["gainers"]["number"];
                let wanted = up.get(sector).copied().unwrap_or_default();
                assert_eq!(gainers.as_u64(), Some(wanted), "{after}, {sector}");
            }
        }
        let groups = |by: &str| {
            let groups = together["groups"].as_array().expect("groups").iter();
            groups.filter(|group| group["by"] == by).count()
        };
        assert_eq!((groups("sector"), groups("size")), (3, 4), "{after}");
    }
}

#[test]
fn the_amount_per_student_under_the_ceiling_is_near_the_published_one() {
    let rows = rows(&read("scenarios/national/counts.csv"));
    let first = rows.iter().filter(|row| row.year == "2020/2021");
    let all: i64 = first.map(|row| row.students).sum();
    // 937.50 was published for 2021/2022 (S4): 4.04 less than 23,757,000 / 25,232.
    assert_eq!(23_757_000 * 100 / all, 94_154);
    let question = study::RunQuestion {
        paths: vec![PATH.to_owned()],
        variant: Some("linear-2020".to_owned()),
    };
    let read =
        |path: &str| std::fs::read_to_string(root().join(path)).map_err(|error| error.to_string());
    let answer = study::run(&question, JSON, &read).expect("a run");
    assert!(answer.text.contains("\"effective\": \"941.54\""));
    let open: Value = serde_json::from_str(&answer.text).expect("JSON");
    let pots = &open["variants"][0]["years"][0]["pots"];
    let mut pots = pots.as_array().expect("pots").iter();
    let national = pots
        .find(|pot| pot["id"] == "national")
        .expect("the ceiling");
    assert_eq!(
        (number(&national["paid"]), &national["evaluated"]),
        (32_757_000.0, &true.into())
    );
}
