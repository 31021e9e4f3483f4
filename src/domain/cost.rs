//! Costs: what training asks of a partnership in a year, and who bears it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Given, Head, Id, Level, Provenance, Reference, Text};
use crate::money::{Cents, Exact};

/// Functions of a region that serve training: what a region pays for them is income of the
/// partnerships in it.
pub const TRAINING_FUNCTIONS: [&str; 2] = ["begeleiden", "professionaliseren"];

/// How much a cost comes to in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outlay {
    /// An amount of each partnership, or per head.
    Amount {
        /// For partnerships without an amount of their own; nothing when `None`.
        amount: Option<Given<Cents>>,
        /// The amounts of single partnerships.
        own: BTreeMap<Id, Given<Cents>>,
        /// What it is per; the partnership itself when `None`.
        per: Option<Head>,
    },
    /// Hours per head at a cost per hour.
    Hours {
        /// Hours per head in a year.
        hours: Given<Exact>,
        /// Euros per hour.
        hourly: Given<Cents>,
        /// What the hours are per.
        per: Head,
    },
}

/// One cost of training: the hours of a role, or an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Stable id.
    pub id: Id,
    /// Name for people.
    pub name: Text,
    /// How much it comes to.
    pub outlay: Outlay,
    /// Which school year is counted.
    pub reference: Reference,
    /// The parts that boards and institutes bear; together one.
    pub borne_by: BTreeMap<Level, Given<Exact>>,
    /// Functions of a region, beside [`TRAINING_FUNCTIONS`], whose money is income.
    pub income: BTreeSet<Id>,
    /// Source and grade of what carries none of its own.
    pub provenance: Provenance,
}
