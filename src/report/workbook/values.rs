//! The sheets of a workbook in which small counts are hidden: it does not compute but sums.

use std::collections::BTreeMap;

use rust_xlsxwriter::XlsxError;

use super::page::{Book, Style};
use super::{WorkbookModel, WorkbookView};
use crate::domain::{Id, Measure};
use crate::report::wording::Sentences;
use crate::results::{Suppression, cells};

/// Writes the first sheet: what this is, what is hidden, which models are in it.
pub(super) fn overview(
    book: &mut Book,
    (view, hidden): (&WorkbookView<'_>, &Suppression),
    say: Sentences,
) -> Result<(), XlsxError> {
    let mut page = book.page(say.overview_sheet())?;
    page.widths(&[26.0, 100.0])?;
    page.text((0, 0), view.title.in_lang(say.lang()), Style::Title)?;
    let mut row = 1;
    if let Some(question) = view.question {
        page.text((row, 0), question.in_lang(say.lang()), Style::Text)?;
        row += 1;
    }
    row += 1;
    page.text((row, 1), say.values_only(), Style::Wrapped)?;
    row += 1;
    page.text((row, 1), &say.taken_together(hidden), Style::Wrapped)?;
    row += 2;
    let [model, what, _] = say.model_heads();
    page.row(row, &[model, what], Style::Head)?;
    for model in view.models {
        row += 1;
        let title = model.result.title.in_lang(say.lang());
        page.row(row, &[&model.result.id, title], Style::Text)?;
    }
    if !view.left_out.is_empty() {
        row += 1;
        page.text((row, 0), &say.models_left_out(view.left_out), Style::Note)?;
    }
    page.freeze((1, 0))?;
    page.done(book);
    Ok(())
}

/// Whose heads: the year they are looked at for, the partnership, the region, and what they are.
type Owner = (String, Id, Option<Id>, &'static str);

/// Writes the sheet of counts: whom partnerships train in each region, a column for each model.
pub(super) fn counts(
    book: &mut Book,
    (models, ids): (&[WorkbookModel<'_>], &[&str]),
    say: Sentences,
) -> Result<(), XlsxError> {
    let mut rows: BTreeMap<Owner, Vec<Option<i64>>> = BTreeMap::new();
    let measures = [Measure::Students, Measure::SideEntrants].into_iter();
    for (measure, name) in measures.zip(say.measures_shown()) {
        for (at, model) in models.iter().enumerate() {
            for year in &model.scenario.years {
                for ((partnership, region), heads) in cells(model.scenario, *year, measure) {
                    let owner = (year.to_string(), partnership, region, name);
                    let row = rows
                        .entry(owner)
                        .or_insert_with(|| vec![None; models.len()]);
                    row[at] = Some(heads);
                }
            }
        }
    }
    let [_, sheet] = say.input_sheets();
    let mut page = book.page(sheet)?;
    page.widths(&[12.0, 28.0, 24.0, 18.0])?;
    page.row(0, &say.shown_count_heads(), Style::Head)?;
    for (column, id) in (4_u16..).zip(ids) {
        page.text((0, column), id, Style::Model)?;
        page.width(column, 14.0)?;
    }
    for (at, ((year, partnership, region, name), heads)) in (1_u32..).zip(&rows) {
        let region = region.as_ref().map_or("", Id::as_str);
        page.row(at, &[year, partnership.as_str(), region, name], Style::Text)?;
        for (column, found) in (4_u16..).zip(heads) {
            if let Some(found) = found {
                page.number((at, column), *found, Style::FixedWhole)?;
            }
        }
    }
    page.freeze((1, 4))?;
    page.done(book);
    Ok(())
}
