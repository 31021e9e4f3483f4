//! A row of a sweep is what a run or a simulation says of that point.

use std::collections::BTreeMap;

use serde_json::Value;
use verdeel::study::{self, DrawCount, Form, SimulateQuestion};

use super::{Memory, Row, Unwatched, cents, folder, swept, world};
use crate::runs::{JSON, PATH, Run, cents as cents_of, read_text};

/// What varies, and its values; the names are those in the world.
const VARIED: [(&str, &str, [&str; 2]); 5] = [
    ("amount", "component.per-student.amount", ["900", "955.55"]),
    ("pot", "division.national.pot", ["400_000", "600_000"]),
    (
        "share",
        "division.in-region.slice.office.share",
        ["0 %", "1/3"],
    ),
    ("key", "division.in-region.key", ["equal", "per-student"]),
    ("linde", "partnership.de-linde.students.noord", ["0", "141"]),
];

/// Returns a grid over everything that varies.
fn grid(head: &str) -> String {
    let parameters = VARIED.iter().map(|(name, path, [one, other])| {
        format!(
            "[[sweep.parameter]]\nname = \"{name}\"\npath = \"{path}\"\n\
             values = [\"{one}\", \"{other}\"]\n"
        )
    });
    let parameters: String = parameters.collect();
    format!("design = \"grid\"\nregions = true\ncomponents = true\n{head}\n{parameters}")
}

/// Returns the world at a point of the grid, in which the last parameter changes first.
fn world_at(point: usize) -> String {
    let last = VARIED.len() - 1;
    let values = VARIED.iter().enumerate();
    let values = values.map(|(at, (name, _, values))| (*name, values[point >> (last - at) & 1]));
    let mut values: Vec<(&str, &str)> = values.collect();
    // What a point says holds in every variant, also in one that says otherwise.
    values.push(("richer", values[0].1));
    world(&values)
}

/// What an amount is of: variant, kind, recipient, region, component and year.
type Of = [String; 6];

fn of(row: &Row) -> Of {
    [
        "variant",
        "kind",
        "recipient",
        "region",
        "component",
        "year",
    ]
    .map(|name| row[name].clone())
}

/// Returns the amounts of a run as a sweep tells them apart: cents that are not zero.
fn amounts_of_run(text: &str) -> BTreeMap<Of, i64> {
    let run = Run::of(text);
    let mut amounts: BTreeMap<Of, i64> = BTreeMap::new();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for variant in run.variants() {
        for year in run.years(variant) {
            let awards = run.year(variant, year)["awards"].as_array();
            for award in awards.expect("awards") {
                let own = |name: &str| text(&award[name]);
                let names = [
                    ("pot".to_owned(), "all".to_owned(), String::new()),
                    ("region".to_owned(), own("region"), String::new()),
                    (own("kind"), own("recipient"), own("region")),
                    (own("kind"), own("recipient"), String::new()),
                ];
                // A function is told apart by region only: there is one in each.
                let is_told = |kind: &str, region: &str| kind != "function" || !region.is_empty();
                for (kind, recipient, region) in names {
                    if !is_told(&kind, &region) {
                        continue;
                    }
                    for component in [own("component"), String::new()] {
                        for year in [year, "total"] {
                            let of = [
                                variant.to_owned(),
                                kind.clone(),
                                recipient.clone(),
                                region.clone(),
                                component.clone(),
                                year.to_owned(),
                            ];
                            *amounts.entry(of).or_default() += cents_of(&own("amount"));
                        }
                    }
                }
            }
        }
    }
    amounts.retain(|_, cents| *cents != 0);
    amounts
}

/// Returns the rows of a point.
fn rows_at(folder: &Memory, point: usize) -> Vec<Row> {
    let rows = folder.rows("parts").into_iter();
    rows.filter(|row| row["point"] == point.to_string())
        .collect()
}

#[test]
fn every_point_is_the_run_of_the_scenario_with_those_values() {
    let folder = folder(&swept(&grid("points-per-part = 5")));
    for point in [0, 1, 6, 11, 21, 26, 31] {
        let mut amounts = BTreeMap::new();
        for row in rows_at(&folder, point) {
            let earlier = amounts.insert(of(&row), cents(&row, "cents"));
            assert_eq!(earlier, None, "a series that is there twice: {row:?}");
        }
        amounts.retain(|_, cents| *cents != 0);
        assert_eq!(amounts, amounts_of_run(&world_at(point)), "point {point}");
    }
}

/// What is uncertain: the growth of each partnership, and an event that settles the pot.
const UNCERTAIN: &str = r#"
[[uncertain]]
id = "growth"
path = "growth"
per = "partnership"
distribution = { kind = "normal", mean = "1 %", sd = "6 %" }

[[event]]
id = "settled"
probability = "25 %"
set = { "division.national.pot" = 250_000 }
"#;

/// Returns the statistics of a simulation by what they are of, under the names of the columns.
fn statistics(text: &str, (draws, seed): (u64, u64)) -> BTreeMap<Of, BTreeMap<String, i64>> {
    let question = SimulateQuestion {
        path: PATH.to_owned(),
        draws: Some(DrawCount::Fixed(draws)),
        precision: None,
        seed,
        variant: None,
        baseline: None,
        quantiles: ["0.05", "0.25", "0.5", "0.75", "0.95"]
            .map(str::to_owned)
            .into(),
        vintages: false,
        only_draw: None,
        keep_draws: None,
        form: Form::Text,
    };
    let answer = study::simulate(&question, JSON, &|path| read_text(path, text), &Unwatched);
    let json = answer
        .unwrap_or_else(|failure| panic!("{}", failure.text))
        .text;
    let document: Value = serde_json::from_str(&json).expect("JSON");
    let mut found = BTreeMap::new();
    for variant in document["variants"].as_array().expect("variants") {
        for series in variant["series"].as_array().expect("series") {
            let own = |name: &str| series[name].as_str().unwrap_or_default().to_owned();
            let of = [
                variant["id"].as_str().unwrap_or_default().to_owned(),
                own("kind"),
                own("recipient"),
                own("region"),
                own("component"),
                own("year"),
            ];
            let amount = |value: &Value| cents_of(value.as_str().expect("an amount"));
            let mut numbers: BTreeMap<String, i64> = [
                ("cents", "mean"),
                ("sd_cents", "sd"),
                ("error_cents", "error"),
                ("least_cents", "least"),
                ("most_cents", "most"),
            ]
            .map(|(column, name)| (column.to_owned(), amount(&series[name])))
            .into();
            let quantiles = series["quantiles"].as_object().expect("quantiles");
            for (part, value) in quantiles {
                let percent = format!("{:0<2}", part.trim_start_matches("0."));
                numbers.insert(format!("q{percent}_cents"), amount(value));
            }
            found.insert(of, numbers);
        }
    }
    found
}

#[test]
fn every_point_with_draws_is_the_simulation_of_the_scenario_with_those_values() {
    let text = format!(
        "{}{UNCERTAIN}\n[sweep]\n{}",
        world(&[]),
        grid("draws = 40\nseed = 7\nvariants = [\"base\", \"no-office\"]")
    );
    let folder = folder(&text);
    for point in [0, 13, 31] {
        let rows = rows_at(&folder, point);
        let simulated = statistics(&format!("{}{UNCERTAIN}", world_at(point)), (40, 7));
        let mut held = 0;
        for row in &rows {
            let Some(expected) = simulated.get(&of(row)) else {
                continue;
            };
            held += 1;
            for (column, expected) in expected {
                assert_eq!(cents(row, column), *expected, "{column} of {row:?}");
            }
        }
        // Three partnerships in both years and together, with and without their component.
        assert!(held >= 18, "{held} of {} series were held", rows.len());
    }
}

#[test]
fn one_draw_of_a_point_is_an_amount_without_a_band() {
    let text = format!(
        "{}{UNCERTAIN}\n[sweep]\n{}",
        world(&[]),
        grid("draws = 1\nseed = 7\nvariants = [\"base\"]")
    );
    let rows = rows_at(&folder(&text), 13);
    let simulated = statistics(&format!("{}{UNCERTAIN}", world_at(13)), (1, 7));
    let held: Vec<&Row> = rows
        .iter()
        .filter(|row| simulated.contains_key(&of(row)))
        .collect();
    assert!(held.len() >= 9, "{} of {} series", held.len(), rows.len());
    for row in held {
        assert_eq!(cents(row, "cents"), simulated[&of(row)]["cents"], "{row:?}");
        let bands: Vec<_> = row
            .keys()
            .filter(|column| column.ends_with("_cents"))
            .collect();
        assert!(bands.is_empty(), "{bands:?}");
    }
}

/// Events that set one of the numbers that vary each, or a whole that one of them is in, after
/// which the plan is another.
const SETTLING: &str = r#"
[[event]]
id = "settled"
probability = "25 %"
set = { "division.national.pot" = 250_000 }

[[event]]
id = "scarce"
probability = "40 %"
set = { "component.per-student.amount" = 800 }

[[event]]
id = "closed"
probability = "30 %"
set = { "division.in-region.slice" = [] }

[[event]]
id = "lent"
probability = "20 %"
set = { "division.in-region@noord.key" = "equal" }
"#;

#[test]
fn what_an_event_sets_stands_where_it_happens_though_it_varies() {
    let whole = |text: &str| format!("coverage = \"complete\"\n{text}{SETTLING}");
    let varied = &VARIED[..3];
    let parameters = varied.iter().map(|(name, path, [one, other])| {
        format!(
            "[[sweep.parameter]]\nname = \"{name}\"\npath = \"{path}\"\n\
             values = [\"{one}\", \"{other}\"]\n"
        )
    });
    let parameters: String = parameters.collect();
    // Several points of a block together, and several blocks of a point.
    for draws in [9, 150] {
        let head = format!(
            "design = \"grid\"\ndraws = {draws}\nseed = 7\nvariants = [\"base\", \"richer\"]\n"
        );
        let text = format!("{}\n[sweep]\n{head}{parameters}", whole(&world(&[])));
        let folder = folder(&text);
        for point in 0..8 {
            let values = varied.iter().enumerate();
            let values = values.map(|(at, (name, _, own))| (*name, own[point >> (2 - at) & 1]));
            let mut values: Vec<(&str, &str)> = values.collect();
            values.push(("richer", values[0].1));
            let simulated = statistics(&whole(&world(&values)), (draws, 7));
            let mut held = 0;
            for row in &rows_at(&folder, point) {
                let Some(expected) = simulated.get(&of(row)) else {
                    continue;
                };
                held += 1;
                // One draw has no band.
                let told = expected
                    .iter()
                    .filter(|(column, _)| draws > 1 || *column == "cents");
                for (column, expected) in told {
                    assert_eq!(cents(row, column), *expected, "{column} of {row:?}");
                }
            }
            // Three partnerships in both years and together, in two variants.
            assert!(held >= 18, "{held} series were held");
        }
    }
}

/// What is uncertain; the means and deviations that vary stand between braces.
const BELLS: &str = r#"
[[uncertain]]
id = "growth"
path = "growth"
per = "partnership"
change = "factor"
distribution = { kind = "lognormal", mean = {mu}, sd = {sigma} }

[[uncertain]]
id = "level"
path = "counts"
per = "region"
change = "factor"
common = "40 %"
distribution = { kind = "normal", mean = 1, sd = "{spread}" }

[[uncertain]]
id = "room"
path = "division.national.pot"
change = "factor"
distribution = { kind = "uniform", low = 0.9, high = 1.1 }

[[event]]
id = "scarce"
probability = "25 %"
set = { "component.per-student.amount" = 800 }
"#;

/// The means and deviations that vary: names in the text, paths, and their values.
const MOMENTS: [(&str, &str, [&str; 2]); 3] = [
    (
        "mu",
        "uncertain.growth.distribution.mean",
        ["-0.02", "0.013"],
    ),
    ("sigma", "uncertain.growth.distribution.sd", ["0", "0.07"]),
    ("spread", "uncertain.level.distribution.sd", ["3 %", "1/7"]),
];

/// Returns the uncertain numbers at a point of the grid, in which the last parameter changes first.
fn bells_at(point: usize) -> String {
    let values = MOMENTS.iter().enumerate();
    values.fold(BELLS.to_owned(), |text, (at, (name, _, values))| {
        text.replace(&format!("{{{name}}}"), values[point >> (2 - at) & 1])
    })
}

#[test]
fn means_and_deviations_that_vary_give_what_a_simulation_gives_with_them_written_in() {
    // Several points of a block together, one point of a block, and several blocks of a point.
    for draws in [1, 9, 40, 150] {
        let parameters = MOMENTS.iter().map(|(name, path, [one, other])| {
            format!(
                "[[sweep.parameter]]\nname = \"{name}\"\npath = \"{path}\"\n\
                 values = [\"{one}\", \"{other}\"]\n"
            )
        });
        let parameters: String = parameters.collect();
        let text = format!(
            "{}{}\n[sweep]\ndesign = \"grid\"\ndraws = {draws}\nseed = 5\n\
             variants = [\"base\", \"no-office\"]\n{parameters}",
            world(&[]),
            bells_at(0)
        );
        let folder = folder(&text);
        let table = folder.rows("points.parquet");
        assert!(table.iter().all(|row| row["problem"].is_empty()), "{draws}");
        let sigmas: Vec<&str> = table.iter().map(|row| row["sigma"].as_str()).collect();
        assert!(
            sigmas.iter().all(|sigma| sigma.parse::<f64>().is_ok()),
            "a deviation is a number, not a choice: {sigmas:?}"
        );
        for point in 0..8 {
            let simulated = statistics(&format!("{}{}", world(&[]), bells_at(point)), (draws, 5));
            let mut held = 0;
            for row in &rows_at(&folder, point) {
                let Some(expected) = simulated.get(&of(row)) else {
                    continue;
                };
                held += 1;
                // One draw has no band.
                let told = expected
                    .iter()
                    .filter(|(column, _)| draws > 1 || *column == "cents");
                for (column, expected) in told {
                    assert_eq!(cents(row, column), *expected, "{column} of {row:?}");
                }
            }
            // Three partnerships in both years and together, in two variants.
            assert!(held >= 18, "{held} series were held");
        }
    }
}

#[test]
fn each_draw_is_kept_where_rows_are_draws() {
    let head = "draws = 9\nseed = 7\nrows = \"ROWS\"\nvariants = [\"base\"]";
    let of_rows = |rows: &str| {
        let sweep = grid(&head.replace("ROWS", rows));
        folder(&format!("{}{UNCERTAIN}\n[sweep]\n{sweep}", world(&[])))
    };
    let (draws, points) = (
        of_rows("draws").rows("parts"),
        of_rows("points").rows("parts"),
    );
    let mut by_point: BTreeMap<(String, Of), Vec<i64>> = BTreeMap::new();
    for row in &draws {
        let own = by_point.entry((row["point"].clone(), of(row))).or_default();
        assert_eq!(
            row["draw"],
            own.len().to_string(),
            "draws are numbered from 0"
        );
        own.push(cents(row, "cents"));
    }
    assert_eq!(by_point.len(), points.len());
    for row in &points {
        let own = &by_point[&(row["point"].clone(), of(row))];
        assert_eq!(own.len(), 9, "{row:?}");
        assert_eq!(own.iter().min(), Some(&cents(row, "least_cents")));
        assert_eq!(own.iter().max(), Some(&cents(row, "most_cents")));
        // The mean of nine whole amounts lies half a cent from none of them at most.
        assert!(
            (own.iter().sum::<i64>() - 9 * cents(row, "cents")).abs() <= 4,
            "{row:?}"
        );
    }
    assert_eq!(of_rows("summary").rows("parts").len(), 0);
}
