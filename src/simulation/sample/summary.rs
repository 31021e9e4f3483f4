//! [`Summary`]: what is known of a series whose amounts are not kept. Summaries of parts add up to
//! that of the whole, in any order: everything in them is a whole number.
//!
//! Amounts are counted in buckets whose bounds depend on nothing: one amount each below
//! [`NARROW`] cents, and beyond it [`PARTS`] equal buckets between each power of two and the next.

use super::Moments;
use super::chunk::in_lanes;
use super::moments::Sums;
use crate::money::{Cents, Exact, Rounding};

/// Below so many cents every amount has a bucket of its own; two to the power [`NARROW_BITS`].
const NARROW: u64 = 1 << NARROW_BITS;

const NARROW_BITS: u32 = 8;

/// Buckets between one power of two and the next: an amount lies within 1/128 of the bounds of its
/// bucket.
const PARTS: u64 = 1 << PARTS_BITS;

const PARTS_BITS: u32 = 7;

/// Amounts of which the buckets are found together.
const TOGETHER: usize = 64;

/// Floats hold every whole number up to this one exactly: two to this power.
const WHOLE_BITS: u32 = 53;

/// The bits of a float before those of its fraction, and the exponent of one.
const FRACTION_BITS: u32 = 52;
const EXPONENT_OF_ONE: i64 = 1_023;

/// The summary of one series of amounts.
#[derive(Clone, Debug)]
pub struct Summary {
    count: u64,
    sums: Sums,
    /// The first bucket that is counted.
    first: i64,
    counts: Vec<u64>,
}

/// A summary taken apart, to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryParts {
    /// The number of amounts.
    pub count: u64,
    /// Their sum, in cents.
    pub total: i128,
    /// The sum of their squares is `squares.1` × 2^64 + `squares.0`.
    pub squares: (i128, i128),
    /// The least amount.
    pub least: i64,
    /// The greatest amount.
    pub most: i64,
    /// How many amounts each bucket holds, where it holds any; ascending.
    pub buckets: Vec<(i64, u64)>,
}

impl Default for Summary {
    fn default() -> Summary {
        Summary {
            count: 0,
            sums: Sums::around(0),
            first: 0,
            counts: Vec::new(),
        }
    }
}

impl Summary {
    /// Adds amounts, in cents.
    pub fn add(&mut self, amounts: &[i64]) {
        self.count += amounts.len() as u64;
        self.sums.add_wide(amounts);
        let mut buckets = [0; TOGETHER];
        for amounts in amounts.chunks(TOGETHER) {
            let buckets = &mut buckets[..amounts.len()];
            write_buckets(amounts, buckets);
            self.count_in(buckets);
        }
    }

    /// Counts an amount in each of these buckets.
    fn count_in(&mut self, buckets: &[i64]) {
        for bucket in buckets {
            let at = usize::try_from(bucket.wrapping_sub(self.first)).unwrap_or(usize::MAX);
            match self.counts.get_mut(at) {
                Some(count) => *count += 1,
                None => *self.bucket_mut(*bucket) += 1,
            }
        }
    }

    /// Adds what another summary holds.
    pub fn join(&mut self, other: &Summary) {
        self.count += other.count;
        self.sums.add(&other.sums);
        let reach = i64::try_from(other.counts.len()).unwrap_or(i64::MAX);
        if reach == 0 {
            return;
        }
        let (first, last) = (other.first, other.first + (reach - 1));
        self.bucket_mut(first);
        self.bucket_mut(last);
        let at = usize::try_from(first - self.first).unwrap_or_default();
        for (own, count) in self.counts[at..].iter_mut().zip(&other.counts) {
            *own += count;
        }
    }

    fn bucket_mut(&mut self, bucket: i64) -> &mut u64 {
        if self.counts.is_empty() {
            self.first = bucket;
        }
        let before = usize::try_from(self.first - bucket).unwrap_or_default();
        if before > 0 {
            self.counts.splice(0..0, std::iter::repeat_n(0, before));
            self.first = bucket;
        }
        let at = usize::try_from(bucket - self.first).unwrap_or_default();
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0);
        }
        &mut self.counts[at]
    }

    /// Returns the number of amounts.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Returns the least and the greatest amount; `None` of no amounts.
    pub fn ends(&self) -> Option<(Cents, Cents)> {
        let ends = (Cents::new(self.sums.least()), Cents::new(self.sums.most()));
        (self.count > 0).then_some(ends)
    }

    /// Returns mean and deviation; `None` of no amounts.
    pub fn moments(&self) -> Option<Moments> {
        self.sums.moments(self.count)
    }

    /// Returns the least amount that at least a part of the amounts do not exceed, to within 1/128
    /// of it; `None` of no amounts.
    pub fn quantile(&self, part: &Exact) -> Option<Cents> {
        let below = Exact::from_small_parts(-i128::from(self.count), 1);
        let rank = part.times(&below).round(Rounding::Down)?;
        let rank = rank.unsigned_abs().max(1);
        let mut so_far = 0;
        let mut buckets = (self.first..).zip(&self.counts);
        let (found, _) = buckets.find(|(_, count)| {
            so_far += **count;
            so_far >= rank
        })?;
        let (least, most) = bounds(found);
        let (first, last) = self.ends()?;
        let middle = i64::midpoint(least, most);
        Some(Cents::new(middle).clamp(first, last))
    }

    /// Takes the summary apart.
    pub fn parts(&self) -> SummaryParts {
        let (total, squares) = self.sums.parts();
        let buckets = (self.first..).zip(self.counts.iter().copied());
        SummaryParts {
            count: self.count,
            total,
            squares,
            least: self.sums.least(),
            most: self.sums.most(),
            buckets: buckets.filter(|(_, count)| *count > 0).collect(),
        }
    }

    /// Puts a summary together again.
    pub fn of_parts(parts: &SummaryParts) -> Summary {
        let mut summary = Summary {
            count: parts.count,
            sums: Sums::of_parts(parts.total, parts.squares, (parts.least, parts.most)),
            ..Summary::default()
        };
        for (bucket, count) in &parts.buckets {
            *summary.bucket_mut(*bucket) += count;
        }
        summary
    }
}

/// Writes the buckets of amounts, as many as there are.
fn write_buckets(amounts: &[i64], buckets: &mut [i64]) {
    let are_written = in_lanes(
        #[inline(always)]
        || write_plain_buckets(amounts, buckets),
    );
    if !are_written {
        for (own, amount) in buckets.iter_mut().zip(amounts) {
            *own = bucket(*amount);
        }
    }
}

/// Writes the buckets of amounts if all are at least [`NARROW`] and floats hold them: there the
/// exponent and the first bits of the fraction count the buckets. Says whether it did.
#[inline(always)]
#[expect(
    clippy::cast_precision_loss,
    reason = "what a float does not hold is told by the bits beyond"
)]
fn write_plain_buckets(amounts: &[i64], buckets: &mut [i64]) -> bool {
    let first = NARROW.cast_signed();
    let below = ((EXPONENT_OF_ONE + i64::from(NARROW_BITS)) << PARTS_BITS) - first;
    let mut beyond = 0;
    for (own, amount) in buckets.iter_mut().zip(amounts) {
        beyond |= amount.wrapping_sub(first) >> WHOLE_BITS | amount >> WHOLE_BITS;
        let parts = (*amount as f64).to_bits() >> (FRACTION_BITS - PARTS_BITS);
        *own = parts.cast_signed().wrapping_sub(below);
    }
    beyond == 0
}

/// Returns the bucket of an amount; those below zero have the buckets below zero.
fn bucket(amount: i64) -> i64 {
    let size = if amount < 0 { !amount } else { amount }.unsigned_abs();
    let own = match size.checked_ilog2() {
        Some(power) if power >= NARROW_BITS => {
            let part = size >> (power - PARTS_BITS) & (PARTS - 1);
            NARROW + u64::from(power - NARROW_BITS) * PARTS + part
        }
        _ => size,
    };
    let own = i64::try_from(own).unwrap_or(i64::MAX);
    if amount < 0 { !own } else { own }
}

/// Returns the least and the greatest amount of a bucket.
fn bounds(bucket: i64) -> (i64, i64) {
    if bucket < 0 {
        let (least, most) = bounds(!bucket);
        return (!most, !least);
    }
    let own = bucket.unsigned_abs();
    let (least, most) = match own.checked_sub(NARROW) {
        None => (own, own),
        Some(beyond) => {
            let power = u32::try_from(beyond / PARTS).unwrap_or_default() + NARROW_BITS;
            let width = 1_u64 << (power - PARTS_BITS);
            let least = (PARTS + beyond % PARTS) * width;
            (least, least + (width - 1))
        }
    };
    let whole = |size: u64| i64::try_from(size).unwrap_or(i64::MAX);
    (whole(least), whole(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_amount_lies_in_its_bucket_and_buckets_ascend() {
        let sizes = (0..62).flat_map(|power| {
            let power = 1_i64 << power;
            [power - 1, power, power + 1, power / 3]
        });
        let mut amounts: Vec<i64> = sizes.flat_map(|size| [size, -size]).collect();
        amounts.sort_unstable();
        for amount in &amounts {
            let (least, most) = bounds(bucket(*amount));
            assert!(least <= *amount && *amount <= most, "{amount}");
            let width = most.abs_diff(least);
            assert!(width <= amount.unsigned_abs() / 128, "{amount}: {width}");
        }
        assert!(amounts.is_sorted_by_key(|amount| bucket(*amount)));
        for amount in amounts {
            let mut own = [0];
            let is_plain = write_plain_buckets(&[amount], &mut own);
            assert_eq!(is_plain, (256..1 << 53).contains(&amount), "{amount}");
            assert!(!is_plain || own == [bucket(amount)], "{amount}");
        }
    }

    #[test]
    fn parts_add_up_to_the_whole_in_any_order() {
        let amounts: Vec<i64> = (0..1_000)
            .map(|n| (n * 7_919) % 1_000_003 - 200_000)
            .collect();
        let mut whole = Summary::default();
        whole.add(&amounts);
        let mut joined = Summary::default();
        for piece in amounts.chunks(37).rev() {
            let mut own = Summary::default();
            own.add(piece);
            joined.join(&Summary::of_parts(&own.parts()));
        }
        assert_eq!(joined.parts(), whole.parts());
        let mut sorted = amounts;
        sorted.sort_unstable();
        let quantile = whole
            .quantile(&Exact::ratio(1, 4))
            .expect("amounts")
            .count();
        assert!(quantile.abs_diff(sorted[249]) <= sorted[249].unsigned_abs() / 128);
    }
}
