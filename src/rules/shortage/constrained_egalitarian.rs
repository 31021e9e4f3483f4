//! Constrained egalitarian: `min(c/2, t)` up to half of the total, `max(c/2, min(c, t))` beyond.

use super::compose::by_half;
use super::equal_awards;
use super::level::level;
use super::outcome::Solved;
use super::whole::{Whole, twice};

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W]) -> Solved<W> {
    let upper = |pot: &W, halves: &[W]| {
        let wholes: Vec<W> = halves.iter().map(twice).collect();
        level(pot, &vec![W::one(); halves.len()], halves, &wholes)
    };
    by_half(pot, claims, equal_awards::divide, upper)
}
