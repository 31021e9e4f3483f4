//! `equal-treatment`: recipients that are equal in everything the rules may look at receive equal
//! amounts.
//!
//! Equal are partnerships with the same sector, status, flags, weights, growth, numbers of boards
//! and institutes, and counts by year, region, sector and measure; with `between = "regions"` the
//! regions may differ. Equal are regions with the same flags, number of partnerships, and counts by
//! year, sector and measure. Last year's amounts and amounts stated by name make nobody different.
//!
//! Nothing is changed; the slack is what equals may differ minus what the highest has above the
//! lowest. Without `within` tolerated is what rounding can do to either, whichever is more.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bench, Look};
use crate::domain::{Between, Count, Id, Level, Partnership, Region, Scenario};
use crate::money::{Cents, Exact};
use crate::results::Trial;

/// What the rules may look at, as lines of text.
type Traits = Vec<String>;

/// The counts of a scenario, as traits look at them.
struct Counted<'s> {
    /// Those of each partnership, or those in each region where regions are judged.
    of: BTreeMap<&'s Id, Vec<&'s Count>>,
    /// The partnerships that count at each site.
    sites: BTreeMap<&'s Id, BTreeSet<&'s Id>>,
}

pub(super) fn looks(bench: &Bench<'_, '_>, within: Option<Cents>, between: Between) -> Vec<Look> {
    let groups = groups(bench, between);
    let mut looks = Vec::new();
    for year in bench.years() {
        for group in &groups {
            let by_amount = |id: &&&Id| (bench.amount(year, id), (**id).clone());
            let (Some(low), Some(high)) = (
                group.iter().min_by_key(by_amount),
                group.iter().max_by_key(by_amount),
            ) else {
                continue;
            };
            let amounts = [low, high].map(|id| bench.amount(year, id));
            let (within, tolerance) = match within {
                Some(within) => (within.into(), Exact::zero()),
                None => (Exact::zero(), rounding(bench, year, &[low, high])),
            };
            let [lowest, highest] = amounts.map(Exact::from);
            looks.push(Look {
                year,
                size: 0,
                slack: within.plus(&lowest).minus(&highest),
                tolerance,
                says: bench.says(&[low, high], amounts, Trial::Equals),
            });
        }
    }
    looks
}

/// Returns groups of more than one recipient that are equal.
pub(super) fn groups<'a>(bench: &Bench<'_, 'a>, between: Between) -> Vec<Vec<&'a Id>> {
    let scenario = bench.own.scenario;
    let counted = Counted::of(scenario, bench.check.scope.level);
    let mut equals: BTreeMap<Traits, Vec<&Id>> = BTreeMap::new();
    for id in bench.recipients() {
        if let Some(traits) = traits(bench, &counted, id, between) {
            equals.entry(traits).or_default().push(id);
        }
    }
    equals
        .into_values()
        .filter(|group| group.len() > 1)
        .collect()
}

/// Returns the most that rounding can do to any of some recipients.
pub(super) fn rounding(bench: &Bench<'_, '_>, year: usize, ids: &[&Id]) -> Exact {
    let each = ids.iter().map(|id| bench.tolerance(year, id));
    each.max().unwrap_or(Exact::zero())
}

fn traits(
    bench: &Bench<'_, '_>,
    counted: &Counted<'_>,
    id: &Id,
    between: Between,
) -> Option<Traits> {
    let scenario = bench.own.scenario;
    if bench.check.scope.level == Level::Region {
        let region = scenario.regions.iter().find(|one| one.id == *id)?;
        return Some(of_region(scenario, counted, region));
    }
    let all = &scenario.partnerships;
    let partnership = &all[all.binary_search_by(|one| one.id.cmp(id)).ok()?];
    Some(of_partnership(counted, partnership, between))
}

fn of_partnership(counted: &Counted<'_>, one: &Partnership, between: Between) -> Traits {
    let in_same_region = between == Between::Partnerships;
    let name = |region: &Option<Id>| match region {
        Some(region) if in_same_region => region.to_string(),
        Some(_) => "any".to_owned(),
        None => "-".to_owned(),
    };
    let mut traits = vec![
        format!("{:?}", (one.sector, one.status, &one.flags)),
        format!(
            "boards {}, institutes {}",
            one.boards.len(),
            one.institutes.len()
        ),
        format!("{:?}", one.weight.as_ref().map(|given| &given.value)),
        format!("{:?}", one.growth.as_ref().map(|given| &given.value)),
    ];
    if in_same_region {
        traits.push(format!("{:?}", (&one.regions, &one.lead_region)));
    } else {
        let has_lead = one.lead_region.is_some();
        traits.push(format!("regions {}, lead {has_lead}", one.regions.len()));
    }
    let mut weights: Vec<String> = one
        .region_weights
        .iter()
        .map(|(region, given)| format!("weight {} {}", name(&Some(region.clone())), given.value))
        .collect();
    weights.extend(
        one.partner_weights
            .values()
            .map(|given| format!("weight {}", given.value)),
    );
    weights.sort();
    traits.extend(weights);
    traits.extend(counted.traits(&one.id, |count| name(&count.place.region)));
    traits
}

fn of_region(scenario: &Scenario, counted: &Counted<'_>, one: &Region) -> Traits {
    let inside = scenario.partnerships.iter();
    let inside = inside.filter(|partnership| partnership.regions.contains(&one.id));
    let others = scenario.others.iter();
    let others = others.filter(|others| others.region.as_ref() == Some(&one.id));
    let mut traits = vec![
        format!("{:?}", one.flags),
        format!("partnerships {}, others {}", inside.count(), others.count()),
    ];
    traits.extend(counted.traits(&one.id, |_| String::new()));
    traits
}

impl<'s> Counted<'s> {
    fn of(scenario: &'s Scenario, level: Level) -> Counted<'s> {
        let mut counted = Counted {
            of: BTreeMap::new(),
            sites: BTreeMap::new(),
        };
        for count in &scenario.counts {
            let place = &count.place;
            let owner = match level {
                Level::Region => &place.region,
                _ => &place.partnership,
            };
            if let Some(owner) = owner {
                counted.of.entry(owner).or_default().push(count);
            }
            if let (Some(site), Some(partnership)) = (&place.site, &place.partnership) {
                counted.sites.entry(site).or_default().insert(partnership);
            }
        }
        counted
    }

    /// Returns the counts of a recipient, summed by year, region, sector and measure. Heads at
    /// sites that several partnerships count are told apart, for some rules count them for a part.
    fn traits(&self, id: &Id, region: impl Fn(&Count) -> String) -> Traits {
        let mut sums: BTreeMap<String, i64> = BTreeMap::new();
        for count in self.of.get(id).into_iter().flatten() {
            let site = count.place.site.as_ref();
            let members = site.and_then(|site| self.sites.get(site));
            let members = members.map_or(1, BTreeSet::len);
            let place = (count.year, region(count), count.place.sector, members);
            for (measure, heads) in count.heads.iter().filter(|(_, heads)| **heads != 0) {
                *sums.entry(format!("{place:?} {measure:?}")).or_default() += heads;
            }
        }
        let sums = sums.into_iter();
        sums.map(|(place, heads)| format!("{place} {heads}"))
            .collect()
    }
}
