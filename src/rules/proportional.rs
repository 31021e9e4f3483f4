//! Proportional division: equal treatment of every euro claimed.

use crate::money::Exact;

/// Divides `pot` in proportion to `weights`; nothing when the weights sum to zero.
pub fn proportional(pot: &Exact, weights: &[Exact]) -> Vec<Exact> {
    let total: Exact = weights.iter().cloned().sum();
    let factor = pot.over(&total);
    weights.iter().map(|weight| weight.times(&factor)).collect()
}
