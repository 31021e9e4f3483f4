//! Uncertain numbers that change nothing: drawn, and of no consequence.

use super::Case;
use super::effect::idle_among;
use crate::domain::matched;
use crate::domain::{Scenario, Uncertain, Uncertainty};

/// Returns the uncertain numbers that change nothing in any of these models, each with its case:
/// growth where no count is of another year than the one it is wanted in, and numbers that move
/// nothing whatever their value, as [`idle_parameters`](super::idle_parameters) tries them.
///
/// Where events may happen nothing is said: they may bring what the number does.
pub fn unmoved<'a>(models: &[(&'a Scenario, &Case)]) -> Vec<&'a Uncertain> {
    let mut found: Vec<&Uncertain> = Vec::new();
    let mut moving: Vec<&Uncertain> = Vec::new();
    for (scenario, case) in models {
        let still = match scenario.events.is_empty() {
            true => unmoved_in(scenario, case),
            false => Vec::new(),
        };
        for one in &scenario.uncertain {
            let list = match still.iter().any(|other| other.id == one.id) {
                true => &mut found,
                false => &mut moving,
            };
            list.push(one);
        }
    }
    found.retain(|one| !moving.iter().any(|other| other.id == one.id));
    found.sort_by(|left, right| left.id.cmp(&right.id));
    found.dedup_by(|left, right| left.id == right.id);
    found
}

fn unmoved_in<'a>(scenario: &'a Scenario, case: &Case) -> Vec<&'a Uncertain> {
    let patterns: Vec<&str> = scenario.uncertain.iter().filter_map(pattern).collect();
    let idle = match patterns.is_empty() {
        true => Vec::new(),
        false => idle_among(case, |path| {
            patterns.iter().any(|one| matched(one, path).is_some())
        }),
    };
    let is_idle = |path: &str| idle.iter().any(|idle| idle == path);
    let still = scenario.uncertain.iter().filter(|one| match &one.target {
        Uncertainty::Growth(_) => !grows(case),
        Uncertainty::Counts(_) => false,
        Uncertainty::Number(pattern) => {
            let lines = case.plan.slots.iter();
            let mut paths = lines.filter(|line| matched(pattern, &line.path).is_some());
            paths.all(|line| is_idle(&line.path))
        }
    });
    still.collect()
}

fn pattern(one: &Uncertain) -> Option<&str> {
    match &one.target {
        Uncertainty::Number(pattern) => Some(pattern),
        Uncertainty::Growth(_) | Uncertainty::Counts(_) => None,
    }
}

/// Says whether any count is wanted in a later year than it was counted in.
fn grows(case: &Case) -> bool {
    let years = case.plan.years.iter();
    let costs = case.plan.costs.years.iter().map(|year| &year.counted);
    let years = years.chain(costs);
    years
        .flat_map(|year| &year.counts)
        .any(|rule| rule.years > 0)
}
