//! `more-students`: more students never mean less money for the recipient that has them.
//!
//! One student more, two, and so on up to `by`, are added to each count of students by itself; of
//! rows that differ in their site only, to the first. The slack is the amount then minus the amount
//! now; tolerated is what rounding can do to it.

use std::collections::BTreeSet;

use super::{Bench, Look};
use crate::domain::{Count, CountPlace, Id, Level, Measure};
use crate::money::Exact;
use crate::plan::{Slot, path_of_count};
use crate::results::{Amounts, Recount, Trial};
use crate::simulation::in_parallel;

/// A count of students of a recipient, with the slot of its number.
struct Row<'a> {
    id: &'a Id,
    count: &'a Count,
    slot: Slot,
}

pub(super) fn looks(bench: &Bench<'_, '_>, by: i64) -> Vec<Look> {
    let rows = rows(bench);
    let trials: Vec<(&Row<'_>, i64)> = rows
        .iter()
        .flat_map(|row| (1..=by).map(move |more| (row, more)))
        .collect();
    let outcomes = in_parallel(&trials, |(row, more)| {
        let mut inputs = bench.own.inputs.clone();
        let heads = inputs.heads(row.slot, 0);
        inputs.write_heads(row.slot, 0, heads.saturating_add(*more));
        Amounts::of(bench.own.plan, &inputs)
    });
    let mut looks = Vec::new();
    for ((row, more), outcome) in trials.iter().zip(&outcomes) {
        let from = bench.own.inputs.heads(row.slot, 0);
        for year in bench.years() {
            let before = bench.amount(year, row.id);
            let after = outcome[year].at(bench.check.scope.level, row.id);
            let change = Exact::from(after).minus(&before.into());
            let movement = Recount::of(row.count, from, from.saturating_add(*more));
            let trial = Trial::MoreStudents(movement);
            looks.push(Look {
                year,
                size: *more,
                slack: change,
                tolerance: bench.tolerance(year, row.id),
                says: bench.says(&[row.id], [before, after], trial),
            });
        }
    }
    looks
}

fn rows<'a>(bench: &Bench<'_, 'a>) -> Vec<Row<'a>> {
    let mut seen: BTreeSet<(CountPlace, _)> = BTreeSet::new();
    let mut rows = Vec::new();
    for count in &bench.own.scenario.counts {
        let place = CountPlace {
            site: None,
            ..count.place.clone()
        };
        let Some(id) = at(&count.place, bench.check.scope.level) else {
            continue;
        };
        if !count.heads.contains_key(&Measure::Students) || !bench.check.scope.has(id) {
            continue;
        }
        // A number that no rule looks at has no slot, and changes nothing.
        let slot = bench
            .own
            .plan
            .slot(&path_of_count(count, Measure::Students));
        if let Some(slot) = slot
            && seen.insert((place, count.year))
        {
            rows.push(Row { id, count, slot });
        }
    }
    rows
}

/// Returns the recipient of a level that counts there.
fn at(place: &CountPlace, level: Level) -> Option<&Id> {
    match level {
        Level::Region => place.region.as_ref(),
        Level::Partnership => place.partnership.as_ref(),
        Level::Board => place.board.as_ref(),
        Level::Institute => place.institute.as_ref(),
    }
}
