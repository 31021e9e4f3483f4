//! Order statistics of the offsets of a series.
//!
//! One pass counts the offsets in buckets, a second gathers the few buckets that hold a wanted
//! rank, and only in those is searched.

use super::chunk::Offsets;

/// The number of buckets is two to this power: their counts stay in the nearest cache.
const BITS: u32 = 12;

const BUCKETS: usize = 1 << BITS;

/// Offsets that are looked through at once.
const GROUP: usize = 16;

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
pub(super) fn select(columns: &[Offsets<'_>], ends: (i64, i64), wanted: &Wanted) -> Selected {
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
        total,
        edge,
        before,
    } = buckets.hits(wanted);
    let mut gathered = buckets.gather(columns, (&is_hit, total));
    place(&mut gathered, 0, &places);
    let below: i128 = columns.iter().map(|column| column.sum_below(edge)).sum();
    // The last of the tail has found its place, and only what is not above it stands before it.
    let rest = gathered.iter().filter(|offset| **offset >= edge);
    let rest = rest.zip(before..wanted.tail);
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
    /// How many offsets they hold.
    total: u64,
    /// The first offset of the bucket that holds the last of the tail.
    edge: i64,
    /// How many offsets lie before that.
    before: u64,
}

impl Buckets {
    fn of(columns: &[Offsets<'_>], (least, most): (i64, i64)) -> Buckets {
        let bits = u64::BITS - most.abs_diff(least).leading_zeros();
        let mut buckets = Buckets {
            least,
            shift: bits.saturating_sub(BITS),
            counts: Box::new([0; BUCKETS]),
        };
        for column in columns {
            match column {
                Offsets::Narrow(column) => buckets.count(column),
                Offsets::Wide(column) => buckets.count(column),
            }
        }
        buckets
    }

    #[inline(always)]
    fn count<O: Copy + Into<i64>>(&mut self, column: &[O]) {
        for offset in column {
            let bucket = self.bucket(*offset);
            // A budget of memory keeps counts far below 2^32.
            self.counts[bucket] = self.counts[bucket].wrapping_add(1);
        }
    }

    /// Returns the bucket of an offset; no bits are lost, for the difference from the least is
    /// below two to the number of buckets and the shift together.
    #[inline(always)]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the mask leaves twelve bits"
    )]
    fn bucket<O: Copy + Into<i64>>(&self, offset: O) -> usize {
        let above = offset.into().wrapping_sub(self.least).cast_unsigned();
        (above >> self.shift) as usize & (BUCKETS - 1)
    }

    fn hits(&self, wanted: &Wanted) -> Hits {
        let mut hits = Hits {
            places: Vec::with_capacity(wanted.ranks.len()),
            is_hit: Box::new([false; BUCKETS]),
            total: 0,
            edge: self.least,
            before: 0,
        };
        let mut ranks = wanted.ranks.iter().peekable();
        let mut seen = 0;
        for (bucket, count) in self.counts.iter().enumerate() {
            let Some(next) = ranks.peek() else {
                break;
            };
            let (before, count) = (seen, u64::from(*count));
            seen += count;
            if seen <= **next {
                continue;
            }
            hits.is_hit[bucket] = true;
            if (before..seen).contains(&(wanted.tail - 1)) {
                let above = (bucket as u64) << self.shift;
                (hits.edge, hits.before) = (self.least.saturating_add_unsigned(above), before);
            }
            while let Some(rank) = ranks.next_if(|rank| **rank < seen) {
                let place = rank - before + hits.total;
                hits.places
                    .push(usize::try_from(place).unwrap_or(usize::MAX));
            }
            hits.total += count;
        }
        hits
    }

    /// Returns the offsets in the buckets that are hit, of which there are so many.
    fn gather(
        &self,
        columns: &[Offsets<'_>],
        (is_hit, total): (&[bool; BUCKETS], u64),
    ) -> Vec<i64> {
        let mut gathered = Vec::with_capacity(usize::try_from(total).unwrap_or_default());
        for column in columns {
            match column {
                Offsets::Narrow(column) => self.gather_from(column, is_hit, &mut gathered),
                Offsets::Wide(column) => self.gather_from(column, is_hit, &mut gathered),
            }
        }
        gathered
    }

    /// Gathers from a column. Few offsets are hit, so groups are looked through before any of
    /// theirs is.
    #[inline(always)]
    fn gather_from<O: Copy + Into<i64>>(
        &self,
        column: &[O],
        is_hit: &[bool; BUCKETS],
        gathered: &mut Vec<i64>,
    ) {
        let (groups, rest) = column.as_chunks::<GROUP>();
        let mut sift = |offsets: &[O]| {
            let hits = offsets
                .iter()
                .filter(|offset| is_hit[self.bucket(**offset)]);
            gathered.extend(hits.map(|offset| (*offset).into()));
        };
        for group in groups {
            let mut is_any = false;
            for offset in group {
                is_any |= is_hit[self.bucket(*offset)];
            }
            if is_any {
                sift(group);
            }
        }
        sift(rest);
    }
}

/// Puts at each of these places, ascending and different, what stands there when all is sorted;
/// what is before it is not above it. The first of the values has the place `first`.
pub(super) fn place(values: &mut [i64], first: usize, places: &[usize]) {
    let (before, rest) = places.split_at(places.len() / 2);
    if let Some((middle, after)) = rest.split_first() {
        let (low, _, high) = values.select_nth_unstable(middle - first);
        place(low, first, before);
        place(high, middle + 1, after);
    }
}
