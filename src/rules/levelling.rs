//! Levelling: only the poorest per head receive, or only the richest per head give.

use super::{Bounds, Impossible, Level, water_filling};
use crate::money::Exact;

/// Adds `pot` to `amounts` so that the least amount per head becomes as high as possible.
///
/// The multiplier is the level `L` with `sum of heads * max(0, L - amount per head) = pot`; who
/// sits at the minimum receives nothing.
///
/// # Errors
///
/// [`Impossible`] when there are no heads to receive.
pub fn levelling_up(pot: &Exact, amounts: &[Exact], heads: &[Exact]) -> Result<Level, Impossible> {
    let bounds: Vec<Bounds> = amounts
        .iter()
        .map(|amount| Bounds {
            minimum: amount.clone(),
            maximum: None,
        })
        .collect();
    let total: Exact = amounts.iter().cloned().sum();
    water_filling(&total.plus(pot), heads, &bounds)
}

/// Takes `cut` from `amounts` so that the greatest amount per head becomes as low as possible.
///
/// The multiplier is the level that caps the richest; who sits at the maximum gives nothing.
///
/// # Errors
///
/// [`Impossible`] when there is less than the cut, or an amount belongs to no heads.
pub fn levelling_down(
    cut: &Exact,
    amounts: &[Exact],
    heads: &[Exact],
) -> Result<Level, Impossible> {
    let bounds: Vec<Bounds> = amounts.iter().map(Bounds::up_to).collect();
    let total: Exact = amounts.iter().cloned().sum();
    water_filling(&total.minus(cut), heads, &bounds)
}
