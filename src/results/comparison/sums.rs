//! Totals of a model: what is paid, what moves, and who loses most.

use super::groups::Outcome;
use super::ledger::Ledger;
use super::rows::{Direction, Row};
use crate::money::{Cents, Exact};

/// The totals of one model.
#[derive(Clone, Debug)]
pub struct Sums {
    /// What reached recipients, those beside the level included.
    pub total: Cents,
    /// What could not be placed.
    pub unallocated: Cents,
    /// Total less that of the baseline.
    pub change: Cents,
    /// Half the sum of all changes without their signs: the money that changes hands, in cents.
    pub moved: Exact,
    /// Gainers and losers among the recipients of the level.
    pub outcome: Outcome,
    /// The greatest losses among them.
    pub worst: Worst,
}

/// The greatest losses, each with the position of its row. Of equal ones the first row stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worst {
    /// In money.
    pub amount: Option<(usize, Cents)>,
    /// As a part of the baseline amount.
    pub ratio: Option<(usize, Exact)>,
    /// In cents per student of the baseline.
    pub per_student: Option<(usize, Exact)>,
}

pub(super) fn sums(rows: &[Row], ledgers: &[Ledger]) -> Vec<Sums> {
    let sums = ledgers.iter().enumerate().map(|(model, ledger)| {
        let cells = || rows.iter().map(|row| &row.cells[model]);
        let changes: Exact = cells().map(|cell| without_sign(cell.change)).sum();
        let own = rows
            .iter()
            .filter(|row| !row.is_beside && row.is_known(model));
        Sums {
            total: cells().map(|cell| cell.amount).sum(),
            unallocated: ledger.unallocated,
            change: cells().map(|cell| cell.change).sum(),
            moved: changes.over(&Exact::from(2)),
            outcome: Outcome::of(own.map(|row| {
                let cell = &row.cells[model];
                (cell.direction, cell.change, row.cells[0].students)
            })),
            worst: worst(rows, model),
        }
    });
    sums.collect()
}

fn without_sign(change: Cents) -> Exact {
    match change < Cents::ZERO {
        true => (-change).into(),
        false => change.into(),
    }
}

fn worst(rows: &[Row], model: usize) -> Worst {
    let mut worst = Worst::default();
    for (at, row) in rows.iter().enumerate() {
        let cell = &row.cells[model];
        if row.is_beside || cell.direction != Direction::Down {
            continue;
        }
        keep_least(&mut worst.amount, at, Some(cell.change));
        keep_least(&mut worst.ratio, at, cell.ratio.clone());
        let students = row.cells[0].students;
        let per_student = Exact::from(cell.change).over(&students.into());
        keep_least(
            &mut worst.per_student,
            at,
            (students > 0).then_some(per_student),
        );
    }
    worst
}

fn keep_least<T: Ord>(kept: &mut Option<(usize, T)>, at: usize, found: Option<T>) {
    let Some(found) = found else { return };
    if kept.as_ref().is_none_or(|(_, least)| found < *least) {
        *kept = Some((at, found));
    }
}
