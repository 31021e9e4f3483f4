//! Counts of a year: read from a slot, or projected from the last counted year.

use super::{Inputs, ProjectionRule, Slot};
use crate::domain::{Id, SchoolYear, Sector};
use crate::money::{Exact, Rounding};

/// How one count of a year comes about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CountRule {
    /// The counted heads.
    pub base: Slot,
    /// How they grow, where the year lies beyond the counted one.
    pub growth: GrowthRule,
    /// How many years beyond.
    pub years: u32,
    /// The school year in which heads are wanted.
    pub year: SchoolYear,
    /// Whose heads they are.
    pub of: CountOwner,
}

/// How counted heads grow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GrowthRule {
    /// Not at all: they are of the year in which they are wanted.
    Counted,
    /// By the same growth each year.
    Rate(Slot),
    /// As the projection of students says.
    Projection(ProjectionRule),
}

impl CountRule {
    /// Returns the heads; projected ones are rounded once, half to even, and never below zero.
    pub fn heads(&self, inputs: &Inputs, lane: usize) -> i64 {
        self.heads_by(self.factor(inputs, lane).as_ref(), inputs, lane)
    }

    /// Returns the factor by which counted heads grow, the same for all that grow alike; `None`
    /// where they stand as counted.
    pub fn factor(&self, inputs: &Inputs, lane: usize) -> Option<Exact> {
        match &self.growth {
            GrowthRule::Counted => None,
            GrowthRule::Rate(growth) => {
                Some(factor_of(&inputs.fraction(*growth, lane), self.years))
            }
            GrowthRule::Projection(rule) => Some(rule.factor(inputs, lane, self.years)),
        }
    }

    /// Returns the heads when the factor is known.
    pub fn heads_by(&self, factor: Option<&Exact>, inputs: &Inputs, lane: usize) -> i64 {
        let base = inputs.heads(self.base, lane);
        factor.map_or(base, |factor| multiplied(base, factor))
    }

    /// Says whether lanes may differ in the heads.
    pub fn is_varied(&self, inputs: &Inputs) -> bool {
        let is_varied = |slot| inputs.is_fraction_varied(slot);
        inputs.column(self.base).is_some()
            || match &self.growth {
                GrowthRule::Counted => false,
                GrowthRule::Rate(growth) => is_varied(*growth),
                GrowthRule::Projection(rule) => rule.slots().any(is_varied),
            }
    }
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
    multiplied(heads, &factor_of(growth, years))
}

/// Returns the factor of so many years of growth.
fn factor_of(growth: &Exact, years: u32) -> Exact {
    let yearly = Exact::one().plus(growth);
    (0..years).fold(Exact::one(), |factor, _| factor.times(&yearly))
}

/// Returns heads times a factor, rounded once, half to even; never below zero.
pub fn multiplied(heads: i64, factor: &Exact) -> i64 {
    let heads = factor.times(&heads.into());
    heads.round(Rounding::HalfEven).unwrap_or(i64::MAX).max(0)
}
