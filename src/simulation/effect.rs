//! Effect: which parameters move anything on this data.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Case, in_parallel};
use crate::engine::{Allocation, Costing, Silent, YearCost, allocate};
use crate::plan::{Inputs, SlotLine, Unit};

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
            for path in idle_in(case) {
                idle.entry(path).or_default().push(position);
            }
        }
    }
    idle.into_iter()
        .map(|(path, cases)| Idle { path, cases })
        .collect()
}

fn idle_in(case: &Case) -> Vec<String> {
    let base = outcome(case, &case.inputs);
    let is_count = |line: &&SlotLine| case.plan.is_count(line);
    let parameters: Vec<&SlotLine> = case
        .plan
        .slots
        .iter()
        .filter(|line| !is_count(line))
        .collect();
    let found = in_parallel(&parameters, |line| {
        (!moves(case, line, &base)).then(|| line.path.clone())
    });
    found.into_iter().flatten().collect()
}

/// What a parameter may move: amounts and costs.
type Outcome = (Allocation, Vec<YearCost>);

fn outcome(case: &Case, inputs: &Inputs) -> Outcome {
    let amounts = allocate(&case.plan, inputs, &mut Silent);
    (amounts, Costing::of(&case.plan, inputs).costs(0))
}

fn moves(case: &Case, line: &SlotLine, base: &Outcome) -> bool {
    trials(case, line)
        .iter()
        .any(|inputs| outcome(case, inputs) != *base)
}

fn trials(case: &Case, line: &SlotLine) -> Vec<Inputs> {
    let value = case.inputs.heads(line.slot, 0);
    let mut values = vec![0, value.saturating_add(1), value / 2];
    if value < i64::from(u32::MAX) {
        values.push(value * 2);
    }
    values.retain(|other| *other != value);
    let write = |value: i64| {
        let mut inputs = case.inputs.clone();
        match line.unit {
            Unit::Fraction => {
                let (_, below) = parts(&case.inputs, line);
                inputs.write_fraction(line.slot, 0, (value.min(below), below));
            }
            Unit::Cents | Unit::Heads => inputs.write_heads(line.slot, 0, value),
        }
        inputs
    };
    values.into_iter().map(write).collect()
}

fn parts(inputs: &Inputs, line: &SlotLine) -> (i64, i64) {
    inputs.fraction(line.slot, 0).to_parts().unwrap_or((0, 1))
}
