//! The ground that is searched: what a run says at a spot, which is a value of each parameter.

use std::collections::BTreeMap;

use super::Sought;
use super::numbers::{float, float_of};
use crate::domain::{Id, Level};
use crate::money::{Cents, Exact};
use crate::plan::Inputs;
use crate::results::{Amounts, Decision, Decisions, Goal, Place, keep_books};
use crate::simulation::in_parallel;
use crate::simulation::wishes::{Judged, looked_at};

/// The id of what is tried, which no variant can have.
const TRIED: &str = "?";

/// A value of each parameter, by its position in the range.
pub(super) type Spot = Vec<i64>;

/// What decides between spots.
#[derive(Clone, Debug)]
pub(super) struct Score {
    /// The least margin of each condition; `None` where there is nothing to judge.
    pub(super) least: Vec<Option<Exact>>,
    /// What the things that each condition looks at lack, together.
    pub(super) lacks: Vec<f64>,
    pub(super) total: Cents,
    pub(super) least_award: Cents,
    pub(super) change: Cents,
}

/// All that a run says.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) way: BTreeMap<Place, Decision>,
    /// The margin of each thing that each condition looks at.
    pub(super) margins: Vec<Vec<f64>>,
    /// What each recipient has, year by year.
    pub(super) awards: Vec<f64>,
    pub(super) score: Score,
}

/// What is wanted of a spot.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub(super) aim: Aim,
    /// The conditions that must hold, by position.
    pub(super) kept: Vec<usize>,
}

/// What is to be small.
#[derive(Clone, Debug)]
pub(super) enum Aim {
    /// Nothing: it is enough that the conditions hold.
    Any,
    /// The goal, or its opposite where it is to be large.
    Goal(Goal),
    /// What a condition lacks.
    Lack(usize),
}

/// The runs so far.
pub(super) struct Ground<'a> {
    pub(super) sought: &'a Sought<'a>,
    pub(super) scores: BTreeMap<Spot, Score>,
}

impl<'a> Ground<'a> {
    pub(super) fn of(sought: &'a Sought<'a>) -> Ground<'a> {
        Ground {
            sought,
            scores: BTreeMap::new(),
        }
    }

    /// Runs spots, in parallel.
    pub(super) fn run(&mut self, spots: &[Spot]) -> Vec<Seen> {
        let sought = self.sought;
        let seen = in_parallel(spots, |spot| seen(sought, spot));
        let scores = spots.iter().zip(&seen);
        let scores = scores.map(|(spot, seen)| (spot.clone(), seen.score.clone()));
        self.scores.extend(scores);
        seen
    }

    /// Runs spots of which only the score is asked, in parallel, none twice.
    pub(super) fn judge(&mut self, spots: &[Spot]) {
        let mut new = spots.to_vec();
        new.retain(|spot| !self.scores.contains_key(spot));
        new.sort();
        new.dedup();
        let sought = self.sought;
        let scores = in_parallel(&new, |spot| {
            let inputs = sought.inputs_at(spot);
            score(sought, &sought.judged(&inputs)).0
        });
        self.scores.extend(new.into_iter().zip(scores));
    }

    /// Returns what ranks a spot: what its conditions lack, then what it costs.
    pub(super) fn rank(&mut self, task: &Task, spot: &Spot) -> (Exact, Exact) {
        self.judge(std::slice::from_ref(spot));
        let Some(score) = self.scores.get(spot) else {
            return (Exact::one(), Exact::zero());
        };
        (task.lack(score), task.cost(spot, score))
    }

    /// Returns the best of some spots; of equal ones the first.
    pub(super) fn best(&mut self, task: &Task, spots: &[Spot]) -> Option<Spot> {
        self.judge(spots);
        let ranked = spots.iter().map(|spot| (self.rank(task, spot), spot));
        let best = ranked.min_by(|one, other| one.0.cmp(&other.0));
        best.map(|(_, spot)| spot.clone())
    }
}

impl Task {
    /// Returns what the conditions lack, each where it lacks most.
    pub(super) fn lack(&self, score: &Score) -> Exact {
        let lacks = self.kept.iter().map(|condition| lack(score, *condition));
        lacks.fold(Exact::zero(), |sum, lack| sum.plus(&lack))
    }

    /// Returns what is to be small, in cents or steps of a parameter.
    pub(super) fn cost(&self, spot: &Spot, score: &Score) -> Exact {
        match &self.aim {
            Aim::Any => Exact::zero(),
            Aim::Lack(condition) => lack(score, *condition),
            Aim::Goal(goal) => {
                let cost = worth(goal, spot, score);
                match is_least(goal) {
                    true => cost,
                    false => Exact::zero().minus(&cost),
                }
            }
        }
    }

    /// Returns what a descent weighs: all that is lacking, and what it costs.
    pub(super) fn weighed(&self, spot: &Spot, score: &Score) -> (f64, f64) {
        let lacks = self.kept.iter().filter_map(|at| score.lacks.get(*at));
        (lacks.sum(), float_of(&self.cost(spot, score)))
    }
}

/// Returns what a goal comes to, in cents or steps of a parameter.
pub(super) fn worth(goal: &Goal, spot: &Spot, score: &Score) -> Exact {
    match goal {
        Goal::Total { .. } => score.total.into(),
        Goal::Value { parameter, .. } => spot.get(*parameter).copied().unwrap_or_default().into(),
        Goal::LeastAward => score.least_award.into(),
        Goal::Change { .. } => score.change.into(),
    }
}

/// Says whether a goal is to be small.
pub(super) fn is_least(goal: &Goal) -> bool {
    match goal {
        Goal::Total { is_least } | Goal::Value { is_least, .. } => *is_least,
        Goal::LeastAward => false,
        Goal::Change { .. } => true,
    }
}

fn lack(score: &Score, condition: usize) -> Exact {
    let margin = score.least.get(condition).cloned().flatten();
    let margin = margin.filter(Exact::is_negative);
    margin.map_or(Exact::zero(), |margin| Exact::zero().minus(&margin))
}

fn seen(sought: &Sought<'_>, spot: &Spot) -> Seen {
    let inputs = sought.inputs_at(spot);
    let books = keep_books(sought.plan, &inputs);
    let way = Decisions::of(sought.plan, &inputs, &books).taken;
    let judged = sought.judged(&inputs);
    let (score, margins) = score(sought, &judged);
    let awards = awards(sought, &judged.amounts);
    Seen {
        way,
        margins,
        awards: awards.map(|award| float(award.count())).collect(),
        score,
    }
}

/// Returns the score of a run, and every margin.
pub(super) fn score(sought: &Sought<'_>, own: &Judged<'_>) -> (Score, Vec<Vec<f64>>) {
    let mut score = Score {
        least: Vec::new(),
        lacks: Vec::new(),
        total: own.amounts.iter().map(|amounts| amounts.total).sum(),
        least_award: awards(sought, &own.amounts).min().unwrap_or_default(),
        change: Cents::ZERO,
    };
    let beside = sought.baseline.map(|baseline| &baseline.amounts);
    if let Some(beside) = beside {
        let gaps = awards(sought, &own.amounts).zip(awards(sought, beside));
        score.change = gaps
            .map(|(own, before)| (own - before).max(before - own))
            .sum();
    }
    let mut margins = Vec::new();
    for check in sought.checks {
        let own = looked_at(check, own, sought.world, |_, margin, _| margin);
        let floats: Vec<f64> = own.iter().map(float_of).collect();
        score
            .lacks
            .push(floats.iter().map(|one| (-one).max(0.0)).sum());
        score.least.push(own.into_iter().min());
        margins.push(floats);
    }
    (score, margins)
}

/// Returns what each recipient has, year by year.
pub(super) fn awards<'b>(
    sought: &'b Sought<'_>,
    amounts: &'b [Amounts],
) -> impl Iterator<Item = Cents> + 'b {
    let (level, ids) = &sought.recipients;
    let years = amounts.iter();
    years.flat_map(move |year| ids.iter().map(|id| year.at(*level, id)))
}

/// Returns the partnerships, or the regions where there are none.
pub(super) fn recipients(scenario: &crate::domain::Scenario) -> (Level, Vec<Id>) {
    let partnerships = scenario.partnerships.iter().map(|one| one.id.clone());
    let partnerships: Vec<Id> = partnerships.collect();
    match partnerships.is_empty() {
        false => (Level::Partnership, partnerships),
        true => {
            let regions = scenario.regions.iter().map(|one| one.id.clone());
            (Level::Region, regions.collect())
        }
    }
}

impl Sought<'_> {
    /// Returns the numbers of a spot.
    pub(super) fn inputs_at(&self, spot: &Spot) -> Inputs {
        let pairs = self.ranges.iter().zip(spot);
        pairs.fold(self.inputs.clone(), |inputs, (range, position)| {
            range.written(&inputs, *position)
        })
    }

    /// Runs the variant with other numbers.
    pub(super) fn judged<'b>(&'b self, inputs: &'b Inputs) -> Judged<'b> {
        Judged::of(TRIED, self.scenario, self.plan, inputs)
    }
}
