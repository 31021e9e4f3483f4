//! Why there is no such design.

use super::{MOST_DIMENSIONS, MOST_LEVELS, MOST_POINTS};
use thiserror::Error;

/// What makes a design, or correlations of its coordinates, impossible.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum Unfit {
    /// Nothing varies.
    #[error("there is nothing to vary: a design needs at least one dimension")]
    NoDimensions,
    /// More dimensions than there are columns.
    #[error("{0} dimensions are more than the {most} of a design", most = MOST_DIMENSIONS)]
    Dimensions(usize),
    /// No points at all.
    #[error("a design of 0 {what} has no points")]
    None {
        /// Points, base samples or trajectories.
        what: &'static str,
    },
    /// More points than can be numbered.
    #[error("{count} {what} are more than the {most} of a design", most = MOST_POINTS)]
    TooMany {
        /// Points, base samples or trajectories.
        what: &'static str,
        /// How many were asked for.
        count: u64,
    },
    /// Levels of which no half can be taken.
    #[error("{0} levels do not serve: an even number from 2 to {most} does", most = MOST_LEVELS)]
    Levels(u32),
    /// A table of correlations that is no square.
    #[error("row {row} of the correlations has {length} numbers, not {dimensions}")]
    NotSquare {
        /// Which row, from 1.
        row: usize,
        /// How many numbers it has.
        length: usize,
        /// How many it should have.
        dimensions: usize,
    },
    /// A correlation that is not from -1 to 1, or not 1 with itself.
    #[error("the correlation of {row} with {column} is {value}: from -1 to 1, and 1 with itself")]
    Correlation {
        /// Which row, from 1.
        row: usize,
        /// Which column, from 1.
        column: usize,
        /// What it is.
        value: f64,
    },
    /// Two different correlations of one pair.
    #[error("the correlation of {row} with {column} differs from that of {column} with {row}")]
    Asymmetric {
        /// Which row, from 1.
        row: usize,
        /// Which column, from 1.
        column: usize,
    },
    /// Correlations that no numbers can have together.
    #[error("no numbers have these correlations: those of {row} contradict the ones before it")]
    NotPositiveDefinite {
        /// The first row that does not go with those before it, from 1.
        row: usize,
    },
}
