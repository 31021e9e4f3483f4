//! Logarithms in fixed point, to guide a search that is checked exactly afterwards.

use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive};

use crate::money::Exact;

/// Binary digits behind the point.
pub(super) const DIGITS: u32 = 96;

/// A logarithm to base two, as a whole number of 2⁻⁹⁶.
pub(super) type Log = i128;

/// The logarithm of two.
pub(super) const DOUBLE: Log = 1 << DIGITS;

/// Half the digits of a mantissa of 128 bits.
const HALF: u32 = 64;

/// Returns the logarithm of a whole number above zero, at most 2⁻⁹⁴ too small.
pub(super) fn log(number: &BigInt) -> Log {
    let number = number.abs().max(BigInt::one());
    let bits = number.bits();
    let mantissa = match bits.checked_sub(128) {
        Some(spare) => number >> spare,
        None => number << 128_u64.saturating_sub(bits),
    };
    combined(
        bits.saturating_sub(1),
        mantissa.to_u128().unwrap_or(u128::MAX),
    )
}

/// Returns the logarithm of a number of 128 bits above zero, at most 2⁻⁹⁴ too small.
pub(super) fn log_of(number: u128) -> Log {
    let number = number.max(1);
    let bits = 128_u32.saturating_sub(number.leading_zeros());
    combined(
        bits.saturating_sub(1).into(),
        number << number.leading_zeros(),
    )
}

/// Returns the logarithm of mantissa / 2¹²⁷ · 2^whole, for a mantissa of at least 2¹²⁷.
fn combined(whole: u64, mut mantissa: u128) -> Log {
    let mut digits = 0_i128;
    for _ in 0..DIGITS {
        // Squaring doubles the logarithm; where the square passes two, the next digit is a one.
        let (high, low) = square(mantissa);
        let is_one = high >> 127;
        mantissa = if is_one == 1 {
            high
        } else {
            (high << 1) | (low >> 127)
        };
        digits = (digits << 1) | i128::from(is_one == 1);
    }
    i128::from(whole)
        .saturating_mul(DOUBLE)
        .saturating_add(digits)
}

/// Returns the upper and the lower half of a square.
fn square(number: u128) -> (u128, u128) {
    let (high, low) = (number >> HALF, number & u128::from(u64::MAX));
    let cross = high.wrapping_mul(low);
    let (first, carry_one) = low.wrapping_mul(low).overflowing_add(cross << (HALF + 1));
    let upper = high.wrapping_mul(high).wrapping_add(cross >> (HALF - 1));
    (upper.wrapping_add(carry_one.into()), first)
}

/// Returns a number with about this logarithm: 64 significant bits, rounded down.
pub(super) fn power(logarithm: Log) -> Exact {
    let whole = logarithm.div_euclid(DOUBLE);
    let digits = logarithm.rem_euclid(DOUBLE);
    let mut mantissa = 1_u128 << 127;
    for bit in (HALF..127).rev() {
        let larger = mantissa | (1 << bit);
        if combined(0, larger) <= digits {
            mantissa = larger;
        }
    }
    let mantissa = BigInt::from(mantissa >> HALF);
    // The mantissa now has 63 binary digits behind the point.
    let shift = whole.saturating_sub(63);
    let places = shift.unsigned_abs().to_u64().unwrap_or(u64::MAX);
    if shift < 0 {
        Exact::from_large_parts(mantissa, BigInt::one() << places)
    } else {
        Exact::from_large_parts(mantissa << places, BigInt::one())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_of_powers_of_two_are_whole() {
        for power in [0_u32, 1, 5, 63, 64, 100, 127] {
            assert_eq!(log_of(1 << power), i128::from(power) * DOUBLE);
            assert_eq!(log(&(BigInt::one() << power)), i128::from(power) * DOUBLE);
        }
        assert_eq!(log(&(BigInt::one() << 3000_u32)), 3000 * DOUBLE);
    }

    #[test]
    fn logarithms_of_three_and_ten_agree_with_tables() {
        // log2 3 = 1.58496250072115618145..., log2 10 = 3.32192809488736234787...
        for (number, digits) in [
            (3_u128, "1.58496250072115618145"),
            (10, "3.32192809488736234787"),
        ] {
            let found = Exact::from_large_parts(log_of(number).into(), DOUBLE.into());
            let expected = Exact::from_number_text(digits).unwrap();
            let gap = found.minus(&expected);
            assert!(gap.times(&Exact::from_number_text("1e20").unwrap()) < Exact::one());
            assert!(!gap.is_negative());
        }
    }

    #[test]
    fn logarithms_add_up() {
        for (left, right) in [(3_u64, 5_u64), (u64::MAX, 77), (123_456_789, 987_654_321)] {
            let sum = log_of(left.into()) + log_of(right.into());
            let product = log(&(BigInt::from(left) * BigInt::from(right)));
            assert!((sum - product).abs() <= 4, "{left} {right}");
        }
    }

    #[test]
    fn powers_undo_logarithms() {
        for number in [3_u64, 10, 1_000_003] {
            let near = power(log_of(number.into()))
                .over(&Exact::from_large_parts(number.into(), 1.into()));
            let gap = Exact::one().minus(&near);
            assert!(gap.times(&Exact::from_number_text("1e18").unwrap()) < Exact::one());
        }
        assert_eq!(power(-3 * DOUBLE), Exact::ratio(1, 8));
    }
}
