//! Bells: normal and lognormal distributions of which every number has its own mean and deviation.

use super::elementary::rough_exp;
use super::lanes::in_lanes;

/// A distribution of which each number has a mean and a deviation of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bell {
    /// Normal.
    Normal,
    /// The exponential of a normal number.
    Lognormal,
}

/// Means and deviations, lane by lane.
type Moments<'m> = (&'m [f64], &'m [f64]);

impl Bell {
    /// Writes the values at standard normal scores, to the bit those of a `Distribution` with
    /// that mean and deviation; as many as the shortest slice holds.
    pub fn at(self, moments: Moments<'_>, scores: &[f64], values: &mut [f64]) {
        self.each(
            (moments, scores),
            values.iter_mut(),
            #[inline(always)]
            |place, value| *place = value,
        );
    }

    /// Writes the products of those values and as many factors.
    pub fn times(
        self,
        factors: &[f64],
        (moments, scores): (Moments<'_>, &[f64]),
        products: &mut [f64],
    ) {
        self.each(
            (moments, scores),
            products.iter_mut().zip(factors),
            #[inline(always)]
            |(place, factor), value| *place = factor * value,
        );
    }

    #[inline(always)]
    fn each<Place>(
        self,
        ((means, deviations), scores): (Moments<'_>, &[f64]),
        places: impl Iterator<Item = Place>,
        write: impl Fn(Place, f64),
    ) {
        let numbers = places.zip(scores.iter().zip(means.iter().zip(deviations)));
        match self {
            Bell::Normal => in_lanes(
                #[inline(always)]
                || {
                    for (place, (score, (mean, sd))) in numbers {
                        write(place, mean + sd * score);
                    }
                },
            ),
            Bell::Lognormal => in_lanes(
                #[inline(always)]
                || {
                    for (place, (score, (mu, sigma))) in numbers {
                        write(place, rough_exp(mu + sigma * score));
                    }
                },
            ),
        }
    }
}
