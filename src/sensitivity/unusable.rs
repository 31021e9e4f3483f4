//! Why a sample says nothing.

use thiserror::Error;

/// What is wrong with a sample, or with a question about it. Inputs and rows count from zero.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum Unusable {
    /// No inputs at all.
    #[error("there are no inputs")]
    NoInputs,
    /// An input of another length than the output.
    #[error("input {input} has {values} values for {rows} rows")]
    Length {
        /// Which input.
        input: usize,
        /// How many values it has.
        values: usize,
        /// How many rows there are.
        rows: usize,
    },
    /// An input that is infinite or no number.
    #[error("input {input} has no finite number in row {row}")]
    NotFinite {
        /// Which input.
        input: usize,
        /// In which row.
        row: usize,
    },
    /// Rows that are no whole number of base samples or trajectories.
    #[error("{rows} rows are no whole number of {what} of {each} rows")]
    Layout {
        /// How many rows there are.
        rows: usize,
        /// Base samples or trajectories.
        what: &'static str,
        /// How many rows one of them has.
        each: usize,
    },
    /// Less than can be judged.
    #[error("{used} {what} with an output are too few: at least {least} are needed")]
    TooFew {
        /// How many have an output.
        used: usize,
        /// Rows, base samples or trajectories.
        what: &'static str,
        /// How many are needed.
        least: usize,
    },
    /// An output that never changes.
    #[error("the output is the same in every row")]
    ConstantOutput,
    /// A trajectory in which rows do not differ in one input each, and each input once.
    #[error("trajectory {trajectory} does not move each input once, one after the other")]
    NoTrajectory {
        /// Which trajectory, from zero.
        trajectory: usize,
    },
    /// A number that must be above zero and finite.
    #[error("the {what} must be above zero")]
    NotPositive {
        /// Which number.
        what: &'static str,
    },
    /// A part that must lie between zero and one.
    #[error("the {what} of {value} is not between 0 and 1")]
    NotAPart {
        /// Which part.
        what: &'static str,
        /// What it is.
        value: f64,
    },
    /// Nothing that is looked for.
    #[error("no row is of interest")]
    NothingOfInterest,
    /// Points or policies of different lengths.
    #[error("{what} {at} has {values} values, not {expected}")]
    Ragged {
        /// Point or policy.
        what: &'static str,
        /// Which one, from zero.
        at: usize,
        /// How many values it has.
        values: usize,
        /// How many it should have.
        expected: usize,
    },
}
