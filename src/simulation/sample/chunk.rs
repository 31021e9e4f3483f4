//! [`Chunk`]: the draws that one thread makes in one go, a column for each series.
//!
//! The loops that every value passes through are compiled for the widest vector instructions of
//! the machine. They compute whole numbers, so the outcome is the same on every machine. Their
//! arithmetic wraps, for a check in each lane would undo the lanes; why it never does is said at
//! each.

use super::moments::Sums;

/// Floats below this have an offset of 32 bits.
const NARROW_END: f64 = 2_147_483_648.0;

/// One and a half times 2^52. Added to a whole number of 32 bits, it makes the low bits of the
/// float those of the number.
const WHOLE_BITS: f64 = 6_755_399_441_055_744.0;

/// The amounts of consecutive draws, by series.
#[derive(Clone, Debug)]
pub struct Chunk {
    draws: usize,
    /// Offsets of 32 bits, series by series: one piece of memory, which is soon had.
    narrow: Vec<i32>,
    columns: Vec<Column>,
    tallies: Vec<u64>,
}

/// What a chunk has of one series beside its offsets of 32 bits.
#[derive(Clone, Debug)]
struct Column {
    /// Lanes that have been written.
    filled: usize,
    /// All offsets, where one does not fit in 32 bits.
    wide: Option<Vec<i64>>,
    sums: Sums,
}

/// Amounts minus the centre of their series.
#[derive(Clone, Copy, Debug)]
pub(super) enum Offsets<'a> {
    /// All fit in 32 bits.
    Narrow(&'a [i32]),
    /// Some do not.
    Wide(&'a [i64]),
}

impl Chunk {
    /// Returns room for `draws` draws of series around `centres`, which are the same for all
    /// chunks, and for `tallies` counts.
    pub fn new(centres: &[i64], tallies: usize, draws: usize) -> Chunk {
        let column = |centre: &i64| Column {
            filled: 0,
            wide: None,
            sums: Sums::around(*centre),
        };
        Chunk {
            draws,
            narrow: vec![0; centres.len() * draws],
            columns: centres.iter().map(column).collect(),
            tallies: vec![0; tallies],
        }
    }

    /// Returns the number of draws.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// Writes the amounts of the next draws of a series, in cents.
    ///
    /// # Panics
    ///
    /// Beyond the number of draws.
    #[inline]
    pub fn write(&mut self, series: usize, amounts: &[i64]) {
        self.write_any(series, amounts);
    }

    /// Writes the amounts of the next draws of a series, in cents: whole numbers below 2^53.
    ///
    /// # Panics
    ///
    /// Beyond the number of draws.
    #[inline]
    pub fn write_floats(&mut self, series: usize, amounts: &[f64]) {
        self.write_any(series, amounts);
    }

    /// Adds to a count of draws in which something holds.
    pub fn tally(&mut self, tally: usize, holds: u64) {
        self.tallies[tally] += holds;
    }

    pub(super) fn tallies(&self) -> &[u64] {
        &self.tallies
    }

    pub(super) fn sums(&self) -> impl Iterator<Item = &Sums> {
        self.columns.iter().map(|column| &column.sums)
    }

    pub(super) fn is_full(&self) -> bool {
        let mut columns = self.columns.iter();
        columns.all(|column| column.filled == self.draws)
    }

    pub(super) fn offsets(&self, series: usize) -> Offsets<'_> {
        match &self.columns[series].wide {
            Some(wide) => Offsets::Wide(wide),
            None => Offsets::Narrow(&self.narrow[series * self.draws..][..self.draws]),
        }
    }

    #[inline(always)]
    fn write_any<A: Amount>(&mut self, series: usize, amounts: &[A]) {
        let column = &mut self.columns[series];
        let narrow = &mut self.narrow[series * self.draws..][..self.draws];
        in_lanes(
            #[inline(always)]
            || column.write(narrow, amounts),
        );
    }
}

impl Column {
    #[inline(always)]
    fn write<A: Amount>(&mut self, narrow: &mut [i32], amounts: &[A]) {
        let end = self.filled + amounts.len();
        let lanes = &mut narrow[self.filled..end];
        if self.wide.is_none() && A::narrow(amounts, self.sums.centre(), lanes) {
            self.sums.add_narrow(lanes);
            self.filled = end;
        } else {
            self.write_wide(narrow, amounts);
        }
    }

    #[inline(never)]
    fn write_wide<A: Amount>(&mut self, narrow: &[i32], amounts: &[A]) {
        let copied = || narrow.iter().map(|offset| i64::from(*offset)).collect();
        let lanes = &mut self.wide.get_or_insert_with(copied)[self.filled..][..amounts.len()];
        for (lane, amount) in lanes.iter_mut().zip(amounts) {
            // Checked, also in release builds.
            *lane = amount.whole() - self.sums.centre();
        }
        self.sums.add_wide(lanes);
        self.filled += amounts.len();
    }
}

impl Offsets<'_> {
    /// Calls `visit` with every offset.
    #[inline(always)]
    pub(super) fn each(self, mut visit: impl FnMut(i64)) {
        match self {
            Offsets::Narrow(column) => column.iter().for_each(|offset| visit(i64::from(*offset))),
            Offsets::Wide(column) => column.iter().for_each(|offset| visit(*offset)),
        }
    }

    /// Returns the sum of the offsets below `edge`.
    pub(super) fn sum_below(self, edge: i64) -> i128 {
        let column = match self {
            Offsets::Narrow(column) => column,
            Offsets::Wide(column) => {
                let below = column.iter().filter(|offset| **offset < edge);
                return below.map(|offset| i128::from(*offset)).sum();
            }
        };
        let sum = in_lanes(
            #[inline(always)]
            || {
                // At most 2^31 each, so that 2^32 of them fit.
                column.iter().fold(0_i64, |sum, offset| {
                    let offset = i64::from(*offset);
                    sum.wrapping_add(if offset < edge { offset } else { 0 })
                })
            },
        );
        i128::from(sum)
    }
}

/// A form in which whole amounts come.
trait Amount: Copy {
    /// Writes the offsets from `centre`; says whether all fit in 32 bits, and else leaves anything.
    fn narrow(amounts: &[Self], centre: i64, lanes: &mut [i32]) -> bool;

    /// Returns the amount as a whole number.
    fn whole(self) -> i64;
}

impl Amount for i64 {
    #[inline(always)]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is cut off is looked at first"
    )]
    fn narrow(amounts: &[i64], centre: i64, lanes: &mut [i32]) -> bool {
        let mut beyond = 0;
        for (lane, amount) in lanes.iter_mut().zip(amounts) {
            let offset = amount.wrapping_sub(centre);
            // From 0 up to 2^32 for an offset of 32 bits. One that wraps is at least 2^62 from
            // zero, since the centre is at most that.
            beyond |= (offset.wrapping_add(1 << 31) as u64) >> 32;
            *lane = offset as i32;
        }
        beyond == 0
    }

    #[inline(always)]
    fn whole(self) -> i64 {
        self
    }
}

impl Amount for f64 {
    #[inline(always)]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "only a centre that stays the same is used, and the low half of the bits is meant"
    )]
    fn narrow(amounts: &[f64], centre: i64, lanes: &mut [i32]) -> bool {
        let float = centre as f64;
        let mut fits = float as i64 == centre;
        for (lane, amount) in lanes.iter_mut().zip(amounts) {
            // Exact wherever it is below 2^53, hence wherever it fits.
            let offset = amount - float;
            fits &= offset.abs() < NARROW_END;
            *lane = (offset + WHOLE_BITS).to_bits() as i32;
        }
        fits
    }

    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "a whole number below 2^53")]
    fn whole(self) -> i64 {
        self as i64
    }
}

/// Writes amounts as whole numbers, as many as the shorter slice holds.
pub fn write_whole(amounts: &[f64], into: &mut [i64]) {
    in_lanes(
        #[inline(always)]
        || {
            for (whole, amount) in into.iter_mut().zip(amounts) {
                *whole = amount.whole();
            }
        },
    );
}

/// Runs a loop in the widest vector instructions there are.
#[inline(always)]
pub(super) fn in_lanes<T>(run: impl FnOnce() -> T) -> T {
    pulp::Arch::new().dispatch(run)
}
