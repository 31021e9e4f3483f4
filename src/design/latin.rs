//! The Latin hypercube.

use super::permutation::{ABREAST, Permutation};
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

    /// Writes (stratum + place) / points, for the points from `first` on: rows of `width`.
    pub(super) fn write(&self, first: u64, (width, rows): (usize, &mut [f64])) {
        let numbers = (first..).step_by(ABREAST);
        for (rows, number) in rows.chunks_mut(ABREAST * width).zip(numbers) {
            let number = u32::try_from(number).unwrap_or_default();
            for (dimension, order) in self.orders.iter().enumerate().take(width) {
                let strata = order.places(number, rows.len() / width);
                for (row, stratum) in rows.chunks_mut(width).zip(strata) {
                    row[dimension] = f64::from(stratum);
                }
            }
        }
        let (places, points) = (f64::from(1_u32 << PLACE_BITS), f64::from(self.points));
        self.places.each(first, (width, rows), |_, stratum, word| {
            let place = (f64::from(word >> (32 - PLACE_BITS)) + 0.5) / places;
            *stratum = (*stratum + place) / points;
        });
    }
}
