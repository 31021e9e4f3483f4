//! Priority classes: class after class in full, and another rule inside the class that the pot
//! does not cover.

use std::collections::BTreeMap;

use super::Attempt;
use super::outcome::{Solved, Stage};
use super::scaled::Terms;
use super::whole::{Shares, Whole, sum};

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W], terms: &Terms<W>) -> Attempt<W> {
    let mut classes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (position, class) in terms.classes.iter().enumerate() {
        classes.entry(*class).or_default().push(position);
    }
    let (mut left, mut awards) = (pot.clone(), vec![W::zero(); claims.len()]);
    for (class, members) in classes {
        let asked: Vec<W> = members
            .iter()
            .map(|member| claims[*member].clone())
            .collect();
        let total = sum(&asked);
        if total <= left {
            left = left.minus(&total);
            for (member, claim) in members.iter().zip(asked) {
                awards[*member] = claim;
            }
            continue;
        }
        let solved = terms.inner.solve(&left, &asked, &terms.of(&members))?;
        let inner = solved.shares;
        let parts = awards.iter().map(|award| award.times(&inner.below));
        let mut parts: Vec<W> = parts.collect();
        for (member, part) in members.iter().zip(inner.parts) {
            parts[*member] = part;
        }
        let below = inner.below;
        return Ok(Solved {
            shares: Shares { parts, below },
            stage: Some(Stage::Class(class)),
            levels: solved.levels,
            orders: solved.orders,
        });
    }
    Ok(Solved::plain(Shares::whole(awards)))
}
