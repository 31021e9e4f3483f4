//! The square root of an exact fraction, rounded to a whole number.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::exact::goes_up;
use super::{Exact, Rounding};

impl Exact {
    /// Returns the whole number nearest by `rounding` to the square root, which is never computed:
    /// halves are recognised exactly. `None` below zero or beyond 64 bits.
    pub fn root(&self, rounding: Rounding) -> Option<i64> {
        if self.is_negative() {
            return None;
        }
        let (above, below) = self.large_parts();
        let floor = (&above / &below).sqrt();
        // Twice the root against twice the floor and one: their squares, over the denominator.
        let middle: BigInt = &floor * 2 + 1;
        let square: BigInt = above * 4;
        let half = square.cmp(&(&middle * &middle * below));
        let up = goes_up(rounding, half, floor.is_odd(), false);
        (floor + BigInt::from(i64::from(up))).to_i64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_is_rounded_as_its_mode_says_and_halves_are_seen() {
        let large = i64::MAX;
        for (above, below, down, half_even, half_up) in [
            (0, 1, 0, 0, 0),
            (9, 1, 3, 3, 3),
            (2, 1, 1, 1, 1),
            (3, 1, 1, 2, 2),
            (1, 4, 0, 0, 1),
            (9, 4, 1, 2, 2),
            (25, 4, 2, 2, 3),
            (624, 100, 2, 2, 2),
            (626, 100, 2, 3, 3),
            (large, 1, 3_037_000_499, 3_037_000_500, 3_037_000_500),
        ] {
            let number = Exact::ratio(above, below);
            assert_eq!(number.root(Rounding::Down), Some(down), "{number}");
            assert_eq!(number.root(Rounding::HalfEven), Some(half_even), "{number}");
            assert_eq!(number.root(Rounding::HalfUp), Some(half_up), "{number}");
        }
        assert_eq!(Exact::ratio(-1, 4).root(Rounding::Down), None);
        let square = Exact::from(large).times(&Exact::from(large));
        assert_eq!(square.root(Rounding::HalfEven), Some(large));
        let beyond = square.times(&Exact::from(2));
        assert_eq!(beyond.root(Rounding::HalfEven), None);
    }
}
