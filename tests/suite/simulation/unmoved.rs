//! Uncertain numbers that change nothing are warned of, by `check` and by `simulate`.

use verdeel::study::{self, DrawCount, Form, Format, Lang, Look, Manner, SimulateQuestion};

use super::Unwatched;
use crate::runs::{PATH, read_text};

/// One partnership that was counted in the school year of its first year, unless it says otherwise.
const WORLD: &str = r#"
title = "unmoved"
years = ["2025"]
growth = "0 %"
[[partnership]]
id = "p"
students = 100
[[component]]
id = "rate"
amount = 955
per = "student"
[[component]]
id = "pilot"
amount = 5_000
when = { students = { at-least = 1_000 } }
[[division]]
id = "all"
pays = ["rate", "pilot"]
"#;

const GROWTH: &str = "[[uncertain]]\nid = \"u\"\npath = \"growth\"\n\
    distribution = { kind = \"normal\", mean = 0, sd = \"5 %\" }\n";

fn manner(lang: Lang) -> Manner {
    Manner {
        format: Format::Table,
        look: Look { lang, width: 200 },
        colour: false,
    }
}

/// Returns what a simulation of two draws says beside its answer.
#[track_caller]
fn aside(text: &str) -> String {
    let question = SimulateQuestion {
        path: PATH.to_owned(),
        draws: Some(DrawCount::Fixed(2)),
        precision: None,
        seed: 1,
        variant: None,
        baseline: None,
        quantiles: Vec::new(),
        vintages: false,
        only_draw: None,
        keep_draws: None,
        form: Form::Text,
    };
    let read = |path: &str| read_text(path, text);
    let answer = study::simulate(&question, manner(Lang::En), &read, &Unwatched);
    answer
        .unwrap_or_else(|failure| panic!("{}", failure.text))
        .aside
}

#[track_caller]
fn checked(text: &str, lang: Lang) -> String {
    let answer = study::check(PATH, manner(lang), &|path| read_text(path, text));
    answer
        .unwrap_or_else(|failure| panic!("{}", failure.text))
        .text
}

#[test]
fn growth_where_every_count_is_of_the_year_it_is_wanted_for_changes_nothing() {
    let text = format!("{WORLD}{GROWTH}");
    for (lang, sentence) in [
        (Lang::Nl, "deze onzekerheid verandert niets: `u`"),
        (Lang::En, "this uncertainty changes nothing: `u`"),
    ] {
        let told = checked(&text, lang);
        assert!(told.contains(sentence), "{told}");
        assert!(told.contains("`counted`"), "{told}");
    }
    assert!(aside(&text).contains("this uncertainty changes nothing: `u`"));
    // 2025 is paid for 2023/2024: counted a year before that, the students grow.
    let counted = format!("counted = \"2022/2023\"{text}");
    let told = checked(&counted, Lang::En);
    assert!(!told.contains("changes nothing"), "{told}");
    assert_eq!(aside(&counted), "");
}

#[test]
fn a_number_that_moves_no_money_changes_nothing() {
    // Only from 1,000 students on is there a pilot: 100 get none, whatever its amount.
    for (component, is_told) in [("pilot", true), ("rate", false)] {
        let number = format!(
            "[[uncertain]]\nid = \"u\"\npath = \"component.{component}.amount\"\n\
             distribution = {{ kind = \"uniform\", low = 900, high = 1_000 }}\n"
        );
        let told = checked(&format!("{WORLD}{number}"), Lang::En);
        let sentence = "this uncertainty changes nothing: `u`";
        assert_eq!(told.contains(sentence), is_told, "{told}");
    }
}
