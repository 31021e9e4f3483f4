//! Talmud: equal awards of half claims up to half of the total, equal losses of half claims
//! beyond. The nucleolus of the claims game, and the consistent extension of concede and divide.

use super::compose::{by_half, on_top};
use super::outcome::Solved;
use super::whole::Whole;
use super::{equal_awards, equal_losses};

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W]) -> Solved<W> {
    let upper = |pot: &W, halves: &[W]| on_top(pot, halves, equal_losses::divide);
    by_half(pot, claims, equal_awards::divide, upper)
}
