//! What holds for every comparison: sums reconcile, another baseline turns changes round, threads
//! change nothing.

use serde_json::Value;
use verdeel::results::inequality::{Weighted, decomposition, inequality};
use verdeel::study::{Format, Lang, Level, with_threads};

use super::{Asked, list, one};
use crate::runs::cents;
use crate::source::names_in;

const LEVELS: [Level; 4] = [
    Level::Partnership,
    Level::Region,
    Level::Board,
    Level::Institute,
];

/// Calls `each` with the comparison of every example at every level that has recipients.
fn for_examples(mut each: impl FnMut(&Asked<'_>, &Value)) {
    let mut count = 0;
    for name in names_in("scenarios/examples") {
        let path = format!("scenarios/examples/{name}");
        for level in LEVELS {
            let asked = Asked {
                level,
                is_short: true,
                ..Asked::of_file(&path)
            };
            if asked.answer(Format::Json, Lang::Nl).is_ok() {
                each(&asked, &asked.json());
                count += 1;
            }
        }
    }
    assert!(count >= 10, "only {count} comparisons");
}

fn amount(value: &Value) -> i64 {
    cents(value.as_str().expect("an amount"))
}

#[test]
fn totals_are_the_sums_of_what_stands_above_them() {
    for_examples(|asked, comparison| {
        for period in list(&comparison["periods"]) {
            for total in list(&period["totals"]) {
                let model = total["model"].as_str().expect("an id");
                let sum = |beside: Option<bool>, field: &str| -> i64 {
                    let rows = list(&period["recipients"]).iter();
                    let rows = rows.filter(|row| beside.is_none_or(|one| row["beside"] == one));
                    rows.map(|row| amount(&one(&row["models"], "model", model)[field]))
                        .sum()
                };
                let place = format!("{} {:?} {model}", asked.path, asked.level);
                assert_eq!(sum(None, "amount"), amount(&total["total"]), "{place}");
                assert_eq!(sum(None, "change"), amount(&total["change"]), "{place}");
                let sides = ["gainers", "losers", "unchanged"].map(|side| &total[side]);
                let changes: i64 = sides.iter().map(|side| amount(&side["change"])).sum();
                assert_eq!(changes, sum(Some(false), "change"), "{place}");
                for by in ["size", "sector", "region"] {
                    let groups = list(&period["groups"]).iter().filter(|one| one["by"] == by);
                    let of_groups: i64 = groups
                        .map(|group| one(&group["models"], "model", model))
                        .flat_map(|group| {
                            ["gainers", "losers", "unchanged"].map(|side| &group[side]["change"])
                        })
                        .map(amount)
                        .sum();
                    assert_eq!(of_groups, changes, "{place} by {by}");
                }
            }
        }
    });
}

#[test]
fn all_years_together_are_the_sum_of_the_years() {
    let asked = Asked {
        is_short: true,
        ..Asked::of_file("scenarios/examples/aspirant.toml")
    };
    let comparison = asked.json();
    let (all, years) = list(&comparison["periods"]).split_last().expect("periods");
    assert_eq!((years.len(), &all["years"]), (4, &Value::from(4)));
    for total in list(&all["totals"]) {
        let model = total["model"].as_str().expect("an id");
        for field in ["total", "change"] {
            let years = years
                .iter()
                .map(|year| one(&year["totals"], "model", model));
            let sum: i64 = years.map(|total| amount(&total[field])).sum();
            assert_eq!(sum, amount(&total[field]), "{model} {field}");
        }
    }
}

#[test]
fn another_baseline_turns_every_change_round() {
    for_examples(|asked, comparison| {
        for model in list(&comparison["models"]).iter().skip(1) {
            let id = model["id"].as_str().expect("an id");
            let turned = Asked {
                baseline: Some(id),
                models: &["base"],
                ..asked.clone()
            };
            let turned = turned.json();
            assert_eq!(turned["baseline"], id);
            let pairs = list(&comparison["periods"])
                .iter()
                .zip(list(&turned["periods"]));
            for (period, other) in pairs {
                for row in list(&other["recipients"]) {
                    let name = row["recipient"].as_str().expect("an id");
                    let rows = list(&period["recipients"]).iter();
                    let mut same =
                        rows.filter(|one| one["recipient"] == name && one["kind"] == row["kind"]);
                    let first = one(&same.next().expect("a row")["models"], "model", id);
                    let second = one(&row["models"], "model", "base");
                    assert_eq!(
                        amount(&first["change"]),
                        -amount(&second["change"]),
                        "{name}"
                    );
                }
            }
        }
    });
}

#[test]
fn threads_change_no_byte_and_the_digest_is_that_of_the_sections() {
    let asked = Asked::of_file("scenarios/examples/four-models.toml");
    let of_threads = |threads, format| {
        with_threads(Some(threads), || {
            asked.answer(format, Lang::Nl).expect("an answer")
        })
    };
    let json = of_threads(1, Format::Json);
    assert_eq!(json, of_threads(3, Format::Json));
    let mut document: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(document["schema"], "verdeel/compare@1");
    let digest = document["receipt"]["digest"].clone();
    let fields = document.as_object_mut().expect("an object");
    let around = [
        "schema",
        "scenario",
        "scenario_en",
        "file",
        "currency",
        "receipt",
    ];
    for key in around {
        assert!(fields.remove(key).is_some(), "{key}");
    }
    let sections = document.to_string();
    assert_eq!(digest, verdeel::results::digest(sections.as_bytes()));
}

#[test]
fn the_csv_holds_every_amount_of_the_json() {
    let asked = Asked {
        is_short: true,
        ..Asked::of_file("scenarios/examples/four-models.toml")
    };
    let csv = asked.answer(Format::Csv, Lang::En).expect("CSV");
    let mut lines = csv.lines();
    let head = "file,baseline,model,year,kind,recipient,region,beside,amount,baseline_amount,\
                change,scenario";
    assert_eq!(lines.next(), Some(head));
    let sums = lines.fold(std::collections::BTreeMap::new(), |mut sums, line| {
        let cells: Vec<&str> = line.split(',').collect();
        *sums.entry(cells[2].to_owned()).or_insert(0) += cents(cells[8]);
        sums
    });
    for total in list(&asked.json()["periods"][0]["totals"]) {
        let model = total["model"].as_str().expect("an id");
        assert_eq!(sums[model], amount(&total["total"]), "{model}");
    }
}

#[test]
fn within_and_between_groups_add_up() {
    let exact = |text: &str| verdeel::money::Exact::from_number_text(text).expect("a number");
    let unit = |value: &str, weight: &str| Weighted {
        value: exact(value),
        weight: exact(weight),
    };
    let units = [
        ("a", unit("3", "2")),
        ("a", unit("5/2", "1")),
        ("b", unit("7", "4")),
        ("b", unit("1/3", "1")),
        ("c", unit("2", "3")),
    ];
    let all: Vec<Weighted> = units.iter().map(|(_, unit)| unit.clone()).collect();
    let (whole, parts) = (inequality(&all).unwrap(), decomposition(&units).unwrap());
    let is_near = |left: f64, right: f64| (left - right).abs() < 1e-13;
    assert!(is_near(parts.t_within + parts.t_between, whole.theil_t));
    let l = parts.l_within.unwrap() + parts.l_between.unwrap();
    assert!(is_near(l, whole.theil_l.unwrap()));
    // Equal within groups: all lies between them, as with one unit of each.
    let equal = [
        ("a", unit("1", "1")),
        ("b", unit("3", "1/2")),
        ("b", unit("3", "1/2")),
    ];
    let parts = decomposition(&equal).unwrap();
    let two = inequality(&[unit("1", "1"), unit("3", "1")]).unwrap();
    assert!(is_near(parts.t_within, 0.0) && is_near(parts.t_between, two.theil_t));
}
