//! [`Solution`]: for which values of a parameter conditions hold, and why not for others.

use super::Counterexample;
use crate::domain::{Check, Year};
use crate::money::{Cents, Exact};

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// An amount.
    Amount(Cents),
    /// Heads, members or a threshold.
    Heads(i64),
    /// A share or growth.
    Part(Exact),
    /// Hours, or an agreed weight.
    Number(Exact),
}

/// A parameter with the values that were looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dial {
    /// Its path.
    pub path: String,
    /// The value in the file.
    pub now: Quantity,
    /// The least value that is looked at.
    pub from: Quantity,
    /// The greatest value that is looked at.
    pub to: Quantity,
    /// How far apart two values are.
    pub step: Quantity,
}

/// How sure an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Every value of the range is accounted for.
    Exact,
    /// The end points are verified; between values that were tried, something was assumed.
    Bracketed,
}

/// What stands in the way right beyond an end point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The condition, by position.
    pub condition: usize,
    /// The year in which it fails.
    pub year: Year,
    /// What breaks it at the next value.
    pub counterexample: Counterexample,
}

/// Why an interval of solutions ends where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A condition fails at the next value.
    Limit,
    /// The range ends there; what lies beyond was not looked at.
    Search,
    /// The parameter has no value beyond.
    Least,
}

impl Stop {
    /// Returns the name in results.
    pub const fn name(self) -> &'static str {
        match self {
            Stop::Limit => "limit",
            Stop::Search => "search",
            Stop::Least => "least",
        }
    }
}

/// An end point of an interval of solutions, itself a solution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The value.
    pub value: Quantity,
    /// Why it is an end.
    pub stop: Stop,
    /// What fails at the next value; nothing where the range ends.
    pub binds: Vec<Binding>,
}

/// Neighbouring values for which conditions hold, both ends among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The least of them.
    pub first: Edge,
    /// The greatest of them.
    pub last: Edge,
    /// How sure it is.
    pub certainty: Certainty,
}

/// One condition with the values for which it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The condition.
    pub check: Check,
    /// Whether there was anything to judge.
    pub is_judged: bool,
    /// The values for which it holds.
    pub holds: Vec<Interval>,
}

/// How far a condition must give way at least, when the others of its conflict stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relaxation {
    /// The condition, by position.
    pub condition: usize,
    /// What is lacking there, in euros.
    pub gives: Cents,
    /// The value at which that is so.
    pub at: Quantity,
    /// What breaks the condition there.
    pub binding: Option<Binding>,
    /// How sure it is that no other value asks for less.
    pub certainty: Certainty,
}

/// Conditions that cannot hold together, as few of them as possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The conditions, by position, each with its cheapest way out.
    pub ways_out: Vec<Relaxation>,
}

/// For which values of a parameter all conditions hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// The id of the variant.
    pub variant: String,
    /// The parameter.
    pub dial: Dial,
    /// The conditions, in the order in which they were asked.
    pub conditions: Vec<Answered>,
    /// The values for which all of them hold.
    pub holds: Vec<Interval>,
    /// Where no value will do: the smallest sets of conditions that cannot hold together.
    pub conflicts: Vec<Clash>,
    /// How many values were tried on the rules.
    pub tried: usize,
}

/// A parameter beside the last, with the values of it that are tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The parameter.
    pub dial: Dial,
    /// The values.
    pub values: Vec<Quantity>,
}

/// How far a condition must give way at least, at any point of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRelaxation {
    /// The values of the parameters beside the last.
    pub point: Vec<Quantity>,
    /// What it gives there.
    pub way: Relaxation,
}

/// For the points of a grid of some parameters, the solutions for the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frontier {
    /// The id of the variant.
    pub variant: String,
    /// The parameters of which some values are tried; the points are all their combinations.
    pub beside: Vec<Beside>,
    /// The last parameter, of which all values are looked at.
    pub dial: Dial,
    /// The conditions, in the order in which they were asked.
    pub conditions: Vec<Check>,
    /// The points, each with the solution for the last parameter.
    pub rows: Vec<(Vec<Quantity>, Solution)>,
    /// Where no point has a solution: the smallest sets of conditions that hold together at none,
    /// each condition with its cheapest way out.
    pub conflicts: Vec<Vec<GridRelaxation>>,
}

impl Frontier {
    /// Says whether any point has a solution.
    pub fn holds(&self) -> bool {
        self.rows
            .iter()
            .any(|(_, solution)| !solution.holds.is_empty())
    }
}
