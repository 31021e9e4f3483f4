//! Scenario discovery: boxes of inputs in which what is of interest happens more often, by patient
//! rule induction (Friedman & Fisher 1999), as the EMA Workbench does it.
//!
//! From the box that holds everything a thin slice is peeled off again and again: the one that
//! raises the density most per row that goes. Then slices are pasted back as long as the density
//! rises. Every box on the way is kept: a reader weighs coverage against density.

mod area;
mod paste;
mod peel;
mod significance;

use super::{Unusable, real};
use area::Area;

/// An input, one value per row.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// Numbers, of which a box has a lowest and a highest.
    Numbers(&'a [f64]),
    /// Categories by a number of theirs, of which a box has some.
    Categories(&'a [u32]),
}

/// How patiently boxes are found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patience {
    /// The part of the rows of a box that a peel takes off.
    pub peel: f64,
    /// The part of the rows beside a box that a paste puts back.
    pub paste: f64,
    /// The part of all rows below which no box falls.
    pub least_mass: f64,
}

impl Default for Patience {
    /// A twentieth each, as in the EMA Workbench.
    fn default() -> Patience {
        Patience {
            peel: 0.05,
            paste: 0.05,
            least_mass: 0.05,
        }
    }
}

/// A box: what it asks of inputs, and what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What it asks, in the order of the inputs.
    pub limits: Vec<Limit>,
    /// The rows in it.
    pub rows: usize,
    /// Those of them that are of interest.
    pub of_interest: usize,
    /// The part of all rows of interest that are in it.
    pub coverage: f64,
    /// The part of its rows that are of interest.
    pub density: f64,
    /// The part of all rows that are in it.
    pub mass: f64,
}

impl Found {
    /// Returns the number of inputs that the box asks something of.
    pub fn restricted(&self) -> usize {
        self.limits.chunk_by(|a, b| a.input == b.input).count()
    }
}

/// What a box asks of an input; an input may have one of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// Which input.
    pub input: usize,
    /// What is asked.
    pub restriction: Restriction,
}

/// What values of an input are in a box.
#[derive(Clone, Debug, PartialEq)]
pub enum Restriction {
    /// This number and higher ones.
    AtLeast(f64),
    /// This number and lower ones.
    AtMost(f64),
    /// These categories, in order.
    OneOf(Vec<u32>),
}

/// Rows, of which some are of interest.
#[derive(Clone, Debug)]
pub struct Prim<'a> {
    inputs: Vec<Input<'a>>,
    of_interest: Vec<bool>,
    /// The rows of which it is known whether they are of interest.
    rows: Vec<usize>,
    missing: usize,
    /// How many are.
    all: usize,
}

impl<'a> Prim<'a> {
    /// Takes inputs, and for each row whether it is of interest, where that is known.
    ///
    /// # Errors
    ///
    /// No inputs, inputs of another length or with something that is no number, or no row that is
    /// of interest.
    pub fn new(inputs: &[Input<'a>], of_interest: &[Option<bool>]) -> Result<Prim<'a>, Unusable> {
        if inputs.is_empty() {
            return Err(Unusable::NoInputs);
        }
        let rows = of_interest.len();
        for (input, column) in inputs.iter().enumerate() {
            let (values, bad) = match column {
                Input::Numbers(column) => (
                    column.len(),
                    column.iter().position(|value| !value.is_finite()),
                ),
                Input::Categories(column) => (column.len(), None),
            };
            if values != rows {
                return Err(Unusable::Length {
                    input,
                    values,
                    rows,
                });
            }
            if let Some(row) = bad {
                return Err(Unusable::NotFinite { input, row });
            }
        }
        let known: Vec<usize> = (0..rows)
            .filter(|row| of_interest[*row].is_some())
            .collect();
        let of_interest: Vec<bool> = of_interest.iter().map(|row| *row == Some(true)).collect();
        let all = of_interest
            .iter()
            .filter(|is_of_interest| **is_of_interest)
            .count();
        if all == 0 {
            return Err(Unusable::NothingOfInterest);
        }
        Ok(Prim {
            inputs: inputs.to_vec(),
            of_interest,
            missing: rows - known.len(),
            rows: known,
            all,
        })
    }

    /// Returns the number of rows left out, as it is not known whether they are of interest.
    pub fn missing(&self) -> usize {
        self.missing
    }

    /// Returns every box on the way, from the one that holds everything: each peel, then each
    /// paste.
    ///
    /// # Errors
    ///
    /// A peel or paste of nothing or everything, or a mass that is no part.
    pub fn trajectory(&self, patience: &Patience) -> Result<Vec<Found>, Unusable> {
        let parts = [("peel", patience.peel), ("paste", patience.paste)];
        for (what, value) in parts {
            if !(value > 0.0 && value < 1.0) {
                return Err(Unusable::NotAPart { what, value });
            }
        }
        if !(0.0..=1.0).contains(&patience.least_mass) {
            let (what, value) = ("least mass", patience.least_mass);
            return Err(Unusable::NotAPart { what, value });
        }
        let mut area = Area::default();
        let mut trajectory = vec![self.found(&area)];
        self.peel(patience, &mut area, &mut trajectory);
        self.paste(patience, &mut area, &mut trajectory);
        Ok(trajectory)
    }

    /// Returns a box with what it holds.
    fn found(&self, area: &Area) -> Found {
        let [rows, of_interest] = self.held(area);
        Found {
            limits: area.limits().to_vec(),
            rows,
            of_interest,
            coverage: real(of_interest) / real(self.all),
            density: real(of_interest) / real(rows.max(1)),
            mass: real(rows) / real(self.rows.len()),
        }
    }

    /// Returns how many rows are in a box, and how many of them are of interest.
    fn held(&self, area: &Area) -> [usize; 2] {
        let inside = self
            .rows
            .iter()
            .filter(|row| area.holds(&self.inputs, **row));
        inside.fold([0, 0], |[rows, of_interest], row| {
            [rows + 1, of_interest + usize::from(self.of_interest[*row])]
        })
    }
}

/// Returns which box of a trajectory covers most, of those that are at least this dense; of equal
/// ones the first.
pub fn chosen_box(trajectory: &[Found], density: f64) -> Option<usize> {
    let dense = trajectory
        .iter()
        .enumerate()
        .filter(|(_, found)| found.density >= density);
    let best = dense
        .rev()
        .max_by(|(_, a), (_, b)| a.coverage.total_cmp(&b.coverage));
    best.map(|(at, _)| at)
}

/// A box that might be next.
struct Candidate {
    area: Area,
    rows: usize,
    of_interest: usize,
}

impl Candidate {
    /// Returns how much denser it is than a box, per row that came or went; zero if it is the same.
    fn gain(&self, from: &Found) -> f64 {
        let density = real(self.of_interest) / real(self.rows.max(1));
        match self.rows.abs_diff(from.rows) {
            0 => 0.0,
            moved => (density - from.density) / real(moved),
        }
    }
}

/// Returns the candidate that gains most; of equal ones that which asks something of fewer inputs,
/// and of those the first.
fn best(candidates: Vec<Candidate>, from: &Found) -> Option<Candidate> {
    let rank = |candidate: &Candidate| (candidate.gain(from), candidate.area.restricted());
    let is_better = |one: &Candidate, other: &Candidate| {
        let ((gain, asked), (other_gain, other_asked)) = (rank(one), rank(other));
        gain > other_gain || (gain == other_gain && asked < other_asked)
    };
    let mut candidates = candidates.into_iter();
    let first = candidates.next()?;
    let best = candidates.fold(
        first,
        |best, next| {
            if is_better(&next, &best) { next } else { best }
        },
    );
    (best.gain(from) > 0.0).then_some(best)
}

/// Returns a limit of sorted numbers that cuts off about this part of them, in the gap between two
/// that differ: upwards from a low part, downwards from a high one. There is at least one number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among the numbers"
)]
fn cut(sorted: &[f64], part: f64) -> f64 {
    let last = sorted.len() - 1;
    let place = real(last) * part;
    let (mut low, mut high) = (place.floor() as usize, (place.ceil() as usize).min(last));
    if part > 0.5 {
        while sorted[low] == sorted[high] && low > 0 {
            low -= 1;
        }
    } else {
        while sorted[low] == sorted[high] && high < last {
            high += 1;
        }
    }
    f64::midpoint(sorted[low], sorted[high])
}
