//! Components: what one recipient is entitled to.

use std::collections::BTreeMap;

use super::{Condition, Given, Head, Id, Provenance, SchoolYear, Text};
use crate::money::{Cents, Exact};
use crate::rules::TierKind;

/// A level of recipients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Education regions.
    Region,
    /// Partnerships.
    Partnership,
    /// School boards.
    Board,
    /// Teacher education institutes.
    Institute,
}

impl Level {
    /// Every level with its name in scenario files.
    pub const ALL: [(&'static str, Level); 4] = [
        ("region", Level::Region),
        ("partnership", Level::Partnership),
        ("board", Level::Board),
        ("institute", Level::Institute),
    ];

    /// Returns the name in scenario files.
    pub fn name(self) -> &'static str {
        Level::ALL
            .iter()
            .find(|(_, level)| *level == self)
            .map_or("", |(name, _)| name)
    }
}

/// Which counted school year a component or key looks at: a rule, not a number of years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// The last school year that ended before the funded year began.
    PreviousSchoolYear,
    /// The school year that runs when the funded year begins.
    RunningSchoolYear,
    /// Always this one.
    Fixed(SchoolYear),
}

/// One band of a tier table: an amount from a count upwards, until the next band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Least count of the band, inclusive.
    pub from: i64,
    /// Amount for the whole band, or per head.
    pub amount: Given<Cents>,
}

/// How the amount of a component is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// The same for each recipient.
    Flat(Given<Cents>),
    /// An amount per head.
    PerHead {
        /// Euros per head.
        rate: Given<Cents>,
        /// What is paid per.
        per: Head,
    },
    /// A tier table; nothing below the first band. Bands ascend.
    Steps {
        /// How the amounts of the bands are read.
        kind: TierKind,
        /// The count that is looked up.
        per: Head,
        /// The bands.
        bands: Vec<Band>,
    },
    /// An amount stated for each recipient; nothing for those not named.
    Each(BTreeMap<Id, Given<Cents>>),
}

/// What one recipient is entitled to, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Stable id.
    pub id: Id,
    /// Name for people.
    pub name: Text,
    /// Who is entitled.
    pub to: Level,
    /// The amount.
    pub amount: Amount,
    /// Part of the amount that is paid.
    pub share: Option<Given<Exact>>,
    /// Greatest entitlement of one recipient.
    pub maximum: Option<Given<Cents>>,
    /// Which school year is counted.
    pub reference: Reference,
    /// When it pays.
    pub when: Condition,
    /// Whether a site in several partnerships counts for an equal part in each.
    pub share_double_members: bool,
    /// Source and grade of what carries none of its own.
    pub provenance: Provenance,
}
