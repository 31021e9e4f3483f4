//! `merging`: two partnerships that merge gain at most so much by it.
//!
//! Tried are all pairs that share a region, or of which neither has one, and that are equal in
//! sector, status, flags and growth, for what else they would be together is anybody's guess; nor
//! may they count at one site. Together they have the sum of their counts, weights, last year's
//! amounts and amounts stated by name, and the members of both; the terms and the lead region are
//! those of the first by id. The slack is the greatest gain minus the gain; tolerated is twice
//! what rounding can do to both amounts.

use std::collections::{BTreeMap, BTreeSet};

use super::altered::{Rerun, for_users};
use super::{Bench, Look};
use crate::domain::{
    Amount, Count, CountPlace, Flow, Given, Id, Partnership, Scenario, SchoolYear,
};
use crate::money::{Cents, Exact};
use crate::results::{Amounts, Trial};
use crate::simulation::in_parallel;

pub(super) fn looks(bench: &Bench<'_, '_>, at_most: Cents) -> Vec<Look> {
    let Some(rerun) = Rerun::of(bench.own) else {
        return Vec::new();
    };
    let pairs = pairs(bench);
    let outcomes = in_parallel(&pairs, |pair| rerun.run(&merged(&rerun.scenario, *pair)));
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

/// Returns the scenario with two partnerships as one, under the id of the first.
fn merged(scenario: &Scenario, (first, second): (&Partnership, &Partnership)) -> Scenario {
    let mut altered = scenario.clone();
    altered.partnerships.retain(|one| one.id != second.id);
    for one in &mut altered.partnerships {
        if one.id == first.id {
            join(one, second);
        }
    }
    for count in &mut altered.counts {
        if count.place.partnership.as_ref() == Some(&second.id) {
            count.place.partnership = Some(first.id.clone());
        }
    }
    altered.counts = summed(altered.counts, &first.id);
    for component in &mut altered.scheme.components {
        if let Amount::Each(amounts) = &mut component.amount
            && let Some(other) = amounts.remove(&second.id)
        {
            let own = amounts
                .entry(first.id.clone())
                .or_insert_with(|| Given::plain(Cents::ZERO));
            own.value += other.value;
        }
    }
    for division in &mut altered.scheme.divisions {
        if let Flow::Passage(passage) = &mut division.flow {
            passage.at.remove(&second.id);
        }
    }
    for_users(&mut altered, |users| {
        if users.remove(&second.id) {
            users.insert(first.id.clone());
        }
    });
    altered
}

fn join(one: &mut Partnership, other: &Partnership) {
    one.boards.extend(other.boards.iter().cloned());
    one.institutes.extend(other.institutes.iter().cloned());
    one.regions.extend(other.regions.iter().cloned());
    one.lead_region = one.lead_region.take().or(other.lead_region.clone());
    one.weight = match (one.weight.take(), &other.weight) {
        (Some(own), Some(other)) => Some(Given::plain(own.value.plus(&other.value))),
        (own, other) => own.or(other.clone()),
    };
    add_weights(&mut one.region_weights, &other.region_weights);
    add_weights(&mut one.partner_weights, &other.partner_weights);
    for (region, given) in &other.previous {
        let sum = one.previous.entry(region.clone());
        sum.or_insert_with(|| Given::plain(Cents::ZERO)).value += given.value;
    }
}

fn add_weights(own: &mut BTreeMap<Id, Given<Exact>>, others: &BTreeMap<Id, Given<Exact>>) {
    for (id, given) in others {
        let sum = own
            .entry(id.clone())
            .or_insert_with(|| Given::plain(Exact::zero()));
        sum.value = sum.value.plus(&given.value);
    }
}

/// Sums the counts of a partnership that stand at one place, in order of place and year. Their
/// numbers are no longer those of the paths of the file.
pub(super) fn summed(counts: Vec<Count>, of: &Id) -> Vec<Count> {
    let mut sums: BTreeMap<(CountPlace, SchoolYear), Count> = BTreeMap::new();
    for mut count in counts {
        if count.place.partnership.as_ref() == Some(of) {
            count.paths.clear();
        }
        match sums.get_mut(&(count.place.clone(), count.year)) {
            Some(sum) => {
                for (measure, heads) in count.heads {
                    *sum.heads.entry(measure).or_default() += heads;
                }
            }
            None => drop(sums.insert((count.place.clone(), count.year), count)),
        }
    }
    sums.into_values().collect()
}
