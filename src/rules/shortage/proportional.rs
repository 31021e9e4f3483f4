//! Proportional: every claim shrinks by the same factor. `x = c E / C`.

use super::outcome::{Multiplier, Solved};
use super::whole::{Shares, Whole, sum};

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W]) -> Solved<W> {
    let total = sum(claims);
    let shares = Shares {
        parts: claims.iter().map(|claim| claim.times(pot)).collect(),
        below: total.clone(),
    };
    Solved::at(shares, Multiplier::Share, pot.clone(), total)
}
