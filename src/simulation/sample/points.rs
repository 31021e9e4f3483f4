//! [`PointBands`]: what the draws of each of many points come to, a column for each figure.
//!
//! A point of a sweep has few draws and there are many points, so no sample is set up for each:
//! its draws are put in order where they stand, and every figure is read from them.

use super::moments::Sums;
use super::reader::rank;
use super::selection::place;
use crate::money::Exact;

/// Draws up to which all of them are put in order; of more only those at a wanted rank.
const FEW: usize = 512;

/// Figures of points, one row for each: those of [`Band`](crate::results::Band), in cents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PointBands {
    /// Mean, deviation, error, least, each quantile in the order asked, and greatest.
    columns: Vec<Vec<i64>>,
}

/// Reads figures from the draws of points that have equally many.
#[derive(Clone, Debug)]
pub struct PointReader {
    draws: usize,
    /// The rank of each quantile, from zero, in the order asked.
    ranks: Vec<usize>,
    /// The same ranks, ascending and different.
    places: Vec<usize>,
    /// Room for the draws of one point.
    ordered: Vec<i64>,
}

impl PointBands {
    /// Returns the columns: mean, deviation, error, least, each quantile, greatest. None of no
    /// points.
    pub fn columns(&self) -> &[Vec<i64>] {
        &self.columns
    }

    /// Adds later points.
    pub fn join(&mut self, later: PointBands) {
        if self.columns.is_empty() {
            *self = later;
            return;
        }
        for (column, later) in self.columns.iter_mut().zip(later.columns) {
            column.extend(later);
        }
    }

    /// Brings the rows into another order, of which each position is given once.
    pub fn arrange(&mut self, order: &[usize]) {
        for column in &mut self.columns {
            *column = order.iter().map(|row| column[*row]).collect();
        }
    }

    fn push(&mut self, row: impl ExactSizeIterator<Item = i64>) {
        self.columns.resize(row.len(), Vec::new());
        for (column, figure) in self.columns.iter_mut().zip(row) {
            column.push(figure);
        }
    }
}

impl PointReader {
    /// Returns a reader of these quantiles of so many draws.
    pub fn of(quantiles: &[Exact], draws: u64) -> PointReader {
        let last = draws.saturating_sub(1);
        let rank = |part: &Exact| usize::try_from(rank(part, last)).unwrap_or(usize::MAX);
        let ranks: Vec<usize> = quantiles.iter().map(rank).collect();
        let mut places = ranks.clone();
        places.sort_unstable();
        places.dedup();
        PointReader {
            draws: usize::try_from(draws).unwrap_or(usize::MAX),
            ranks,
            places,
            ordered: Vec::new(),
        }
    }

    /// Returns the number of draws that a point has.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// Adds a row for a point with these amounts, in cents.
    ///
    /// # Panics
    ///
    /// When there are more or fewer than a point has, which is a fault of the caller.
    pub fn read(&mut self, amounts: &[i64], into: &mut PointBands) {
        assert_eq!(amounts.len(), self.draws, "a point has all of its draws");
        let Some(centre) = amounts.first() else {
            return;
        };
        let mut sums = Sums::around(*centre);
        self.ordered.clear();
        let offsets = amounts.iter().map(|amount| amount - sums.centre());
        self.ordered.extend(offsets);
        sums.add_wide(&self.ordered);
        let moments = sums.moments(amounts.len() as u64).unwrap_or_default();
        match amounts.len() {
            ..=FEW => self.ordered.sort_unstable(),
            _ => place(&mut self.ordered, 0, &self.places),
        }
        let amount = |offset: i64| sums.centre() + offset;
        let before = [moments.mean, moments.sd, moments.error].map(|own| own.count());
        let mut row = Vec::with_capacity(before.len() + 2 + self.ranks.len());
        row.extend(before);
        row.push(amount(sums.least()));
        row.extend(self.ranks.iter().map(|rank| amount(self.ordered[*rank])));
        row.push(amount(sums.most()));
        into.push(row.into_iter());
    }
}

#[cfg(test)]
mod tests {
    use super::super::banded;
    use super::*;
    use crate::money::Cents;

    #[test]
    fn figures_are_those_of_a_band() {
        let quantiles = [(19, 20), (1, 20), (1, 4), (1, 2), (3, 4), (1, 1)];
        let quantiles = quantiles.map(|(part, of)| Exact::ratio(part, of));
        for draws in [1, 2, 3, 7, 64, 100, FEW, FEW + 1, 3_000] {
            let mut reader = PointReader::of(&quantiles, draws as u64);
            let mut bands = PointBands::default();
            let mut expected: Vec<Vec<i64>> = Vec::new();
            for scale in [0, 1, 1_000, 100_000_000, 40_000_000_000_000] {
                let amount = |at: usize| {
                    let at = i64::try_from(at).expect("few");
                    ((at * at * 7_919 + at * 104_729) % 1_009 - 300) * scale + 5
                };
                let amounts: Vec<i64> = (0..draws).map(amount).collect();
                reader.read(&amounts, &mut bands);
                let cents: Vec<Cents> = amounts.into_iter().map(Cents::new).collect();
                let band = banded(&cents, &quantiles, &Exact::ratio(1, 20)).expect("draws");
                let mut row = vec![band.mean, band.sd, band.error, band.least];
                row.extend(band.quantiles.iter().map(|(own, _)| *own));
                row.push(band.most);
                expected.push(row.into_iter().map(Cents::count).collect());
            }
            for (at, column) in bands.columns().iter().enumerate() {
                let expected: Vec<i64> = expected.iter().map(|row| row[at]).collect();
                assert_eq!(*column, expected, "figure {at} of {draws} draws");
            }
        }
    }

    #[test]
    fn rows_follow_the_order_that_is_asked() {
        let mut reader = PointReader::of(&[], 1);
        let mut bands = PointBands::default();
        reader.read(&[3], &mut bands);
        let mut later = PointBands::default();
        reader.read(&[1], &mut later);
        reader.read(&[2], &mut later);
        bands.join(later);
        bands.arrange(&[1, 2, 0]);
        assert_eq!(bands.columns()[0], [1, 2, 3]);
    }
}
