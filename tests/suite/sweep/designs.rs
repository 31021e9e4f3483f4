//! Where the points of a sweep lie, and what its files hold.

use std::collections::BTreeSet;

use serde_json::Value;
use verdeel::study::{Lang, Look, Manner, SweepQuestion, with_sweep};

use super::{Memory, Row, cents, folder, folder_beside, refused, rows, swept, with, world};
use crate::runs::{JSON, PATH};

/// Returns the values of a parameter, point by point.
fn values(folder: &Memory, name: &str) -> Vec<f64> {
    let rows = folder.rows("points.parquet").into_iter();
    rows.map(|row| row[name].parse().expect("a number"))
        .collect()
}

fn texts(folder: &Memory, name: &str) -> Vec<String> {
    let rows = folder.rows("points.parquet").into_iter();
    rows.map(|row| row[name].clone()).collect()
}

/// Two numbers that vary, as every design but a grid has them.
const TWO: &str = r#"
rows = "summary"
variants = ["base"]
[[sweep.parameter]]
name = "amount"
path = "component.per-student.amount"
from = 900
to = 1_100
[[sweep.parameter]]
name = "pot"
path = "division.national.pot"
from = 400_000
to = 600_000
"#;

#[test]
fn a_grid_has_every_combination_and_the_last_parameter_changes_first() {
    let folder = folder(&swept(
        r#"
design = "grid"
rows = "summary"
[[sweep.parameter]]
name = "amount"
path = "component.per-student.amount"
from = 900
to = 1_000
steps = 3
[[sweep.parameter]]
name = "key"
path = "division.in-region.key"
values = ["equal", "per-student"]
[[sweep.parameter]]
name = "share"
path = "division.in-region.slice.office.share"
values = ["5 %", "1/4"]
"#,
    ));
    let amounts = [900.0, 950.0, 1_000.0];
    let expected: Vec<f64> = amounts.iter().flat_map(|amount| [*amount; 4]).collect();
    assert_eq!(values(&folder, "amount"), expected);
    let keys = ["equal", "equal", "per-student", "per-student"].repeat(3);
    assert_eq!(texts(&folder, "key"), keys);
    assert_eq!(values(&folder, "share"), [0.05, 0.25].repeat(6));
    let points: Vec<String> = (0..12).map(|point: u8| point.to_string()).collect();
    assert_eq!(texts(&folder, "point"), points);
}

#[test]
fn every_design_has_as_many_points_as_its_definition_says() {
    // Of two parameters: sobol n (2 + 2), with pairs n (2 × 2 + 2); morris n (2 + 1).
    for (design, points) in [
        ("\"random\"\npoints = 9", 9),
        ("\"latin-hypercube\"\npoints = 9", 9),
        ("\"sobol\"\npoints = 8", 32),
        ("\"sobol\"\npoints = 8\nsecond-order = true", 48),
        ("\"morris\"\npoints = 5", 15),
        ("\"morris\"\npoints = 5\ngrid-levels = 8", 15),
    ] {
        let folder = folder(&swept(&format!("design = {design}{TWO}")));
        let amounts = values(&folder, "amount");
        assert_eq!(amounts.len(), points, "{design}");
        assert!(
            amounts
                .iter()
                .all(|amount| (900.0..=1_100.0).contains(amount))
        );
    }
}

#[test]
fn a_latin_hypercube_has_one_point_in_each_layer_of_every_parameter() {
    let folder = folder(&swept(&format!(
        "design = \"latin-hypercube\"\npoints = 20{TWO}"
    )));
    for (name, from, width) in [("amount", 900.0, 10.0), ("pot", 400_000.0, 10_000.0)] {
        let mut layers: Vec<u8> = (0..20).collect();
        for value in values(&folder, name) {
            let layer = (0..20).rfind(|layer| value >= from + width * f64::from(*layer));
            layers.retain(|own| Some(*own) != layer);
        }
        assert_eq!(layers, Vec::<u8>::new(), "{name}: layers without a point");
    }
}

#[test]
fn another_seed_is_another_design_and_the_same_seed_the_same() {
    let of = |seed: u8| {
        let text = format!("design = \"random\"\npoints = 6\nseed = {seed}{TWO}");
        values(&folder(&swept(&text)), "amount")
    };
    assert_eq!(of(3), of(3));
    assert_ne!(of(3), of(4));
}

#[test]
fn shares_add_up_to_one_in_every_point() {
    let slices = r#"slice = [{ to = "office", share = "10 %" }, { to = "werven", share = "20 %" },
      { to = "begeleiding", share = "70 %" }]"#;
    let text = swept(
        r#"
design = "random"
points = 40
rows = "summary"
variants = ["base"]
[[sweep.parameter]]
name = "office"
path = "division.in-region.slice.office.share"
[[sweep.parameter]]
name = "werven"
path = "division.in-region.slice.werven.share"
[[sweep.parameter]]
name = "begeleiding"
path = "division.in-region.slice.begeleiding.share"
[[sweep.shares]]
of = ["office", "werven", "begeleiding"]
[[function]]
id = "werven"
[[function]]
id = "begeleiding"
"#,
    )
    .replace(r#"slice = [{ to = "office", share = "10 %" }]"#, slices);
    let folder = folder(&text);
    for row in folder.rows("points.parquet") {
        assert_eq!(row["problem"], "");
        // Millionths, so that they can be added up exactly.
        let parts = ["office", "werven", "begeleiding"].map(|name| {
            let part: f64 = row[name].parse().expect("a share");
            let text = format!("{:.0}", part * 1e6);
            text.parse::<u64>().expect("a whole number")
        });
        assert_eq!(parts.iter().sum::<u64>(), 1_000_000, "{row:?}");
    }
}

#[test]
fn parameters_go_together_as_their_correlation_says() {
    for (correlation, sign) in [("0.8", 1), ("-0.8", -1)] {
        let folder = folder(&swept(&format!(
            "design = \"random\"\npoints = 60{TWO}\n[[sweep.correlation]]\n\
             of = [\"amount\", \"pot\"]\nvalue = {correlation}\n"
        )));
        let (amounts, pots) = (values(&folder, "amount"), values(&folder, "pot"));
        let pairs = (0..60).flat_map(|one| (0..one).map(move |other| (one, other)));
        let agree = pairs.filter(|(one, other)| {
            (amounts[*one] < amounts[*other]) == (pots[*one] < pots[*other])
        });
        // Of 1,770 pairs half agree without a correlation; at 0.8 Kendall's tau is 0.59, so that
        // about 80 % of them do.
        let agreeing = agree.count();
        let most = if sign > 0 { agreeing } else { 1_770 - agreeing };
        assert!(most > 1_770 * 65 / 100, "{correlation}: {agreeing}");
    }
}

/// A sweep over a list.
const LISTED: &str = r#"
design = "list"
list = "points.csv"
variants = ["base"]
[[sweep.parameter]]
name = "amount"
path = "component.per-student.amount"
[[sweep.parameter]]
path = "division.in-region.key"
"#;

#[test]
fn a_list_names_its_columns_by_name_or_path_in_any_order() {
    for list in [
        "note,division.in-region.key,amount\nfirst,equal,900\n,per-student,955.55\n",
        "component.per-student.amount,division.in-region.key\n900,equal\n955.55,per-student\n",
    ] {
        let folder = folder_beside(&swept(LISTED), &[("points.csv", list)]);
        assert_eq!(values(&folder, "amount"), [900.0, 955.55]);
        assert_eq!(
            texts(&folder, "division.in-region.key"),
            ["equal", "per-student"]
        );
        assert_eq!(folder.rows("points.parquet")[1]["problem"], "");
    }
}

#[test]
fn a_list_with_a_fault_is_refused_with_its_line() {
    for (list, told) in [
        (
            "amount\n900\n",
            "`points.csv` has no column `division.in-region.key`",
        ),
        (
            "amount,division.in-region.key\n",
            "`points.csv` has no points",
        ),
        (
            "amount,division.in-region.key\n900,equal\n,equal\n",
            "points.csv:3: no value for `amount`",
        ),
        (
            "amount,division.in-region.key\nveel,equal\n",
            "points.csv:2: ",
        ),
    ] {
        let told_now = refused(&swept(LISTED), &[("points.csv", list)]);
        assert!(told_now.contains(told), "{list}: {told_now}");
    }
}

#[test]
fn files_have_the_columns_that_are_described() {
    for rows_kept in ["points", "draws"] {
        for draws in ["", "draws = 4\n"] {
            let text = swept(&format!(
                "design = \"random\"\npoints = 2\n{draws}{}",
                TWO.replace("summary", rows_kept)
            ));
            let folder = folder(&text);
            let described = with(&[(PATH, &text)], |job| Ok(job.described())).expect("a sweep");
            let described: Value = serde_json::from_str(&described.text).expect("JSON");
            let all = described["columns"].as_array().expect("columns");
            for (file, table) in [
                ("parts/part-*.parquet", "parts/part-000000.parquet"),
                ("points.parquet", "points.parquet"),
                ("summary.parquet", "summary.parquet"),
            ] {
                let own = all.iter().filter(|column| column["file"] == file);
                let own: BTreeSet<&str> =
                    own.filter_map(|column| column["name"].as_str()).collect();
                let rows: Vec<Row> = rows(&folder.file(table));
                let found: BTreeSet<&str> = rows[0].keys().map(String::as_str).collect();
                assert_eq!(found, own, "{file}, {rows_kept}, {draws}");
            }
        }
    }
}

#[test]
fn the_summary_is_that_of_the_rows() {
    let folder = folder(&swept(
        &format!("design = \"random\"\npoints = 50\npoints-per-part = 7{TWO}")
            .replace("summary", "points"),
    ));
    let rows = folder.rows("parts");
    let names = [
        "variant",
        "kind",
        "recipient",
        "region",
        "component",
        "year",
    ];
    let summary = folder.rows("summary.parquet");
    assert!(summary.len() > 10);
    for series in summary {
        let own = rows
            .iter()
            .filter(|row| names.iter().all(|name| row[*name] == series[*name]));
        let mut amounts: Vec<i64> = own.map(|row| cents(row, "cents")).collect();
        amounts.sort_unstable();
        assert_eq!(amounts.len(), 50);
        let sum: i64 = amounts.iter().sum();
        assert_eq!(cents(&series, "runs"), 50);
        assert_eq!(cents(&series, "sum_cents"), sum);
        assert!((50 * cents(&series, "mean_cents") - sum).abs() <= 25);
        assert_eq!(cents(&series, "least_cents"), amounts[0]);
        assert_eq!(cents(&series, "most_cents"), amounts[49]);
        // The least amount that so many of fifty do not exceed: 2.5, 12.5, 25, 37.5 and 47.5.
        for (column, rank) in [
            ("q05", 3),
            ("q25", 13),
            ("q50", 25),
            ("q75", 38),
            ("q95", 48),
        ] {
            let (found, exact) = (
                cents(&series, &format!("{column}_cents")),
                amounts[rank - 1],
            );
            assert!(
                (found - exact).abs() <= exact / 128,
                "{column}: {found} for {exact}"
            );
        }
    }
}

/// Returns why options are refused, in Dutch.
#[track_caller]
fn refused_in_dutch(question: SweepQuestion) -> String {
    let text = world(&[]);
    let question = SweepQuestion {
        path: PATH.to_owned(),
        ..question
    };
    let dutch = Manner {
        look: Look {
            lang: Lang::Nl,
            ..JSON.look
        },
        ..JSON
    };
    let read = |path: &str| match path == PATH {
        true => Ok(text.clone()),
        false => Err(format!("no `{path}`")),
    };
    let refused = with_sweep(&question, (dutch, &read), None, |_| Ok(()));
    refused.expect_err("a refusal").text
}

#[test]
fn a_range_that_can_be_read_in_two_ways_is_refused() {
    for (range, is_twofold) in [
        ("0..1/8", true),
        ("0..5/6", true),
        ("0.1..1/8", true),
        ("0..12.5 %", false),
        ("0..100 %/8", false),
        ("0..1/8/5", false),
        // An eighth is less than a half, so these are steps.
        ("0.5..1/8", false),
    ] {
        let question = SweepQuestion {
            design: Some("grid".to_owned()),
            vary: vec![format!("division.in-region.slice.office.share={range}")],
            ..SweepQuestion::default()
        };
        let text = world(&[]);
        let read = |_: &str| Ok(text.clone());
        let question = SweepQuestion {
            path: PATH.to_owned(),
            ..question
        };
        let refused = with_sweep(&question, (JSON, &read), None, |_| Ok(()));
        let told = refused.err().map_or(String::new(), |failure| failure.text);
        assert_eq!(
            told.contains("can be a share, or an end with a number of steps"),
            is_twofold,
            "{range}: {told}"
        );
    }
}

#[test]
fn why_there_are_no_such_points_is_told_in_dutch() {
    let refused = refused_in_dutch(SweepQuestion {
        design: Some("morris".to_owned()),
        points: Some(4),
        grid_levels: Some(5),
        vary: vec!["component.per-student.amount=900..1100".to_owned()],
        ..SweepQuestion::default()
    });
    assert!(
        refused.contains("5 niveaus gaan niet: een even aantal van 2 tot 65536 wel"),
        "{refused}"
    );
}
