//! [`Whole`]: the two kinds of whole numbers that the rules are computed in.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use crate::money::Exact;

/// A whole number: 128 bits where a bound shows that they suffice, any size otherwise.
pub(super) trait Whole: Integer + Clone + ToPrimitive {
    /// Returns `self + other`.
    fn plus(&self, other: &Self) -> Self;
    /// Returns `self - other`.
    fn minus(&self, other: &Self) -> Self;
    /// Returns `self * other`.
    fn times(&self, other: &Self) -> Self;
    /// Returns `self / below` as an exact fraction.
    fn over(&self, below: &Self) -> Exact;
    /// Returns a number of things.
    fn count(things: usize) -> Self;
    /// Returns a big integer as a number of this kind, where it fits.
    fn of(large: &BigInt) -> Option<Self>;
    /// Returns the number as a big integer.
    fn to_large(&self) -> BigInt;
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "`scaled` bounds every number before it chooses 128 bits; overflow checks stay on"
)]
impl Whole for i128 {
    fn plus(&self, other: &i128) -> i128 {
        self + other
    }
    fn minus(&self, other: &i128) -> i128 {
        self - other
    }
    fn times(&self, other: &i128) -> i128 {
        self * other
    }
    fn over(&self, below: &i128) -> Exact {
        Exact::from_small_parts(*self, *below)
    }
    fn count(things: usize) -> i128 {
        i128::try_from(things).unwrap_or(i128::MAX)
    }
    fn of(large: &BigInt) -> Option<i128> {
        large.to_i128()
    }
    fn to_large(&self) -> BigInt {
        BigInt::from(*self)
    }
}

impl Whole for BigInt {
    fn plus(&self, other: &BigInt) -> BigInt {
        self + other
    }
    fn minus(&self, other: &BigInt) -> BigInt {
        self - other
    }
    fn times(&self, other: &BigInt) -> BigInt {
        self * other
    }
    fn over(&self, below: &BigInt) -> Exact {
        Exact::from_large_parts(self.clone(), below.clone())
    }
    fn count(things: usize) -> BigInt {
        BigInt::from(things)
    }
    fn of(large: &BigInt) -> Option<BigInt> {
        Some(large.clone())
    }
    fn to_large(&self) -> BigInt {
        self.clone()
    }
}

/// Returns the sum of some numbers.
pub(super) fn sum<'n, W: Whole + 'n>(numbers: impl IntoIterator<Item = &'n W>) -> W {
    let numbers = numbers.into_iter();
    numbers.fold(W::zero(), |total, number| total.plus(number))
}

/// Returns a number twice.
pub(super) fn twice<W: Whole>(number: &W) -> W {
    number.plus(number)
}

/// Awards over one denominator.
#[derive(Clone, Debug)]
pub(super) struct Shares<W> {
    /// The numerators, in the order of the claims.
    pub(super) parts: Vec<W>,
    /// The denominator, above zero.
    pub(super) below: W,
}

impl<W: Whole> Shares<W> {
    /// Returns awards that are whole numbers.
    pub(super) fn whole(parts: Vec<W>) -> Shares<W> {
        let below = W::one();
        Shares { parts, below }
    }

    /// Returns half of each award.
    pub(super) fn halved(self) -> Shares<W> {
        let below = twice(&self.below);
        Shares { below, ..self }
    }

    /// Returns each award added to a whole number.
    pub(super) fn on_top_of(self, amounts: &[W]) -> Shares<W> {
        let pairs = self.parts.iter().zip(amounts);
        let parts = pairs.map(|(part, amount)| amount.times(&self.below).plus(part));
        Shares {
            parts: parts.collect(),
            below: self.below,
        }
    }

    /// Returns what each award leaves of a whole number.
    pub(super) fn left_of(self, amounts: &[W]) -> Shares<W> {
        let pairs = self.parts.iter().zip(amounts);
        let parts = pairs.map(|(part, amount)| amount.times(&self.below).minus(part));
        Shares {
            parts: parts.collect(),
            below: self.below,
        }
    }

    /// Returns the awards of two divisions added up.
    pub(super) fn plus(&self, other: &Shares<W>) -> Shares<W> {
        let pairs = self.parts.iter().zip(&other.parts);
        let parts = pairs.map(|(one, two)| one.times(&other.below).plus(&two.times(&self.below)));
        Shares {
            parts: parts.collect(),
            below: self.below.times(&other.below),
        }
    }
}
