//! What is written where small counts are hidden: nothing of who is taken together by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Reader, Xlsx};
use verdeel::domain::{Id, Measure, Scenario};
use verdeel::plan::Counts;
use verdeel::study::{
    Answer, Failure, FailureKind, Format, Lang, Look, Manner, ReportQuestion, Study, report,
    workbook,
};

use super::suppression;
use crate::method;
use crate::runs::{PATH, read_text};

/// Three partnerships in noord, of which De Wilg trains 3 students, and two in zuid. Much is said
/// of De Wilg: that it grows, what it weighs, what is wished for it, what is known of it.
const WORLD: &str = r#"
title      = "Kleine aantallen"
years      = ["2025"]
question   = "Wat krijgt een klein partnerschap?"
assumption = "synthetisch"

[[region]]
id = "noord"
[[region]]
id = "zuid"

[[partnership]]
id       = "de-wilg"
name     = "De Wilg"
students = { noord = 3 }
weight   = 2
[[partnership]]
id       = "de-es"
name     = "De Es"
students = { noord = 37 }
weight   = 3
[[partnership]]
id       = "de-linde"
name     = "De Linde"
students = { noord = 111 }
weight   = 4
[[partnership]]
id       = "de-eik"
name     = "De Eik"
students = { zuid = 59 }
weight   = 5

[[component]]
id     = "per-student"
amount = 1_013
per    = "student"
to     = "region"
[[component]]
id      = "own"
amounts = { de-wilg = 4_321, de-es = 5_432, de-linde = 9_876 }

[[division]]
id   = "national"
pays = ["per-student", "own"]
[[division]]
id    = "in-region"
from  = "region"
to    = "partnership"
key   = "per-student"
slice = [{ to = "office", share = "10 %" }]

[[variant]]
id    = "weighted"
title = "Met gewichten"
[variant.set]
"division.in-region.key"     = "weights"
"partnership.de-wilg.weight" = 7

[[check]]
id         = "floor"
title      = "De Wilg houdt € 2.000"
wish       = "amount"
at-least   = 2_000
recipients = ["de-wilg"]
[[check]]
id       = "nobody-below"
wish     = "amount"
at-least = 30_000

[[uncertain]]
id           = "small"
name         = "studenten van De Wilg"
path         = "partnership.de-wilg.students.noord"
distribution = { kind = "uniform", low = 1, high = 9 }
[[uncertain]]
id           = "rate"
name         = "bedrag per student"
path         = "component.per-student.amount"
distribution = { kind = "uniform", low = 900, high = 1_100 }
"#;

/// How they are named where a report tells of De Wilg, in any file.
const NAMES: [&str; 3] = ["de-wilg", "De Wilg", "wilg"];

fn question(path: &str, suppress: Option<i64>) -> ReportQuestion {
    ReportQuestion {
        path: path.to_owned(),
        letters: None,
        baseline: None,
        models: Vec::new(),
        draws: 40,
        seed: 1,
        charts: None,
        suppress,
    }
}

fn manner(lang: Lang) -> Manner {
    let look = Look { lang, width: 100 };
    Manner {
        format: Format::Table,
        look,
        colour: false,
    }
}

fn asked(question: &ReportQuestion, text: &str, lang: Lang) -> Result<Answer, Failure> {
    report(question, manner(lang), &|path| read_text(path, text))
}

/// Returns everything that is written of a scenario, by name: the report, its letters and its
/// charts, and the cells of the workbook.
#[track_caller]
fn files(path: &str, text: &str, threshold: i64) -> (BTreeMap<String, String>, String) {
    let letters = ReportQuestion {
        letters: Some("brieven".to_owned()),
        ..question(path, Some(threshold))
    };
    let charts = ReportQuestion {
        charts: Some("plaatjes".to_owned()),
        ..question(path, Some(threshold))
    };
    let answer = asked(&letters, text, Lang::Nl).expect("a report");
    let drawn = asked(&charts, text, Lang::Nl).expect("charts");
    let bytes = workbook(
        &question(path, Some(threshold)),
        manner(Lang::Nl),
        &|path| read_text(path, text),
    );
    let bytes = bytes.expect("a workbook").bytes.expect("its bytes");
    let mut files = BTreeMap::from([
        ("rapport.html".to_owned(), decoded(&answer.text)),
        ("werkmap.xlsx".to_owned(), cells(bytes)),
    ]);
    for (name, bytes) in answer.files.into_iter().chain(drawn.files) {
        files.insert(name, String::from_utf8(bytes).expect("text"));
    }
    (files, answer.aside)
}

/// Returns a text with the signs that an address escapes, as in the CSV files of a report.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let code = part
            .get(..2)
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(code) => {
                bytes.push(code);
                bytes.extend(&part.as_bytes()[2..]);
            }
            None => {
                bytes.push(b'%');
                bytes.extend(part.as_bytes());
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Returns every cell of a workbook, and every formula, a line each.
fn cells(bytes: Vec<u8>) -> String {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook opens");
    let mut text = String::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).expect("a sheet");
        for (row, column, cell) in range.used_cells() {
            text += &format!("{sheet} {row} {column}: {cell}\n");
        }
        let formulas = book.worksheet_formula(&sheet).expect("formulas");
        for (_, _, formula) in formulas.used_cells() {
            text += &format!("{sheet}: {formula}\n");
        }
    }
    text
}

/// Returns every number in a text, in cents: `3.039`, `3.039,00`, `3039` and `3039.5` alike are
/// amounts in euros.
fn numbers(text: &str) -> BTreeSet<i64> {
    let is_sign = |sign: char| sign.is_ascii_digit() || sign == '.' || sign == ',';
    let words = text.split(|sign: char| !is_sign(sign));
    let mut found = BTreeSet::new();
    for word in words.map(|word| word.trim_matches(['.', ','])) {
        let (whole, cents) = match word.rsplit_once(['.', ',']) {
            Some((whole, cents)) if cents.len() < 3 => (whole, cents),
            _ => (word, ""),
        };
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        if let Ok(cents) = format!("{whole}{cents:0<2}").parse() {
            found.insert(cents);
        }
    }
    found
}

#[test]
fn nothing_that_is_written_tells_of_who_is_taken_together() {
    // De Wilg counts 3, so it is taken together with De Es, the smallest other in noord.
    let (files, aside) = files(PATH, WORLD, 5);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let letters = names.iter().filter(|name| name.starts_with("brieven/"));
    let letters: Vec<&&str> = letters.collect();
    assert_eq!(letters, [&"brieven/de-eik.html", &"brieven/de-linde.html"]);
    assert_eq!(
        aside,
        "geen brief: de-es, de-wilg (hun bedragen staan alleen samen met die van anderen in het \
         rapport)\n"
    );
    // 151 students of noord bring 152,963, of which 137,666.70 for partnerships; that is 911.70
    // for each student. De Wilg has 2,735.10 and 4,321 of its own, De Es 33,732.90 and 5,432. With
    // weights 7, 3 and 4 of 14 it is 68,833.35 and 29,500.01. None of these is written, whole or
    // in part, nor rounded to euros, nor what regions have for their students.
    let own = [
        [273_510, 432_100, 705_610, 6_883_335, 7_315_435, 303_900],
        [
            3_373_290, 543_200, 3_916_490, 2_950_001, 3_493_201, 3_748_100,
        ],
    ]
    .concat();
    for (name, text) in &files {
        for hidden in NAMES.iter().chain(&["de-es", "De Es"]) {
            assert!(!text.contains(hidden), "{hidden} in {name}");
        }
        let numbers = numbers(text);
        for amount in &own {
            for shown in [*amount, (amount + 50) / 100 * 100, amount / 100 * 100] {
                assert!(!numbers.contains(&shown), "{shown} in {name}");
            }
        }
    }
    method::says("Small counts", &["3, 37 and 111", "911.70", "36,468"]);
    // What they have together is: 40 × 911.70 or 10 of 14 parts, and 9,753 of their own.
    let html = &files["rapport.html"];
    for (what, amount) in [("at the start", 4_622_100), ("weighted", 10_808_636)] {
        assert!(numbers(html).contains(&amount), "{what}: {amount}");
        assert!(
            numbers(&files["werkmap.xlsx"]).contains(&amount),
            "{what}: {amount}"
        );
    }
    assert_eq!(html.matches("onder de 5 zijn verborgen").count(), 1);
    assert!(html.contains("2 partnerschappen samen, als “overige partnerschappen"));
    assert!(files["werkmap.xlsx"].contains("onder de 5 zijn verborgen"));
}

#[test]
fn everything_else_is_as_it_was() {
    let plain = asked(&question(PATH, None), WORLD, Lang::En)
        .expect("a report")
        .text;
    let hidden = asked(&question(PATH, Some(5)), WORLD, Lang::En)
        .expect("a report")
        .text;
    let none = asked(&question(PATH, Some(2)), WORLD, Lang::En)
        .expect("a report")
        .text;
    // 151 and 59 students bring 212,730; 19,629 are of partnerships themselves.
    for (what, html) in [("plain", &plain), ("hidden", &hidden), ("none", &none)] {
        assert!(numbers(&decoded(html)).contains(&23_235_900), "{what}");
        // De Linde has 111 × 911.70 and 9,876.
        assert!(numbers(&decoded(html)).contains(&11_107_470), "{what}");
    }
    assert!(plain.contains("De Wilg") && none.contains("De Wilg") && !hidden.contains("De Wilg"));
    assert!(hidden.contains("other partnerships (taken together)"));
    assert!(none.contains("no partnership has one in a region"));
    assert!(!plain.contains("would be hidden") && !plain.contains("are hidden"));
}

#[test]
fn every_total_is_what_it_was() {
    // Counts that grow are rounded for each partnership by itself, before they are added up.
    for (path, threshold) in [
        (PATH, 5),
        ("scenarios/examples/uncertain.toml", 70),
        ("scenarios/national/national.toml", 5),
    ] {
        let totals = |suppress: Option<i64>| {
            let quiet = ReportQuestion {
                draws: 0,
                ..question(path, suppress)
            };
            let html = asked(&quiet, WORLD, Lang::Nl).expect("a report").text;
            let feet = html.split("<tfoot>").skip(1);
            let feet = feet.filter_map(|rest| rest.split("</tfoot>").next());
            feet.map(str::to_owned).collect::<BTreeSet<String>>()
        };
        let plain = totals(None);
        assert!(plain.len() > 2, "{path}");
        assert_eq!(totals(Some(threshold)), plain, "{path}");
    }
}

#[test]
fn a_threshold_that_hides_nothing_is_an_error() {
    for threshold in [1, 0, -5] {
        for (lang, says) in [(Lang::Nl, "verbergt niets"), (Lang::En, "hides nothing")] {
            let refused = asked(&question(PATH, Some(threshold)), WORLD, lang);
            let refused = refused.expect_err("a refusal");
            assert_eq!(refused.kind, FailureKind::Usage);
            assert!(refused.text.contains(says), "{}", refused.text);
        }
    }
    let alone = WORLD
        .replace("noord = 37", "noord = 0")
        .replace("noord = 111", "noord = 0");
    let alone = alone.replace("zuid = 59", "zuid = 1");
    let refused = asked(&question(PATH, Some(5)), &alone, Lang::En).expect_err("a refusal");
    assert_eq!(
        refused.text,
        "error: a count below 5 cannot be hidden: all partnerships and regions together are still \
         too few\nhint: choose a lower threshold\n"
    );
}

/// Says what is wrong with what is shown of heads: too few by themselves, or too few together.
fn wrong(scenario: &Scenario, hidden: &[&BTreeSet<Id>; 2], threshold: i64) -> Vec<String> {
    let [partnerships, regions] = hidden;
    let mut wrong = Vec::new();
    for year in &scenario.years {
        for measure in [Measure::Students, Measure::SideEntrants] {
            let mut alone: BTreeMap<(Id, String), i64> = BTreeMap::new();
            let mut together: BTreeMap<String, (BTreeSet<Id>, i64)> = BTreeMap::new();
            for one in Counts::of(scenario).heads(*year, measure) {
                let place = one.place().clone();
                let (Some(id), Some(region)) = (place.partnership, place.region) else {
                    panic!("{}", one.path());
                };
                let region = match regions.contains(&region) {
                    true => "elders".to_owned(),
                    false => region.to_string(),
                };
                if partnerships.contains(&id) && one.heads > 0 {
                    let group = together.entry(region).or_default();
                    group.0.insert(id);
                    group.1 += one.heads;
                } else if !partnerships.contains(&id) {
                    *alone.entry((id, region)).or_default() += one.heads;
                }
            }
            let few = |heads: i64| heads > 0 && heads < threshold;
            let alone = alone.into_iter().filter(|(_, heads)| few(*heads));
            wrong.extend(alone.map(|(cell, heads)| format!("{year} {cell:?}: {heads}")));
            let few = |(members, heads): &(BTreeSet<Id>, i64)| members.len() < 2 || few(*heads);
            let together = together.into_iter().filter(|(_, group)| few(group));
            wrong.extend(together.map(|(region, group)| format!("{year} {region}: {group:?}")));
        }
    }
    wrong
}

#[test]
fn in_the_national_set_nobody_is_shown_with_few() {
    let path = "scenarios/national/national.toml";
    let study = Study::open(path, &|path| read_text(path, "")).expect("the national set");
    let scenarios: Vec<&Scenario> = study
        .opened
        .variants
        .iter()
        .map(|one| &one.scenario)
        .collect();
    for threshold in [5, 100] {
        let found = suppression(&study, threshold).expect("all can be hidden");
        let hidden = [found.partnerships(), found.regions()];
        for scenario in &scenarios {
            assert_eq!(
                wrong(scenario, &hidden, threshold),
                [""; 0],
                "below {threshold}"
            );
        }
        let quiet = ReportQuestion {
            draws: 0,
            ..question(path, Some(threshold))
        };
        let html = asked(&quiet, "", Lang::Nl)
            .expect("a report that adds up")
            .text;
        let html = decoded(&html);
        for id in found.partnerships() {
            assert!(!html.contains(&format!("{id} (synthetisch)")), "{id}");
        }
        assert!(html.contains("overige partnerschappen (samengevoegd)"));
    }
}

#[test]
fn the_answer_that_a_scenario_tells_is_of_everybody_or_not_told() {
    let told = WORLD.to_owned()
        + "[[figure]]\nid = \"least\"\nmeasure = \"amount\"\npick = \"least\"\n\
           [[answer]]\ntext = \"Het minst krijgt {least.who}, {least}.\"\n";
    for (threshold, is_told) in [(None, true), (Some(3), true), (Some(4), false)] {
        let asked = asked(&question(PATH, threshold), &told, Lang::Nl).expect("a report");
        assert_eq!(
            asked.text.contains("Het minst krijgt"),
            is_told,
            "{threshold:?}"
        );
    }
}

#[test]
fn boards_are_not_told_apart_from_their_partnership() {
    // What a board is passed on for its own students would tell how many these are.
    let mut text = WORLD.replace(
        "[[variant]]",
        "[[division]]\nid = \"on\"\nfrom = \"partnership\"\nto = \"board\"\nkey = \"equal\"\n\n\
         [[variant]]",
    );
    for id in ["de-wilg", "de-es", "de-linde", "de-eik"] {
        let named = format!("id       = \"{id}\"\n");
        text = text.replace(&named, &format!("{named}boards   = [\"bij-{id}\"]\n"));
        text += &format!("[[board]]\nid = \"bij-{id}\"\n");
    }
    let plain = asked(&question(PATH, None), &text, Lang::Nl).expect("a report");
    assert!(plain.text.contains("bij-de-linde"));
    for (name, text) in files(PATH, &text, 5).0 {
        assert!(!text.contains("bij-"), "{name}");
        // The 911.70 for each of 111 students, and 9,876, are those of De Linde itself.
        if ["rapport.html", "werkmap.xlsx"].contains(&name.as_str()) {
            assert!(numbers(&text).contains(&11_107_470), "{name}");
        }
    }
}
