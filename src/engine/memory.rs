//! Memory: what recipients got, for the year after.

use std::collections::BTreeMap;

use crate::money::Cents;

/// What each recipient got from a division that the year after asks about, in each lane.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    lanes: usize,
    amounts: BTreeMap<(usize, usize), Vec<Cents>>,
}

impl Memory {
    pub(super) fn of(lanes: usize) -> Memory {
        Memory {
            lanes,
            amounts: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, division: usize, account: usize, lane: usize, amount: Cents) {
        let empty = || vec![Cents::ZERO; self.lanes];
        let lanes = self
            .amounts
            .entry((division, account))
            .or_insert_with(empty);
        lanes[lane] += amount;
    }

    pub(super) fn amount(&self, division: usize, account: usize, lane: usize) -> Cents {
        let lanes = self.amounts.get(&(division, account));
        lanes.map_or(Cents::ZERO, |lanes| lanes[lane])
    }
}
