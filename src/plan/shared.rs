//! Costs that recipients bear together, paid to functions.

use super::{Slot, TallyId};
use crate::rules::ServiceMethod;

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
