//! Rates: what was paid per head, worked out again from the movements.

use serde_json::Value;

use super::Verdict;
use super::fields::{amount, list, text};
use crate::money::{Cents, Exact};

/// Proves the rates of a year that is not made of two.
pub(super) fn prove(year: &Value, place: &str, verdict: &mut Verdict) {
    for rate in list(year, "rates")
        .iter()
        .filter(|rate| rate["of_year"].is_null())
    {
        let component = text(rate, "component");
        if rate["effective_exact"].is_null() {
            continue;
        }
        let paid: Cents = list(year, "postings")
            .iter()
            .filter(|posting| text(posting, "component") == component)
            .filter(|posting| text(posting, "rule").starts_with("entitlement"))
            .filter_map(|posting| amount(posting, "amount"))
            .sum();
        let exact = Exact::from_ratio_text(text(rate, "effective_exact"));
        let heads = Exact::from_ratio_text(text(rate, "heads"));
        let (Some(exact), Some(heads)) = (exact, heads) else {
            verdict.finds(place, &format!("rate of `{component}` is no ratio"));
            continue;
        };
        let holds = exact.times(&heads).times(&Exact::from(100)) == Exact::from(paid)
            && text(rate, "effective") == exact.to_decimal_text(2);
        let otherwise = format!("rate of `{component}` does not make {paid}");
        verdict.prove("rates", holds, place, &otherwise);
    }
}
