//! Projection: how numbers of students go on beyond the last counted year.

use super::{Given, Provenance, SchoolYear};
use crate::money::Exact;

/// Longest course, in years of study.
pub const MOST_YEARS_OF_STUDY: usize = 8;

/// Students by year of study: who comes, who leaves, and which part is trained in partnerships.
///
/// Students of a year of study are in the next one a year later, less those who leave. Those of
/// the last year of study leave with a diploma or without one. First-years grow by
/// [`intake_growth`](Projection::intake_growth).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    /// Yearly growth of first-years, above minus one.
    pub intake_growth: Given<Exact>,
    /// The share that leaves during each year of study, from the first on; at most one.
    pub attrition: Vec<Given<Exact>>,
    /// The shares of the counted students by year of study, together one; as many as there are
    /// shares that leave. Empty where they are as under steady growth: then all years of study
    /// grow as first-years do.
    pub by_year_of_study: Vec<Given<Exact>>,
    /// The share trained within partnerships, where it changes.
    pub in_partnerships: Option<Participation>,
    /// Source and grade of what carries none of its own.
    pub provenance: Provenance,
}

/// The share of all students that is trained within partnerships.
///
/// It grows in equal steps from the counted year to the target year, and stays from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participation {
    /// The share in the year in which students were counted, above zero.
    pub now: Given<Exact>,
    /// The share that is aimed at.
    pub target: Given<Exact>,
    /// The school year in which it is reached.
    pub by: SchoolYear,
}
