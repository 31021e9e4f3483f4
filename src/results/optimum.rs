//! [`Optimum`]: the best values found of several parameters at once, and why none where none.

use super::{Binding, Dial, Quantity};
use crate::domain::Check;
use crate::money::Cents;

/// What is made as small or as large as it can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// All that reaches recipients, over all years.
    Total {
        /// Whether it is to be small.
        is_least: bool,
    },
    /// The value of a parameter.
    Value {
        /// Which of the parameters, by position.
        parameter: usize,
        /// Whether it is to be small.
        is_least: bool,
    },
    /// The least that a recipient has in a year, as large as it can be.
    LeastAward,
    /// All changes beside a variant without their signs, over all years, as small as they can be.
    Change {
        /// The id of the variant.
        baseline: String,
    },
}

/// The best values found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// The value of each parameter.
    pub values: Vec<Quantity>,
    /// Whether each lies at an end of its range.
    pub at_end: Vec<bool>,
    /// What the goal comes to.
    pub goal: Quantity,
    /// How many of the starts came to the same goal.
    pub agreeing: usize,
    /// Whether it is known that no other values do better.
    pub is_exact: bool,
    /// Whether no step of one parameter, and none of two at once, does better.
    pub is_settled: bool,
}

/// A condition at the best values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The condition.
    pub check: Check,
    /// By how many euros it holds; nothing where there was nothing to judge or no value found.
    pub room: Option<Cents>,
    /// Who is nearest to breaking it, where without it the goal could be better.
    pub binding: Option<Binding>,
}

/// The least that a condition lacks, as far as found, when the others of its conflict hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The condition, by position.
    pub condition: usize,
    /// What is lacking.
    pub gives: Cents,
    /// The values at which that is so, one for each parameter.
    pub at: Vec<Quantity>,
}

/// The best values of several parameters for which all conditions hold, as far as found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Optimum {
    /// The id of the variant.
    pub variant: String,
    /// The parameters.
    pub dials: Vec<Dial>,
    /// What is asked.
    pub goal: Goal,
    /// What the goal comes to in the file.
    pub before: Quantity,
    /// Whether all conditions hold in the file.
    pub holds_before: bool,
    /// The best values; none where the conditions were not found to hold together.
    pub best: Option<Best>,
    /// The conditions, in the order in which they were asked.
    pub conditions: Vec<Kept>,
    /// Where nothing was found: the smallest sets of conditions that were not found to hold
    /// together, each condition with the least that it was found to lack.
    pub conflicts: Vec<Vec<Lack>>,
    /// From how many values the search started.
    pub starts: usize,
    /// How many combinations of values were run.
    pub tried: usize,
}
