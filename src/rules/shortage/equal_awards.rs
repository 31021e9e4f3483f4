//! Constrained equal awards: everybody the same, nobody above the claim. `x = min(c, t)`.

use super::outcome::Solved;
use super::weighted_equal_awards;
use super::whole::Whole;

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W]) -> Solved<W> {
    weighted_equal_awards::divide(pot, claims, &vec![W::one(); claims.len()])
}
