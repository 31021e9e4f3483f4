//! Conditions: names and years resolved, so that only counts remain to be looked at.

use super::super::{Fact, Slot, Test};
use super::counting::{Question, Who};
use super::year::YearCompiler;
use crate::domain::{Condition, Given, Head, Id, Partnership, Range, SchoolYear, Sector, Status};

/// What a condition looks at.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) who: Who<'a>,
    pub(super) year: SchoolYear,
    pub(super) share_double_members: bool,
}

impl Subject<'_> {
    pub(super) fn question(&self, head: Head, sector: Option<Sector>) -> Question {
        Question {
            head,
            sector,
            year: self.year,
            share_double_members: self.share_double_members,
        }
    }
}

impl<'a> YearCompiler<'_, 'a> {
    /// Resolves a condition; `wanted` says whether others are to meet its facts, which turns
    /// around under a negation.
    pub(super) fn test(
        &mut self,
        condition: &Condition,
        subject: Subject<'a>,
        wanted: bool,
    ) -> Test {
        let each = |year: &mut Self, parts: &[Condition]| -> Vec<Test> {
            parts
                .iter()
                .map(|part| year.test(part, subject, wanted))
                .collect()
        };
        match condition {
            Condition::AllOf(parts) => Test::AllOf(each(self, parts)),
            Condition::AnyOf(parts) => Test::AnyOf(each(self, parts)),
            Condition::Not(part) => Test::Not(Box::new(self.test(part, subject, !wanted))),
            Condition::Counted {
                head,
                sector,
                range,
            } => Test::Counted {
                head: *head,
                sector: *sector,
                tally: self.tally(subject.who, subject.question(*head, *sector)),
                at_least: self.threshold(range, range.at_least.as_ref(), "at-least"),
                at_most: self.threshold(range, range.at_most.as_ref(), "at-most"),
            },
            Condition::Recognised => recognised(subject.who),
            Condition::AspirantYear(range) => self.aspirant_year(range, subject.who),
            Condition::OfSector(sector) => of_sector(*sector, subject.who, wanted),
            Condition::Flagged(flag) => self.flagged(flag, subject.who, wanted),
        }
    }

    fn threshold(&mut self, range: &Range, given: Option<&Given<i64>>, end: &str) -> Option<Slot> {
        let path = format!("{}.{end}", range.path);
        Some(self.compiler.slots.heads(path, given?.value))
    }

    fn aspirant_year(&self, range: &Range, who: Who<'_>) -> Test {
        let year = partnership(who).and_then(|one| match one.status {
            Status::Aspirant(start) => Some(
                self.year
                    .running_school_year()
                    .years_after(start)
                    .saturating_add(1),
            ),
            Status::Recognised => None,
        });
        let holds = year.is_some_and(|year| year >= 1 && contains(range, year));
        Test::Known(holds, Fact::AspirantYear(year))
    }

    fn flagged(&self, flag: &Id, who: Who<'_>, wanted: bool) -> Test {
        let regions = &self.compiler.scenario.regions;
        let holds = match who {
            Who::Others(others) => others
                .flags
                .as_ref()
                .map_or(wanted, |flags| flags.contains(flag)),
            Who::Region(id) => regions
                .iter()
                .any(|one| one.id == *id && one.flags.contains(flag)),
            _ => partnership(who).is_some_and(|one| one.flags.contains(flag)),
        };
        Test::Known(holds, Fact::Flagged(flag.clone()))
    }
}

fn recognised(who: Who<'_>) -> Test {
    let holds = match who {
        Who::Others(_) => true,
        _ => partnership(who).is_some_and(|one| one.status == Status::Recognised),
    };
    Test::Known(holds, Fact::Recognised)
}

fn of_sector(sector: Sector, who: Who<'_>, wanted: bool) -> Test {
    let holds = match who {
        Who::Others(_) => wanted,
        _ => partnership(who).and_then(|one| one.sector) == Some(sector),
    };
    Test::Known(holds, Fact::OfSector(sector))
}

/// Returns the partnership that somebody is, or is part of.
fn partnership(who: Who<'_>) -> Option<&Partnership> {
    match who {
        Who::Partnership(one)
        | Who::Cell(one, _)
        | Who::Board(one, ..)
        | Who::Institute(one, ..) => Some(one),
        Who::Region(_) | Who::Others(_) => None,
    }
}

fn contains(range: &Range, number: i64) -> bool {
    let above = range
        .at_least
        .as_ref()
        .is_none_or(|least| number >= least.value);
    above
        && range
            .at_most
            .as_ref()
            .is_none_or(|most| number <= most.value)
}
