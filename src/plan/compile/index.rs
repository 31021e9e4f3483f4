//! The counts of a scenario by whom they are of, and how long each of them stands.

use std::collections::{BTreeMap, BTreeSet};

use super::counting::{Cell, Who};
use crate::domain::{Count, CountPlace, Id, Scenario, SchoolYear};

/// Who made a set of counts: what was not counted in a year in which they counted is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Counter<'a> {
    Partnership(&'a Id),
    Region(&'a Id),
    Board(&'a Id),
    Nobody,
}

impl<'a> Counter<'a> {
    /// Returns who counts at a place.
    pub(super) fn of(place: &'a CountPlace) -> Counter<'a> {
        match (&place.partnership, &place.region, &place.board) {
            (Some(partnership), _, _) => Counter::Partnership(partnership),
            (None, Some(region), _) => Counter::Region(region),
            (None, None, Some(board)) => Counter::Board(board),
            (None, None, None) => Counter::Nobody,
        }
    }
}

/// A count and how long it stands: from its year until its counter counts again.
#[derive(Clone, Copy)]
pub(super) struct Standing<'a> {
    /// Its position in the scenario.
    pub(super) number: usize,
    pub(super) count: &'a Count,
    /// The year in which its counter counts again.
    until: Option<SchoolYear>,
}

impl Standing<'_> {
    /// Says whether this is what was counted last, seen from `year`.
    pub(super) fn stands_in(self, year: SchoolYear) -> bool {
        self.count.year <= year && self.until.is_none_or(|until| year < until)
    }
}

/// Returns every count of a scenario, in its order.
pub(super) fn standing(scenario: &Scenario) -> Vec<Standing<'_>> {
    let mut years: BTreeMap<Counter<'_>, BTreeSet<SchoolYear>> = BTreeMap::new();
    // Counts of one counter mostly stand together, and looking it up is most of the work.
    let is_same = |one: &Count, next: &Count| Counter::of(&one.place) == Counter::of(&next.place);
    let groups: Vec<&[Count]> = scenario.counts.chunk_by(is_same).collect();
    for group in &groups {
        let own = years.entry(Counter::of(&group[0].place)).or_default();
        own.extend(group.iter().map(|count| count.year));
    }
    let counts = groups.into_iter().flat_map(|group| {
        let own = years.get(&Counter::of(&group[0].place));
        group.iter().map(move |count| (count, own))
    });
    let standing = counts.enumerate().map(|(number, (count, own))| {
        let mut own = own.into_iter().flatten().copied();
        Standing {
            number,
            count,
            until: own.find(|year| *year > count.year),
        }
    });
    standing.collect()
}

/// The counts of a scenario by partnership and by region.
pub(super) struct CountIndex<'a> {
    by_partnership: BTreeMap<&'a Id, Vec<Standing<'a>>>,
    by_region: BTreeMap<&'a Id, Vec<Standing<'a>>>,
    sites: BTreeMap<&'a Id, BTreeSet<&'a Id>>,
}

impl<'a> CountIndex<'a> {
    pub(super) fn new(scenario: &'a Scenario) -> CountIndex<'a> {
        let mut index = CountIndex {
            by_partnership: BTreeMap::new(),
            by_region: BTreeMap::new(),
            sites: BTreeMap::new(),
        };
        for one in standing(scenario) {
            let place = &one.count.place;
            if let Some(partnership) = &place.partnership {
                index
                    .by_partnership
                    .entry(partnership)
                    .or_default()
                    .push(one);
                if let Some(site) = &place.site {
                    index.sites.entry(site).or_default().insert(partnership);
                }
            }
            if let Some(region) = &place.region {
                index.by_region.entry(region).or_default().push(one);
            }
        }
        index
    }

    /// Says whether a partnership has counted in a year or before.
    pub(super) fn has_counted_by(&self, partnership: &Id, year: SchoolYear) -> bool {
        self.of_partnership(partnership)
            .iter()
            .any(|one| one.count.year <= year)
    }

    /// Says whether a partnership counts anybody at sites without a region.
    pub(super) fn counts_without_region(&self, partnership: &Id) -> bool {
        self.of_partnership(partnership)
            .iter()
            .any(|one| one.count.place.region.is_none())
    }

    /// Returns how many partnerships train at a site.
    pub(super) fn partnerships_at(&self, site: &Id) -> usize {
        self.sites.get(site).map_or(1, BTreeSet::len)
    }

    /// Returns the counts that belong to `who`, of all years.
    pub(super) fn of(&self, who: Who<'a>) -> Vec<Standing<'a>> {
        let found = match who {
            Who::Partnership(partnership)
            | Who::Cell(partnership, _)
            | Who::Board(partnership, ..)
            | Who::Institute(partnership, ..) => self.of_partnership(&partnership.id),
            Who::Region(region) => self.by_region.get(region).map_or(&[][..], Vec::as_slice),
            Who::Others(_) => &[],
        };
        let found = found.iter().copied();
        found.filter(|one| belongs(&one.count.place, who)).collect()
    }

    fn of_partnership(&self, partnership: &Id) -> &[Standing<'a>] {
        self.by_partnership
            .get(partnership)
            .map_or(&[], Vec::as_slice)
    }
}

fn belongs(place: &CountPlace, who: Who<'_>) -> bool {
    let in_cell = |cell: Cell<'_>| cell.is_none_or(|region| place.region.as_ref() == region);
    match who {
        Who::Partnership(_) | Who::Region(_) => true,
        Who::Cell(_, region) => place.region.as_ref() == region,
        Who::Board(_, cell, board) => in_cell(cell) && place.board.as_ref() == Some(board),
        Who::Institute(_, cell, institute) => {
            in_cell(cell) && place.institute.as_ref() == Some(institute)
        }
        Who::Others(_) => false,
    }
}
