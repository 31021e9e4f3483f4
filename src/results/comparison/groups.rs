//! Gainers and losers, in all and by group: size, region, sector, share of the base amount.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::Ledger;
use super::rows::{Direction, Row};
use crate::domain::{Id, Sector};
use crate::money::{Cents, Exact};

/// Gainers, losers and who sees no change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Who gains more than rounding.
    pub gainers: Side,
    /// Who loses more than rounding.
    pub losers: Side,
    /// Who sees no change, or only that of rounding.
    pub unchanged: Side,
}

/// One side of an outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// How many recipients.
    pub number: usize,
    /// Their students in the baseline.
    pub students: i64,
    /// Their changes together.
    pub change: Cents,
}

impl Outcome {
    /// Counts recipients by direction, with their changes and students.
    pub(super) fn of(changes: impl Iterator<Item = (Direction, Cents, i64)>) -> Outcome {
        let mut outcome = Outcome::default();
        for (direction, change, students) in changes {
            let side = match direction {
                Direction::Up => &mut outcome.gainers,
                Direction::Down => &mut outcome.losers,
                Direction::Same => &mut outcome.unchanged,
            };
            side.number += 1;
            side.students += students;
            side.change += change;
        }
        outcome
    }
}

/// What makes a group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupName {
    /// A quarter of the recipients by their students in the baseline: least and most students.
    /// Recipients of one size are never parted, so quarters may differ in number.
    Size(i64, i64),
    /// What lies in one region. A recipient in several regions counts in each of them, with the
    /// part of its money that is told apart there; students of whom no region is known count with
    /// whoever is in one region only.
    Region(Option<Id>),
    /// A sector.
    Sector(Option<Sector>),
    /// Share of the baseline amount that is the same whatever the number of heads, in percent:
    /// above the first up to and including the second; both zero for none at all.
    FixedShare(i64, i64),
}

impl GroupName {
    /// Returns the name of the kind of group in results.
    pub fn kind(&self) -> &'static str {
        match self {
            GroupName::Size(..) => "size",
            GroupName::Region(_) => "region",
            GroupName::Sector(_) => "sector",
            GroupName::FixedShare(..) => "base-share",
        }
    }
}

/// A group of recipients.
#[derive(Clone, Debug)]
pub struct Group {
    /// What makes it a group.
    pub name: GroupName,
    /// Per model.
    pub outcomes: Vec<Outcome>,
}

pub(super) fn groups(rows: &[Row], ledgers: &[Ledger], tolerance: Cents) -> Vec<Group> {
    let own: Vec<&Row> = rows.iter().filter(|row| !row.is_beside).collect();
    let sizes = quarters(&own);
    let mut groups = by_row(&own, |row| size(&sizes, row));
    groups.extend(by_region(&own, ledgers, tolerance));
    groups.extend(by_row(&own, |row| Some(GroupName::Sector(row.sector))));
    groups.extend(by_row(&own, |row| {
        row.fixed_share.as_ref().map(fixed_share)
    }));
    groups
}

/// Groups whole recipients.
fn by_row(rows: &[&Row], name: impl Fn(&Row) -> Option<GroupName>) -> Vec<Group> {
    let mut named: BTreeMap<GroupName, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        if let Some(name) = name(row) {
            named.entry(name).or_default().push(row);
        }
    }
    let groups = named.into_iter().map(|(name, members)| {
        let models = members.first().map_or(0, |row| row.cells.len());
        let outcome = |model: usize| {
            let known = members.iter().filter(|row| row.is_known(model));
            Outcome::of(known.map(|row| {
                let cell = &row.cells[model];
                (cell.direction, cell.change, row.cells[0].students)
            }))
        };
        Group {
            name,
            outcomes: (0..models).map(outcome).collect(),
        }
    });
    groups.collect()
}

/// Returns the least and the greatest number of students of each quarter.
fn quarters(rows: &[&Row]) -> Vec<(i64, i64)> {
    let mut students: Vec<i64> = rows.iter().map(|row| row.cells[0].students).collect();
    students.sort_unstable();
    let mut quarters: Vec<(i64, i64)> = Vec::new();
    for quarter in 1..=4 {
        // Recipients of one size stay together, in the quarter that the first of them is in.
        let last = (quarter * students.len()).div_ceil(4).checked_sub(1);
        let begin =
            students.partition_point(|own| quarters.last().is_some_and(|(_, to)| own <= to));
        if let (Some(from), Some(to)) = (students.get(begin), last.and_then(|at| students.get(at)))
            && from <= to
        {
            quarters.push((*from, *to));
        }
    }
    quarters
}

fn size(quarters: &[(i64, i64)], row: &Row) -> Option<GroupName> {
    let students = row.cells[0].students;
    let own = quarters.iter().find(|(_, most)| students <= *most);
    own.map(|(least, most)| GroupName::Size(*least, *most))
}

fn fixed_share(share: &Exact) -> GroupName {
    let bands = [25, 50, 75, 100].map(|most| (most - 25, most));
    let found = bands
        .iter()
        .find(|(_, most)| *share <= Exact::ratio(*most, 100));
    match found {
        Some((above, most)) if !share.is_zero() => GroupName::FixedShare(*above, *most),
        _ => GroupName::FixedShare(0, 0),
    }
}

/// Returns the regions in which a recipient counts: where its money is told apart, and where it
/// trains students beside that; `None` where its money is told of no region.
fn regions_of<'l>(row: &Row, ledgers: &'l [Ledger]) -> BTreeSet<&'l Option<Id>> {
    let paid = ledgers.iter().flat_map(|ledger| {
        let parts = Ledger::parts(&ledger.amounts, &row.recipient);
        parts
            .filter(|(_, amount)| **amount != Cents::ZERO)
            .map(|(region, _)| region)
    });
    let trained = ledgers.iter().flat_map(|ledger| {
        Ledger::parts(&ledger.students, &row.recipient).map(|(region, _)| region)
    });
    let mut regions: BTreeSet<&Option<Id>> = paid.collect();
    // Without money all that is known is where the students are.
    let is_told_apart = regions.iter().any(|region| region.is_some());
    let is_paid = !regions.is_empty();
    regions.extend(trained.filter(|region| !is_paid || is_told_apart && region.is_some()));
    regions
}

/// Groups the parts of recipients by the region they lie in.
fn by_region(rows: &[&Row], ledgers: &[Ledger], tolerance: Cents) -> Vec<Group> {
    let mut parts: BTreeMap<Option<Id>, Vec<(&Row, Vec<Cents>)>> = BTreeMap::new();
    let mut students: BTreeMap<Option<Id>, Vec<i64>> = BTreeMap::new();
    for row in rows {
        let regions = regions_of(row, ledgers);
        let is_in_one = regions.len() == 1;
        for region in regions {
            let part = (row.recipient.clone(), region.clone());
            let amount = |ledger: &Ledger| ledger.amounts.get(&part).copied().unwrap_or_default();
            let amounts = ledgers.iter().map(amount).collect();
            parts
                .entry(region.clone())
                .or_default()
                .push((row, amounts));
            let baseline = ledgers.first().map(|ledger| &ledger.students);
            let trained = baseline.into_iter().flat_map(|students| {
                let parts = Ledger::parts(students, &row.recipient);
                parts.filter(|(own, _)| is_in_one || *own == region)
            });
            let heads = trained.map(|(_, heads)| *heads).sum();
            students.entry(region.clone()).or_default().push(heads);
        }
    }
    let groups = parts.into_iter().zip(students.into_values());
    let groups = groups.map(|((region, parts), students)| {
        let outcome = |model: usize| {
            let known = parts.iter().zip(&students);
            let known = known.filter(|((row, _), _)| row.is_known(model));
            let changes = known.map(|((_, amounts), heads)| {
                let change = amounts[model] - amounts[0];
                (Direction::of(change, tolerance), change, *heads)
            });
            Outcome::of(changes)
        };
        Group {
            name: GroupName::Region(region),
            outcomes: (0..ledgers.len()).map(outcome).collect(),
        }
    });
    groups.collect()
}
