//! Floats: how draws carry whole and exact numbers.

use crate::money::Exact;

/// Returns the float nearest to an exact number.
pub(super) fn nearest(number: &Exact) -> f64 {
    // Fifteen decimals are read back by the one correct rounding of the standard library.
    number.to_decimal_text(15).parse().unwrap_or_default()
}

/// Returns a whole number as a float, below 2^53 without loss.
#[expect(
    clippy::cast_precision_loss,
    reason = "amounts and counts are below 2^53; what is more is held to less by the caller"
)]
pub(super) fn from_whole(number: i64) -> f64 {
    number as f64
}

/// Returns the whole number that a float stands for; without its fraction where it has one.
#[expect(
    clippy::cast_possible_truncation,
    reason = "whole numbers below 2^53; what is more stays as much as 64 bits hold"
)]
pub(super) fn to_whole(number: f64) -> i64 {
    number as i64
}
