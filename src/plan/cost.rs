//! Costs of a plan: what training costs in each year of the scenario, and over whom it goes.

use std::collections::BTreeSet;

use super::{PlanYear, Slot, TallyId};
use crate::domain::{Id, Level};
use crate::money::Exact;

/// The costs of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostPlan {
    /// Whether the scenario states costs; without them heads are counted all the same.
    pub is_stated: bool,
    /// Functions of a region whose money is income of the partnerships in it.
    pub income: BTreeSet<Id>,
    /// The years of the scenario.
    pub years: Vec<CostYear>,
}

/// The costs of one year of the scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostYear {
    /// Counts and tallies of the year; no step happens in it.
    pub counted: PlanYear,
    /// The partnerships, in order of id.
    pub partnerships: Vec<PartnershipCost>,
    /// Over whom a region's money for training goes, in order of region; none where no slice pays
    /// for training.
    pub regions: Vec<RegionParts>,
}

/// What training costs one partnership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnershipCost {
    /// The partnership.
    pub partnership: Id,
    /// Its students and side entrants of the previous school year, where they can be counted.
    pub students: Option<TallyId>,
    /// Who may bear costs, in order of level and id.
    pub bearers: Vec<CostBearer>,
    /// What it pays for.
    pub lines: Vec<CostLine>,
}

/// A board or institute of a partnership, or all of a level where the scenario names none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostBearer {
    /// Board or institute.
    pub level: Level,
    /// Which one; `None` for all of its level together.
    pub id: Option<Id>,
    /// Its students and side entrants of the previous school year, where they can be counted.
    pub students: Option<TallyId>,
}

/// One cost of a partnership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostLine {
    /// Euros of the partnership, per head or per hour.
    pub rate: Slot,
    /// Hours per head, where the rate is per hour.
    pub hours: Option<Slot>,
    /// The heads it is per; once for the partnership when `None`.
    pub heads: Option<TallyId>,
    /// For each bearer the part that its level bears, and its heads, where they can be counted.
    pub parts: Vec<(Exact, Option<TallyId>)>,
}

/// Over whom a region's money for training goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionParts {
    /// The region.
    pub region: Id,
    /// The partnerships that work there, and others there under `None`.
    pub parts: Vec<RegionPart>,
}

/// One part of a region's money for training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionPart {
    /// The partnership; `None` for others.
    pub partnership: Option<Id>,
    /// Its students and side entrants in the region, where they can be counted.
    pub students: Option<TallyId>,
    /// How many partnerships others are.
    pub members: Option<Slot>,
}
