//! CSV: one row per award and month of payment, in a fixed order of columns.

use crate::domain::Month;
use crate::money::Cents;
use crate::results::{Award, VariantResult};

/// Returns the awards of all variants of the scenario with this title as CSV.
///
/// The title stands last in every row, so that what is synthetic says so in each part of the rows.
pub fn run_csv((path, title): (&str, &str), variants: &[VariantResult]) -> String {
    let head = [
        "file",
        "variant",
        "year",
        "pot",
        "kind",
        "recipient",
        "partnership",
        "region",
        "component",
        "amount",
        "moment",
        "scenario",
    ];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for variant in variants {
        for year in &variant.years {
            for (award, month, amount) in year.awards.iter().flat_map(parts) {
                rows.push(vec![
                    path.to_owned(),
                    variant.id.clone(),
                    year.year.to_string(),
                    award.pot.to_string(),
                    award.account.kind_name().to_owned(),
                    award.account.id.to_string(),
                    award
                        .account
                        .partnership_name()
                        .unwrap_or_default()
                        .to_owned(),
                    award.account.region_name().unwrap_or_default().to_owned(),
                    variant.plan.components[award.component].id.to_string(),
                    Cents::to_euro_text(amount),
                    month.map(|month| month.to_string()).unwrap_or_default(),
                    title.to_owned(),
                ]);
            }
        }
    }
    written(&head, &rows)
}

/// Returns an award by the months in which it is paid, or whole where that is not known.
fn parts(award: &Award) -> Vec<(&Award, Option<Month>, Cents)> {
    let parts = award.due.iter();
    let parts = parts.map(|(month, amount)| (award, Some(*month), *amount));
    let whole = award.due.is_empty().then_some((award, None, award.amount));
    parts.chain(whole).collect()
}

/// Returns a head and rows as CSV with line ends of one byte.
///
/// A cell is one line without control signs, and a text that begins like a formula gets an
/// apostrophe in front: a title comes from anybody, and no spreadsheet is to compute it.
pub fn written(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let head = head
        .iter()
        .map(|cell| (*cell).to_owned())
        .collect::<Vec<_>>();
    for row in std::iter::once(&head).chain(rows) {
        let cells: Vec<String> = row.iter().map(|cell| harmless(cell)).collect();
        // Writing to memory cannot fail, and all rows are as long as the head.
        writer.write_record(&cells).unwrap_or_default();
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn harmless(cell: &str) -> String {
    let cell = cell.replace(char::is_control, " ");
    let unsigned = cell.strip_prefix(['+', '-']).unwrap_or(&cell);
    let is_number = unsigned.starts_with(|sign: char| sign.is_ascii_digit())
        && unsigned
            .chars()
            .all(|sign| sign.is_ascii_digit() || "./".contains(sign));
    match cell.starts_with(['=', '+', '-', '@']) && !is_number {
        true => format!("'{cell}"),
        false => cell,
    }
}

/// Returns CSV as a Dutch Excel opens it: semicolons, decimal commas, CRLF, and UTF-8 behind a byte
/// order mark. A text that begins like a formula gets an apostrophe in front, so that it stays one.
pub fn in_excel_nl(text: &str) -> String {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(String::from('\u{feff}').into_bytes());
    for record in reader.into_records().flatten() {
        let cells: Vec<String> = record.iter().map(excel_nl_cell).collect();
        // Writing to memory cannot fail.
        writer.write_record(&cells).unwrap_or_default();
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn excel_nl_cell(cell: &str) -> String {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = cell.strip_prefix('-').unwrap_or(cell);
    if is_digits(unsigned) {
        return cell.to_owned();
    }
    if let Some((whole, rest)) = unsigned.split_once('.')
        && is_digits(whole)
        && is_digits(rest)
    {
        return cell.replace('.', ",");
    }
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}
