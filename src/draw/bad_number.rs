//! Why numbers cannot describe a distribution.

use thiserror::Error;

/// Numbers that no distribution can have: which they are and what was expected.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum BadNumber {
    /// Infinite, or no number at all.
    #[error("the {name} must be a finite number")]
    NotFinite {
        /// Which number.
        name: &'static str,
    },
    /// A standard deviation below zero.
    #[error("a standard deviation of {0} is below zero")]
    Deviation(f64),
    /// Loadings of which the squares add up to more than one.
    #[error("the squares of the loadings add up to {0}, more than 1")]
    Loadings(f64),
    /// A probability below 0 or above 1.
    #[error("a probability of {0} is not between 0 and 1")]
    Probability(f64),
    /// A number that must be above zero.
    #[error("the {name} must be above zero, not {value}")]
    NotPositive {
        /// Which number.
        name: &'static str,
        /// What it is.
        value: f64,
    },
    /// Two numbers of which the first must not be above the second.
    #[error("the {lower} of {below} is above the {upper} of {above}")]
    Order {
        /// The number that must be the lower one.
        lower: &'static str,
        /// What it is.
        below: f64,
        /// The number that must be the higher one.
        upper: &'static str,
        /// What it is.
        above: f64,
    },
    /// A parameter of a beta distribution that the table of its values cannot serve.
    #[error("{name} is {value}, which is not between {lowest} and {highest}")]
    OutOfReach {
        /// Which parameter.
        name: &'static str,
        /// What it is.
        value: f64,
        /// The lowest it can be.
        lowest: f64,
        /// The highest it can be.
        highest: f64,
    },
    /// No values at all.
    #[error("there are no values")]
    Empty,
    /// Two lists that must be equally long.
    #[error("{values} values, but {others} {name}")]
    Lengths {
        /// How many values.
        values: usize,
        /// How many of the others.
        others: usize,
        /// What the others are.
        name: &'static str,
    },
    /// A weight below zero.
    #[error("a weight of {0} is below zero")]
    Weight(f64),
    /// Weights that are all zero.
    #[error("every weight is zero")]
    NoWeight,
    /// Probabilities of quantiles that do not run from 0 to 1.
    #[error("the quantiles run from probability {first} to {last}, not from 0 to 1")]
    OpenQuantiles {
        /// The first probability.
        first: f64,
        /// The last probability.
        last: f64,
    },
    /// Probabilities of quantiles that do not rise.
    #[error("probability {next} comes after {before}: probabilities must rise")]
    Unsorted {
        /// A probability.
        before: f64,
        /// The next one.
        next: f64,
    },
    /// A quantile below the one of a lower probability.
    #[error("quantiles cross: {next} at probability {probability} is below {before}")]
    Crossing {
        /// The higher probability.
        probability: f64,
        /// The quantile before it.
        before: f64,
        /// Its quantile.
        next: f64,
    },
}

impl BadNumber {
    /// Refuses a number that is not finite.
    pub(super) fn unless_finite(name: &'static str, value: f64) -> Result<(), BadNumber> {
        let is_finite = value.is_finite();
        is_finite.then_some(()).ok_or(BadNumber::NotFinite { name })
    }

    /// Refuses what is no standard deviation.
    pub(super) fn unless_deviation(value: f64) -> Result<(), BadNumber> {
        BadNumber::unless_finite("standard deviation", value)?;
        let is_sound = value >= 0.0;
        is_sound.then_some(()).ok_or(BadNumber::Deviation(value))
    }

    /// Refuses what is no probability.
    pub(super) fn unless_probability(value: f64) -> Result<(), BadNumber> {
        BadNumber::unless_finite("probability", value)?;
        let is_sound = (0.0..=1.0).contains(&value);
        is_sound.then_some(()).ok_or(BadNumber::Probability(value))
    }

    /// Refuses a number of zero or less.
    pub(super) fn unless_positive(name: &'static str, value: f64) -> Result<(), BadNumber> {
        BadNumber::unless_finite(name, value)?;
        let is_sound = value > 0.0;
        is_sound
            .then_some(())
            .ok_or(BadNumber::NotPositive { name, value })
    }

    /// Refuses named numbers that are not finite or of which one is above the next.
    pub(super) fn unless_in_order(numbers: &[(&'static str, f64)]) -> Result<(), BadNumber> {
        for (name, value) in numbers {
            BadNumber::unless_finite(name, *value)?;
        }
        for pair in numbers.windows(2) {
            let [(lower, below), (upper, above)] = [pair[0], pair[1]];
            if below > above {
                return Err(BadNumber::Order {
                    lower,
                    below,
                    upper,
                    above,
                });
            }
        }
        Ok(())
    }
}
