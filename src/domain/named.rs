//! Where a scenario names partnerships beside what they are: with amounts, in orders, as users.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Adjustment, AdjustmentTerms, Amount, FirstStage, Flow, Given, Head, Id, Key, Minimum, Outlay,
    PerStudent, Scenario, ShortageTerms, Terms, TwoWay,
};
use crate::money::{Cents, Exact, Rounding};

/// A place where partnerships are named, by what becomes of it when they merge or split.
pub(super) enum Named<'a> {
    /// Who is meant, in no order.
    Members(&'a mut BTreeSet<Id>),
    /// Who is served in turn, in an order or by classes.
    Ranked(&'a mut [Vec<Id>]),
    /// Least amounts of whole partnerships.
    Minimums(&'a mut BTreeMap<Id, Cents>),
    /// Amounts of whole partnerships.
    Sums {
        /// The amounts.
        own: &'a mut BTreeMap<Id, Given<Cents>>,
        /// The amount of who has none of its own.
        general: Cents,
    },
    /// Amounts per head.
    PerHead {
        /// The amounts.
        own: &'a mut BTreeMap<Id, Given<Cents>>,
        /// The amount of who has none of its own; that of the other where `None`.
        general: Option<Cents>,
        /// What they are per.
        head: Head,
    },
    /// Who is served by a service, with how much of it.
    Served(&'a mut BTreeMap<Id, Given<Exact>>),
}

impl Named<'_> {
    /// Gives the first what both have; `heads` says how many of a head each has.
    pub(super) fn merge(self, first: &Id, second: &Id, heads: impl Fn(Head) -> [i64; 2]) {
        match self {
            Named::Members(members) => {
                if members.remove(second) {
                    members.insert(first.clone());
                }
            }
            Named::Ranked(classes) => merge_ranks(classes, first, second),
            Named::Minimums(amounts) => {
                if let Some(other) = amounts.remove(second) {
                    *amounts.entry(first.clone()).or_insert(Cents::ZERO) += other;
                }
            }
            Named::Sums { own, general } => {
                if let Some([one, other]) = taken(own, [first, second], Some(general)) {
                    own.insert(first.clone(), Given::plain(one + other));
                }
            }
            Named::PerHead { own, general, head } => {
                if let Some(amounts) = taken(own, [first, second], general) {
                    let mean = average(amounts, heads(head));
                    own.insert(first.clone(), Given::plain(mean));
                }
            }
            Named::Served(uses) => {
                if let Some(other) = uses.remove(second) {
                    let own = uses
                        .get(first)
                        .map_or(Exact::zero(), |own| own.value.clone());
                    uses.insert(first.clone(), Given::plain(own.plus(&other.value)));
                }
            }
        }
    }

    /// Gives each half what it has of the whole.
    pub(super) fn split(self, one: &Id, half: &Id) {
        match self {
            Named::Members(members) => {
                if members.contains(one) {
                    members.insert(half.clone());
                }
            }
            Named::Ranked(classes) => {
                for class in classes {
                    if let Some(position) = class.iter().position(|id| id == one) {
                        class.insert(position.saturating_add(1), half.clone());
                    }
                }
            }
            Named::Minimums(amounts) => {
                if let Some(whole) = amounts.get(one).copied() {
                    amounts.insert(half.clone(), half_of(whole, 0));
                    amounts.insert(one.clone(), half_of(whole, 1));
                }
            }
            Named::Sums { own, .. } => {
                if let Some(whole) = own.get(one).map(|given| given.value) {
                    own.insert(half.clone(), Given::plain(half_of(whole, 0)));
                    own.insert(one.clone(), Given::plain(half_of(whole, 1)));
                }
            }
            Named::PerHead { own, .. } => {
                if let Some(amount) = own.get(one).cloned() {
                    own.insert(half.clone(), amount);
                }
            }
            Named::Served(uses) => {
                if let Some(whole) = uses.get(one).map(half_weight) {
                    uses.insert(half.clone(), whole.clone());
                    uses.insert(one.clone(), whole);
                }
            }
        }
    }
}

/// Leaves the first where it stands; where it stands nowhere it takes the place of the second.
fn merge_ranks(classes: &mut [Vec<Id>], first: &Id, second: &Id) {
    let is_ranked = classes.iter().any(|class| class.contains(first));
    for class in classes {
        match is_ranked {
            true => class.retain(|id| id != second),
            false => {
                let own = class.iter_mut().filter(|id| *id == second);
                own.for_each(|id| *id = first.clone());
            }
        }
    }
}

/// Takes the amounts of two out; `None`, and nothing taken, where neither has one of its own.
fn taken(
    own: &mut BTreeMap<Id, Given<Cents>>,
    ids: [&Id; 2],
    general: Option<Cents>,
) -> Option<[Cents; 2]> {
    let [first, second] = ids.map(|id| own.remove(id).map(|given| given.value));
    let of_other = first.or(second)?;
    Some([first, second].map(|amount| amount.or(general).unwrap_or(of_other)))
}

/// Returns half of a weight.
pub(super) fn half_weight(given: &Given<Exact>) -> Given<Exact> {
    Given::plain(given.value.times(&Exact::ratio(1, 2)))
}

/// Returns half of an amount; of an odd cent the half that has `more` of 1.
pub(super) fn half_of(amount: Cents, more: i64) -> Cents {
    Cents::new(amount.count().saturating_add(more).div_euclid(2))
}

/// Returns the amount per head of two partnerships together, rounded half up to the cent; the
/// plain mean where neither has any.
fn average(amounts: [Cents; 2], heads: [i64; 2]) -> Cents {
    let weights = match heads {
        [0, 0] => [1, 1],
        counted => counted,
    };
    let pairs = amounts.into_iter().zip(weights);
    let sum: Exact = pairs
        .map(|(amount, weight)| Exact::from(amount).times(&weight.into()))
        .sum();
    let weight: Exact = weights.into_iter().map(Exact::from).sum();
    sum.over(&weight).to_cents(Rounding::HalfUp)
}

/// Calls `change` with every place where partnerships are named.
pub(super) fn for_named(scenario: &mut Scenario, mut change: impl FnMut(Named<'_>)) {
    for component in &mut scenario.scheme.components {
        if let Amount::Each(own) = &mut component.amount {
            let general = Cents::ZERO;
            change(Named::Sums { own, general });
        }
    }
    for cost in &mut scenario.costs {
        if let Outlay::Amount { amount, own, per } = &mut cost.outlay {
            let general = amount.as_ref().map_or(Cents::ZERO, |given| given.value);
            change(match *per {
                None => Named::Sums { own, general },
                Some(head) => Named::PerHead {
                    own,
                    general: Some(general),
                    head,
                },
            });
        }
    }
    for division in &mut scenario.scheme.divisions {
        match &mut division.flow {
            Flow::Payment(payment) => {
                in_shortage(&mut payment.shortage, &mut change);
                in_adjustments(&mut payment.adjustments, &mut change);
            }
            Flow::Passage(passage) => {
                let own = passage.at.values_mut();
                for terms in own.chain(std::iter::once(&mut passage.terms)) {
                    in_terms(terms, &mut change);
                }
                if let Some(TwoWay::Fitted { rows, .. }) = &mut passage.two_way {
                    in_key(rows, &mut change);
                }
            }
        }
    }
    for party in &mut scenario.parties {
        change(Named::Members(&mut party.of));
    }
    for check in &mut scenario.checks {
        change(Named::Members(&mut check.scope.recipients));
    }
    if let Minimum::Each(amounts) = &mut scenario.simulation.minimum {
        change(Named::Minimums(amounts));
    }
}

fn in_terms(terms: &mut Terms, change: &mut dyn FnMut(Named<'_>)) {
    in_key(&mut terms.key, change);
    for earmark in &mut terms.earmarks {
        in_key(&mut earmark.key, change);
    }
    in_adjustments(&mut terms.adjustments, change);
}

fn in_key(key: &mut Key, change: &mut dyn FnMut(Named<'_>)) {
    match key {
        Key::Claims {
            shortage, surplus, ..
        } => {
            in_shortage(shortage, change);
            if let Some(key) = surplus {
                in_key(key, change);
            }
        }
        Key::First { then, .. } => in_key(then, change),
        Key::Mix(parts) => parts.iter_mut().for_each(|(_, key)| in_key(key, change)),
        Key::Equal | Key::PerHead(_) | Key::Weights | Key::Previous | Key::Lead => {}
    }
}

fn in_shortage(terms: &mut ShortageTerms, change: &mut dyn FnMut(Named<'_>)) {
    change(Named::Ranked(std::slice::from_mut(&mut terms.order)));
    change(Named::Ranked(&mut terms.classes));
    if let Some(key) = &mut terms.weights {
        in_key(key, change);
    }
    if let Some(FirstStage::Key { key, .. }) = &mut terms.first {
        in_key(key, change);
    }
}

fn in_adjustments(adjustments: &mut [Adjustment], change: &mut dyn FnMut(Named<'_>)) {
    for adjustment in adjustments {
        match &mut adjustment.terms {
            AdjustmentTerms::SharedCost { users, .. } => change(Named::Members(users)),
            AdjustmentTerms::ServiceUnits { units, .. } => {
                for unit in units {
                    change(Named::Served(&mut unit.serves));
                }
            }
            AdjustmentTerms::NeedCapacity(terms) => {
                for amounts in [&mut terms.need, &mut terms.capacity] {
                    if let PerStudent::Each(own) = amounts {
                        change(Named::PerHead {
                            own,
                            general: None,
                            head: Head::Student,
                        });
                    }
                }
            }
            _ => {}
        }
    }
}
