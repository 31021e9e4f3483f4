//! A random order of whole numbers that is found without a table.
//!
//! A number is a row and a column of a table that is barely larger than needed. Round after round
//! the row moves by what a keyed hash makes of the column, and the column by the row: a Feistel
//! network over whole numbers, which can be taken back and therefore is an order. Where it leads
//! beyond the numbers it is applied again, until it does not (Black & Rogaway 2002).

use super::{below, words::stream};
use crate::draw::Stream;

/// How often row and column move, together.
pub(super) const ROUNDS: usize = 8;

/// How many numbers are placed side by side.
pub(super) const ABREAST: usize = 64;

/// Fewer than this take less time one by one.
const FEWEST_ABREAST: usize = 8;

/// An order of the whole numbers below a size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Permutation {
    size: u32,
    rows: u32,
    columns: u32,
    keys: [u32; ROUNDS],
}

impl Permutation {
    /// Returns one of the orders of the numbers below `size`, which is at least one and at most
    /// 2^30: the one of this number in the stream.
    pub(super) fn of(size: u32, stream: &Stream, number: u64) -> Permutation {
        let mut keys = [0; ROUNDS];
        let rounds = u64::try_from(ROUNDS).unwrap_or_default();
        stream.words(number * rounds, &mut keys);
        let root = size.isqrt();
        let columns = if root * root < size { root + 1 } else { root };
        Permutation {
            size,
            rows: size.div_ceil(columns),
            columns,
            keys,
        }
    }

    /// Returns an order of its own for each dimension.
    pub(super) fn each(size: u32, seed: u64, purpose: &str, dimensions: usize) -> Vec<Permutation> {
        let order = |at: usize| Permutation::of(size, &stream(seed, purpose, &at.to_string()), 0);
        (0..dimensions).map(order).collect()
    }

    /// Returns the place of a number below the size.
    pub(super) fn place(&self, number: u32) -> u32 {
        let mut place = self.moved(number);
        // It comes back to `number` at last, which is below the size.
        while place >= self.size {
            place = self.moved(place);
        }
        place
    }

    /// Returns the places of the `count` numbers from `first` on, all below the size.
    pub(super) fn places(&self, first: u32, count: usize) -> [u32; ABREAST] {
        let mut places = [0; ABREAST];
        if count < FEWEST_ABREAST {
            for (place, number) in places.iter_mut().take(count).zip(first..) {
                *place = self.place(number);
            }
            return places;
        }
        let (mut rows, mut columns) = ([0; ABREAST], [0; ABREAST]);
        let (mut row, mut column) = (first / self.columns, first % self.columns);
        for (own_row, own_column) in rows.iter_mut().zip(&mut columns) {
            (*own_row, *own_column) = (row, column);
            column += 1;
            if column == self.columns {
                (row, column) = (row + 1, 0);
            }
        }
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || self.move_all(&mut rows, &mut columns, &mut places),
        );
        // A number beyond the last may never come back to one below the size.
        for place in places.iter_mut().take(count) {
            if *place >= self.size {
                *place = self.place(*place);
            }
        }
        places
    }

    /// Returns where all rounds move a number of the table.
    fn moved(&self, number: u32) -> u32 {
        let mut places = [0];
        let (row, column) = (number / self.columns, number % self.columns);
        self.move_all(&mut [row], &mut [column], &mut places);
        places[0]
    }

    /// Moves numbers by all rounds, each of them as if it were alone.
    #[inline(always)]
    fn move_all<const N: usize>(
        &self,
        rows: &mut [u32; N],
        columns: &mut [u32; N],
        places: &mut [u32; N],
    ) {
        for [of_column, of_row] in self.keys.as_chunks().0 {
            for (row, column) in rows.iter_mut().zip(columns.iter_mut()) {
                *row = sum(*row, below(hash(*column ^ of_column), self.rows), self.rows);
                let step = below(hash(*row ^ of_row), self.columns);
                *column = sum(*column, step, self.columns);
            }
        }
        for (place, (row, column)) in places.iter_mut().zip(rows.iter().zip(columns.iter())) {
            *place = row.wrapping_mul(self.columns).wrapping_add(*column);
        }
    }
}

/// Returns the sum of two numbers below a size of at most 2^30, counted round.
#[inline(always)]
fn sum(a: u32, b: u32, size: u32) -> u32 {
    let sum = a.wrapping_add(b);
    if sum < size {
        sum
    } else {
        sum.wrapping_sub(size)
    }
}

/// Returns a word in which each bit of another one turns about half of the bits (C. Wellons,
/// *Prospecting for hash functions*, 2018: `lowbias32`).
#[inline(always)]
fn hash(word: u32) -> u32 {
    let word = (word ^ (word >> 16)).wrapping_mul(0x7feb_352d);
    let word = (word ^ (word >> 15)).wrapping_mul(0x846c_a68b);
    word ^ (word >> 16)
}
