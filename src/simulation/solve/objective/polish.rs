//! Polish: whole values around a spot, tried on the rules until none does better.

use super::descent::{bounds, gap, rounded, spacious, step};
use super::ground::{Aim, Ground, Spot, Task};
use super::model::{Model, model};
use super::numbers::float;

/// Most moves where the goal is at stake.
const MOST_MOVES: usize = 200;

/// Most moves where something is lacking: a few make up for rounding, and more do not help.
const MOST_REPAIRS: usize = 10;

/// How many steps of one parameter are tried while the others follow.
const FOLLOWED: i64 = 8;

/// Longest step of the others.
const FOLLOWING: i64 = 1 << 12;

/// Longest single step, as a power of two.
const LONGEST: u32 = 24;

/// Returns a spot around which none does better, and whether that is so: none a step of one
/// parameter away, none a step of two.
pub(super) fn polish(ground: &mut Ground<'_>, task: &Task, start: &Spot) -> (Spot, bool) {
    let mut at = start.clone();
    let (mut moves, mut repairs) = (0, 0);
    while moves < MOST_MOVES && repairs < MOST_REPAIRS {
        let is_goal = matches!(task.aim, Aim::Goal(_)) && ground.rank(task, &at).0.is_zero();
        (moves, repairs) = if is_goal {
            (moves + 1, 0)
        } else {
            (moves, repairs + 1)
        };
        let near = near(ground, &at);
        if let Some(better) = better(ground, task, &at, &near) {
            at = better;
            continue;
        }
        let far = followed(ground, task, &at);
        match better(ground, task, &at, &far) {
            Some(better) => at = better,
            None => return (at, true),
        }
    }
    (at, false)
}

/// Returns the best of some spots if it does better. As long as something is lacking, only less of
/// that is better.
fn better(ground: &mut Ground<'_>, task: &Task, at: &Spot, spots: &[Spot]) -> Option<Spot> {
    let best = ground.best(task, spots)?;
    let (one, other) = (ground.rank(task, &best), ground.rank(task, at));
    let is_better = match other.0.is_zero() {
        true => one < other,
        false => one.0 < other.0,
    };
    is_better.then_some(best)
}

/// Returns spots a step or two away, and longer steps of single parameters.
fn near(ground: &Ground<'_>, at: &Spot) -> Vec<Spot> {
    let reach = if at.len() <= 2 { 2 } else { 1 };
    let mut steps: Vec<Vec<i64>> = vec![vec![0; at.len()]];
    for parameter in 0..at.len() {
        let mut more = Vec::new();
        for step in &steps {
            for by in (-reach..=reach).filter(|by| *by != 0) {
                let mut step = step.clone();
                step[parameter] = by;
                // Of many parameters at most two move at once.
                let moved = step.iter().filter(|by| **by != 0).count();
                if at.len() <= 3 || moved <= 2 {
                    more.push(step);
                }
            }
        }
        steps.extend(more);
    }
    for parameter in 0..at.len() {
        for by in (1..=LONGEST).flat_map(|power| [1_i64 << power, -(1 << power)]) {
            let mut step = vec![0; at.len()];
            step[parameter] = by;
            steps.push(step);
        }
    }
    inside(ground, at, steps)
}

fn inside(ground: &Ground<'_>, at: &Spot, steps: Vec<Vec<i64>>) -> Vec<Spot> {
    let moved = steps.into_iter().map(|step| -> Spot {
        let pairs = at.iter().zip(step);
        pairs
            .map(|(position, by)| position.saturating_add(by))
            .collect()
    });
    let ranges = ground.sought.ranges;
    let is_inside = |spot: &Spot| {
        let mut pairs = spot.iter().zip(ranges);
        spot != at && pairs.all(|(position, range)| (0..=range.last()).contains(position))
    };
    moved.filter(is_inside).collect()
}

/// Returns spots where one parameter takes some steps and a linear model lets the others follow;
/// then once more with what a step shows of another piece.
fn followed(ground: &mut Ground<'_>, task: &Task, at: &Spot) -> Vec<Spot> {
    let Some(seen) = ground.run(std::slice::from_ref(at)).pop() else {
        return Vec::new();
    };
    let ranges = ground.sought.ranges.iter();
    let radius: Vec<i64> = ranges
        .map(|range| range.last().clamp(1, FOLLOWING))
        .collect();
    let mut models = vec![model(ground, (at, &seen), &radius)];
    let mut spots = spacious(ground, task, (at, &seen));
    let mut beside = Vec::new();
    for parameter in 0..at.len() {
        for by in (-FOLLOWED..=FOLLOWED).filter(|by| *by != 0) {
            let mut proposed = proposed(ground, task, at, (&models, &radius), (parameter, by));
            if by.abs() == 1 {
                proposed.retain(|spot| spot[parameter] != at[parameter]);
                beside.extend(ground.best(task, &proposed));
            }
            spots.extend(proposed);
        }
    }
    let there = ground.run(&beside);
    for (spot, there) in beside.iter().zip(there) {
        if there.way != seen.way {
            let edge = model(ground, (spot, &there), &radius);
            models.push(edge.seen_from(&gap(spot, at)));
        }
    }
    if models.len() > 1 {
        let steps = (0..at.len()).flat_map(|parameter| [(parameter, -1), (parameter, 1)]);
        for step in steps {
            spots.extend(proposed(ground, task, at, (&models, &radius), step));
        }
    }
    inside(ground, &vec![0; at.len()], spots)
}

/// Returns where models let the others follow a parameter that takes some steps.
fn proposed(
    ground: &Ground<'_>,
    task: &Task,
    at: &Spot,
    (models, radius): (&[Model], &[i64]),
    (parameter, by): (usize, i64),
) -> Vec<Spot> {
    let mut bounds = bounds(ground, at, radius);
    let (low, high) = bounds[parameter];
    if float(by) < low || float(by) > high {
        return Vec::new();
    }
    bounds[parameter] = (float(by), float(by));
    let step = step(ground, task, models, &bounds, &|_| 0.0);
    step.map_or(Vec::new(), |step| rounded(ground, at, &step.by))
}
