//! Amounts: what each recipient has at the end of a year, without the reasons.
//!
//! The same cents as in the awards of a run, for those who run a plan many times.

use std::collections::BTreeMap;

use super::books::keep_rests;
use super::calendar::books_of;
use crate::domain::{Id, Level, Year};
use crate::money::Cents;
use crate::plan::{Inputs, Plan};

/// What each recipient has at the end of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amounts {
    /// The year of the scenario.
    pub year: Year,
    /// All that reached recipients.
    pub total: Cents,
    by_level: BTreeMap<Level, BTreeMap<Id, Cents>>,
}

impl Amounts {
    /// Runs a plan and returns the amounts of the years of the scenario.
    pub fn of(plan: &Plan, inputs: &Inputs) -> Vec<Amounts> {
        let computed = keep_rests(plan, inputs);
        let views = plan.views.iter();
        let years = views.map(|view| {
            let mut amounts = Amounts {
                year: view.year,
                total: Cents::ZERO,
                by_level: BTreeMap::new(),
            };
            for rest in books_of(plan, view, &computed).rests {
                let account = &plan.accounts[rest.account];
                if !account.is_recipient() {
                    continue;
                }
                amounts.total += rest.amount;
                for (_, level) in Level::ALL {
                    if let Some(id) = account.at(level) {
                        amounts.add(level, id, rest.amount);
                    }
                }
            }
            amounts
        });
        years.collect()
    }

    fn add(&mut self, level: Level, id: &Id, amount: Cents) {
        let amounts = self.by_level.entry(level).or_default();
        match amounts.get_mut(id) {
            Some(sum) => *sum += amount,
            None => _ = amounts.insert(id.clone(), amount),
        }
    }

    /// Returns what a recipient has: of a partnership with what its boards and institutes have,
    /// of a region with everything that rests in it.
    pub fn at(&self, level: Level, id: &Id) -> Cents {
        let amounts = self.by_level.get(&level);
        amounts
            .and_then(|amounts| amounts.get(id))
            .copied()
            .unwrap_or_default()
    }
}
