//! Whether a limit of a box could as well be chance.

use super::area::Area;
use super::{Found, Prim};
use crate::sensitivity::real;

impl Prim<'_> {
    /// Returns for each limit of a box how likely as many rows of interest would be in it if their
    /// part were that of the box without the limit: the quasi-p-value of Bryant & Lempert (2010), a
    /// one-sided binomial test. It is no true p-value, as the limit was chosen for its effect.
    pub fn quasi_p_values(&self, found: &Found) -> Vec<f64> {
        let area = Area::of(&found.limits);
        let without = |limit| {
            let [rows, of_interest] = self.held(&area.without(limit));
            let part = real(of_interest) / real(rows.max(1));
            at_least(found.of_interest, found.rows, part)
        };
        found.limits.iter().map(without).collect()
    }
}

/// Returns the probability of at least `hits` in `tries` that each hit with this probability.
fn at_least(hits: usize, tries: usize, probability: f64) -> f64 {
    if hits == 0 || probability >= 1.0 {
        return 1.0;
    }
    if probability <= 0.0 {
        return 0.0;
    }
    let odds = probability / (1.0 - probability);
    let chance = |hits: usize| libm::exp(ln_chance(hits, tries, probability));
    // From the middle outwards terms fall, so that each sum begins with its largest.
    if real(hits) > real(tries) * probability {
        let (mut term, mut sum) = (chance(hits), 0.0);
        for at in hits..=tries {
            sum += term;
            term *= odds * real(tries - at) / real(at + 1);
        }
        return sum.min(1.0);
    }
    let (mut term, mut sum) = (chance(hits - 1), 0.0);
    for at in (0..hits).rev() {
        sum += term;
        term *= real(at) / real(tries - at + 1) / odds;
    }
    (1.0 - sum).max(0.0)
}

/// Returns the logarithm of the probability of exactly `hits`.
fn ln_chance(hits: usize, tries: usize, probability: f64) -> f64 {
    let factorial = |count: usize| libm::lgamma(real(count) + 1.0);
    let ways = factorial(tries) - factorial(hits) - factorial(tries - hits);
    let misses = real(tries - hits) * libm::log1p(-probability);
    ways + real(hits) * libm::log(probability) + misses
}
