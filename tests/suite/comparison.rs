//! Comparisons of models: figures by hand, laws on the examples, votes, Lorenz curves and words.

mod choices;
mod compromise;
mod figures;
mod heads;
mod laws;
mod sections;
mod words;

use std::fs;

use serde_json::Value;
use verdeel::study::{self, CompareQuestion, Failure, Format, Lang, Level, Look, Manner};

use crate::runs::PATH;
use crate::source::root;

/// What is asked of a scenario, given as text or by its path.
#[derive(Clone)]
struct Asked<'a> {
    text: Option<&'a str>,
    path: &'a str,
    baseline: Option<&'a str>,
    models: &'a [&'a str],
    level: Level,
    break_even: &'a [&'a str],
    compromise: Option<u32>,
    is_short: bool,
}

impl<'a> Asked<'a> {
    fn of(text: &'a str) -> Asked<'a> {
        Asked {
            text: Some(text),
            path: PATH,
            baseline: None,
            models: &[],
            level: Level::Partnership,
            break_even: &[],
            compromise: None,
            is_short: false,
        }
    }

    fn of_file(path: &'a str) -> Asked<'a> {
        Asked {
            text: None,
            path,
            ..Asked::of("")
        }
    }

    fn answer(&self, format: Format, lang: Lang) -> Result<String, Failure> {
        let question = CompareQuestion {
            path: self.path.to_owned(),
            baseline: self.baseline.map(str::to_owned),
            models: self.models.iter().map(|id| (*id).to_owned()).collect(),
            level: self.level,
            break_even: self.break_even.iter().map(|id| (*id).to_owned()).collect(),
            compromise: self.compromise,
            is_short: self.is_short,
        };
        let manner = Manner {
            format,
            look: Look { lang, width: 100 },
            colour: false,
        };
        let read = |path: &str| match self.text {
            Some(text) if path == PATH => Ok(text.to_owned()),
            _ => fs::read_to_string(root().join(path)).map_err(|error| error.to_string()),
        };
        study::compare(&question, manner, &read).map(|answer| answer.text)
    }

    #[track_caller]
    fn text(&self, lang: Lang) -> String {
        let text = self.answer(Format::Table, lang);
        let text = text.unwrap_or_else(|failure| panic!("{}", failure.text));
        text.replace('\u{a0}', " ")
    }

    #[track_caller]
    fn json(&self) -> Value {
        let text = self.answer(Format::Json, Lang::En);
        let text = text.unwrap_or_else(|failure| panic!("{}", failure.text));
        serde_json::from_str(&text).expect("JSON")
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Returns the element of a list with this text under this key.
#[track_caller]
fn one<'v>(rows: &'v Value, key: &str, text: &str) -> &'v Value {
    let mut found = list(rows).iter().filter(|row| row[key] == text);
    let row = found.next().unwrap_or_else(|| panic!("no {key} {text}"));
    assert!(found.next().is_none(), "two of {key} {text}");
    row
}
