//! Books: the postings of a year with what rests where at its end.

use std::collections::BTreeMap;

use super::moments::Due;
use crate::domain::{Provenance, Scheme};
use crate::engine::{Allocation, Observer, Posting, Silent, allocate};
use crate::money::Cents;
use crate::plan::{Inputs, Plan};

/// A posting, with the months of its year that count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The posting; its amount is that of the months.
    pub posting: Posting,
    /// Months of the computed year: twelve, or the part that falls in a year of the other kind.
    pub months: u8,
    /// The parts of the amount by the month in which it moves; empty where that is not known.
    pub moments: Due,
}

impl Entry {
    /// Returns source and grade of what moved the money: the component's for a claim, and
    /// otherwise those of the terms of whoever passed it on.
    pub fn provenance<'a>(&self, scheme: &'a Scheme, plan: &Plan) -> &'a Provenance {
        let posting = &self.posting;
        match posting.reason.is_claim() {
            true => scheme.provenance_of_component(posting.component),
            false => scheme.provenance_of_terms(posting.division, &plan.accounts[posting.from].id),
        }
    }
}

/// What rests in one account, of one component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rest {
    /// The component, by position.
    pub component: usize,
    /// The account, by position.
    pub account: usize,
    /// How much; zero where a claim came to nothing.
    pub amount: Cents,
}

/// The books of one year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// Movements, in the order in which they happened.
    pub entries: Vec<Entry>,
    /// What rests where at the end: awards and unallocated money.
    pub rests: Vec<Rest>,
    /// In which months that was paid, by account and component, where it is known.
    pub due: BTreeMap<(usize, usize), Due>,
}

/// Writes down every posting of lane 0.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    postings: Vec<Posting>,
}

impl Observer for Recorder {
    const LISTENS: bool = true;

    fn posting(&mut self, lane: usize, posting: Posting) {
        if lane == 0 {
            self.postings.push(posting);
        }
    }
}

/// Runs a plan once and returns the books of its computed years.
pub fn keep_books(plan: &Plan, inputs: &Inputs) -> Vec<Books> {
    let mut recorder = Recorder::default();
    let allocation = allocate(plan, inputs, &mut recorder);
    let mut books: Vec<Books> = (0..plan.years.len())
        .map(|year| closed(plan, &allocation, year))
        .collect();
    for posting in recorder.postings {
        if let Some(year) = books.get_mut(posting.year) {
            year.entries.push(Entry {
                posting,
                months: 12,
                moments: Due::new(),
            });
        }
    }
    books
}

/// Runs a plan once and returns what rests where in its computed years, without the movements.
pub(super) fn keep_rests(plan: &Plan, inputs: &Inputs) -> Vec<Books> {
    let allocation = allocate(plan, inputs, &mut Silent);
    (0..plan.years.len())
        .map(|year| closed(plan, &allocation, year))
        .collect()
}

fn closed(plan: &Plan, allocation: &Allocation, year: usize) -> Books {
    let balances = &allocation.years[year].balances;
    let mut rests = Vec::new();
    for (account, _) in plan.accounts.iter().enumerate() {
        for component in 0..plan.components.len() {
            let amount = balances.amount(component, account, 0);
            if amount != Cents::ZERO || balances.is_reached(component, account) {
                rests.push(Rest {
                    component,
                    account,
                    amount,
                });
            }
        }
    }
    Books {
        rests,
        ..Books::default()
    }
}
