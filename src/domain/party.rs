//! Parties: who takes part in a choice between models.

use std::collections::BTreeSet;

use super::{Given, Id};
use crate::money::Cents;

/// Somebody with a vote on the model, and with an interest in the money of some recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Stable id.
    pub id: Id,
    /// Name for people.
    pub name: String,
    /// The recipients whose money it counts as its own.
    pub of: BTreeSet<Id>,
    /// Number of votes.
    pub votes: Given<i64>,
    /// The least that it accepts for its recipients together, per year.
    pub floor: Option<Given<Cents>>,
}
