//! Lanes: blocks of draws at once, for those who only ask how much reaches whom.
//!
//! The steps of a plan over columns: a number of every draw side by side. Where each step of every
//! year has a form for that, nothing but columns is touched; where one has not, the steps of
//! [`super::allocate`] are taken lane by lane. Both give the same cents
//! (`tests/suite/lanes.rs`).

mod claims;
mod compile;
mod fill;
mod kernel;
mod lane;
mod onward;
mod passes;
mod rates;
mod steps;

use std::collections::BTreeMap;

pub use self::fill::Workspace;
pub use self::kernel::{Column, LANES};
use self::rates::RateReader;
use self::steps::YearForm;
use super::{Allocation, Silent, allocate};
use crate::plan::{Inputs, Plan};

/// What is asked of every draw: which balances count towards which series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The number of series.
    pub series: usize,
    /// For each component, the component under which it is counted: itself, or an earlier one
    /// from which nobody needs to tell it apart.
    pub counted_as: Vec<usize>,
    /// For each computed year, the series towards which a component in an account counts.
    pub sinks: Vec<BTreeMap<(usize, usize), Vec<usize>>>,
    /// For each computed year, the series that is one where the pot of a division cuts claims.
    pub cuts: Vec<BTreeMap<usize, Vec<usize>>>,
    /// For each computed year, the series that holds what the pot of a division leaves of the
    /// amount per head of a component, in whole cents rounded down: what the component is paid
    /// over the heads it is paid for, and the stated amount where there are none. Every claim of
    /// the component must have that amount, and no other rule may change what it is paid.
    pub rates: Vec<BTreeMap<(usize, usize), usize>>,
}

impl Asked {
    /// Returns, for each component, the first one that every division passes on whenever it
    /// passes on this one.
    pub fn counted_together(plan: &Plan) -> Vec<usize> {
        let membership = |component: usize| -> Vec<bool> {
            let passes = plan.years.iter().flat_map(|year| year.passages());
            passes
                .map(|pass| pass.components.contains(&component))
                .collect()
        };
        let memberships: Vec<Vec<bool>> = (0..plan.components.len()).map(membership).collect();
        let firsts = memberships.iter().enumerate();
        firsts
            .map(|(at, own)| {
                let first = memberships.iter().position(|other| other == own);
                first.unwrap_or(at)
            })
            .collect()
    }
}

/// A plan made ready for blocks of draws that all vary the same numbers.
#[derive(Clone, Debug)]
pub struct Form<'p> {
    plan: &'p Plan,
    asked: &'p Asked,
    years: Option<Vec<YearForm>>,
}

impl<'p> Form<'p> {
    /// Prepares a plan: `block` is a block as it will come, `most` holds the greatest value of
    /// each number in a single lane.
    pub fn of(plan: &'p Plan, (block, most): (&Inputs, &Inputs), asked: &'p Asked) -> Form<'p> {
        Form {
            plan,
            asked,
            years: compile::years(plan, (block, most), asked),
        }
    }

    /// Says whether every step has a form over columns.
    pub fn is_in_columns(&self) -> bool {
        self.years.is_some()
    }

    /// Computes a block of [`LANES`] lanes: what reaches each series, a column for each.
    pub fn fill(&self, inputs: &Inputs, work: &mut Workspace, outcome: &mut Vec<Column>) {
        work.begin(self.asked.series, outcome);
        match &self.years {
            Some(years) => {
                for (position, year) in years.iter().enumerate() {
                    let rules = &self.plan.years[position].counts;
                    work.fill(year, rules, inputs.year(position));
                }
            }
            None if self.asked.rates.iter().all(BTreeMap::is_empty) => {
                let allocation = allocate(self.plan, inputs, &mut Silent);
                self.gather(&allocation, work);
            }
            None => {
                let mut rates = RateReader::new(self.asked);
                let allocation = allocate(self.plan, inputs, &mut rates);
                self.gather(&allocation, work);
                rates.gather((self.plan, inputs), work);
            }
        }
        work.end(outcome);
    }

    /// Adds what lies where to the series it counts towards.
    fn gather(&self, allocation: &Allocation, work: &mut Workspace) {
        for (position, year) in allocation.years.iter().enumerate() {
            let mut amounts = [0; LANES];
            for account in 0..self.plan.accounts.len() {
                for (component, counted_as) in self.asked.counted_as.iter().enumerate() {
                    let sinks = self.asked.sinks.get(position);
                    let Some(sinks) = sinks.and_then(|sinks| sinks.get(&(*counted_as, account)))
                    else {
                        continue;
                    };
                    for (lane, amount) in amounts.iter_mut().enumerate() {
                        let own = year.balances.amount(component, account, lane);
                        *amount = own.count();
                    }
                    work.gather(&amounts, sinks);
                }
            }
            for (division, cut) in &year.cuts {
                let sinks = self.asked.cuts.get(position);
                let Some(sinks) = sinks.and_then(|sinks| sinks.get(division)) else {
                    continue;
                };
                for (lane, amount) in amounts.iter_mut().enumerate() {
                    *amount = i64::from(cut.get(lane).copied().unwrap_or_default());
                }
                work.gather(&amounts, sinks);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::kernel::{Kernel, MOST_SPLIT, NOTHING, SameWeights, put, whole};
    use super::{Column, LANES};
    use crate::money::{Cents, split};

    /// Totals around multiples of the sum of the weights, where a quotient is nearly whole, from
    /// nothing up to the greatest product there may be.
    #[test]
    fn splits_over_lanes_are_those_of_integers_up_to_the_greatest_product() {
        let splits: [&[i64]; 12] = [
            &[1, 1],
            &[1, 2],
            &[999_999, 1],
            &[499_999_999, 500_000_000],
            &[1, 1, 1],
            &[3, 3, 1],
            &[333_333, 333_333, 333_334],
            &[1, 1, 1, 1],
            &[0, 5, 0, 2],
            &[1_151, 977, 1_181, 3],
            &[1, 2, 3, 4, 5],
            &[7, 7, 7, 7, 7, 7, 7, 8],
        ];
        for weights in splits {
            let by = SameWeights::of(weights).expect("a positive sum");
            let sum: i64 = weights.iter().sum();
            let most = (MOST_SPLIT - 1).div_euclid(sum);
            let multiples = most.div_euclid(sum);
            for hundredth in 0..=100 {
                let mut totals: Column = NOTHING;
                for (lane, near) in (-32..32).enumerate() {
                    let multiple = (multiples * hundredth).div_euclid(100) * sum;
                    put(&mut totals, lane, (multiple + near).clamp(0, most));
                }
                if hundredth == 100 {
                    put(&mut totals, LANES - 1, most);
                }
                let mut parts = vec![NOTHING; weights.len()];
                Kernel::new().split(&totals, &by, &mut parts);
                for lane in 0..LANES {
                    let total = whole(&totals, lane);
                    let own: Vec<i64> = parts.iter().map(|part| whole(part, lane)).collect();
                    let exact = split(Cents::new(total), weights).expect("a positive sum");
                    let exact: Vec<i64> = exact.parts.iter().map(|part| part.count()).collect();
                    assert_eq!(own, exact, "{total} over {weights:?}");
                }
            }
        }
    }
}
