//! Running: who gets what, in every variant of one scenario or many.

use serde_json::Value;

use super::library::Reading;
use super::open::{Study, refused};
use super::{Answer, Failure, Format, Manner, OneDraw, pretty};
use crate::domain::Lang;
use crate::report::wording::Sentences;
use crate::report::{RunJson, folded, run_csv, run_json, run_text};
use crate::results::VariantResult;
use crate::simulation::in_parallel;

/// What is to be run.
#[derive(Clone, Debug)]
pub struct RunQuestion {
    /// Paths of scenario files.
    pub paths: Vec<String>,
    /// Only this variant.
    pub variant: Option<String>,
}

/// Runs scenarios; the answers come in the order of the paths.
///
/// Of several scenarios, those with problems are told beside the answers of the others.
///
/// # Errors
///
/// A [`Failure`] when no scenario could be run.
pub fn run(question: &RunQuestion, manner: Manner, read: Reading<'_>) -> Result<Answer, Failure> {
    // Problems may become part of the JSON, where nobody sees colours.
    let colour = manner.colour && manner.format != Format::Json;
    let manner = Manner { colour, ..manner };
    let outcomes = in_parallel(&question.paths, |path| one(path, question, manner, read));
    let is_folder = question.paths.len() > 1;
    let mut pieces = Vec::new();
    let mut failures: Vec<Failure> = Vec::new();
    let mut refused: Vec<Value> = Vec::new();
    for (path, outcome) in question.paths.iter().zip(outcomes) {
        match outcome {
            Ok(piece) => pieces.push(piece),
            Err(failure) => {
                refused.push(serde_json::json!({ "id": path, "problems": failure.text }));
                failures.push(failure);
            }
        }
    }
    let aside: String = failures
        .iter()
        .map(|failure| failure.text.as_str())
        .collect();
    if let (Some(first), true) = (failures.first(), pieces.is_empty()) {
        let problems = failures.iter().flat_map(|failure| failure.problems.clone());
        return Err(Failure {
            problems: problems.collect(),
            ..Failure::told(first.kind, aside)
        });
    }
    let text = if is_folder {
        together(pieces, refused)
    } else {
        pieces.into_iter().map(Piece::alone).collect()
    };
    let has_problems = !failures.is_empty();
    Ok(Answer {
        text,
        aside,
        has_problems,
        ..Answer::default()
    })
}

fn one(
    path: &str,
    question: &RunQuestion,
    manner: Manner,
    read: Reading<'_>,
) -> Result<Piece, Failure> {
    let study = Study::open(path, read).map_err(|problems| refused(&problems, manner))?;
    let variants = match &question.variant {
        Some(id) => vec![study.result(id, manner.look.lang)?],
        None => study.results(),
    };
    let view = RunView {
        study: &study,
        path,
        variants: &variants,
        one: None,
    };
    Ok(run_of(view, manner))
}

/// Results of one scenario, and the draw they are of, if any.
pub(super) struct RunView<'a> {
    pub(super) study: &'a Study,
    pub(super) path: &'a str,
    pub(super) variants: &'a [VariantResult],
    pub(super) one: Option<OneDraw>,
}

/// Puts results into the format that was asked for.
pub(super) fn run_of(view: RunView<'_>, manner: Manner) -> Piece {
    let (opened, variants, lang) = (&view.study.opened, view.variants, manner.look.lang);
    let drawn = view.one.map(|one| drawn_text(one, variants, lang));
    let receipt = match view.one {
        Some(one) => view.study.receipt_of_seed(one.seed, Some(one.draw)),
        None => view.study.receipt(),
    };
    match manner.format {
        Format::Table => {
            let asked = opened
                .questioned
                .question
                .as_ref()
                .map(|text| text.in_lang(lang));
            let lines: Vec<&str> = [asked, drawn.as_deref()].into_iter().flatten().collect();
            let asked = (!lines.is_empty()).then(|| lines.join("\n"));
            let title = opened.title.in_lang(lang);
            let text = run_text(title, asked.as_deref(), variants, manner.look);
            Piece::Text(folded(&text, manner.look))
        }
        Format::Csv => Piece::Rows(run_csv((view.path, opened.title.in_lang(lang)), variants)),
        Format::Json => Piece::Json(run_json(RunJson {
            scenario: &opened.title,
            path: view.path,
            variants,
            receipt: &receipt,
        })),
    }
}

/// Says which draw is shown, which events happen in it, and what is drawn.
pub(super) fn drawn_text(one: OneDraw, variants: &[VariantResult], lang: Lang) -> String {
    let say = Sentences::new(lang);
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for variant in variants {
        let happened = variant.happened.iter().map(|events| say.happened(events));
        let drawn = variant.drawn.iter().flatten();
        let drawn = drawn.map(|drawing| say.drawing(drawing));
        for sentence in happened.chain(drawn) {
            match told.iter_mut().find(|(known, _)| *known == sentence) {
                Some((_, ids)) => ids.push(&variant.id),
                None => told.push((sentence, vec![&variant.id])),
            }
        }
    }
    let mut text = say.one_draw(one.seed, one.draw);
    for (sentence, ids) in &told {
        text += &match ids.len() == variants.len() {
            true => format!("\n{sentence}"),
            false => format!("\n{sentence} [{}]", ids.join(", ")),
        };
    }
    text
}

/// The answer for one scenario, before it is put together with others.
pub(super) enum Piece {
    Text(String),
    Rows(String),
    Json(Value),
}

impl Piece {
    /// Returns the answer for a scenario that stands alone.
    pub(super) fn alone(self) -> String {
        match self {
            Piece::Text(text) | Piece::Rows(text) => text,
            Piece::Json(run) => pretty(&run),
        }
    }
}

/// Puts the answers of several scenarios together: rows under one head, runs in one list with
/// those that were refused beside it.
fn together(pieces: Vec<Piece>, refused: Vec<Value>) -> String {
    let mut text = String::new();
    let mut runs = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(one) if text.is_empty() => text = one,
            Piece::Text(one) => text += &format!("\n{one}"),
            Piece::Rows(rows) if text.is_empty() => text = rows,
            Piece::Rows(rows) => text += rows.split_once('\n').map_or("", |(_, rest)| rest),
            Piece::Json(run) => runs.push(run),
        }
    }
    match runs.is_empty() {
        true => text,
        false => pretty(&serde_json::json!({
            "schema": "verdeel/runs@1", "runs": runs, "refused": refused,
        })),
    }
}
