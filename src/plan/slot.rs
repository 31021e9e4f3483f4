//! Slots and inputs: every number of a plan, by position, for a block of lanes.

use crate::money::{Cents, Exact};

/// The position of a number in [`Inputs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(usize);

/// What a slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Cents.
    Cents,
    /// Heads, members or a threshold.
    Heads,
    /// An exact fraction, in two columns.
    Fraction,
}

/// One slot with its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotLine {
    /// The path by which overlays and sweeps name the number.
    pub path: String,
    /// What it holds.
    pub unit: Unit,
    /// Its position.
    pub slot: Slot,
}

/// The numbers of a plan for a block of lanes: lane 0 of a run, or draws, or points of a sweep.
///
/// Column by column, the lanes of one number side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    lanes: usize,
    columns: Vec<i64>,
}

impl Inputs {
    /// Returns the numbers `values`, one per column, for a single lane.
    pub(super) fn single(values: Vec<i64>) -> Inputs {
        Inputs {
            lanes: 1,
            columns: values,
        }
    }

    /// Returns these numbers in `lanes` lanes, each as lane 0 has them.
    pub fn in_lanes(&self, lanes: usize) -> Inputs {
        let firsts = self
            .columns
            .chunks(self.lanes.max(1))
            .filter_map(|column| column.first());
        let columns = firsts
            .flat_map(|value| std::iter::repeat_n(*value, lanes))
            .collect();
        Inputs { lanes, columns }
    }

    /// Returns the number of lanes.
    pub fn lanes(&self) -> usize {
        self.lanes
    }

    /// Returns the amount in `slot`, in `lane`.
    pub fn cents(&self, slot: Slot, lane: usize) -> Cents {
        Cents::new(self.column(slot, lane))
    }

    /// Returns the heads in `slot`, in `lane`.
    pub fn heads(&self, slot: Slot, lane: usize) -> i64 {
        self.column(slot, lane)
    }

    /// Returns the fraction in `slot`, in `lane`.
    pub fn fraction(&self, slot: Slot, lane: usize) -> Exact {
        let below = Slot(slot.0.saturating_add(1));
        Exact::ratio(self.column(slot, lane), self.column(below, lane))
    }

    /// Returns what stands below the line of the fraction in `slot`, in `lane`.
    pub fn denominator(&self, slot: Slot, lane: usize) -> i64 {
        self.column(Slot(slot.0.saturating_add(1)), lane)
    }

    /// Writes an amount.
    pub fn write_cents(&mut self, slot: Slot, lane: usize, amount: Cents) {
        self.write(slot, lane, amount.count());
    }

    /// Writes a number of heads.
    pub fn write_heads(&mut self, slot: Slot, lane: usize, heads: i64) {
        self.write(slot, lane, heads);
    }

    /// Writes a fraction.
    pub fn write_fraction(&mut self, slot: Slot, lane: usize, (above, below): (i64, i64)) {
        self.write(slot, lane, above);
        self.write(Slot(slot.0.saturating_add(1)), lane, below);
    }

    fn index(&self, slot: Slot, lane: usize) -> usize {
        slot.0.saturating_mul(self.lanes).saturating_add(lane)
    }

    fn column(&self, slot: Slot, lane: usize) -> i64 {
        self.columns[self.index(slot, lane)]
    }

    fn write(&mut self, slot: Slot, lane: usize, value: i64) {
        let index = self.index(slot, lane);
        self.columns[index] = value;
    }
}

/// Hands out slots while a plan is compiled; a path that comes again gets the slot it had.
///
/// A path can come with another value where a list of conditions repeats it; it then counts as
/// another number, `path#2`.
#[derive(Default)]
pub(super) struct Slots {
    pub(super) lines: Vec<SlotLine>,
    pub(super) values: Vec<i64>,
    by_path: std::collections::BTreeMap<String, Slot>,
}

impl Slots {
    pub(super) fn cents(&mut self, path: String, amount: Cents) -> Slot {
        self.slot(path, Unit::Cents, &[amount.count()])
    }

    /// Returns the slot of an amount that no file states, and so no path names.
    pub(super) fn nameless(&mut self, amount: Cents) -> Slot {
        let slot = Slot(self.values.len());
        self.values.push(amount.count());
        slot
    }

    pub(super) fn heads(&mut self, path: String, heads: i64) -> Slot {
        self.slot(path, Unit::Heads, &[heads])
    }

    pub(super) fn fraction(&mut self, path: String, (above, below): (i64, i64)) -> Slot {
        self.slot(path, Unit::Fraction, &[above, below])
    }

    fn slot(&mut self, path: String, unit: Unit, values: &[i64]) -> Slot {
        if let Some(slot) = self.by_path.get(&path) {
            if self.values.get(slot.0..slot.0.saturating_add(values.len())) == Some(values) {
                return *slot;
            }
            let (stem, number) = path.rsplit_once('#').unwrap_or((&path, "1"));
            let next = number.parse().unwrap_or(1_u32).saturating_add(1);
            return self.slot(format!("{stem}#{next}"), unit, values);
        }
        let slot = Slot(self.values.len());
        self.values.extend(values);
        self.by_path.insert(path.clone(), slot);
        self.lines.push(SlotLine { path, unit, slot });
        slot
    }
}
