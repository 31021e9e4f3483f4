//! Solving: for which values of a parameter do conditions hold?
//!
//! The values are cents, heads or small steps of a share, so that there are finitely many; still
//! too many to try them all. The range is cut where decisions change ([`pieces`]), each condition
//! is followed along the pieces ([`holds`]), and what is said of an end point was run. Nothing here
//! knows what a condition is about: only its margin, which is at least zero when it holds.

mod breakpoints;
mod conflict;
mod grid;
mod holds;
mod objective;
mod pieces;
mod range;
mod standing;
mod trials;

pub use breakpoints::breakpoints;
pub use grid::solve_beside;
pub use objective::{MOST_PARAMETERS, Wanted, corners, optimise};
pub use range::{Range, RangeError, may_shrink};
pub use standing::Baseline;

use self::holds::Run;
use self::pieces::Piece;
use self::trials::{Trials, verdicts};
use super::wishes::Judged;
use crate::domain::{Check, Scenario};
use crate::plan::{Inputs, Plan};
use crate::results::{Answered, Binding, Certainty, Clash, Edge, Interval};
use crate::results::{Relaxation, Solution, Stop};

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
    let checks = own_checks(asked);
    let asked = Asked {
        checks: &checks,
        ..*asked
    };
    Sought::of(&asked).solution()
}

/// Returns the conditions; whoever asks for one asks it of this variant.
fn own_checks(asked: &Asked<'_>) -> Vec<Check> {
    let mut checks = asked.checks.to_vec();
    for check in &mut checks {
        check.scope.variants.clear();
    }
    checks
}

/// A range with its pieces, and where each condition holds.
struct Sought<'a> {
    asked: &'a Asked<'a>,
    trials: Trials<'a>,
    pieces: Vec<Piece>,
    holds: Vec<Vec<Run>>,
}

impl<'a> Sought<'a> {
    fn of(asked: &'a Asked<'a>) -> Sought<'a> {
        let mut trials = Trials::of(asked);
        let pieces = pieces::pieces(&mut trials);
        let conditions = 0..asked.checks.len();
        let holds = conditions.map(|condition| holds::runs(&mut trials, &pieces, condition));
        Sought {
            holds: holds.collect(),
            asked,
            trials,
            pieces,
        }
    }

    fn solution(&mut self) -> Solution {
        let asked = self.asked;
        let all: Vec<usize> = (0..asked.checks.len()).collect();
        let all_hold = together(asked.range, &self.holds, &all);
        let conflicts = match all_hold.is_empty() {
            true => conflict::smallest(all.len(), |set| {
                together(asked.range, &self.holds, set).is_empty()
            }),
            false => Vec::new(),
        };
        let conflicts = conflicts.iter().map(|set| Clash {
            ways_out: self.ways_out(set),
        });
        let conflicts = conflicts.collect();
        let conditions = asked.checks.iter().zip(&self.holds).enumerate();
        let conditions = conditions.map(|(position, (check, runs))| Answered {
            check: check.clone(),
            is_judged: self.trials.margin(0, position).is_some(),
            holds: intervals(asked, runs, &[position]),
        });
        Solution {
            variant: asked.variant.to_owned(),
            dial: asked.range.dial(),
            conditions: conditions.collect(),
            holds: intervals(asked, &all_hold, &all),
            conflicts,
            tried: self.trials.tried(),
        }
    }

    /// Returns by how little each condition of a set may give way, when the others hold; none for
    /// those whose others do not hold together.
    fn ways_out(&mut self, set: &[usize]) -> Vec<Relaxation> {
        let mut ways_out = Vec::new();
        for condition in set {
            let others: Vec<usize> = set.iter().copied().filter(|one| one != condition).collect();
            let allowed = together(self.asked.range, &self.holds, &others);
            let least = conflict::nearest(&mut self.trials, &self.pieces, &allowed, *condition);
            ways_out.extend(least.map(|least| Relaxation {
                condition: *condition,
                gives: conflict::lacking(&least.margin),
                at: self.asked.range.value(least.position),
                binding: failing(self.asked, least.position, &[*condition]).pop(),
                certainty: least.certainty,
            }));
        }
        ways_out
    }
}

fn together(range: &Range, holds: &[Vec<Run>], set: &[usize]) -> Vec<Run> {
    conflict::together(whole(range), holds, set)
}

/// Returns all values of a range.
fn whole(range: &Range) -> Run {
    Run {
        first: 0,
        last: range.last(),
        certainty: Certainty::Exact,
    }
}

/// Returns runs with what binds at their ends.
fn intervals(asked: &Asked<'_>, runs: &[Run], conditions: &[usize]) -> Vec<Interval> {
    let edge = |position: i64, beyond: i64| Edge {
        value: asked.range.value(position),
        stop: match (0..=asked.range.last()).contains(&beyond) {
            true => Stop::Limit,
            false if beyond < 0 && asked.range.begins_at_the_least() => Stop::Least,
            false => Stop::Search,
        },
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
