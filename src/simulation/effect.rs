//! Effect: which parameters move anything on this data.

use rayon::prelude::*;

use super::Case;
use crate::engine::{Allocation, Silent, allocate};
use crate::plan::{Inputs, SlotLine, Unit};

/// What was found of one parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Its path.
    pub path: String,
    /// Whether any of the values that were tried moved an amount.
    pub moves: bool,
}

/// Tries other values for every parameter and returns the paths of those that move nothing.
///
/// Tried are zero, one more, half and twice the value; counts are not parameters and not tried.
pub fn idle_parameters(case: &Case) -> Vec<String> {
    let base = allocate(&case.plan, &case.inputs, &mut Silent);
    let parameters: Vec<&SlotLine> = case
        .plan
        .slots
        .iter()
        .filter(|line| !line.path.starts_with("count."))
        .collect();
    let effects: Vec<Effect> = parameters
        .par_iter()
        .map(|line| Effect {
            path: line.path.clone(),
            moves: moves(case, line, &base),
        })
        .collect();
    effects
        .into_iter()
        .filter(|effect| !effect.moves)
        .map(|effect| effect.path)
        .collect()
}

fn moves(case: &Case, line: &SlotLine, base: &Allocation) -> bool {
    trials(case, line)
        .iter()
        .any(|inputs| allocate(&case.plan, inputs, &mut Silent) != *base)
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
