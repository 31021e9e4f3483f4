//! What a sample says: which inputs matter, in which box of inputs something happens, and which
//! policies bear many futures.
//!
//! Inputs and outputs are columns of floats, one value per row of the design. An output that is no
//! finite number is missing: it is left out, with all rows that only make sense beside it, and
//! counted. Resampling draws from streams of `draw`, so equal samples give equal answers.

mod morris;
mod pareto;
mod prim;
mod regression;
mod resampling;
mod robustness;
mod sobol;
mod unusable;

pub use morris::{Effects, Screening, screening};
pub use pareto::{Direction, Front, pareto_front};
pub use prim::{Found, Input, Limit, Patience, Prim, Restriction, chosen_box};
pub use regression::{Coefficient, LeftOut, Regression, Regressors, Scale};
pub use resampling::{Estimate, Resampling};
pub use robustness::{Criterion, Question, Robustness, Spread, Standing, robustness};
pub use sobol::{Indices, Pair, variance_indices};
pub use unusable::Unusable;

/// Returns a count as a float: exact, as no column holds 2^53 values.
#[expect(clippy::cast_precision_loss, reason = "a count below 2^53 is exact")]
fn real(count: usize) -> f64 {
    count as f64
}

/// Returns the mean of values; zero of none.
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / real(values.len().max(1))
}

/// Returns the standard deviation of a sample: over n - 1; zero of fewer than two values.
fn deviation(values: &[f64]) -> f64 {
    let centre = mean(values);
    let squares: f64 = values.iter().map(|x| (x - centre) * (x - centre)).sum();
    (squares / real(values.len().saturating_sub(1).max(1))).sqrt()
}

/// Returns whether all values are one value.
fn is_constant(values: &[f64]) -> bool {
    values.windows(2).all(|pair| pair[0] == pair[1])
}

/// Refuses columns that are no numbers, or not as long as the output.
fn hold_columns(inputs: &[&[f64]], rows: usize) -> Result<(), Unusable> {
    if inputs.is_empty() {
        return Err(Unusable::NoInputs);
    }
    for (input, column) in inputs.iter().enumerate() {
        if column.len() != rows {
            let values = column.len();
            return Err(Unusable::Length {
                input,
                values,
                rows,
            });
        }
        if let Some(row) = column.iter().position(|value| !value.is_finite()) {
            return Err(Unusable::NotFinite { input, row });
        }
    }
    Ok(())
}
