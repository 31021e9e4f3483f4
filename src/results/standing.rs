//! Standing: what rests where at the end of a year and what training cost, without the reasons.
//!
//! The same cents as in the awards and the coverage of a run, for those who run a plan many times.

use super::books::{Rest, keep_rests};
use super::calendar::books_of;
use super::coverage::{CoverageRow, coverage};
use super::tables::awards;
use crate::engine::costs;
use crate::plan::{Inputs, Plan};

/// How everybody stands at the end of one year of the scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What rests where, of every component.
    pub rests: Vec<Rest>,
    /// Cost and income, where the scenario states costs.
    pub coverage: Vec<CoverageRow>,
}

/// Runs a plan and returns how everybody stands in each year of the scenario.
pub fn standings(plan: &Plan, inputs: &Inputs) -> Vec<Standing> {
    let computed = keep_rests(plan, inputs);
    let costs = match plan.costs.is_stated {
        true => costs(plan, inputs, 0),
        false => Vec::new(),
    };
    let views = plan.views.iter().enumerate();
    let standings = views.map(|(at, view)| {
        let books = books_of(plan, view, &computed);
        let coverage = match costs.is_empty() {
            true => Vec::new(),
            false => coverage(plan, at, &awards(plan, &books), &costs),
        };
        Standing {
            rests: books.rests,
            coverage,
        }
    });
    standings.collect()
}
