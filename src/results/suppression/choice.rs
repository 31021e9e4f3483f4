//! The choice: which partnerships, and where that is not enough which regions, are taken together.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Id, Measure, Scenario, SchoolYear};
use crate::plan::counted;

/// Whose heads are counted together: those of a partnership in a region, or in none.
type Cell = (Id, Option<Id>);

/// What is shown as one: a region (or heads without one), or all regions that are taken together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    Region(Option<Id>),
    Together,
}

/// Heads of one measure in one year of one model.
#[derive(Clone, Debug)]
pub(super) struct Heads {
    model: usize,
    when: (SchoolYear, Measure),
    cells: BTreeMap<Cell, i64>,
}

/// Why no choice hides every small count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unhidden {
    /// All partnerships and regions together are still too few.
    TooFew,
    /// Students of whom no region is known have nobody to be taken together with.
    WithoutRegion,
    /// Two models differ in the students of one partnership, or in too few.
    Difference,
}

/// What is taken together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) partnerships: BTreeSet<Id>,
    pub(super) regions: BTreeSet<Id>,
}

/// Lists the heads of some models: as they were counted in every year, and as they are taken to be
/// in the school year that each year of the scenario looks at.
pub(super) fn heads(scenarios: &[&Scenario]) -> Vec<Heads> {
    let mut heads: BTreeMap<(usize, SchoolYear, Measure), BTreeMap<Cell, i64>> = BTreeMap::new();
    for (model, scenario) in scenarios.iter().enumerate() {
        for measure in [Measure::Students, Measure::SideEntrants] {
            for count in &scenario.counts {
                let place = &count.place;
                let found = count.heads.get(&measure);
                if let (Some(partnership), Some(found)) = (&place.partnership, found) {
                    let cells = heads.entry((model, count.year, measure)).or_default();
                    let cell = (partnership.clone(), place.region.clone());
                    *cells.entry(cell).or_default() += found;
                }
            }
            for year in &scenario.years {
                let mut cells: BTreeMap<Cell, i64> = BTreeMap::new();
                for one in counted(scenario, *year, measure) {
                    if let Some(partnership) = one.place.partnership {
                        *cells.entry((partnership, one.place.region)).or_default() += one.heads;
                    }
                }
                heads.insert((model, year.previous_school_year(), measure), cells);
            }
        }
    }
    let heads = heads.into_iter();
    let heads = heads.map(|((model, year, measure), cells)| Heads {
        model,
        when: (year, measure),
        cells,
    });
    heads.collect()
}

/// Returns what has to be taken together so that no count from one up to below the threshold can
/// be read or derived; nothing where there is none.
///
/// `known` are the partnerships of each model: one that is not in all of them could be told from
/// the difference.
///
/// # Errors
///
/// [`Unhidden`] where nothing that could be taken together is enough.
pub(super) fn choice(
    heads: &[Heads],
    known: &[BTreeSet<Id>],
    threshold: i64,
) -> Result<Choice, Unhidden> {
    let cells = heads.iter().flat_map(|one| &one.cells);
    let small = cells.filter(|(_, heads)| **heads > 0 && **heads < threshold);
    let partnerships: BTreeSet<Id> = small
        .map(|((partnership, _), _)| partnership.clone())
        .collect();
    let mut choice = Choice {
        partnerships,
        regions: BTreeSet::new(),
    };
    if choice.partnerships.is_empty() {
        return Ok(choice);
    }
    let all = known.iter().flatten();
    let changing = all.filter(|one| !known.iter().all(|model| model.contains(*one)));
    choice.partnerships.extend(changing.cloned());
    while choice.is_extended(heads, threshold)? {}
    Ok(choice)
}

impl Choice {
    /// Takes one more partnership or region along where too little is together; says whether it
    /// did.
    fn is_extended(&mut self, heads: &[Heads], threshold: i64) -> Result<bool, Unhidden> {
        for one in heads {
            for (shown, members) in self.groups(one) {
                if is_enough(&members, threshold) {
                    continue;
                }
                match self.smallest(one, &shown) {
                    Some(partnership) => self.partnerships.insert(partnership),
                    None => self.take_region(one, &shown)?,
                };
                return Ok(true);
            }
        }
        for (at, one) in heads.iter().enumerate() {
            let others = heads[at + 1..].iter();
            for other in others.filter(|other| other.when == one.when && other.model != one.model) {
                for (shown, changing) in self.changing(one, other) {
                    if !is_enough(&changing, threshold) {
                        let largest = if one.cells.len() < other.cells.len() {
                            other
                        } else {
                            one
                        };
                        return match self.take_region(largest, &shown) {
                            Ok(taken) => Ok(taken),
                            Err(_) => Err(Unhidden::Difference),
                        };
                    }
                }
            }
        }
        Ok(false)
    }

    fn shown(&self, region: Option<&Id>) -> Shown {
        match region {
            Some(region) if self.regions.contains(region) => Shown::Together,
            other => Shown::Region(other.cloned()),
        }
    }

    /// Returns who is taken together where, with the heads of each of them.
    fn groups<'h>(&self, heads: &'h Heads) -> BTreeMap<Shown, BTreeMap<&'h Id, i64>> {
        let mut groups: BTreeMap<Shown, BTreeMap<&Id, i64>> = BTreeMap::new();
        for ((partnership, region), found) in &heads.cells {
            if *found > 0 && self.partnerships.contains(partnership) {
                let group = groups.entry(self.shown(region.as_ref())).or_default();
                *group.entry(partnership).or_default() += found;
            }
        }
        groups
    }

    /// Returns who is taken together in one of two models only.
    fn changing<'h>(
        &self,
        one: &'h Heads,
        other: &'h Heads,
    ) -> BTreeMap<Shown, BTreeMap<&'h Id, i64>> {
        let mut found: BTreeMap<Shown, BTreeMap<&Id, i64>> = BTreeMap::new();
        let [one, other] = [one, other].map(|heads| self.groups(heads));
        for (own, beside) in [(&one, &other), (&other, &one)] {
            for (shown, members) in own {
                let beside = beside.get(shown);
                let alone = members.iter().filter(|(partnership, _)| {
                    !beside.is_some_and(|beside| beside.contains_key(*partnership))
                });
                let mut alone = alone
                    .map(|(partnership, heads)| (*partnership, *heads))
                    .peekable();
                if alone.peek().is_some() {
                    found.entry(shown.clone()).or_default().extend(alone);
                }
            }
        }
        found
    }

    /// Returns the partnership with the fewest heads in what is shown, of those not taken together
    /// yet; the first by id of equals.
    fn smallest(&self, heads: &Heads, shown: &Shown) -> Option<Id> {
        let mut others: BTreeMap<&Id, i64> = BTreeMap::new();
        for ((partnership, region), found) in &heads.cells {
            let is_other = !self.partnerships.contains(partnership);
            if *found > 0 && is_other && self.shown(region.as_ref()) == *shown {
                *others.entry(partnership).or_default() += found;
            }
        }
        let smallest = others.into_iter().min_by_key(|(id, found)| (*found, *id));
        smallest.map(|(id, _)| id.clone())
    }

    /// Takes a region together with others, or where it is already the next one: the one with the
    /// fewest heads.
    fn take_region(&mut self, heads: &Heads, shown: &Shown) -> Result<bool, Unhidden> {
        match shown {
            Shown::Region(None) => return Err(Unhidden::WithoutRegion),
            Shown::Region(Some(region)) => {
                self.regions.insert(region.clone());
                if self.regions.len() > 1 {
                    return Ok(true);
                }
            }
            Shown::Together => {}
        }
        let mut others: BTreeMap<&Id, i64> = BTreeMap::new();
        for ((_, region), found) in &heads.cells {
            let other = region
                .as_ref()
                .filter(|region| !self.regions.contains(*region));
            if let Some(other) = other.filter(|_| *found > 0) {
                *others.entry(other).or_default() += found;
            }
        }
        let smallest = others.into_iter().min_by_key(|(id, found)| (*found, *id));
        let (smallest, _) = smallest.ok_or(Unhidden::TooFew)?;
        self.regions.insert(smallest.clone());
        Ok(true)
    }
}

/// Says whether nobody can be told from what a group comes to.
fn is_enough(members: &BTreeMap<&Id, i64>, threshold: i64) -> bool {
    members.len() > 1 && members.values().sum::<i64>() >= threshold
}
