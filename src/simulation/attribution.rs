//! Attribution: a change divided over its causes, whatever the order in which they came.
//!
//! Between two variants lie the worlds in which only some kinds of change have been made. Each
//! cause is charged the average of what it adds over every order in which the causes can come
//! (the Shapley value), so no order is favoured and the parts add up to the change.

use std::sync::Arc;

use super::{Case, in_parallel, run_cases};
use crate::money::{Cents, Exact, place};
use crate::plan::compile;
use crate::results::VariantResult;
use crate::scenario::{ChangeKind, Hybrids};

/// The results of the worlds between two variants.
#[derive(Clone, Debug)]
pub struct Between {
    /// The causes; kinds that cannot be told apart stand together as one cause.
    pub causes: Vec<Vec<ChangeKind>>,
    /// One result for each set of causes: bit `i` of the position is set where cause `i` has
    /// come about.
    pub results: Vec<VariantResult>,
}

/// What one cause adds to a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CausePart {
    /// The kinds of change; more than one where they cannot be told apart.
    pub kinds: Vec<ChangeKind>,
    /// Signed.
    pub amount: Cents,
}

impl Between {
    /// Runs the worlds between two variants.
    ///
    /// Kinds of change are joined where a world cannot be formed or computed without joining them:
    /// as few as possible, and of equal choices the first in the order of [`ChangeKind::ALL`].
    pub fn of(hybrids: &Hybrids) -> Between {
        let compiled = in_parallel(&hybrids.worlds, |world| compile(world.as_ref()?).ok());
        let compiled = hybrids.worlds.iter().zip(compiled);
        let compiled = compiled.map(|(world, compiled)| Some((world.as_ref()?, compiled?)));
        let compiled: Vec<_> = compiled.collect();
        let exists: Vec<bool> = compiled.iter().map(Option::is_some).collect();
        let causes = finest(hybrids.kinds.len(), &exists);
        let chosen: Vec<_> = sets(&causes)
            .into_iter()
            .filter_map(|set| compiled.get(set)?.as_ref())
            .map(|(scenario, (plan, inputs))| {
                let (plan, inputs) = (Arc::new(plan.clone()), inputs.clone());
                (*scenario, Case { plan, inputs })
            })
            .collect();
        let cases: Vec<Case> = chosen.iter().map(|(_, case)| case.clone()).collect();
        let results = chosen.into_iter().zip(run_cases(&cases));
        let results = results
            .map(|((scenario, case), years)| VariantResult::unnamed(scenario, case.plan, years));
        let kinds = |cause: &Vec<usize>| cause.iter().map(|kind| hybrids.kinds[*kind]).collect();
        Between {
            causes: causes.iter().map(kinds).collect(),
            results: results.collect(),
        }
    }

    /// Divides the change of an amount over its causes; the parts add up to it.
    pub fn parts(&self, amount: impl Fn(&VariantResult) -> Cents) -> Vec<CausePart> {
        let amounts: Vec<Cents> = self.results.iter().map(amount).collect();
        self.parts_of(&amounts)
    }

    /// Divides the change of an amount, given in each of the results, over its causes.
    pub fn parts_of(&self, amounts: &[Cents]) -> Vec<CausePart> {
        let parts = shapley(amounts);
        let causes = self.causes.iter().cloned().zip(parts);
        causes
            .map(|(kinds, amount)| CausePart { kinds, amount })
            .collect()
    }
}

/// Divides the change from the first to the last of `amounts` over its causes.
///
/// `amounts` holds one amount for each set of causes, bit `i` of the position standing for cause
/// `i`. Each cause gets the exact average over all orders; cents are placed by largest remainder,
/// equal remainders in the order of the causes.
pub fn shapley(amounts: &[Cents]) -> Vec<Cents> {
    let causes = amounts.len().checked_ilog2().unwrap_or_default();
    let mut parts = Vec::new();
    for cause in 0..causes {
        let own = 1_usize << cause;
        let mut part = Exact::zero();
        for without in (0..amounts.len()).filter(|set| set & own == 0) {
            let gain = amounts[without | own] - amounts[without];
            let before = without.count_ones();
            part = part.plus(&Exact::from(gain).times(&weight(before, causes)));
        }
        parts.push(part);
    }
    let (Some(first), Some(last)) = (amounts.first(), amounts.last()) else {
        return Vec::new();
    };
    place(*last - *first, &parts, Cents::ONE).parts
}

/// Returns the share of all orders in which a cause comes after exactly `before` given others.
fn weight(before: u32, causes: u32) -> Exact {
    // One over the number of causes, times one over the number of sets of `before` others.
    let others = causes.saturating_sub(1);
    let sets = (0..before).fold(Exact::one(), |sets, step| {
        let (above, below) = (i64::from(others - step), i64::from(step + 1));
        sets.times(&Exact::ratio(above, below))
    });
    Exact::one().over(&sets.times(&i64::from(causes).into()))
}

/// Returns the finest way to join kinds into causes such that every world between them exists.
fn finest(kinds: usize, exists: &[bool]) -> Vec<Vec<usize>> {
    let mut ways = vec![Vec::new()];
    for kind in 0..kinds {
        ways = ways.iter().flat_map(|way| with(way, kind)).collect();
    }
    ways.sort_by_key(|way: &Vec<Vec<usize>>| std::cmp::Reverse(way.len()));
    let all_exist = |way: &Vec<Vec<usize>>| {
        let mut sets = sets(way).into_iter();
        sets.all(|set| exists.get(set).copied().unwrap_or_default())
    };
    ways.into_iter().find(all_exist).unwrap_or_default()
}

/// Returns the ways to add a kind: to each cause there is, or as a cause of its own.
fn with(way: &[Vec<usize>], kind: usize) -> Vec<Vec<Vec<usize>>> {
    let joined = (0..way.len()).map(|at| {
        let mut way = way.to_vec();
        way[at].push(kind);
        way
    });
    let mut ways: Vec<_> = joined.collect();
    ways.push([way, &[vec![kind]]].concat());
    ways
}

/// Returns the sets of kinds that sets of causes stand for, in the order of the latter.
fn sets(causes: &[Vec<usize>]) -> Vec<usize> {
    let of = |chosen: usize| {
        let causes = causes.iter().enumerate();
        let causes = causes.filter(|(position, _)| chosen >> position & 1 == 1);
        let kinds = causes.flat_map(|(_, kinds)| kinds);
        kinds.fold(0, |set, kind| set | 1 << kind)
    };
    (0..1_usize << causes.len()).map(of).collect()
}
