//! Cash as text and JSON: what has to be prefinanced, and when.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::grid::{Look, matrix};
use super::json::euros;
use super::wording::Sentences;
use crate::domain::{Id, Month};
use crate::money::Cents;
use crate::results::{CashMonth, CashRow, VariantResult};

/// Most partnerships of which every month is shown.
const MOST_BY_MONTH: usize = 6;

/// Returns the section on cash: what is prefinanced at most and when, with the variants side by
/// side; of one variant with few partnerships every month as well. Nothing where no division says
/// when it pays or no costs are stated.
pub(super) fn cash_text(variants: &[VariantResult], look: Look) -> String {
    let sentences = Sentences::new(look.lang);
    let all: Vec<(&str, Vec<CashRow>)> = variants
        .iter()
        .map(|variant| (variant.id.as_str(), variant.cash()))
        .collect();
    let rows = all.iter().flat_map(|(_, rows)| rows);
    let partnerships: BTreeSet<&Id> = rows.map(|row| &row.partnership).collect();
    if partnerships.is_empty() {
        return String::new();
    }
    let columns: Vec<String> = all.iter().map(|(id, _)| (*id).to_owned()).collect();
    let lines = partnerships.iter().map(|id| {
        let cells = all.iter().map(|(_, rows)| {
            let own = rows.iter().find(|row| row.partnership == **id);
            own.map_or_else(String::new, |own| sentences.prefinanced(own.deepest()))
        });
        (id.to_string(), cells.collect())
    });
    let lines: Vec<(String, Vec<String>)> = lines.collect();
    let mut text = format!(
        "\n{}\n{}\n",
        sentences.cash(),
        matrix(&columns, &lines, look)
    );
    text += &format!("{}\n", sentences.cash_is_by_month());
    for (id, rows) in &all {
        for row in rows.iter().filter(|row| row.undated != Cents::ZERO) {
            let told = sentences.undated(row.partnership.as_str(), row.undated);
            text += &match all.len() {
                1 => format!("{told}\n"),
                _ => format!("{id}: {told}\n"),
            };
        }
    }
    if let [(_, rows)] = all.as_slice()
        && rows.len() <= MOST_BY_MONTH
    {
        text += &months_text(rows, look);
    }
    text
}

/// Returns the balance at the end of every month, with the partnerships side by side.
fn months_text(rows: &[CashRow], look: Look) -> String {
    let sentences = Sentences::new(look.lang);
    let columns: Vec<String> = rows.iter().map(|row| row.partnership.to_string()).collect();
    let months = rows.iter().flat_map(|row| &row.months);
    let months: BTreeSet<Month> = months.map(|one| one.month).collect();
    let lines = months.iter().map(|month| {
        let cells = rows.iter().map(|row| {
            let own = row.months.iter().find(|one| one.month == *month);
            own.map_or_else(String::new, |own| {
                super::wording::euros(own.balance, look.lang)
            })
        });
        (month.to_string(), cells.collect())
    });
    let lines: Vec<(String, Vec<String>)> = lines.collect();
    let head = sentences.cash_balances();
    format!("\n{head}\n{}\n", matrix(&columns, &lines, look))
}

/// Returns the cash of a partnership as JSON.
pub(super) fn cash_json(row: &CashRow) -> Value {
    let month = |one: &CashMonth| {
        json!({
            "month": one.month.to_string(),
            "received": euros(one.received),
            "of_functions": euros(one.of_functions),
            "cost": euros(one.cost),
            "balance": euros(one.balance),
        })
    };
    let deepest = row
        .deepest()
        .map(|one| json!({ "month": one.month.to_string(), "balance": euros(one.balance) }));
    json!({
        "recipient": row.partnership.as_str(),
        "deepest": deepest,
        "undated": euros(row.undated),
        "months": row.months.iter().map(month).collect::<Vec<Value>>(),
    })
}
