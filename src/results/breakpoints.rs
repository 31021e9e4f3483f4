//! [`Breakpoints`]: at which values of a parameter a decision, a gain or a rank changes.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{Decision, Dial, Place, Quantity};
use crate::domain::{Head, Id, Level, Year};
use crate::plan::Plan;

/// One thing that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A decision; `None` where there was nothing to decide.
    Decided {
        /// Where.
        place: Place,
        /// What it was.
        before: Option<Decision>,
        /// What it is.
        after: Option<Decision>,
    },
    /// How a recipient stands beside the baseline: less, as much, or more.
    Standing {
        /// The year.
        year: Year,
        /// The recipient.
        recipient: Id,
        /// How it stood.
        before: Ordering,
        /// How it stands.
        after: Ordering,
    },
    /// Whether one recipient has less, as much or more per head than another.
    Rank {
        /// Per what.
        head: Head,
        /// The year.
        year: Year,
        /// The one.
        one: Id,
        /// The other.
        other: Id,
        /// How it was.
        before: Ordering,
        /// How it is.
        after: Ordering,
    },
}

/// A value from which on something is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakpoint {
    /// The first value at which it is different.
    pub at: Quantity,
    /// What changes there.
    pub what: Vec<Happening>,
}

/// Everything that changes along a parameter.
#[derive(Clone, Debug)]
pub struct Breakpoints {
    /// The id of the variant.
    pub variant: String,
    /// The id of the variant with which gains are compared.
    pub baseline: String,
    /// The level of the recipients that are compared.
    pub level: Level,
    /// The parameter.
    pub dial: Dial,
    /// The plan, which names accounts and divisions.
    pub plan: Arc<Plan>,
    /// The values, in order.
    pub found: Vec<Breakpoint>,
    /// Whether these are all.
    pub is_complete: bool,
    /// How many values were tried.
    pub tried: usize,
}
