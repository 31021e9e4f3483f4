//! Steps: the best step from a spot according to models, by linear programming.
//!
//! First as little as possible is lacking, then the goal is as good as it can be without more
//! lacking. Every parameter is measured in parts of the longest step, and every margin in parts of
//! what the longest steps change together, so that all numbers are of one size.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Solution, Variable};

use super::ground::{Aim, Task, is_least};
use super::model::{Model, Row};
use crate::results::Goal;

/// How far a step may go, least and most, for each parameter.
pub(super) type Bounds = [(f64, f64)];

/// What counts as zero in numbers of size one.
const NEXT_TO_NOTHING: f64 = 1e-7;

/// A margin that lacks more times what it can change is beyond reach.
const BEYOND_REACH: f64 = 1e6;

/// A step with what the first model expects of it.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) by: Vec<f64>,
    pub(super) lack: f64,
    pub(super) cost: f64,
}

/// What is asked of the models.
pub(super) struct Question<'a> {
    pub(super) task: &'a Task,
    /// Models seen from one spot, the own one first; a margin is the least that any of them says.
    pub(super) models: &'a [Model],
    pub(super) bounds: &'a Bounds,
    /// What every recipient has in the baseline, year by year.
    pub(super) beside: &'a [f64],
    /// What is added to a margin.
    pub(super) ease: &'a dyn Fn(&Row) -> f64,
}

/// A margin as a line of a program: `parts` of the parameters is at least `least`.
struct Limit {
    parts: Vec<f64>,
    least: f64,
    /// What one whole of it is worth in cents.
    size: f64,
}

/// A program with its parameters.
pub(super) struct Program {
    problem: Problem,
    parameters: Vec<Variable>,
    longest: Vec<f64>,
}

impl Question<'_> {
    /// Returns the best step, `None` where no program could be solved.
    pub(super) fn best_step(&self) -> Option<Step> {
        let limits = self.limits();
        let (lack, slackest) = match limits.is_empty() {
            true => (0.0, None),
            false => {
                let least = self.least_lack(&limits)?;
                (least.1.max(0.0), Some(least.0))
            }
        };
        let best = self.least_cost(&limits, lack).or(slackest)?;
        Some(self.expected(best))
    }

    fn expected(&self, by: Vec<f64>) -> Step {
        let (mut lack, mut cost) = (0.0, 0.0);
        if let Some(model) = self.models.first() {
            let kept = self
                .task
                .kept
                .iter()
                .filter_map(|at| model.margins.get(*at));
            lack = kept.flatten().map(|row| (-row.after(&by)).max(0.0)).sum();
            cost = self.cost_of(model, &by);
        }
        Step { by, lack, cost }
    }

    fn cost_of(&self, model: &Model, by: &[f64]) -> f64 {
        if let Aim::Goal(Goal::Change { .. }) = &self.task.aim {
            let pairs = model.awards.iter().zip(self.beside);
            return pairs
                .map(|(row, before)| (row.after(by) - before).abs())
                .sum();
        }
        let rows = cost_rows(self.task, model);
        rows.iter()
            .map(|row| row.after(by))
            .fold(f64::MIN, f64::max)
            .max(-f64::MAX)
    }

    /// Returns what margins demand, without those that no step can break.
    fn limits(&self) -> Vec<Limit> {
        let longest = longest(self.bounds);
        let mut limits = Vec::new();
        for model in self.models {
            let kept = self
                .task
                .kept
                .iter()
                .filter_map(|at| model.margins.get(*at));
            for row in kept.flatten() {
                let (value, size) = (row.value + (self.ease)(row), size(row, &longest));
                if value >= size || size <= 0.0 || -value > BEYOND_REACH * size {
                    continue;
                }
                let parts = row.slopes.iter().zip(&longest);
                limits.push(Limit {
                    parts: parts.map(|(slope, long)| slope * long / size).collect(),
                    least: -value / size,
                    size,
                });
            }
        }
        limits
    }

    /// Returns a step that lacks least, and what it lacks in parts of the largest size.
    fn least_lack(&self, limits: &[Limit]) -> Option<(Vec<f64>, f64)> {
        let mut program = Program::of(self.bounds, &|_| 0.0);
        let largest = limits.iter().map(|limit| limit.size).fold(0.0, f64::max);
        for limit in limits {
            let slack = program
                .problem
                .add_var(limit.size / largest, (0.0, f64::INFINITY));
            program.demand(&limit.parts, Some((slack, 1.0)), limit.least);
        }
        let solution = program.solved()?;
        Some((program.step(&solution), solution.objective()))
    }

    /// Returns the step that costs least among those that lack no more than `lack`.
    fn least_cost(&self, limits: &[Limit], lack: f64) -> Option<Vec<f64>> {
        let mut program = Program::of(self.bounds, &|_| 0.0);
        let largest = limits.iter().map(|limit| limit.size).fold(0.0, f64::max);
        let mut slacks: Vec<(Variable, f64)> = Vec::new();
        for limit in limits {
            let slack = (lack > NEXT_TO_NOTHING).then(|| {
                let slack = program.problem.add_var(0.0, (0.0, f64::INFINITY));
                slacks.push((slack, limit.size / largest));
                (slack, 1.0)
            });
            program.demand(&limit.parts, slack, limit.least - NEXT_TO_NOTHING);
        }
        if !slacks.is_empty() {
            let most = lack * (1.0 + 1e-6) + NEXT_TO_NOTHING;
            program
                .problem
                .add_constraint(&slacks, ComparisonOp::Le, most);
        }
        self.add_cost(&mut program);
        let solution = program.solved()?;
        Some(program.step(&solution))
    }

    /// Lets a program minimise what the task costs.
    fn add_cost(&self, program: &mut Program) {
        if let Aim::Goal(Goal::Change { .. }) = &self.task.aim {
            return self.add_changes(program);
        }
        let rows = self
            .models
            .iter()
            .flat_map(|model| cost_rows(self.task, model));
        let rows: Vec<Row> = rows.collect();
        let sizes = rows.iter().map(|row| size(row, &program.longest));
        let scale = sizes.fold(0.0, f64::max);
        if scale <= 0.0 {
            return;
        }
        let longest = program.longest.clone();
        let reach = |row: &Row, sign: f64| row.value + sign * size(row, &longest);
        let floor = rows
            .iter()
            .map(|row| reach(row, -1.0))
            .fold(f64::MIN, f64::max);
        let cost = program
            .problem
            .add_var(1.0, (f64::NEG_INFINITY, f64::INFINITY));
        for row in rows {
            if reach(&row, 1.0) < floor {
                continue;
            }
            let parts = row.slopes.iter().zip(&program.longest);
            let parts: Vec<f64> = parts.map(|(slope, long)| -slope * long / scale).collect();
            program.demand(&parts, Some((cost, 1.0)), (row.value - floor) / scale);
        }
    }

    fn add_changes(&self, program: &mut Program) {
        let Some(model) = self.models.first() else {
            return;
        };
        let sizes = model.awards.iter().map(|row| size(row, &program.longest));
        let scale = sizes.fold(0.0, f64::max);
        for (row, before) in model.awards.iter().zip(self.beside) {
            let own = size(row, &program.longest);
            if own <= 0.0 {
                continue;
            }
            let change = program.problem.add_var(own / scale, (0.0, f64::INFINITY));
            for sign in [1.0, -1.0] {
                let parts = row.slopes.iter().zip(&program.longest);
                let parts: Vec<f64> = parts
                    .map(|(slope, long)| -sign * slope * long / own)
                    .collect();
                let least = sign * (row.value - before) / own;
                program.demand(&parts, Some((change, 1.0)), least);
            }
        }
    }

    /// Returns between which ends each step lies that keeps all limits and costs at most `most`;
    /// `None` where there is no such step, an error where no program could be solved.
    pub(super) fn reach(&self, most: f64) -> Result<Option<Vec<(f64, f64)>>, ()> {
        let limits = self.limits();
        let rows = self
            .models
            .iter()
            .flat_map(|model| cost_rows(self.task, model));
        let rows: Vec<Row> = rows.collect();
        let mut ends = Vec::new();
        for parameter in 0..self.bounds.len() {
            let end = |sign: f64| {
                let mut program =
                    Program::of(self.bounds, &|at| if at == parameter { sign } else { 0.0 });
                for limit in &limits {
                    program.demand(&limit.parts, None, limit.least);
                }
                for row in &rows {
                    let size = size(row, &program.longest).max(1.0);
                    let parts = row.slopes.iter().zip(&program.longest);
                    let parts: Vec<f64> = parts.map(|(slope, long)| -slope * long / size).collect();
                    program.demand(&parts, None, (row.value - most) / size);
                }
                match program.problem.solve() {
                    Ok(outcome) => {
                        let solution = outcome.into_solution().map_err(|_| ())?;
                        Ok(program.step(&solution).get(parameter).copied())
                    }
                    Err(microlp::Error::Infeasible) => Ok(None),
                    Err(_) => Err(()),
                }
            };
            match (end(1.0)?, end(-1.0)?) {
                (Some(low), Some(high)) => ends.push((low, high)),
                _ => return Ok(None),
            }
        }
        Ok(Some(ends))
    }
}

/// Returns rows of which the greatest is what a task costs; none where it is a sum of changes.
fn cost_rows(task: &Task, model: &Model) -> Vec<Row> {
    let signed = |row: &Row, goal: &Goal| match is_least(goal) {
        true => row.clone(),
        false => row.opposite(),
    };
    match &task.aim {
        Aim::Any | Aim::Goal(Goal::Change { .. }) => Vec::new(),
        Aim::Lack(condition) => {
            let rows = model.margins.get(*condition).into_iter().flatten();
            let rows = rows.map(Row::opposite);
            let none = Row {
                value: 0.0,
                slopes: vec![0.0; model.total.slopes.len()],
            };
            rows.chain([none]).collect()
        }
        Aim::Goal(goal @ Goal::Total { .. }) => vec![signed(&model.total, goal)],
        Aim::Goal(goal @ Goal::Value { parameter, .. }) => {
            let row = model.place.get(*parameter);
            row.map(|row| signed(row, goal)).into_iter().collect()
        }
        Aim::Goal(Goal::LeastAward) => model.awards.iter().map(Row::opposite).collect(),
    }
}

/// Returns the longest step of each parameter.
fn longest(bounds: &Bounds) -> Vec<f64> {
    let longest = bounds.iter().map(|(low, high)| low.abs().max(high.abs()));
    longest.collect()
}

/// Returns what the longest steps change together.
fn size(row: &Row, longest: &[f64]) -> f64 {
    let changes = row.slopes.iter().zip(longest);
    changes.map(|(slope, long)| (slope * long).abs()).sum()
}

impl Program {
    fn of(bounds: &Bounds, worth: &dyn Fn(usize) -> f64) -> Program {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let longest = longest(bounds);
        let parameters = bounds.iter().zip(&longest).enumerate();
        let parameters = parameters.map(|(at, ((low, high), long))| {
            let ends = if *long > 0.0 {
                (low / long, high / long)
            } else {
                (0.0, 0.0)
            };
            problem.add_var(worth(at), ends)
        });
        let parameters = parameters.collect();
        Program {
            problem,
            parameters,
            longest,
        }
    }

    /// Demands that parts of the parameters, with something else, come to `least` or more.
    fn demand(&mut self, parts: &[f64], other: Option<(Variable, f64)>, least: f64) {
        let parts = self.parameters.iter().copied().zip(parts.iter().copied());
        let parts = parts.filter(|(_, part)| *part != 0.0);
        let line: Vec<(Variable, f64)> = parts.chain(other).collect();
        self.problem.add_constraint(&line, ComparisonOp::Ge, least);
    }

    fn solved(&self) -> Option<Solution> {
        self.problem.solve().ok()?.into_solution().ok()
    }

    fn step(&self, solution: &Solution) -> Vec<f64> {
        let parameters = self.parameters.iter().zip(&self.longest);
        let values = parameters.map(|(one, long)| solution.var_value(*one) * long);
        values.collect()
    }
}
