//! Plausibility: counts and uncertain numbers that are sound but look wrong.

mod uncertain;

use std::collections::{BTreeMap, BTreeSet};

use self::uncertain::doubtful;
use super::open::Variant;
use super::problem::{Problem, euros};
use crate::domain::{
    Amount, Component, Condition, CountPlace, Flow, Id, Level, Measure, Scenario, SchoolYear, Text,
};
use crate::money::Rounding;
use crate::rules::{Bracket, Tiers};

/// A change of a count that is looked at twice: by this part of last year's count…
const JUMP_PERCENT: i64 = 25;
/// …and by at least this many heads.
const JUMP_HEADS: i64 = 20;

type ByYear = BTreeMap<SchoolYear, i64>;

/// Returns what looks wrong in the counts and uncertain numbers of a scenario.
pub fn implausible(variant: &Variant) -> Vec<Problem> {
    let scenario = &variant.scenario;
    let mut problems: Vec<Suspect> = Vec::new();
    let last = scenario.counts.iter().map(|count| count.year).max();
    for (id, by_year) in trained(scenario, |place| place.partnership.as_ref()) {
        problems.extend(jumps("partnership", id, &by_year));
        problems.extend(vanished("partnership", id, &by_year, last));
    }
    for (id, by_year) in trained(scenario, |place| place.region.as_ref()) {
        problems.extend(vanished("region", id, &by_year, last));
    }
    problems.extend(double_sites(scenario));
    let mut settings = variant.settings.iter();
    // Counts that come together in a variant were not written side by side.
    if !settings.any(|(key, _)| super::reshaping::KEYS.contains(&key.as_str())) {
        problems.extend(totals_beside_parts(scenario));
    }
    problems.extend(without_region(scenario));
    problems.extend(cliffs(scenario));
    problems.extend(split_members(scenario));
    problems.extend(doubtful(scenario));
    let placed = problems.into_iter().map(|Suspect { path, code, text }| {
        let mut problem = Problem::warning(code, text);
        problem.place = variant.places.get(&path).copied();
        problem
    });
    let mut placed: Vec<Problem> = placed.collect();
    placed.sort_by_key(|problem| problem.place);
    placed
}

/// Something that looks wrong, before its place is looked up.
struct Suspect {
    path: String,
    code: &'static str,
    text: Text,
}

/// Returns a suspicion about the part of the scenario at `path`.
fn about(path: &str, code: &'static str, text: Text) -> Suspect {
    Suspect {
        path: path.to_owned(),
        code,
        text,
    }
}

/// Returns how many were trained in each year, by whose they are.
fn trained(
    scenario: &Scenario,
    owner: impl Fn(&CountPlace) -> Option<&Id>,
) -> BTreeMap<&Id, ByYear> {
    let mut trained: BTreeMap<&Id, ByYear> = BTreeMap::new();
    for count in &scenario.counts {
        let Some(id) = owner(&count.place) else {
            continue;
        };
        let heads = [Measure::Students, Measure::SideEntrants];
        let heads: i64 = heads
            .iter()
            .filter_map(|measure| count.heads.get(measure))
            .sum();
        let by_year = trained.entry(id).or_default();
        *by_year.entry(count.year).or_default() += heads;
    }
    trained
}

/// Names the tier tables in which one head more pays less.
fn cliffs(scenario: &Scenario) -> Vec<Suspect> {
    let tiers = scenario.scheme.components.iter().filter_map(|component| {
        let Amount::Steps { kind, bands, .. } = &component.amount else {
            return None;
        };
        let brackets = bands.iter().map(|band| Bracket {
            from: band.from.into(),
            amount: band.amount.value.into(),
        });
        let cliffs = Tiers::new(*kind, brackets.collect()).ok()?.cliffs();
        Some((&component.id, cliffs.into_iter().next()?))
    });
    let suspects = tiers.map(|(id, cliff)| {
        let (at, fewer) = (cliff.at, cliff.at - 1);
        let [before, after] = [cliff.before, cliff.after].map(|amount| {
            let cents = amount.to_cents(Rounding::HalfUp);
            euros(cents)
        });
        let text = Text::new(
            format!(
                "{at} geeft {}, minder dan {} bij {fewer}",
                after.nl, before.nl
            ),
            format!(
                "{at} pays {}, less than {} for {fewer}",
                after.en, before.en
            ),
        );
        about(&format!("component.{id}"), "falling-tiers", text)
    });
    suspects.collect()
}

/// Thresholds that may tell those apart who are known only in sum, under a shortage rule that
/// takes them as equal.
fn split_members(scenario: &Scenario) -> Vec<Suspect> {
    let mut suspects = Vec::new();
    for division in &scenario.scheme.divisions {
        let shortages = division.shortages().into_iter();
        let shortages = shortages.filter(|(terms, _)| terms.tells_claimants_apart());
        let claimed: BTreeSet<&Id> = shortages.flat_map(|(_, components)| components).collect();
        let components = scenario.scheme.components.iter();
        for component in components.filter(|one| claimed.contains(&one.id)) {
            let several = scenario.others.iter().filter(|others| {
                let members = match component.to {
                    Level::Region => others.regions.value,
                    _ => others.partnerships.value,
                };
                members > 1
            });
            if !has_threshold(component) {
                continue;
            }
            for others in several {
                let (id, component, division) = (&others.id, &component.id, &division.id);
                let text = Text::new(
                    format!(
                        "wie in `{id}` zit, vraagt in `{division}` evenveel, terwijl een drempel \
                         van `{component}` hen kan scheiden"
                    ),
                    format!(
                        "those in `{id}` claim the same in `{division}`, though a threshold of \
                         `{component}` may tell them apart"
                    ),
                );
                suspects.push(about(&format!("others.{id}"), "members-split", text));
            }
        }
    }
    suspects
}

/// Says whether what a component pays jumps at a count.
fn has_threshold(component: &Component) -> bool {
    fn counts(condition: &Condition) -> bool {
        match condition {
            Condition::AllOf(parts) | Condition::AnyOf(parts) => parts.iter().any(counts),
            Condition::Not(part) => counts(part),
            Condition::Counted { .. } => true,
            Condition::Recognised
            | Condition::AspirantYear(_)
            | Condition::OfSector(_)
            | Condition::Flagged(_) => false,
        }
    }
    counts(&component.when) || matches!(component.amount, Amount::Steps { .. })
}

fn jumps(list: &str, id: &Id, by_year: &ByYear) -> Vec<Suspect> {
    let years: Vec<(&SchoolYear, &i64)> = by_year.iter().collect();
    let pairs = years.windows(2).filter_map(|pair| match pair {
        [(year, before), (next, now)] if next.years_after(**year) == 1 => {
            Some((next, **before, **now))
        }
        _ => None,
    });
    let jumps = pairs.filter(|(_, before, now)| {
        let change = (now - before).abs();
        change >= JUMP_HEADS && change * 100 > before * JUMP_PERCENT
    });
    jumps
        .map(|(year, before, now)| {
            let text = Text::new(
                format!("`{id}` gaat van {before} naar {now} in {year}"),
                format!("`{id}` goes from {before} to {now} in {year}"),
            );
            about(&format!("{list}.{id}"), "count-jumps", text)
        })
        .collect()
}

fn vanished(list: &str, id: &Id, by_year: &ByYear, last: Option<SchoolYear>) -> Option<Suspect> {
    let (own, last) = (by_year.keys().max()?, last?);
    (*own < last).then(|| {
        let text = Text::new(
            format!("`{id}` is voor het laatst geteld in {own}, anderen nog in {last}"),
            format!("`{id}` was last counted in {own}, others as late as {last}"),
        );
        about(&format!("{list}.{id}"), "vanished", text)
    })
}

/// Sites that two partnerships count in one year.
fn double_sites(scenario: &Scenario) -> Vec<Suspect> {
    let mut sites: BTreeMap<(&Id, SchoolYear), BTreeSet<&Id>> = BTreeMap::new();
    for count in &scenario.counts {
        if let (Some(site), Some(partnership)) = (&count.place.site, &count.place.partnership) {
            sites
                .entry((site, count.year))
                .or_default()
                .insert(partnership);
        }
    }
    let double = sites
        .into_iter()
        .filter(|(_, partnerships)| partnerships.len() > 1);
    double
        .map(|((site, year), partnerships)| {
            let names: Vec<&str> = partnerships.iter().map(|id| id.as_str()).collect();
            let names = names.join(", ");
            let text = Text::new(
                format!("vestiging `{site}` telt in {year} mee bij {names}"),
                format!("site `{site}` counts for {names} in {year}"),
            );
            let first = partnerships.first().map_or("", |id| id.as_str());
            about(&format!("partnership.{first}"), "double-count", text)
        })
        .collect()
}

/// A total of a partnership in a region beside rows for its sites or boards there.
fn totals_beside_parts(scenario: &Scenario) -> Vec<Suspect> {
    type Cell<'a> = (&'a Id, Option<&'a Id>, SchoolYear);
    let mut cells: BTreeMap<Cell<'_>, (bool, bool)> = BTreeMap::new();
    for count in &scenario.counts {
        let Some(partnership) = &count.place.partnership else {
            continue;
        };
        let is_part = count.place.site.is_some() || count.place.board.is_some();
        let key = (partnership, count.place.region.as_ref(), count.year);
        let (total, part) = cells.entry(key).or_default();
        *total |= !is_part;
        *part |= is_part;
    }
    let both = cells
        .into_iter()
        .filter(|(_, (total, part))| *total && *part);
    both.map(|((partnership, region, year), _)| {
        let region = region.map_or("-", Id::as_str);
        let text = Text::new(
            format!("`{partnership}` telt in {year} in regio {region} een geheel naast delen"),
            format!("`{partnership}` counts a total beside parts in region {region} in {year}"),
        );
        about(&format!("partnership.{partnership}"), "double-count", text)
    })
    .collect()
}

/// Heads at sites without a region, under a scheme that pays regions.
fn without_region(scenario: &Scenario) -> Vec<Suspect> {
    let pays_regions = scenario
        .scheme
        .divisions
        .iter()
        .any(|division| match &division.flow {
            Flow::Passage(passage) => passage.from == Level::Region,
            Flow::Payment(_) => false,
        });
    if !pays_regions {
        return Vec::new();
    }
    let mut heads: BTreeMap<&Id, i64> = BTreeMap::new();
    for count in scenario
        .counts
        .iter()
        .filter(|count| count.place.region.is_none())
    {
        if let Some(partnership) = &count.place.partnership {
            *heads.entry(partnership).or_default() += count.heads.values().sum::<i64>();
        }
    }
    let heads = heads.into_iter().filter(|(_, heads)| *heads > 0);
    heads
        .map(|(id, heads)| {
            let text = Text::new(
                format!(
                    "`{id}` telt {heads} aan vestigingen zonder regio; \
                     geen regio krijgt daar geld voor"
                ),
                format!(
                    "`{id}` counts {heads} at sites without a region; \
                     no region is paid for them"
                ),
            );
            about(&format!("partnership.{id}"), "heads-without-region", text)
        })
        .collect()
}
