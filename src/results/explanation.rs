//! Explanations: how an amount came about, read back from the movements that made it.

use super::books::Entry;
use super::run::{VariantResult, YearResult};
use crate::domain::{Id, Provenance, Stage, Year};
use crate::engine::{AdjustedClaim, Formula, Posting, Reason, Refused, Shortfall};
use crate::money::{Cents, Exact};
use crate::plan::{Account, AccountKind, Plan};

/// Why a recipient cannot be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRecipient {
    /// The id that was asked for.
    pub asked: String,
    /// The ids there are.
    pub known: Vec<String>,
}

/// How the amounts of one recipient came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The recipient.
    pub recipient: Id,
    /// What it is.
    pub kind: AccountKind,
    /// The years of the scenario.
    pub years: Vec<YearExplanation>,
}

/// How the amount of one year came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearExplanation {
    /// The year.
    pub year: Year,
    /// What the recipient receives in all.
    pub received: Cents,
    /// What it is made of; the amounts add up to what is received.
    pub lines: Vec<Line>,
    /// How it is told apart by region.
    pub regions: Vec<Movement>,
    /// What goes on to others: slices, partnerships, boards, institutes.
    pub passed_on: Vec<Movement>,
}

impl Line {
    /// Returns the source of the terms on which a holder passed it on.
    pub fn terms_source(&self) -> Option<&str> {
        self.terms.as_ref()?.source.as_deref()
    }

    /// Says whether the line only states that a component is not meant for this recipient.
    pub fn is_beside_the_point(&self) -> bool {
        matches!(
            &self.cause,
            Cause::Entitled {
                formula: Formula::Refused(Refused::Fact(_)),
                ..
            }
        )
    }
}

/// Money that a recipient hands on, or tells apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Where to.
    pub to: Account,
    /// Why.
    pub reason: Reason,
    /// How much.
    pub amount: Cents,
}

/// One amount that a recipient receives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The component, by position in the plan.
    pub component: usize,
    /// The division, by position in the plan.
    pub division: usize,
    /// How much.
    pub amount: Cents,
    /// Months of the scheme's year that count; twelve for a whole one.
    pub months: u8,
    /// Which of the scheme's years it is, where two make the year of the scenario.
    pub part: usize,
    /// Why.
    pub cause: Cause,
    /// Source and grade of the component.
    pub provenance: Provenance,
    /// Source and grade of the terms on which a holder passed it on.
    pub terms: Option<Provenance>,
    /// The stages of the division that paid it or passed it on, in order.
    pub stages: Vec<Stage>,
}

/// Why an amount is received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A claim on a pot.
    Entitled {
        /// How it is made.
        formula: Formula,
        /// The claim before any shortage.
        claim: Cents,
        /// The shortage.
        shortfall: Option<Shortfall>,
        /// What adjustments made of the payment.
        adjusted: Option<Box<AdjustedClaim>>,
    },
    /// Part of what a holder divides.
    Shared {
        /// Why this part.
        reason: Reason,
        /// The holder, with its money of the component.
        holder: Box<Holding>,
        /// The holder, with everything it divided together.
        whole: Box<Holding>,
    },
    /// What recipients in the region receive, where the region itself holds no money.
    Gathered,
}

/// What a holder had to divide, and what it took off first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The holder.
    pub account: Account,
    /// What it had to divide.
    pub received: Cents,
    /// The claims that brought it, with what was paid of them.
    pub claims: Vec<(Reason, Cents)>,
    /// Slices it took.
    pub slices: Vec<Movement>,
}

impl Holding {
    /// Returns what the slices took together.
    pub fn sliced(&self) -> Cents {
        self.slices.iter().map(|slice| slice.amount).sum()
    }
}

/// Explains the amounts of `recipient` in a variant.
///
/// # Errors
///
/// [`UnknownRecipient`] when the variant has no such recipient.
pub fn explain(
    variant: &VariantResult,
    recipient: &str,
) -> Result<Explanation, Box<UnknownRecipient>> {
    let plan = &variant.plan;
    let own = plan
        .accounts
        .iter()
        .filter(|account| is_own(account, recipient));
    let Some(first) = own.min() else {
        return gather(variant, recipient).ok_or_else(|| Box::new(unknown(plan, recipient)));
    };
    let years = variant
        .years
        .iter()
        .map(|year| explain_year(variant, year, recipient));
    let (recipient, kind) = (first.id.clone(), first.kind);
    Ok(Explanation {
        recipient,
        kind,
        years: years.collect(),
    })
}

/// Explains a region that holds no money itself: what the recipients in it receive.
fn gather(variant: &VariantResult, region: &str) -> Option<Explanation> {
    let plan = &variant.plan;
    let mut inside = plan
        .accounts
        .iter()
        .filter_map(|account| account.region.as_ref());
    let region = inside.find(|id| id.as_str() == region)?;
    let years = variant.years.iter().map(|year| {
        let mut explained = YearExplanation::empty(year.year);
        for award in year
            .awards
            .iter()
            .filter(|award| award.account.region.as_ref() == Some(region))
        {
            explained.received += award.amount;
            match explained
                .lines
                .iter_mut()
                .find(|line| line.component == award.component)
            {
                Some(line) => line.amount += award.amount,
                None => explained.lines.push(Line {
                    component: award.component,
                    division: 0,
                    amount: award.amount,
                    months: 12,
                    part: 0,
                    cause: Cause::Gathered,
                    provenance: variant
                        .scheme
                        .provenance_of_component(award.component)
                        .clone(),
                    terms: None,
                    stages: Vec::new(),
                }),
            }
        }
        explained
    });
    Some(Explanation {
        recipient: region.clone(),
        kind: AccountKind::Region,
        years: years.collect(),
    })
}

impl YearExplanation {
    /// Returns the explanation of nothing: of a recipient that a variant does not know.
    pub fn empty(year: Year) -> YearExplanation {
        YearExplanation {
            year,
            received: Cents::ZERO,
            lines: Vec::new(),
            regions: Vec::new(),
            passed_on: Vec::new(),
        }
    }
}

fn is_own(account: &Account, recipient: &str) -> bool {
    account.is_recipient() && account.id.as_str() == recipient
}

fn unknown(plan: &Plan, asked: &str) -> UnknownRecipient {
    let recipients = plan
        .accounts
        .iter()
        .filter(|account| account.is_recipient());
    let mut known: Vec<String> = recipients.map(|account| account.id.to_string()).collect();
    known.sort();
    known.dedup();
    UnknownRecipient {
        asked: asked.to_owned(),
        known,
    }
}

fn explain_year(variant: &VariantResult, year: &YearResult, recipient: &str) -> YearExplanation {
    let VariantResult { plan, scheme, .. } = variant;
    let own = |position: usize| is_own(&plan.accounts[position], recipient);
    let mut explained = YearExplanation::empty(year.year);
    let first = year
        .entries
        .iter()
        .map(|entry| entry.posting.year)
        .min()
        .unwrap_or_default();
    for entry in &year.entries {
        let Entry {
            posting, months, ..
        } = entry;
        let movement = || Movement {
            to: plan.accounts[posting.to].clone(),
            reason: posting.reason.clone(),
            amount: posting.amount,
        };
        match (own(posting.from), own(posting.to)) {
            (false, true) => {
                explained.received += posting.amount;
                explained.lines.push(Line {
                    component: posting.component,
                    division: posting.division,
                    amount: posting.amount,
                    months: *months,
                    part: posting.year.saturating_sub(first),
                    cause: cause(plan, year, posting),
                    provenance: scheme.provenance_of_component(posting.component).clone(),
                    terms: (!posting.reason.is_claim())
                        .then(|| entry.provenance(scheme, plan).clone()),
                    stages: scheme.divisions[posting.division]
                        .flow
                        .stages(&plan.accounts[posting.from].id),
                });
            }
            (true, _) if posting.amount == Cents::ZERO => {}
            (true, true) => merge(&mut explained.regions, movement()),
            (true, false) => merge(&mut explained.passed_on, movement()),
            (false, false) => {}
        }
    }
    drop_idle(&mut explained.lines);
    explained
}

/// Drops what came to nothing beside something from the same holder: an earmark or slice took all
/// that the key could have given.
fn drop_idle(lines: &mut Vec<Line>) {
    let holder = |line: &Line| match &line.cause {
        Cause::Shared { holder, .. } => Some((holder.account.clone(), line.part)),
        Cause::Entitled { .. } | Cause::Gathered => None,
    };
    let paid = lines.iter().filter(|line| line.amount != Cents::ZERO);
    let paid: Vec<_> = paid.filter_map(holder).collect();
    lines.retain(|line| {
        line.amount != Cents::ZERO || holder(line).is_none_or(|holder| !paid.contains(&holder))
    });
}

/// Adds a movement to those of other components that went the same way for the same reason.
fn merge(movements: &mut Vec<Movement>, movement: Movement) {
    let same = |one: &&mut Movement| one.to == movement.to && one.reason == movement.reason;
    match movements.iter_mut().find(same) {
        Some(one) => one.amount += movement.amount,
        None => movements.push(movement),
    }
}

fn cause(plan: &Plan, year: &YearResult, posting: &Posting) -> Cause {
    match &posting.reason {
        Reason::Entitled {
            formula,
            claim,
            shortfall,
            adjusted,
        } => Cause::Entitled {
            formula: formula.clone(),
            claim: *claim,
            shortfall: shortfall.clone(),
            adjusted: adjusted.clone(),
        },
        other => Cause::Shared {
            reason: other.clone(),
            holder: Box::new(holding(plan, year, posting, true)),
            whole: Box::new(holding(plan, year, posting, false)),
        },
    }
}

/// Returns what the holder behind a posting had to divide, of its component or of all together.
fn holding(plan: &Plan, year: &YearResult, posting: &Posting, of_component: bool) -> Holding {
    let mut holding = Holding {
        account: plan.accounts[posting.from].clone(),
        received: Cents::ZERO,
        claims: Vec::new(),
        slices: Vec::new(),
    };
    let entries = year
        .entries
        .iter()
        .map(|entry| &entry.posting)
        .filter(|one| {
            one.year == posting.year && (!of_component || one.component == posting.component)
        });
    for one in entries {
        if one.from == posting.from && one.division == posting.division {
            holding.received += one.amount;
            if matches!(one.reason, Reason::Sliced { .. }) {
                let (to, reason) = (plan.accounts[one.to].clone(), one.reason.clone());
                merge(
                    &mut holding.slices,
                    Movement {
                        to,
                        reason,
                        amount: one.amount,
                    },
                );
            }
        }
        if one.to == posting.from && one.reason.is_claim() {
            holding.claims.push((one.reason.clone(), one.amount));
        }
    }
    holding
}

/// Returns the part of a key that a recipient has: its weight over all weights.
pub(super) fn share_of(reason: &Reason) -> Option<Exact> {
    match reason {
        Reason::Keyed { weight, total, .. } => Some(weight.over(total)),
        _ => None,
    }
}
