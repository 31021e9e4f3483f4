//! Bindings: which conditions keep the goal from being better, and who is nearest to breaking them.

use super::descent::{bounds, radius, step};
use super::ground::{Ground, Spot, Task};
use super::model::{Model, model};
use crate::results::Binding;
use crate::simulation::wishes::looked_at;

/// What longest steps around the best values are a part of.
const PARTS: f64 = 256.0;

/// What part of all that conditions cost counts as nothing.
const LITTLE: f64 = 0.05;

/// Returns as few conditions as together keep the goal from being better around a spot.
pub(super) fn bindings(ground: &mut Ground<'_>, task: &Task, best: &Spot) -> Vec<Binding> {
    let Some(seen) = ground.run(std::slice::from_ref(best)).pop() else {
        return Vec::new();
    };
    let radius = radius(ground, PARTS);
    let models = [model(ground, (best, &seen), &radius)];
    let bounds = bounds(ground, best, &radius);
    let cost = |kept: Vec<usize>| {
        let aim = task.aim.clone();
        cost(ground, &Task { aim, kept }, &models, &bounds)
    };
    let (Some(least), Some(free)) = (cost(task.kept.clone()), cost(Vec::new())) else {
        return Vec::new();
    };
    let little = LITTLE * (least - free);
    if little <= 0.0 {
        return Vec::new();
    }
    let mut kept = task.kept.clone();
    for condition in &task.kept {
        let rest = kept.iter().copied().filter(|one| one != condition);
        let rest: Vec<usize> = rest.collect();
        if cost(rest.clone()).is_some_and(|cost| cost >= least - little) {
            kept = rest;
        }
    }
    let nearest = kept.into_iter().filter_map(|at| nearest(ground, best, at));
    nearest.collect()
}

fn cost(ground: &Ground<'_>, task: &Task, models: &[Model], bounds: &[(f64, f64)]) -> Option<f64> {
    step(ground, task, models, bounds, &|_| 0.0).map(|step| step.cost)
}

/// Returns what a condition is nearest to breaking on.
fn nearest(ground: &Ground<'_>, spot: &Spot, condition: usize) -> Option<Binding> {
    let sought = ground.sought;
    let inputs = sought.inputs_at(spot);
    let own = sought.judged(&inputs);
    let check = sought.checks.get(condition)?;
    let looks = looked_at(check, &own, sought.world, |year, margin, says| {
        (margin, year, says)
    });
    let nearest = looks.into_iter().min_by(|one, other| one.0.cmp(&other.0));
    nearest.map(|(_, year, counterexample)| Binding {
        condition,
        year,
        counterexample,
    })
}
