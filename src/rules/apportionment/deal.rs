//! What an apportionment is given and what it answers.

use crate::money::Exact;

/// What the units of one recipient must stay between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seats {
    /// Least number of units.
    pub minimum: i64,
    /// Greatest number of units; `None` for no limit.
    pub maximum: Option<i64>,
}

/// The outcome of an apportionment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apportioned {
    /// Units per recipient; they add up to the total.
    pub seats: Vec<i64>,
    /// Who was equally deserving of the last units; `None` when nothing was tied.
    pub tie: Option<Tie>,
    /// What anyone needs to check the outcome by hand.
    pub certificate: Certificate,
}

/// Recipients with an equal claim to the last units, of which not all could be served.
///
/// The larger weight is served first, then the earlier position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Everyone with the equal claim, in order of position.
    pub equal: Vec<usize>,
    /// Those of them who were served.
    pub served: Vec<usize>,
}

/// What proves an apportionment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// A divisor method: dividing every weight by one divisor and rounding gives the units.
    Divisor {
        /// Least divisor that gives the units, zero when there is none; squared where
        /// [`Certificate::Divisor::squared`] says so. At the bounds themselves somebody stands
        /// exactly on the edge between two numbers, and may be rounded either way.
        least: Exact,
        /// Greatest such divisor; `None` when every larger one will do.
        most: Option<Exact>,
        /// Whether the bounds are squares of divisors, as square roots are not exact.
        squared: bool,
        /// A divisor of few digits well between the bounds; the divisor itself on a tie, and
        /// `None` when that one is an irrational root.
        divisor: Option<Exact>,
    },
    /// Adams, Dean and Huntington-Hill give everybody a first unit before anybody a second, and
    /// there are fewer units than recipients: no divisor is large enough.
    FirstUnits,
    /// Largest remainder: a rest above the threshold rounds up.
    Remainder {
        /// Units per weight: the exact quota of everybody who is not at a bound.
        multiplier: Exact,
        /// Least remainder that brought a unit; `None` when none did.
        least_served: Option<Exact>,
        /// Greatest remainder that did not; `None` when all did.
        most_unserved: Option<Exact>,
    },
    /// The quota method: the outcome lies within the quotas.
    Quota {
        /// Units per weight: the exact quotas.
        multiplier: Exact,
    },
}

/// Why there is no apportionment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDeal {
    /// The total is negative.
    NegativeTotal,
    /// The weight at this position is negative.
    NegativeWeight(usize),
    /// The minimum at this position is negative, or above its maximum.
    BadBounds(usize),
    /// There is something to divide and nobody has a weight.
    NoWeight,
    /// The minima together need more than the total.
    MinimaAboveTotal {
        /// Sum of the minima.
        needs: i128,
    },
    /// The maxima together hold less than the total.
    MaximaBelowTotal {
        /// Sum of the maxima, with the minimum for weights of zero.
        holds: i128,
    },
    /// The quota method is defined without bounds.
    BoundsUnderQuota,
    /// The quota method hands out one unit after the other, and these are too many.
    TooManySteps {
        /// Units to hand out after whole rounds of the weights.
        steps: i64,
    },
}
