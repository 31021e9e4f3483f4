//! Checks: wishes that a scenario states, and that pass or fail on its own data.

use std::collections::BTreeSet;

use super::{Head, Id, Level, Provenance, Text, Year};
use crate::money::{Cents, Exact};

/// A wish, on what it is looked at, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Stable id.
    pub id: Id,
    /// Title for people, where one is given.
    pub title: Option<Text>,
    /// What is wished.
    pub wish: Wish,
    /// On what it is looked at.
    pub scope: Scope,
    /// Source and grade.
    pub provenance: Provenance,
}

impl Check {
    /// The id of a wish that is asked beside a scenario without one; a number follows where the
    /// scenario has a check of this id.
    pub const UNNAMED: &'static str = "condition";

    /// Says whether somebody gave it its id.
    pub fn is_named(&self) -> bool {
        let rest = self.id.as_str().strip_prefix(Check::UNNAMED);
        let number = rest.map(|rest| rest.trim_start_matches('-'));
        !number.is_some_and(|number| number.bytes().all(|sign| sign.is_ascii_digit()))
    }
}

/// On what a wish is looked at; an empty set stands for everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The variants, by id; `base` is the scenario itself.
    pub variants: BTreeSet<Id>,
    /// The years.
    pub years: BTreeSet<Year>,
    /// The level of the recipients.
    pub level: Level,
    /// The recipients of that level.
    pub recipients: BTreeSet<Id>,
}

impl Scope {
    /// Says whether a recipient is looked at.
    pub fn has(&self, recipient: &Id) -> bool {
        self.recipients.is_empty() || self.recipients.contains(recipient)
    }
}

/// A lower and an upper end, both inclusive, at least one of them there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ends<T> {
    /// Least value.
    pub at_least: Option<T>,
    /// Greatest value.
    pub at_most: Option<T>,
}

/// What amounts are compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// Last year's amounts as the partnerships state them.
    Previous,
    /// The year before, in the same variant.
    LastYear,
    /// The same year in another variant.
    Variant(Id),
}

/// Between what a student moves, or across what recipients count as equals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// Partnerships in one region.
    Partnerships,
    /// Regions of one partnership.
    Regions,
}

impl Between {
    /// Every value with its name in scenario files.
    pub const ALL: [(&'static str, Between); 2] = [
        ("partnerships", Between::Partnerships),
        ("regions", Between::Regions),
    ];

    /// Returns the name in scenario files.
    pub fn name(self) -> &'static str {
        Between::ALL
            .iter()
            .find(|(_, between)| *between == self)
            .map_or("", |(name, _)| name)
    }
}

/// A wish. Each tolerates one unit of rounding for every hop of the money, unless it says
/// otherwise: a failure is never a rounding artefact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Nobody receives less than a part of what it is compared with.
    Keep {
        /// The part.
        at_least: Exact,
        /// What it is compared with.
        against: Against,
    },
    /// Recipients that are equal in everything the rules may look at receive equal amounts.
    EqualTreatment {
        /// Greatest difference; `None` for rounding only.
        within: Option<Cents>,
        /// Whether equals of different regions are compared as well.
        between: Between,
    },
    /// More students never mean less money for the recipient that has them.
    MoreStudents {
        /// Every number of students from one up to this one is tried.
        by: i64,
    },
    /// A larger pot hurts nobody.
    LargerPot {
        /// How much larger; `None` for a few sizes.
        by: Option<Cents>,
    },
    /// The share of each region in all money that reaches recipients lies in a band. Of a share
    /// the tolerance is that of the money of the region.
    RegionShare {
        /// The ends.
        ends: Ends<Exact>,
    },
    /// Two partnerships that merge gain at most so much by it.
    Merging {
        /// Greatest gain.
        at_most: Cents,
    },
    /// A partnership that splits in two halves gains at most so much by it.
    Splitting {
        /// Greatest gain.
        at_most: Cents,
    },
    /// Whoever moves students gains at most so much by it.
    MovingStudent {
        /// Between what.
        between: Between,
        /// Every number of students from one up to this one is tried.
        by: i64,
        /// Greatest gain: of both partnerships together, or of the partnership whose students
        /// move between its regions.
        at_most: Cents,
    },
    /// The total that reaches recipients, as a part of another total, lies in a band.
    TotalAgainst {
        /// The other total.
        against: Against,
        /// The ends.
        ends: Ends<Exact>,
    },
    /// The total that reaches recipients lies in a band of euros, without tolerance.
    Total {
        /// The ends.
        ends: Ends<Cents>,
    },
    /// The amount of each recipient lies in a band of euros; without tolerance where it is not
    /// taken per head.
    Amount {
        /// The ends.
        ends: Ends<Cents>,
        /// Per what, where it is not the whole amount.
        per: Option<Head>,
    },
    /// What each receives for training, as a part of what training costs it, lies in a band.
    Coverage {
        /// The ends.
        ends: Ends<Exact>,
    },
}

impl Wish {
    /// The names of all wishes in scenario files.
    pub const NAMES: [&'static str; 11] = [
        "keep",
        "equal-treatment",
        "more-students",
        "larger-pot",
        "region-share",
        "merging",
        "splitting",
        "moving-student",
        "total",
        "amount",
        "coverage",
    ];

    /// Returns the name in scenario files.
    pub fn name(&self) -> &'static str {
        match self {
            Wish::Keep { .. } => "keep",
            Wish::EqualTreatment { .. } => "equal-treatment",
            Wish::MoreStudents { .. } => "more-students",
            Wish::LargerPot { .. } => "larger-pot",
            Wish::RegionShare { .. } => "region-share",
            Wish::Merging { .. } => "merging",
            Wish::Splitting { .. } => "splitting",
            Wish::MovingStudent { .. } => "moving-student",
            Wish::TotalAgainst { .. } | Wish::Total { .. } => "total",
            Wish::Amount { .. } => "amount",
            Wish::Coverage { .. } => "coverage",
        }
    }

    /// Returns what amounts are compared with, where the wish compares them with others.
    pub fn against(&self) -> Option<&Against> {
        match self {
            Wish::Keep { against, .. } | Wish::TotalAgainst { against, .. } => Some(against),
            _ => None,
        }
    }
}
