//! Several parameters without an objective: a stated grid, and the last parameter at each point.

use serde_json::Value;
use verdeel::study::{Answer, Failure, Format, Lang, Look, Manner, SolveQuestion, Vary, solve};

use super::{OPEN, RATE, asked, intervals, solved};
use crate::runs::{JSON, PATH, read_text};

fn question(vary: &[&str], until: &[&str]) -> SolveQuestion {
    SolveQuestion {
        path: PATH.to_owned(),
        vary: vary.iter().map(|text| Vary::of(text)).collect(),
        objective: None,
        until: until.iter().map(|text| (*text).to_owned()).collect(),
        variant: None,
        breakpoints: false,
        baseline: None,
    }
}

fn answered(vary: &[&str], until: &[&str], manner: Manner) -> Result<Answer, Failure> {
    let question = question(vary, until);
    solve(&question, manner, &|path| read_text(path, OPEN))
}

#[track_caller]
fn text(vary: &[&str], until: &[&str], manner: Manner) -> (String, bool) {
    let answer = answered(vary, until, manner);
    let answer = answer.unwrap_or_else(|failure| panic!("{}", failure.text));
    (answer.text, answer.fails)
}

#[track_caller]
fn json(vary: &[&str], until: &[&str]) -> Value {
    let (text, fails) = text(vary, until, JSON);
    let json: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["holds"], !fails, "fails when no point has a solution");
    json
}

const BASE: &str = "component.base.amount=0..100_000";
const TWO_THOUSAND: &str = "component.per-student.amount=0..2000";

#[test]
fn two_numbers_are_all_values_of_the_last_beside_eleven_of_the_first() {
    // 2 b + 350 r is 550,000 at most: with a base amount of 0 up to 1,571.42, and 57.14 less for
    // every 10,000 of it.
    let total = [r#"{ wish = "total", at-most = 550_000 }"#];
    let json = json(&[BASE, TWO_THOUSAND], &total);
    let rows = json["frontier"].as_array().expect("a list").iter();
    let ends: Vec<String> = rows
        .map(|row| {
            let at = &row["at"][0];
            format!("{at} {}", intervals(&row["solution"]["intervals"])[0])
        })
        .collect();
    assert_eq!(ends.len(), 11);
    assert_eq!(ends[0], "\"0.00\" 0.00 1571.42 exact");
    assert_eq!(ends[1], "\"10000.00\" 0.00 1514.28 exact");
    assert_eq!(ends[10], "\"100000.00\" 0.00 1000.00 exact");
}

#[test]
fn the_answer_names_the_values_that_were_tried_and_that_nothing_lies_between() {
    let total = [r#"{ wish = "total", at-most = 550_000 }"#];
    let json = json(&[BASE, TWO_THOUSAND], &total);
    assert_eq!(json["points"], 11);
    let values = json["grid"][0]["values"].as_array().expect("a list");
    let expected = (0..=10).map(|step| format!("{}.00", step * 10_000));
    assert_eq!(*values, expected.map(Value::from).collect::<Vec<Value>>());
    for (lang, words) in [
        (
            Lang::Nl,
            [
                "alleen deze 11 waarden",
                "11 punten",
                "niets gezocht",
                "70.000,00",
            ],
        ),
        (
            Lang::En,
            [
                "only these 11 values",
                "11 points",
                "nothing was searched",
                "€70,000",
            ],
        ),
    ] {
        let manner = Manner {
            format: Format::Table,
            look: Look { lang, ..JSON.look },
            ..JSON
        };
        let (text, _) = text(&[BASE, TWO_THOUSAND], &total, manner);
        for word in words {
            assert!(text.contains(word), "{word}: {text}");
        }
    }
}

#[test]
fn three_numbers_are_a_grid_of_two() {
    // With a base amount of 0 and `a` at 500 students: 600 r is 550,000 at most.
    let students = "partnership.a.students.noord=0..500";
    let total = [r#"{ wish = "total", at-most = 550_000 }"#];
    let json = json(&[BASE, students, TWO_THOUSAND], &total);
    assert_eq!(json["points"], 121);
    let rows = json["frontier"].as_array().expect("a list");
    assert_eq!(rows.len(), 121);
    let row = &rows[10];
    assert_eq!(row["at"], serde_json::json!(["0.00", 500]));
    let expected = ["0.00 916.66 exact"];
    assert_eq!(intervals(&row["solution"]["intervals"]), expected);
}

#[test]
fn a_grid_without_a_solution_names_a_conflict_and_its_cheapest_way_out() {
    // a has b + 250 r, all together 2 b + 350 r. Where a has 600,000, all together have least
    // without a base amount, and then 350 x 2,400 = 840,000, which is 290,000 too much. Where all
    // together have 550,000, a has most without a base amount: 250 x 1,571.42 = 392,855.
    let until = [
        r#"{ wish = "amount", at-least = 0 }"#,
        r#"{ wish = "amount", at-least = 600_000, recipients = ["a"] }"#,
        r#"{ wish = "total", at-most = 550_000 }"#,
    ];
    let json = json(&[BASE, "component.per-student.amount=0..3000"], &until);
    assert_eq!(json["holds"], false);
    let conflicts = json["conflicts"].as_array().expect("a list");
    assert_eq!(conflicts.len(), 1, "{json}");
    let ways = conflicts[0].as_array().expect("a list").iter();
    let ways: Vec<String> = ways
        .map(|way| {
            format!(
                "{} {} {} {}",
                way["condition"], way["gives"], way["at"], way["point"]
            )
        })
        .collect();
    let expected = [
        r#"1 "207145.00" "1571.42" ["0.00"]"#,
        r#"2 "290000.00" "2400.00" ["0.00"]"#,
    ];
    assert_eq!(ways, expected);
}

#[test]
fn a_range_without_values_is_mended_where_it_stands() {
    let wish = [r#"{ wish = "total", at-most = 1 }"#];
    for range in ["5000..0", "500..500"] {
        let failure = answered(&[&format!("component.base.amount={range}")], &wish, JSON);
        let text = failure.expect_err("nothing to try").text;
        let says = "write the smaller value first: `component.base.amount=FROM..TO`";
        assert!(
            text.contains("no values to try") && text.contains(says),
            "{text}"
        );
    }
}

#[test]
fn a_number_cannot_vary_twice_and_breakpoints_take_one() {
    let wish = [r#"{ wish = "total", at-most = 1 }"#];
    let failure = answered(&[RATE, TWO_THOUSAND], &wish, JSON).expect_err("varied twice");
    assert!(
        failure.text.contains("is given twice") && failure.text.contains("hint:"),
        "{}",
        failure.text
    );
    let mut map = question(&[BASE, RATE], &[]);
    map.breakpoints = true;
    let failure = solve(&map, JSON, &|path| read_text(path, OPEN)).expect_err("two numbers");
    assert!(failure.text.contains("vary at most 1"), "{}", failure.text);
}

#[test]
fn the_end_of_the_range_is_no_limit() {
    // a has 380,000 from 1,120 up, however far up that goes; below zero there is no value.
    let keep = r#"{ wish = "keep", at-least = "95 %", against = "previous", recipients = ["a"] }"#;
    let most = r#"{ wish = "total", at-most = 550_000 }"#;
    for (wish, ends) in [(keep, ["limit", "search"]), (most, ["least", "limit"])] {
        let json = solved(&asked(OPEN, RATE, &[wish]));
        let own = ["from", "to"].map(|end| json["intervals"][0][end]["end"].clone());
        assert_eq!(own, ends, "{json}");
    }
    for (lang, words) in [
        (
            Lang::Nl,
            "is niet gezocht: het bereik eindigt daar, niet per se de oplossing",
        ),
        (
            Lang::En,
            "nothing was searched: the range ends there, not necessarily the solution",
        ),
    ] {
        let manner = Manner {
            format: Format::Table,
            look: Look { lang, ..JSON.look },
            ..JSON
        };
        let (text, _) = text(&[RATE], &[keep], manner);
        assert!(text.contains(words), "{text}");
    }
}
