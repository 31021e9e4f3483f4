//! Observers: who listens to the movements of money, and what a movement says of itself.

use crate::domain::{AdjustmentKind, Fit, Head, Id, Sector};
use crate::money::{Cents, Exact};
use crate::plan::Fact;
use crate::rules::shortage::Multiplier;
use crate::rules::{ServiceMethod, Shortage, TierKind};

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
        /// What adjustments made of the payment.
        adjusted: Option<Box<AdjustedClaim>>,
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
    /// A common cost, borne by those who use what it pays for.
    SharedCost {
        /// The adjustment that states it.
        adjustment: Id,
        /// The cost.
        cost: Cents,
        /// How it was passed on, where services serve each other.
        passed_on: Option<ServiceMethod>,
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
        /// The parts of a composed key; nothing for a plain one.
        made_of: Vec<Made>,
        /// What each adjustment, and the limits last, made of it, in order.
        adjusted: Vec<Adjusted>,
        /// The limit that changed it last.
        bound: Option<Bound>,
        /// What a table of all holders made of it.
        cell: Option<Box<Cell>>,
    },
    /// What could not be placed.
    Left,
}

impl Reason {
    /// Returns the name of the rule that moved the money, as in results.
    pub fn rule(&self) -> &'static str {
        match self {
            Reason::Entitled {
                adjusted: Some(_), ..
            } => "entitlement-adjusted",
            Reason::Entitled {
                shortfall: None, ..
            } => "entitlement",
            Reason::Entitled {
                shortfall: Some(_), ..
            } => "entitlement-cut",
            Reason::Sliced { .. } => "slice",
            Reason::Earmarked { .. } => "earmark",
            Reason::SharedCost { .. } => "shared-cost",
            Reason::Keyed {
                cell: Some(cell), ..
            } => cell.rule(),
            Reason::Keyed { bound: Some(_), .. } => "key-limited",
            Reason::Keyed { adjusted, .. } if !adjusted.is_empty() => "key-adjusted",
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
    /// What each would be entitled to, in cents.
    Claims,
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
    /// How the pot went over the regions first, where the rule is that inside each.
    pub first: Option<First>,
    /// How the rule came to the claim; nothing where the pot went over the regions first, which
    /// tells it by region.
    pub served: Box<Served>,
}

impl Shortfall {
    /// Says whether every claim was cut by the same factor.
    pub fn cuts_alike(&self) -> bool {
        self.rule == Shortage::Proportional && self.first.is_none()
    }
}

/// How a pot went over the regions, for one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// By what; `None` by a key.
    pub rule: Option<Shortage>,
    /// The regions of the claim.
    pub regions: Vec<RegionPart>,
}

/// A claim in one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionPart {
    /// The region; `None` for sites and recipients without one.
    pub region: Option<Id>,
    /// The part of the claim, in cents.
    pub claim: Exact,
    /// All claims in the region, in cents.
    pub claims: Exact,
    /// What the region has for them, in cents.
    pub held: Exact,
    /// How the rule inside the region came to the part.
    pub served: Served,
}

/// How a shortage rule came to a claim, beside the rule itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// Its turn, where claims are served in an order or class after class.
    pub turn: Option<Turn>,
    /// Its weight, where the rule asks one.
    pub weight: Option<Exact>,
    /// By what the amount can be checked, in cents or as a part; nothing where the claim was paid
    /// in full or not at all before the rule applied.
    pub multipliers: Vec<(Multiplier, Exact)>,
}

/// When a claim is served: one claimant after the other, or class after class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The place of the claimant or of its class; the first is one.
    pub position: usize,
    /// How many claimants or classes there are.
    pub of: usize,
    /// The rule inside the class; `None` where claimants are served one after the other.
    pub inner: Option<Shortage>,
    /// What was left when its turn came, in cents.
    pub available: Exact,
    /// What the claimant or the class claims, in cents.
    pub claims: Exact,
}

impl Turn {
    /// Says whether there was something left, but not enough.
    pub fn is_cut(&self) -> bool {
        !self.available.is_zero() && self.available < self.claims
    }
}

/// A cell in a table of partnerships and regions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Rounded together with all others.
    Rounded {
        /// The exact amount, in cents.
        exact: Exact,
        /// The exact sum of the row across the holders, in cents.
        row: Exact,
    },
    /// Weights that keep to the totals of both.
    Fitted {
        /// The method.
        method: Fit,
        /// The total of the row.
        total: RowTotal,
        /// The multiplier of the row.
        row: Exact,
        /// The multiplier of the column: cents per weight for a row with multiplier one. The
        /// exact cell is the product of both with its weight, to the precision of the method.
        column: Exact,
    },
    /// Divided by the key of the holder alone: the totals of the rows cannot be met.
    Alone {
        /// The total that the row should have had.
        total: RowTotal,
        /// Why not.
        because: Unmet,
    },
}

impl Cell {
    fn rule(&self) -> &'static str {
        match self {
            Cell::Rounded { .. } => "key-rounded-both-ways",
            Cell::Fitted { .. } => "key-both-ways",
            Cell::Alone { .. } => "key-alone",
        }
    }
}

/// The total of a row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowTotal {
    /// The total.
    pub amount: Cents,
    /// What all holders together divide.
    pub pot: Cents,
    /// By what.
    pub by: By,
    /// The weight of the row.
    pub weight: Exact,
    /// All weights.
    pub weights: Exact,
}

/// Why the totals of a table cannot be met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// The key of the totals gives no row a weight, or places only a part of the money.
    NoTotals,
    /// Rows need more than the holders that give them a weight have.
    Blocked {
        /// The rows.
        rows: Vec<Id>,
        /// The holders.
        holders: Vec<Id>,
        /// What the rows need.
        needs: Cents,
        /// What the holders have.
        holds: Cents,
    },
    /// The method did not come near enough to both totals.
    Unsettled,
}

/// One part of a composed key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What was divided in this part, in cents.
    pub pot: Exact,
    /// By what.
    pub by: By,
    /// Weight of the recipient; its claim in a key by claims.
    pub weight: Exact,
    /// All weights.
    pub total: Exact,
    /// What the recipient gets by this part, in cents.
    pub amount: Exact,
    /// Who bears it where the pot is smaller than the claims of a key by claims.
    pub shortage: Option<(Shortage, Box<Served>)>,
}

/// What an adjustment made of an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjusted {
    /// The adjustment; `None` for the limits of the terms themselves.
    pub adjustment: Option<Id>,
    /// What it does.
    pub kind: AdjustmentKind,
    /// The amount before, in cents.
    pub before: Exact,
    /// The amount after, in cents.
    pub after: Exact,
    /// What the recipient lacks, where the adjustment asks that.
    pub unmet: Option<Box<UnmetNeed>>,
}

/// What a recipient lacks, and what is divided by that; amounts in cents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmetNeed {
    /// The heads of the recipient.
    pub heads: Exact,
    /// What is needed per head.
    pub need: Cents,
    /// What the recipient can bear itself per head.
    pub capacity: Cents,
    /// What it lacks.
    pub own: Exact,
    /// What all lack.
    pub of_all: Exact,
    /// What is set apart for those who lack something.
    pub pot: Exact,
}

/// What adjustments made of what a payment gave on one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdjustedClaim {
    /// What was paid on the claim before.
    pub before: Cents,
    /// What each adjustment made of all that the payment gave the recipient, in order.
    pub steps: Vec<Adjusted>,
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
