//! Workbooks: a scenario with its first variants as a spreadsheet that goes on computing.

use super::library::Reading;
use super::open::{Study, refused};
use super::{Answer, Failure, FailureKind, Manner};
use crate::report::{WorkbookModel, WorkbookView, workbook_xlsx};
use crate::results::keep_books;

/// How many models stand side by side.
const MOST_MODELS: usize = 5;

/// Writes a scenario as a workbook: the base with its first variants.
///
/// # Errors
///
/// A [`Failure`] when the scenario has problems, or is too large for a spreadsheet.
pub fn workbook(path: &str, manner: Manner, read: Reading<'_>) -> Result<Answer, Failure> {
    let study = Study::open(path, read).map_err(|problems| refused(&problems, manner))?;
    let count = study.cases.len().min(MOST_MODELS);
    let chosen: Vec<usize> = (0..count).collect();
    let rest = study.opened.variants.iter().skip(count);
    let left_out: Vec<String> = rest.map(|variant| variant.id.clone()).collect();
    workbook_of(&study, (&chosen, &left_out), manner)
}

/// Writes some variants of a scenario, by position, as a workbook.
///
/// # Errors
///
/// A [`Failure`] when they are too large for a spreadsheet.
pub(super) fn workbook_of(
    study: &Study,
    (chosen, left_out): (&[usize], &[String]),
    manner: Manner,
) -> Result<Answer, Failure> {
    let results = study.results_of(chosen);
    let models = results.iter().zip(chosen).map(|(result, at)| {
        let case = &study.cases[*at];
        WorkbookModel {
            result,
            inputs: &case.inputs,
            books: keep_books(&case.plan, &case.inputs),
        }
    });
    let models: Vec<WorkbookModel<'_>> = models.collect();
    let view = WorkbookView {
        title: &study.opened.title,
        question: study.opened.questioned.question.as_ref(),
        models: &models,
        left_out,
        receipt: &study.receipt(),
    };
    let bytes = workbook_xlsx(&view, manner.look.lang).map_err(|why| Failure {
        kind: FailureKind::Unreadable,
        text: format!("error: {why}\n"),
    })?;
    Ok(Answer {
        bytes: Some(bytes),
        ..Answer::default()
    })
}
