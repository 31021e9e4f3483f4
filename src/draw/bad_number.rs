//! Why a number cannot describe a distribution.

use thiserror::Error;

/// A number that no distribution can have; it names the number and what was expected of it.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum BadNumber {
    /// Infinite, or no number at all.
    #[error("the {name} must be a finite number")]
    NotFinite {
        /// The number.
        name: &'static str,
    },
    /// A standard deviation below zero.
    #[error("a standard deviation of {0} is below zero")]
    Deviation(f64),
    /// Loadings of which the squares add up to more than one.
    #[error("the squares of the loadings add up to {0}, more than 1")]
    Loadings(f64),
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
}
