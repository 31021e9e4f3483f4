//! Costs that recipients bear together, paid to functions.

use super::{AdjustmentStep, Slot, TallyId, TermsRule};
use crate::rules::ServiceMethod;

impl TermsRule {
    /// Returns the accounts of the functions that are paid before or after the key.
    pub fn functions(&self) -> Vec<usize> {
        let mut accounts: Vec<usize> = self.slices.iter().map(|slice| slice.account).collect();
        for adjustment in &self.adjustments {
            match &adjustment.step {
                AdjustmentStep::SharedCost(cost) => accounts.push(cost.account),
                AdjustmentStep::ServiceUnits(services) => {
                    accounts.extend(services.units.iter().map(|unit| unit.account));
                }
                _ => {}
            }
        }
        accounts
    }
}

/// A cost that some recipients bear together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedCost {
    /// The account of the function that gets it.
    pub account: usize,
    /// The cost.
    pub amount: Slot,
    /// Whether each target is a user.
    pub users: Vec<bool>,
    /// The heads that the cost follows; equal parts without.
    pub heads: Option<Vec<TallyId>>,
}

/// Services that pass on their costs to each other and to recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicesRule {
    /// How the costs are passed on.
    pub method: ServiceMethod,
    /// The services, in order.
    pub units: Vec<ServiceRule>,
}

/// One service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRule {
    /// The account of the function that gets its cost.
    pub account: usize,
    /// What it costs.
    pub cost: Slot,
    /// How much each service uses of it; `None` where nothing is stated.
    pub between: Vec<Option<Slot>>,
    /// How much each target uses of it.
    pub users: Vec<Option<Slot>>,
}
