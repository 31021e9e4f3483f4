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

    /// Makes room for the work of one thread.
    pub fn workspace(&self) -> Workspace {
        Form::workspace_of(std::slice::from_ref(self))
    }

    /// Makes room for the work of one thread that takes forms in turn.
    pub fn workspace_of(forms: &[Form<'_>]) -> Workspace {
        let years = forms.iter().filter_map(|form| form.years.as_deref());
        let series = forms.iter().map(|form| form.asked.series).max();
        Workspace::of(years.flatten(), series.unwrap_or_default())
    }

    /// Computes a block of [`LANES`] lanes; [`Workspace::outcome`] then has a column per series.
    pub fn fill(&self, inputs: &Inputs, work: &mut Workspace) {
        work.clear();
        match &self.years {
            Some(years) => {
                for (position, year) in years.iter().enumerate() {
                    work.fill(year, inputs.year(position));
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
