//! Cash: what partnerships received and spent by month, against the months of their awards.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Verdict;
use super::fields::{amount, list, text};
use super::moments::{by_month, is_month};
use super::total::Total;

/// What awards pay a partnership by month, and without a month.
#[derive(Default)]
struct Awarded<'a> {
    dated: BTreeMap<&'a str, Total>,
    undated: Total,
}

/// Proves the cash of a variant.
pub(super) fn prove(variant: &Value, place: &str, verdict: &mut Verdict) {
    if variant["cash"].is_null() {
        return;
    }
    let (mut awarded, mut of_functions) = (BTreeMap::new(), Total::default());
    let years = list(variant, "years").iter();
    for award in years.flat_map(|year| list(year, "awards")) {
        match award["partnership"].as_str() {
            Some(partnership) => awarded
                .entry(partnership)
                .or_insert_with(Awarded::default)
                .add(award),
            None if text(award, "kind") == "function" => {
                of_functions.add(amount(award, "amount").unwrap_or_default());
            }
            None => {}
        }
    }
    let (mut seen, mut told) = (BTreeSet::new(), Total::default());
    for row in list(variant, "cash") {
        let partnership = text(row, "recipient");
        let own = awarded.remove(partnership).unwrap_or_default();
        let holds = seen.insert(partnership) && proven(row, &own, &mut told).is_some();
        let otherwise = format!("the cash of `{partnership}` does not follow from its awards");
        verdict.prove("cash", holds, place, &otherwise);
    }
    for partnership in awarded.keys() {
        verdict.finds(place, &format!("`{partnership}` has awards and no cash"));
    }
    if told > of_functions {
        let what = format!("partnerships are told {told} of functions, which got {of_functions}");
        verdict.finds(place, &what);
    }
}

impl<'a> Awarded<'a> {
    fn add(&mut self, award: &'a Value) {
        let months = by_month(award).unwrap_or_default();
        if months.is_empty() {
            self.undated
                .add(amount(award, "amount").unwrap_or_default());
        }
        for (month, paid) in months {
            let month = month.unwrap_or_default();
            self.dated.entry(month).or_default().add(paid);
        }
    }
}

/// Proves the row of a partnership, and adds what it is told of functions; `None` where it does
/// not hold.
fn proven(row: &Value, own: &Awarded<'_>, told: &mut Total) -> Option<()> {
    let positive = |one: &Value, key: &str| amount(one, key).filter(|paid| !paid.is_negative());
    let (mut balance, mut deepest) = (Total::default(), None);
    let mut left = own.dated.clone();
    let mut before = "";
    for one in list(row, "months") {
        let month = one["month"].as_str().filter(|month| is_month(month))?;
        (month > before).then_some(())?;
        before = month;
        let (received, cost) = (positive(one, "received")?, positive(one, "cost")?);
        let of_functions = positive(one, "of_functions")?;
        let mut of_awards = left.remove(month).unwrap_or_default();
        of_awards.add(of_functions);
        (of_awards == received).then_some(())?;
        told.add(of_functions);
        balance.add(received);
        balance.take(cost);
        (amount(one, "balance") == Some(balance)).then_some(())?;
        if deepest.map_or(balance.is_negative(), |(_, least)| balance < least) {
            deepest = Some((month, balance));
        }
    }
    let says = &row["deepest"];
    let stated = says["month"].as_str().zip(amount(says, "balance"));
    let holds = left.is_empty()
        && stated == deepest
        && (deepest.is_some() || says.is_null())
        && positive(row, "undated")? >= own.undated;
    holds.then_some(())
}
