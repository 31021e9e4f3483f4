//! Payouts: the amounts of a mix in whole cents, by largest remainder.

use super::region::value;
use crate::money::{Cents, Exact, Rounding, place};
use crate::results::comparison::Comparison;
use crate::results::compromise::Payout;

/// Returns who gets what in a mix, year by year. The total of a year is rounded to the cent, a half
/// upwards; the amounts add up to it.
pub(super) fn payouts(comparison: &Comparison, weights: &[Exact]) -> Vec<Payout> {
    let years = comparison.periods.iter().filter(|one| one.length == 1);
    let payouts = years.map(|period| {
        let parts = period.rows.iter().flat_map(|row| {
            let parts = row.parts.iter();
            parts.map(|(region, amounts)| (&row.recipient, region, mixed(amounts, weights)))
        });
        let parts: Vec<_> = parts.collect();
        let quotas: Vec<Exact> = parts.iter().map(|(_, _, amount)| amount.clone()).collect();
        let total: Exact = quotas.iter().cloned().sum();
        let placed = place(total.to_cents(Rounding::HalfUp), &quotas, Cents::ONE);
        let placed = parts.into_iter().zip(placed.parts);
        let placed = placed
            .map(|((recipient, region, _), cents)| (recipient.clone(), region.clone(), cents));
        Payout {
            year: period.years.0,
            parts: placed.collect(),
        }
    });
    payouts.collect()
}

/// Returns the mix of the amounts in the models, in cents.
pub(super) fn mixed(amounts: &[Cents], weights: &[Exact]) -> Exact {
    let amounts: Vec<Exact> = amounts.iter().map(|one| (*one).into()).collect();
    value(&amounts, weights)
}
