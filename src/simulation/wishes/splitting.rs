//! `splitting`: a partnership that splits in two halves gains at most so much by it.
//!
//! Each half has half of every count (of an odd one the first half has one more), of the agreed
//! weight, of last year's amounts and of amounts stated by name, and otherwise all that the whole
//! has, its members among them. A partnership that counts at a site of another one is not split,
//! nor one that counts fewer than two heads. The slack is the greatest gain minus the gain;
//! tolerated is three times what rounding can do to the amount.

use std::collections::BTreeMap;

use super::altered::{Rerun, for_users};
use super::merging::{sites, summed};
use super::{Bench, Look};
use crate::domain::{Amount, Flow, Given, Id, Partnership, Scenario};
use crate::money::{Cents, Exact};
use crate::results::{Amounts, Trial};
use crate::simulation::in_parallel;

pub(super) fn looks(bench: &Bench<'_, '_>, at_most: Cents) -> Vec<Look> {
    let Some(rerun) = Rerun::of(bench.own) else {
        return Vec::new();
    };
    let wholes = wholes(bench);
    let outcomes = in_parallel(&wholes, |one| {
        let half = free_id(&rerun.scenario, &one.id)?;
        let outcome = rerun.run(&split(&rerun.scenario, one, &half))?;
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

/// Returns an id for the second half that no recipient has.
fn free_id(scenario: &Scenario, id: &Id) -> Option<Id> {
    let is_taken = |name: &Id| {
        scenario.partnerships.iter().any(|one| one.id == *name)
            || scenario.regions.iter().any(|one| one.id == *name)
            || scenario.others.iter().any(|one| one.id == *name)
    };
    // An id may be as long as any can be, so that its start must do.
    let start: String = id.as_str().chars().take(Id::MAX_LENGTH - 4).collect();
    (2..100)
        .filter_map(|number| Id::parse(&format!("{start}-{number}")))
        .find(|name| !is_taken(name))
}

/// Returns the scenario with a partnership as two, the second under the id `half`.
fn split(scenario: &Scenario, one: &Partnership, half: &Id) -> Scenario {
    let mut altered = scenario.clone();
    let mut second = one.clone();
    second.id = half.clone();
    second.weight = halved(one.weight.as_ref());
    second.previous = halves(&one.previous, 0);
    for first in altered
        .partnerships
        .iter_mut()
        .filter(|own| own.id == one.id)
    {
        first.weight = halved(one.weight.as_ref());
        first.previous = halves(&one.previous, 1);
    }
    altered.partnerships.push(second);
    altered
        .partnerships
        .sort_by(|left, right| left.id.cmp(&right.id));
    let own = altered.counts.iter_mut();
    let own = own.filter(|count| count.place.partnership.as_ref() == Some(&one.id));
    let mut others = Vec::new();
    for count in own {
        // The halves have no site in common, or each would count for a part only.
        count.place.site = None;
        let mut other = count.clone();
        other.place.partnership = Some(half.clone());
        other.paths.clear();
        for (measure, heads) in &mut count.heads {
            other.heads.insert(*measure, *heads / 2);
            *heads -= *heads / 2;
        }
        others.push(other);
    }
    altered.counts.extend(others);
    altered.counts = summed(altered.counts, &one.id);
    for component in &mut altered.scheme.components {
        if let Amount::Each(amounts) = &mut component.amount
            && let Some(whole) = amounts.get(&one.id).map(|given| given.value)
        {
            let given = |amount| Given::plain(amount);
            amounts.insert(half.clone(), given(half_of(whole, 0)));
            amounts.insert(one.id.clone(), given(half_of(whole, 1)));
        }
    }
    for division in &mut altered.scheme.divisions {
        if let Flow::Passage(passage) = &mut division.flow
            && let Some(terms) = passage.at.get(&one.id).cloned()
        {
            passage.at.insert(half.clone(), terms);
        }
    }
    for_users(&mut altered, |users| {
        if users.contains(&one.id) {
            users.insert(half.clone());
        }
    });
    altered
}

fn halved(weight: Option<&Given<Exact>>) -> Option<Given<Exact>> {
    weight.map(|given| Given::plain(given.value.times(&Exact::ratio(1, 2))))
}

fn halves(
    amounts: &BTreeMap<Option<Id>, Given<Cents>>,
    more: i64,
) -> BTreeMap<Option<Id>, Given<Cents>> {
    let half = |(region, given): (&Option<Id>, &Given<Cents>)| {
        (region.clone(), Given::plain(half_of(given.value, more)))
    };
    amounts.iter().map(half).collect()
}

/// Returns half of an amount; of an odd cent the half that has `more` of 1.
fn half_of(amount: Cents, more: i64) -> Cents {
    Cents::new((amount.count() + more).div_euclid(2))
}
