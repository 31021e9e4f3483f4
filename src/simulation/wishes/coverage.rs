//! `coverage`: what each receives for training covers a part of what training costs it.
//!
//! Nothing is changed; the slack is in euros: income beside that part of the cost. Tolerated is
//! what rounding can do to the amount. Where the scenario states no costs there is nothing to look
//! at.

use super::region_share::{sides, slack};
use super::{Bench, Look};
use crate::domain::Ends;
use crate::money::Exact;
use crate::results::{CoverageRow, Trial, YearResult};

pub(super) fn looks(bench: &Bench<'_, '_>, ends: &Ends<Exact>) -> Vec<Look> {
    let results = YearResult::of(bench.own.plan, bench.own.inputs);
    let level = bench.check.scope.level;
    let mut looks = Vec::new();
    for year in bench.years() {
        let rows = results.get(year).map(|result| result.coverage.as_slice());
        let of_level = rows.unwrap_or_default().iter();
        for row in of_level.filter(|row| row.level == level) {
            looks.extend(looks_at(bench, year, row, ends));
        }
    }
    looks
}

fn looks_at(
    bench: &Bench<'_, '_>,
    year: usize,
    row: &CoverageRow,
    ends: &Ends<Exact>,
) -> Vec<Look> {
    let (Some(id), Some(cost)) = (&row.id, row.cost) else {
        return Vec::new();
    };
    if !bench.check.scope.has(id) {
        return Vec::new();
    }
    let looks = sides(ends).map(|(share, is_least)| Look {
        year,
        size: 0,
        slack: slack(&row.income.into(), &share.times(&cost.into()), is_least),
        tolerance: bench.tolerance(year, id),
        says: bench.says(
            &[id],
            [cost, row.income],
            Trial::Covered {
                share: share.clone(),
                is_least,
            },
        ),
    });
    looks.collect()
}
