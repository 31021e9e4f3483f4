//! Slices that are taken off a box.

use super::area::Area;
use super::{Candidate, Found, Input, Limit, Patience, Prim, Restriction, best, cut};
use crate::sensitivity::real;
use std::collections::BTreeMap;

impl Prim<'_> {
    /// Peels until nothing makes the box denser or it would become too small.
    pub(super) fn peel(&self, patience: &Patience, area: &mut Area, trajectory: &mut Vec<Found>) {
        let mut orders: Vec<Vec<usize>> = self
            .inputs
            .iter()
            .map(|input| self.sorted(*input))
            .collect();
        while let Some(from) = trajectory.last() {
            let inputs = self.inputs.iter().zip(&orders).enumerate();
            let candidates = inputs.flat_map(|(at, (input, rows))| match input {
                Input::Numbers(column) => self.ends(at, column, rows, patience, area),
                Input::Categories(column) => self.removals(at, column, rows, area),
            });
            let next = best(candidates.collect(), from);
            let is_enough =
                |next: &Candidate| real(next.rows) / real(self.rows.len()) >= patience.least_mass;
            let Some(next) = next.filter(is_enough) else {
                return;
            };
            *area = next.area;
            for rows in &mut orders {
                rows.retain(|row| area.holds(&self.inputs, *row));
            }
            trajectory.push(self.found(area));
        }
    }

    /// Returns the rows in the order of an input.
    fn sorted(&self, input: Input) -> Vec<usize> {
        let mut rows = self.rows.clone();
        if let Input::Numbers(column) = input {
            rows.sort_by(|a, b| column[*a].total_cmp(&column[*b]));
        }
        rows
    }

    /// Returns the box without its highest numbers and without its lowest ones.
    fn ends(
        &self,
        input: usize,
        column: &[f64],
        rows: &[usize],
        patience: &Patience,
        area: &Area,
    ) -> Vec<Candidate> {
        let sorted: Vec<f64> = rows.iter().map(|row| column[*row]).collect();
        if sorted.is_empty() {
            return Vec::new();
        }
        let of_interest =
            |rows: &[usize]| rows.iter().filter(|row| self.of_interest[**row]).count();
        let (highest, lowest) = (
            cut(&sorted, 1.0 - patience.peel),
            cut(&sorted, patience.peel),
        );
        let below = sorted.partition_point(|value| *value <= highest);
        let from = sorted.partition_point(|value| *value < lowest);
        let kept = [
            (Restriction::AtMost(highest), &rows[..below]),
            (Restriction::AtLeast(lowest), &rows[from..]),
        ];
        let kept = kept.into_iter().filter(|(_, kept)| kept.len() < rows.len());
        kept.map(|(restriction, rows)| Candidate {
            area: area.with(Limit { input, restriction }),
            rows: rows.len(),
            of_interest: of_interest(rows),
        })
        .collect()
    }

    /// Returns the box without each of its categories.
    fn removals(
        &self,
        input: usize,
        column: &[u32],
        rows: &[usize],
        area: &Area,
    ) -> Vec<Candidate> {
        let mut held: BTreeMap<u32, [usize; 2]> = BTreeMap::new();
        let mut all = [0, 0];
        for row in rows {
            let counts = held.entry(column[*row]).or_default();
            for counts in [counts, &mut all] {
                counts[0] += 1;
                counts[1] += usize::from(self.of_interest[*row]);
            }
        }
        if held.len() < 2 {
            return Vec::new();
        }
        let inside = self.inside(input, column, area);
        let removal = |(category, counts): (&u32, &[usize; 2])| {
            let mut left = inside.clone();
            left.retain(|other| other != category);
            let restriction = Restriction::OneOf(left);
            Candidate {
                area: area.with(Limit { input, restriction }),
                rows: all[0] - counts[0],
                of_interest: all[1] - counts[1],
            }
        };
        held.iter().map(removal).collect()
    }

    /// Returns the categories of an input that are in a box.
    fn inside(&self, input: usize, column: &[u32], area: &Area) -> Vec<u32> {
        match area.categories(input) {
            Some(inside) => inside.to_vec(),
            None => self.categories(column),
        }
    }

    /// Returns every category of an input, in order.
    pub(super) fn categories(&self, column: &[u32]) -> Vec<u32> {
        let mut all: Vec<u32> = self.rows.iter().map(|row| column[*row]).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
