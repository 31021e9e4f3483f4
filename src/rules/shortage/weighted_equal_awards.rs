//! Weighted equal awards: the same per unit of weight, nobody above the claim. `x = min(c, t w)`.

use super::level::level;
use super::outcome::Solved;
use super::whole::Whole;

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W], weights: &[W]) -> Solved<W> {
    level(pot, weights, &vec![W::zero(); claims.len()], claims)
}
