//! `region-share`: the share of each region in all money that reaches recipients lies between two
//! ends.
//!
//! Nothing is changed; the slack is in euros: the money of the region beside its share of all
//! money; tolerated is what rounding can do to the money of the region.

use super::{Bench, Look};
use crate::domain::Ends;
use crate::money::{Cents, Exact};
use crate::results::Trial;

pub(super) fn looks(bench: &Bench<'_, '_>, ends: &Ends<Exact>) -> Vec<Look> {
    let mut looks = Vec::new();
    for year in bench.years() {
        let total = bench.own.amounts[year].total;
        if total == Cents::ZERO {
            continue;
        }
        for id in bench.recipients() {
            let amount = bench.amount(year, id);
            for (share, is_least) in sides(ends) {
                let end = share.times(&total.into());
                let slack = slack(&amount.into(), &end, is_least);
                let share = share.clone();
                let trial = Trial::Share { share, is_least };
                looks.push(Look {
                    year,
                    size: 0,
                    slack,
                    tolerance: bench.tolerance(year, id),
                    says: bench.says(&[id], [total, amount], trial),
                });
            }
        }
    }
    looks
}

/// Returns the ends that are stated, each with whether it is the lower one.
pub(super) fn sides<T>(ends: &Ends<T>) -> impl Iterator<Item = (&T, bool)> {
    let lower = ends.at_least.iter().map(|end| (end, true));
    lower.chain(ends.at_most.iter().map(|end| (end, false)))
}

/// Returns how far an amount is on the right side of an end.
pub(super) fn slack(amount: &Exact, end: &Exact, is_least: bool) -> Exact {
    if is_least {
        amount.minus(end)
    } else {
        end.minus(amount)
    }
}
