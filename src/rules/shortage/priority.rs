//! Priority: one claimant after the other, each in full as far as the pot goes.

use super::outcome::{Solved, Stage};
use super::whole::{Shares, Whole};

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W], order: &[usize]) -> Solved<W> {
    let (mut left, mut awards) = (pot.clone(), vec![W::zero(); claims.len()]);
    let mut short = None;
    for position in order {
        let award = claims[*position].clone().min(left.clone());
        if award < claims[*position] {
            short = short.or(Some(Stage::Claimant(*position)));
        }
        left = left.minus(&award);
        awards[*position] = award;
    }
    Solved {
        stage: short,
        ..Solved::plain(Shares::whole(awards))
    }
}
