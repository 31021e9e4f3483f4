//! Constrained equal losses: everybody gives up the same, nobody more than the claim.
//! `x = max(0, c - t)`, the dual of equal awards.

use super::compose::dual;
use super::equal_awards;
use super::outcome::Solved;
use super::whole::Whole;

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W]) -> Solved<W> {
    dual(pot, claims, equal_awards::divide)
}
