//! Workbooks: models side by side as a spreadsheet that goes on computing.

use std::borrow::Cow;

use super::library::Reading;
use super::open::{Study, refused};
use super::report::{ReportQuestion, chosen};
use super::suppress::Veil;
use super::{Answer, Failure, FailureKind, Manner};
use crate::report::{WorkbookModel, WorkbookView, workbook_xlsx};
use crate::results::keep_books;
use crate::scenario::Variant;

/// Writes the models of a report as a workbook; of what a report may show, nothing is drawn.
///
/// # Errors
///
/// A [`Failure`] when the scenario has problems, when a model is unknown, when a small count cannot
/// be hidden, or when it is too large for a spreadsheet.
pub fn workbook(
    question: &ReportQuestion,
    manner: Manner,
    read: Reading<'_>,
) -> Result<Answer, Failure> {
    let lang = manner.look.lang;
    let study = Study::open(&question.path, read).map_err(|problems| refused(&problems, manner))?;
    let (chosen, left_out) = chosen(&study, question, lang)?;
    let results = study.results_of(&chosen);
    let veil = Veil::of(&study, (&chosen, &results), question.suppress, lang)?;
    let results = veil.results(results);
    let variants = chosen.iter().map(|at| &study.opened.variants[*at]);
    let variants: Vec<Cow<'_, Variant>> = variants.map(|one| veil.variant(one)).collect();
    let models = results.iter().zip(&variants).zip(&chosen);
    let models = models.map(|((result, variant), at)| {
        let case = &study.cases[*at];
        WorkbookModel {
            result,
            inputs: &case.inputs,
            books: keep_books(&case.plan, &case.inputs),
            scenario: &variant.scenario,
        }
    });
    let view = WorkbookView {
        title: &study.opened.title,
        question: study.opened.questioned.question.as_ref(),
        models: &models.collect::<Vec<WorkbookModel<'_>>>(),
        left_out: &left_out,
        receipt: &study.receipt(),
        suppression: veil.suppression(),
    };
    let bytes = workbook_xlsx(&view, lang)
        .map_err(|why| Failure::told(FailureKind::Unreadable, format!("error: {why}\n")))?;
    Ok(Answer {
        bytes: Some(bytes),
        ..Answer::default()
    })
}
