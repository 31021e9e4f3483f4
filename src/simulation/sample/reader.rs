//! [`Reader`]: bands from a sample.
//!
//! The quantile of p is the least amount that at least the part p of the draws do not exceed: the
//! ⌈pn⌉-th smallest of n, an amount that occurred.

use super::Sample;
use super::moments::{root, whole};
use super::selection::{Selected, Wanted, select};
use crate::money::{Cents, Exact, Rounding};
use crate::results::Band;

/// Reads bands of the same quantiles from all series of a sample.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    sample: &'a Sample,
    quantiles: Vec<Ranks>,
    wanted: Wanted,
}

/// Where a quantile stands among the draws, and those that tell its error. Ranks count from zero.
#[derive(Clone, Debug)]
struct Ranks {
    at: u64,
    below: u64,
    above: u64,
    /// The variance of the rank over the square of the ranks between `below` and `above`.
    variance: Exact,
}

impl Reader<'_> {
    /// Returns a reader of these quantiles; `None` without draws.
    pub(super) fn of<'a>(
        sample: &'a Sample,
        quantiles: &[Exact],
        tail: &Exact,
    ) -> Option<Reader<'a>> {
        let last = sample.draws.checked_sub(1)?;
        let quantiles = quantiles.iter().map(|part| Ranks::of(part, last));
        Some(Reader::at(sample, quantiles.collect(), rank(tail, last)))
    }

    /// Returns a reader of series that hold the negative of what bands are wanted of.
    fn mirrored(&self) -> Reader<'_> {
        let last = self.sample.draws.saturating_sub(1);
        let quantiles = self.quantiles.iter().map(|ranks| ranks.mirrored(last));
        Reader::at(self.sample, quantiles.collect(), self.wanted.tail - 1)
    }

    fn at(sample: &Sample, quantiles: Vec<Ranks>, last_of_tail: u64) -> Reader<'_> {
        let ranks = quantiles.iter().flat_map(|quantile| {
            let Ranks {
                at, below, above, ..
            } = *quantile;
            [below, at, above]
        });
        let mut ranks: Vec<u64> = ranks.chain([last_of_tail]).collect();
        ranks.sort_unstable();
        ranks.dedup();
        let tail = last_of_tail + 1;
        Reader {
            sample,
            quantiles,
            wanted: Wanted { ranks, tail },
        }
    }

    /// Returns the band of a series.
    pub fn band(&self, series: usize) -> Band {
        let Sample { draws, sums, .. } = self.sample;
        let sums = &sums[series];
        let amount = |offset: i64| Cents::new(sums.centre() + offset);
        let selected = self.selected(series);
        let Selected { offsets, tail, .. } = &selected;
        let tail_mean = i128::from(sums.centre()) * i128::from(self.wanted.tail) + tail;
        let tail_mean = Exact::from_small_parts(tail_mean, self.wanted.tail.into());
        let offset = |rank: u64| {
            let place = self.wanted.ranks.binary_search(&rank);
            offsets[place.unwrap_or_else(|place| place)]
        };
        let quantile = |ranks: &Ranks| {
            let between = i128::from(offset(ranks.above)) - i128::from(offset(ranks.below));
            let variance = whole(between).times(&whole(between)).times(&ranks.variance);
            (amount(offset(ranks.at)), root(&variance))
        };
        // A reader exists only where there are draws.
        let moments = sums.moments(*draws).unwrap_or_default();
        Band {
            mean: moments.mean,
            sd: moments.sd,
            error: moments.error,
            least: amount(sums.least()),
            most: amount(sums.most()),
            quantiles: self.quantiles.iter().map(quantile).collect(),
            tail_mean: tail_mean.to_cents(Rounding::HalfEven),
            resolution: Cents::new(i64::try_from(selected.doubt).unwrap_or(i64::MAX)),
        }
    }

    /// Returns the band of the negative of a series, of which the worst draws are the greatest.
    pub fn band_of_negative(&self, series: usize) -> Band {
        let band = self.mirrored().band(series);
        let negative = |amount: Cents| Cents::ZERO - amount;
        let quantiles = band.quantiles.into_iter();
        Band {
            mean: negative(band.mean),
            least: negative(band.most),
            most: negative(band.least),
            quantiles: quantiles
                .map(|(one, error)| (negative(one), error))
                .collect(),
            tail_mean: negative(band.tail_mean),
            ..band
        }
    }

    /// Returns the bands of all series.
    pub fn bands(&self) -> Vec<Band> {
        (0..self.sample.sums.len())
            .map(|series| self.band(series))
            .collect()
    }

    fn selected(&self, series: usize) -> Selected {
        let Sample { sums, sketches, .. } = self.sample;
        let ends = (sums[series].least(), sums[series].most());
        if let Some(sketch) = sketches.get(series) {
            return sketch.select(ends, &self.wanted);
        }
        let columns: Vec<_> = self.sample.columns(series).collect();
        select(&columns, ends, &self.wanted)
    }
}

impl Ranks {
    /// Returns the ranks of the quantile of `part` among draws of which the last has rank `last`.
    ///
    /// The number of draws below the quantile has variance n p (1 − p). The ranks at the first
    /// whole distance beyond its root tell how far amounts lie apart there.
    fn of(part: &Exact, last: u64) -> Ranks {
        let at = rank(part, last);
        let draws = whole(i128::from(last) + 1);
        let variance = draws.times(part).times(&Exact::one().minus(part));
        let step = variance.root(Rounding::Down).unwrap_or_default();
        let step = step.unsigned_abs() + 1;
        let (below, above) = (at.saturating_sub(step), last.min(at.saturating_add(step)));
        let between = whole(i128::from(above - below));
        let variance = variance.over(&between).over(&between);
        Ranks {
            at,
            below,
            above,
            variance,
        }
    }

    /// Returns where the quantile stands among the negatives of the draws.
    fn mirrored(&self, last: u64) -> Ranks {
        Ranks {
            at: last - self.at,
            below: last - self.above,
            above: last - self.below,
            variance: self.variance.clone(),
        }
    }
}

/// Returns ⌈`part` of the draws⌉ minus one, from zero to `last`.
pub(super) fn rank(part: &Exact, last: u64) -> u64 {
    let draws = whole(i128::from(last) + 1);
    // Rounding down what is below zero rounds the rest up.
    let rank = Exact::zero()
        .minus(&draws.times(part))
        .round(Rounding::Down);
    let rank = rank.unwrap_or_default().unsigned_abs();
    rank.saturating_sub(1).min(last)
}
