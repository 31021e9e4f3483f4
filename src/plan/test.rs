//! Conditions with names and years resolved: what remains to be looked at are counts.

use super::{Slot, TallyId};
use crate::domain::{Head, Id, Sector};

/// A condition on one recipient in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Every part holds.
    AllOf(Vec<Test>),
    /// At least one part holds.
    AnyOf(Vec<Test>),
    /// The part does not hold.
    Not(Box<Test>),
    /// A tally lies between two slots.
    Counted {
        /// What is counted, for explanations.
        head: Head,
        /// In which sector, for explanations.
        sector: Option<Sector>,
        /// The tally.
        tally: TallyId,
        /// Least value.
        at_least: Option<Slot>,
        /// Greatest value.
        at_most: Option<Slot>,
    },
    /// Known when the plan was compiled.
    Known(bool, Fact),
}

/// What a known part of a condition is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Being recognised.
    Recognised,
    /// The year of the aspirant schedule; `None` when not an aspirant.
    AspirantYear(Option<i64>),
    /// Being of this sector.
    OfSector(Sector),
    /// Carrying this flag.
    Flagged(Id),
}

impl Test {
    /// Says whether the test holds whatever the counts.
    pub fn is_empty(&self) -> bool {
        matches!(self, Test::AllOf(parts) if parts.is_empty())
    }
}
