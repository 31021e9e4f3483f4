//! [`Sketch`]: counts of offsets in buckets, in place of the offsets.
//!
//! The middle has buckets of one width, around the mean of a pilot: the first draws. Beyond it on
//! either side a bucket is as wide as all before it, so that any offset is counted. Counts can be
//! added in any order.

use super::chunk::Offsets;
use super::moments::{Moments, Sums};
use super::selection::{Selected, Wanted, select_from};

/// The fewest and the most buckets of the middle, both powers of two.
const MIDDLE: (usize, usize) = (1 << 8, 1 << 14);

/// Buckets on either side of the middle; their widths double, so they pass the ends of 64 bits.
const SIDE: usize = 66;

/// The standard deviations of the pilot that the middle spans at least, half on either side.
const DEVIATIONS: i128 = 16;

/// Counts of the offsets of one series.
#[derive(Clone, Debug)]
pub(super) struct Sketch {
    /// Where the middle begins.
    start: i128,
    /// The width of a bucket of the middle is two to this power.
    shift: u32,
    middle: usize,
    /// The side below, outermost first, the middle, and the side above.
    counts: Vec<u32>,
}

impl Sketch {
    /// Returns how many buckets the middle has so that the counts of all series fit in `bytes`.
    pub(super) fn middle(bytes: u64, series: usize) -> usize {
        let (fewest, most) = MIDDLE;
        let room = bytes / (size_of::<u32>() as u64 * series.max(1) as u64);
        let room = usize::try_from(room).unwrap_or(most);
        1 << room.clamp(fewest, most).ilog2()
    }

    /// Returns the sketch of a series, of which the first `pilot` offsets fix the buckets.
    pub(super) fn of(columns: &[Offsets<'_>], pilot: usize, middle: usize) -> Sketch {
        let Moments { mean, sd, .. } = pilot_moments(columns, pilot);
        let span = i128::from(sd.count()) * DEVIATIONS;
        let mut shift = 0;
        while (middle as i128) << shift <= span {
            shift += 1;
        }
        let half = (middle as i128) << shift >> 1;
        let mut sketch = Sketch {
            start: i128::from(mean.count()) - half,
            shift,
            middle,
            counts: vec![0; middle + 2 * SIDE],
        };
        columns.iter().for_each(|column| sketch.count(*column));
        sketch
    }

    /// Counts offsets.
    pub(super) fn count(&mut self, offsets: Offsets<'_>) {
        match (offsets, self.near_start()) {
            (Offsets::Narrow(offsets), Some(start)) => {
                for offset in offsets {
                    self.count_narrow(*offset, start);
                }
            }
            _ => offsets.each(|offset| {
                let bucket = self.bucket(offset);
                self.counts[bucket] += 1;
            }),
        }
    }

    /// Returns where the middle begins, if it spans less than 2^62 and begins within that of zero.
    fn near_start(&self) -> Option<i64> {
        let is_near =
            self.start.unsigned_abs() < 1 << 62 && (self.middle as u128) << self.shift < 1 << 62;
        is_near.then(|| i64::try_from(self.start).ok()).flatten()
    }

    /// Counts an offset where 64 bits suffice: one below the middle wraps to beyond it.
    #[inline(always)]
    #[expect(clippy::cast_sign_loss, reason = "what is below the middle wraps")]
    fn count_narrow(&mut self, offset: i32, start: i64) {
        let place = (i64::from(offset).wrapping_sub(start) as u64) >> self.shift;
        let bucket = match usize::try_from(place) {
            Ok(place) if place < self.middle => SIDE + place,
            _ => self.bucket(offset.into()),
        };
        self.counts[bucket] += 1;
    }

    /// Selects from the offsets, of which the ends are the least and the greatest.
    pub(super) fn select(&self, (least, most): (i64, i64), wanted: &Wanted) -> Selected {
        let counts = self.counts.iter().enumerate();
        let within = |offset: i128| {
            let offset = offset.clamp(least.into(), most.into());
            i64::try_from(offset).unwrap_or(most)
        };
        let buckets = counts.map(|(bucket, count)| {
            let (first, last) = self.bounds(bucket);
            (within(first), within(last), u64::from(*count))
        });
        select_from(buckets, wanted)
    }

    fn bucket(&self, offset: i64) -> usize {
        let widths = (i128::from(offset) - self.start) >> self.shift;
        match usize::try_from(widths) {
            Ok(place) if place < self.middle => SIDE + place,
            _ => self.side_bucket(widths),
        }
    }

    /// Returns the bucket that begins a number of widths from the start and is not in the middle.
    fn side_bucket(&self, widths: i128) -> usize {
        let middle = self.middle as i128;
        let (is_above, beyond) = match widths >= middle {
            true => (true, widths - middle),
            false => (false, -1 - widths),
        };
        // The first has one width, the next one, then two, four, and so on.
        let place = (u128::BITS - beyond.leading_zeros()) as usize;
        match is_above {
            true => SIDE + self.middle + place.min(SIDE - 1),
            false => SIDE - 1 - place.min(SIDE - 1),
        }
    }

    /// Returns the first and the last offset of a bucket.
    fn bounds(&self, bucket: usize) -> (i128, i128) {
        let from = |place: usize| 1_i128 << place >> 1;
        let (first, end) = match bucket.checked_sub(SIDE) {
            None => {
                let place = SIDE - 1 - bucket;
                (-(1_i128 << place), -from(place))
            }
            Some(place) if place < self.middle => (place as i128, place as i128 + 1),
            Some(place) => {
                let (middle, place) = (self.middle as i128, place - self.middle);
                (middle + from(place), middle + (1_i128 << place))
            }
        };
        let offset = |widths: i128| self.start + (widths << self.shift);
        (offset(first), offset(end) - 1)
    }
}

/// Returns mean and spread of the first `pilot` offsets.
fn pilot_moments(columns: &[Offsets<'_>], pilot: usize) -> Moments {
    let mut offsets = Vec::new();
    for column in columns {
        column.each(|offset| {
            if offsets.len() < pilot {
                offsets.push(offset);
            }
        });
    }
    let mut sums = Sums::around(0);
    sums.add_wide(&offsets);
    sums.moments(offsets.len() as u64).unwrap_or_default()
}
