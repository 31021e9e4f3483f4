//! Regression of an output on all inputs together: standardised and partial coefficients, of
//! values (SRC, PCC) or of ranks (SRRC, PRCC).

use super::{Unusable, hold_columns, is_constant, mean, real};
use crate::draw::Cholesky;

/// The least part of an input's variance that may be its own: below it the others explain it.
const OWN_PART: f64 = 1e-10;

/// The part in another input below which that is not named as a reason.
const NAMED_PART: f64 = 1e-6;

/// What is not explained below this part is the rounding of floats.
const ROUNDING: f64 = 1e-12;

/// What is regressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// The values themselves: for relations near a line.
    Values,
    /// Their ranks, ties at the middle of theirs: for relations that only rise or only fall.
    Ranks,
}

/// What a regression says.
#[derive(Clone, Debug, PartialEq)]
pub struct Regression {
    /// Rows that were used.
    pub used: usize,
    /// Rows left out, as their output is missing.
    pub missing: usize,
    /// R²: the part of the variance of the output that a sum of the inputs explains.
    pub fit: f64,
    /// The coefficients of each input, or why it has none.
    pub inputs: Vec<Result<Coefficient, LeftOut>>,
}

/// What a regression says of an input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// By how many standard deviations the output moves with one of the input: SRC or SRRC.
    pub standardised: f64,
    /// The correlation with the output of what the other inputs do not explain: PCC or PRCC.
    pub partial: f64,
}

/// Why an input has no coefficients; the others have theirs without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It never changes.
    Constant,
    /// It is a sum of inputs before it.
    SumOf(Vec<usize>),
}

/// Inputs that many outputs are regressed on.
#[derive(Clone, Debug)]
pub struct Regressors<'a> {
    columns: Vec<&'a [f64]>,
    rows: usize,
    scale: Scale,
    whole: Prepared,
}

impl<'a> Regressors<'a> {
    /// Prepares inputs, one column each.
    ///
    /// # Errors
    ///
    /// No inputs, or columns of different lengths or with something that is no number.
    pub fn new(inputs: &[&'a [f64]], scale: Scale) -> Result<Regressors<'a>, Unusable> {
        let rows = inputs.first().map_or(0, |column| column.len());
        hold_columns(inputs, rows)?;
        let columns = inputs.to_vec();
        let whole = Prepared::new(columns.iter().map(|column| column.to_vec()), scale);
        Ok(Regressors {
            columns,
            rows,
            scale,
            whole,
        })
    }

    /// Regresses an output on the inputs.
    ///
    /// # Errors
    ///
    /// An output of another length, that never changes, or with no more rows than inputs.
    pub fn explain(&self, output: &[f64]) -> Result<Regression, Unusable> {
        hold_columns(&self.columns, output.len())?;
        let used: Vec<usize> = (0..self.rows)
            .filter(|row| output[*row].is_finite())
            .collect();
        if used.len() == self.rows {
            return self.whole.explain(output.to_vec(), self.scale);
        }
        let part = |column: &[f64]| used.iter().map(|row| column[*row]).collect();
        let prepared = Prepared::new(self.columns.iter().map(|column| part(column)), self.scale);
        let mut regression = prepared.explain(part(output), self.scale)?;
        regression.missing = self.rows - used.len();
        Ok(regression)
    }
}

/// Inputs that were centred, and the factor of their correlations.
#[derive(Clone, Debug)]
struct Prepared {
    /// What each input is in the factor: centred, with a sum of squares of one.
    inputs: Vec<Result<Vec<f64>, LeftOut>>,
    factor: Cholesky,
}

impl Prepared {
    fn new(columns: impl Iterator<Item = Vec<f64>>, scale: Scale) -> Prepared {
        let (mut inputs, mut factor) = (Vec::new(), Cholesky::default());
        for column in columns {
            let input = match is_constant(&column) {
                true => Err(LeftOut::Constant),
                false => Ok(scaled(column, scale)),
            };
            let input = input.and_then(|column| joined(&inputs, &mut factor, column));
            inputs.push(input);
        }
        Prepared { inputs, factor }
    }

    fn explain(&self, output: Vec<f64>, scale: Scale) -> Result<Regression, Unusable> {
        let columns: Vec<&Vec<f64>> = self.inputs.iter().flatten().collect();
        let (used, what, least) = (output.len(), "rows", columns.len() + 2);
        if used < least {
            return Err(Unusable::TooFew { used, what, least });
        }
        if is_constant(&output) {
            return Err(Unusable::ConstantOutput);
        }
        let output = scaled(output, scale);
        let products: Vec<f64> = columns
            .iter()
            .map(|column| product(column, &output))
            .collect();
        let standardised = self.solved(&products);
        let explained = product(&standardised, &products).clamp(0.0, 1.0);
        let left = match 1.0 - explained {
            left if left < ROUNDING => 0.0,
            left => left,
        };
        let mut coefficients = standardised.iter().enumerate().map(|(at, standardised)| {
            let mut unit = vec![0.0; columns.len()];
            unit[at] = 1.0;
            let size = standardised * standardised + left * self.solved(&unit)[at];
            Coefficient {
                standardised: *standardised,
                partial: if size < ROUNDING * ROUNDING {
                    0.0
                } else {
                    standardised / size.sqrt()
                },
            }
        });
        let told = |input: &Result<Vec<f64>, LeftOut>| match input {
            Ok(_) => coefficients.next().ok_or(LeftOut::Constant),
            Err(reason) => Err(reason.clone()),
        };
        Ok(Regression {
            used,
            missing: 0,
            fit: 1.0 - left,
            inputs: self.inputs.iter().map(told).collect(),
        })
    }

    /// Returns x of R x = b, with R the correlations of the inputs.
    fn solved(&self, products: &[f64]) -> Vec<f64> {
        self.factor.solved_back(&self.factor.solved(products))
    }
}

/// Adds an input to the factor; refuses one that is a sum of those before it, and names them.
fn joined(
    inputs: &[Result<Vec<f64>, LeftOut>],
    factor: &mut Cholesky,
    column: Vec<f64>,
) -> Result<Vec<f64>, LeftOut> {
    let before = inputs.iter().flatten();
    let products: Vec<f64> = before.map(|other| product(other, &column)).collect();
    if factor.push(&products, 1.0, OWN_PART) {
        return Ok(column);
    }
    let parts = factor.solved_back(&factor.solved(&products));
    let numbered = inputs.iter().enumerate().filter(|(_, input)| input.is_ok());
    let named = numbered
        .zip(&parts)
        .filter(|(_, part)| part.abs() > NAMED_PART);
    Err(LeftOut::SumOf(named.map(|((input, _), _)| input).collect()))
}

/// Returns values or their ranks, centred and with a sum of squares of one.
fn scaled(column: Vec<f64>, scale: Scale) -> Vec<f64> {
    let mut column = match scale {
        Scale::Values => column,
        Scale::Ranks => ranks(&column),
    };
    let centre = mean(&column);
    for value in &mut column {
        *value -= centre;
    }
    // First by the largest, so that no square is beyond all floats, or nothing.
    divide(&mut column, |column| {
        column.iter().fold(0.0, |most, x| x.abs().max(most))
    });
    divide(&mut column, |column| product(column, column).sqrt());
    column
}

/// Divides a column by something of it.
fn divide(column: &mut [f64], width: impl Fn(&[f64]) -> f64) {
    let width = width(column);
    for value in column {
        *value /= width;
    }
}

/// Returns the sum of the products of two columns.
fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Returns the rank of each value, from one; equal values share the middle of their ranks.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for equal in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let middle = real(before) + (real(equal.len()) + 1.0) / 2.0;
        for row in equal {
            ranks[*row] = middle;
        }
        before += equal.len();
    }
    ranks
}
