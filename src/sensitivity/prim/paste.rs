//! Slices that are put back.

use super::area::Area;
use super::{Candidate, Found, Input, Limit, Patience, Prim, Restriction, best, cut};

impl Prim<'_> {
    /// Pastes as long as that makes the box denser.
    pub(super) fn paste(&self, patience: &Patience, area: &mut Area, trajectory: &mut Vec<Found>) {
        while let Some(from) = trajectory.last() {
            let limits = area.limits().iter();
            let wider = limits.flat_map(|limit| self.wider(limit, patience, area));
            let candidates = wider.map(|area| {
                let [rows, of_interest] = self.held(&area);
                Candidate {
                    area,
                    rows,
                    of_interest,
                }
            });
            let grown = candidates
                .filter(|candidate| candidate.rows > from.rows)
                .collect();
            let Some(next) = best(grown, from) else {
                return;
            };
            *area = next.area;
            trajectory.push(self.found(area));
        }
    }

    /// Returns what a box becomes when one of its limits gives way.
    fn wider(&self, limit: &Limit, patience: &Patience, area: &Area) -> Vec<Area> {
        let (input, open) = (limit.input, area.without(limit));
        match (&limit.restriction, self.inputs[input]) {
            (Restriction::OneOf(inside), Input::Categories(column)) => {
                let all = self.categories(column);
                let with = |category: &u32| {
                    let mut more = inside.clone();
                    more.push(*category);
                    more.sort_unstable();
                    let is_all = more == all;
                    let restriction = Restriction::OneOf(more);
                    if is_all {
                        open.clone()
                    } else {
                        open.with(Limit { input, restriction })
                    }
                };
                all.iter()
                    .filter(|category| !inside.contains(category))
                    .map(with)
                    .collect()
            }
            (Restriction::AtLeast(low), Input::Numbers(column)) => {
                let beside = self.beside(&open, column, |value| value <= *low);
                vec![match beside.is_empty() {
                    true => open,
                    false => {
                        let restriction = Restriction::AtLeast(cut(&beside, 1.0 - patience.paste));
                        open.with(Limit { input, restriction })
                    }
                }]
            }
            (Restriction::AtMost(high), Input::Numbers(column)) => {
                let beside = self.beside(&open, column, |value| value >= *high);
                vec![match beside.is_empty() {
                    true => open,
                    false => {
                        let restriction = Restriction::AtMost(cut(&beside, patience.paste));
                        open.with(Limit { input, restriction })
                    }
                }]
            }
            (Restriction::OneOf(_), Input::Numbers(_))
            | (Restriction::AtLeast(_) | Restriction::AtMost(_), Input::Categories(_)) => {
                Vec::new()
            }
        }
    }

    /// Returns the numbers of an input that lie beyond a limit, sorted.
    fn beside(&self, open: &Area, column: &[f64], is_beyond: impl Fn(f64) -> bool) -> Vec<f64> {
        let rows = self.rows.iter().filter(|row| is_beyond(column[**row]));
        let rows = rows.filter(|row| open.holds(&self.inputs, **row));
        let mut numbers: Vec<f64> = rows.map(|row| column[*row]).collect();
        numbers.sort_unstable_by(f64::total_cmp);
        numbers
    }
}
