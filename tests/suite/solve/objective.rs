//! Objectives: the best values of some numbers, by hand and by running whole grids.

use serde_json::Value;
use verdeel::study::{Answer, Failure, Format, Lang, Look, Manner, SolveQuestion, Vary};
use verdeel::study::{solve, with_threads};

use super::{OPEN, closed};
use crate::runs::{Award, JSON, PATH, Run, cents, euros, read_text};

const KEEP: &str = r#"{ wish = "keep", at-least = "95 %", against = "base" }"#;
const NEUTRAL: &str = r#"{ wish = "total", at-most = 550_000 }"#;

fn answer(
    world: &str,
    (vary, objective): (&[&str], &str),
    until: &[&str],
    manner: Manner,
) -> Result<Answer, Failure> {
    let question = SolveQuestion {
        path: PATH.to_owned(),
        vary: vary.iter().map(|text| Vary::of(text)).collect(),
        objective: Some(objective.to_owned()),
        until: until.iter().map(|text| (*text).to_owned()).collect(),
        variant: None,
        breakpoints: false,
        baseline: None,
    };
    solve(&question, manner, &|path| read_text(path, world))
}

#[track_caller]
fn best(world: &str, asked: (&[&str], &str), until: &[&str]) -> Value {
    match answer(world, asked, until, JSON) {
        Ok(answer) => {
            let json: Value = serde_json::from_str(&answer.text).expect("JSON");
            assert_eq!(answer.fails, json["holds"] == false);
            json
        }
        Err(failure) => panic!("{}", failure.text),
    }
}

/// Returns the goal and the values that were found, with how sure it is.
fn told(json: &Value) -> String {
    let objective = &json["objective"];
    let text = |value: &Value| value.as_str().map_or(value.to_string(), str::to_owned);
    let values = objective["values"].as_array().into_iter().flatten();
    let values: Vec<String> = values.map(|one| text(&one["value"])).collect();
    let (after, sure) = (text(&objective["after"]), text(&objective["certainty"]));
    format!("{after}: {} {sure}", values.join(" "))
}

const BASE: &str = "component.base.amount=0..200_000";
const RATE: &str = "component.per-student.amount=500..2000";

#[test]
fn the_best_values_are_those_of_a_hand_calculation() {
    // In the file a has 350,000 and b 200,000. What rounding can do to b is 0.02, as it has two
    // claims; its 95 % is 190,000 and that of a 332,500.
    // The base is least where b and the total bind: base = 189,999.98 - 100 r, so that
    // 379,999.96 + 150 r is at most 550,000, and r at most 1,133.33; then the base is 76,666.98.
    // b has most where a and the total bind: a has 332,499.98, b what is left of 550,000; the rate
    // is 114,999.96 / 150 = 766.6664; at 766.67 a half step of the base is lost.
    let table: [(&[&str], &str, &[&str], &str); 5] = [
        (
            &[BASE, RATE],
            "min:component.base.amount",
            &[KEEP, NEUTRAL],
            "76666.98: 76666.98 1133.33 exact",
        ),
        (
            &[RATE, BASE],
            "min:component.base.amount",
            &[KEEP, NEUTRAL],
            "76666.98: 1133.33 76666.98 exact",
        ),
        // Without a base amount 350 r reaches 480,000 from 1,371.43 on, where a cent less lacks.
        (
            &[RATE],
            "min:component.per-student.amount",
            &[r#"{ wish = "total", at-least = 680_000 }"#],
            "1371.43: 1371.43 exact",
        ),
        // 350 r + 200,000 is at least 480,000 at 800.
        (
            &[RATE],
            "min:total",
            &[r#"{ wish = "total", at-least = 480_000 }"#],
            "480000.00: 800.00 exact",
        ),
        // Heads: a has 100,000 and 1,000 for each of at least 200.
        (
            &["partnership.a.students.noord=0..500"],
            "min:partnership.a.students.noord",
            &[r#"{ wish = "amount", at-least = 300_000, recipients = ["a"] }"#],
            "200: 200 exact",
        ),
    ];
    for (vary, objective, until, expected) in table {
        let json = best(OPEN, (vary, objective), until);
        assert_eq!(told(&json), expected, "{objective}: {json:#}");
    }
}

#[test]
fn what_keeps_it_from_being_better_is_named() {
    let slack = r#"{ wish = "amount", at-least = 1 }"#;
    let json = best(
        OPEN,
        (&[BASE, RATE], "min:component.base.amount"),
        &[KEEP, NEUTRAL, slack],
    );
    let binds = |at: usize| json["conditions"][at]["binds"]["recipients"].clone();
    assert_eq!(binds(0), serde_json::json!(["b"]), "{json:#}");
    assert_eq!(binds(1), serde_json::json!([]), "the total is nobody's");
    assert_eq!(binds(2), Value::Null);
    // 2 x 76,666.98 + 350 x 1,133.33 = 549,999.46.
    assert_eq!(json["conditions"][1]["room"], "0.54");
    assert_eq!(json["objective"]["before"], "100000.00");
}

#[test]
fn changes_are_smallest_where_only_what_must_go_goes() {
    // 540,000 is 10,000 less than in the file; nobody needs to gain.
    let until = [r#"{ wish = "total", at-most = 540_000 }"#];
    let json = best(OPEN, (&[BASE, RATE], "min:change"), &until);
    assert_eq!(json["objective"]["after"], "10000.00", "{json:#}");
    assert_eq!(json["objective"]["certainty"], "found");
}

/// Returns what a and b have in each of some worlds, as whole files that are run.
fn by_running(world: &str, heads: (i64, i64), rates: (i64, i64)) -> Vec<[i64; 2]> {
    let spots =
        (heads.0..=heads.1).flat_map(|heads| (rates.0..=rates.1).map(move |rate| (heads, rate)));
    let awards = spots.map(|(heads, rate)| {
        let text = world
            .replace("{ noord = 250 }", &format!("{{ noord = {heads} }}"))
            .replace(
                "amount = 1_000\nper",
                &format!("amount = {}\nper", euros(rate)),
            );
        let run = Run::of(&text);
        ["a", "b"].map(|id| {
            let is_own = |award: &Award<'_>| award.partnership == Some(id);
            run.sum("base", "2022/2023", is_own)
        })
    });
    awards.collect()
}

#[test]
fn no_values_of_a_whole_grid_do_better() {
    // 2 x 100,000 and 345 to 355 heads at some 1,142.86 pass the pot of 600,000 in this grid.
    let (heads, rates) = ((245, 255), (114_270, 114_300));
    let vary = [
        "partnership.a.students.noord=245..255",
        "component.per-student.amount=1142.70..1143",
    ];
    let least = |[a, b]: &[i64; 2]| *a.min(b);
    for shortage in ["proportional", "equal-awards", "equal-losses"] {
        let world = closed(shortage);
        let grid = by_running(&world, heads, rates);
        let wished = |awards: &&[i64; 2]| awards[0] >= 38_571_000 && awards[1] <= 21_428_500;
        let kept = [
            r#"{ wish = "amount", at-least = 385_710, recipients = ["a"] }"#,
            r#"{ wish = "amount", at-most = 214_285, recipients = ["b"] }"#,
        ];
        let all: [(&str, &[&str], Option<i64>); 3] = [
            ("max:least-award", &[], grid.iter().map(least).max()),
            (
                "max:least-award",
                &kept,
                grid.iter().filter(wished).map(least).max(),
            ),
            ("max:total", &[], grid.iter().map(|[a, b]| a + b).max()),
        ];
        for (objective, until, expected) in all {
            let always = r#"{ wish = "total", at-least = 0 }"#;
            let until = [until, &[always]].concat();
            let json = best(&world, (&vary, objective), &until);
            let after = json["objective"]["after"].as_str().map(cents);
            assert_eq!(after, expected, "{shortage} {objective}: {json:#}");
        }
    }
}

#[test]
fn few_combinations_are_all_run() {
    // Above the pot all totals are equal, and no step from there tells that there are less.
    let world = closed("equal-losses");
    let grid = by_running(&world, (249, 251), (114_270, 114_300));
    let wished = grid
        .iter()
        .filter(|awards| awards[0] >= 38_571_000 && awards[1] <= 21_428_500);
    let expected = wished.map(|[a, b]| a + b).min();
    let vary = [
        "partnership.a.students.noord=249..251",
        "component.per-student.amount=1142.70..1143",
    ];
    let kept = [
        r#"{ wish = "amount", at-least = 385_710, recipients = ["a"] }"#,
        r#"{ wish = "amount", at-most = 214_285, recipients = ["b"] }"#,
    ];
    let json = best(&world, (&vary, "min:total"), &kept);
    let after = json["objective"]["after"].as_str().map(cents);
    assert_eq!(after, expected, "{json:#}");
    assert_eq!(json["objective"]["certainty"], "exact");
}

#[test]
fn three_numbers_at_once_do_as_well_as_their_whole_grid() {
    // The total of 2 b + (250 + 100) r with b from 0 to 12, r from 0 to 12 and one head more or
    // less for a: as near to 20.00 from above as whole cents allow.
    let world = OPEN
        .replace("previous = 400_000\n", "")
        .replace("previous = 100_000\n", "");
    let vary = [
        "component.base.amount=0..0.12",
        "component.per-student.amount=0..0.12",
        "partnership.a.students.noord=249..251",
    ];
    let mut totals = Vec::new();
    for base in 0..=12 {
        for rate in 0..=12 {
            for heads in 249..=251 {
                totals.push(2 * base + (heads + 100) * rate);
            }
        }
    }
    let expected = totals.into_iter().filter(|total| *total >= 2_000).min();
    let until = [r#"{ wish = "total", at-least = 20 }"#];
    let json = best(&world, (&vary, "min:total"), &until);
    assert_eq!(
        json["objective"]["after"].as_str().map(cents),
        expected,
        "{json:#}"
    );
}

#[test]
fn what_was_not_found_names_a_smallest_set_and_what_each_lacks() {
    // a is never below b: b has 400,000 only where a has as much (without a rate), and a at most
    // 300,000 leaves b at most that, 100,000 short. The total holds with either.
    let until = [
        r#"{ wish = "total", at-least = 0 }"#,
        r#"{ wish = "amount", at-least = 400_000, recipients = ["b"] }"#,
        r#"{ wish = "amount", at-most = 300_000, recipients = ["a"] }"#,
    ];
    let vary = [
        "component.base.amount=0..500_000",
        "component.per-student.amount=0..2_000",
    ];
    let json = best(OPEN, (&vary, "min:total"), &until);
    assert_eq!(json["holds"], false);
    assert_eq!(json["objective"]["after"], Value::Null);
    let conflicts = json["conflicts"].as_array().expect("a list");
    assert_eq!(conflicts.len(), 1, "{json:#}");
    let ways = conflicts[0].as_array().expect("a list").iter();
    let ways: Vec<String> = ways
        .map(|way| format!("{} {}", way["condition"], way["gives"]))
        .collect();
    assert_eq!(ways, ["1 \"100000.00\"", "2 \"100000.00\""], "{json:#}");
    let at = |way: usize| conflicts[0][way]["at"][0]["value"].clone();
    assert_eq!([at(0), at(1)], ["300000.00", "400000.00"]);
}

#[test]
fn objectives_do_not_depend_on_threads_and_exist_in_every_format_and_language() {
    let world = closed("equal-losses");
    let impossible = r#"{ wish = "total", at-least = 700_000 }"#;
    let written = |until: &[&str], format: Format, lang: Lang, threads: usize| {
        let look = Look { lang, ..JSON.look };
        let manner = Manner {
            format,
            look,
            ..JSON
        };
        let asked: (&[&str], &str) = (&[BASE, RATE], "max:least-award");
        let answer = with_threads(Some(threads), || answer(&world, asked, until, manner));
        let answer = answer.unwrap_or_else(|failure| panic!("{}", failure.text));
        answer.text
    };
    for until in [&[KEEP][..], &[impossible]] {
        let alone = written(until, Format::Json, Lang::Nl, 1);
        assert_eq!(alone, written(until, Format::Json, Lang::Nl, 3));
    }
    let table = written(&[KEEP], Format::Table, Lang::Nl, 2);
    let named = "onderdeel base: bedrag (component.base.amount) van €";
    assert!(table.starts_with(named), "{table}");
    let rows = written(&[impossible], Format::Csv, Lang::En, 2);
    assert!(
        rows.starts_with("row,name,before,after,certainty,binds\n"),
        "{rows}"
    );
    // A pot of 600,000 cannot pay 700,000.
    assert!(
        rows.contains("gives,condition,,100000.00,found,\n"),
        "{rows}"
    );
}

#[test]
fn objectives_that_cannot_be_say_what_can() {
    let seven: Vec<String> = (0..7).map(|_| RATE.to_owned()).collect();
    let seven: Vec<&str> = seven.iter().map(String::as_str).collect();
    let table: [(&[&str], &str, &str, &str); 6] = [
        (
            &[RATE],
            "min:totl",
            "`min:totl` is no objective",
            "`min:total`",
        ),
        (&[RATE], "total", "`total` is no objective", "`max:total`"),
        (
            &[RATE],
            "min:component.base.amount",
            "is no objective",
            "`min:component.per-student.amount`",
        ),
        (
            &[RATE, RATE],
            "min:total",
            "is given twice under `--vary`",
            "once",
        ),
        (&seven, "min:total", "more numbers than", "at most 6"),
        (
            &[RATE, "component.bas.amount"],
            "min:total",
            "unknown path `component.bas.amount`",
            "`component.base.amount`",
        ),
    ];
    for (vary, objective, says, hint) in table {
        match answer(OPEN, (vary, objective), &[NEUTRAL], JSON) {
            Ok(answer) => panic!("{says}: {}", answer.text),
            Err(failure) => {
                let text = failure.text;
                assert!(text.contains(says) && text.contains(hint), "{says}: {text}");
            }
        }
    }
}
