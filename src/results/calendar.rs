//! Years of one kind from years of the other: 5/12 and 7/12, to the cent.
//!
//! A stated assumption, never a hidden one. Each amount that rests somewhere is split over the
//! two parts of its year by largest remainder; every movement before it is what the movements
//! and rests behind it need, so both parts stay books that balance.

use std::collections::BTreeMap;

use super::books::{Books, Entry, Rest};
use super::moments::{Due, add, date};
use crate::domain::Year;
use crate::money::{Cents, split};
use crate::plan::{Plan, YearView};

/// A component in an account.
type Node = (usize, usize);

/// Returns the books of a year of the scenario.
pub(super) fn books_of(plan: &Plan, view: &YearView, computed: &[Books]) -> Books {
    let mut books = Books::default();
    let mut rests: BTreeMap<(usize, usize), Cents> = BTreeMap::new();
    for (order, (position, months)) in view.parts.iter().enumerate() {
        let Some(whole) = computed.get(*position) else {
            continue;
        };
        let year = plan.years[*position].year;
        let mut part = match *months {
            12 => whole.clone(),
            months => {
                // The earlier of two computed years lends its last months, the later its first.
                let is_last = order == 0;
                part_of(whole, months_of(year), (is_last, months))
            }
        };
        date(plan, year, &mut part);
        for (node, due) in &part.due {
            add(books.due.entry(*node).or_default(), due);
        }
        books.entries.extend(part.entries);
        for rest in part.rests {
            let amount = rests.entry((rest.account, rest.component)).or_default();
            *amount += rest.amount;
        }
    }
    let rests = rests.into_iter();
    books.rests = rests
        .map(|((account, component), amount)| Rest {
            component,
            account,
            amount,
        })
        .collect();
    books
}

/// Returns how many months of a year fall in the first and the last year of the other kind.
fn months_of(year: Year) -> [i64; 2] {
    match year {
        Year::School(_) => [5, 7],
        Year::Calendar(_) => [7, 5],
    }
}

fn part_of(whole: &Books, months: [i64; 2], (is_last, count): (bool, u8)) -> Books {
    let part = |amount: Cents| -> Cents {
        let parts = split(amount, &months)
            .map(|outcome| outcome.parts)
            .unwrap_or_default();
        parts.get(usize::from(is_last)).copied().unwrap_or_default()
    };
    let rests: Vec<Rest> = whole
        .rests
        .iter()
        .map(|rest| Rest {
            amount: part(rest.amount),
            ..*rest
        })
        .collect();
    let mut needed: BTreeMap<Node, Cents> = BTreeMap::new();
    for rest in &rests {
        *needed.entry((rest.component, rest.account)).or_default() += rest.amount;
    }
    let mut amounts: Vec<Option<Cents>> = vec![None; whole.entries.len()];
    let mut inflows: BTreeMap<Node, Vec<usize>> = BTreeMap::new();
    for (position, entry) in whole.entries.iter().enumerate() {
        inflows
            .entry((entry.posting.component, entry.posting.to))
            .or_default()
            .push(position);
    }
    // Backwards, so that what leaves an account is known before what must have come in.
    for position in (0..whole.entries.len()).rev() {
        let posting = &whole.entries[position].posting;
        if amounts[position].is_some() {
            continue;
        }
        let node = (posting.component, posting.to);
        let own = inflows.get(&node).cloned().unwrap_or_default();
        let weights: Vec<i64> = own
            .iter()
            .map(|at| whole.entries[*at].posting.amount.count())
            .collect();
        let wanted = needed.get(&node).copied().unwrap_or_default();
        let parts = split(wanted, &weights).map(|outcome| outcome.parts);
        let parts = parts.unwrap_or_else(|| vec![Cents::ZERO; own.len()]);
        for (at, amount) in own.iter().zip(parts) {
            amounts[*at] = Some(amount);
            let posting = &whole.entries[*at].posting;
            *needed.entry((posting.component, posting.from)).or_default() += amount;
        }
    }
    let entries = whole.entries.iter().zip(amounts).map(|(entry, amount)| {
        let mut posting = entry.posting.clone();
        posting.amount = amount.unwrap_or_default();
        Entry {
            posting,
            months: count,
            moments: Due::new(),
        }
    });
    Books {
        entries: entries.collect(),
        rests,
        ..Books::default()
    }
}
