//! [`KeyFigures`]: what a board looks at first, of one model.

use super::{VariantResult, YearResult};
use crate::domain::{Id, Level, Year};
use crate::money::{Cents, Exact};
use crate::plan::AccountKind;

/// What a board looks at first, of one model over all its years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyFigures {
    /// The lowest and the highest amount for training per student in a partnership and year;
    /// `None` where no partnership counts students.
    pub per_student: Option<(PerStudent, PerStudent)>,
    /// What does not serve training: what recipients receive, without those known only in sum,
    /// less the income of partnerships for training.
    pub elsewhere: Cents,
    /// What recipients receive, without those known only in sum.
    pub received: Cents,
}

/// What a partnership has for training per student in one year: its income as in the coverage,
/// over its students and side entrants.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PerStudent {
    /// How much, in cents.
    pub amount: Exact,
    /// The partnership.
    pub partnership: Id,
    /// The year.
    pub year: Year,
}

impl KeyFigures {
    /// Reads the figures of a result.
    pub fn of(result: &VariantResult) -> KeyFigures {
        let mut figures = KeyFigures::default();
        for year in &result.years {
            figures.take(year);
        }
        figures
    }

    fn take(&mut self, year: &YearResult) {
        let known = year.awards.iter();
        let known = known.filter(|award| award.account.kind != AccountKind::Others);
        let received: Cents = known.map(|award| award.amount).sum();
        let rows = || {
            year.coverage
                .iter()
                .filter(|row| row.level == Level::Partnership)
        };
        let for_training: Cents = rows().map(|row| row.income).sum();
        self.received += received;
        self.elsewhere += received - for_training;
        for row in rows() {
            let (Some(amount), Some(partnership)) = (row.break_even(), row.id.clone()) else {
                continue;
            };
            let year = year.year;
            self.meet(PerStudent {
                amount,
                partnership,
                year,
            });
        }
    }

    fn meet(&mut self, one: PerStudent) {
        self.per_student = Some(match self.per_student.take() {
            None => (one.clone(), one),
            Some((lowest, highest)) if one < lowest => (one, highest),
            Some((lowest, highest)) if one.amount > highest.amount => (lowest, one),
            Some(both) => both,
        });
    }

    /// Returns the part of what is received that does not serve training; `None` of nothing.
    pub fn part_elsewhere(&self) -> Option<Exact> {
        let has_any = self.received != Cents::ZERO;
        has_any.then(|| Exact::from(self.elsewhere).over(&self.received.into()))
    }
}
