//! Order statistics of the offsets of a series.
//!
//! One pass counts the offsets in buckets, a second gathers the few buckets that hold a wanted
//! rank, and only those are sorted.

use super::chunk::Offsets;

/// The number of buckets is two to this power: their counts stay in the nearest cache.
const BITS: u32 = 12;

const BUCKETS: usize = 1 << BITS;

/// What is wanted of a series.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Ranks from zero, ascending and different; that of the last of the tail is among them.
    pub(super) ranks: Vec<u64>,
    /// Of how many of the smallest the sum is wanted; at least one.
    pub(super) tail: u64,
}

/// What was wanted of a series.
#[derive(Clone, Debug)]
pub(super) struct Selected {
    /// The offset at each rank.
    pub(super) offsets: Vec<i64>,
    /// The sum of the smallest.
    pub(super) tail: i128,
    /// The most that an offset, or the mean of the smallest, may lie from the exact one.
    pub(super) doubt: u64,
}

/// Buckets of equal width, of which the first begins at the least offset.
struct Buckets {
    least: i64,
    shift: u32,
    counts: Box<[u32; BUCKETS]>,
}

/// Selects from all offsets of a series, of which the ends are the least and the greatest.
pub(super) fn select(columns: &[&Offsets], ends: (i64, i64), wanted: &Wanted) -> Selected {
    let buckets = Buckets::of(columns, ends);
    if buckets.shift == 0 {
        let counts = (buckets.least..).zip(buckets.counts.iter());
        return select_from(
            counts.map(|(at, count)| (at, at, u64::from(*count))),
            wanted,
        );
    }
    let Hits {
        places,
        is_hit,
        edge,
        before,
    } = buckets.hits(wanted);
    let gathered = buckets.gather(columns, &is_hit);
    let start = gathered.partition_point(|offset| *offset < edge);
    let below: i128 = columns.iter().map(|column| column.sum_below(edge)).sum();
    let rest = gathered[start..].iter().zip(before..wanted.tail);
    Selected {
        offsets: places.iter().map(|place| gathered[*place]).collect(),
        tail: below + rest.map(|(offset, _)| i128::from(*offset)).sum::<i128>(),
        doubt: 0,
    }
}

/// Selects from buckets, ascending, with their first and last offset and their count. An offset is
/// taken to be in the middle of its bucket.
pub(super) fn select_from(
    buckets: impl Iterator<Item = (i64, i64, u64)>,
    wanted: &Wanted,
) -> Selected {
    let mut ranks = wanted.ranks.iter().peekable();
    let (mut offsets, mut doubt) = (Vec::with_capacity(wanted.ranks.len()), 0);
    let (mut seen, mut tail, mut tail_doubt) = (0, 0, 0);
    for (first, last, count) in buckets.filter(|(.., count)| *count > 0) {
        let half = last.abs_diff(first) / 2;
        let (middle, reach) = (
            first.saturating_add_unsigned(half),
            last.abs_diff(first) - half,
        );
        let in_tail = wanted.tail.saturating_sub(seen).min(count);
        tail += i128::from(middle) * i128::from(in_tail);
        tail_doubt += u128::from(reach) * u128::from(in_tail);
        seen += count;
        while ranks.next_if(|rank| **rank < seen).is_some() {
            offsets.push(middle);
            doubt = doubt.max(reach);
        }
    }
    let tail_doubt = tail_doubt.div_ceil(u128::from(wanted.tail));
    Selected {
        offsets,
        tail,
        doubt: doubt.max(u64::try_from(tail_doubt).unwrap_or(u64::MAX)),
    }
}

/// The buckets that hold a wanted rank.
struct Hits {
    /// Where each wanted rank stands among what is in these buckets.
    places: Vec<usize>,
    is_hit: Box<[bool; BUCKETS]>,
    /// The first offset of the bucket that holds the last of the tail.
    edge: i64,
    /// How many offsets lie before that.
    before: u64,
}

impl Buckets {
    fn of(columns: &[&Offsets], (least, most): (i64, i64)) -> Buckets {
        let bits = u64::BITS - most.abs_diff(least).leading_zeros();
        let mut buckets = Buckets {
            least,
            shift: bits.saturating_sub(BITS),
            counts: Box::new([0; BUCKETS]),
        };
        for column in columns {
            column.each(
                #[inline(always)]
                |offset| {
                    let bucket = buckets.bucket(offset);
                    // A budget of memory keeps counts far below 2^32.
                    buckets.counts[bucket] = buckets.counts[bucket].wrapping_add(1);
                },
            );
        }
        buckets
    }

    /// Returns the bucket of an offset; no bits are lost, for the difference from the least is
    /// below two to the number of buckets and the shift together.
    #[inline(always)]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the mask leaves twelve bits"
    )]
    fn bucket(&self, offset: i64) -> usize {
        let above = offset.wrapping_sub(self.least).cast_unsigned();
        (above >> self.shift) as usize & (BUCKETS - 1)
    }

    fn hits(&self, wanted: &Wanted) -> Hits {
        let mut hits = Hits {
            places: Vec::with_capacity(wanted.ranks.len()),
            is_hit: Box::new([false; BUCKETS]),
            edge: self.least,
            before: 0,
        };
        let mut ranks = wanted.ranks.iter().peekable();
        let (mut seen, mut passed) = (0, 0);
        for (bucket, count) in self.counts.iter().enumerate() {
            let end = seen + u64::from(*count);
            if (seen..end).contains(&(wanted.tail - 1)) {
                let above = (bucket as u64) << self.shift;
                (hits.edge, hits.before) = (self.least.saturating_add_unsigned(above), seen);
            }
            while let Some(rank) = ranks.next_if(|rank| **rank < end) {
                hits.is_hit[bucket] = true;
                hits.places
                    .push(usize::try_from(rank - passed).unwrap_or(usize::MAX));
            }
            if !hits.is_hit[bucket] {
                passed += u64::from(*count);
            }
            seen = end;
        }
        hits
    }

    /// Returns the offsets in the buckets that are hit, ascending.
    fn gather(&self, columns: &[&Offsets], is_hit: &[bool; BUCKETS]) -> Vec<i64> {
        let counts = self
            .counts
            .iter()
            .zip(is_hit)
            .filter(|(_, is_hit)| **is_hit);
        let total: u64 = counts.map(|(count, _)| u64::from(*count)).sum();
        // Every offset is written, and stays when the next one is written behind it; the last
        // place is for those that follow the last that stays.
        let mut gathered = vec![0; usize::try_from(total + 1).unwrap_or(usize::MAX)];
        let mut end = 0_usize;
        for column in columns {
            column.each(
                #[inline(always)]
                |offset| {
                    gathered[end] = offset;
                    end = end.wrapping_add(usize::from(is_hit[self.bucket(offset)]));
                },
            );
        }
        gathered.truncate(end);
        gathered.sort_unstable();
        gathered
    }
}
