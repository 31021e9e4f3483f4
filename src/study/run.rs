//! Running: who gets what, in every variant of one scenario or many.

use serde_json::Value;

use super::library::Reading;
use super::open::{Study, refused};
use super::{Answer, Failure, Format, Manner, pretty};
use crate::report::{RunJson, folded, run_csv, run_json, run_text};
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
    let outcomes = in_parallel(&question.paths, |path| one(path, question, manner, read));
    let is_folder = question.paths.len() > 1;
    let mut pieces = Vec::new();
    let mut failures: Vec<Failure> = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(piece) => pieces.push(piece),
            Err(failure) => failures.push(failure),
        }
    }
    let aside: String = failures
        .iter()
        .map(|failure| failure.text.as_str())
        .collect();
    if let (Some(first), true) = (failures.first(), pieces.is_empty()) {
        return Err(Failure {
            kind: first.kind,
            text: aside,
        });
    }
    let text = if is_folder {
        together(pieces)
    } else {
        alone(pieces)
    };
    let has_problems = !failures.is_empty();
    Ok(Answer {
        text,
        aside,
        fails: false,
        has_problems,
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
    let (title, asked) = (&study.opened.title, study.opened.question.as_ref());
    Ok(match manner.format {
        Format::Table => {
            let text = run_text(title, asked, &variants, manner.look);
            Piece::Text(folded(&text, manner.look))
        }
        Format::Csv => Piece::Rows(run_csv(path, &variants)),
        Format::Json => {
            let receipt = study.receipt();
            let run = RunJson {
                scenario: title,
                path,
                variants: &variants,
                receipt: &receipt,
            };
            Piece::Json(run_json(run))
        }
    })
}

/// The answer for one scenario, before it is put together with others.
enum Piece {
    Text(String),
    Rows(String),
    Json(Value),
}

fn alone(pieces: Vec<Piece>) -> String {
    let texts = pieces.into_iter().map(|piece| match piece {
        Piece::Text(text) | Piece::Rows(text) => text,
        Piece::Json(run) => pretty(&run),
    });
    texts.collect()
}

/// Puts the answers of several scenarios together: rows under one head, runs in one list.
fn together(pieces: Vec<Piece>) -> String {
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
        false => pretty(&serde_json::json!({ "schema": "verdeel/runs@1", "runs": runs })),
    }
}
