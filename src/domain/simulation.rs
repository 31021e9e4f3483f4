//! [`SimulationTerms`]: what a simulation of the scenario keeps.

use std::collections::BTreeMap;

use super::{Id, Level};
use crate::money::{Cents, Exact};

/// What a simulation of the scenario keeps, and against what it holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulationTerms {
    /// How many draws, where the scenario says so.
    pub draws: Option<u64>,
    /// The quantiles, ascending, between zero and one.
    pub quantiles: Vec<Exact>,
    /// The levels whose recipients get a band; all that receive anything when empty.
    pub levels: Vec<Level>,
    /// Whether each component gets a band of its own beside the sum.
    pub by_component: bool,
    /// Whether partnerships get a band for each of their regions beside the sum.
    pub by_region: bool,
    /// Whether each year gets a band of its own beside the total.
    pub by_year: bool,
    /// The variant against which the others are held; the scenario itself when `None`.
    pub baseline: Option<Id>,
    /// Yearly amounts under which a recipient should not fall.
    pub minimum: BTreeMap<Id, Cents>,
}

impl Default for SimulationTerms {
    /// Returns the terms of a scenario that states none: everything, with five quantiles.
    fn default() -> SimulationTerms {
        let percents = [5, 25, 50, 75, 95];
        SimulationTerms {
            draws: None,
            quantiles: percents.map(|percent| Exact::ratio(percent, 100)).into(),
            levels: Vec::new(),
            by_component: true,
            by_region: true,
            by_year: true,
            baseline: None,
            minimum: BTreeMap::new(),
        }
    }
}
