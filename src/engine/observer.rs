//! Observers: who listens to the movements of money, and what a movement says of itself.

use crate::domain::{Head, Id, Sector};
use crate::money::{Cents, Exact};
use crate::plan::Fact;
use crate::rules::{Shortage, TierKind};

/// Hears every movement of money. A silent observer costs nothing: nothing is built for it.
pub trait Observer {
    /// Whether anybody listens.
    const LISTENS: bool;

    /// Hears that money moved, or that a claim came to nothing.
    fn posting(&mut self, lane: usize, posting: Posting);
}

/// The observer of those who only want the balances.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Observer for Silent {
    const LISTENS: bool = false;

    fn posting(&mut self, _lane: usize, _posting: Posting) {}
}

/// When money is paid within its year; the schemes so far do not say.
pub type Moment = Option<Id>;

/// One movement of money. Accounts, components and divisions are positions in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The computed year, by position.
    pub year: usize,
    /// The division that moves it.
    pub division: usize,
    /// The component it belongs to.
    pub component: usize,
    /// Where it comes from.
    pub from: usize,
    /// Where it goes.
    pub to: usize,
    /// How much; zero where a claim came to nothing.
    pub amount: Cents,
    /// Why.
    pub reason: Reason,
}

/// Why money moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A claim on a pot.
    Entitled {
        /// How the claim is made.
        formula: Formula,
        /// The claim, before any shortage.
        claim: Cents,
        /// The shortage it was cut by.
        shortfall: Option<Shortfall>,
    },
    /// A slice for a function.
    Sliced {
        /// The share.
        share: Option<Exact>,
        /// The fixed amount.
        fixed: Option<Cents>,
        /// What the share is of.
        of: Cents,
    },
    /// Part of an earmark.
    Earmarked {
        /// The earmark.
        earmark: Id,
        /// The whole earmark.
        pot: Cents,
        /// By what it is divided.
        by: By,
        /// Weight of the recipient in its key.
        weight: Exact,
        /// All weights.
        total: Exact,
    },
    /// Part of what was left, by the key.
    Keyed {
        /// What was divided.
        pot: Cents,
        /// By what.
        by: By,
        /// Weight of the recipient in the key.
        weight: Exact,
        /// All weights.
        total: Exact,
        /// What each adjustment made of it, in order.
        bent: Vec<Bent>,
        /// The limit that changed it last.
        bound: Option<Bound>,
    },
    /// What could not be placed.
    Left,
}

impl Reason {
    /// Returns the name of the rule that moved the money, as in results.
    pub fn rule(&self) -> &'static str {
        match self {
            Reason::Entitled {
                shortfall: None, ..
            } => "entitlement",
            Reason::Entitled {
                shortfall: Some(_), ..
            } => "entitlement-cut",
            Reason::Sliced { .. } => "slice",
            Reason::Earmarked { .. } => "earmark",
            Reason::Keyed { bound: Some(_), .. } => "key-limited",
            Reason::Keyed { bent, .. } if !bent.is_empty() => "key-adjusted",
            Reason::Keyed { .. } => "key",
            Reason::Left => "unallocated",
        }
    }

    /// Says whether a component moved the money, rather than the terms of a division.
    pub fn is_claim(&self) -> bool {
        matches!(self, Reason::Entitled { .. })
    }
}

/// By what a key divides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The same for each member.
    Equally,
    /// Counted heads.
    Heads(Head),
    /// Agreed weights.
    Weights,
    /// Last year's amounts.
    Previous,
    /// All to one.
    One,
    /// Exact amounts of a composed key, in cents.
    Amounts,
}

/// How a claim is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// An amount as stated.
    Flat(Cents),
    /// An amount per head.
    PerHead {
        /// The amount.
        rate: Cents,
        /// Of what.
        head: Head,
        /// How many.
        heads: Exact,
    },
    /// A band of a tier table.
    Step {
        /// How the amounts of the table are read.
        kind: TierKind,
        /// What is counted.
        head: Head,
        /// How many.
        heads: Exact,
        /// Start of the band with its amount; `None` below the first.
        from: Option<(i64, Cents)>,
    },
    /// The sum over recipients known only in sum.
    Members {
        /// How many recipients.
        members: i64,
        /// Heads together, where the amount is per head.
        heads: Option<Exact>,
    },
    /// No amount was stated for this recipient.
    NotStated,
    /// A condition does not hold.
    Refused(Refused),
}

/// The part of a condition that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A count lies outside its range.
    Count {
        /// What is counted.
        head: Head,
        /// In which sector.
        sector: Option<Sector>,
        /// How many.
        heads: Exact,
        /// Least value.
        at_least: Option<i64>,
        /// Greatest value.
        at_most: Option<i64>,
    },
    /// Something that does not depend on counts.
    Fact(Fact),
    /// Something that may not hold does.
    Excluded,
}

/// A shortage of a pot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// What there was for the claims that were cut together.
    pub available: Cents,
    /// What these claims came to.
    pub claims: Cents,
    /// Who bears it.
    pub rule: Shortage,
    /// Whether even the protected claims did not fit.
    pub cuts_protected: bool,
    /// The rate per head that is paid, where it is rounded down to a step.
    pub rate: Option<Cents>,
}

/// What an adjustment made of an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bent {
    /// The adjustment.
    pub adjustment: Id,
    /// Its rule, as in scenario files.
    pub name: &'static str,
    /// The amount before, in cents.
    pub before: Exact,
    /// The amount after, in cents.
    pub after: Exact,
}

/// A limit that changed an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Raised to the minimum.
    Minimum,
    /// Lowered to the maximum.
    Maximum,
    /// The minima did not fit the pot together and were cut proportionally.
    MinimaCut,
}
