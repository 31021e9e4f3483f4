//! Steps: what happens in a year, over accounts and slots.

use super::{NeedRule, ServicesRule, SharedCost, Slot, TallyId, Test};
use crate::domain::{AdjustmentKind, Fit, Head, Id, Precision, Unused};
use crate::rules::{Balance, Shortage, TierKind};

/// One step of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Components are paid out of a pot.
    Pay(Pay),
    /// Holders pass on what they received.
    Pass(Pass),
}

/// Components paid out of a pot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pay {
    /// The division, by position.
    pub division: usize,
    /// The pot's account.
    pub pot: usize,
    /// Where unplaced money goes.
    pub unallocated: usize,
    /// What there is; `None` when no ceiling is stated.
    pub available: Option<Slot>,
    /// Whether everybody who draws on the pot is known, so that the ceiling can be evaluated.
    pub evaluated: bool,
    /// The components.
    pub components: Vec<PaidComponent>,
    /// Who bears a shortage, over the claims of all components together.
    pub shortage: ShortageRule,
    /// How a shortage goes over the regions first; the rule above is then that inside each.
    pub first: Option<RegionsRule>,
    /// Step of a cut rate per head.
    pub rate_step: Option<Slot>,
    /// Steps after it, over what all components together give each recipient, in order.
    pub adjustments: Vec<AdjustmentRule>,
    /// Who is adjusted; nobody where nothing is.
    pub recipients: Vec<Payee>,
    /// Whether the year after asks what recipients got from it.
    pub is_remembered: bool,
    /// Whole amounts.
    pub precision: Precision,
}

/// Who receives from a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payee {
    /// Who.
    pub account: usize,
    /// Number of equal members, for recipients known only in sum.
    pub members: Option<Slot>,
}

/// Who bears a shortage; each list has one element per claim, and is there where the rule asks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortageRule {
    /// The rule.
    pub rule: Shortage,
    /// The claimant behind each claim: what one recipient claims on several components of a class
    /// is one claim.
    pub claimants: Vec<usize>,
    /// The rank in which each claim is served; equal ranks in order of position.
    pub ranks: Option<Vec<usize>>,
    /// The classes that are served in turn.
    pub classes: Option<Classes>,
    /// The weight of each claim.
    pub weights: Option<Vec<WeightRule>>,
}

/// Classes of claims, served in turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classes {
    /// The class of each claim; the lowest is served first.
    pub of: Vec<usize>,
    /// The rule inside the class that the pot does not cover.
    pub inner: Shortage,
}

impl ShortageRule {
    /// Returns the rule that cuts every claim by the same factor.
    pub const fn proportional() -> ShortageRule {
        ShortageRule {
            rule: Shortage::Proportional,
            claimants: Vec::new(),
            ranks: None,
            classes: None,
            weights: None,
        }
    }

    /// Returns who claims at this position. A proportional cut is the same however claims are
    /// joined or told apart, so there every claim stands alone.
    pub fn claimant(&self, position: usize) -> usize {
        match self.rule {
            Shortage::Proportional => position,
            _ => self.claimants.get(position).copied().unwrap_or(position),
        }
    }
}

/// Where the weight of a claim is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightRule {
    /// All alike.
    One,
    /// Counted heads.
    Heads(TallyId),
    /// An agreed weight.
    Agreed(Slot),
}

/// One component of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidComponent {
    /// The component, by position.
    pub component: usize,
    /// Whether it is cut last.
    pub protected: bool,
    /// Claims in order of recipient id.
    pub claims: Vec<Claim>,
}

/// What one recipient may claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub account: usize,
    /// When.
    pub when: Test,
    /// How much.
    pub amount: AmountRule,
    /// Part that is paid.
    pub share: Option<Slot>,
    /// Greatest claim of one member.
    pub maximum: Option<Slot>,
    /// Number of equal members, for recipients known only in sum.
    pub members: Option<Slot>,
}

/// How an amount is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountRule {
    /// An amount.
    Flat(Slot),
    /// An amount per head.
    PerHead {
        /// The amount.
        rate: Slot,
        /// Of what.
        head: Head,
        /// How many.
        tally: TallyId,
    },
    /// A tier table.
    Steps {
        /// How the amounts are read.
        kind: TierKind,
        /// What is counted.
        head: Head,
        /// How many.
        tally: TallyId,
        /// Starts of the bands, ascending, with their amounts.
        bands: Vec<(i64, Slot)>,
    },
    /// Nothing stated for this recipient.
    Nothing,
}

/// Holders pass on what they received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// The division, by position.
    pub division: usize,
    /// Where unplaced money goes.
    pub unallocated: usize,
    /// The components passed on, by position.
    pub components: Vec<usize>,
    /// The holders.
    pub sources: Vec<Source>,
    /// Whether the year after asks what recipients got from it.
    pub is_remembered: bool,
    /// What holds for all holders together.
    pub table: Option<TableRule>,
}

/// A table of all holders and their targets: a column per holder, a row per recipient across.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRule {
    /// Who the rows are: partnerships with money of regions, regions with that of partnerships;
    /// `None` for sites without a region.
    pub rows: Vec<Option<Id>>,
    /// For each holder its id and the rows of its targets, in order.
    pub columns: Vec<(Id, Vec<usize>)>,
    /// Whole amounts.
    pub precision: Precision,
    /// The totals of the rows; without them the amounts are only rounded together.
    pub fit: Option<FitRule>,
}

/// By what rows come to their totals, and how the cells keep to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FitRule {
    /// The method.
    pub method: Fit,
    /// The key of the totals, over all rows.
    pub key: KeyRule,
    /// Number of equal members of each row, for recipients known only in sum.
    pub members: Vec<Option<Slot>>,
}

/// How a pot that is too small goes over regions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionsRule {
    /// The regions; `None` for sites and recipients without one.
    pub regions: Vec<Option<Id>>,
    /// For each claim of the payment, the regions over which it goes, by position, each with the
    /// heads that it follows.
    pub claims: Vec<Vec<(usize, Option<TallyId>)>>,
    /// How the pot goes over them.
    pub upper: UpperRule,
}

/// How a pot goes over regions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpperRule {
    /// By a rule over the sums of claims.
    Claims(Shortage),
    /// By weights.
    Key {
        /// The heads of each region, to be added up; equal parts without.
        weights: Option<Vec<Vec<TallyId>>>,
        /// Whether the other regions share what a region cannot use.
        spills: bool,
    },
}

/// One holder with its recipients and terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Who passes on.
    pub account: usize,
    /// Who may receive, in order of id.
    pub targets: Vec<Target>,
    /// On which terms.
    pub terms: TermsRule,
}

/// A possible recipient of passed money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Who.
    pub account: usize,
    /// When.
    pub when: Test,
    /// Bounds on what it gets.
    pub bounds: BoundRule,
    /// Number of equal members, for recipients known only in sum.
    pub members: Option<Slot>,
}

/// Bounds on what one recipient gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoundRule {
    /// Least amount.
    pub minimum: Option<Slot>,
    /// Greatest amount.
    pub maximum: Option<Slot>,
    /// Least amount per head.
    pub minimum_per_head: Option<(Slot, TallyId)>,
    /// Greatest amount per head.
    pub maximum_per_head: Option<(Slot, TallyId)>,
    /// Protected part of last year's amount.
    pub keep: Option<(Slot, Slot)>,
}

impl BoundRule {
    /// Says whether nothing is bounded.
    pub fn is_empty(&self) -> bool {
        *self == BoundRule::default()
    }
}

impl KeyRule {
    /// Returns the claims by which it divides.
    pub fn claims(&self) -> Vec<&Claim> {
        match self {
            KeyRule::Claims {
                claims, surplus, ..
            } => {
                let more = surplus.iter().flat_map(|key| key.claims());
                claims.iter().flatten().chain(more).collect()
            }
            KeyRule::First { then, .. } => then.claims(),
            KeyRule::Mix(parts) => parts.iter().flat_map(|(_, key)| key.claims()).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns the claims by which it divides, part by part, with who bears a shortage of them.
    pub fn by_claims(&self) -> Vec<(&[Vec<Claim>], &ShortageRule)> {
        match self {
            KeyRule::Claims {
                claims,
                shortage,
                surplus,
            } => {
                let more = surplus.iter().flat_map(|key| key.by_claims());
                let own = (claims.as_slice(), &**shortage);
                std::iter::once(own).chain(more).collect()
            }
            KeyRule::First { then, .. } => then.by_claims(),
            KeyRule::Mix(parts) => {
                let parts = parts.iter().flat_map(|(_, key)| key.by_claims());
                parts.collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The terms of one holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermsRule {
    /// Slices in order.
    pub slices: Vec<SliceRule>,
    /// Earmarks in order.
    pub earmarks: Vec<EarmarkRule>,
    /// The key, over all targets.
    pub key: KeyRule,
    /// The key when nobody has a weight in the first; without it the money stays unallocated.
    pub fallback: Option<KeyRule>,
    /// Steps after the key, in order.
    pub adjustments: Vec<AdjustmentRule>,
    /// Whole amounts.
    pub precision: Precision,
}

/// A share, an amount, or the larger of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The share.
    pub share: Option<Slot>,
    /// The amount.
    pub amount: Option<Slot>,
}

/// A slice for a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SliceRule {
    /// The function's account.
    pub account: usize,
    /// How much.
    pub share: Share,
    /// Whether the share is of what earlier slices left.
    pub of_rest: bool,
}

/// An earmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarmarkRule {
    /// Its id.
    pub id: Id,
    /// How much.
    pub share: Share,
    /// Targets that qualify, by position, in order.
    pub targets: Vec<usize>,
    /// Its key, over the targets that qualify.
    pub key: KeyRule,
    /// What happens when nobody has a weight.
    pub unused: Unused,
}

/// One adjustment, over all targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdjustmentRule {
    /// Its id.
    pub id: Id,
    /// What it does.
    pub kind: AdjustmentKind,
    /// With what numbers.
    pub step: AdjustmentStep,
}

/// What an adjustment does; lists have one element per target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdjustmentStep {
    /// Takes away a part of every deviation from the average per head.
    Equalise {
        /// The part.
        share: Slot,
        /// How far from the average nothing is taken.
        band: Option<Slot>,
        /// The heads.
        heads: Vec<TallyId>,
    },
    /// Sets a part apart to lift those with the least per head.
    LevelUp(Slot, Vec<TallyId>),
    /// Gives everybody a part more, for which those with the most per head pay.
    LevelDown(Slot, Vec<TallyId>),
    /// Sets a part apart for those who lack something.
    NeedCapacity(NeedRule),
    /// Guarantees part of an earlier amount; everybody above it pays.
    HoldHarmless(Slot, Vec<BaseRule>),
    /// Guarantees part of an earlier amount; gains beyond a cap pay.
    MinimumGuarantee(GuaranteeRule),
    /// Goes a part of the way from the earlier amounts; `None` before the first step.
    PhaseIn(Option<Slot>, Vec<BaseRule>),
    /// Keeps a part of the difference with the earlier amounts; `None` before the first step.
    Compensation(Option<Slot>, Vec<BaseRule>),
    /// Keeps every change within a band around the earlier amount.
    YearBand {
        /// The greatest fall.
        fall: Slot,
        /// The greatest rise; as great as the fall without.
        rise: Option<Slot>,
        /// Who balances it.
        balance: Balance,
        /// The earlier amounts.
        base: Vec<BaseRule>,
    },
    /// Bounds on amounts.
    Limits(Vec<BoundRule>),
    /// Lets users bear a cost that a function receives.
    SharedCost(SharedCost),
    /// Lets users bear the costs of services that serve each other too.
    ServiceUnits(ServicesRule),
}

/// A guarantee that gains pay for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuaranteeRule {
    /// The part that is guaranteed.
    pub share: Slot,
    /// Growth that pays nothing.
    pub cap: Option<Slot>,
    /// The greatest part of further growth that pays.
    pub scaling: Option<Slot>,
    /// The earlier amounts.
    pub base: Vec<BaseRule>,
    /// The heads of the earlier amounts, where these count per head.
    pub earlier_heads: Option<Vec<TallyId>>,
    /// The heads of this year, where anything counts per head.
    pub heads: Option<Vec<TallyId>>,
    /// Amount per head below which nobody pays.
    pub least_per_head: Option<Slot>,
}

/// Where an earlier amount is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaseRule {
    /// Stated in the scenario, to be added up.
    Stated(Vec<Slot>),
    /// What the same division gave in the computed year before.
    LastYear,
}

/// A key over a list of targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyRule {
    /// The same for each member.
    Equal,
    /// By heads.
    Heads(Head, Vec<TallyId>),
    /// By agreed weights.
    Weights(Vec<Slot>),
    /// By last year's amounts, of each the sum.
    Previous(Vec<Vec<Slot>>),
    /// All to one, by position.
    Only(usize),
    /// An amount per member first.
    First {
        /// The amount.
        amount: Slot,
        /// The key for the rest.
        then: Box<KeyRule>,
    },
    /// What each would be entitled to.
    Claims {
        /// For each component, the claims of the members.
        claims: Vec<Vec<Claim>>,
        /// Who bears it when the pot is smaller.
        shortage: Box<ShortageRule>,
        /// How the rest is divided when it is larger; in proportion to the claims without.
        surplus: Option<Box<KeyRule>>,
    },
    /// Parts by different keys.
    Mix(Vec<(Slot, KeyRule)>),
}
