//! Effect: which parameters move anything on this data.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Case, in_parallel};
use crate::engine::{Allocation, Balances, Costing, Silent, YearCost, allocate};
use crate::plan::{Inputs, Place, Reach, Slot, SlotLine, Unit};

/// A parameter that moves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idle {
    /// Its path.
    pub path: String,
    /// The cases in which it moves nothing, by position.
    pub cases: Vec<usize>,
}

/// Tries other values for every parameter and returns those that move nothing.
///
/// Tried are zero, one more, half and twice the value; counts are not parameters and not tried.
/// Of cases that share a plan the first speaks for all: they differ in numbers only.
pub fn idle_parameters(cases: &[Case]) -> Vec<Idle> {
    let mut idle: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (position, case) in cases.iter().enumerate() {
        let is_first = !cases
            .iter()
            .take(position)
            .any(|one| Arc::ptr_eq(&one.plan, &case.plan));
        if is_first {
            for path in idle_among(case, |_| true) {
                idle.entry(path).or_default().push(position);
            }
        }
    }
    idle.into_iter()
        .map(|(path, cases)| Idle { path, cases })
        .collect()
}

/// Returns the parameters of a case that move nothing, of those that are wanted.
pub(super) fn idle_among(case: &Case, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let world = World {
        base: outcome(case, &case.inputs),
        case,
    };
    let (reach, counts) = (case.plan.reach(), case.plan.counts());
    let lines = case.plan.slots.iter();
    let parameters = lines.filter(|line| !counts.contains(&line.slot) && wanted(&line.path));
    let mut still: Vec<Parameter<'_>> = parameters
        .map(|line| Parameter {
            line,
            reach: reach.get(&line.slot),
            values: values(&case.inputs, line),
        })
        .collect();
    for trial in 0..MOST_TRIALS {
        let tried = still.iter().filter(|one| one.values.len() > trial);
        let groups = apart(tried);
        let moved = in_parallel(&groups, |group| world.movers(group, trial));
        let moved: BTreeSet<Slot> = moved.into_iter().flatten().collect();
        still.retain(|one| !moved.contains(&one.line.slot));
    }
    still.into_iter().map(|one| one.line.path.clone()).collect()
}

/// Other values that are tried of one parameter.
const MOST_TRIALS: usize = 4;

/// A parameter that may move something.
struct Parameter<'a> {
    line: &'a SlotLine,
    /// What it can move; nothing without.
    reach: Option<&'a Reach>,
    /// The values to try.
    values: Vec<i64>,
}

impl Parameter<'_> {
    fn reaches(&self, place: Place) -> bool {
        match self.reach {
            None => false,
            Some(Reach::Everything) => true,
            Some(Reach::Places(places)) => places.contains(&place),
        }
    }
}

/// Returns parameters in groups, so that no two of a group can move the same: what a group moves
/// is the work of whoever reaches it, and one outcome speaks for all.
fn apart<'p, 'a>(
    parameters: impl Iterator<Item = &'p Parameter<'a>>,
) -> Vec<Vec<&'p Parameter<'a>>> {
    let mut alone = Vec::new();
    let mut groups: Vec<(BTreeSet<Place>, Vec<&Parameter<'_>>)> = Vec::new();
    for one in parameters {
        match one.reach {
            None => {}
            Some(Reach::Everything) => alone.push(vec![one]),
            Some(Reach::Places(places)) => {
                let mut known = groups.iter_mut();
                match known.find(|(taken, _)| taken.is_disjoint(places)) {
                    Some((taken, members)) => {
                        taken.extend(places);
                        members.push(one);
                    }
                    None => groups.push((places.clone(), vec![one])),
                }
            }
        }
    }
    let groups = groups.into_iter().map(|(_, members)| members);
    groups.chain(alone).collect()
}

/// What a parameter may move: amounts and costs.
type Outcome = (Allocation, Vec<YearCost>);

fn outcome(case: &Case, inputs: &Inputs) -> Outcome {
    let amounts = allocate(&case.plan, inputs, &mut Silent);
    (amounts, Costing::of(&case.plan, inputs).costs(0))
}

/// A case with what it comes to.
struct World<'a> {
    case: &'a Case,
    base: Outcome,
}

impl World<'_> {
    /// Returns which parameters of a group move something when each has its value of a trial.
    fn movers(&self, group: &[&Parameter<'_>], trial: usize) -> Vec<Slot> {
        let mut inputs = self.case.inputs.clone();
        for one in group {
            write(&mut inputs, one.line, one.values[trial]);
        }
        let outcome = outcome(self.case, &inputs);
        if outcome == self.base {
            return Vec::new();
        }
        if let [one] = group {
            return vec![one.line.slot];
        }
        let mut places = self.differences(&outcome);
        let (movers, others): (Vec<_>, Vec<_>) = group
            .iter()
            .partition(|one| places.iter().any(|place| one.reaches(*place)));
        if movers.is_empty() {
            let alone = others.iter().map(|one| self.movers(&[*one], trial));
            return alone.flatten().collect();
        }
        let mut slots: Vec<Slot> = movers.iter().map(|one| one.line.slot).collect();
        places.retain(|place| !movers.iter().any(|one| one.reaches(*place)));
        if !(places.is_empty() || others.is_empty()) {
            // Money that could not be placed may be anybody's.
            slots.extend(self.movers(&others, trial));
        }
        slots
    }

    /// Returns what differs in an outcome.
    fn differences(&self, (amounts, costs): &Outcome) -> BTreeSet<Place> {
        let mut found = BTreeSet::new();
        let plan = &self.case.plan;
        for (own, other) in self.base.0.years.iter().zip(&amounts.years) {
            let (own, other) = (&own.balances, &other.balances);
            let accounts = (0..plan.accounts.len()).filter(|account| {
                let mut components = 0..plan.components.len();
                components.any(|component| {
                    let of = |all: &Balances| all.amount(component, *account, 0);
                    of(own) != of(other)
                })
            });
            found.extend(accounts.map(Place::Account));
        }
        for (own, other) in self.base.1.iter().zip(costs) {
            let places = unlike(&own.partnerships, &other.partnerships);
            found.extend(places.map(Place::Cost));
            found.extend(unlike(&own.regions, &other.regions).map(Place::Region));
        }
        found
    }
}

/// Returns the positions at which two lists differ.
fn unlike<T: PartialEq>(left: &[T], right: &[T]) -> impl Iterator<Item = usize> {
    let pairs = left.iter().zip(right).enumerate();
    pairs.filter_map(|(at, (left, right))| (left != right).then_some(at))
}

/// Returns the values that are tried of a number: of a fraction, those of its numerator.
fn values(inputs: &Inputs, line: &SlotLine) -> Vec<i64> {
    let value = inputs.heads(line.slot, 0);
    let mut values = vec![0, value.saturating_add(1), value / 2];
    if value < i64::from(u32::MAX) {
        values.push(value * 2);
    }
    values.retain(|other| *other != value);
    values.sort_unstable();
    values.dedup();
    values
}

fn write(inputs: &mut Inputs, line: &SlotLine, value: i64) {
    match line.unit {
        Unit::Fraction => {
            let (_, below) = parts(inputs, line);
            inputs.write_fraction(line.slot, 0, (value.min(below), below));
        }
        Unit::Cents | Unit::Heads => inputs.write_heads(line.slot, 0, value),
    }
}

fn parts(inputs: &Inputs, line: &SlotLine) -> (i64, i64) {
    inputs.fraction(line.slot, 0).to_parts().unwrap_or((0, 1))
}
