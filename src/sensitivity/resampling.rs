//! The bootstrap: how much an estimate would vary if the sample were drawn again.

use super::{Unusable, deviation};
use crate::draw::{Key, Stream};

/// How many standard errors a 95 % confidence interval reaches to either side.
const REACH: f64 = 1.959_963_984_540_054;

/// An estimate with its standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// What the whole sample says.
    pub value: f64,
    /// The standard deviation of what resamples say.
    pub error: f64,
}

impl Estimate {
    /// Returns how far the 95 % confidence interval reaches to either side, by the normal
    /// distribution.
    pub fn margin(&self) -> f64 {
        REACH * self.error
    }
}

/// How a sample is drawn again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resampling {
    /// How often: 100 in SALib.
    pub resamples: usize,
    /// From which seed; resamples are the same for every output.
    pub seed: u64,
}

impl Resampling {
    /// Returns, with their errors, estimates that `told` makes of how often each of `count` units
    /// was drawn.
    pub(super) fn estimates(
        &self,
        count: usize,
        mut told: impl FnMut(&[f64]) -> Vec<f64>,
    ) -> Vec<Estimate> {
        let values = told(&vec![1.0; count]);
        let mut again = vec![Vec::new(); values.len()];
        let (mut words, mut times) = (vec![0; count], vec![0.0; count]);
        for resample in 0..self.resamples {
            self.stream(resample).words(0, &mut words);
            times.fill(0.0);
            for word in &words {
                times[unit(*word, count)] += 1.0;
            }
            for (again, value) in again.iter_mut().zip(told(&times)) {
                again.push(value);
            }
        }
        let pairs = values.into_iter().zip(&again);
        let estimate = |(value, again): (f64, &Vec<f64>)| Estimate {
            value,
            error: deviation(again),
        };
        pairs.map(estimate).collect()
    }

    /// Returns the stream of a resample.
    fn stream(&self, resample: usize) -> Stream {
        Stream::new(&Key {
            seed: self.seed,
            purpose: "sensitivity/bootstrap",
            entity: &resample.to_string(),
            year: "",
        })
    }
}

/// Returns the unit below `count` that a word stands for.
fn unit(word: u32, count: usize) -> usize {
    let units = u64::try_from(count).unwrap_or(u64::MAX);
    let unit = (u64::from(word) * units) >> 32;
    usize::try_from(unit).unwrap_or_default()
}

/// Refuses fewer units than a deviation can be taken of.
pub(super) fn hold_units(used: usize, what: &'static str) -> Result<(), Unusable> {
    let least = 2;
    let fault = Unusable::TooFew { used, what, least };
    (used >= least).then_some(()).ok_or(fault)
}
