//! Sobol's sequence, scrambled by the seed, in the layout that indices of variance are read from.
//!
//! The direction numbers are those of Joe & Kuo (2008), from the crate `sobol`: it serves up to
//! 1,000 dimensions in whole words, and lets a caller have the numbers themselves, from which any
//! point follows by its number. (`sobol_burley` ends at 2^16 points in single precision, and
//! `sobol-qmc` brings a matrix library and a second random generator.)

use super::{middle, words::stream};
use sobol::params::JoeKuoD6;

/// How many bits a coordinate has.
const BITS: usize = 32;

/// The highest bit of a coordinate.
const FIRST_BIT: u32 = 1 << (BITS - 1);

/// A column of the sequence.
#[derive(Clone, Debug)]
struct Column {
    /// What each bit of a point's number turns in its coordinate.
    directions: [u32; BITS],
    /// What is turned in every point.
    shift: u32,
}

/// The columns of A and then of B, and how a base sample is laid out.
#[derive(Clone, Debug)]
pub(super) struct Saltelli {
    columns: Vec<Column>,
    dimensions: usize,
    second_order: bool,
    rows: u64,
}

impl Saltelli {
    /// Prepares the columns of up to 500 dimensions.
    pub(super) fn new(dimensions: usize, second_order: bool, seed: u64) -> Saltelli {
        let crosses = if second_order { 2 } else { 1 } * dimensions;
        let scrambled = |(at, column): (usize, Column)| column.scrambled(seed, at);
        Saltelli {
            columns: columns(dimensions).enumerate().map(scrambled).collect(),
            dimensions,
            second_order,
            rows: u64::try_from(crosses + 2).unwrap_or(u64::MAX),
        }
    }

    /// Writes a row of a base sample: A; A with one coordinate of B; B with one of A; B.
    pub(super) fn write(&self, point: u64, into: &mut [f64]) {
        let (base, row) = (point / self.rows, point % self.rows);
        let row = usize::try_from(row).unwrap_or_default();
        // From one point to the next one bit turns: the order of SALib.
        let number = base ^ (base >> 1);
        let (from_a, from_b) = self.columns.split_at(self.dimensions);
        for (dimension, place) in into.iter_mut().enumerate() {
            let is_of_b = match row <= self.dimensions {
                true => row == dimension + 1,
                false => !(self.second_order && row == self.dimensions + dimension + 1),
            };
            let columns = if is_of_b { from_b } else { from_a };
            *place = middle(columns[dimension].at(number));
        }
    }
}

/// Returns the columns of A and of B, as they were published.
fn columns(dimensions: usize) -> impl Iterator<Item = Column> {
    type Words = sobol::Sobol<u32>;
    let published = JoeKuoD6::standard();
    let directions = Words::init_direction_vals(2 * dimensions, BITS, &published);
    directions.into_iter().map(|directions| Column {
        directions: std::array::from_fn(|bit| directions.get(bit).copied().unwrap_or_default()),
        shift: 0,
    })
}

impl Column {
    /// Returns the column under a random matrix below the diagonal and a random shift, as SciPy
    /// scrambles (Matoušek 1998): points stay as evenly spread as they were.
    fn scrambled(&self, seed: u64, number: usize) -> Column {
        let mut words = [0; BITS + 1];
        stream(seed, "design/sobol/scramble", &number.to_string()).words(0, &mut words);
        let [shift, rows @ ..] = words;
        let mut directions = self.directions;
        for direction in &mut directions {
            *direction = scrambled(*direction, &rows);
        }
        Column { directions, shift }
    }

    /// Returns the coordinate of a number.
    fn at(&self, number: u64) -> u32 {
        let mut coordinate = self.shift;
        let mut left = number;
        while left != 0 {
            coordinate ^= self.directions[left.trailing_zeros() as usize % BITS];
            left &= left - 1;
        }
        coordinate
    }
}

/// Returns a word of which each bit, from the highest on, is turned by random ones of those above.
fn scrambled(word: u32, rows: &[u32; BITS]) -> u32 {
    let mut scrambled = 0;
    for (bit, row) in (0..).zip(rows) {
        let own = FIRST_BIT >> bit;
        let above = !(u32::MAX >> bit);
        if (word & (own | (row & above))).count_ones() % 2 == 1 {
            scrambled |= own;
        }
    }
    scrambled
}

#[cfg(test)]
mod tests {
    //! The sequence before it is scrambled; its scrambled points are tested from outside.

    use super::columns;

    /// Sixteenths of the first sixteen points, and point 999,999 in parts of 2^32, by
    /// `scipy.stats.qmc.Sobol(d=1000, scramble=False, bits=32)` of SciPy 1.17.1.
    const PUBLISHED: &[(usize, [u64; 16], u32)] = &[
        (
            1,
            [0, 8, 12, 4, 6, 14, 10, 2, 3, 11, 15, 7, 5, 13, 9, 1],
            80_154_624,
        ),
        (
            2,
            [0, 8, 4, 12, 6, 14, 2, 10, 5, 13, 1, 9, 3, 11, 7, 15],
            3_856_265_216,
        ),
        (
            3,
            [0, 8, 4, 12, 10, 2, 14, 6, 15, 7, 11, 3, 5, 13, 1, 9],
            1_576_505_344,
        ),
        (
            50,
            [0, 8, 12, 4, 6, 14, 10, 2, 1, 9, 13, 5, 7, 15, 11, 3],
            671_444_992,
        ),
        (
            129,
            [0, 8, 4, 12, 2, 10, 6, 14, 9, 1, 13, 5, 11, 3, 15, 7],
            3_522_580_480,
        ),
        (
            1000,
            [0, 8, 12, 4, 2, 10, 14, 6, 15, 7, 3, 11, 13, 5, 1, 9],
            2_553_114_624,
        ),
    ];

    #[test]
    fn columns_are_those_that_others_compute() {
        let columns: Vec<_> = columns(500).collect();
        assert_eq!(columns.len(), 1000);
        for (dimension, sixteenths, far) in PUBLISHED {
            let column = &columns[dimension - 1];
            let point = |point: u64| column.at(point ^ (point >> 1));
            let first: Vec<u64> = (0..16).map(|at| u64::from(point(at)) >> 28).collect();
            assert_eq!(first, sixteenths, "dimension {dimension}");
            assert_eq!(point(999_999), *far, "dimension {dimension}");
        }
    }
}
