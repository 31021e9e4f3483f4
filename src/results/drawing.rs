//! Drawings: the values of what is uncertain in one draw of a simulation.

use crate::domain::Uncertain;
use crate::money::Exact;

/// What one draw says of something uncertain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// What is uncertain.
    pub uncertain: Uncertain,
    /// Its values, by whom or what they are of, then by year.
    pub values: Vec<DrawnValue>,
}

/// One drawn value, as the distribution gave it: euros, a part, a factor or a difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DrawnValue {
    /// The path of the number, or the sector, region or partnership; empty when it is of all.
    pub of: String,
    /// The year; empty when it is of all years.
    pub year: String,
    /// The value, to a millionth.
    pub value: Exact,
}
