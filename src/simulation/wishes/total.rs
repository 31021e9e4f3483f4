//! `total`: what reaches recipients together lies between two ends, in euros or as parts of
//! another total.
//!
//! Nothing is changed; the slack is in euros. Beside fixed ends nothing is tolerated; beside
//! another total, what rounding can do to all amounts.

use super::region_share::{sides, slack};
use super::{Bench, Look};
use crate::domain::{Against, Ends};
use crate::money::{Cents, Exact};
use crate::results::Trial;

pub(super) fn looks(bench: &Bench<'_, '_>, ends: &Ends<Cents>) -> Vec<Look> {
    let mut looks = Vec::new();
    for year in bench.years() {
        let total = bench.own.amounts[year].total;
        for (end, is_least) in sides(ends) {
            let per = None;
            looks.push(Look {
                year,
                size: 0,
                slack: slack(&total.into(), &(*end).into(), is_least),
                tolerance: Exact::zero(),
                says: bench.says(&[], [*end, total], Trial::Bounded { is_least, per }),
            });
        }
    }
    looks
}

pub(super) fn looks_against(
    bench: &Bench<'_, '_>,
    against: &Against,
    ends: &Ends<Exact>,
) -> Vec<Look> {
    let mut looks = Vec::new();
    for year in bench.years() {
        let Some(before) = reference(bench, against, year) else {
            continue;
        };
        let total = bench.own.amounts[year].total;
        for (part, is_least) in sides(ends) {
            let end = part.times(&before.into());
            let trial = Trial::Compared {
                against: against.clone(),
                part: part.clone(),
                is_least,
            };
            let tolerance = Exact::from(bench.tolerances.of_all(year));
            looks.push(Look {
                year,
                size: 0,
                slack: slack(&total.into(), &end, is_least),
                tolerance,
                says: bench.says(&[], [before, total], trial),
            });
        }
    }
    looks
}

/// Returns the other total, if there is one.
pub(super) fn reference(bench: &Bench<'_, '_>, against: &Against, year: usize) -> Option<Cents> {
    if *against != Against::Previous {
        return bench.compared(against, year).map(|other| other.total);
    }
    let mut partnerships = bench.own.scenario.partnerships.iter();
    partnerships.try_fold(Cents::ZERO, |sum, one| {
        Some(sum + super::keep::stated(one)?)
    })
}
