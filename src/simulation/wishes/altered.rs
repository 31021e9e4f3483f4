//! Altered scenarios: the same world with something else in it, compiled and run again.

use std::collections::BTreeMap;

use super::Judged;
use crate::domain::{Count, Scenario};
use crate::plan::{Inputs, Plan, Slot, SlotLine, Unit, compile, path_of_count};
use crate::results::Amounts;

/// What it takes to run an altered scenario with the numbers that are judged.
pub(super) struct Rerun {
    /// The scenario with the counts that are judged.
    pub(super) scenario: Scenario,
    /// Other numbers that differ from those of the scenario, by path.
    written: BTreeMap<String, Written>,
}

/// A number that differs from that of the scenario.
struct Written {
    unit: Unit,
    value: (i64, i64),
}

impl Rerun {
    /// Finds out in which numbers a judged variant differs from its scenario.
    pub(super) fn of(judged: &Judged<'_>) -> Option<Rerun> {
        let (plan, inputs) = compile(judged.scenario).ok()?;
        let mut scenario = judged.scenario.clone();
        let stated = by_path(&plan);
        let mut written = BTreeMap::new();
        for line in &judged.plan.slots {
            let value = value_of(judged.inputs, line);
            let stated = stated.get(line.path.as_str());
            if stated.is_some_and(|one| value_of(&inputs, one) == value) {
                continue;
            }
            let unit = line.unit;
            written.insert(line.path.clone(), Written { unit, value });
        }
        for count in &mut scenario.counts {
            count_again(count, &mut written);
        }
        Some(Rerun { scenario, written })
    }

    /// Runs an altered form of the scenario; `None` where it cannot be computed.
    pub(super) fn run(&self, altered: &Scenario) -> Option<Vec<Amounts>> {
        let (plan, mut inputs) = compile(altered).ok()?;
        let lines = by_path(&plan);
        for (path, one) in &self.written {
            if let Some(line) = lines.get(path.as_str()) {
                write(&mut inputs, line.slot, one);
            }
        }
        Some(Amounts::of(&plan, &inputs))
    }
}

/// Returns the numbers of a plan by path.
fn by_path(plan: &Plan) -> BTreeMap<&str, &SlotLine> {
    let lines = plan.slots.iter();
    lines.map(|line| (line.path.as_str(), line)).collect()
}

/// Returns what a slot holds; a fraction as both its parts.
fn value_of(inputs: &Inputs, line: &SlotLine) -> (i64, i64) {
    match line.unit {
        Unit::Fraction => inputs.fraction(line.slot, 0).to_parts().unwrap_or((0, 1)),
        Unit::Cents | Unit::Heads => (inputs.heads(line.slot, 0), 1),
    }
}

fn write(inputs: &mut Inputs, slot: Slot, one: &Written) {
    match one.unit {
        Unit::Fraction => inputs.write_fraction(slot, 0, one.value),
        Unit::Cents | Unit::Heads => inputs.write_heads(slot, 0, one.value.0),
    }
}

/// Puts the heads that are judged in a count of the scenario.
fn count_again(count: &mut Count, written: &mut BTreeMap<String, Written>) {
    for measure in count.heads.keys().copied().collect::<Vec<_>>() {
        let path = path_of_count(count, measure);
        if let Some(one) = written.remove(&path) {
            count.heads.insert(measure, one.value.0);
        }
    }
}
