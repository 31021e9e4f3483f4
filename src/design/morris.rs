//! Trajectories that move one coordinate at a time.

use super::below;
use super::permutation::Permutation;
use super::words::{Words, stream};
use crate::draw::Stream;

/// Where each coordinate of a trajectory begins, which way it goes, and in which order they move.
#[derive(Clone, Debug)]
pub(super) struct Morris {
    levels: u32,
    dimensions: u32,
    starts: Words,
    orders: Stream,
}

impl Morris {
    /// Prepares trajectories over an even number of levels.
    pub(super) fn new(levels: u32, dimensions: usize, seed: u64) -> Morris {
        Morris {
            levels,
            dimensions: u32::try_from(dimensions).unwrap_or(u32::MAX),
            starts: Words::new(seed, "design/morris/start", dimensions),
            orders: stream(seed, "design/morris/order", ""),
        }
    }

    /// Writes a row: those coordinates have moved whose turn came before it.
    pub(super) fn write(&self, point: u64, into: &mut [f64]) {
        let rows = u64::from(self.dimensions) + 1;
        let (trajectory, turn) = (point / rows, point % rows);
        let order = Permutation::of(self.dimensions, &self.orders, trajectory);
        let half = self.levels / 2;
        let top = f64::from(self.levels - 1);
        let row = (into.len(), into);
        self.starts.each(trajectory, row, |dimension, place, word| {
            let dimension = u32::try_from(dimension).unwrap_or_default();
            let has_moved = u64::from(order.place(dimension)) < turn;
            // The last bit says whether the coordinate rises, the others where it begins.
            let is_high = (word & 1 == 1) == has_moved;
            let lowest = below(word & !1, half);
            *place = f64::from(if is_high { lowest + half } else { lowest }) / top;
        });
    }
}
