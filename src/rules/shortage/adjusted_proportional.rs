//! Adjusted proportional: everybody first gets what nobody else claims; what is left is divided in
//! proportion to what is still claimed, no claim counting for more than is left. The tau value of
//! the claims game.

use super::outcome::{Multiplier, Solved};
use super::whole::{Shares, Whole, sum};

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W]) -> Solved<W> {
    // What a claimant gives up at most is what the others cannot take.
    let shortage = sum(claims).minus(pot);
    let rights = claims.iter().map(|claim| claim.minus(&shortage));
    let rights: Vec<W> = rights.map(|right| right.max(W::zero())).collect();
    let rest = pot.minus(&sum(&rights));
    let asked = claims.iter().zip(&rights);
    let asked: Vec<W> = asked
        .map(|(claim, right)| claim.minus(right).min(rest.clone()))
        .collect();
    let total = sum(&asked).max(W::one());
    let shares = Shares {
        parts: asked.iter().map(|asked| asked.times(&rest)).collect(),
        below: total.clone(),
    };
    Solved::at(shares, Multiplier::Share, rest, total).on_top_of(&rights)
}
