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

    /// Returns where all rounds move a number of the table.
    fn moved(&self, number: u32) -> u32 {
        let (mut row, mut column) = (number / self.columns, number % self.columns);
        for keys in self.keys.as_chunks::<2>().0 {
            row = sum(row, below(hash(column ^ keys[0]), self.rows), self.rows);
            column = sum(
                column,
                below(hash(row ^ keys[1]), self.columns),
                self.columns,
            );
        }
        row * self.columns + column
    }
}

/// Returns the sum of two numbers below a size, counted round.
fn sum(a: u32, b: u32, size: u32) -> u32 {
    let sum = a + b;
    if sum < size { sum } else { sum - size }
}

/// Returns a word in which each bit of another one turns about half of the bits (C. Wellons,
/// *Prospecting for hash functions*, 2018: `lowbias32`).
fn hash(word: u32) -> u32 {
    let word = (word ^ (word >> 16)).wrapping_mul(0x7feb_352d);
    let word = (word ^ (word >> 15)).wrapping_mul(0x846c_a68b);
    word ^ (word >> 16)
}
