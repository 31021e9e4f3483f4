//! A scenario that is held open: what is laid over it equals opening the changed text, and a model
//! of its numbers equals running each point.

use std::collections::BTreeMap;

use verdeel::study::{
    self, Columns, DrawCount, Failure, FailureKind, Form, Given, Lang, Selection, Session,
    SimulateQuestion, Values, Watch,
};

use crate::runs::{JSON, PATH, Run, read_text};
use crate::source::{read, root};

/// Who watches and never stops anything.
struct Nobody;

impl Watch for Nobody {
    fn done(&self, _: u64, _: Option<u64>) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// Who stops everything at once.
struct Impatient;

impl Watch for Impatient {
    fn done(&self, _: u64, _: Option<u64>) {}

    fn is_stopped(&self) -> bool {
        true
    }
}

/// Two partnerships that are paid 100,000 and 955 per student, without a ceiling.
const LINEAR: &str = r#"
years = ["2024"]

[[region]]
id = "noord"

[[partnership]]
id = "a"
students = { noord = 100 }

[[partnership]]
id = "b"
students = { noord = 200 }

[[component]]
id = "base"
amount = 100_000

[[component]]
id = "per-student"
amount = 955
per = "student"

[[division]]
id = "all"
pays = ["base", "per-student"]

[[variant]]
id = "rate-1000"
set = { "component.per-student.amount" = 1_000 }
"#;

fn of_text(text: &str) -> Session {
    let read = |path: &str| read_text(path, text);
    Session::open(PATH, JSON, &read).unwrap_or_else(|failure| panic!("{}", failure.text))
}

fn of_file(path: &str) -> Session {
    of_text_at(path, &read(path))
}

fn of_text_at(path: &str, text: &str) -> Session {
    let read = |asked: &str| match asked == path {
        true => Ok(text.to_owned()),
        false => std::fs::read_to_string(root().join(asked)).map_err(|error| error.to_string()),
    };
    Session::open(path, JSON, &read).unwrap_or_else(|failure| panic!("{}", failure.text))
}

fn written(values: &[(&str, &str)]) -> Vec<(String, Given)> {
    let values = values.iter();
    values
        .map(|(path, value)| ((*path).to_owned(), Given::Written((*value).to_owned())))
        .collect()
}

/// Returns what recipients have in all, in cents, by recipient.
#[track_caller]
fn totals(session: &Session, variant: &str) -> BTreeMap<String, i64> {
    let run = session.run_columns(Some(variant), Lang::En);
    let totals = run
        .unwrap_or_else(|failure| panic!("{}", failure.text))
        .totals;
    let [names, cents] = ["recipient", "cents"].map(|name| totals.column(name).expect("a column"));
    let rows = 0..totals.rows;
    rows.map(|row| {
        let name = names.text(row).expect("a name").to_owned();
        (name, cents.whole(row).expect("an amount"))
    })
    .collect()
}

/// Returns amounts in whole euros as cents.
fn expected(rows: &[(&str, i64)]) -> BTreeMap<String, i64> {
    let rows = rows.iter();
    rows.map(|(name, euros)| ((*name).to_owned(), euros * 100))
        .collect()
}

#[test]
fn amounts_of_what_is_laid_over_are_those_worked_out_by_hand() {
    let session = of_text(LINEAR);
    // 100,000 + 955 × 100, and 100,000 + 955 × 200.
    assert_eq!(
        totals(&session, "base"),
        expected(&[("a", 195_500), ("b", 291_000)])
    );
    let values = [
        ("component.per-student.amount", "1_100.50"),
        ("component.base.amount", "0"),
    ];
    let laid = session.overlay(&written(&values), ("base", "mine"), JSON);
    let laid = laid.expect("numbers");
    // 1,100.50 × 100, and 1,100.50 × 200.
    assert_eq!(
        totals(&laid, "mine"),
        expected(&[("a", 110_050), ("b", 220_100)])
    );
    // On top of a variant, which goes on paying 1,000 per student.
    let values = [("component.base.amount", "50_000")];
    let laid = laid.overlay(&written(&values), ("rate-1000", "more"), JSON);
    let laid = laid.expect("a number");
    assert_eq!(
        totals(&laid, "more"),
        expected(&[("a", 150_000), ("b", 250_000)])
    );
    // A choice: nobody below 150 students has a right to the base.
    let values = [("component.base.when", "{ students = { at-least = 150 } }")];
    let laid = laid.overlay(&written(&values), ("more", "large"), JSON);
    let laid = laid.expect("a choice");
    assert_eq!(
        totals(&laid, "large"),
        expected(&[("a", 100_000), ("b", 250_000)])
    );
    let ids: Vec<String> = laid
        .variants(Lang::En)
        .into_iter()
        .map(|one| one.0)
        .collect();
    assert_eq!(ids, ["base", "rate-1000", "mine", "more", "large"]);
}

#[test]
fn what_is_laid_over_equals_opening_the_text_of_it() {
    for (path, like, values) in [
        (
            "scenarios/examples/two-regions.toml",
            "base",
            vec![
                ("partnership.de-linde.students.noord", "150"),
                ("component.per-student.amount", "900"),
                ("division.national.pot", "30_000_000"),
            ],
        ),
        (
            "scenarios/national/national.toml",
            "base",
            vec![("component.step.steps.140.amount", "123_456.78")],
        ),
        (
            "scenarios/examples/two-regions.toml",
            "regional",
            vec![(
                "division.in-region.slice",
                "[{ to = \"office\", share = \"7.5 %\" }]",
            )],
        ),
    ] {
        let session = of_file(path);
        let laid = session.overlay(&written(&values), (like, "mine"), JSON);
        let laid = laid.unwrap_or_else(|failure| panic!("{}", failure.text));
        let text = laid.text(Lang::En).expect("a text");
        let opened = of_text_at(path, &text);
        let [own, other] = [&laid, &opened].map(|one| one.run_columns(Some("mine"), Lang::En));
        assert_eq!(own.expect("a run"), other.expect("a run"), "{values:?}");
    }
}

#[test]
fn what_is_laid_over_a_merger_is_laid_over_those_who_merge() {
    let session = of_text(&format!(
        "{LINEAR}\n[[variant]]\nid = \"one\"\nmerge = [\"a\", \"b\"]\n"
    ));
    // 100,000 + 955 × (100 + 200).
    assert_eq!(totals(&session, "one"), expected(&[("a", 386_500)]));
    let values = [("partnership.a.students.noord", "150")];
    let laid = session.overlay(&written(&values), ("one", "mine"), JSON);
    let laid = laid.expect("a number");
    // 100,000 + 955 × (150 + 200).
    assert_eq!(totals(&laid, "mine"), expected(&[("a", 434_250)]));
}

#[test]
fn columns_of_a_run_are_the_awards_of_its_json() {
    let session = of_text(LINEAR);
    let awards = session.run_columns(None, Lang::En).expect("a run").awards;
    let json: serde_json::Value = serde_json::from_str(&Run::of(LINEAR).json).expect("JSON");
    let mut row = 0;
    for variant in json["variants"].as_array().expect("variants") {
        for year in variant["years"].as_array().expect("years") {
            for award in year["awards"].as_array().expect("awards") {
                assert_eq!(
                    awards.column("variant").and_then(|own| own.text(row)),
                    variant["id"].as_str()
                );
                for name in [
                    "recipient",
                    "kind",
                    "region",
                    "partnership",
                    "component",
                    "pot",
                ] {
                    let own = awards.column(name).and_then(|own| own.text(row));
                    assert_eq!(own, award[name].as_str(), "{name} of row {row}");
                }
                let euros = award["amount"]
                    .as_str()
                    .expect("an amount")
                    .replace('.', "");
                let cents = awards.column("cents").and_then(|own| own.whole(row));
                assert_eq!(cents, euros.parse().ok());
                row += 1;
            }
        }
    }
    assert_eq!(row, awards.rows);
    assert!(row > 4, "{row} awards");
}

#[test]
fn what_is_wrong_with_a_value_is_told_at_its_place() {
    let session = of_text(LINEAR);
    let refused = |values: &[(&str, &str)], name: &str| {
        let laid = session.overlay(&written(values), ("base", name), JSON);
        laid.err()
            .unwrap_or_else(|| panic!("{values:?} is accepted"))
    };
    let negative = refused(&[("component.base.amount", "-1")], "mine");
    assert_eq!(negative.kind, FailureKind::Problems);
    assert!(!negative.problems.is_empty(), "{}", negative.text);
    assert!(negative.problems[0].line.is_some());
    let astray = refused(&[("component.bass.amount", "1")], "mine");
    assert_eq!(astray.problems[0].code, "dangling-path");
    assert_eq!(refused(&[], "rate-1000").kind, FailureKind::Usage);
    assert_eq!(refused(&[], "no id").kind, FailureKind::Usage);
}

#[test]
fn a_count_in_rows_changes_amounts_and_nothing_else_can_be_asked() {
    let rows = "students = { noord = 100 }";
    let count = "[[count]]\nyear = \"2022/2023\"\npartnership = \"a\"\nregion = \"noord\"\n\
                 students = 100\n";
    let session = of_text(&format!("{}{count}", LINEAR.replace(rows, "")));
    let numbers = session.numbers("base", Lang::En).expect("numbers");
    let paths = numbers.column("path").expect("paths");
    let mut paths = (0..numbers.rows).filter_map(|row| paths.text(row));
    let count = paths
        .find(|path| path.starts_with("count.a"))
        .expect("a count");
    let laid = session.overlay(&written(&[(count, "300")]), ("base", "mine"), JSON);
    let laid = laid.expect("a count");
    // 100,000 + 955 × 300.
    assert_eq!(
        totals(&laid, "mine"),
        expected(&[("a", 386_500), ("b", 291_000)])
    );
    let refused: Failure = laid.text(Lang::En).expect_err("no text");
    assert!(refused.text.contains(count), "{}", refused.text);
}

/// Everything that is paid.
fn all() -> Selection {
    Selection::new()
}

fn only(name: &str, value: &str) -> Selection {
    Selection::from([(name.to_owned(), value.to_owned())])
}

#[test]
fn a_model_of_numbers_is_the_formula_that_they_stand_in() {
    let session = of_text(LINEAR);
    let paths = ["component.base.amount", "component.per-student.amount"].map(str::to_owned);
    let outputs = [all(), only("recipient", "a"), only("component", "base")];
    let model = session
        .model((&paths, &outputs), "base", Lang::En)
        .expect("a model");
    for points in [3_i32, 1_000] {
        let rows = (0..points).flat_map(|point| [f64::from(point), f64::from(point) / 8.0]);
        let rows: Vec<f64> = rows.collect();
        let found = model.outcomes(&rows, &Nobody, Lang::En).expect("outcomes");
        for (at, point) in (0..points).enumerate() {
            let base = i64::from(point) * 100;
            // Eighths of a euro are rounded half to even.
            let rate = i64::from(point) * 100 / 8;
            let rest = i64::from(point) * 100 % 8;
            let rate = rate + i64::from(rest > 4 || rest == 4 && rate % 2 == 1);
            let own = [2 * base + 300 * rate, base + 100 * rate, 2 * base];
            assert_eq!(
                [found[0][at], found[1][at], found[2][at]],
                own,
                "point {point}"
            );
        }
    }
}

#[test]
fn blocks_of_points_equal_points_one_by_one() {
    for path in [
        "scenarios/examples/two-regions.toml",
        "scenarios/examples/four-models.toml",
        "scenarios/examples/three-partnerships.toml",
        "scenarios/examples/uncertain.toml",
        "scenarios/examples/aspirant.toml",
        "scenarios/examples/sites.toml",
    ] {
        let session = of_file(path);
        let numbers = session.numbers("base", Lang::En).expect("numbers");
        let (Some(paths), Some(Values::SomeNumbers(now))) =
            (numbers.column("path"), numbers.column("value"))
        else {
            panic!("no numbers in {path}");
        };
        let rows = (0..numbers.rows).filter_map(|row| Some((paths.text(row)?, now[row]?)));
        let rows: Vec<(&str, f64)> = rows.collect();
        let names: Vec<String> = rows.iter().map(|(name, _)| (*name).to_owned()).collect();
        let outputs = [all(), only("kind", "partnership")];
        let model = session.model((&names, &outputs), "base", Lang::En);
        let model = model.unwrap_or_else(|failure| panic!("{path}: {}", failure.text));
        // Every number somewhere between nothing and what it is now.
        let point = |at: usize| -> Vec<f64> {
            let values = rows.iter().enumerate();
            let part = |number: usize| {
                let part = u8::try_from((at * 31 + number * 17) % 101).expect("small");
                f64::from(part) / 100.0
            };
            values
                .map(|(number, (_, now))| now * part(number))
                .collect()
        };
        let points: Vec<Vec<f64>> = (0..150).map(point).collect();
        let together = model
            .outcomes(&points.concat(), &Nobody, Lang::En)
            .expect("outcomes");
        for (at, point) in points.iter().enumerate().step_by(13) {
            let alone = model.outcomes(point, &Nobody, Lang::En).expect("outcomes");
            let own = together.iter().map(|sum| sum[at]);
            let alone: Vec<i64> = alone.iter().map(|sum| sum[0]).collect();
            assert_eq!(own.collect::<Vec<i64>>(), alone, "{path}, point {at}");
        }
    }
}

#[test]
fn a_model_says_what_it_cannot_do() {
    let session = of_text(LINEAR);
    let model = |path: &str, output: Selection| {
        session.model((&[path.to_owned()], &[output]), "base", Lang::En)
    };
    let base = "component.base.amount";
    for (path, output, told) in [
        ("component.bass.amount", all(), "unknown path"),
        ("component.base.per", all(), "unknown path"),
        (base, only("recipient", "c"), "unknown recipient `c`"),
        (base, only("recipients", "a"), "unknown column `recipients`"),
    ] {
        let failure = model(path, output).expect_err("a refusal");
        assert!(failure.text.contains(told), "{}", failure.text);
    }
    let model = model(base, all()).expect("a model");
    for points in [[-1.0], [f64::NAN], [1e300]] {
        let failure = model
            .outcomes(&points, &Nobody, Lang::En)
            .expect_err("a refusal");
        assert!(failure.text.contains("is no value for"), "{}", failure.text);
    }
    let failure = model
        .outcomes(&[1.0], &Impatient, Lang::En)
        .expect_err("a stop");
    assert_eq!(failure.kind, FailureKind::Stopped);
}

#[test]
fn a_simulation_in_columns_is_that_in_json() {
    let path = "scenarios/examples/uncertain.toml";
    let question = SimulateQuestion {
        path: path.to_owned(),
        draws: Some(DrawCount::Fixed(64)),
        precision: None,
        seed: 7,
        variant: None,
        baseline: None,
        quantiles: Vec::new(),
        vintages: false,
        only_draw: None,
        keep_draws: Some(String::new()),
        form: Form::Text,
    };
    let read = |path: &str| Ok(read(path));
    let columns = study::simulate_columns(&question, JSON, &read, &Nobody).expect("columns");
    let stopped = study::simulate_columns(&question, JSON, &read, &Impatient);
    assert_eq!(stopped.expect_err("a stop").kind, FailureKind::Stopped);
    let kept = None;
    let question = SimulateQuestion {
        keep_draws: kept,
        ..question
    };
    let answer = study::simulate(&question, JSON, &read, &Nobody).expect("an answer");
    assert_eq!(columns.json, answer.text);
    let json: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
    let first = &json["variants"][0]["series"][0];
    let cell = |columns: &Columns, name: &str| columns.column(name).and_then(|own| own.whole(0));
    let mean = first["mean"].as_str().expect("a mean").replace('.', "");
    assert_eq!(cell(&columns.statistics, "cents"), mean.parse().ok());
    let draws: usize = columns.draws.iter().map(|group| group.rows).sum();
    let series = json["variants"].as_array().expect("variants").iter();
    let series = series.map(|one| one["series"].as_array().expect("series").len());
    assert_eq!(draws, 64 * series.sum::<usize>());
}
