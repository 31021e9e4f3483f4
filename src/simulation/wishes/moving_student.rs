//! `moving-student`: whoever moves students gains at most so much by it.
//!
//! Between partnerships, one student, two, and so on up to `by` move from one partnership to
//! another in the same region, and both together are looked at. Between regions they move from one
//! region of a partnership to another, and the partnership is looked at. Students are taken from
//! and added to the largest count of their place; where it counts fewer, they cannot move. The
//! slack is the greatest gain minus the gain; tolerated is twice what rounding can do to the
//! amounts.

use std::collections::BTreeMap;

use super::{Bench, Look};
use crate::domain::{Between, Count, Id, Measure, SchoolYear};
use crate::money::{Cents, Exact};
use crate::plan::{Slot, path_of_count};
use crate::results::{Amounts, Recount, Trial};
use crate::simulation::in_parallel;

/// The students of a partnership in a region, in one counted year.
#[derive(Clone, Copy)]
struct Place<'a> {
    partnership: &'a Id,
    region: &'a Id,
    year: SchoolYear,
    count: &'a Count,
    slot: Slot,
    heads: i64,
}

pub(super) fn looks(bench: &Bench<'_, '_>, between: Between, by: i64, at_most: Cents) -> Vec<Look> {
    let places = places(bench);
    let mut trials: Vec<(Place<'_>, Place<'_>, i64)> = Vec::new();
    for from in &places {
        for to in places.iter().filter(|to| can_move(from, to, between)) {
            let concerned = [from.partnership, to.partnership];
            if concerned.iter().any(|id| bench.check.scope.has(id)) {
                let sizes = 1..=by.min(from.heads);
                trials.extend(sizes.map(|students| (*from, *to, students)));
            }
        }
    }
    let outcomes = in_parallel(&trials, |(from, to, students)| {
        let mut inputs = bench.own.inputs.clone();
        inputs.write_heads(from.slot, 0, from.heads.saturating_sub(*students));
        inputs.write_heads(to.slot, 0, to.heads.saturating_add(*students));
        Amounts::of(bench.own.plan, &inputs)
    });
    let found = trials.iter().zip(&outcomes);
    found
        .flat_map(|(trial, outcome)| looks_at(bench, *trial, outcome, at_most))
        .collect()
}

fn looks_at(
    bench: &Bench<'_, '_>,
    (from, to, students): (Place<'_>, Place<'_>, i64),
    outcome: &[Amounts],
    at_most: Cents,
) -> Vec<Look> {
    let mut ids = vec![from.partnership, to.partnership];
    ids.dedup();
    let look = |year: usize| {
        let before = ids.iter().map(|id| bench.amount(year, id)).sum();
        let own = |id: &&Id| outcome[year].at(bench.check.scope.level, id);
        let after = ids.iter().map(own).sum();
        let gain = Exact::from(after).minus(&Exact::from(before));
        let rounding: Exact = ids.iter().map(|id| bench.tolerance(year, id)).sum();
        let rounding = rounding.times(&Exact::from(2));
        let trial = Trial::Moved {
            from: Recount::of(from.count, from.heads, from.heads - students),
            to: Recount::of(to.count, to.heads, to.heads + students),
        };
        Look {
            year,
            size: students,
            slack: Exact::from(at_most).minus(&gain),
            tolerance: rounding,
            says: bench.says(&ids, [before, after], trial),
        }
    };
    bench.years().into_iter().map(look).collect()
}

fn can_move(from: &Place<'_>, to: &Place<'_>, between: Between) -> bool {
    let same_partnership = from.partnership == to.partnership;
    let same_region = from.region == to.region;
    from.year == to.year
        && match between {
            Between::Partnerships => same_region && !same_partnership,
            Between::Regions => same_partnership && !same_region,
        }
}

/// Returns the largest count of students of each partnership in each region and year.
fn places<'a>(bench: &Bench<'_, 'a>) -> Vec<Place<'a>> {
    let mut places: BTreeMap<(SchoolYear, &Id, &Id), Place<'a>> = BTreeMap::new();
    for count in &bench.own.scenario.counts {
        let (Some(partnership), Some(region)) = (&count.place.partnership, &count.place.region)
        else {
            continue;
        };
        let slot = bench
            .own
            .plan
            .slot(&path_of_count(count, Measure::Students));
        let Some(slot) = slot.filter(|_| count.heads.contains_key(&Measure::Students)) else {
            continue;
        };
        let place = Place {
            partnership,
            region,
            year: count.year,
            count,
            slot,
            heads: bench.own.inputs.heads(slot, 0),
        };
        let largest = places
            .entry((count.year, partnership, region))
            .or_insert(place);
        if place.heads > largest.heads {
            *largest = place;
        }
    }
    places.into_values().collect()
}
