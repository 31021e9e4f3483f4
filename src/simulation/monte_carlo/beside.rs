//! Beside amounts: how ceilings fare in a simulation, and what of its costs a recipient pays.

use super::super::sample::{Chunk, Reader, Sample};
use super::series::{CostColumns, Rate};
use crate::engine::{Column, LANES};
use crate::money::Cents;
use crate::results::{BasisPoints, CeilingBand, CostBands, Share};

/// What is kept of a ceiling in a year, or in any.
#[derive(Clone, Debug)]
pub(super) struct Ceiling {
    pub(super) pot: String,
    pub(super) year: Option<String>,
    /// The columns that are one where it cuts.
    pub(super) cuts: Vec<usize>,
    /// The tally of draws in which it cuts.
    pub(super) tally: usize,
    /// What it leaves of amounts per head, each with the series that keeps it.
    pub(super) rates: Vec<(Rate, usize)>,
}

/// What is kept of the costs of a recipient.
#[derive(Clone, Debug)]
pub(super) struct Costs {
    pub(super) columns: CostColumns,
    /// The series of what it receives above its costs: the negative of its own contribution, so
    /// that the worst draws are the least as in every series.
    pub(super) surplus: usize,
    pub(super) coverage: usize,
    /// The tally of draws in which its own contribution is more than nothing.
    pub(super) under: usize,
    /// The tally of draws in which it has costs.
    pub(super) any: usize,
    /// The columns in the baseline, and the series of the difference in surplus.
    pub(super) difference: Option<(CostColumns, usize)>,
}

impl Ceiling {
    /// Keeps the first `lanes` draws of a block.
    pub(super) fn keep(&self, columns: &[Column], lanes: usize, chunk: &mut Chunk) {
        let cuts = &self.cuts;
        let is_cut = |lane: &usize| cuts.iter().any(|one| columns[*one][*lane] > 0.0);
        let cut = (0..lanes).filter(is_cut).count();
        chunk.tally(self.tally, cut as u64);
        for (rate, series) in &self.rates {
            chunk.write_floats(*series, &columns[rate.column][..lanes]);
        }
    }

    /// Returns how it fares.
    pub(super) fn band(&self, sample: &Sample, reader: Option<&Reader<'_>>) -> CeilingBand {
        let rates = self.rates.iter().filter_map(|(rate, series)| {
            let band = reader?.band(*series);
            Some((rate.component.clone(), rate.name.clone(), band))
        });
        CeilingBand {
            pot: self.pot.clone(),
            year: self.year.clone(),
            cut: sample.share(self.tally),
            rates: rates.collect(),
        }
    }
}

impl Costs {
    /// Keeps the first `lanes` draws of a block, of which `base` are the columns in the baseline.
    pub(super) fn keep(
        &self,
        (columns, base): (&[Column], &[Column]),
        lanes: usize,
        chunk: &mut Chunk,
    ) {
        let contribution = &columns[self.columns.contribution];
        let cost = &columns[self.columns.cost];
        let surplus = difference(&[0.0; LANES], contribution);
        chunk.write_floats(self.surplus, &surplus[..lanes]);
        let mut coverage = [0.0; LANES];
        for ((coverage, surplus), cost) in coverage.iter_mut().zip(&surplus).zip(cost) {
            *coverage = covered(cost + surplus, *cost);
        }
        chunk.write_floats(self.coverage, &coverage[..lanes]);
        if let Some((own, series)) = self.difference {
            let more = difference(&base[own.contribution], contribution);
            chunk.write_floats(series, &more[..lanes]);
        }
        let count = |column: &Column| {
            let above = column[..lanes].iter().filter(|one| **one > 0.0);
            above.count() as u64
        };
        chunk.tally(self.under, count(contribution));
        chunk.tally(self.any, count(cost));
    }

    /// Returns in how many draws the recipient receives less than training costs.
    pub(super) fn under(&self, sample: &Sample) -> Share {
        sample.share(self.under)
    }

    /// Returns what the recipient pays and what is covered.
    pub(super) fn bands(&self, sample: &Sample, reader: &Reader<'_>) -> CostBands {
        let difference = self.difference.map(|(_, series)| series);
        let any = sample.share(self.any);
        let coverage = (any.holds == any.draws).then(|| reader.band(self.coverage));
        CostBands {
            contribution: reader.band_of_negative(self.surplus),
            difference: difference.map(|series| reader.band_of_negative(series)),
            coverage: coverage.map(|band| band.map(|points: Cents| BasisPoints(points.count()))),
        }
    }
}

/// Returns, draw by draw, how much more one amount is than another.
pub(super) fn difference(own: &Column, base: &Column) -> Column {
    let mut difference = [0.0; LANES];
    for ((difference, own), base) in difference.iter_mut().zip(own).zip(base) {
        *difference = own - base;
    }
    difference
}

/// Returns income over cost in ten-thousandths, rounded down; nothing where there is no cost.
///
/// Both are whole numbers below 2^53, of which the quotient is taken in integers. What is covered a
/// hundred thousand times over is told as that.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "whole numbers below 2^53"
)]
fn covered(income: f64, cost: f64) -> f64 {
    const MOST: i128 = 1_000_000_000;
    let (income, cost) = (income as i128, cost as i128);
    match cost > 0 {
        true => (income * 10_000).div_euclid(cost).min(MOST) as f64,
        false => 0.0,
    }
}
