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
    /// Whether the money of all recipients together gets a band.
    pub in_all: bool,
    /// Whether each component gets a band of its own beside the sum.
    pub by_component: bool,
    /// Whether partnerships get a band for each of their regions beside the sum.
    pub by_region: bool,
    /// Whether each year gets a band of its own beside the total.
    pub by_year: bool,
    /// Whether what differs from the baseline gets a band of its own.
    pub by_difference: bool,
    /// The variant against which the others are held; the scenario itself when `None`.
    pub baseline: Option<Id>,
    /// Yearly amounts under which a recipient should not fall.
    pub minimum: Minimum,
}

/// Yearly amounts under which a recipient should not fall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Minimum {
    /// One amount for every recipient that gets a band.
    All(Cents),
    /// An amount for some recipients; nothing for the others.
    Each(BTreeMap<Id, Cents>),
}

impl Minimum {
    /// Returns the minimum of a recipient, if it has one.
    pub fn of(&self, recipient: &Id) -> Option<Cents> {
        match self {
            Minimum::All(amount) => Some(*amount),
            Minimum::Each(amounts) => amounts.get(recipient).copied(),
        }
    }
}

impl Default for SimulationTerms {
    /// Returns the terms of a scenario that states none: everything, with five quantiles.
    fn default() -> SimulationTerms {
        let percents = [5, 25, 50, 75, 95];
        SimulationTerms {
            draws: None,
            quantiles: percents.map(|percent| Exact::ratio(percent, 100)).into(),
            levels: Vec::new(),
            in_all: false,
            by_component: true,
            by_region: true,
            by_year: true,
            by_difference: true,
            baseline: None,
            minimum: Minimum::Each(BTreeMap::new()),
        }
    }
}
