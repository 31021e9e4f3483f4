//! Tables read from the books: awards, pots, rates, conservation.

use super::books::Books;
use crate::domain::Id;
use crate::engine::{Formula, Reason};
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
}

/// One pot of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PotRow {
    /// The id of its division.
    pub id: Id,
    /// The stated ceiling, whether or not it could be evaluated.
    pub ceiling: Option<Cents>,
    /// What there was; `None` when no ceiling was evaluated.
    pub available: Option<Cents>,
    /// What reached recipients.
    pub paid: Cents,
    /// What could not be placed, here or further on.
    pub unallocated: Cents,
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
fn pot_of(plan: &Plan, component: usize) -> Option<&Id> {
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
        let award = Award {
            account,
            component: rest.component,
            pot,
            amount: rest.amount,
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
            ceiling,
            available: pay.evaluated.then_some(paid + unallocated),
            paid,
            unallocated,
        });
    }
    rows
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
        let mut paid = Cents::ZERO;
        let mut heads = Exact::zero();
        for entry in books
            .entries
            .iter()
            .filter(|entry| entry.posting.component == position)
        {
            let Reason::Entitled { formula, .. } = &entry.posting.reason else {
                continue;
            };
            paid += entry.posting.amount;
            heads = match formula {
                Formula::PerHead { heads: own, .. }
                | Formula::Members {
                    heads: Some(own), ..
                } => heads.plus(own),
                _ => heads,
            };
        }
        let effective = (!heads.is_zero()).then(|| Exact::from(paid).over(&heads));
        let of_year = of_year.clone();
        let nominal = inputs.cents(rate, 0);
        rows.push(RateRow {
            component: position,
            nominal,
            effective,
            heads,
            of_year,
        });
    }
    rows
}
