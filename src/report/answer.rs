//! An answer to a question: its sentences, and its figures as rows or JSON.

use serde_json::{Value, json};

use super::csv::written;
use super::json::{receipt, to_value};
use super::wording::Sentences;
use crate::domain::{Questioned, Text};
use crate::money::{Exact, Rounding};
use crate::results::{FigureValue, Figures, Found, Receipt};

/// Columns of the rows of figures.
const CSV_HEAD: [&str; 5] = ["figure", "unit", "value", "exact", "recipient"];

/// A question with what is answered to it.
#[derive(Clone, Copy)]
pub struct AnswerView<'a> {
    /// The name of the question, such as `A5`, where it is one of the library.
    pub id: Option<&'a str>,
    /// Title of the scenario it was asked of.
    pub title: &'a Text,
    /// The question, its figures and its sentences.
    pub questioned: &'a Questioned,
    /// What the figures come to.
    pub figures: &'a Figures,
    /// What the answer was made of.
    pub receipt: &'a Receipt,
}

/// Returns the question and the sentences of its answer.
pub fn answer_text(view: AnswerView<'_>, say: Sentences) -> String {
    let question = view.questioned.question.as_ref();
    let question = question.unwrap_or(view.title).in_lang(say.lang());
    let sentences = say.answer(&view.questioned.answer, view.figures);
    let name = view.id.map(|id| format!("{id}. ")).unwrap_or_default();
    format!("{name}{question}\n\n{}\n\n", sentences.join("\n"))
}

/// Returns the figures as rows.
pub fn answer_csv(view: AnswerView<'_>) -> String {
    let figures = &view.questioned.figures;
    let rows = figures.iter().filter_map(|figure| {
        let found = view.figures.get(&figure.id)?.as_ref()?;
        Some(vec![
            figure.id.to_string(),
            unit(&found.value).to_owned(),
            plain(&found.value),
            exact(&found.value).unwrap_or_default(),
            found.who.clone().unwrap_or_default(),
        ])
    });
    written(&CSV_HEAD, &rows.collect::<Vec<_>>())
}

/// Returns the JSON of an answer.
pub fn answer_json(view: AnswerView<'_>, say: Sentences) -> Value {
    let figures = view.questioned.figures.iter().map(|figure| {
        let found = view.figures.get(&figure.id).and_then(Option::as_ref);
        told(figure.id.as_str(), found)
    });
    let question = view.questioned.question.as_ref();
    let mut document = json!({
        "schema": "verdeel/answer@1",
        "question": view.id,
        "scenario": view.title.in_lang(say.lang()),
        "text": question.map(|text| text.in_lang(say.lang())),
        "answer": say.answer(&view.questioned.answer, view.figures),
        "figures": figures.collect::<Vec<Value>>(),
    });
    document["receipt"] = to_value(&receipt(view.receipt, &document));
    document
}

fn told(id: &str, found: Option<&Found>) -> Value {
    match found {
        Some(found) => json!({
            "id": id,
            "unit": unit(&found.value),
            "value": plain(&found.value),
            "exact": exact(&found.value),
            "recipient": found.who,
        }),
        None => json!({ "id": id, "unit": null, "value": null, "exact": null, "recipient": null }),
    }
}

fn unit(value: &FigureValue) -> &'static str {
    match value {
        FigureValue::Amount(_) => "euro",
        FigureValue::Share(_) => "share",
        FigureValue::Number(_) => "number",
        FigureValue::Truth(_) => "holds",
        FigureValue::Year(_) => "year",
    }
}

/// Writes a value for programs: euros with two decimals, shares in percent with one.
fn plain(value: &FigureValue) -> String {
    match value {
        FigureValue::Amount(cents) => cents.over(&100.into()).to_decimal_text(2),
        FigureValue::Share(share) => share.times(&100.into()).to_decimal_text(1),
        FigureValue::Number(number) => match number.round(Rounding::Down) {
            Some(whole) if Exact::from(whole) == *number => whole.to_string(),
            _ => number.to_decimal_text(4),
        },
        FigureValue::Truth(true) => "yes".to_owned(),
        FigureValue::Truth(false) => "no".to_owned(),
        FigureValue::Year(year) => year.to_string(),
    }
}

fn exact(value: &FigureValue) -> Option<String> {
    value.exact().map(Exact::to_string)
}
