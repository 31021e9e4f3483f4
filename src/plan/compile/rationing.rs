//! Rationing: who bears a shortage, with an order, classes or weights for each claim.

use std::collections::BTreeMap;

use super::super::{Classes, KeyRule, ShortageRule, WeightRule};
use crate::domain::{Id, ShortageTerms};
use crate::rules::shortage::Needs;

/// A claim while the rule for a shortage is compiled.
#[derive(Clone, Copy)]
pub(super) struct Claimant<'a> {
    pub(super) id: &'a Id,
    /// The component.
    pub(super) component: &'a Id,
    pub(super) weight: WeightRule,
}

/// Returns the rule for these claims.
pub(super) fn rationing(terms: &ShortageTerms, claimants: &[Claimant<'_>]) -> ShortageRule {
    let inner = terms.inside_classes();
    let weighs = inner.unwrap_or(terms.rule).needs() == Needs::Weights;
    let mut units: BTreeMap<(usize, &Id), usize> = BTreeMap::new();
    let unit_of = claimants.iter().map(|claimant| {
        let next = units.len();
        let unit = (component_class(terms, claimant), claimant.id);
        *units.entry(unit).or_insert(next)
    });
    let unit_of = unit_of.collect();
    let rank = |claimant: &Claimant<'_>| {
        let rank = terms.order.iter().position(|id| id == claimant.id);
        rank.unwrap_or(terms.order.len())
    };
    ShortageRule {
        rule: terms.rule,
        claimants: unit_of,
        ranks: (terms.rule.needs() == Needs::Order).then(|| claimants.iter().map(rank).collect()),
        classes: inner.map(|inner| Classes {
            of: claimants.iter().map(|one| class(terms, one)).collect(),
            inner,
        }),
        weights: weighs.then(|| claimants.iter().map(|one| one.weight).collect()),
    }
}

/// Returns the class of the component of a claim.
fn component_class(terms: &ShortageTerms, claimant: &Claimant<'_>) -> usize {
    ShortageTerms::class_of(&terms.component_classes, claimant.component)
}

/// Returns the class of a claim: that of its component, and within it that of its recipient.
fn class(terms: &ShortageTerms, claimant: &Claimant<'_>) -> usize {
    let recipients = terms.classes.len().saturating_add(1);
    component_class(terms, claimant)
        .saturating_mul(recipients)
        .saturating_add(ShortageTerms::class_of(&terms.classes, claimant.id))
}

/// Returns the weights that a key gives to each of its recipients.
pub(super) fn weights_of(key: &KeyRule, recipients: usize) -> Vec<WeightRule> {
    match key {
        KeyRule::Heads(_, tallies) => tallies.iter().copied().map(WeightRule::Heads).collect(),
        KeyRule::Weights(slots) => slots.iter().copied().map(WeightRule::Agreed).collect(),
        _ => vec![WeightRule::One; recipients],
    }
}
