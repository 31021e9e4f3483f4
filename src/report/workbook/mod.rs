//! Workbooks: a scenario as a spreadsheet that goes on computing when a cell is changed.
//!
//! Inputs stand on two sheets of their own; each model has a sheet on which the steps of its plan
//! are formulas; results and sums refer to these. Every formula carries the value that the engine
//! found, and what no formula can say stands as the engine's value with a note beside it. Why
//! spreadsheets come to the same cent is in `term.rs` and `rules/split.rs`. Where small counts are
//! hidden there are no formulas to derive them from, but sums.

mod draft;
mod inputs;
mod models;
mod overview;
mod page;
mod results;
mod rules;
mod sources;
mod term;
mod values;

use rust_xlsxwriter::XlsxError;

pub(in crate::report) use self::rules::SplitHeads;

use self::inputs::InputSheets;
use self::page::Book;
use self::rules::{ModelSheet, rules};
use super::wording::Sentences;
use crate::domain::{Lang, Scenario, Text};
use crate::plan::Inputs;
use crate::results::{Books, Receipt, Suppression, VariantResult};

/// One model of a workbook.
pub struct WorkbookModel<'a> {
    /// Its result.
    pub result: &'a VariantResult,
    /// The numbers of its plan.
    pub inputs: &'a Inputs,
    /// The books of the computed years of its plan.
    pub books: Vec<Books>,
    /// The world that it was computed for.
    pub scenario: &'a Scenario,
}

/// What a workbook shows.
pub struct WorkbookView<'a> {
    /// The title of the scenario.
    pub title: &'a Text,
    /// The question it answers.
    pub question: Option<&'a Text>,
    /// The models, the baseline first; at least one.
    pub models: &'a [WorkbookModel<'a>],
    /// The ids of variants without room.
    pub left_out: &'a [String],
    /// What it was made of.
    pub receipt: &'a Receipt,
    /// What is taken together, in all of this, to hide small counts: then there is no formula but
    /// sums.
    pub suppression: Option<&'a Suppression>,
}

/// Returns a workbook as the bytes of an XLSX file. Equal views are equal bytes.
///
/// # Errors
///
/// Why it cannot be written: more rows or longer texts than a spreadsheet holds.
pub fn workbook_xlsx(view: &WorkbookView<'_>, lang: Lang) -> Result<Vec<u8>, String> {
    written(view, lang).map_err(|error| error.to_string())
}

fn written(view: &WorkbookView<'_>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let say = Sentences::new(lang);
    let inputs = InputSheets::of(view.models);
    let names = say.input_sheets();
    let computing = match view.suppression {
        None => view.models,
        Some(_) => &[],
    };
    let sheets = computing.iter().enumerate().map(|(at, model)| {
        let slots = inputs.slots(at, model.inputs, names);
        rules(model, &slots, sheet_name(at, &model.result.id, say), say)
    });
    let sheets: Vec<ModelSheet> = sheets.collect();
    let ids: Vec<&str> = view
        .models
        .iter()
        .map(|model| model.result.id.as_str())
        .collect();
    let rows = results::rows(view.models, &sheets);
    let mut book = Book::new(view.title.in_lang(lang), lang)?;
    match view.suppression {
        None => overview::write(&mut book, view, &sheets, say)?,
        Some(hidden) => values::overview(&mut book, (view, hidden), say)?,
    }
    models::write(&mut book, (&rows, &ids), say)?;
    results::write(&mut book, (&rows, &ids), say)?;
    inputs.parameters(&mut book, view.models, say)?;
    match view.suppression {
        None => inputs.counts(&mut book, &ids, say)?,
        Some(_) => values::counts(&mut book, (view.models, &ids), say)?,
    }
    for sheet in &sheets {
        let mut page = book.page(sheet.draft.name())?;
        page.widths(&[52.0, 24.0, 16.0, 16.0, 16.0, 18.0])?;
        page.draft(&sheet.draft)?;
        page.freeze((2, 1))?;
        page.done(&mut book);
    }
    sources::write(&mut book, view, say)?;
    book.bytes()
}

/// Returns the name of the sheet of a model: at most 31 letters, each of them once.
fn sheet_name(at: usize, id: &str, say: Sentences) -> String {
    let id: String = id.chars().take(16).collect();
    format!("{} {} {id}", say.rules_sheet(), at.saturating_add(1))
}
