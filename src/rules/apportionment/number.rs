//! Whole numbers of 128 bits where they fit and of any size otherwise, with one code for both.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{CheckedAdd, CheckedMul, CheckedSub, One, ToPrimitive, Zero};

use crate::money::Exact;

/// A whole number whose operations say when they do not fit.
pub(super) trait Number:
    Integer + CheckedAdd + CheckedSub + CheckedMul + Clone + From<i64> + Into<BigInt> + ToPrimitive
{
}

impl Number for i128 {}
impl Number for BigInt {}

/// Returns the numbers as whole numbers without a common factor, and what one of them stands
/// for: number = whole / multiplier.
pub(in crate::rules) fn over_common_denominator(numbers: &[Exact]) -> (Vec<BigInt>, Exact) {
    let parts: Vec<(BigInt, BigInt)> = numbers.iter().map(Exact::large_parts).collect();
    let common = parts
        .iter()
        .fold(BigInt::one(), |common, (_, below)| common.lcm(below));
    let mut whole: Vec<BigInt> = parts
        .into_iter()
        .map(|(above, below)| above * Integer::div_floor(&common, &below))
        .collect();
    let factor = whole
        .iter()
        .fold(BigInt::zero(), |factor, number| factor.gcd(number));
    if factor > BigInt::one() {
        for number in &mut whole {
            *number = number.div_floor(&factor);
        }
    }
    let factor = factor.max(BigInt::one());
    (whole, Exact::from_large_parts(common, factor))
}

/// Most bits that numbers may take on a common denominator, all together: 8 megabytes.
const MOST_BITS: u64 = 64_000_000;

/// Most bits of a common denominator.
const MOST_DENOMINATOR_BITS: u64 = 16_384;

/// Says whether the numbers are small enough, and alike enough, to be counted in parts of one
/// size: what takes one common denominator of them may otherwise take hours.
pub fn share_a_denominator(numbers: &[Exact]) -> bool {
    let mut common = BigInt::one();
    let mut widest = 0;
    for number in numbers {
        let (above, below) = number.large_parts();
        common = common.lcm(&below);
        widest = widest.max(above.bits());
        if common.bits() > MOST_DENOMINATOR_BITS {
            return false;
        }
    }
    let count = u64::try_from(numbers.len()).unwrap_or(u64::MAX);
    let each = common.bits().saturating_add(widest);
    count.saturating_mul(each) <= MOST_BITS
}

/// Returns the numbers in 128 bits, where they all fit.
pub(super) fn narrow(numbers: &[BigInt]) -> Option<Vec<i128>> {
    numbers.iter().map(BigInt::to_i128).collect()
}
