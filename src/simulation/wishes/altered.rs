//! Altered scenarios: the same world with something else in it, compiled and run again.

use std::collections::BTreeSet;

use super::Judged;
use crate::domain::{AdjustmentTerms, Count, Flow, Id, Scenario};
use crate::plan::{Inputs, Plan, SlotLine, Unit, compile, path_of_count};
use crate::results::Amounts;

/// What it takes to run an altered scenario with the numbers that are judged.
pub(super) struct Rerun {
    /// The scenario with the counts that are judged.
    pub(super) scenario: Scenario,
    /// Other numbers that differ from those of the scenario.
    written: Vec<Written>,
}

/// A number that differs from that of the scenario.
struct Written {
    path: String,
    unit: Unit,
    value: (i64, i64),
}

impl Rerun {
    /// Finds out in which numbers a judged variant differs from its scenario.
    pub(super) fn of(judged: &Judged<'_>) -> Option<Rerun> {
        let (plan, inputs) = compile(judged.scenario).ok()?;
        let mut scenario = judged.scenario.clone();
        let mut written = Vec::new();
        for line in &judged.plan.slots {
            let value = value_of(judged.inputs, line);
            let stated = plan.slots.iter().find(|one| one.path == line.path);
            if stated.is_some_and(|one| value_of(&inputs, one) == value) {
                continue;
            }
            written.push(Written {
                path: line.path.clone(),
                unit: line.unit,
                value,
            });
        }
        for count in &mut scenario.counts {
            count_again(count, &mut written);
        }
        Some(Rerun { scenario, written })
    }

    /// Runs an altered form of the scenario; `None` where it cannot be computed.
    pub(super) fn run(&self, altered: &Scenario) -> Option<Vec<Amounts>> {
        let (plan, mut inputs) = compile(altered).ok()?;
        for one in &self.written {
            write(&plan, &mut inputs, one);
        }
        Some(Amounts::of(&plan, &inputs))
    }
}

/// Returns what a slot holds; a fraction as both its parts.
fn value_of(inputs: &Inputs, line: &SlotLine) -> (i64, i64) {
    match line.unit {
        Unit::Fraction => inputs.fraction(line.slot, 0).to_parts().unwrap_or((0, 1)),
        Unit::Cents | Unit::Heads => (inputs.heads(line.slot, 0), 1),
    }
}

fn write(plan: &Plan, inputs: &mut Inputs, one: &Written) {
    let Some(slot) = plan.slot(&one.path) else {
        return;
    };
    match one.unit {
        Unit::Fraction => inputs.write_fraction(slot, 0, one.value),
        Unit::Cents | Unit::Heads => inputs.write_heads(slot, 0, one.value.0),
    }
}

/// Puts the heads that are judged in a count of the scenario.
fn count_again(count: &mut Count, written: &mut Vec<Written>) {
    for measure in count.heads.keys().copied().collect::<Vec<_>>() {
        let path = path_of_count(count, measure);
        if let Some(at) = written.iter().position(|one| one.path == path) {
            count.heads.insert(measure, written.swap_remove(at).value.0);
        }
    }
}

/// Calls `change` with the users of every common cost that names them.
pub(super) fn for_users(scenario: &mut Scenario, change: impl Fn(&mut BTreeSet<Id>)) {
    for division in &mut scenario.scheme.divisions {
        let Flow::Passage(passage) = &mut division.flow else {
            continue;
        };
        let own = passage.at.values_mut();
        for terms in own.chain(std::iter::once(&mut passage.terms)) {
            for adjustment in &mut terms.adjustments {
                if let AdjustmentTerms::SharedCost { users, .. } = &mut adjustment.terms {
                    change(users);
                }
            }
        }
    }
}
