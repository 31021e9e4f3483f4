//! [`Sums`] and the [`Moments`] that are computed from them: exact until they are rounded.

use crate::money::{Cents, Exact, Rounding};

/// The most that a centre lies from zero: a difference with it that wraps in 64 bits can then not
/// be taken for a small one.
const CENTRE_MAX: i64 = 1 << 62;

/// The low half of a square of 64 bits.
const LOW: u64 = 0xffff_ffff;

/// Sums over draws of the offsets of one series; adding them in any order gives the same.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    centre: i64,
    total: i128,
    /// The squares are `high` × 2^64 + `low`, so that neither overflows.
    low: i128,
    high: i128,
    least: i64,
    most: i64,
}

/// Mean and spread of a series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moments {
    /// The mean, half to even.
    pub mean: Cents,
    /// The standard deviation, over the draws minus one, half to even; zero for one draw.
    pub sd: Cents,
    /// The standard error of the mean, half to even: the deviation over the root of the draws,
    /// rounded once.
    pub error: Cents,
}

impl Sums {
    /// Returns the sums of no draws.
    pub(super) fn around(centre: i64) -> Sums {
        Sums {
            centre: centre.clamp(-CENTRE_MAX, CENTRE_MAX),
            total: 0,
            low: 0,
            high: 0,
            least: i64::MAX,
            most: i64::MIN,
        }
    }

    /// Returns the sums around zero that somebody took apart: the total, both halves of the
    /// squares, the least and the greatest.
    pub(super) fn of_parts(total: i128, (low, high): (i128, i128), ends: (i64, i64)) -> Sums {
        Sums {
            centre: 0,
            total,
            low,
            high,
            least: ends.0,
            most: ends.1,
        }
    }

    /// Returns the total and both halves of the squares.
    pub(super) fn parts(&self) -> (i128, (i128, i128)) {
        (self.total, (self.low, self.high))
    }

    pub(super) fn centre(&self) -> i64 {
        self.centre
    }

    pub(super) fn least(&self) -> i64 {
        self.least
    }

    pub(super) fn most(&self) -> i64 {
        self.most
    }

    pub(super) fn add(&mut self, other: &Sums) {
        self.total += other.total;
        self.low += other.low;
        self.high += other.high;
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
    }

    /// Adds offsets of 32 bits. Squares are summed in halves of 32 bits, so that 2^32 of them fit
    /// before anything could wrap.
    #[inline(always)]
    pub(super) fn add_narrow(&mut self, offsets: &[i32]) {
        let (mut total, mut low, mut high) = (0_i64, 0_u64, 0_u64);
        let (mut least, mut most) = (i32::MAX, i32::MIN);
        for offset in offsets {
            let size = u64::from(offset.unsigned_abs());
            let square = size.wrapping_mul(size);
            total = total.wrapping_add(i64::from(*offset));
            low = low.wrapping_add(square & LOW);
            high = high.wrapping_add(square >> 32);
            least = least.min(*offset);
            most = most.max(*offset);
        }
        self.total += i128::from(total);
        self.low += i128::from(low) + (i128::from(high) << 32);
        if !offsets.is_empty() {
            self.least = self.least.min(i64::from(least));
            self.most = self.most.max(i64::from(most));
        }
    }

    /// Adds offsets of 64 bits.
    pub(super) fn add_wide(&mut self, offsets: &[i64]) {
        for offset in offsets {
            let size = u128::from(offset.unsigned_abs());
            let square = (size * size).cast_signed();
            self.total += i128::from(*offset);
            self.low += square & i128::from(u64::MAX);
            self.high += square >> 64;
            self.least = self.least.min(*offset);
            self.most = self.most.max(*offset);
        }
    }

    /// Returns mean and spread of `draws` draws; `None` without draws.
    pub(super) fn moments(&self, draws: u64) -> Option<Moments> {
        if draws == 0 {
            return None;
        }
        let count = i128::from(draws);
        let mean = Exact::from_small_parts(i128::from(self.centre) * count + self.total, count);
        // The variance is (n Σx² − (Σx)²) / (n (n − 1)), whatever the centre.
        let squares = whole(self.high)
            .times(&whole(1 << 64))
            .plus(&whole(self.low));
        let total = whole(self.total);
        let above = squares.times(&whole(count)).minus(&total.times(&total));
        let variance = above.over(&whole(count * (count - 1)));
        let mean_variance = variance.over(&whole(count));
        Some(Moments {
            mean: mean.to_cents(Rounding::HalfEven),
            sd: root(&variance),
            error: root(&mean_variance),
        })
    }
}

impl Moments {
    /// Says whether the error is at most `precision` times the mean, or the mean is zero.
    pub fn is_precise(&self, precision: &Exact) -> bool {
        let mean = Exact::from(self.mean);
        let size = if mean.is_negative() {
            Exact::zero().minus(&mean)
        } else {
            mean
        };
        size.is_zero() || Exact::from(self.error) <= size.times(precision)
    }
}

/// Returns the root of a variance, in cents, half to even.
pub(super) fn root(variance: &Exact) -> Cents {
    // The root of a variance of numbers of 64 bits has 64 bits.
    Cents::new(variance.root(Rounding::HalfEven).unwrap_or(i64::MAX))
}

/// Returns a whole number as a fraction.
pub(super) fn whole(count: i128) -> Exact {
    Exact::from_small_parts(count, 1)
}
