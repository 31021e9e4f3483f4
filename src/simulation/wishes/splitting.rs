//! `splitting`: a partnership that splits in two halves gains at most so much by it.
//!
//! Each half has half of every count (of an odd one the first half has one more), of the agreed
//! weight, of last year's amounts and of amounts stated by name, and otherwise all that the whole
//! has, its members among them. A partnership that counts at a site of another one is not split,
//! nor one that counts fewer than two heads. The slack is the greatest gain minus the gain;
//! tolerated is three times what rounding can do to the amount.

use super::altered::Rerun;
use super::merging::sites;
use super::{Bench, Look};
use crate::domain::{Id, Partnership};
use crate::money::{Cents, Exact};
use crate::results::{Amounts, Trial};
use crate::simulation::in_parallel;

pub(super) fn looks(bench: &Bench<'_, '_>, at_most: Cents) -> Vec<Look> {
    let Some(rerun) = Rerun::of(bench.own) else {
        return Vec::new();
    };
    let wholes = wholes(bench);
    let outcomes = in_parallel(&wholes, |one| {
        let half = rerun.scenario.free_id(&one.id)?;
        let outcome = rerun.run(&rerun.scenario.split(&one.id, &half))?;
        Some((half, outcome))
    });
    let found = wholes.iter().zip(&outcomes);
    found
        .filter_map(|(one, outcome)| Some((one, outcome.as_ref()?)))
        .flat_map(|(one, outcome)| looks_at(bench, &one.id, outcome, at_most))
        .collect()
}

fn looks_at(
    bench: &Bench<'_, '_>,
    id: &Id,
    (half, outcome): &(Id, Vec<Amounts>),
    at_most: Cents,
) -> Vec<Look> {
    let look = |year: usize| {
        let level = bench.check.scope.level;
        let before = bench.amount(year, id);
        let after = outcome[year].at(level, id) + outcome[year].at(level, half);
        let gain = Exact::from(after).minus(&before.into());
        let rounding = bench.tolerance(year, id).times(&Exact::from(3));
        Look {
            year,
            size: 0,
            slack: Exact::from(at_most).minus(&gain),
            tolerance: rounding,
            says: bench.says(&[id], [before, after], Trial::Split),
        }
    };
    bench.years().into_iter().map(look).collect()
}

/// Returns the partnerships that can split without a guess.
fn wholes<'a>(bench: &Bench<'_, 'a>) -> Vec<&'a Partnership> {
    let scenario = bench.own.scenario;
    let sites = sites(scenario);
    let shares_a_site = |id: &Id| {
        let own = sites.get(id);
        let mut others = sites.iter().filter(|(other, _)| **other != id);
        own.is_some_and(|own| others.any(|(_, others)| !own.is_disjoint(others)))
    };
    let counts_two = |id: &Id| {
        let own = scenario.counts.iter();
        let own = own.filter(|count| count.place.partnership.as_ref() == Some(id));
        own.flat_map(|count| count.heads.values())
            .any(|heads| *heads > 1)
    };
    let own = scenario.partnerships.iter();
    own.filter(|one| bench.check.scope.has(&one.id))
        .filter(|one| counts_two(&one.id) && !shares_a_site(&one.id))
        .collect()
}
