//! Indices of variance from a sample in the layout of Saltelli (`design::Design::Sobol`).
//!
//! With f at A, at B, and at A or B with coordinate j of the other, and V the variance of f over A
//! and B together:
//!
//! - first order: mean of f(B) (f(A with j of B) - f(A)), over V (Saltelli et al. 2010)
//! - total: half the mean of (f(A) - f(A with j of B))², over V (Jansen 1999)
//! - second order: mean of f(B with j of A) f(A with k of B) - f(A) f(B), over V, less the first
//!   orders of j and k (Saltelli 2002)
//!
//! The output is centred first, as in SALib: the first and last of these vary less then.

use super::resampling::hold_units;
use super::{Estimate, Resampling, Unusable, deviation, is_constant, mean};

/// What a sample says of the variance of an output.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// Base samples that were used.
    pub used: usize,
    /// Base samples left out, as some of their outputs are missing.
    pub missing: usize,
    /// The part of the variance that would go if the input were known, per input.
    pub first: Vec<Estimate>,
    /// The part that would stay if all but the input were known, per input.
    pub total: Vec<Estimate>,
    /// The part that two inputs have only together; none without second order.
    pub second: Vec<Pair>,
}

/// The interaction of two inputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The inputs, the first one first.
    pub inputs: [usize; 2],
    /// The part of the variance that they have only together.
    pub index: Estimate,
}

/// Returns the indices of an output over the rows of a Sobol design.
///
/// # Errors
///
/// Rows that are no whole number of base samples, fewer than two base samples without a missing
/// output, or an output that never changes.
pub fn variance_indices(
    output: &[f64],
    inputs: usize,
    second_order: bool,
    resampling: &Resampling,
) -> Result<Indices, Unusable> {
    if inputs == 0 {
        return Err(Unusable::NoInputs);
    }
    let layout = Layout {
        inputs,
        second_order,
    };
    let (rows, what, each) = (output.len(), "base samples", layout.rows());
    if rows % each != 0 {
        return Err(Unusable::Layout { rows, what, each });
    }
    let samples = output.chunks(each);
    let is_whole = |sample: &&[f64]| sample.iter().all(|value| value.is_finite());
    let whole: Vec<&[f64]> = samples.filter(is_whole).collect();
    hold_units(whole.len(), what)?;
    let ends: Vec<f64> = whole
        .iter()
        .flat_map(|row| [row[0], row[each - 1]])
        .collect();
    if is_constant(&ends) {
        return Err(Unusable::ConstantOutput);
    }
    let terms = layout.terms(&whole);
    let told = |times: &[f64]| layout.indices(&terms, times);
    let mut estimates = resampling.estimates(whole.len(), told).into_iter();
    let first = estimates.by_ref().take(inputs).collect();
    let total = estimates.by_ref().take(inputs).collect();
    let pairs = layout.pairs().into_iter().zip(estimates);
    Ok(Indices {
        used: whole.len(),
        missing: rows / each - whole.len(),
        first,
        total,
        second: pairs
            .map(|(inputs, index)| Pair { inputs, index })
            .collect(),
    })
}

/// How many inputs a base sample mixes, and how.
#[derive(Clone, Copy)]
struct Layout {
    inputs: usize,
    second_order: bool,
}

impl Layout {
    fn rows(self) -> usize {
        let mixed = if self.second_order { 2 } else { 1 };
        self.inputs.saturating_mul(mixed).saturating_add(2)
    }

    /// Returns the pairs of inputs whose interaction the sample knows.
    fn pairs(self) -> Vec<[usize; 2]> {
        let seconds = |first: usize| (first + 1..self.inputs).map(move |second| [first, second]);
        let firsts = if self.second_order {
            0..self.inputs
        } else {
            0..0
        };
        firsts.flat_map(seconds).collect()
    }

    /// Returns what each base sample adds to the sums: its outputs, their squares, and the terms of
    /// every index.
    fn terms(self, samples: &[&[f64]]) -> Vec<Vec<f64>> {
        let all = samples.concat();
        let (centre, width) = (mean(&all), deviation(&all));
        let pairs = self.pairs();
        let terms = |sample: &&[f64]| {
            let at = |row: usize| (sample[row] - centre) / width;
            let (a, b) = (at(0), at(self.rows() - 1));
            let mut terms = vec![a + b, a * a + b * b];
            let inputs = 0..self.inputs;
            terms.extend(inputs.clone().map(|j| b * (at(j + 1) - a)));
            terms.extend(inputs.map(|j| 0.5 * (a - at(j + 1)) * (a - at(j + 1))));
            let mixed = |[j, k]: &[usize; 2]| at(self.inputs + j + 1) * at(k + 1) - a * b;
            terms.extend(pairs.iter().map(mixed));
            terms
        };
        samples.iter().map(terms).collect()
    }

    /// Returns the indices: first orders, totals, second orders.
    fn indices(self, terms: &[Vec<f64>], times: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; terms.first().map_or(2, Vec::len)];
        for (terms, times) in terms.iter().zip(times).filter(|(_, times)| **times > 0.0) {
            for (sum, term) in sums.iter_mut().zip(terms) {
                *sum += times * term;
            }
        }
        let count: f64 = times.iter().sum();
        let centre = sums[0] / (2.0 * count);
        let variance = sums[1] / (2.0 * count) - centre * centre;
        let part = |sum: &f64| match variance > 0.0 {
            true => sum / count / variance,
            false => 0.0,
        };
        let mut indices: Vec<f64> = sums[2..].iter().map(part).collect();
        for (at, [j, k]) in (2 * self.inputs..).zip(self.pairs()) {
            indices[at] -= indices[j] + indices[k];
        }
        indices
    }
}
