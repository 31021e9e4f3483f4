//! Average of awards and losses: half of what equal awards and half of what equal losses give.

use super::outcome::Solved;
use super::whole::Whole;
use super::{equal_awards, equal_losses};

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W]) -> Solved<W> {
    let awards = equal_awards::divide(pot, claims);
    let losses = equal_losses::divide(pot, claims);
    Solved {
        shares: awards.shares.plus(&losses.shares).halved(),
        levels: [awards.levels, losses.levels].concat(),
        stage: None,
        orders: None,
    }
}
