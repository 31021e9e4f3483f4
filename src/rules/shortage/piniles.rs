//! Piniles: equal awards of half claims up to half of the total, and equal awards of the other
//! halves beyond.

use super::compose::{by_half, on_top};
use super::equal_awards;
use super::outcome::Solved;
use super::whole::Whole;

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W]) -> Solved<W> {
    let upper = |pot: &W, halves: &[W]| on_top(pot, halves, equal_awards::divide);
    by_half(pot, claims, equal_awards::divide, upper)
}
