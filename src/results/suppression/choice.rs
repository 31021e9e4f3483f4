//! The choice: which partnerships, and where that is not enough which regions, are taken together.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Amount, Id, Level, Measure, Scenario, SchoolYear, Year};
use crate::plan::Counts;
use crate::results::{VariantResult, YearResult};

/// Whose numbers are hidden: money is paid for either.
pub(super) const MEASURES: [Measure; 2] = [Measure::Students, Measure::SideEntrants];

/// Whose heads are counted together.
type Cell = (Id, Option<Id>);

/// What is shown as one: a region (or heads without one), or all regions that are taken together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    Region(Option<Id>),
    Together,
}

/// How many are counted in each cell: of a partnership, in a region or without one.
pub type Cells = BTreeMap<Cell, i64>;

/// A model with its result.
pub(super) type ModelRun<'a> = (&'a Scenario, &'a VariantResult);

/// Heads of one measure in one year of one model.
#[derive(Clone, Debug)]
struct Heads {
    model: usize,
    when: (SchoolYear, Measure),
    cells: Cells,
}

/// Everything that is counted, and that could be derived.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    heads: Vec<Heads>,
    /// Heads that a known amount is paid for, and those that it is not paid for, where both are
    /// there: whoever knows the rate can tell them apart.
    parts: Vec<Cells>,
}

/// Why no choice hides every small count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unhidden {
    /// All partnerships and regions together are still too few.
    TooFew,
    /// Students of whom no region is known have nobody to be taken together with.
    WithoutRegion,
    /// An amount per head is paid for them only, or for everybody but them.
    Rate,
    /// Two models differ in the students of one partnership, or in too few.
    Difference,
}

/// What is taken together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) partnerships: BTreeSet<Id>,
    pub(super) regions: BTreeSet<Id>,
}

impl Counted {
    /// Lists the heads of some models: as they were counted in every year, and as they are taken
    /// to be in the school years that each year of the scenario may look at.
    pub(super) fn of(models: &[ModelRun<'_>]) -> Counted {
        let mut heads: BTreeMap<(usize, SchoolYear, Measure), Cells> = BTreeMap::new();
        let mut parts: BTreeSet<Cells> = BTreeSet::new();
        for (model, (scenario, result)) in models.iter().enumerate() {
            for measure in MEASURES {
                for count in &scenario.counts {
                    let place = &count.place;
                    let found = count.heads.get(&measure);
                    if let (Some(partnership), Some(found)) = (&place.partnership, found) {
                        let cells = heads.entry((model, count.year, measure)).or_default();
                        let cell = (partnership.clone(), place.region.clone());
                        *cells.entry(cell).or_default() += found;
                    }
                }
                // A component looks at the school year before, or at the one that runs.
                let years = scenario.years.iter().flat_map(|year| [*year, year.next()]);
                for year in years {
                    let cells = cells(scenario, year, measure);
                    heads.insert((model, year.previous_school_year(), measure), cells);
                }
                for year in &result.years {
                    let cells = cells(scenario, year.year, measure);
                    parts.extend(paid_parts(scenario, (year, measure), &cells));
                }
            }
        }
        let heads = heads.into_iter();
        let heads = heads.map(|((model, year, measure), cells)| Heads {
            model,
            when: (year, measure),
            cells,
        });
        Counted {
            heads: heads.collect(),
            parts: parts.into_iter().collect(),
        }
    }
}

/// Returns the heads that partnerships count in the school year before a year, cell by cell.
pub fn cells(scenario: &Scenario, year: Year, measure: Measure) -> Cells {
    let mut cells = Cells::new();
    for one in Counts::of(scenario).heads(year, measure) {
        let place = one.place();
        if let Some(partnership) = place.partnership.clone() {
            *cells
                .entry((partnership, place.region.clone()))
                .or_default() += one.heads;
        }
    }
    cells
}

/// Returns the cells that a component is paid for by their number, and those that it is not paid
/// for, of each component that is paid for some of them.
fn paid_parts(
    scenario: &Scenario,
    (year, measure): (&YearResult, Measure),
    cells: &Cells,
) -> Vec<Cells> {
    let components = scenario.scheme.components.iter().enumerate();
    let counting = components.filter(|(_, one)| match &one.amount {
        // A region may divide it by heads, whatever it is for.
        _ if one.to == Level::Region => true,
        Amount::PerHead { per, .. } | Amount::Steps { per, .. } => {
            per.measures().contains(&measure)
        }
        Amount::Flat(_) | Amount::Each(_) => false,
    });
    let mut parts = Vec::new();
    for (at, _) in counting {
        let paid = year
            .awards
            .iter()
            .filter(|award| award.component == at && award.amount.count() != 0);
        let paid = paid.filter_map(|award| {
            let partnership = award.account.partnership_name()?;
            Some((partnership, award.account.region_name()))
        });
        let paid: BTreeSet<(&str, Option<&str>)> = paid.collect();
        let is_paid = |(partnership, region): &Cell| {
            let (id, region) = (partnership.as_str(), region.as_ref().map(Id::as_str));
            paid.contains(&(id, region)) || paid.contains(&(id, None))
        };
        let all = cells.iter().filter(|(_, heads)| **heads > 0);
        let all = all.map(|(cell, heads)| (cell.clone(), *heads));
        let (with, without): (Cells, Cells) = all.partition(|(cell, _)| is_paid(cell));
        if !with.is_empty() && !without.is_empty() {
            parts.extend([with, without]);
        }
    }
    parts
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
    counted: &Counted,
    known: &[BTreeSet<Id>],
    threshold: i64,
) -> Result<Choice, Unhidden> {
    let cells = counted.heads.iter().flat_map(|one| &one.cells);
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
    while choice.is_extended(counted, threshold)? {}
    Ok(choice)
}

impl Choice {
    /// Takes partnerships and regions along where too few are together; says whether it did.
    fn is_extended(&mut self, counted: &Counted, threshold: i64) -> Result<bool, Unhidden> {
        let mut is_extended = false;
        let heads = counted.heads.iter().map(|heads| (&heads.cells, None));
        let parts = counted
            .parts
            .iter()
            .map(|cells| (cells, Some(Unhidden::Rate)));
        for (cells, why) in heads.chain(parts) {
            while let Some(shown) = self.too_few(cells, threshold) {
                is_extended = true;
                match self.smallest(cells, &shown) {
                    Some(partnership) => {
                        self.partnerships.insert(partnership);
                    }
                    None => {
                        let taken = self.take_region(cells, &shown);
                        taken.map_err(|other| why.clone().unwrap_or(other))?;
                    }
                }
            }
        }
        for (at, one) in counted.heads.iter().enumerate() {
            let others = counted.heads[at + 1..].iter();
            for other in others.filter(|other| other.when == one.when && other.model != one.model) {
                while let Some(shown) = self.told_by_change(&one.cells, &other.cells, threshold) {
                    is_extended = true;
                    let both = one.cells.iter().chain(&other.cells);
                    let all: Cells = both.map(|(cell, heads)| (cell.clone(), *heads)).collect();
                    let taken = self.take_region(&all, &shown);
                    taken.map_err(|_| Unhidden::Difference)?;
                }
            }
        }
        Ok(is_extended)
    }

    /// Returns where those taken together are too few to hide each of them.
    fn too_few(&self, cells: &Cells, threshold: i64) -> Option<Shown> {
        let mut groups = self.groups(cells).into_iter();
        let found = groups.find(|(_, members)| !is_enough(members, threshold));
        found.map(|(shown, _)| shown)
    }

    /// Returns where those who are taken together in one of two models only are too few to hide
    /// each of them, and change what they come to.
    fn told_by_change(&self, one: &Cells, other: &Cells, threshold: i64) -> Option<Shown> {
        let mut both = [one, other].map(|cells| self.groups(cells));
        let shown: BTreeSet<Shown> = both.iter().flat_map(BTreeMap::keys).cloned().collect();
        shown.into_iter().find(|shown| {
            let [mut own, mut beside] = both
                .each_mut()
                .map(|groups| groups.remove(shown).unwrap_or_default());
            if own.values().sum::<i64>() == beside.values().sum::<i64>() {
                return false;
            }
            let all = own.clone();
            own.retain(|partnership, _| !beside.contains_key(partnership));
            beside.retain(|partnership, _| !all.contains_key(partnership));
            own.extend(beside);
            !own.is_empty() && !is_enough(&own, threshold)
        })
    }

    fn shown(&self, region: Option<&Id>) -> Shown {
        match region {
            Some(region) if self.regions.contains(region) => Shown::Together,
            other => Shown::Region(other.cloned()),
        }
    }

    /// Returns who is taken together where, with the heads of each of them.
    fn groups<'h>(&self, cells: &'h Cells) -> BTreeMap<Shown, BTreeMap<&'h Id, i64>> {
        let mut groups: BTreeMap<Shown, BTreeMap<&Id, i64>> = BTreeMap::new();
        for ((partnership, region), found) in cells {
            if *found > 0 && self.partnerships.contains(partnership) {
                let group = groups.entry(self.shown(region.as_ref())).or_default();
                *group.entry(partnership).or_default() += found;
            }
        }
        groups
    }

    /// Returns the partnership with the fewest heads in what is shown, of those not taken together
    /// yet; the first by id of equals.
    fn smallest(&self, cells: &Cells, shown: &Shown) -> Option<Id> {
        let mut others: BTreeMap<&Id, i64> = BTreeMap::new();
        for ((partnership, region), found) in cells {
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
    fn take_region(&mut self, cells: &Cells, shown: &Shown) -> Result<(), Unhidden> {
        match shown {
            Shown::Region(None) => return Err(Unhidden::WithoutRegion),
            Shown::Region(Some(region)) => {
                self.regions.insert(region.clone());
                if self.regions.len() > 1 {
                    return Ok(());
                }
            }
            Shown::Together => {}
        }
        let mut others: BTreeMap<&Id, i64> = BTreeMap::new();
        for ((_, region), found) in cells {
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
        Ok(())
    }
}

/// Says whether nobody can be told from what a group comes to.
fn is_enough(members: &BTreeMap<&Id, i64>, threshold: i64) -> bool {
    members.len() > 1 && members.values().sum::<i64>() >= threshold
}
