//! How rules are made of others: the dual of a rule, and one rule for each half of the claims.

use super::outcome::{Solved, Stage};
use super::whole::{Whole, sum, twice};

/// Divides losses as `rule` divides awards.
pub(super) fn dual<W: Whole>(
    pot: &W,
    claims: &[W],
    rule: impl Fn(&W, &[W]) -> Solved<W>,
) -> Solved<W> {
    let losses = sum(claims).minus(pot);
    rule(&losses, claims).into_losses_of(claims)
}

/// Gives everybody the claim, and divides what the pot then still has as `rule` divides awards.
pub(super) fn on_top<W: Whole>(
    pot: &W,
    claims: &[W],
    rule: impl Fn(&W, &[W]) -> Solved<W>,
) -> Solved<W> {
    let rest = pot.minus(&sum(claims));
    rule(&rest, claims).on_top_of(claims)
}

/// Divides by `lower` where the pot is at most half of the claims, and by `upper` beyond.
///
/// Both get the pot in half units and half of each claim in half units, which is the claim itself:
/// so everything stays whole.
pub(super) fn by_half<W: Whole>(
    pot: &W,
    claims: &[W],
    lower: impl Fn(&W, &[W]) -> Solved<W>,
    upper: impl Fn(&W, &[W]) -> Solved<W>,
) -> Solved<W> {
    let pot = twice(pot);
    let solved = if pot <= sum(claims) {
        lower(&pot, claims).in_stage(Stage::LowerHalf)
    } else {
        upper(&pot, claims).in_stage(Stage::UpperHalf)
    };
    solved.halved()
}
