//! Heads and conditions, counted afresh each time they are asked for.

use super::{Oracle, Q, q, whole};
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};
use std::collections::BTreeSet;
use verdeel::domain::{
    Condition, Count, CountPlace, Head, Id, Others, Partnership, Reference, SchoolYear, Sector,
    Status,
};
use verdeel::money::Exact;

/// Whose heads or flags are meant.
#[derive(Clone, Copy)]
pub(super) enum Who<'a> {
    Region(&'a Id),
    Partnership(&'a Partnership),
    /// A partnership in one region, or at its sites without a region.
    Cell(&'a Partnership, Option<&'a Id>),
    /// A board or institute in a partnership, or in one of its cells.
    Board(&'a Partnership, Option<Option<&'a Id>>, &'a Id),
    Institute(&'a Partnership, Option<Option<&'a Id>>, &'a Id),
    /// All of others, or the member at a position out of so many.
    Others(&'a Others, Option<(i64, i64)>),
}

/// What is counted.
#[derive(Clone, Copy)]
pub(super) struct What {
    pub(super) head: Head,
    pub(super) sector: Option<Sector>,
    pub(super) year: SchoolYear,
    /// Whether a site of several partnerships counts for an equal part in each.
    pub(super) shares_sites: bool,
}

/// Whoever counted at a place: the partnership, or else the region, or else the board.
fn counter(place: &CountPlace) -> (usize, Option<&Id>) {
    match place {
        CountPlace {
            partnership: Some(id),
            ..
        } => (0, Some(id)),
        CountPlace {
            region: Some(id), ..
        } => (1, Some(id)),
        CountPlace { board, .. } => (2, board.as_ref()),
    }
}

fn is_at(place: &CountPlace, who: Who<'_>) -> bool {
    let of = |one: &Partnership| place.partnership.as_ref() == Some(&one.id);
    let inside =
        |cell: Option<Option<&Id>>| cell.is_none_or(|region| place.region.as_ref() == region);
    match who {
        Who::Region(id) => place.region.as_ref() == Some(id),
        Who::Partnership(one) => of(one),
        Who::Cell(one, region) => of(one) && place.region.as_ref() == region,
        Who::Board(one, cell, id) => of(one) && inside(cell) && place.board.as_ref() == Some(id),
        Who::Institute(one, cell, id) => {
            of(one) && inside(cell) && place.institute.as_ref() == Some(id)
        }
        Who::Others(..) => false,
    }
}

impl<'a> Oracle<'a> {
    pub(super) fn counted_year(&self, reference: Reference) -> SchoolYear {
        match reference {
            Reference::PreviousSchoolYear => self.year.previous_school_year(),
            Reference::RunningSchoolYear => self.year.running_school_year(),
            Reference::Fixed(year) => year,
        }
    }

    pub(super) fn partnership(&self, who: Who<'a>) -> Option<&'a Partnership> {
        match who {
            Who::Partnership(one) | Who::Cell(one, _) => Some(one),
            Who::Board(one, ..) | Who::Institute(one, ..) => Some(one),
            Who::Region(_) | Who::Others(..) => None,
        }
    }

    pub(super) fn heads(&self, who: Who<'a>, what: What) -> Q {
        let mut total = whole(0);
        for row in self
            .scenario
            .counts
            .iter()
            .filter(|row| is_at(&row.place, who))
        {
            let of_sector = what
                .sector
                .is_none_or(|sector| row.place.sector == Some(sector));
            if of_sector && self.last_counted(row, what.year) == Some(row.year) {
                let parts = if what.shares_sites {
                    self.members_of_site(&row.place)
                } else {
                    1
                };
                for measure in what.head.measures() {
                    let heads = row.heads.get(measure).copied().unwrap_or_default();
                    total += whole(self.grown_row(heads, row, what.year)) / whole(parts);
                }
            }
        }
        total += whole(self.heads_of_others(who, what));
        if what.head == Head::Board {
            total += whole(self.boards(who));
        }
        total
    }

    /// Returns the last year up to `year` in which whoever made this count made one.
    fn last_counted(&self, row: &Count, year: SchoolYear) -> Option<SchoolYear> {
        let same = |other: &&Count| counter(&other.place) == counter(&row.place);
        let years = self
            .scenario
            .counts
            .iter()
            .filter(same)
            .map(|other| other.year);
        years.filter(|counted| *counted <= year).max()
    }

    fn members_of_site(&self, place: &CountPlace) -> i64 {
        let Some(site) = &place.site else { return 1 };
        let rows = self
            .scenario
            .counts
            .iter()
            .filter(|row| row.place.site.as_ref() == Some(site));
        let members: BTreeSet<&Id> = rows
            .filter_map(|row| row.place.partnership.as_ref())
            .collect();
        i64::try_from(members.len()).expect("few")
    }

    fn grown_row(&self, heads: i64, row: &Count, year: SchoolYear) -> i64 {
        let growth = &self.scenario.growth;
        let own = self
            .scenario
            .partnerships
            .iter()
            .find(|one| Some(&one.id) == row.place.partnership.as_ref());
        let own = own.and_then(|one| one.growth.as_ref());
        let of_sector = row
            .place
            .sector
            .and_then(|sector| growth.sectors.get(&sector));
        let growth = own.or(of_sector).or(growth.general.as_ref());
        grown(
            heads,
            growth.map(|given| &given.value),
            year.years_after(row.year),
        )
    }

    fn heads_of_others(&self, who: Who<'a>, what: What) -> i64 {
        let general = self
            .scenario
            .growth
            .general
            .as_ref()
            .map(|given| &given.value);
        let of = |others: &Others| -> i64 {
            let measures = what
                .head
                .measures()
                .iter()
                .filter_map(|measure| others.heads.get(measure));
            measures
                .map(|given| grown(given.value, general, what.year.years_after(others.year)))
                .sum()
        };
        match who {
            Who::Others(others, None) => of(others),
            // As equal as whole heads can be: the first members have one more.
            Who::Others(others, Some((position, members))) => {
                of(others) / members + i64::from(position < of(others) % members)
            }
            Who::Region(id) => {
                let inside = self
                    .scenario
                    .others
                    .iter()
                    .filter(|one| one.region.as_ref() == Some(id));
                inside.map(of).sum()
            }
            _ => 0,
        }
    }

    /// Returns the boards that counts name, or else those that the partnerships name.
    fn boards(&self, who: Who<'a>) -> i64 {
        let rows = self
            .scenario
            .counts
            .iter()
            .filter(|row| is_at(&row.place, who));
        let mut boards: BTreeSet<&Id> = rows.filter_map(|row| row.place.board.as_ref()).collect();
        if boards.is_empty() {
            match who {
                Who::Partnership(one) | Who::Cell(one, _) => boards.extend(&one.boards),
                Who::Region(id) => {
                    let all = self.scenario.partnerships.iter();
                    boards.extend(
                        all.filter(|one| one.regions.contains(id))
                            .flat_map(|one| &one.boards),
                    );
                }
                Who::Board(_, _, id) => _ = boards.insert(id),
                Who::Institute(..) | Who::Others(..) => {}
            }
        }
        i64::try_from(boards.len()).expect("few")
    }

    /// Says whether a condition holds. Others meet what names no count, also where it must not
    /// hold: `wanted` turns around under a negation.
    pub(super) fn holds(
        &self,
        condition: &Condition,
        who: Who<'a>,
        what: What,
        wanted: bool,
    ) -> bool {
        let is_others = matches!(who, Who::Others(..));
        let own = self.partnership(who);
        match condition {
            Condition::AllOf(parts) => parts.iter().all(|part| self.holds(part, who, what, wanted)),
            Condition::AnyOf(parts) => parts.iter().any(|part| self.holds(part, who, what, wanted)),
            Condition::Not(part) => !self.holds(part, who, what, !wanted),
            Condition::Counted {
                head,
                sector,
                range,
            } => {
                let heads = self.heads(
                    who,
                    What {
                        head: *head,
                        sector: *sector,
                        ..what
                    },
                );
                range
                    .at_least
                    .as_ref()
                    .is_none_or(|least| heads >= whole(least.value))
                    && range
                        .at_most
                        .as_ref()
                        .is_none_or(|most| heads <= whole(most.value))
            }
            Condition::Recognised => {
                is_others || own.is_some_and(|one| one.status == Status::Recognised)
            }
            Condition::AspirantYear(range) => own.is_some_and(|one| match one.status {
                Status::Recognised => false,
                Status::Aspirant(start) => {
                    let year = 1 + self.year.running_school_year().years_after(start);
                    year >= 1
                        && range
                            .at_least
                            .as_ref()
                            .is_none_or(|least| year >= least.value)
                        && range.at_most.as_ref().is_none_or(|most| year <= most.value)
                }
            }),
            Condition::OfSector(sector) if !is_others => {
                own.is_some_and(|one| one.sector == Some(*sector))
            }
            Condition::Flagged(flag) if !is_others => match who {
                Who::Region(id) => {
                    let region = self.scenario.regions.iter().find(|one| one.id == *id);
                    region.is_some_and(|one| one.flags.contains(flag))
                }
                _ => own.is_some_and(|one| one.flags.contains(flag)),
            },
            Condition::OfSector(_) | Condition::Flagged(_) => wanted,
        }
    }
}

/// Lets heads grow, and rounds once: half to even, never below zero.
fn grown(heads: i64, growth: Option<&Exact>, years: i64) -> i64 {
    let factor = growth.map_or(whole(1), |growth| whole(1) + q(growth));
    let exact = (0..years).fold(whole(heads), |heads, _| heads * &factor);
    let floor = exact.floor().to_integer();
    let rest = exact.fract() * whole(2);
    let up = rest > whole(1) || rest == whole(1) && &floor % BigInt::from(2) != BigInt::from(0);
    let rounded = floor + BigInt::from(i64::from(up));
    if rounded.is_negative() {
        0
    } else {
        rounded.to_i64().expect("fits")
    }
}
