//! From how many students on the income of a partnership covers what training costs it.
//!
//! As with break-even values every whole number of students is tried, and all else stays as it is:
//! other counts, side entrants, amounts, pots, agreements. The year is the first of the scenario.

use super::break_even::{Contender, Course, limit, spread};
use super::in_parallel;
use crate::domain::{Id, Level};
use crate::money::Exact;
use crate::plan::{Inputs, fits};
use crate::results::standings;

/// Most runs of a plan that a search may take: a few seconds of work.
const MAX_RUNS: i64 = 20_000;

/// Returns for each partnership, or those in `only`, from how many students on its costs are
/// covered; without those that no number covers up to twice the largest partnership. `None` where
/// the scenario states no costs, or has too many partnerships to try.
pub(super) fn covering(model: Contender<'_>, only: &[Id]) -> Option<Vec<(i64, Id)>> {
    let (case, _) = model;
    let course = Course::of(&model);
    let up_to = limit(std::slice::from_ref(&course));
    let places = course.years.first()?;
    let asked = places
        .keys()
        .copied()
        .filter(|id| only.is_empty() || only.contains(id));
    let asked: Vec<&Id> = asked.collect();
    let runs = i64::try_from(asked.len()).ok()?.checked_mul(up_to)?;
    if !case.plan.costs.is_stated || runs > MAX_RUNS {
        return None;
    }
    let found = in_parallel(&asked, |id| {
        Some((from(&course, id, up_to)?, (*id).clone()))
    });
    Some(found.into_iter().flatten().collect())
}

/// Returns the least number from which on, up to `up_to`, every one is covered.
fn from(course: &Course<'_>, id: &Id, up_to: i64) -> Option<i64> {
    let mut least = None;
    for heads in (0..=up_to).rev() {
        match is_covered(course, id, heads)? {
            true => least = Some(heads),
            false => break,
        }
    }
    least
}

/// Says whether the income of a partnership with so many students covers its costs; `None` when
/// sums might not fit.
fn is_covered(course: &Course<'_>, id: &Id, heads: i64) -> Option<bool> {
    let plan = &course.case.plan;
    let places = course.places(0, id).iter();
    let slots: Vec<_> = places
        .filter_map(|one| Some((plan.slot(&one.path())?, one.base)))
        .collect();
    let mut inputs: Inputs = course.case.inputs.clone();
    for (slot, own) in slots.iter().zip(spread(heads, &slots)) {
        inputs.write_heads(slot.0, 0, own);
    }
    if !fits(plan, &inputs) {
        return None;
    }
    let standings = standings(plan, &inputs);
    let mut rows = standings.first()?.coverage.iter();
    let own = rows.find(|row| row.level == Level::Partnership && row.id.as_ref() == Some(id))?;
    let covered = own.coverage();
    Some(covered.is_none_or(|share| share >= Exact::one()))
}
