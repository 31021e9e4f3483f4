//! Coordinates that move together.

use super::{Unfit, word};
use crate::draw::{Cholesky, normal_scores};

/// The least part of a coordinate that may be its own: below it a row repeats those before it.
const OWN_PART: f64 = 1e-9;

/// A Gaussian copula: coordinates keep their even spread, and their normal scores get the
/// correlations of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Copula {
    factor: Cholesky,
}

impl Copula {
    /// Returns the copula of a table of correlations, one row per coordinate.
    ///
    /// # Errors
    ///
    /// A table that is not square and symmetric with ones on its diagonal, or correlations that no
    /// numbers have together.
    pub fn new(correlations: &[Vec<f64>]) -> Result<Copula, Unfit> {
        let dimensions = correlations.len();
        let mut factor = Cholesky::default();
        for (at, numbers) in correlations.iter().enumerate() {
            let (row, length) = (at + 1, numbers.len());
            if length != dimensions {
                return Err(Unfit::NotSquare {
                    row,
                    length,
                    dimensions,
                });
            }
            hold_row(at, numbers, correlations)?;
            if !factor.push(&numbers[..at], 1.0, OWN_PART) {
                return Err(Unfit::NotPositiveDefinite { row });
            }
        }
        Ok(Copula { factor })
    }

    /// Writes correlated coordinates in the place of independent ones, as many as the table has.
    ///
    /// A coordinate is read to 32 bits: neither 0 nor 1 stays what it was.
    pub fn write(&self, coordinates: &mut [f64]) {
        let words: Vec<u32> = coordinates.iter().map(|u| word(*u)).collect();
        normal_scores(&words, coordinates);
        self.factor.combine(coordinates);
        for place in coordinates {
            *place = 0.5 * libm::erfc(-*place * std::f64::consts::FRAC_1_SQRT_2);
        }
    }
}

/// Refuses numbers that are no correlations, or not those of the rows before.
fn hold_row(at: usize, numbers: &[f64], rows: &[Vec<f64>]) -> Result<(), Unfit> {
    for (other, value) in numbers.iter().enumerate() {
        let (row, column, value) = (at + 1, other + 1, *value);
        let is_sound = match other == at {
            true => value == 1.0,
            false => (-1.0..=1.0).contains(&value),
        };
        if !is_sound {
            return Err(Unfit::Correlation { row, column, value });
        }
        let mirrored = rows[other].get(at).copied();
        if other < at && mirrored != Some(value) {
            return Err(Unfit::Asymmetric { row, column });
        }
    }
    Ok(())
}
