//! Rows: one recipient in every model.

use std::collections::BTreeSet;

use super::Model;
use super::ledger::{Ledger, Recipient};
use crate::domain::{Id, Level, Sector};
use crate::money::{Cents, Exact};
use crate::plan::AccountKind;

/// Whether an amount is more, less or the same as in the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Less, by more than rounding.
    Down,
    /// The same, but for rounding.
    Same,
    /// More, by more than rounding.
    Up,
}

impl Direction {
    /// Returns the direction of a change; one within the tolerance is none.
    pub fn of(change: Cents, tolerance: Cents) -> Direction {
        match change {
            change if change > tolerance => Direction::Up,
            change if change < -tolerance => Direction::Down,
            _ => Direction::Same,
        }
    }

    /// Returns the name in results.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Down => "loses",
            Direction::Same => "unchanged",
            Direction::Up => "gains",
        }
    }
}

/// A recipient in every model.
#[derive(Clone, Debug)]
pub struct Row {
    /// Who.
    pub recipient: Recipient,
    /// Whether this is money that goes elsewhere than to recipients of the level.
    pub is_beside: bool,
    /// Regions in which it has money or students.
    pub regions: BTreeSet<Id>,
    /// Its sector, for partnerships.
    pub sector: Option<Sector>,
    /// The part of its baseline amount from components that are the same whatever the number of
    /// heads; `None` when it has nothing in the baseline.
    pub fixed_share: Option<Exact>,
    /// Its amounts by region, per model; under `None` what no region is told of.
    pub parts: Vec<(Option<Id>, Vec<Cents>)>,
    /// One cell per model.
    pub cells: Vec<Cell>,
}

impl Row {
    /// Says whether the baseline or a model knows it: of who is in neither, nothing is unchanged.
    pub(super) fn is_known(&self, model: usize) -> bool {
        [0, model].iter().any(|at| !self.cells[*at].is_absent)
    }
}

/// A recipient in one model.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it gets.
    pub amount: Cents,
    /// Its students, with side entrants where [`Period::head`](super::Period::head) says so; over
    /// several years, those of all years added up.
    pub students: i64,
    /// Whether this model does not know it, so that its amount is zero.
    pub is_absent: bool,
    /// Amount less that of the baseline.
    pub change: Cents,
    /// Change over the amount of the baseline; `None` when that is zero.
    pub ratio: Option<Exact>,
    /// Cents per one of these `students`; `None` without any.
    pub per_student: Option<Exact>,
    /// Whether it gains or loses.
    pub direction: Direction,
}

/// Returns the rows of the recipients of the level, and behind them of all others.
pub(super) fn rows(
    models: &[Model<'_>],
    level: Level,
    ledgers: &[Ledger],
    tolerance: Cents,
) -> Vec<Row> {
    let all = ledgers.iter().flat_map(|ledger| ledger.amounts.keys());
    let recipients: BTreeSet<&Recipient> = all.map(|(recipient, _)| recipient).collect();
    let mut rows: Vec<Row> = recipients
        .into_iter()
        .map(|recipient| row(models, level, ledgers, (recipient, tolerance)))
        .collect();
    // A stable sort: within each part the order of the recipients stays.
    rows.sort_by_key(|row| row.is_beside);
    rows
}

fn row(
    models: &[Model<'_>],
    level: Level,
    ledgers: &[Ledger],
    (recipient, tolerance): (&Recipient, Cents),
) -> Row {
    let amount = |ledger: &Ledger| -> Option<Cents> {
        let mut parts = Ledger::parts(&ledger.amounts, recipient).peekable();
        parts.peek()?;
        Some(parts.map(|(_, amount)| *amount).sum())
    };
    let baseline = ledgers.first().and_then(amount).unwrap_or_default();
    let cells = ledgers.iter().map(|ledger| {
        let found = amount(ledger);
        let amount = found.unwrap_or_default();
        let students = Ledger::parts(&ledger.students, recipient);
        let students: i64 = students.map(|(_, heads)| *heads).sum();
        let change = amount - baseline;
        let over = |whole: i64, part: Cents| {
            let whole = (whole != 0).then(|| Exact::from(whole));
            whole.map(|whole| Exact::from(part).over(&whole))
        };
        Cell {
            amount,
            students,
            is_absent: found.is_none(),
            change,
            ratio: over(baseline.count(), change),
            per_student: over(students, amount),
            direction: Direction::of(change, tolerance),
        }
    });
    let fixed = ledgers
        .first()
        .and_then(|ledger| ledger.fixed.get(recipient));
    let has_amount = baseline != Cents::ZERO;
    let fixed = Exact::from(fixed.copied().unwrap_or_default());
    Row {
        recipient: recipient.clone(),
        is_beside: !recipient.is_of(level),
        regions: regions(ledgers, recipient),
        sector: sector(models, recipient),
        parts: parts(ledgers, recipient),
        fixed_share: has_amount.then(|| fixed.over(&baseline.into())),
        cells: cells.collect(),
    }
}

fn parts(ledgers: &[Ledger], recipient: &Recipient) -> Vec<(Option<Id>, Vec<Cents>)> {
    let told = ledgers.iter().flat_map(|ledger| {
        Ledger::parts(&ledger.amounts, recipient).map(|(region, _)| region.clone())
    });
    let regions: BTreeSet<Option<Id>> = told.collect();
    let parts = regions.into_iter().map(|region| {
        let part = (recipient.clone(), region);
        let amount = |ledger: &Ledger| ledger.amounts.get(&part).copied().unwrap_or_default();
        let amounts = ledgers.iter().map(amount).collect();
        (part.1, amounts)
    });
    parts.collect()
}

fn regions(ledgers: &[Ledger], recipient: &Recipient) -> BTreeSet<Id> {
    let found = ledgers.iter().flat_map(|ledger| {
        let paid = Ledger::parts(&ledger.amounts, recipient).map(|(region, _)| region);
        let trained = Ledger::parts(&ledger.students, recipient).map(|(region, _)| region);
        paid.chain(trained)
    });
    found.flatten().cloned().collect()
}

fn sector(models: &[Model<'_>], recipient: &Recipient) -> Option<Sector> {
    if recipient.kind != AccountKind::Partnership {
        return None;
    }
    models.iter().find_map(|model| {
        let all = &model.scenario.partnerships;
        let found = all.binary_search_by(|one| one.id.cmp(&recipient.id));
        all[found.ok()?].sector
    })
}
