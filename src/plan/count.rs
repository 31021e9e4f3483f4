//! Counts of a year: read from a slot, or projected from the last counted year.

use super::Slot;
use crate::domain::{Id, SchoolYear, Sector};
use crate::money::{Exact, Rounding};

/// How one count of a year comes about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CountRule {
    /// The counted heads.
    pub base: Slot,
    /// The growth that applies to them, where the year lies beyond the counted one.
    pub growth: Option<Slot>,
    /// How many years beyond.
    pub years: u32,
    /// The school year in which heads are wanted.
    pub year: SchoolYear,
    /// Whose heads they are.
    pub of: CountOwner,
}

/// Whose heads a count holds, as far as it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CountOwner {
    /// The partnership that trains them.
    pub partnership: Option<Id>,
    /// The region of the training site.
    pub region: Option<Id>,
    /// The sector.
    pub sector: Option<Sector>,
}

/// The position of a tally in its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TallyId(pub(super) usize);

impl TallyId {
    /// Returns the position.
    pub fn position(self) -> usize {
        self.0
    }
}

/// A sum of counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// Counts by position, with how often each counts.
    pub terms: Vec<(usize, i64)>,
    /// What is added as it stands: members of a partnership.
    pub members: i64,
    /// What the sum is divided by; above one where sites count for a part.
    pub divisor: i64,
}

/// Returns heads after so many years of growth, rounded once, half to even; never below zero.
pub fn grown(heads: i64, growth: &Exact, years: u32) -> i64 {
    let factor = Exact::one().plus(growth);
    let grown = (0..years).fold(Exact::from(heads), |heads, _| heads.times(&factor));
    grown.round(Rounding::HalfEven).unwrap_or(i64::MAX).max(0)
}
