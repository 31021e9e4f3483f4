//! The best values of several parameters at once: successive linear programming.
//!
//! From each of some starts the way goes downhill ([`descent`]) by steps that linear programs
//! propose ([`program`]) on models of a piece ([`model`]), and ends on whole values around which
//! none does better ([`polish`]). Floats choose what is tried; what is said was run exactly.

mod binding;
mod certificate;
mod conflict;
mod descent;
mod ground;
mod model;
mod numbers;
mod polish;
mod program;

use std::collections::BTreeMap;

use self::ground::{Aim, Ground, Score, Spot, Task, awards, recipients, worth};
use self::numbers::float;
use super::Range;
use crate::domain::{Check, Id, Level, Scenario};
use crate::money::{Cents, Exact, Rounding};
use crate::plan::{Inputs, Plan};
use crate::results::{Best, Goal, Kept, Optimum, Quantity};
use crate::simulation::in_parallel;
use crate::simulation::wishes::{Judged, Tolerances};

/// Most parameters that are varied at once.
pub const MOST_PARAMETERS: usize = 6;

/// Most parameters of which all corners are starts.
const MOST_CORNERED: usize = 3;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The id of the variant.
    pub variant: &'a str,
    /// Its scenario.
    pub scenario: &'a Scenario,
    /// Its plan.
    pub plan: &'a Plan,
    /// Its numbers, as in the file.
    pub inputs: &'a Inputs,
    /// Every variant as it is in the file.
    pub world: &'a [Judged<'a>],
    /// The parameters with their values.
    pub ranges: &'a [Range],
    /// The conditions.
    pub checks: &'a [Check],
    /// What is to be small or large.
    pub goal: &'a Goal,
    /// With what changes are compared.
    pub baseline: Option<&'a Judged<'a>>,
}

/// What is asked, with what all of it needs.
struct Sought<'a> {
    scenario: &'a Scenario,
    plan: &'a Plan,
    inputs: &'a Inputs,
    world: &'a [Judged<'a>],
    ranges: &'a [Range],
    checks: &'a [Check],
    baseline: Option<&'a Judged<'a>>,
    recipients: (Level, Vec<Id>),
    /// What every recipient has in the baseline, year by year.
    beside: &'a [f64],
    /// What rounding can do to any amount or margin, in cents.
    noise: Exact,
}

/// Where the search from one start ended.
struct Walk {
    end: Spot,
    is_settled: bool,
    scores: BTreeMap<Spot, Score>,
}

/// Finds the values of all parameters at once for which all conditions hold and the goal is best.
pub fn optimise(wanted: &Wanted<'_>) -> Optimum {
    let mut checks = wanted.checks.to_vec();
    for check in &mut checks {
        check.scope.variants.clear();
    }
    let mut sought = Sought {
        scenario: wanted.scenario,
        plan: wanted.plan,
        inputs: wanted.inputs,
        world: wanted.world,
        ranges: wanted.ranges,
        checks: &checks,
        baseline: wanted.baseline,
        recipients: recipients(wanted.scenario),
        beside: &[],
        noise: noise(wanted.plan),
    };
    let amounts = wanted
        .baseline
        .map_or(&[][..], |baseline| &baseline.amounts);
    let beside: Vec<f64> = awards(&sought, amounts)
        .map(|one| float(one.count()))
        .collect();
    sought.beside = &beside;
    let task = Task {
        aim: Aim::Goal(wanted.goal.clone()),
        kept: (0..checks.len()).collect(),
    };
    let starts = starts(wanted.ranges);
    let walks = walks(&sought, &task, &starts);
    let mut ground = Ground::of(&sought);
    let mut ends: Vec<(Spot, bool)> = Vec::new();
    for walk in walks {
        ground.scores.extend(walk.scores);
        ends.push((walk.end, walk.is_settled));
    }
    // Few combinations are all run.
    let few = certificate::all_of_few(wanted.ranges);
    let best = ground.best(&task, &few);
    ends.extend(best.map(|best| (best, true)));
    let best = chosen(&mut ground, &task, &ends, starts.len());
    let conflicts = match best {
        Some(_) => Vec::new(),
        None => conflict::smallest(&mut ground, &starts),
    };
    let conditions = kept(&mut ground, &task, best.as_ref().map(|best| &best.0));
    let (before, holds_before) = as_in_file(wanted, &sought, &task);
    let best = best.map(|(spot, best)| Best {
        goal: told(&sought, wanted.goal, &spot, ground.scores.get(&spot)),
        ..best
    });
    Optimum {
        variant: wanted.variant.to_owned(),
        dials: wanted.ranges.iter().map(Range::dial).collect(),
        goal: wanted.goal.clone(),
        before,
        holds_before,
        best,
        conditions,
        conflicts,
        starts: starts.len(),
        tried: ground.scores.len(),
    }
}

/// Walks from every start.
fn walks(sought: &Sought<'_>, task: &Task, starts: &[Spot]) -> Vec<Walk> {
    in_parallel(starts, |start| {
        let mut ground = Ground::of(sought);
        let end = descent::descend(&mut ground, task, start);
        let (end, is_settled) = polish::polish(&mut ground, task, &end);
        Walk {
            end,
            is_settled,
            scores: ground.scores,
        }
    })
}

/// Returns the best end at which all conditions hold, and what is known of it.
fn chosen(
    ground: &mut Ground<'_>,
    task: &Task,
    ends: &[(Spot, bool)],
    starts: usize,
) -> Option<(Spot, Best)> {
    let spots: Vec<Spot> = ends.iter().map(|(spot, _)| spot.clone()).collect();
    let mut best = ground.best(task, &spots)?;
    if !ground.rank(task, &best).0.is_zero() {
        return None;
    }
    let rank = ground.rank(task, &best);
    let walked = spots.iter().take(starts);
    let mut agreeing = walked
        .filter(|spot| ground.rank(task, spot) == rank)
        .count();
    let mut equals: Vec<Spot> = spots;
    equals.retain(|spot| ground.rank(task, spot) == rank);
    // Of equally good values those that move least, counted in parts of their ranges.
    let sought = ground.sought;
    equals.sort_by_key(|spot| (moved(sought, spot), spot.clone()));
    best = equals.into_iter().next().unwrap_or(best);
    let mut is_settled = ends
        .iter()
        .any(|(spot, is_settled)| *spot == best && *is_settled);
    let known = certificate::best_of_all(ground, task, &best);
    let is_exact = known.is_some();
    if let Some(known) = known.filter(|known| ground.rank(task, known) < rank) {
        (best, agreeing) = (known, 0);
    }
    is_settled |= is_exact;
    let pairs = sought.ranges.iter().zip(&best);
    let found = Best {
        values: pairs
            .clone()
            .map(|(range, position)| range.value(*position))
            .collect(),
        at_end: pairs
            .map(|(range, at)| *at == 0 || *at == range.last())
            .collect(),
        goal: Quantity::Amount(Cents::ZERO),
        agreeing,
        is_exact,
        is_settled,
    };
    Some((best, found))
}

fn moved(sought: &Sought<'_>, spot: &Spot) -> Exact {
    let pairs = sought.ranges.iter().zip(spot);
    let parts = pairs.map(|(range, at)| {
        let steps = i64::try_from(range.now().abs_diff(*at)).unwrap_or(i64::MAX);
        Exact::from(steps).over(&range.last().into())
    });
    parts.fold(Exact::zero(), |sum, part| sum.plus(&part))
}

/// Returns what rounding can do to any amount or margin.
fn noise(plan: &Plan) -> Exact {
    let tolerances = Tolerances::of(plan);
    let years = (0..plan.views.len()).map(|year| tolerances.of_all(year));
    let all: Cents = years.sum();
    (all + all + Cents::ONE).into()
}

/// Returns the values to start from: those of the file, the middle, and corners.
fn starts(ranges: &[Range]) -> Vec<Spot> {
    let all = |part: &dyn Fn(usize, i64) -> i64| -> Spot {
        let ends = ranges.iter().enumerate();
        ends.map(|(at, range)| part(at, range.last())).collect()
    };
    let now = ranges.iter().map(Range::now).collect();
    let mut starts: Vec<Spot> = vec![now, all(&|_, last| last / 2)];
    if ranges.len() <= MOST_CORNERED {
        let corners = 0..1_u32 << ranges.len();
        starts.extend(
            corners.map(|corner| all(&|bit, last| if corner >> bit & 1 == 1 { last } else { 0 })),
        );
    } else {
        starts.extend([all(&|_, _| 0), all(&|_, last| last)]);
        let alone = 0..ranges.len();
        starts.extend(alone.map(|one| all(&|at, last| if at == one { last } else { 0 })));
    }
    let mut seen: Vec<Spot> = Vec::new();
    starts.retain(|spot| {
        let is_new = !seen.contains(spot);
        seen.push(spot.clone());
        is_new
    });
    starts
}

/// Returns every condition with its room at the best values, and whether it binds there.
fn kept(ground: &mut Ground<'_>, task: &Task, best: Option<&Spot>) -> Vec<Kept> {
    let mut bindings = best.map_or(Vec::new(), |best| binding::bindings(ground, task, best));
    let score = best.and_then(|best| ground.scores.get(best));
    let checks = ground.sought.checks.iter().enumerate();
    checks
        .map(|(position, check)| {
            let least = score.and_then(|score| score.least.get(position).cloned().flatten());
            let own = bindings.iter().position(|one| one.condition == position);
            Kept {
                check: check.clone(),
                room: least.map(|least| least.to_cents(Rounding::Down)),
                binding: own.map(|own| bindings.remove(own)),
            }
        })
        .collect()
}

/// Returns what the goal comes to in the file, and whether all conditions hold there.
fn as_in_file(wanted: &Wanted<'_>, sought: &Sought<'_>, task: &Task) -> (Quantity, bool) {
    let judged = sought.judged(wanted.inputs);
    let (score, _) = ground::score(sought, &judged);
    let before = match wanted.goal {
        Goal::Value { parameter, .. } => wanted.ranges[*parameter].dial().now,
        goal => told(sought, goal, &Spot::new(), Some(&score)),
    };
    (before, task.lack(&score).is_zero())
}

/// Returns what a goal comes to, as it is told.
fn told(sought: &Sought<'_>, goal: &Goal, spot: &Spot, score: Option<&Score>) -> Quantity {
    if let Goal::Value { parameter, .. } = goal {
        let position = spot.get(*parameter).copied().unwrap_or_default();
        return sought.ranges[*parameter].value(position);
    }
    let amount = score.map(|score| worth(goal, spot, score));
    let amount = amount.map(|amount| amount.to_cents(Rounding::Down));
    Quantity::Amount(amount.unwrap_or_default())
}

/// Returns the numbers at every corner of the ranges.
pub fn corners(ranges: &[Range], inputs: &Inputs) -> Vec<Inputs> {
    let both = |corners: Vec<Inputs>, range: &Range| {
        let ends = corners.iter().flat_map(|inputs| range.ends(inputs));
        ends.collect()
    };
    ranges.iter().fold(vec![inputs.clone()], both)
}
