//! Contrasts: why one amount differs from another, in contributions that add up to the cent.
//!
//! Amounts that are products (a rate times heads, a region's money times a share in its key) are
//! told apart by the average of both orders of change, so no order is favoured; see "Why two
//! amounts differ" in `docs/method.md`.

use std::collections::BTreeMap;

use super::explanation::{Cause, Holding, Line, YearExplanation, share_of};
use crate::domain::{Id, Text};
use crate::engine::{Formula, Reason};
use crate::money::{Cents, Exact, place};
use crate::plan::{Account, Plan};

/// What a contribution is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A component that only one side has, or a fixed amount that differs.
    Amount,
    /// The rate per head.
    Rate,
    /// The counted heads.
    Heads,
    /// The share or maximum of a component, and rounding to the cent.
    Cap,
    /// The reduction by a ceiling.
    Ceiling,
    /// What the region has to divide.
    RegionMoney,
    /// The share in the region's key.
    KeyShare,
    /// What the region takes off first.
    Slices,
    /// Adjustments after a key or a payment.
    Adjustments,
    /// Earmarks, limits and rounding inside the region.
    Other,
}

impl Topic {
    /// Returns the name in results.
    pub fn name(self) -> &'static str {
        match self {
            Topic::Amount => "amount",
            Topic::Rate => "rate",
            Topic::Heads => "heads",
            Topic::Cap => "cap",
            Topic::Ceiling => "ceiling",
            Topic::RegionMoney => "region-money",
            Topic::KeyShare => "key-share",
            Topic::Slices => "slices",
            Topic::Adjustments => "adjustments",
            Topic::Other => "other",
        }
    }
}

/// One contribution to a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The id of the component.
    pub component: Id,
    /// Its name for people.
    pub name: Text,
    /// The holder, where it is the division of a region or partnership.
    pub holder: Option<Account>,
    /// What it is about.
    pub topic: Topic,
    /// Signed: what it adds to the first side above the second.
    pub amount: Cents,
}

/// What a line is compared under: its component, the holder that divided it, and which of two
/// years of the scheme it is.
type LineKey = (Id, Option<Account>, usize);

/// One side of a line as numbers.
#[derive(Clone, Default)]
struct Side {
    products: BTreeMap<(Topic, Topic), (Exact, Exact)>,
    terms: BTreeMap<Topic, Exact>,
}

/// Explains the difference between two amounts of one year: `first` minus `second`.
///
/// The contributions add up to the difference exactly.
pub fn contrast(
    (plan, first): (&Plan, &YearExplanation),
    (other_plan, second): (&Plan, &YearExplanation),
) -> Vec<Contribution> {
    let mut names: BTreeMap<Id, Text> = BTreeMap::new();
    let left = sides(plan, first, &mut names);
    let right = sides(other_plan, second, &mut names);
    let keys: std::collections::BTreeSet<&LineKey> = left.keys().chain(right.keys()).collect();
    let nothing = Side::default();
    let mut changes: BTreeMap<(Id, Option<Account>, Topic), Exact> = BTreeMap::new();
    for key in keys {
        let (component, holder, _) = key;
        let of_line = match (left.get(key), right.get(key)) {
            (Some(left), Some(right)) => difference(left, right),
            (left, right) => {
                let total = |side: Option<&Side>| side.unwrap_or(&nothing).total();
                BTreeMap::from([(Topic::Amount, total(left).minus(&total(right)))])
            }
        };
        for (topic, change) in of_line {
            let key = (component.clone(), holder.clone(), topic);
            let sum = changes.entry(key).or_insert_with(Exact::zero);
            *sum = sum.plus(&change);
        }
    }
    changes.retain(|_, change| !change.is_zero());
    let quotas: Vec<Exact> = changes.values().cloned().collect();
    let cents = place(first.received - second.received, &quotas, Cents::ONE).parts;
    let contributions =
        changes
            .into_keys()
            .zip(cents)
            .map(|((component, holder, topic), amount)| {
                let name = names.get(&component).cloned();
                let name =
                    name.unwrap_or_else(|| Text::new(component.as_str(), component.as_str()));
                Contribution {
                    component,
                    name,
                    holder,
                    topic,
                    amount,
                }
            });
    contributions.collect()
}

fn sides(
    plan: &Plan,
    year: &YearExplanation,
    names: &mut BTreeMap<Id, Text>,
) -> BTreeMap<LineKey, Side> {
    let mut sides: BTreeMap<LineKey, Side> = BTreeMap::new();
    for line in &year.lines {
        let component = &plan.components[line.component];
        names.insert(component.id.clone(), component.name.clone());
        let holder = match &line.cause {
            Cause::Shared { holder, .. } => Some(holder.account.clone()),
            Cause::Entitled { .. } | Cause::Gathered => None,
        };
        let side = sides
            .entry((component.id.clone(), holder, line.part))
            .or_default();
        side.add(line);
    }
    sides
}

impl Side {
    fn add(&mut self, line: &Line) {
        let amount: Exact = line.amount.into();
        match &line.cause {
            Cause::Entitled {
                formula,
                claim,
                adjusted,
                ..
            } => {
                let part = Exact::ratio(line.months.into(), 12);
                let claim = Exact::from(*claim).times(&part);
                let mut rest = claim.clone();
                if let Formula::PerHead { rate, heads, .. } = formula {
                    let rate = Exact::from(*rate).times(&part);
                    rest = claim.minus(&rate.times(heads));
                    self.product((Topic::Rate, Topic::Heads), rate, heads.clone());
                    self.term(Topic::Cap, rest);
                    rest = Exact::zero();
                }
                self.term(Topic::Amount, rest);
                let paid = adjusted.as_ref().map_or(amount.clone(), |adjusted| {
                    Exact::from(adjusted.before).times(&part)
                });
                self.term(Topic::Adjustments, amount.minus(&paid));
                self.term(Topic::Ceiling, paid.minus(&claim));
            }
            Cause::Gathered => self.term(Topic::Amount, amount),
            Cause::Shared {
                reason,
                holder,
                whole,
            } => match share_of(reason) {
                Some(share) => {
                    let money: Exact = holder.received.into();
                    let sliced = Exact::from(holder.sliced()).times(&share);
                    let rest = amount.minus(&money.times(&share)).plus(&sliced);
                    self.product((Topic::RegionMoney, Topic::KeyShare), money, share);
                    self.term(Topic::Slices, Exact::zero().minus(&sliced));
                    let part = money_of(holder, whole).times(&Exact::ratio(line.months.into(), 12));
                    let adjusted = by_adjustments(reason).times(&part);
                    self.term(Topic::Other, rest.minus(&adjusted));
                    self.term(Topic::Adjustments, adjusted);
                }
                None => self.term(Topic::Other, amount),
            },
        }
    }

    fn product(&mut self, topics: (Topic, Topic), left: Exact, right: Exact) {
        // A second product of the same line, of other months, is kept as a term.
        match self.products.get(&topics) {
            None => {
                self.products.insert(topics, (left, right));
            }
            Some(_) => self.term(topics.0, left.times(&right)),
        }
    }

    fn term(&mut self, topic: Topic, amount: Exact) {
        let term = self.terms.entry(topic).or_insert_with(Exact::zero);
        *term = term.plus(&amount);
    }

    fn total(&self) -> Exact {
        let products: Exact = self
            .products
            .values()
            .map(|(left, right)| left.times(right))
            .sum();
        products.plus(&self.terms.values().cloned().sum())
    }
}

/// Returns what adjustments did to an amount of all components together.
fn by_adjustments(reason: &Reason) -> Exact {
    let Reason::Keyed { adjusted, .. } = reason else {
        return Exact::zero();
    };
    let own = adjusted.iter().filter(|one| one.adjustment.is_some());
    own.map(|one| one.after.minus(&one.before)).sum()
}

/// Returns which part of what a holder divided is of one component.
fn money_of(component: &Holding, whole: &Holding) -> Exact {
    Exact::from(component.received).over(&whole.received.into())
}

/// Returns what each topic contributes to `left` minus `right`.
fn difference(left: &Side, right: &Side) -> BTreeMap<Topic, Exact> {
    let mut changes: BTreeMap<Topic, Exact> = BTreeMap::new();
    let mut add = |topic: Topic, change: Exact| {
        let sum = changes.entry(topic).or_insert_with(Exact::zero);
        *sum = sum.plus(&change);
    };
    let half = Exact::ratio(1, 2);
    for (topics, (a, b)) in &left.products {
        match right.products.get(topics) {
            Some((c, d)) => {
                add(topics.0, a.minus(c).times(&b.plus(d)).times(&half));
                add(topics.1, b.minus(d).times(&a.plus(c)).times(&half));
            }
            // What only one side has is no difference of factors.
            None => add(Topic::Amount, a.times(b)),
        }
    }
    for (topics, (c, d)) in &right.products {
        if !left.products.contains_key(topics) {
            add(Topic::Amount, Exact::zero().minus(&c.times(d)));
        }
    }
    for (topic, amount) in &left.terms {
        add(*topic, amount.clone());
    }
    for (topic, amount) in &right.terms {
        add(*topic, Exact::zero().minus(amount));
    }
    changes
}
