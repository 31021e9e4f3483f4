//! Recipients: who can hold money, and who belongs to whom.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::{Given, SchoolYear, Sector, Text};
use crate::money::{Cents, Exact};

/// The stable name of a recipient, component, division or variant in a scenario.
///
/// Letters (of any alphabet), digits, `-` and `_`; never empty, never longer than
/// [`Id::MAX_LENGTH`] characters. Other signs separate the steps of a path. A copy shares its
/// letters: every account, award and count names some.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Longest id in characters.
    pub const MAX_LENGTH: usize = 80;

    /// Returns the id, or `None` when `text` is not one.
    pub fn parse(text: &str) -> Option<Id> {
        let fits = !text.is_empty() && text.chars().count() <= Id::MAX_LENGTH;
        let is_sign = |sign: char| sign.is_alphanumeric() || sign == '-' || sign == '_';
        (fits && text.chars().all(is_sign)).then(|| Id(text.into()))
    }

    /// Returns the text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// An education region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Stable id.
    pub id: Id,
    /// Name for people.
    pub name: String,
    /// Conditions that hold for the region, such as `frontrunner`.
    pub flags: BTreeSet<Id>,
}

/// Whether a partnership is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A recognised partnership.
    Recognised,
    /// An aspirant since the given school year, its year 1.
    Aspirant(SchoolYear),
}

/// A partnership of school boards and teacher education institutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partnership {
    /// Stable id.
    pub id: Id,
    /// Name for people.
    pub name: String,
    /// Sector of its training places, where it has one.
    pub sector: Option<Sector>,
    /// Recognised or aspirant.
    pub status: Status,
    /// School boards that take part.
    pub boards: BTreeSet<Id>,
    /// Teacher education institutes that take part.
    pub institutes: BTreeSet<Id>,
    /// Regions it works in, also where it counts nobody.
    pub regions: BTreeSet<Id>,
    /// Region of the lead applicant.
    pub lead_region: Option<Id>,
    /// Agreed weight in a region's key.
    pub weight: Option<Given<Exact>>,
    /// Agreed weights of its regions.
    pub region_weights: BTreeMap<Id, Given<Exact>>,
    /// Agreed weights of its boards and institutes.
    pub partner_weights: BTreeMap<Id, Given<Exact>>,
    /// Amount of last year by region, under `None` in all; protection and keys refer to it.
    pub previous: BTreeMap<Option<Id>, Given<Cents>>,
    /// Conditions that hold, such as `quality-framework`.
    pub flags: BTreeSet<Id>,
    /// Yearly growth of its counts, where it differs from the general growth.
    pub growth: Option<Given<Exact>>,
}

/// A school board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// Stable id.
    pub id: Id,
    /// Name for people.
    pub name: String,
}

/// A teacher education institute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Institute {
    /// Stable id.
    pub id: Id,
    /// Name for people.
    pub name: String,
}

/// A function of a region, or its office, that a slice pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Stable id.
    pub id: Id,
    /// Name for people.
    pub name: Text,
}

/// Recipients known only in sum: the rest of a region, or of the country.
///
/// They are taken as equal in size, recognised, and meeting every condition but those on counts;
/// each of these is an assumption and shown as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Others {
    /// Stable id.
    pub id: Id,
    /// Name for people.
    pub name: String,
    /// The region they are the rest of; `None` for the rest of the country.
    pub region: Option<Id>,
    /// Number of partnerships.
    pub partnerships: Given<i64>,
    /// Number of regions, for the rest of the country.
    pub regions: Given<i64>,
    /// Conditions that hold for them; `None` when nothing is stated, and then each condition that
    /// names no count is taken to hold.
    pub flags: Option<BTreeSet<Id>>,
    /// Counted school year of the sums.
    pub year: SchoolYear,
    /// Their counts in sum.
    pub heads: BTreeMap<super::Measure, Given<i64>>,
}
