//! Standing: what rests where at the end of a year and what training cost, without the reasons.
//!
//! The same cents as in the awards and the coverage of a run, for those who run a plan many times.

use super::books::{Rest, keep_rests};
use super::calendar::books_of;
use super::coverage::{CoverageRow, coverage};
use crate::engine::Costing;
use crate::money::Cents;
use crate::plan::{Account, Inputs, Plan};

/// How everybody stands at the end of one year of the scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What rests where, of every component.
    pub rests: Vec<Rest>,
    /// Cost and income, where the scenario states costs.
    pub coverage: Vec<CoverageRow>,
}

/// What an account has received by the end of a year, in every lane of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received<T> {
    /// The year of the scenario, by position.
    pub view: usize,
    /// The account, by position.
    pub account: usize,
    /// How much of all components together.
    pub amounts: T,
}

/// Runs a plan and returns how everybody stands in each year of the scenario.
pub fn standings(plan: &Plan, inputs: &Inputs) -> Vec<Standing> {
    let computed = keep_rests(plan, inputs);
    let costs = plan
        .costs
        .is_stated
        .then(|| Costing::of(plan, inputs).costs(0));
    let views = plan.views.iter().enumerate();
    let standings = views.map(|(at, view)| {
        let books = books_of(plan, view, &computed);
        let coverage = costs.as_ref().map_or_else(Vec::new, |costs| {
            let rests = books.rests.iter();
            let incomes = rests.map(|rest| (&plan.accounts[rest.account], rest.amount));
            let incomes = incomes.filter(|(account, _)| account.is_recipient());
            coverage(plan, at, &incomes.collect::<Vec<_>>(), costs)
        });
        Standing {
            rests: books.rests,
            coverage,
        }
    });
    standings.collect()
}

/// Tells `found` cost and income of each year in some lanes of a block, from what was received in
/// it: the same as in [`standings`] of each lane, without running the plan.
pub fn coverages<T>(
    (plan, block): (&Plan, &Inputs),
    (received, amount): (&[Received<T>], impl Fn(&T, usize) -> Cents),
    lanes: impl Iterator<Item = usize>,
    mut found: impl FnMut(usize, usize, &[CoverageRow]),
) {
    let costing = Costing::of(plan, block);
    for lane in lanes {
        let costs = costing.costs(lane);
        for view in 0..plan.views.len() {
            let own = received.iter().filter(|one| one.view == view);
            let incomes = own.map(|one| {
                let amount = amount(&one.amounts, lane);
                (&plan.accounts[one.account], amount)
            });
            let incomes: Vec<(&Account, Cents)> = incomes.collect();
            found(lane, view, &coverage(plan, view, &incomes, &costs));
        }
    }
}
