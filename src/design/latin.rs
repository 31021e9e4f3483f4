//! The Latin hypercube.

use super::permutation::Permutation;
use super::words::Words;

/// How many bits place a point within its stratum: few enough that no rounding moves it out, with
/// up to 2^30 strata.
const PLACE_BITS: u32 = 20;

/// In each dimension an order of the strata, and a place within each.
#[derive(Clone, Debug)]
pub(super) struct LatinHypercube {
    points: u32,
    orders: Vec<Permutation>,
    places: Words,
}

impl LatinHypercube {
    pub(super) fn new(points: u32, dimensions: usize, seed: u64) -> LatinHypercube {
        let order = "design/latin-hypercube/order";
        LatinHypercube {
            points,
            orders: Permutation::each(points, seed, order, dimensions),
            places: Words::new(seed, "design/latin-hypercube/place", dimensions),
        }
    }

    /// Writes (stratum + place) / points.
    pub(super) fn write(&self, point: u64, into: &mut [f64]) {
        let number = u32::try_from(point).unwrap_or_default();
        let places = f64::from(1_u32 << PLACE_BITS);
        self.places.each(point, into, |dimension, word| {
            let stratum = self.orders[dimension].place(number);
            let place = (f64::from(word >> (32 - PLACE_BITS)) + 0.5) / places;
            (f64::from(stratum) + place) / f64::from(self.points)
        });
    }
}
