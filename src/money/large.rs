//! Fractions beyond 128 bits: sums and products that stay in lowest terms.
//!
//! Common divisors are looked for in the parts of the operands, before these are multiplied: where
//! one operand is short, one division leaves short numbers to look in (Knuth, The Art of Computer
//! Programming, volume 2, section 4.5.1).

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

/// Returns `left + right`.
pub(super) fn sum(left: &BigRational, right: &BigRational) -> BigRational {
    let common = gcd(left.denom(), right.denom());
    let [of_left, of_right] = [left, right].map(|ratio| ratio.denom() / &common);
    let above = left.numer() * of_right + right.numer() * &of_left;
    // Nothing divides both parts that does not divide both denominators.
    let divisor = gcd(&above, &common);
    BigRational::new_raw(above / &divisor, of_left * (right.denom() / divisor))
}

/// Returns `left - right`.
pub(super) fn difference(left: &BigRational, right: &BigRational) -> BigRational {
    sum(left, &-right)
}

/// Returns `left * right`.
pub(super) fn product(left: &BigRational, right: &BigRational) -> BigRational {
    let across = gcd(left.numer(), right.denom());
    let back = gcd(right.numer(), left.denom());
    BigRational::new_raw(
        (left.numer() / &across) * (right.numer() / &back),
        (left.denom() / back) * (right.denom() / across),
    )
}

/// Returns `left / right`, which is not zero.
pub(super) fn quotient(left: &BigRational, right: &BigRational) -> BigRational {
    product(left, &right.recip())
}

/// Returns the greatest number that divides both, of which one is not zero.
fn gcd(left: &BigInt, right: &BigInt) -> BigInt {
    let (long, short) = match left.bits() < right.bits() {
        true => (right, left),
        false => (left, right),
    };
    if short.is_zero() {
        return BigInt::from(long.magnitude().clone());
    }
    let rest = long % short;
    match (rest.magnitude().to_u128(), short.magnitude().to_u128()) {
        (Some(rest), Some(short)) => rest.gcd(&short).into(),
        _ => rest.gcd(short),
    }
}
