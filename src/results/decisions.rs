//! Decisions: what a run chose on its way, read from its postings and without the amounts.
//!
//! Two runs of one plan that took the same decisions went the same way through the rules. Where
//! they differ, something started or stopped in between.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::books::Books;
use crate::domain::{AdjustmentKind, Id};
use crate::engine::{Adjusted, Bound, Formula, Reason};
use crate::money::Cents;
use crate::plan::{Inputs, Plan, Step};

/// Where a decision was taken. Accounts, components and divisions are positions in the plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The computed year, by position.
    pub year: usize,
    /// The division.
    pub division: usize,
    /// The component of a claim; what a holder passes on is decided for all components at once.
    pub component: Option<usize>,
    /// Where the money comes from.
    pub from: usize,
    /// Where it goes.
    pub to: usize,
    /// What moves it: a claim, a slice, an earmark with its id, a key, or nobody.
    by: (&'static str, String),
}

impl Place {
    /// Says whether this is money that could not be placed.
    pub fn is_unallocated(&self) -> bool {
        self.by.0 == Reason::Left.rule()
    }
}

/// How much of a claim is paid; of anything else, whether anything is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Nothing.
    Nothing,
    /// Some of it.
    Part,
    /// All of it.
    Whole,
}

/// What an adjustment did to an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The adjustment; `None` for the limits of the terms themselves.
    pub adjustment: Option<Id>,
    /// What it does.
    pub kind: AdjustmentKind,
    /// The amount after it, compared with the amount before.
    pub way: Ordering,
    /// Whether the recipient lacks anything, where the adjustment asks that.
    pub lacks: Option<bool>,
}

impl Turn {
    fn of(one: &Adjusted) -> Turn {
        Turn {
            adjustment: one.adjustment.clone(),
            kind: one.kind,
            way: one.after.cmp(&one.before),
            lacks: one.unmet.as_ref().map(|need| !need.own.is_zero()),
        }
    }
}

/// What was decided at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether a condition refuses the claim.
    pub is_refused: bool,
    /// Start of the band of a step table; `None` below the first, and for other amounts.
    pub band: Option<i64>,
    /// Whether the claim is at the maximum of its component.
    pub is_capped: bool,
    /// Whether the pot was too small for the claims; then whether even for the protected ones.
    pub shortage: Option<bool>,
    /// How much is paid.
    pub extent: Extent,
    /// The limit that changed what a key gives.
    pub bound: Option<Bound>,
    /// Whether each adjustment lifted the amount or lowered it, in order.
    pub adjustments: Vec<Turn>,
    /// Whether a slice is its fixed amount.
    pub is_fixed: bool,
}

/// The decisions of a run, with the amounts that go with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// What was decided, by place.
    pub taken: BTreeMap<Place, Decision>,
    /// The amount of each place, in the same order.
    pub amounts: Vec<Cents>,
}

impl Decisions {
    /// Reads the decisions of a run from its books.
    pub fn of(plan: &Plan, inputs: &Inputs, books: &[Books]) -> Decisions {
        let maxima = maxima(plan, inputs);
        let mut found: BTreeMap<Place, (Decision, Cents)> = BTreeMap::new();
        for entry in books.iter().flat_map(|year| &year.entries) {
            let posting = &entry.posting;
            let place = Place {
                year: posting.year,
                division: posting.division,
                component: posting.reason.is_claim().then_some(posting.component),
                from: posting.from,
                to: posting.to,
                by: by(&posting.reason),
            };
            let maximum = place
                .component
                .and_then(|component| maxima.get(&(posting.year, component, posting.to)));
            let taken = decision(&posting.reason, posting.amount, maximum.copied());
            let known = found
                .entry(place)
                .or_insert_with(|| (taken.clone(), Cents::ZERO));
            known.1 += posting.amount;
            if taken.extent != Extent::Nothing {
                known.0 = taken;
            }
        }
        let amounts = found.values().map(|(_, amount)| *amount).collect();
        let taken = found.into_iter();
        let taken = taken.map(|(place, (decision, _))| (place, decision));
        Decisions {
            taken: taken.collect(),
            amounts,
        }
    }
}

/// Returns what moves the money; parts of one passage that differ in component are one.
fn by(reason: &Reason) -> (&'static str, String) {
    let nothing = String::new();
    match reason {
        Reason::Entitled { .. } => ("claim", nothing),
        Reason::Earmarked { earmark, .. } => ("earmark", earmark.to_string()),
        Reason::Keyed { .. } => ("key", nothing),
        other => (other.rule(), nothing),
    }
}

fn decision(reason: &Reason, amount: Cents, maximum: Option<Cents>) -> Decision {
    let mut decision = Decision {
        is_refused: false,
        band: None,
        is_capped: false,
        shortage: None,
        extent: match amount {
            Cents::ZERO => Extent::Nothing,
            _ => Extent::Part,
        },
        bound: None,
        adjustments: Vec::new(),
        is_fixed: false,
    };
    match reason {
        Reason::Entitled {
            formula,
            claim,
            shortfall,
            adjusted,
        } => {
            let steps = adjusted.iter().flat_map(|adjusted| &adjusted.steps);
            decision.adjustments = steps.map(Turn::of).collect();
            decision.is_refused = matches!(formula, Formula::Refused(_));
            if let Formula::Step { from, .. } = formula {
                decision.band = from.map(|(from, _)| from);
            }
            decision.is_capped = maximum == Some(*claim);
            decision.shortage = shortfall.as_ref().map(|cut| cut.cuts_protected);
            if amount == *claim && amount != Cents::ZERO {
                decision.extent = Extent::Whole;
            }
        }
        Reason::Sliced {
            share: Some(_),
            fixed,
            ..
        } => decision.is_fixed = *fixed == Some(amount),
        Reason::Keyed {
            bound, adjusted, ..
        } => {
            decision.bound = *bound;
            decision.adjustments = adjusted.iter().map(Turn::of).collect();
        }
        _ => {}
    }
    decision
}

/// Returns the stated maximum of each claim of a single recipient, by year, component, account.
fn maxima(plan: &Plan, inputs: &Inputs) -> BTreeMap<(usize, usize, usize), Cents> {
    let mut maxima = BTreeMap::new();
    for (position, year) in plan.years.iter().enumerate() {
        for step in &year.steps {
            let Step::Pay(pay) = step else { continue };
            for paid in &pay.components {
                for claim in paid.claims.iter().filter(|claim| claim.members.is_none()) {
                    if let Some(slot) = claim.maximum {
                        let place = (position, paid.component, claim.account);
                        maxima.insert(place, inputs.year(position).cents(slot, 0));
                    }
                }
            }
        }
    }
    maxima
}
