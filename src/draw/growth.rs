//! Counts that grow by a random factor every year.

use super::BadNumber;
use super::elementary::{exp, round_half_even};
use super::lanes::in_lanes;

/// The largest count: every whole number up to here is a float.
const MOST: f64 = 2_251_799_813_685_248.0;

/// Growth by the factor exp(mu + sigma z) a year, where z is a standard normal score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    mu: f64,
    sigma: f64,
}

impl Growth {
    /// Returns growth of which the yearly logarithm has mean `mu` and standard deviation `sigma`.
    ///
    /// # Errors
    ///
    /// A number that is not finite, and a deviation below zero.
    pub fn new(mu: f64, sigma: f64) -> Result<Growth, BadNumber> {
        BadNumber::unless_finite("mean", mu)?;
        BadNumber::unless_deviation(sigma)?;
        Ok(Growth { mu, sigma })
    }

    /// Adds a year to the paths of a block of draws and writes the counts at its end.
    ///
    /// `path` holds the logarithm of all growth so far, zero before the first year; a count is
    /// `base` × e^path, rounded half-even to a whole number, at most 2^51. With other scores every
    /// year the paths are random walks; with the same scores every year they are one shock, which
    /// lasts. As many draws as the shortest slice holds.
    pub fn add_year(&self, base: f64, scores: &[f64], path: &mut [f64], counts: &mut [f64]) {
        let Growth { mu, sigma } = *self;
        in_lanes(
            #[inline(always)]
            || {
                let draws = path.iter_mut().zip(scores).zip(counts);
                for ((path, score), count) in draws {
                    *path += mu + sigma * score;
                    let grown = base * exp(*path);
                    *count = round_half_even(if grown < MOST { grown } else { MOST });
                }
            },
        );
    }
}
