//! Points: sums of awards at many sets of numbers of one plan, blocks of lanes at once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::dials::{Dial, PointLanes, Value};
use super::{Case, Watch, in_parallel};
use crate::engine::{Asked, Column, Form, LANES, Workspace};
use crate::money::Cents;
use crate::plan::{Inputs, Plan, Refusal, SlotLine, Unit};
use crate::results::standings;

/// Points below which single lanes cost less than a block.
const FEW: usize = 8;

/// Blocks of points that one thread takes at a time.
const TURNS: usize = 8;

/// An amount that an award can be: a year of the scenario, a component and an account, each by
/// position.
pub type Leaf = (usize, usize, usize);

/// What is asked of every point.
#[derive(Clone, Copy, Debug)]
pub struct Points<'a> {
    /// The plan, with the numbers that no point changes.
    pub case: &'a Case,
    /// The numbers that a point changes, in the order of its values.
    pub lines: &'a [SlotLine],
    /// Which amounts count towards each sum.
    pub sums: &'a [BTreeSet<Leaf>],
}

impl Points<'_> {
    /// Returns for each sum what it comes to at every one of so many points, in cents; fewer points
    /// where `watch` stopped it. `columns` has the values of each number, one per point.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] where amounts could be too large.
    pub fn sums_at(
        &self,
        (columns, points): (&[Vec<Value>], usize),
        watch: &dyn Watch,
    ) -> Result<Vec<Vec<i64>>, Box<Refusal>> {
        let Case { plan, inputs } = self.case;
        let dials = self.lines.iter().zip(columns);
        let dials: Vec<Dial<'_>> = dials.map(|(line, values)| Dial { line, values }).collect();
        let mut most = inputs.clone();
        dials.iter().for_each(|dial| dial.write_farthest(&mut most));
        if let Some(refusal) = plan.too_large(&most) {
            return Err(Box::new(refusal));
        }
        let asked = self.asked(plan);
        let is_alone = points < FEW || is_by_months(plan);
        let size = if is_alone { 1 } else { LANES * TURNS };
        let chunks = (0..points).step_by(size);
        let chunks: Vec<Range<usize>> = chunks
            .map(|first| first..points.min(first + size))
            .collect();
        let mut block = inputs.in_lanes(LANES);
        dials
            .iter()
            .for_each(|dial| dial.write_farthest(&mut block));
        let form = (!is_alone).then(|| Form::of(plan, (&block, &most), &asked));
        let done = in_parallel(&chunks, |chunk| match &form {
            _ if watch.is_stopped() => vec![Vec::new(); self.sums.len()],
            Some(form) => self.in_blocks(form, (&dials, block.clone()), chunk.clone()),
            None => self.one_by_one(&dials, chunk.clone()),
        });
        let columns = (0..self.sums.len()).map(|sum| {
            let parts = done.iter().flat_map(|part| &part[sum]);
            parts.copied().collect()
        });
        Ok(columns.collect())
    }

    /// Runs points block by block.
    fn in_blocks(
        &self,
        form: &Form<'_>,
        (dials, mut block): (&[Dial<'_>], Inputs),
        points: Range<usize>,
    ) -> Vec<Vec<i64>> {
        let mut sums = vec![Vec::with_capacity(points.len()); self.sums.len()];
        let (mut work, mut outcome) = (Workspace::default(), Vec::new());
        for first in points.clone().step_by(LANES) {
            let lanes = PointLanes { first, each: 1 };
            dials.iter().for_each(|dial| dial.write(lanes, &mut block));
            form.fill(&block, &mut work, &mut outcome);
            for (sum, column) in sums.iter_mut().zip(&outcome) {
                sum.extend(whole(column).take(points.end - first));
            }
        }
        sums
    }

    /// Runs points in single lanes.
    fn one_by_one(&self, dials: &[Dial<'_>], points: Range<usize>) -> Vec<Vec<i64>> {
        let mut sums = vec![Vec::with_capacity(points.len()); self.sums.len()];
        for point in points {
            let mut inputs = self.case.inputs.clone();
            for dial in dials {
                dial.write_alone(point, &mut inputs);
            }
            let standings = standings(&self.case.plan, &inputs);
            for (sum, leaves) in sums.iter_mut().zip(self.sums) {
                let views = standings.iter().enumerate();
                let rests = views.flat_map(|(view, standing)| {
                    let rests = standing.rests.iter();
                    rests.map(move |rest| ((view, rest.component, rest.account), rest.amount))
                });
                let own = rests.filter(|(leaf, _)| leaves.contains(leaf));
                let total: Cents = own.map(|(_, amount)| amount).sum();
                sum.push(total.count());
            }
        }
        sums
    }

    /// Asks the engine for the sums.
    fn asked(&self, plan: &Plan) -> Asked {
        let mut sinks: Vec<BTreeMap<(usize, usize), Vec<usize>>> =
            vec![BTreeMap::new(); plan.years.len()];
        for (sum, leaves) in self.sums.iter().enumerate() {
            for (view, component, account) in leaves {
                for (year, _) in &plan.views[*view].parts {
                    let own = sinks[*year].entry((*component, *account)).or_default();
                    own.push(sum);
                }
            }
        }
        Asked {
            series: self.sums.len(),
            counted_as: (0..plan.components.len()).collect(),
            sinks,
            cuts: vec![BTreeMap::new(); plan.years.len()],
            rates: vec![BTreeMap::new(); plan.years.len()],
        }
    }
}

/// Writes a value into the slot of a number.
pub fn write(inputs: &mut Inputs, line: &SlotLine, lane: usize, (above, below): Value) {
    match line.unit {
        Unit::Cents => inputs.write_cents(line.slot, lane, Cents::new(above)),
        Unit::Heads => inputs.write_heads(line.slot, lane, above),
        Unit::Fraction => inputs.write_fraction(line.slot, lane, (above, below)),
    }
}

/// Says whether years of the scenario are made of months of computed years.
fn is_by_months(plan: &Plan) -> bool {
    let mut parts = plan.views.iter().flat_map(|view| &view.parts);
    parts.any(|(_, months)| *months != 12)
}

/// Returns the whole numbers that a column carries, all of them below 2^53.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a column carries whole numbers below 2^53"
)]
fn whole(column: &Column) -> impl Iterator<Item = i64> + '_ {
    column.iter().map(|number| *number as i64)
}
