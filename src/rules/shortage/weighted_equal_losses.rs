//! Weighted equal losses: the same loss per unit of weight, nobody more than the claim.
//! `c - x = min(c, t w)`, the dual of weighted equal awards.

use super::compose::dual;
use super::outcome::Solved;
use super::weighted_equal_awards;
use super::whole::Whole;

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W], weights: &[W]) -> Solved<W> {
    dual(pot, claims, |losses, claims| {
        weighted_equal_awards::divide(losses, claims, weights)
    })
}
