//! The last sheet: what is taken for granted, where the rules are from, what it was made of.

use rust_xlsxwriter::XlsxError;

use super::WorkbookView;
use super::page::{Book, Style};
use crate::report::wording::Sentences;

/// Writes the sheet.
pub(super) fn write(
    book: &mut Book,
    view: &WorkbookView<'_>,
    say: Sentences,
) -> Result<(), XlsxError> {
    let lang = say.lang();
    let mut page = book.page(say.sources_sheet())?;
    page.widths(&[100.0, 40.0])?;
    page.row(0, &say.assumed_heads(), Style::Head)?;
    let mut known: Vec<(&str, Vec<&str>)> = Vec::new();
    for model in view.models {
        for assumption in &model.result.assumptions {
            let text = assumption.text.in_lang(lang);
            match known.iter_mut().find(|(other, _)| *other == text) {
                Some((_, ids)) => ids.push(&model.result.id),
                None => known.push((text, vec![&model.result.id])),
            }
        }
    }
    let mut row = 0;
    for (text, ids) in &known {
        row += 1;
        page.text((row, 0), text, Style::Wrapped)?;
        page.text((row, 1), &ids.join(", "), Style::Note)?;
    }
    row += 2;
    page.row(row, &say.scheme_heads(), Style::Head)?;
    for model in view.models {
        let scheme = &model.result.scheme;
        row += 1;
        let title = scheme.title.in_lang(lang);
        let source = say.sourced(&scheme.provenance);
        page.text((row, 0), format!("{title} {source}").trim(), Style::Text)?;
        page.text((row, 1), &model.result.id, Style::Note)?;
    }
    row += 2;
    page.row(row, &say.receipt_heads(), Style::Head)?;
    row += 1;
    page.text((row, 0), &view.receipt.program, Style::Text)?;
    for (path, hash) in &view.receipt.inputs {
        row += 1;
        page.text((row, 0), path, Style::Text)?;
        page.text((row, 1), hash, Style::Note)?;
    }
    page.freeze((1, 0))?;
    page.done(book);
    Ok(())
}
