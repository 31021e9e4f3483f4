//! Random arrival: the mean over all orders of "first come, first served in full".
//!
//! It is the Shapley value of the claims game, and its own dual, so the smaller of the pot and the
//! shortage is divided. A claimant who comes after the set `S` gets what `S` left of the pot `E`,
//! up to the claim `c`:
//!
//! ```text
//! (E - c(S))+ - (E - c(S) - c)+
//! ```
//!
//! and `S` comes first in `|S|! (n - 1 - |S|)!` of the `n!` orders. So all there is to know is, by
//! size of `S`, the sum of what sets leave: of all sets, and of the sets without a given claimant.
//! Equal claims are counted together, and whoever claims the whole pot leaves nothing. There are
//! two exact ways to count: [`halves`] for few different claims of any size, and [`grid`] for many
//! claims whose differences are small multiples of one unit. Whatever is beyond both is refused.

mod grid;
mod halves;

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::Zero;

use super::Attempt;
use super::foreseen::Foreseen;
use super::outcome::Solved;
use super::problem::Refusal;
use super::whole::{Shares, Whole, sum, twice};
use crate::money::Exact;
use crate::rules::Shortage;

/// The most claimants that are counted exactly whatever they claim, in numbers of [`MOST_BITS`].
const ALWAYS_EXACT: usize = 32;

/// The longest numbers of the most claimants: whole cents have at most 63 bits.
const MOST_BITS: u64 = 83;

/// The most claimants that are counted exactly in numbers of any length.
const EXACT_IN_FRACTIONS: usize = 26;

/// The most claimants at all: their number of orders is the denominator of every award.
const MOST_CLAIMANTS: usize = 200;

/// Says whether such claims are counted exactly, whatever the pot.
pub(super) fn is_countable(foreseen: &Foreseen<'_>) -> bool {
    let Foreseen {
        claimants,
        bits,
        steps,
    } = *foreseen;
    let is_short = bits.is_none_or(|bits| bits <= MOST_BITS);
    claimants <= EXACT_IN_FRACTIONS
        || claimants <= ALWAYS_EXACT && is_short
        || claimants <= MOST_CLAIMANTS && steps.is_some_and(grid::holds)
}

/// Claims of one size that leave something of the pot.
struct Kind {
    claim: BigInt,
    claimants: usize,
}

/// What sets of claimants leave of the pot, by size of the set.
struct Left {
    /// The sum over all sets.
    of_all: Vec<BigInt>,
    /// The sum over the sets without one given claimant, for each kind.
    without: Vec<Vec<BigInt>>,
}

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W]) -> Attempt<W> {
    let large: Vec<BigInt> = claims.iter().map(W::to_large).collect();
    let pot = pot.to_large();
    let refusal = || Refusal::TooLarge {
        rule: Shortage::RandomArrival,
        claimants: claims.len(),
    };
    let shares = if twice(&pot) > sum(&large) {
        let losses = awards(&(sum(&large) - pot), &large);
        losses.map(|losses| losses.left_of(&large))
    } else {
        awards(&pot, &large)
    };
    let shares = shares.ok_or_else(refusal)?;
    let parts: Option<Vec<W>> = shares.parts.iter().map(W::of).collect();
    let (parts, below) = parts.zip(W::of(&shares.below)).ok_or_else(refusal)?;
    Ok(Solved {
        orders: Some(Exact::from_large_parts(
            orders(claims.len()),
            BigInt::from(1),
        )),
        ..Solved::plain(Shares { parts, below })
    })
}

/// Returns the awards over the number of orders, or `None` where neither way can count them.
fn awards(pot: &BigInt, claims: &[BigInt]) -> Option<Shares<BigInt>> {
    // Whoever claims nothing changes nothing for others.
    let claimants = claims.iter().filter(|claim| !claim.is_zero()).count();
    let mut sizes: BTreeMap<&BigInt, usize> = BTreeMap::new();
    for claim in claims
        .iter()
        .filter(|claim| !claim.is_zero() && *claim < pot)
    {
        let size = sizes.entry(claim).or_default();
        *size = size.saturating_add(1);
    }
    let kinds = sizes.iter().map(|(claim, claimants)| Kind {
        claim: (*claim).clone(),
        claimants: *claimants,
    });
    let kinds: Vec<Kind> = kinds.collect();
    if claimants > MOST_CLAIMANTS {
        return None;
    }
    let left = halves::count(pot, &kinds).or_else(|| grid::count(pot, &kinds))?;
    let factorials: Vec<BigInt> = (0..=claimants).map(orders).collect();
    let mean = |without: &[BigInt]| -> BigInt {
        let at = |sums: &[BigInt], size: usize| sums.get(size).cloned().unwrap_or_default();
        let sizes = 0..claimants;
        let gains = sizes.zip(factorials.iter().zip(factorials.iter().rev().skip(1)));
        let gains = gains.map(|(size, (before, after))| {
            let next = size.saturating_add(1);
            let with = at(&left.of_all, next) - at(without, next);
            before * after * (at(without, size) - with)
        });
        gains.sum()
    };
    let of_kind: Vec<BigInt> = left.without.iter().map(|sums| mean(sums)).collect();
    // No set with a claim of the whole pot leaves anything, so such a claim is in none of them.
    let of_whole_pot = mean(&left.of_all);
    let parts = claims.iter().map(|claim| {
        let kind = kinds.binary_search_by(|kind| kind.claim.cmp(claim)).ok();
        match kind.and_then(|kind| of_kind.get(kind)) {
            Some(award) => award.clone(),
            None if claim.is_zero() => BigInt::zero(),
            None => of_whole_pot.clone(),
        }
    });
    Some(Shares {
        parts: parts.collect(),
        below: orders(claimants),
    })
}

/// Returns the number of orders of so many claimants.
fn orders(claimants: usize) -> BigInt {
    (1..=claimants).map(BigInt::from).product()
}

/// Returns the largest size of a set, plus one.
fn sizes(kinds: &[Kind]) -> usize {
    let claimants: usize = kinds.iter().map(|kind| kind.claimants).sum();
    claimants.saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_counting_agree() {
        for (pot, claims) in [
            (7, vec![(2, 1), (3, 2), (5, 1)]),
            (40, vec![(4, 3), (7, 2), (10, 1), (13, 4), (31, 1)]),
            (25, vec![(6, 5)]),
            (1, vec![]),
            (
                90,
                vec![(1, 1), (2, 1), (4, 1), (8, 1), (16, 1), (32, 1), (64, 1)],
            ),
        ] {
            let kinds = claims.into_iter().map(|(claim, claimants)| Kind {
                claim: BigInt::from(claim),
                claimants,
            });
            let (pot, kinds) = (BigInt::from(pot), kinds.collect::<Vec<_>>());
            let halves = halves::count(&pot, &kinds).expect("few kinds");
            let grid = grid::count(&pot, &kinds).expect("a small grid");
            assert_eq!(halves.of_all, grid.of_all);
            assert_eq!(halves.without, grid.without);
        }
    }
}
