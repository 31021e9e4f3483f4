//! Descent: steps from a start, each the best that a linear model knows, for as long as they help.
//!
//! A step is tried on the rules. One that helps is taken, and the next may be longer; one that
//! does not is shortened, and what was seen there joins the model, as an edge beyond which another
//! piece begins.

use super::ground::{Ground, Seen, Spot, Task};
use super::model::{Model, Row, model};
use super::numbers::{float, whole};
use super::program::{Question, Step};

/// Most steps that are tried.
const MOST_STEPS: usize = 120;

/// Most models of other spots that a step minds.
const MOST_EDGES: usize = 6;

/// What longest steps are a part of at first.
const FIRST_PART: f64 = 4.0;

/// How much shorter they become after a step that does not help, and longer after one that does.
const SHORTER: f64 = 4.0;

/// Walks from a start to where no step helps.
pub(super) fn descend(ground: &mut Ground<'_>, task: &Task, start: &Spot) -> Spot {
    let mut at = start.clone();
    let Some(mut seen) = ground.run(std::slice::from_ref(&at)).pop() else {
        return at;
    };
    let mut parts = FIRST_PART;
    let mut weight = 1.0;
    let mut edges: Vec<(Spot, Model)> = Vec::new();
    for _ in 0..MOST_STEPS {
        let radius = radius(ground, parts);
        let mut models = vec![model(ground, (&at, &seen), &radius)];
        let known = edges
            .iter()
            .map(|(spot, edge)| edge.clone().seen_from(&gap(spot, &at)));
        models.extend(known);
        let step = step(
            ground,
            task,
            &models,
            &bounds(ground, &at, &radius),
            &|_| 0.0,
        );
        let now = task.weighed(&at, &seen.score);
        let found = step.and_then(|step| {
            weight = heavier(weight, now, &step);
            let spots = rounded(ground, &at, &step.by);
            lightest(ground, task, weight, &spots)
        });
        let is_smallest = radius.iter().all(|one| *one <= 1);
        let weigh = |(lack, cost): (f64, f64)| cost + weight * lack;
        match found {
            Some((spot, value)) if value < weigh(now) => {
                let Some(there) = ground.run(std::slice::from_ref(&spot)).pop() else {
                    break;
                };
                (at, seen) = (spot, there);
                parts = (parts / SHORTER).max(1.0);
            }
            _ if is_smallest && edges.is_empty() => break,
            // What was seen far away may be wrong here: once more without it.
            _ if is_smallest => {
                edges.clear();
                parts = FIRST_PART * SHORTER;
            }
            found => {
                add_edge(
                    ground,
                    &mut edges,
                    found.map(|(spot, _)| spot).filter(|spot| *spot != at),
                    &radius,
                );
                parts *= SHORTER;
            }
        }
    }
    at
}

/// Returns the longest step of each parameter, as a part of its range.
pub(super) fn radius(ground: &Ground<'_>, parts: f64) -> Vec<i64> {
    let ranges = ground.sought.ranges.iter();
    let part = |last: i64| whole((float(last) / parts).ceil()).clamp(1, last.max(1));
    ranges.map(|range| part(range.last())).collect()
}

/// Returns how far steps may go within the ranges.
pub(super) fn bounds(ground: &Ground<'_>, at: &Spot, radius: &[i64]) -> Vec<(f64, f64)> {
    let ends = ground.sought.ranges.iter().zip(at).zip(radius);
    ends.map(|((range, position), radius)| {
        let low = (-radius).max(-position);
        let high = (*radius).min(range.last() - position);
        (float(low), float(high))
    })
    .collect()
}

/// Returns the best step according to models.
pub(super) fn step(
    ground: &Ground<'_>,
    task: &Task,
    models: &[Model],
    bounds: &[(f64, f64)],
    ease: &dyn Fn(&Row) -> f64,
) -> Option<Step> {
    let question = Question {
        task,
        models,
        bounds,
        beside: ground.sought.beside,
        ease,
    };
    question.best_step()
}

/// Returns the spots around a step: every way to round few parameters, three of many.
pub(super) fn rounded(ground: &Ground<'_>, at: &Spot, by: &[f64]) -> Vec<Spot> {
    let ranges = ground.sought.ranges;
    let inside = |spot: Vec<i64>| -> Spot {
        let pairs = spot.into_iter().zip(ranges);
        pairs
            .map(|(position, range)| position.clamp(0, range.last()))
            .collect()
    };
    let all = |round: fn(f64) -> f64| {
        let pairs = at.iter().zip(by);
        inside(
            pairs
                .map(|(position, by)| position.saturating_add(whole(round(*by))))
                .collect(),
        )
    };
    let mut spots = vec![all(f64::round), all(f64::floor), all(f64::ceil)];
    if by.len() <= 3 {
        for choice in 0..1_u32 << by.len() {
            let one = |(bit, (position, by)): (usize, (&i64, &f64))| {
                let by = if choice >> bit & 1 == 1 {
                    by.ceil()
                } else {
                    by.floor()
                };
                position.saturating_add(whole(by))
            };
            spots.push(inside(at.iter().zip(by).enumerate().map(one).collect()));
        }
    }
    spots.sort();
    spots.dedup();
    spots
}

/// Lets what is lacking weigh so much that a step which lacks less weighs less.
fn heavier(weight: f64, (lack, cost): (f64, f64), step: &Step) -> f64 {
    let less = lack - step.lack;
    if less <= 0.0 {
        return weight;
    }
    weight.max(2.0 * (step.cost - cost) / less)
}

fn lightest(
    ground: &mut Ground<'_>,
    task: &Task,
    weight: f64,
    spots: &[Spot],
) -> Option<(Spot, f64)> {
    ground.judge(spots);
    let weighed = spots.iter().filter_map(|spot| {
        let (lack, cost) = task.weighed(spot, ground.scores.get(spot)?);
        Some((spot.clone(), cost + weight * lack))
    });
    weighed.min_by(|one, other| one.1.total_cmp(&other.1))
}

fn add_edge(
    ground: &mut Ground<'_>,
    edges: &mut Vec<(Spot, Model)>,
    spot: Option<Spot>,
    radius: &[i64],
) {
    let Some(spot) = spot else {
        return;
    };
    let Some(seen) = ground.run(std::slice::from_ref(&spot)).pop() else {
        return;
    };
    let short: Vec<i64> = radius.iter().map(|one| (one / 4).max(1)).collect();
    let edge = model(ground, (&spot, &seen), &short);
    if edges.len() >= MOST_EDGES {
        edges.remove(0);
    }
    edges.push((spot, edge));
}

/// Returns the step from one spot to another.
pub(super) fn gap(from: &Spot, to: &Spot) -> Vec<f64> {
    let pairs = from.iter().zip(to);
    pairs.map(|(from, to)| float(to - from)).collect()
}

/// Returns a step after which limits still hold when it is rounded, and around it.
pub(super) fn spacious(ground: &mut Ground<'_>, task: &Task, at: (&Spot, &Seen)) -> Vec<Spot> {
    let radius = radius(ground, 1_000.0);
    let model = model(ground, at, &radius);
    let half = |row: &Row| -0.5 * row.slopes.iter().map(|slope| slope.abs()).sum::<f64>();
    let bounds = bounds(ground, at.0, &radius);
    match step(ground, task, &[model], &bounds, &half) {
        Some(step) => rounded(ground, at.0, &step.by),
        None => Vec::new(),
    }
}
