//! Rates: what was paid per head, worked out again from the movements.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Verdict;
use super::fields::{amount, list, ratio, text};
use super::total::Total;
use crate::money::Exact;

/// Proves the rates of a year; of one that is made of two, only how they are written.
pub(super) fn prove(year: &Value, place: &str, verdict: &mut Verdict) {
    let mut paid: BTreeMap<&str, Total> = BTreeMap::new();
    for posting in list(year, "postings") {
        if text(posting, "rule").starts_with("entitlement") {
            let sum = paid.entry(text(posting, "component")).or_default();
            sum.add(amount(posting, "amount").unwrap_or_default());
        }
    }
    prove_parts(year, place, verdict);
    for rate in list(year, "rates") {
        let component = text(rate, "component");
        let paid = paid.get(component).copied().unwrap_or_default();
        let is_of_part = !rate["of_year"].is_null();
        let (Some(heads), Some(_)) = (
            ratio(rate, "heads").filter(|heads| !heads.is_negative()),
            amount(rate, "nominal").filter(|nominal| !nominal.is_negative()),
        ) else {
            let otherwise = format!("rate of `{component}` has no proper heads or amount");
            verdict.finds(place, &otherwise);
            continue;
        };
        if rate["effective_exact"].is_null() && rate["effective"].is_null() {
            let otherwise = format!("rate of `{component}` is missing, though heads were paid for");
            verdict.prove("rates", heads.is_zero(), place, &otherwise);
            continue;
        }
        let Some(exact) = ratio(rate, "effective_exact") else {
            verdict.finds(place, &format!("rate of `{component}` is no ratio"));
            continue;
        };
        let cents = exact.times(&heads).times(&Exact::from(100));
        let holds = (is_of_part || paid.to_exact() == Some(cents))
            && !heads.is_zero()
            && text(rate, "effective") == exact.to_decimal_text(2);
        let otherwise = format!("rate of `{component}` does not make {paid}");
        verdict.prove("rates", holds, place, &otherwise);
    }
}

/// A component has one rate, or one of each computed year where the year is made of two.
fn prove_parts(year: &Value, place: &str, verdict: &mut Verdict) {
    let mut parts: BTreeMap<&str, (usize, BTreeSet<Option<&str>>)> = BTreeMap::new();
    for rate in list(year, "rates") {
        let (rows, years) = parts.entry(text(rate, "component")).or_default();
        *rows = rows.saturating_add(1);
        years.insert(rate["of_year"].as_str());
    }
    let of_year: BTreeSet<_> = parts.values().map(|(_, years)| years).collect();
    for (component, (rows, years)) in &parts {
        let expected = match years.contains(&None) {
            true => 1,
            false => 2,
        };
        if *rows != expected || years.len() != expected || of_year.len() != 1 {
            verdict.finds(place, &format!("`{component}` has rates of other years"));
        }
    }
}
