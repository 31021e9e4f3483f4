//! [`Sums`] and the [`Moments`] that are computed from them: exact until they are rounded.

use std::cmp::Ordering;

use super::chunk::in_lanes;
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
        let is_short = in_lanes(
            #[inline(always)]
            || self.add_short(offsets),
        );
        if is_short {
            return;
        }
        // Sums of 2^60 offsets fit, so that nothing wraps; a check at each would take most of the
        // time.
        let (mut total, mut low, mut high) = (0_i128, 0_u128, 0_u128);
        for offset in offsets {
            let size = u128::from(offset.unsigned_abs());
            let square = size.wrapping_mul(size);
            total = total.wrapping_add(i128::from(*offset));
            low = low.wrapping_add(square & u128::from(u64::MAX));
            high = high.wrapping_add(square >> 64);
            self.least = self.least.min(*offset);
            self.most = self.most.max(*offset);
        }
        self.total += total;
        self.low += low.cast_signed();
        self.high += high.cast_signed();
    }

    /// Adds offsets if all are from zero up to 2^32, of which 2^31 fit before a sum could wrap;
    /// says whether they are.
    #[inline(always)]
    fn add_short(&mut self, offsets: &[i64]) -> bool {
        let beyond = offsets.iter().fold(0, |all, offset| all | offset >> 32);
        if beyond != 0 {
            return false;
        }
        let (mut total, mut low, mut high) = (0_u64, 0_u64, 0_u64);
        for offset in offsets {
            let size = offset.cast_unsigned() & LOW;
            let square = size.wrapping_mul(size);
            total = total.wrapping_add(size);
            low = low.wrapping_add(square & LOW);
            high = high.wrapping_add(square >> 32);
            self.least = self.least.min(*offset);
            self.most = self.most.max(*offset);
        }
        self.total += i128::from(total);
        self.low += i128::from(low) + (i128::from(high) << 32);
        true
    }

    /// Returns mean and spread of `draws` draws; `None` without draws.
    pub(super) fn moments(&self, draws: u64) -> Option<Moments> {
        if draws == 0 {
            return None;
        }
        if let Some(moments) = self.small_moments(draws) {
            return Some(moments);
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

impl Sums {
    /// Returns mean and spread where all that leads to them fits in 128 bits, as it does but for
    /// very large amounts: the same, without fractions in lowest terms.
    fn small_moments(&self, draws: u64) -> Option<Moments> {
        let count = i128::from(draws);
        let total = i128::from(self.centre).checked_mul(count)?;
        let total = total.checked_add(self.total)?;
        let (floor, rest) = (total.div_euclid(count), total.rem_euclid(count));
        let up = match rest.cmp(&(count - rest)) {
            Ordering::Equal => floor & 1 == 1,
            order => order.is_gt(),
        };
        let squares = self.high.checked_mul(1 << 64)?.checked_add(self.low)?;
        let square = self.total.checked_mul(self.total)?;
        let above = squares.checked_mul(count)?.checked_sub(square)?;
        let above = above.try_into().ok()?;
        let draws = u128::from(draws);
        let below = (draws * (draws - 1)).max(1);
        let root = |below: u128| Some(Cents::new(small_root(above, below)?));
        Some(Moments {
            mean: Cents::new(i64::try_from(floor + i128::from(up)).ok()?),
            sd: root(below)?,
            error: root(below.checked_mul(draws)?)?,
        })
    }
}

/// Returns the root of `above` over `below`, half to even; `None` where 128 bits are too few.
fn small_root(above: u128, below: u128) -> Option<i64> {
    // Divisions and roots of 64 bits take a fraction of the time of those of 128.
    let floor = match (u64::try_from(above), u64::try_from(below)) {
        (Ok(above), Ok(below)) => u128::from((above / below).isqrt()),
        _ => (above / below).isqrt(),
    };
    // Twice the root against twice the floor and one: their squares, times what is below.
    let middle = floor.checked_mul(2)?.checked_add(1)?;
    let square = middle.checked_mul(middle)?.checked_mul(below)?;
    let up = match above.checked_mul(4)?.cmp(&square) {
        Ordering::Equal => floor & 1 == 1,
        order => order.is_gt(),
    };
    i64::try_from(floor + u128::from(up)).ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_roots_are_those_of_exact_fractions() {
        let whole = [
            0,
            1,
            2,
            3,
            4,
            6,
            9,
            25,
            626,
            624,
            1 << 40,
            (1 << 62) - 1,
            u64::MAX,
        ];
        let wide = whole
            .map(u128::from)
            .into_iter()
            .chain([1 << 90, (1 << 100) + 7]);
        for above in wide {
            for below in [1, 2, 4, 12, 100, 4_032, 258_048, 1 << 70] {
                let parts = (above.cast_signed(), below);
                let exact = root(&Exact::from_small_parts(parts.0, parts.1)).count();
                let small = small_root(above, below.cast_unsigned());
                assert_eq!(small, Some(exact), "{above} / {below}");
            }
        }
        assert_eq!(small_root(u128::MAX, 1), None);
    }

    #[test]
    fn moments_are_the_same_with_and_without_fractions() {
        let mut sums = Sums::around(-7);
        sums.add_wide(&[0, 5, -12, 400, 90_000_000_000, -3]);
        let small = sums.small_moments(6).expect("it fits");
        // The mean of −7, −2, −19, 393, 89,999,999,993 and −10 is 15,000,000,058 exactly.
        assert_eq!(small.mean, Cents::new(15_000_000_058));
        let mut large = sums.clone();
        large.high += 1 << 62;
        assert_eq!(large.small_moments(6), None, "it does not fit");
        let variance = |below: i128| {
            let squares = whole(sums.high)
                .times(&whole(1 << 64))
                .plus(&whole(sums.low));
            let total = whole(sums.total);
            let above = squares.times(&whole(6)).minus(&total.times(&total));
            root(&above.over(&whole(below)))
        };
        assert_eq!((small.sd, small.error), (variance(30), variance(180)));
    }
}
