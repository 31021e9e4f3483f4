//! Tables read from the books: awards, pots, rates, conservation.

use super::books::Books;
use super::moments::Due;
use crate::domain::{Id, Text};
use crate::engine::{Formula, Posting, Reason, Shortfall};
use crate::money::{Cents, Exact};
use crate::plan::{Account, AccountKind, Inputs, Pay, Plan, Step};

/// Money that reached a recipient: a leaf of the flow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Award {
    /// The recipient's account.
    pub account: Account,
    /// The component, by position.
    pub component: usize,
    /// The pot it was paid from: the id of its division.
    pub pot: Id,
    /// How much.
    pub amount: Cents,
    /// Its parts by the month in which they are paid; empty where that is not known.
    pub due: Due,
}

/// One pot of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PotRow {
    /// The id of its division.
    pub id: Id,
    /// The name of its division.
    pub name: Text,
    /// The stated ceiling, whether or not it could be evaluated.
    pub ceiling: Option<Cents>,
    /// What there was; `None` when no ceiling was evaluated.
    pub available: Option<Cents>,
    /// What reached recipients.
    pub paid: Cents,
    /// What could not be placed, here or further on.
    pub unallocated: Cents,
    /// Whether even the protected claims did not fit and were cut.
    pub cuts_protected: bool,
}

/// A rate per head of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateRow {
    /// The component, by position.
    pub component: usize,
    /// The rate of the scheme, per head.
    pub nominal: Cents,
    /// What was paid per head, in cents; `None` when nobody was counted.
    pub effective: Option<Exact>,
    /// Whether every head was paid that much; otherwise it is an average.
    pub is_common: bool,
    /// The heads that were paid for.
    pub heads: Exact,
    /// The computed year, where the year of the scenario is made of two.
    pub of_year: Option<String>,
}

/// What came in and went out at one division: available = paid + unallocated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConservationRow {
    /// The division.
    pub division: Id,
    /// What it divided.
    pub available: Cents,
    /// What it handed on.
    pub paid: Cents,
    /// What it could not place.
    pub unallocated: Cents,
}

/// Returns the payments of a plan, with the id of their pot.
fn payments(plan: &Plan) -> impl Iterator<Item = &Pay> {
    let first = plan.years.first();
    first
        .into_iter()
        .flat_map(|year| &year.steps)
        .filter_map(|step| match step {
            Step::Pay(pay) => Some(pay),
            Step::Pass(_) => None,
        })
}

/// Returns the pot that pays a component.
pub fn pot_of(plan: &Plan, component: usize) -> Option<&Id> {
    let pays = |pay: &&Pay| {
        pay.components
            .iter()
            .any(|paid| paid.component == component)
    };
    Some(&plan.divisions[payments(plan).find(pays)?.division].id)
}

/// Returns the awards of a year, in order of recipient.
pub(super) fn awards(plan: &Plan, books: &Books) -> Vec<Award> {
    let rests = books.rests.iter().filter_map(|rest| {
        let account = plan.accounts[rest.account].clone();
        let pot = pot_of(plan, rest.component)?.clone();
        let due = books.due.get(&(rest.account, rest.component));
        let award = Award {
            account,
            component: rest.component,
            pot,
            amount: rest.amount,
            due: due.cloned().unwrap_or_default(),
        };
        award.account.is_recipient().then_some(award)
    });
    let mut awards: Vec<Award> = rests.collect();
    awards.sort();
    awards
}

/// Returns the pots of a year.
pub(super) fn pots(plan: &Plan, inputs: &Inputs, books: &Books) -> Vec<PotRow> {
    let mut rows = Vec::new();
    for pay in payments(plan) {
        let division = &plan.divisions[pay.division];
        let own = |component: usize| {
            pay.components
                .iter()
                .any(|paid| paid.component == component)
        };
        let mut paid = Cents::ZERO;
        let mut unallocated = Cents::ZERO;
        for rest in books.rests.iter().filter(|rest| own(rest.component)) {
            match plan.accounts[rest.account].kind {
                AccountKind::Unallocated => unallocated += rest.amount,
                _ => paid += rest.amount,
            }
        }
        let ceiling = pay.available.map(|pot| inputs.cents(pot, 0));
        rows.push(PotRow {
            id: division.id.clone(),
            name: division.name.clone(),
            ceiling,
            available: pay.evaluated.then_some(paid + unallocated),
            paid,
            unallocated,
            cuts_protected: cuts_protected(books, pay.division),
        });
    }
    rows
}

/// Says whether a payment had to cut its protected claims.
fn cuts_protected(books: &Books, division: usize) -> bool {
    let own = books.entries.iter().map(|entry| &entry.posting);
    own.filter(|posting| posting.division == division)
        .any(|posting| match &posting.reason {
            Reason::Entitled { shortfall, .. } => {
                shortfall.as_ref().is_some_and(|cut| cut.cuts_protected)
            }
            _ => false,
        })
}

/// Returns what came in and went out at each division.
pub(super) fn conservation(plan: &Plan, books: &Books) -> Vec<ConservationRow> {
    let rows = plan
        .divisions
        .iter()
        .enumerate()
        .map(|(position, division)| {
            let (mut paid, mut unallocated) = (Cents::ZERO, Cents::ZERO);
            for entry in books
                .entries
                .iter()
                .filter(|entry| entry.posting.division == position)
            {
                match plan.accounts[entry.posting.to].kind {
                    AccountKind::Unallocated => unallocated += entry.posting.amount,
                    _ => paid += entry.posting.amount,
                }
            }
            let available = paid + unallocated;
            ConservationRow {
                division: division.id.clone(),
                available,
                paid,
                unallocated,
            }
        });
    rows.collect()
}

/// Returns the rates per head of a computed year.
pub(super) fn rates(
    plan: &Plan,
    inputs: &Inputs,
    books: &Books,
    of_year: Option<String>,
) -> Vec<RateRow> {
    let mut rows = Vec::new();
    for (position, component) in plan.components.iter().enumerate() {
        let Some(rate) = component.rate else { continue };
        let claims: Vec<PerHead> = books
            .entries
            .iter()
            .filter(|entry| entry.posting.component == position)
            .filter_map(|entry| PerHead::of(&entry.posting))
            .collect();
        let paid: Cents = claims.iter().map(|one| one.paid).sum();
        let heads: Exact = claims.iter().map(|one| one.heads.clone()).sum();
        let effective = (!heads.is_zero()).then(|| Exact::from(paid).over(&heads));
        let of_year = of_year.clone();
        let nominal = inputs.cents(rate, 0);
        rows.push(RateRow {
            component: position,
            nominal,
            effective,
            is_common: is_common(&claims, &heads),
            heads,
            of_year,
        });
    }
    rows
}

/// A claim of a component that is paid per head.
struct PerHead {
    claim: Cents,
    paid: Cents,
    heads: Exact,
    members: i64,
    /// Whether it was cut by the same factor as every other; `None` where it was not cut.
    cut_alike: Option<bool>,
}

impl PerHead {
    fn of(posting: &Posting) -> Option<PerHead> {
        let Reason::Entitled {
            formula,
            claim,
            shortfall,
            ..
        } = &posting.reason
        else {
            return None;
        };
        let (heads, members) = match formula {
            Formula::PerHead { heads, .. } => (heads.clone(), 1),
            Formula::Members { members, heads } => {
                (heads.clone().unwrap_or(Exact::zero()), *members)
            }
            _ => (Exact::zero(), 1),
        };
        Some(PerHead {
            claim: *claim,
            paid: posting.amount,
            heads,
            members,
            cut_alike: shortfall.as_ref().map(Shortfall::cuts_alike),
        })
    }
}

/// Says whether every head was paid the same: all claims were cut by one factor, if at all, and
/// no maximum had made some of them smaller before.
fn is_common(claims: &[PerHead], heads: &Exact) -> bool {
    let asked: Vec<&PerHead> = claims.iter().filter(|one| !one.heads.is_zero()).collect();
    let all_cut = |alike: Option<bool>| asked.iter().all(|one| one.cut_alike == alike);
    if asked.is_empty() || !all_cut(None) && !all_cut(Some(true)) {
        return false;
    }
    let sum: Cents = asked.iter().map(|one| one.claim).sum();
    let rate = Exact::from(sum).over(heads);
    asked.iter().all(|one| {
        let (claim, by_rate) = (Exact::from(one.claim), rate.times(&one.heads));
        // Each member's claim was rounded to the cent.
        let rounding = Exact::from(one.members);
        claim.minus(&by_rate) <= rounding && by_rate.minus(&claim) <= rounding
    })
}
