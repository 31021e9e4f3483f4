//! Figures that are sought: the outermost value of a number for which a check holds.

use super::Looked;
use crate::domain::Sought;
use crate::money::Exact;
use crate::plan::{SlotLine, Unit};
use crate::results::{Edge, FigureValue, Found, Quantity, Stop};
use crate::simulation::{Asked, Range, solve};

/// Returns the value; nothing where there is none, or where it is only the end of what was tried.
pub(super) fn value(sought: &Sought, looked: Looked<'_>) -> Option<Found> {
    let judged = looked.judged(&sought.variant)?;
    let case = looked.case(&sought.variant)?;
    let check = looked.check(&sought.check, &sought.variant)?;
    let mut lines = case.plan.slots.iter();
    let line = lines.find(|line| line.path == sought.path)?;
    let now = match line.unit {
        Unit::Fraction => case.inputs.fraction(line.slot, 0),
        Unit::Cents | Unit::Heads => case.inputs.heads(line.slot, 0).into(),
    };
    let from = sought.from.as_ref().map(|end| in_slot(end, line));
    let from = from.unwrap_or_else(Exact::zero);
    let to = sought.to.as_ref().map(|end| in_slot(end, line));
    let to = to.unwrap_or_else(|| now.plus(&now));
    let range = Range::of(line, &case.inputs, &from, &to).ok()?;
    let mut ends = range.ends(&case.inputs).into_iter();
    if ends.any(|inputs| case.plan.too_large(&inputs).is_some()) {
        return None;
    }
    let solution = solve(&Asked {
        variant: judged.id,
        scenario: judged.scenario,
        plan: &case.plan,
        inputs: &case.inputs,
        world: looked.world,
        range: &range,
        checks: std::slice::from_ref(check),
        baseline: None,
    });
    let edge: &Edge = match sought.is_greatest {
        true => &solution.holds.last()?.last,
        false => &solution.holds.first()?.first,
    };
    (edge.stop != Stop::Search).then(|| {
        Found::rate(match &edge.value {
            Quantity::Amount(cents) => FigureValue::Amount((*cents).into()),
            Quantity::Heads(heads) => FigureValue::Number((*heads).into()),
            Quantity::Part(part) => FigureValue::Share(part.clone()),
            Quantity::Number(number) => FigureValue::Number(number.clone()),
        })
    })
}

/// Returns an end that is stated in euros, heads or parts in the unit of its slot.
fn in_slot(end: &Exact, line: &SlotLine) -> Exact {
    match line.unit {
        Unit::Cents => end.times(&100.into()),
        Unit::Heads | Unit::Fraction => end.clone(),
    }
}
