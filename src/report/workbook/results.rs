//! The sheet of results: who gets what, a row for each recipient, region, component and year, and a
//! column for each model.

use std::collections::BTreeMap;

use rust_xlsxwriter::XlsxError;

use super::WorkbookModel;
use super::draft::{place, quoted};
use super::page::{Book, Page, Style};
use super::rules::ModelSheet;
use super::term::Basis;
use crate::plan::Account;
use crate::report::wording::Sentences;

/// Columns before those of the models.
pub(super) const FIRST: u16 = 7;

/// One row: whose, of what, when, and the amount of each model that has it, in cents.
pub(super) struct Row {
    pub(super) year: String,
    pub(super) account: Account,
    pot: String,
    component: String,
    pub(super) amounts: Vec<Option<i64>>,
    /// For each model, the cell on its sheet of rules, and on what it rests.
    cells: Vec<Option<(String, Basis)>>,
}

/// Lists the rows of all models, those of the first one first; without sheets of rules as values.
pub(super) fn rows(models: &[WorkbookModel<'_>], sheets: &[ModelSheet]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut known: BTreeMap<(String, &Account, String, String), usize> = BTreeMap::new();
    for (at, model) in models.iter().enumerate() {
        let plan = &model.result.plan;
        let sheet = sheets.get(at);
        for (position, year) in model.result.years.iter().enumerate() {
            for (number, award) in year.awards.iter().enumerate() {
                let component = plan.components[award.component].id.to_string();
                let (pot, year) = (award.pot.to_string(), year.year.to_string());
                let key = (year.clone(), &award.account, pot.clone(), component.clone());
                let row = *known.entry(key).or_insert(rows.len());
                if row == rows.len() {
                    rows.push(Row {
                        year,
                        account: award.account.clone(),
                        pot,
                        component,
                        amounts: vec![None; models.len()],
                        cells: vec![None; models.len()],
                    });
                }
                rows[row].cells[at] = sheet.and_then(|sheet| {
                    let cell = sheet.awards.get(position)?.get(number)?;
                    let from = format!("{}!{}", quoted(sheet.draft.name()), cell.text());
                    Some((from, cell.basis()))
                });
                rows[row].amounts[at] = Some(award.amount.count());
            }
        }
    }
    rows
}

/// Writes the sheet.
pub(super) fn write(
    book: &mut Book,
    (rows, ids): (&[Row], &[&str]),
    say: Sentences,
) -> Result<(), XlsxError> {
    let mut page = book.page(say.results_sheet())?;
    page.widths(&[11.0, 14.0, 24.0, 24.0, 18.0, 16.0, 22.0])?;
    page.row(0, &say.result_heads(), Style::Head)?;
    let mut note = FIRST;
    for (column, id) in (FIRST..).zip(ids) {
        page.text((0, column), id, Style::Model)?;
        page.width(column, 18.0)?;
        note = column + 1;
    }
    page.text((0, note), say.note(), Style::Head)?;
    page.width(note, 60.0)?;
    let mut last = 0;
    for (at, row) in (1_u32..).zip(rows) {
        last = at;
        write_row(&mut page, at, row, (ids, note, say))?;
    }
    page.filter((0, 0), (last, note))?;
    page.freeze((1, FIRST))?;
    page.done(book);
    Ok(())
}

fn write_row(
    page: &mut Page,
    at: u32,
    row: &Row,
    (ids, note, say): (&[&str], u16, Sentences),
) -> Result<(), XlsxError> {
    let account = &row.account;
    let texts = [
        row.year.as_str(),
        say.kind(account.kind),
        account.id.as_str(),
        account.partnership_name().unwrap_or_default(),
        account.region_name().unwrap_or_default(),
        row.pot.as_str(),
        row.component.as_str(),
    ];
    page.row(at, &texts, Style::Text)?;
    let mut resting = Vec::new();
    let cells = row.cells.iter().zip(&row.amounts).zip(ids);
    for (column, ((cell, amount), id)) in (FIRST..).zip(cells) {
        let Some(amount) = amount else { continue };
        let Some((from, basis)) = cell else {
            page.number((at, column), *amount, Style::FixedEuros)?;
            continue;
        };
        let style = match basis {
            Basis::Live => Style::Euros,
            Basis::Mixed | Basis::Fixed => Style::FixedEuros,
        };
        if style == Style::FixedEuros {
            resting.push(*id);
        }
        page.formula((at, column), &format!("{from}/100"), *amount, style)?;
    }
    if !resting.is_empty() {
        page.text((at, note), &say.rests_on_values(&resting), Style::Note)?;
    }
    Ok(())
}

/// Returns the range of a column of results.
pub(super) fn range(sheet: &str, column: u16, rows: usize) -> String {
    let last = u32::try_from(rows.max(1)).unwrap_or(u32::MAX);
    let (first, last) = (place((1, column)), place((last, column)));
    let held = |place: &str| {
        let digits = place.find(|letter: char| letter.is_ascii_digit());
        let (letters, row) = place.split_at(digits.unwrap_or(0));
        format!("${letters}${row}")
    };
    format!("{}!{}:{}", quoted(sheet), held(&first), held(&last))
}
