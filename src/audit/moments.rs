//! Moments: in which months awards are paid, against the movements that made them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Verdict;
use super::fields::{amount, list, text};
use super::total::Total;

/// Money by month; under `None` what has no month.
type ByMonth<'a> = BTreeMap<Option<&'a str>, Total>;

/// Proves that what an award says of its months adds up to it, and is what came in by month where
/// nothing was passed on.
pub(super) fn prove(year: &Value, place: &str, verdict: &mut Verdict) {
    let mut inflows: BTreeMap<(&str, &str), ByMonth<'_>> = BTreeMap::new();
    let mut passed_on: BTreeSet<(&str, &str)> = BTreeSet::new();
    for posting in list(year, "postings") {
        let component = text(posting, "component");
        let month = posting["moment"].as_str();
        if !posting["moment"].is_null() && !month.is_some_and(is_month) {
            let otherwise = format!("a posting of `{component}` has no proper moment");
            verdict.finds(place, &otherwise);
        }
        passed_on.insert((component, text(posting, "from")));
        let inflow = inflows.entry((component, text(posting, "to"))).or_default();
        let paid = amount(posting, "amount").unwrap_or_default();
        inflow.entry(month).or_default().add(paid);
    }
    for award in list(year, "awards") {
        let key = (text(award, "component"), text(award, "account"));
        let mut inflow = inflows.remove(&key).unwrap_or_default();
        inflow.retain(|_, paid| *paid != Total::default());
        let is_dated = !inflow.is_empty() && !inflow.contains_key(&None);
        let own = by_month(award);
        let sum = own.as_ref().map(|own| own.values().copied().sum::<Total>());
        // An award without months tells none, which adds up to nothing.
        let adds_up =
            sum.is_some_and(|sum| sum == Total::default()) || sum == amount(award, "amount");
        let holds = adds_up
            && match passed_on.contains(&key) {
                true => true,
                false if is_dated => own.as_ref() == Some(&inflow),
                false => own.is_some_and(|own| own.is_empty()),
            };
        let (component, account) = key;
        let otherwise =
            format!("`{account}` is paid its award of `{component}` in other months than it says");
        if is_dated || !award["moments"].is_null() {
            verdict.prove("moments", holds, place, &otherwise);
        }
    }
}

/// Returns the months of an award with what is paid in each, in order of time and above zero;
/// nothing where it tells none, `None` where they are not proper.
pub(super) fn by_month(award: &Value) -> Option<ByMonth<'_>> {
    let mut months = ByMonth::new();
    for one in list(award, "moments") {
        let month = one["moment"].as_str().filter(|month| is_month(month))?;
        let paid = amount(one, "amount").filter(|paid| *paid > Total::default())?;
        let is_next = months.keys().next_back() < Some(&Some(month));
        is_next.then(|| months.insert(Some(month), paid))?;
    }
    Some(months)
}

/// Says whether a text is a month, such as `2025-03`.
pub(super) fn is_month(text: &str) -> bool {
    let Some((year, month)) = text.split_once('-') else {
        return false;
    };
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let number: u8 = month.parse().unwrap_or_default();
    let is_in_a_year = (1..=12).contains(&number) && month.len() == 2 && is_number(month);
    year.len() == 4 && is_number(year) && is_in_a_year
}
