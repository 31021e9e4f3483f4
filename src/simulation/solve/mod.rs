//! Solving: for which values of a parameter do conditions hold?
//!
//! The values are cents, heads or small steps of a share, so that there are finitely many; still
//! too many to try them all. The range is cut where decisions change ([`pieces`]), each condition
//! is followed along the pieces ([`holds`]), and what is said of an end point was run. Nothing here
//! knows what a condition is about: only its margin, which is at least zero when it holds.

mod breakpoints;
mod conflict;
mod holds;
mod objective;
mod pieces;
mod range;
mod standing;
mod trials;

pub use breakpoints::breakpoints;
pub use objective::{MOST_PARAMETERS, Wanted, corners, optimise};
pub use range::{Range, RangeError};
pub use standing::Baseline;

use self::holds::Run;
use self::trials::{Trials, verdicts};
use super::wishes::Judged;
use crate::domain::{Check, Scenario};
use crate::plan::{Inputs, Plan};
use crate::results::{Answered, Binding, Certainty, Clash, Edge, Interval, Relaxation, Solution};

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The id of the variant.
    pub variant: &'a str,
    /// Its scenario.
    pub scenario: &'a Scenario,
    /// Its plan.
    pub plan: &'a Plan,
    /// Its numbers, as in the file.
    pub inputs: &'a Inputs,
    /// Every variant as it is in the file, for conditions that compare with one.
    pub world: &'a [Judged<'a>],
    /// The parameter with its values.
    pub range: &'a Range,
    /// The conditions.
    pub checks: &'a [Check],
    /// With what gains and ranks are compared, where breakpoints are asked.
    pub baseline: Option<&'a Baseline<'a>>,
}

/// Finds every value of the range for which all conditions hold.
pub fn solve(asked: &Asked<'_>) -> Solution {
    let mut checks = asked.checks.to_vec();
    // Whoever asks for a condition asks it of this variant.
    for check in &mut checks {
        check.scope.variants.clear();
    }
    let asked = Asked {
        checks: &checks,
        ..*asked
    };
    let mut trials = Trials::of(&asked);
    let pieces = pieces::pieces(&mut trials);
    let all: Vec<usize> = (0..checks.len()).collect();
    let holds: Vec<Vec<Run>> = all
        .iter()
        .map(|condition| holds::runs(&mut trials, &pieces, *condition))
        .collect();
    let whole = Run {
        first: 0,
        last: asked.range.last(),
        certainty: Certainty::Exact,
    };
    let together = conflict::together(whole, &holds, &all);
    let conflicts = match together.is_empty() {
        true => conflict::smallest(whole, &holds),
        false => Vec::new(),
    };
    let mut resolved = Vec::new();
    for set in &conflicts {
        let mut ways_out = Vec::new();
        for condition in set {
            let others: Vec<usize> = set.iter().copied().filter(|one| one != condition).collect();
            let allowed = conflict::together(whole, &holds, &others);
            let least = conflict::nearest(&mut trials, &pieces, &allowed, *condition);
            ways_out.extend(least.map(|least| Relaxation {
                condition: *condition,
                gives: conflict::lacking(&least.margin),
                at: asked.range.value(least.position),
                binding: failing(&asked, least.position, &[*condition]).pop(),
                certainty: least.certainty,
            }));
        }
        resolved.push(Clash { ways_out });
    }
    let conditions = checks.iter().zip(&holds).enumerate();
    let conditions = conditions.map(|(position, (check, runs))| Answered {
        check: check.clone(),
        is_judged: trials.margin(0, position).is_some(),
        holds: intervals(&asked, runs, &[position]),
    });
    Solution {
        variant: asked.variant.to_owned(),
        dial: asked.range.dial(),
        conditions: conditions.collect(),
        holds: intervals(&asked, &together, &all),
        conflicts: resolved,
        tried: trials.tried(),
    }
}

/// Returns runs with what binds at their ends.
fn intervals(asked: &Asked<'_>, runs: &[Run], conditions: &[usize]) -> Vec<Interval> {
    let edge = |position: i64, beyond: i64| Edge {
        value: asked.range.value(position),
        binds: match (0..=asked.range.last()).contains(&beyond) {
            true => failing(asked, beyond, conditions),
            false => Vec::new(),
        },
    };
    runs.iter()
        .map(|run| Interval {
            first: edge(run.first, run.first - 1),
            last: edge(run.last, run.last + 1),
            certainty: run.certainty,
        })
        .collect()
}

/// Returns which of the conditions fail at a value, each in the year in which it lacks most.
fn failing(asked: &Asked<'_>, position: i64, conditions: &[usize]) -> Vec<Binding> {
    verdicts(asked, position, |verdicts| {
        let failing = conditions.iter().filter_map(|condition| {
            let years = verdicts.get(*condition)?.iter();
            let worst = years
                .filter(|verdict| !verdict.holds)
                .min_by_key(|verdict| verdict.margin.clone())?;
            Some(Binding {
                condition: *condition,
                year: worst.year,
                counterexample: worst.counterexample.clone()?,
            })
        });
        failing.collect()
    })
}
