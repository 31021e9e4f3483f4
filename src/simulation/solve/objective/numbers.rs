//! Numbers of the search: exact ones as floats, and back. What they lead to is run exactly.

use crate::money::{Exact, Rounding};

/// Returns a whole number as the nearest float.
pub(super) fn float(whole: i64) -> f64 {
    let high = i32::try_from(whole >> 32).unwrap_or_default();
    let low = u32::try_from(whole & 0xffff_ffff).unwrap_or_default();
    f64::from(high) * 4_294_967_296.0 + f64::from(low)
}

/// Returns an exact number as a float.
pub(super) fn float_of(exact: &Exact) -> f64 {
    if let Some((above, below)) = exact.to_parts() {
        return float(above) / float(below);
    }
    let whole = exact.round(Rounding::HalfEven);
    whole.map_or(f64::MAX.copysign(sign(exact)), float)
}

fn sign(exact: &Exact) -> f64 {
    if exact.is_negative() { -1.0 } else { 1.0 }
}

/// Returns the whole number nearest a float that is none too large.
pub(super) fn whole(float: f64) -> i64 {
    format!("{float:.0}").parse().unwrap_or_default()
}
