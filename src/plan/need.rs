//! Need and capacity: what recipients lack per head.

use super::{Slot, TallyId};

/// A part that is set apart for those who lack something; lists have one element per target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedRule {
    /// The part.
    pub share: Slot,
    /// What is needed per head.
    pub need: Vec<Slot>,
    /// What a recipient can bear itself per head.
    pub capacity: Vec<Slot>,
    /// The heads.
    pub heads: Vec<TallyId>,
}
