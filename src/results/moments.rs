//! Moments: in which month money moves, where divisions say when they pay.
//!
//! Amounts stay as they are; only their parts are told apart by month. Money that a holder passes
//! on without terms on when goes on in the months in which it came in.

use std::collections::BTreeMap;

use super::books::Books;
use crate::domain::{Instalment, Month, Year};
use crate::money::{Cents, Exact, place, split};
use crate::plan::{AccountKind, Plan};

/// The parts of an amount by month; empty where that is not known.
pub type Due = BTreeMap<Month, Cents>;

/// Money in an account, of one component.
#[derive(Default)]
struct Lying {
    due: Due,
    /// Whether months are known of none of it.
    is_undated: bool,
}

impl Lying {
    fn add(&mut self, moments: &Due, amount: Cents) {
        self.is_undated |= moments.is_empty() && amount != Cents::ZERO;
        add(&mut self.due, moments);
    }

    /// Takes an amount out of every month in proportion, by largest remainder, so that what is
    /// left never falls below zero in any of them.
    fn take(&mut self, amount: Cents) -> Due {
        let weights: Vec<i64> = self.due.values().map(|part| part.count()).collect();
        let parts = split(amount, &weights).map(|split| split.parts);
        let Some(parts) = parts.filter(|_| !self.is_undated) else {
            return Due::new();
        };
        let mut taken = Due::new();
        for ((month, lying), part) in self.due.iter_mut().zip(parts) {
            *lying -= part;
            taken.insert(*month, part);
        }
        taken.retain(|_, part| *part != Cents::ZERO);
        taken
    }
}

/// Adds amounts by month to others.
pub(super) fn add(due: &mut Due, more: &Due) {
    for (month, part) in more {
        *due.entry(*month).or_default() += *part;
    }
}

/// Finds the months of every movement of a computed year, and of what rests at its end.
pub(super) fn date(plan: &Plan, year: Year, books: &mut Books) {
    if !plan.is_dated() {
        return;
    }
    let mut lying: BTreeMap<(usize, usize), Lying> = BTreeMap::new();
    for entry in &mut books.entries {
        let posting = &entry.posting;
        let (component, amount) = (posting.component, posting.amount);
        let source = lying.get_mut(&(posting.from, component));
        let taken = source.map(|source| source.take(amount)).unwrap_or_default();
        let division = &plan.divisions[posting.division];
        let instalments = division.instalments_of(&plan.accounts[posting.from].id);
        let target = &plan.accounts[posting.to];
        entry.moments = match instalments {
            // What could not be placed is never paid.
            _ if target.kind == AccountKind::Unallocated => continue,
            [] => taken,
            own => parts(amount, own, year),
        };
        let target = lying.entry((posting.to, component)).or_default();
        target.add(&entry.moments, amount);
    }
    for (node, mut own) in lying {
        own.due.retain(|_, part| *part != Cents::ZERO);
        if !own.is_undated && !own.due.is_empty() {
            books.due.insert(node, own.due);
        }
    }
}

/// Splits an amount over instalments by largest remainder; equal remainders in order of time.
fn parts(amount: Cents, instalments: &[Instalment], year: Year) -> Due {
    let mut shares: BTreeMap<Month, Exact> = BTreeMap::new();
    for one in instalments {
        let month = year.month(one.month).years_later(one.years_later);
        shares.insert(month, one.share.clone());
    }
    let quotas: Vec<Exact> = shares
        .values()
        .map(|share| share.times(&amount.into()))
        .collect();
    let parts = place(amount, &quotas, Cents::ONE).parts;
    let due = shares.into_keys().zip(parts);
    due.filter(|(_, part)| *part != Cents::ZERO).collect()
}
