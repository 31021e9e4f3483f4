//! Slots and inputs: every number of a plan, by position, for a block of lanes.

use std::collections::BTreeMap;

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
/// A number in which all lanes agree is held once; the others have a column of lanes. Where years
/// differ in a number, or draws in a count, the years have numbers of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    lanes: usize,
    /// What each number is where lanes agree.
    values: Vec<i64>,
    /// The numbers in which lanes differ, by position.
    columns: BTreeMap<usize, Vec<i64>>,
    /// Heads that take the place of what a count of the year comes to, by its position; nothing
    /// where they do not.
    heads: Vec<Vec<i64>>,
    /// The numbers of each computed year, and then of each year of costs; empty when all are alike.
    years: Vec<Inputs>,
}

impl Inputs {
    /// Returns the numbers `values`, one per column, for a single lane.
    pub(super) fn single(values: Vec<i64>) -> Inputs {
        Inputs {
            lanes: 1,
            values,
            columns: BTreeMap::new(),
            heads: Vec::new(),
            years: Vec::new(),
        }
    }

    /// Returns these numbers in `lanes` lanes, each as lane 0 has them.
    pub fn in_lanes(&self, lanes: usize) -> Inputs {
        let mut inputs = self.lane(0);
        inputs.spread(lanes);
        inputs
    }

    fn spread(&mut self, lanes: usize) {
        self.lanes = lanes;
        for heads in self.heads.iter_mut().filter(|heads| !heads.is_empty()) {
            *heads = vec![heads[0]; lanes];
        }
        self.years.iter_mut().for_each(|year| year.spread(lanes));
    }

    /// Returns the numbers of one lane alone.
    pub fn lane(&self, lane: usize) -> Inputs {
        let mut values = self.values.clone();
        for (at, column) in &self.columns {
            values[*at] = column[lane];
        }
        let heads = self.heads.iter();
        Inputs {
            lanes: 1,
            values,
            columns: BTreeMap::new(),
            heads: heads
                .map(|heads| heads.get(lane).copied().into_iter().collect())
                .collect(),
            years: self.years.iter().map(|year| year.lane(lane)).collect(),
        }
    }

    /// Gives each of `years` numbers of its own: computed years first, then the years of costs.
    pub fn tell_years_apart(&mut self, years: usize) {
        let own = Inputs {
            years: Vec::new(),
            ..self.clone()
        };
        self.years = vec![own; years];
    }

    /// Returns the numbers of a year, by position: computed years first, then the years of costs.
    pub fn year(&self, position: usize) -> &Inputs {
        self.years.get(position).unwrap_or(self)
    }

    /// Returns the numbers of a year to write to, where years were told apart.
    pub fn year_mut(&mut self, position: usize) -> Option<&mut Inputs> {
        self.years.get_mut(position)
    }

    /// Returns the number of lanes.
    pub fn lanes(&self) -> usize {
        self.lanes
    }

    /// Returns the amount in `slot`, in `lane`.
    pub fn cents(&self, slot: Slot, lane: usize) -> Cents {
        Cents::new(self.number(slot.0, lane))
    }

    /// Returns the heads in `slot`, in `lane`.
    pub fn heads(&self, slot: Slot, lane: usize) -> i64 {
        self.number(slot.0, lane)
    }

    /// Returns the fraction in `slot`, in `lane`.
    pub fn fraction(&self, slot: Slot, lane: usize) -> Exact {
        let (above, below) = self.parts(slot, lane);
        Exact::ratio(above, below)
    }

    /// Returns both parts of the fraction in `slot`, in `lane`.
    pub fn parts(&self, slot: Slot, lane: usize) -> (i64, i64) {
        let below = slot.0.saturating_add(1);
        (self.number(slot.0, lane), self.number(below, lane))
    }

    /// Returns the column of an amount or of heads; `None` where all lanes agree.
    pub fn column(&self, slot: Slot) -> Option<&[i64]> {
        self.columns.get(&slot.0).map(Vec::as_slice)
    }

    /// Says whether lanes differ in the fraction in `slot`.
    pub fn is_fraction_varied(&self, slot: Slot) -> bool {
        let below = slot.0.saturating_add(1);
        self.columns.contains_key(&slot.0) || self.columns.contains_key(&below)
    }

    /// Returns the heads that take the place of a count, by its position in the year.
    pub fn drawn_heads(&self, count: usize) -> Option<&[i64]> {
        let heads = self.heads.get(count).map(Vec::as_slice);
        heads.filter(|heads| !heads.is_empty())
    }

    /// Returns the column of heads that takes the place of a count, to be written.
    pub fn drawn_heads_mut(&mut self, count: usize) -> &mut [i64] {
        if self.heads.len() <= count {
            self.heads.resize(count.saturating_add(1), Vec::new());
        }
        let heads = &mut self.heads[count];
        heads.resize(self.lanes, 0);
        heads
    }

    /// Writes an amount.
    pub fn write_cents(&mut self, slot: Slot, lane: usize, amount: Cents) {
        self.write(slot.0, lane, amount.count());
    }

    /// Writes a number of heads.
    pub fn write_heads(&mut self, slot: Slot, lane: usize, heads: i64) {
        self.write(slot.0, lane, heads);
    }

    /// Writes a fraction.
    pub fn write_fraction(&mut self, slot: Slot, lane: usize, (above, below): (i64, i64)) {
        self.write(slot.0, lane, above);
        self.write(slot.0.saturating_add(1), lane, below);
    }

    /// Writes a number of every lane, the same ones in every year; of a fraction both parts.
    pub fn write_lanes(&mut self, line: &SlotLine, numbers: &[(i64, i64)]) {
        let first = line.slot.0;
        self.write_column(first, numbers.iter().map(|(above, _)| *above));
        if line.unit == Unit::Fraction {
            let second = first.saturating_add(1);
            self.write_column(second, numbers.iter().map(|(_, below)| *below));
        }
        for year in &mut self.years {
            year.write_lanes(line, numbers);
        }
    }

    fn write_column(&mut self, at: usize, numbers: impl Iterator<Item = i64>) {
        if self.lanes == 1 {
            for (value, number) in self.values[at..].iter_mut().zip(numbers).take(1) {
                *value = number;
            }
            return;
        }
        let (lanes, common) = (self.lanes, self.values[at]);
        let column = self.columns.entry(at);
        let column = column.or_insert_with(|| vec![common; lanes]);
        for (value, number) in column.iter_mut().zip(numbers) {
            *value = number;
        }
    }

    fn number(&self, at: usize, lane: usize) -> i64 {
        match self.columns.get(&at) {
            Some(column) => column[lane],
            None => self.values[at],
        }
    }

    fn write(&mut self, at: usize, lane: usize, value: i64) {
        if self.lanes == 1 {
            self.values[at] = value;
            return;
        }
        let (lanes, common) = (self.lanes, self.values[at]);
        let column = self
            .columns
            .entry(at)
            .or_insert_with(|| vec![common; lanes]);
        column[lane] = value;
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
    by_path: BTreeMap<String, Slot>,
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
