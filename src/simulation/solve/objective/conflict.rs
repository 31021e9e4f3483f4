//! Conflicts: the smallest sets of conditions that were not found to hold together, and what each
//! of them lacks when the others hold.

use super::ground::{Aim, Ground, Spot, Task};
use super::{Sought, walks};
use crate::money::{Exact, Rounding};
use crate::results::Lack;
use crate::simulation::solve::conflict::chosen;

/// Most sets of one size that are looked at.
const MOST_SETS: usize = 70;

/// Returns every smallest set that was not found to hold, with the least each condition lacks.
pub(super) fn smallest(ground: &mut Ground<'_>, starts: &[Spot]) -> Vec<Vec<Lack>> {
    let all = ground.sought.checks.len();
    for size in 1..=all {
        let sets = chosen(all, size).into_iter().take(MOST_SETS);
        let mut empty = Vec::new();
        for set in sets {
            if !can_hold(ground, starts, &set) {
                empty.push(set);
            }
        }
        if !empty.is_empty() {
            let sets = empty.into_iter();
            return sets.map(|set| ways_out(ground, starts, &set)).collect();
        }
    }
    Vec::new()
}

fn can_hold(ground: &mut Ground<'_>, starts: &[Spot], set: &[usize]) -> bool {
    let task = Task {
        aim: Aim::Any,
        kept: set.to_vec(),
    };
    let holds = |ground: &Ground<'_>| {
        let mut scores = ground.scores.values();
        scores.any(|score| task.lack(score).is_zero())
    };
    if !holds(ground) {
        search(ground, &task, starts);
    }
    holds(ground)
}

fn search(ground: &mut Ground<'_>, task: &Task, starts: &[Spot]) -> Option<Spot> {
    let sought: &Sought<'_> = ground.sought;
    let mut ends = Vec::new();
    for walk in walks(sought, task, starts) {
        ground.scores.extend(walk.scores);
        ends.push(walk.end);
    }
    ground.best(task, &ends)
}

fn ways_out(ground: &mut Ground<'_>, starts: &[Spot], set: &[usize]) -> Vec<Lack> {
    let mut ways = Vec::new();
    for condition in set {
        let kept = set.iter().copied().filter(|one| one != condition);
        let task = Task {
            aim: Aim::Lack(*condition),
            kept: kept.collect(),
        };
        let Some(spot) = search(ground, &task, starts) else {
            continue;
        };
        let (lack, gives) = ground.rank(&task, &spot);
        if lack.is_zero() {
            let ranges = ground.sought.ranges.iter().zip(&spot);
            ways.push(Lack {
                condition: *condition,
                gives: -Exact::zero().minus(&gives).to_cents(Rounding::Down),
                at: ranges
                    .map(|(range, position)| range.value(*position))
                    .collect(),
            });
        }
    }
    ways
}
