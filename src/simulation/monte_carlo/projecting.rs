//! Counts of students whose projection is drawn: exact in every draw, by the function of the plan.

use std::collections::BTreeSet;

use super::floats::from_whole;
use super::futures::MAX_HEADS;
use super::pool::{ColumnAt, Drawn};
use crate::draw::whole_products;
use crate::plan::{CountRule, GrowthRule, Inputs, ProjectionRule, Slot, multiplied};

/// The counts of one year that follow one projection.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ProjectionWriter {
    pub(super) year: usize,
    rule: ProjectionRule,
    years: u32,
    counts: Vec<ProjectedCount>,
}

#[derive(Clone, Debug, PartialEq)]
struct ProjectedCount {
    count: usize,
    base: Slot,
    /// The column by which the projected heads are multiplied.
    factor: Option<ColumnAt>,
}

/// Returns the projection of a count, if one of the drawn numbers is of it.
pub(super) fn drawn_projection<'r>(
    rule: &'r CountRule,
    drawn: &BTreeSet<Slot>,
) -> Option<&'r ProjectionRule> {
    match &rule.growth {
        GrowthRule::Projection(own) if own.slots().any(|slot| drawn.contains(&slot)) => Some(own),
        _ => None,
    }
}

/// Adds a count of a year to the writers; those that share a projection share its factor.
pub(super) fn add(
    writers: &mut Vec<ProjectionWriter>,
    (year, count): (usize, usize),
    (rule, projection): (&CountRule, &ProjectionRule),
    factor: Option<ColumnAt>,
) {
    let own = ProjectedCount {
        count,
        base: rule.base,
        factor,
    };
    let is_same = |one: &&mut ProjectionWriter| {
        one.year == year && one.years == rule.years && one.rule == *projection
    };
    match writers.iter_mut().find(is_same) {
        Some(writer) => writer.counts.push(own),
        None => writers.push(ProjectionWriter {
            year,
            rule: projection.clone(),
            years: rule.years,
            counts: vec![own],
        }),
    }
}

impl ProjectionWriter {
    /// Returns the columns that it reads.
    pub(super) fn reads(&self) -> impl Iterator<Item = ColumnAt> + '_ {
        self.counts.iter().filter_map(|one| one.factor)
    }

    /// Makes room for the heads that draws write.
    pub(super) fn vary(&self, year: &mut Inputs) {
        for one in &self.counts {
            year.drawn_heads_mut(one.count);
        }
    }

    /// Writes the heads of a block, after the numbers of the year have been drawn.
    pub(super) fn write(&self, drawn: &Drawn, year: &mut Inputs) {
        for lane in 0..year.lanes() {
            self.write_lane(year, lane, |node| drawn.column(node)[lane]);
        }
    }

    /// Writes the greatest heads, with the greatest number of each column.
    pub(super) fn write_most(&self, greatest: &[f64], year: &mut Inputs) {
        self.write_lane(year, 0, |node| greatest[node]);
    }

    fn write_lane(&self, year: &mut Inputs, lane: usize, value: impl Fn(ColumnAt) -> f64) {
        let grown = self.rule.factor(year, lane, self.years);
        for one in &self.counts {
            let heads = multiplied(year.heads(one.base, lane), &grown);
            let factor = [one.factor.map_or(1.0, &value)];
            let mut written = [0];
            whole_products(from_whole(heads), &factor, MAX_HEADS, &mut written);
            year.drawn_heads_mut(one.count)[lane] = written[0];
        }
    }
}
