//! [`Event`]: something that may happen, with a probability.

use super::{Id, Provenance, Text};
use crate::money::Exact;

/// Something that may happen, and changes the scenario when it does: a board goes to another
/// region, partnerships merge, the scheme is not renewed.
///
/// What it changes is laid over the scenario as a variant is; the scenario floor keeps that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Stable id; it names the stream of random numbers.
    pub id: Id,
    /// Name for people.
    pub name: Text,
    /// How likely it is, from zero to one.
    pub probability: Exact,
    /// Source and grade.
    pub provenance: Provenance,
}
