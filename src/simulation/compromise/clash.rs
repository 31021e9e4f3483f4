//! Clashes: the smallest sets of floors and wishes that no mix satisfies together, and the ways
//! out of them.
//!
//! Mixes of k models that satisfy a term make a convex region of k − 1 dimensions, so where all
//! terms clash, some k of them do already (Helly 1923). Sets are tried by size; with too many of
//! them, terms are left out one by one as long as the rest still clashes.

use super::region::Region;
use super::terms::{Asked, within};
use crate::money::Rounding;
use crate::results::compromise::{Clash, WayOut};

/// Most sets of terms that are tried.
const MOST_SETS: usize = 5_000;

/// Returns the smallest sets of terms that clash; none where some mix satisfies all of them.
pub(super) fn clashes(all: &Region, models: usize, asked: &[&Asked]) -> Vec<Clash> {
    let asked: Vec<&Asked> = asked.iter().filter(|one| !one.is_idle()).copied().collect();
    if !within(all, asked.iter().copied()).is_empty() {
        return Vec::new();
    }
    let mut tried = 0_usize;
    for size in 1..=models {
        tried = tried.saturating_add(ways(asked.len(), size));
        if tried > MOST_SETS {
            break;
        }
        let sets = sets(asked.len(), size).into_iter();
        let clash = |set: &Vec<usize>| within(all, chosen(&asked, set)).is_empty();
        let found: Vec<Vec<usize>> = sets.filter(clash).collect();
        if !found.is_empty() {
            let found = found.iter();
            return found.map(|set| ways_out(all, &asked, set, true)).collect();
        }
    }
    let mut set: Vec<usize> = (0..asked.len()).collect();
    for left_out in 0..asked.len() {
        let without: Vec<usize> = set.iter().copied().filter(|one| *one != left_out).collect();
        if within(all, chosen(&asked, &without)).is_empty() {
            set = without;
        }
    }
    vec![ways_out(all, &asked, &set, false)]
}

fn chosen<'t>(asked: &[&'t Asked], set: &[usize]) -> Vec<&'t Asked> {
    set.iter().map(|at| asked[*at]).collect()
}

/// Returns how many ways there are to choose `size` of `count` things.
fn ways(count: usize, size: usize) -> usize {
    let ways = (0..size).try_fold(1_usize, |ways, at| {
        Some(ways.checked_mul(count.saturating_sub(at))? / (at + 1))
    });
    ways.unwrap_or(MOST_SETS + 1)
}

/// Returns the ways to choose `size` of `count` things, in order.
fn sets(count: usize, size: usize) -> Vec<Vec<usize>> {
    let mut sets = vec![Vec::new()];
    for _ in 0..size {
        let longer = sets.iter().flat_map(|set: &Vec<usize>| {
            let next = set.last().map_or(0, |last| last + 1);
            (next..count).map(move |one| [set.as_slice(), &[one]].concat())
        });
        sets = longer.collect();
    }
    sets
}

fn ways_out(all: &Region, asked: &[&Asked], set: &[usize], is_smallest: bool) -> Clash {
    let ways = set.iter().filter_map(|own| {
        let others = |among: Vec<usize>| -> Vec<usize> {
            among.into_iter().filter(|one| one != own).collect()
        };
        let everything = within(all, chosen(asked, &others((0..asked.len()).collect())));
        let keeps_all = !everything.is_empty();
        let rest = match keeps_all {
            true => everything,
            false => within(all, chosen(asked, &others(set.to_vec()))),
        };
        let giving = asked[*own];
        let (margin, mixes) = rest.best(&giving.lines)?;
        Some(WayOut {
            term: giving.term,
            gives: -margin.to_cents(Rounding::Down),
            weights: mixes.into_iter().next()?,
            keeps_all,
        })
    });
    Clash {
        ways_out: ways.collect(),
        is_smallest,
    }
}
