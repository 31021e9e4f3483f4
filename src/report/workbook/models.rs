//! The sheet of models side by side: what partnerships, regions and years come to, with charts.

use rust_xlsxwriter::XlsxError;

use super::draft::{At, place};
use super::page::{Bars, Book, Page, Style};
use super::results::{self, Row};
use crate::report::wording::Sentences;

/// What a block adds up: a column of the results, and what of a row must be in it.
struct Block<'a> {
    title: &'a str,
    chart: &'a str,
    /// The column of the results to look in.
    column: u16,
    of: fn(&Row) -> Option<&str>,
    is_upright: bool,
}

/// Writes the sheet.
pub(super) fn write(
    book: &mut Book,
    (rows, ids): (&[Row], &[&str]),
    say: Sentences,
) -> Result<(), XlsxError> {
    let name = say.models_sheet();
    let mut page = book.page(name)?;
    page.width(0, 28.0)?;
    page.text((0, 0), say.models_title(), Style::Title)?;
    let [partnerships, regions, years] = say.model_blocks();
    let blocks = [
        Block {
            title: partnerships.0,
            chart: partnerships.1,
            column: 3,
            of: |row| row.account.partnership_name(),
            is_upright: false,
        },
        Block {
            title: regions.0,
            chart: regions.1,
            column: 4,
            of: |row| row.account.region_name(),
            is_upright: false,
        },
        Block {
            title: years.0,
            chart: years.1,
            column: 0,
            of: |row| Some(&row.year),
            is_upright: true,
        },
    ];
    let models = u16::try_from(ids.len()).unwrap_or(u16::MAX);
    for column in 1..=models {
        page.width(column, 18.0)?;
    }
    let (mut at, mut chart_row) = (2_u32, 1_u32);
    for block in &blocks {
        let names = names(rows, block);
        if names.is_empty() {
            continue;
        }
        let last = table(&mut page, at, (block, &names), (rows, ids), say)?;
        let title = format!("{} ({})", block.chart, say.euros_unit());
        let bars = Bars {
            sheet: name,
            rows: (at + 1, last),
            names: 0,
            columns: 1..models.saturating_add(1),
            is_upright: block.is_upright,
            title: &title,
            described: &say.chart_of_table(block.title),
        };
        chart_row = chart_row.max(at);
        page.bars((chart_row, models + 2), &bars)?;
        let height = if block.is_upright {
            18
        } else {
            8 + names.len() * (ids.len() + 2) / 2
        };
        chart_row += u32::try_from(height.max(15)).unwrap_or(u32::MAX);
        at = last + 3;
    }
    page.freeze((1, 1))?;
    page.done(book);
    Ok(())
}

/// Returns the names of a block in the order of the results, years as they come and others sorted.
fn names<'r>(rows: &'r [Row], block: &Block<'_>) -> Vec<&'r str> {
    let mut names: Vec<&str> = rows.iter().filter_map(block.of).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Writes a table of sums with a total, and returns the last row of its names.
fn table(
    page: &mut Page,
    at: u32,
    (block, names): (&Block<'_>, &[&str]),
    (rows, ids): (&[Row], &[&str]),
    say: Sentences,
) -> Result<u32, XlsxError> {
    page.text((at, 0), block.title, Style::Title)?;
    let head = at + 1;
    for (column, id) in (1_u16..).zip(ids) {
        page.text((head, column), id, Style::Model)?;
    }
    let sheet = say.results_sheet();
    let looked = results::range(sheet, block.column, rows.len());
    let mut row = head;
    for name in names {
        row += 1;
        page.text((row, 0), name, Style::Text)?;
        for (model, column) in (1_u16..).take(ids.len()).enumerate() {
            let own = rows.iter().filter(|one| (block.of)(one) == Some(*name));
            let sum: i64 = own.filter_map(|one| one.amounts[model]).sum();
            let cell: At = (row, column);
            let amounts = results::range(sheet, results::FIRST + column - 1, rows.len());
            let formula = format!(
                "ROUND(SUMPRODUCT(EXACT({looked},$A{})*{amounts}),2)",
                row + 1
            );
            page.formula(cell, &formula, sum, Style::Euros)?;
        }
    }
    let last = row;
    row += 1;
    page.text((row, 0), say.together(), Style::Head)?;
    for (model, column) in (1_u16..).take(ids.len()).enumerate() {
        let own = rows.iter().filter(|one| (block.of)(one).is_some());
        let sum: i64 = own.filter_map(|one| one.amounts[model]).sum();
        let range = format!("{}:{}", place((head + 1, column)), place((last, column)));
        page.formula(
            (row, column),
            &format!("ROUND(SUM({range}),2)"),
            sum,
            Style::Euros,
        )?;
    }
    Ok(last)
}
