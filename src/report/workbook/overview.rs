//! The first sheet: what this is, how to use it, which models are in it, what is no formula.

use rust_xlsxwriter::XlsxError;

use super::draft::quoted;
use super::page::{Book, Page, Style};
use super::rules::ModelSheet;
use super::{WorkbookModel, WorkbookView};
use crate::report::wording::Sentences;

/// Writes the sheet.
pub(super) fn write(
    book: &mut Book,
    view: &WorkbookView<'_>,
    sheets: &[ModelSheet],
    say: Sentences,
) -> Result<(), XlsxError> {
    let mut page = book.page(say.overview_sheet())?;
    page.widths(&[26.0, 70.0, 26.0])?;
    page.text((0, 0), view.title.in_lang(say.lang()), Style::Title)?;
    let mut row = 1;
    if let Some(question) = view.question {
        page.text((row, 0), question.in_lang(say.lang()), Style::Text)?;
        row += 1;
    }
    for line in say.how_to_use() {
        row += 1;
        page.text((row, 0), line, Style::Text)?;
    }
    row += 1;
    for (style, text) in [Style::InputWhole, Style::FixedWhole]
        .into_iter()
        .zip(say.colours())
    {
        row += 1;
        page.coloured((row, 0), style)?;
        page.text((row, 1), text, Style::Text)?;
    }
    row += 2;
    page.row(row, &say.model_heads(), Style::Head)?;
    for (model, sheet) in view.models.iter().zip(sheets) {
        row += 1;
        model_row(&mut page, row, (model, sheet), say)?;
    }
    if !view.left_out.is_empty() {
        row += 1;
        page.text((row, 0), &say.models_left_out(view.left_out), Style::Note)?;
    }
    row += 2;
    page.row(row, &say.unlive_heads(), Style::Head)?;
    let mut is_all_live = true;
    for (model, sheet) in view.models.iter().zip(sheets) {
        for (why, count) in &sheet.unlive {
            row += 1;
            is_all_live = false;
            page.text((row, 0), &model.result.id, Style::Text)?;
            page.text((row, 1), &say.unlive(*why), Style::Text)?;
            page.number(
                (row, 2),
                i64::try_from(*count).unwrap_or(i64::MAX),
                Style::Whole,
            )?;
        }
    }
    if is_all_live {
        row += 1;
        page.text((row, 1), say.all_live(), Style::Text)?;
    }
    page.freeze((1, 0))?;
    page.done(book);
    Ok(())
}

/// Writes a model: its id, its title, and whether all of its money is accounted for.
fn model_row(
    page: &mut Page,
    row: u32,
    (model, sheet): (&WorkbookModel<'_>, &ModelSheet),
    say: Sentences,
) -> Result<(), XlsxError> {
    page.text((row, 0), &model.result.id, Style::Text)?;
    page.text(
        (row, 1),
        model.result.title.in_lang(say.lang()),
        Style::Text,
    )?;
    let name = quoted(sheet.draft.name());
    let checks = sheet
        .checks
        .iter()
        .map(|check| format!("{name}!{}=0", check.text()));
    let checks: Vec<String> = checks.collect();
    let [right, wrong] = say.accounted();
    let all = format!("AND({})", checks.join(","));
    let formula = format!("IF(ISERROR({all}),\"{wrong}\",IF({all},\"{right}\",\"{wrong}\"))");
    let is_right = sheet.checks.iter().all(|check| check.value() == Some(0));
    page.formula_text((row, 2), &formula, if is_right { right } else { wrong })
}
