//! [`Verdict`]: whether a wish holds, how far it is from breaking, and what breaks it.

use crate::domain::{Against, Check, Count, Head, Id, Level, SchoolYear, Year};
use crate::money::{Cents, Exact, Rounding};

/// What a wish comes to in one variant and one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict<'a> {
    /// The wish.
    pub check: &'a Check,
    /// The id of the variant.
    pub variant: &'a str,
    /// The year.
    pub year: Year,
    /// How many things were looked at; zero when there was nothing to judge.
    pub tried: usize,
    /// Whether the wish holds; also when there was nothing to judge.
    pub holds: bool,
    /// How far the wish is from breaking, in cents, with what is tolerated: at least zero means
    /// that it holds, below zero how much is lacking. `None` when there was nothing to judge.
    pub margin: Option<Exact>,
    /// The least of what anything looked at has to spare, without tolerance.
    pub least: Option<Exact>,
    /// What is tolerated in the margin, in cents: what rounding alone can do.
    pub tolerance: Exact,
    /// The smallest change that breaks it and the recipient that is hit hardest.
    pub counterexample: Option<Counterexample>,
}

/// Wishes that cannot hold together in one variant and one year, whatever the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict<'a> {
    /// The id of the variant.
    pub variant: &'a str,
    /// The year.
    pub year: Year,
    /// The wishes, in the order of the scenario, the one that allows a greatest total last.
    pub checks: Vec<&'a Check>,
    /// What the others ask together, at least.
    pub needs: Cents,
    /// What the last one allows.
    pub allows: Cents,
}

/// What breaks a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterexample {
    /// The level of the recipients.
    pub level: Level,
    /// The recipients, one or two; none where it is about the total.
    pub recipients: Vec<Id>,
    /// What it is compared with: the amount before, of the other year or variant, of the lowest of
    /// equals, or the bound.
    pub before: Cents,
    /// The amount itself: after the change, or of the highest of equals.
    pub after: Cents,
    /// What was tried.
    pub trial: Trial,
}

/// What was tried on a wish, with what tells its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trial {
    /// An amount beside another year or variant, of which it should be a part.
    Compared {
        /// What it was compared with.
        against: Against,
        /// The part it should be, at least or at most.
        part: Exact,
        /// Whether it should be at least that part.
        is_least: bool,
    },
    /// Recipients that are equal in everything the rules may look at.
    Equals,
    /// More students.
    MoreStudents(Recount),
    /// A larger pot.
    LargerPot {
        /// The id of its division.
        pot: Id,
        /// What was in it.
        from: Cents,
        /// What was in it then.
        to: Cents,
    },
    /// The share of a region in all money; the amount before is all money.
    Share {
        /// The share it should have, at least or at most.
        share: Exact,
        /// Whether it should have at least that share.
        is_least: bool,
    },
    /// Income for training; the amount before is the cost.
    Covered {
        /// The part of the cost it should be, at least or at most.
        share: Exact,
        /// Whether it should be at least that part.
        is_least: bool,
    },
    /// Two partnerships as one.
    Merged,
    /// A partnership as two halves.
    Split,
    /// Students that move.
    Moved {
        /// Where they leave.
        from: Recount,
        /// Where they come.
        to: Recount,
    },
    /// An amount beside a fixed one.
    Bounded {
        /// Whether it should be at least that much.
        is_least: bool,
        /// Per what, with how many of them there are.
        per: Option<(Head, i64)>,
    },
}

/// A count that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recount {
    /// The partnership, where the count has one.
    pub partnership: Option<Id>,
    /// The region, where the count has one.
    pub region: Option<Id>,
    /// The counted school year.
    pub year: SchoolYear,
    /// How many there were.
    pub from: i64,
    /// How many there were then.
    pub to: i64,
}

/// Below this what a wish lacks is not worth telling.
const ONE_EURO: Cents = Cents::new(100);

impl Verdict<'_> {
    /// Returns the least that anything looked at has to spare or, below zero, lacks, rounded down
    /// to the cent and without what is tolerated.
    ///
    /// Of a wish that holds, less than a euro below zero is rounding and counts as nothing.
    pub fn spare(&self) -> Option<Cents> {
        let spare = self.least.as_ref()?.to_cents(Rounding::Down);
        let is_rounding = self.holds && spare > -ONE_EURO;
        Some(if is_rounding {
            spare.max(Cents::ZERO)
        } else {
            spare
        })
    }
}

impl Recount {
    /// Returns the change of a count.
    pub fn of(count: &Count, from: i64, to: i64) -> Recount {
        Recount {
            partnership: count.place.partnership.clone(),
            region: count.place.region.clone(),
            year: count.year,
            from,
            to,
        }
    }
}
