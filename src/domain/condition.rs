//! Conditions: when a component pays. Structured, without an expression language.

use super::{Given, Head, Id, Sector};

/// A range of counts or years; both ends inclusive, either may be open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The path of the range, by which an overlay or a slot names its ends.
    pub path: String,
    /// Least value.
    pub at_least: Option<Given<i64>>,
    /// Greatest value.
    pub at_most: Option<Given<i64>>,
}

/// A condition on a recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Every part holds; holds when empty.
    AllOf(Vec<Condition>),
    /// At least one part holds.
    AnyOf(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// A count of the reference year lies in the range.
    Counted {
        /// What is counted.
        head: Head,
        /// Only in this sector.
        sector: Option<Sector>,
        /// The range.
        range: Range,
    },
    /// The partnership is recognised.
    Recognised,
    /// The partnership is an aspirant in a year of its schedule inside the range.
    AspirantYear(Range),
    /// The partnership is of this sector.
    OfSector(Sector),
    /// The recipient carries the flag.
    Flagged(Id),
}
