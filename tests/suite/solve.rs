//! Solving: values worked out by hand, and every cent of small ranges run one by one.

mod breakpoints;
mod grid;
mod need;
mod objective;
mod shortages;

use serde_json::Value;
use verdeel::study::{Answer, Failure, Format, Lang, Look, Manner, SolveQuestion, Vary};
use verdeel::study::{check, solve, with_threads};

use crate::runs::{JSON, PATH, cents, read_text};

/// An amount per student and a base amount, without a ceiling. Of `a` 400,000 was stated.
const OPEN: &str = r#"
title = "Open"
years = ["2022/2023"]

[[region]]
id = "noord"

[[partnership]]
id = "a"
sector = "po"
students = { noord = 250 }
previous = 400_000

[[partnership]]
id = "b"
sector = "po"
students = { noord = 100 }
previous = 100_000

[[component]]
id = "base"
amount = 100_000
grade = "assumption"

[[component]]
id = "per-student"
amount = 1_000
per = "student"
grade = "assumption"

[[division]]
id = "national"
pays = ["base", "per-student"]
grade = "assumption"
"#;

/// What is asked of a world.
struct Asked<'a> {
    world: &'a str,
    vary: &'a str,
    range: Option<(&'a str, &'a str)>,
    variant: Option<&'a str>,
    until: &'a [&'a str],
}

fn asked<'a>(world: &'a str, vary: &'a str, until: &'a [&'a str]) -> Asked<'a> {
    Asked {
        world,
        vary,
        range: None,
        variant: None,
        until,
    }
}

fn answer(asked: &Asked<'_>, manner: Manner) -> Result<Answer, Failure> {
    let question = SolveQuestion {
        path: PATH.to_owned(),
        vary: vec![Vary {
            path: asked.vary.to_owned(),
            from: asked.range.map(|(from, _)| from.to_owned()),
            to: asked.range.map(|(_, to)| to.to_owned()),
            is_range: false,
        }],
        objective: None,
        until: asked.until.iter().map(|text| (*text).to_owned()).collect(),
        variant: asked.variant.map(str::to_owned),
        breakpoints: asked.until.is_empty(),
        baseline: None,
    };
    solve(&question, manner, &|path| read_text(path, asked.world))
}

#[track_caller]
fn solved(asked: &Asked<'_>) -> Value {
    match answer(asked, JSON) {
        Ok(answer) => {
            let json: Value = serde_json::from_str(&answer.text).expect("JSON");
            let holds = json["holds"] == true;
            assert_eq!(
                answer.fails, !holds,
                "the answer fails when nothing will do"
            );
            json
        }
        Err(failure) => panic!("{}", failure.text),
    }
}

/// Returns the ends of intervals with their certainty, as text.
fn intervals(json: &Value) -> Vec<String> {
    let rows = json.as_array().into_iter().flatten();
    let text = |value: &Value| value.as_str().map_or(value.to_string(), str::to_owned);
    rows.map(|row| {
        let [from, to] = ["from", "to"].map(|end| text(&row[end]["value"]));
        format!("{from} {to} {}", text(&row["certainty"]))
    })
    .collect()
}

/// Returns who binds at an end of the first interval.
fn binds(json: &Value, end: &str) -> Vec<String> {
    let bindings = json["intervals"][0][end]["binds"].as_array();
    let recipients = bindings.into_iter().flatten();
    let names =
        recipients.flat_map(|one| one["recipients"].as_array().cloned().unwrap_or_default());
    names
        .map(|name| name.as_str().unwrap_or_default().to_owned())
        .collect()
}

const RATE: &str = "component.per-student.amount";
const BASE_AMOUNT: &str = "component.base.amount";

#[test]
fn end_points_are_those_of_a_hand_calculation() {
    let table: [(&str, &str, &[&str], &[&str]); 8] = [
        // 100,000 + 250 r is 380,000 at 1,120; a cent less per student lacks 2.50.
        (
            "95 % of what is stated",
            RATE,
            &[r#"{ wish = "keep", at-least = "95 %", against = "previous", recipients = ["a"] }"#],
            &["1120.00 2000.00 exact"],
        ),
        // 200,000 + 350 r is 480,000 at 800 only: a cent is 3.50 in all.
        (
            "one value only",
            RATE,
            &[r#"{ wish = "total", at-least = 480_000, at-most = 480_000 }"#],
            &["800.00 800.00 exact"],
        ),
        // Between 479,990 and 480,010 lie 799.98 (479,993) to 800.02 (480,007).
        (
            "a few values",
            RATE,
            &[r#"{ wish = "total", at-least = 479_990, at-most = 480_010 }"#],
            &["799.98 800.02 exact"],
        ),
        // Per student b has 1,000 more than the rate, a 400 more.
        (
            "at most 1,900 per student",
            RATE,
            &[r#"{ wish = "amount", at-most = 1_900, per = "student", recipients = ["b"] }"#],
            &["0.00 900.00 exact"],
        ),
        // a has 250,000 besides the base, b 100,000.
        (
            "the base amount",
            BASE_AMOUNT,
            &[r#"{ wish = "amount", at-least = 150_000.01 }"#],
            &["50000.01 200000.00 exact"],
        ),
        // 1,000 per student: a holds with 250,000 from 0 up.
        (
            "always true",
            BASE_AMOUNT,
            &[r#"{ wish = "amount", at-least = 0 }"#],
            &["0.00 200000.00 exact"],
        ),
        // a: r at least 1,120 as above; all together at most 650,000: 350 r at most 450,000.
        (
            "two together",
            RATE,
            &[
                r#"{ wish = "keep", at-least = "95 %", against = "previous", recipients = ["a"] }"#,
                r#"{ wish = "total", at-most = 650_000 }"#,
            ],
            &["1120.00 1285.71 exact"],
        ),
        // Of 250 heads at 1,000 and the base a has 350,000; b's 100 heads do not matter.
        (
            "heads",
            "partnership.a.students.noord",
            &[r#"{ wish = "amount", at-least = 300_000, recipients = ["a"] }"#],
            &["200 500 exact"],
        ),
    ];
    for (name, vary, until, expected) in table {
        let json = solved(&asked(OPEN, vary, until));
        assert_eq!(intervals(&json["intervals"]), expected, "{name}: {json}");
    }
}

#[test]
fn nobody_loses_by_1250_per_student_from_the_break_even_amount() {
    // 339 students have 100,000 + 339 x 955 = 423,745 under the scheme of 2020. That is 1,249.98
    // and a half each, and half a cent of 339 is more than rounding can do.
    let world = OPEN
        .replace("noord = 250", "noord = 339")
        .replace("amount = 1_000", "amount = 955")
        + r#"
[[variant]]
id = "flat"
set = { "component.base.amount" = 0, "component.per-student.amount" = 1_250 }
"#;
    let wish = r#"{ wish = "keep", at-least = "100 %", against = "base", recipients = ["a"] }"#;
    let json = solved(&Asked {
        variant: Some("flat"),
        ..asked(&world, RATE, &[wish])
    });
    assert_eq!(intervals(&json["intervals"]), ["1249.99 2500.00 exact"]);
    assert_eq!(binds(&json, "from"), ["a"]);
    assert!(binds(&json, "to").is_empty(), "the range ends there");
}

#[test]
fn a_variant_may_be_compared_with_itself_as_it_is_in_the_file() {
    let wish = r#"{ wish = "keep", at-least = "90 %", against = "base" }"#;
    let json = solved(&asked(OPEN, RATE, &[wish]));
    // Of 350,000 and 200,000 nobody loses a tenth: 250 r at least 215,000, 100 r at least 80,000.
    assert_eq!(intervals(&json["intervals"]), ["860.00 2000.00 exact"]);
    assert_eq!(binds(&json, "from"), ["a"]);
}

#[test]
fn solutions_may_lie_apart() {
    // 150,000 for at most 100 students beside 1,000 for each: 250,000 from 100 down to 100 and
    // from 250 up; 240,000 from 90 to 100 and from 240 up.
    let world = OPEN.replace(
        "amount = 100_000\ngrade",
        "amount = 150_000\nwhen = { students = { at-most = 100 } }\ngrade",
    );
    let wish = r#"{ wish = "amount", at-least = 240_000, recipients = ["a"] }"#;
    let json = solved(&asked(&world, "partnership.a.students.noord", &[wish]));
    let expected = ["90 100 exact", "240 500 exact"];
    assert_eq!(intervals(&json["intervals"]), expected);
}

#[test]
fn what_cannot_be_names_the_fewest_conditions_and_the_cheapest_ways_out() {
    // a has 400,000 from 1,200 up, all together 550,000 up to 1,000, and the third holds anyway.
    // At 1,000 a lacks 50,000; at 1,200 all together have 620,000, 70,000 too much.
    let until = [
        r#"{ wish = "amount", at-least = 0 }"#,
        r#"{ wish = "amount", at-least = 400_000, recipients = ["a"] }"#,
        r#"{ wish = "total", at-most = 550_000 }"#,
    ];
    let json = solved(&asked(OPEN, RATE, &until));
    assert_eq!(json["holds"], false);
    let conflicts = json["conflicts"].as_array().expect("a list");
    assert_eq!(conflicts.len(), 1, "{json}");
    let ways = conflicts[0].as_array().expect("a list");
    let ways: Vec<String> = ways
        .iter()
        .map(|way| {
            let [gives, at] = ["gives", "at"].map(|key| way[key].as_str().unwrap_or_default());
            format!(
                "{} {gives} {at} {}",
                way["condition"],
                way["certainty"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        ways,
        ["1 50000.00 1000.00 exact", "2 70000.00 1200.00 exact"]
    );
    // Alone, a condition may be out of reach as well: b has at most 100,000 + 100 x 2,000.
    let json = solved(&asked(
        OPEN,
        RATE,
        &[r#"{ wish = "amount", at-least = 310_000 }"#],
    ));
    let way = &json["conflicts"][0][0];
    assert_eq!(way["gives"], "10000.00", "{json}");
    assert_eq!(way["at"], "2000.00");
    assert_eq!(way["binds"]["recipients"][0], "b");
}

/// A pot of 600,000 under a shortage rule.
fn closed(shortage: &str) -> String {
    let pays = "pays = [\"base\", \"per-student\"]\n";
    OPEN.replace(
        pays,
        &format!("pot = 600_000\n{pays}shortage = \"{shortage}\"\n"),
    )
    .replace("years =", "coverage = \"complete\"\nyears =")
}

/// Says for every cent of a range whether a wish holds, by checking a file that states it.
fn by_checking(world: &str, wish: &str, range: (i64, i64)) -> Vec<bool> {
    let wish = wish.trim_matches(['{', '}', ' ']).replace(", ", "\n");
    (range.0..=range.1)
        .map(|rate| {
            let amount = format!("amount = {}.{:02}\nper", rate / 100, rate % 100);
            let world = world.replace("amount = 1_000\nper", &amount);
            let text = format!("{world}\n[[check]]\nid = \"w\"\n{wish}\n");
            let answer = check(PATH, JSON, &|path| read_text(path, &text));
            !answer
                .unwrap_or_else(|failure| panic!("{}", failure.text))
                .fails
        })
        .collect()
}

#[test]
fn every_cent_of_a_small_range_says_the_same_one_by_one() {
    // Claims of 200,000 + 350 r exceed the pot from 1,142.86 up. From there a has 385,714.29 and
    // 25 more for each euro of r by proportion, 75 more by equal losses, 100 less by equal awards.
    let a = |end: &str| format!("{{ wish = \"amount\", {end}, recipients = [\"a\"] }}");
    let b = |end: &str| format!("{{ wish = \"amount\", {end}, recipients = [\"b\"] }}");
    let table = [
        ("proportional", a("at-most = 385_720"), (114_290, 114_325)),
        ("proportional", b("at-least = 214_280"), (114_290, 114_325)),
        ("equal-awards", a("at-least = 385_700"), (114_275, 114_305)),
        ("equal-losses", a("at-most = 385_720"), (114_275, 114_305)),
        ("equal-losses", b("at-least = 214_270"), (114_290, 114_320)),
    ];
    for (shortage, wish, range) in table {
        let world = closed(shortage);
        let by_hand = by_checking(&world, &wish, range);
        let euros = |cents: i64| format!("{}.{:02}", cents / 100, cents % 100);
        let (from, to) = (euros(range.0), euros(range.1));
        let json = solved(&Asked {
            range: Some((&from, &to)),
            ..asked(&world, RATE, &[&wish])
        });
        let mut found = vec![false; by_hand.len()];
        for row in intervals(&json["intervals"]) {
            let mut ends = row.split(' ').map(|end| cents(end) - range.0);
            let (first, last) = (ends.next().unwrap(), ends.next().unwrap());
            for at in first..=last {
                found[usize::try_from(at).unwrap()] = true;
            }
        }
        let mixed = by_hand.contains(&true) && by_hand.contains(&false);
        assert!(mixed, "{shortage} {wish}: the range shows a change");
        assert_eq!(found, by_hand, "{shortage} {wish}");
    }
}

#[test]
fn a_margin_that_stays_at_zero_is_exact() {
    // From 1,142.86 on claims pass the pot of 600,000, which is then paid to the cent.
    for shortage in ["proportional", "equal-losses"] {
        let total = r#"{ wish = "total", at-most = 600_000 }"#;
        let json = solved(&asked(&closed(shortage), RATE, &[total]));
        assert_eq!(intervals(&json["intervals"]), ["0.00 2000.00 exact"]);
        let total = r#"{ wish = "total", at-least = 600_000 }"#;
        let json = solved(&asked(&closed(shortage), RATE, &[total]));
        assert_eq!(intervals(&json["intervals"]), ["1142.86 2000.00 exact"]);
    }
}

#[test]
fn what_cannot_be_asked_says_what_can() {
    let wish: &[&str] = &[r#"{ wish = "total", at-most = 1 }"#];
    let ranged = |from, to| Asked {
        range: Some((from, to)),
        ..asked(OPEN, RATE, wish)
    };
    let table = [
        (
            asked(OPEN, "component.per-student.amout", wish),
            "unknown path `component.per-student.amout`",
            "`component.per-student.amount`",
        ),
        (
            asked(OPEN, "division.national.pays", wish),
            "is a choice and no number",
            "number",
        ),
        (ranged("500", "400"), "no values to try", "--from"),
        (ranged("500", "500"), "no values to try", "--to"),
        (ranged("500", "x"), "`x` is no value", "937.50"),
        (ranged("500.001", "600"), "`500.001` is no value", "937.50"),
        (ranged("-1", "600"), "`-1` is no value", "937.50"),
        (
            ranged("0", "999_999_999_999"),
            "more than ten trillion",
            "lower",
        ),
        (
            Asked {
                variant: Some("nobody"),
                ..asked(OPEN, RATE, wish)
            },
            "unknown variant `nobody`",
            "`base`",
        ),
        (
            asked(OPEN, RATE, &["nobody"]),
            "unknown check `nobody`",
            "wish",
        ),
        (
            asked(OPEN, RATE, &["{ wish = \"totl\" }"]),
            "totl",
            "did you mean `total`",
        ),
    ];
    for (asked, says, hint) in table {
        match answer(&asked, JSON) {
            Ok(answer) => panic!("{says}: {}", answer.text),
            Err(failure) => {
                let text = failure.text;
                assert!(text.contains(says) && text.contains(hint), "{says}: {text}");
            }
        }
    }
}

#[test]
fn answers_do_not_depend_on_threads_and_exist_in_every_format_and_language() {
    let until: &[&str] = &[
        r#"{ wish = "amount", at-least = 400_000, recipients = ["a"] }"#,
        r#"{ wish = "total", at-most = 550_000 }"#,
    ];
    for until in [until, &[]] {
        for format in [Format::Table, Format::Json, Format::Csv] {
            let texts = [(Lang::Nl, 1), (Lang::Nl, 3), (Lang::En, 2)].map(|(lang, threads)| {
                let look = Look { lang, ..JSON.look };
                let manner = Manner {
                    format,
                    look,
                    ..JSON
                };
                let world = closed("equal-losses");
                let asked = asked(&world, RATE, until);
                let answer = with_threads(Some(threads), || answer(&asked, manner));
                answer
                    .unwrap_or_else(|failure| panic!("{}", failure.text))
                    .text
            });
            assert_eq!(texts[0], texts[1], "{format:?}");
            assert!(!texts[2].is_empty());
        }
    }
}

#[test]
fn more_recipients_do_not_ask_for_more_values() {
    // Everybody has 100,000 + n r, the smallest with n of 20; 1,000 each as in the file is 90 % at
    // r = 900 - 100,000 / 10 n, which is 880 for the greatest, with 500.
    let wish = r#"{ wish = "keep", at-least = "90 %", against = "base" }"#;
    let tried = [20, 200].map(|partnerships| {
        let (head, rest) = OPEN.split_once("[[partnership]]").expect("partnerships");
        let (_, scheme) = rest.split_once("[[component]]").expect("components");
        let one = |at: i64| {
            let students = 20 + 480 * at / (partnerships - 1);
            format!(
                "[[partnership]]\nid = \"p{at}\"\nsector = \"po\"\n\
                 students = {{ noord = {students} }}\n"
            )
        };
        let all: String = (0..partnerships).map(one).collect();
        let world = format!("{head}{all}[[component]]{scheme}");
        let json = solved(&asked(&world, RATE, &[wish]));
        assert_eq!(intervals(&json["intervals"]), ["880.00 2000.00 exact"]);
        json["tried"].as_u64().expect("a count")
    });
    assert!(tried[1] < 2 * tried[0] && tried[1] < 1_000, "{tried:?}");
}

#[test]
fn hours_are_a_number_and_no_share() {
    // 100,000 and 100 × 955 on 100 × hours × 50: 39.10 hours cost 195,500.
    let world = "title = \"hours\"\nyears = [\"2022/2023\"]\nscheme = \"linear-2020\"\n\
        [[partnership]]\nid = \"p\"\nstudents = 100\n\
        [[cost]]\nid = \"mentor\"\nhours = 20\nhourly = 50\nper = \"student\"\n\
        borne-by = { board = \"100 %\" }\n";
    let covered = ["{ wish = \"coverage\", at-least = 1 }"];
    let manner = Manner {
        format: Format::Table,
        ..JSON
    };
    let told = answer(&asked(world, "cost.mentor.hours", &covered), manner);
    let told = told
        .unwrap_or_else(|failure| panic!("{}", failure.text))
        .text;
    assert!(
        told.contains("(now 20)") && told.contains("to 39.1 "),
        "{told}"
    );
}
