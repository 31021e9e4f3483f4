//! How evenly the money lies: indices per student, within and between regions, Lorenz curves.

use super::ledger::Ledger;
use super::rows::Row;
use crate::domain::Id;
use crate::money::{Cents, Exact};
use crate::results::inequality::{
    Curve, Decomposition, Dominance, Inequality, Weighted, decomposition, dominance, inequality,
};

/// How evenly the money of the level lies in one model.
#[derive(Clone, Debug)]
pub struct Spread {
    /// Of amounts per student, every student counting once; in cents.
    pub per_student: Option<Inequality>,
    /// Of amounts per student, every recipient counting once; in cents.
    pub per_recipient: Option<Inequality>,
    /// Of whole amounts, every recipient counting once; in cents.
    pub of_amounts: Option<Inequality>,
    /// Theil of amounts per student, within and between regions, where every part of a recipient
    /// in a region counts by itself: its total is that of the parts, not of `per_student`. `None`
    /// where some money is not told apart by the regions of the students.
    pub regions: Option<Decomposition>,
    /// Recipients that have money but no students, and so no amount per student.
    pub without_students: usize,
}

/// The Lorenz curves of two models, over students.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lorenz {
    /// Two models, by position.
    pub models: (usize, usize),
    /// Of shares in the money: whose money lies more evenly.
    pub shares: Dominance,
    /// Of the money itself: in which model the worst-off students have more, however many of
    /// them are taken.
    pub amounts: Dominance,
}

pub(super) fn spread(rows: &[Row], ledgers: &[Ledger]) -> Vec<Spread> {
    let own: Vec<&Row> = rows.iter().filter(|row| !row.is_beside).collect();
    let of_model = |(model, ledger): (usize, &Ledger)| {
        let cells = || own.iter().map(|row| &row.cells[model]);
        let per_student = per_student(rows, model);
        let once = per_student
            .iter()
            .map(|unit| Weighted::once(unit.value.clone()));
        let amounts: Vec<Weighted> = cells()
            .map(|cell| Weighted::once(cell.amount.into()))
            .collect();
        let without = cells().filter(|cell| cell.students == 0 && cell.amount != Cents::ZERO);
        Spread {
            per_recipient: inequality(&once.collect::<Vec<_>>()),
            per_student: inequality(&per_student),
            of_amounts: inequality(&amounts),
            regions: regions(&own, ledger),
            without_students: without.count(),
        }
    };
    ledgers.iter().enumerate().map(of_model).collect()
}

/// Returns the amounts per student of the recipients of the level that have students.
fn per_student(rows: &[Row], model: usize) -> Vec<Weighted> {
    let cells = rows.iter().filter(|row| !row.is_beside);
    let units = cells.filter_map(|row| {
        let cell = &row.cells[model];
        Some(Weighted {
            value: cell.per_student.clone()?,
            weight: cell.students.into(),
        })
    });
    units.collect()
}

fn regions(rows: &[&Row], ledger: &Ledger) -> Option<Decomposition> {
    let mut units: Vec<(Option<Id>, Weighted)> = Vec::new();
    for row in rows {
        for (region, heads) in Ledger::parts(&ledger.students, &row.recipient) {
            let part = (row.recipient.clone(), region.clone());
            let amount = ledger.amounts.get(&part).copied().unwrap_or_default();
            let unit = Weighted {
                value: Exact::from(amount).over(&Exact::from(*heads)),
                weight: Exact::from(*heads),
            };
            units.push((region.clone(), unit));
        }
        for (region, amount) in Ledger::parts(&ledger.amounts, &row.recipient) {
            let part = (row.recipient.clone(), region.clone());
            let heads = ledger.students.get(&part).copied().unwrap_or_default();
            if heads == 0 && *amount != Cents::ZERO {
                return None;
            }
        }
    }
    decomposition(&units)
}

pub(super) fn lorenz(rows: &[Row], models: usize) -> Vec<Lorenz> {
    let curves = (0..models).map(|model| Curve::of(&per_student(rows, model)));
    let curves: Vec<Curve> = curves.collect();
    let mut pairs = Vec::new();
    for first in 0..models {
        for second in first + 1..models {
            let compared = |of_shares| dominance(&curves[first], &curves[second], of_shares);
            pairs.push(Lorenz {
                models: (first, second),
                shares: compared(true),
                amounts: compared(false),
            });
        }
    }
    pairs
}
