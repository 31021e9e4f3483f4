//! `merging`: two partnerships that merge gain at most so much by it.
//!
//! Tried are all pairs that share a region, or of which neither has one, and that are equal in
//! sector, status, flags and growth, for what else they would be together is anybody's guess; nor
//! may they count at one site. Together they have the sum of their counts, weights, last year's
//! amounts and amounts stated by name, and the members of both; the terms and the lead region are
//! those of the first by id. The slack is the greatest gain minus the gain; tolerated is twice
//! what rounding can do to both amounts.

use std::collections::{BTreeMap, BTreeSet};

use super::altered::Rerun;
use super::{Bench, Look};
use crate::domain::{Id, Partnership, Scenario};
use crate::money::{Cents, Exact};
use crate::results::{Amounts, Trial};
use crate::simulation::in_parallel;

pub(super) fn looks(bench: &Bench<'_, '_>, at_most: Cents) -> Vec<Look> {
    let Some(rerun) = Rerun::of(bench.own) else {
        return Vec::new();
    };
    let pairs = pairs(bench);
    let outcomes = in_parallel(&pairs, |(first, second)| {
        rerun.run(&rerun.scenario.merged(&first.id, &second.id))
    });
    let found = pairs.iter().zip(&outcomes);
    found
        .filter_map(|(pair, outcome)| Some((pair, outcome.as_ref()?)))
        .flat_map(|(pair, outcome)| looks_at(bench, *pair, outcome, at_most))
        .collect()
}

fn looks_at(
    bench: &Bench<'_, '_>,
    (first, second): (&Partnership, &Partnership),
    outcome: &[Amounts],
    at_most: Cents,
) -> Vec<Look> {
    let ids = [&first.id, &second.id];
    let look = |year: usize| {
        let before = ids.map(|id| bench.amount(year, id)).into_iter().sum();
        let after = outcome[year].at(bench.check.scope.level, &first.id);
        let gain = Exact::from(after).minus(&Exact::from(before));
        let rounding: Exact = ids.map(|id| bench.tolerance(year, id)).into_iter().sum();
        let rounding = rounding.times(&Exact::from(2));
        Look {
            year,
            size: 0,
            slack: Exact::from(at_most).minus(&gain),
            tolerance: rounding,
            says: bench.says(&ids, [before, after], Trial::Merged),
        }
    };
    bench.years().into_iter().map(look).collect()
}

/// Returns the pairs that can merge without a guess, each in order of id.
fn pairs<'a>(bench: &Bench<'_, 'a>) -> Vec<(&'a Partnership, &'a Partnership)> {
    let scenario = bench.own.scenario;
    let sites = sites(scenario);
    let traits = |one: &Partnership| {
        let growth = one.growth.as_ref().map(|given| given.value.clone());
        (one.sector, one.status, one.flags.clone(), growth)
    };
    let mut pairs = Vec::new();
    let own: Vec<&Partnership> = scenario
        .partnerships
        .iter()
        .filter(|one| bench.check.scope.has(&one.id))
        .collect();
    for (position, first) in own.iter().enumerate() {
        for second in own.iter().skip(position + 1) {
            let is_near = !first.regions.is_disjoint(&second.regions)
                || first.regions.is_empty() && second.regions.is_empty();
            let share_a_site = match (sites.get(&first.id), sites.get(&second.id)) {
                (Some(own), Some(others)) => !own.is_disjoint(others),
                _ => false,
            };
            if is_near && !share_a_site && traits(first) == traits(second) {
                pairs.push((*first, *second));
            }
        }
    }
    pairs
}

/// Returns the sites at which each partnership counts.
pub(super) fn sites(scenario: &Scenario) -> BTreeMap<&Id, BTreeSet<&Id>> {
    let mut sites: BTreeMap<&Id, BTreeSet<&Id>> = BTreeMap::new();
    for place in scenario.counts.iter().map(|count| &count.place) {
        if let (Some(partnership), Some(site)) = (&place.partnership, &place.site) {
            sites.entry(partnership).or_default().insert(site);
        }
    }
    sites
}
