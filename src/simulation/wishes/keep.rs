//! `keep`: nobody receives less than a part of what it is compared with.
//!
//! Nothing is changed; the slack is the amount minus that part of the other amount. Tolerated is
//! what rounding can do to the amount.

use super::{Bench, Look};
use crate::domain::{Against, Id, Partnership};
use crate::money::{Cents, Exact};
use crate::results::Trial;

pub(super) fn looks(bench: &Bench<'_, '_>, at_least: &Exact, against: &Against) -> Vec<Look> {
    let mut looks = Vec::new();
    for year in bench.years() {
        for id in bench.recipients() {
            let Some(before) = reference(bench, against, year, id) else {
                continue;
            };
            let after = bench.amount(year, id);
            let least = at_least.times(&before.into());
            let slack = Exact::from(after).minus(&least);
            let trial = Trial::Compared {
                against: against.clone(),
                part: at_least.clone(),
                is_least: true,
            };
            looks.push(Look {
                year,
                size: 0,
                slack,
                tolerance: bench.tolerance(year, id),
                says: bench.says(&[id], [before, after], trial),
            });
        }
    }
    looks
}

/// Returns the amount with which that of a recipient is compared, if there is one.
pub(super) fn reference(
    bench: &Bench<'_, '_>,
    against: &Against,
    year: usize,
    id: &Id,
) -> Option<Cents> {
    if *against == Against::Previous {
        return bench.stated(id);
    }
    let other = bench.compared(against, year)?;
    Some(other.at(bench.check.scope.level, id))
}

/// Returns last year's amount of a partnership as it states it: in all, or the sum by region.
pub(super) fn stated(one: &Partnership) -> Option<Cents> {
    let stated = match one.previous.get(&None) {
        Some(whole) => vec![whole],
        None => one.previous.values().collect(),
    };
    (!stated.is_empty()).then(|| stated.iter().map(|given| given.value).sum())
}
