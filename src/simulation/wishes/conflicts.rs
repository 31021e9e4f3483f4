//! Conflicts: wishes that cannot hold together, whatever the rules.
//!
//! A wish may ask a least amount for each partnership; with equal treatment the equals of whoever
//! may ask most are to get as much; another wish allows a greatest total. When the least amounts
//! together exceed it, with all that the wishes tolerate, no rule can satisfy them. Wishes are left
//! out one by one as long as the rest still conflicts, so that none is named in vain.

use std::collections::BTreeMap;

use super::{Bench, Judged, equal_treatment, keep, total};
use crate::domain::{Check, Id, Level, Wish};
use crate::money::{Exact, Rounding};
use crate::results::Conflict;

/// What a wish asks or allows in one year.
enum Demand<'a> {
    /// At least so much, in cents, for some partnerships.
    Least(BTreeMap<&'a Id, Exact>),
    /// Equal amounts inside groups, up to so much.
    Equal(Vec<(Vec<&'a Id>, Exact)>),
    /// At most so much together.
    Most(Exact),
}

type Asked<'a> = (&'a Check, Demand<'a>);

pub(super) fn of<'a>(own: &Judged<'a>, world: &'a [Judged<'a>]) -> Vec<Conflict<'a>> {
    let checks = own.scenario.checks.iter();
    let benches: Vec<Bench<'_, 'a>> = checks
        .filter_map(|check| Bench::of(check, own, world))
        .collect();
    let mut conflicts = Vec::new();
    for (year, amounts) in own.amounts.iter().enumerate() {
        let asked = benches
            .iter()
            .filter(|bench| bench.years().contains(&year))
            .filter_map(|bench| Some((bench.check, demand(bench, year)?)));
        let (caps, asked): (Vec<Asked<'a>>, Vec<Asked<'a>>) =
            asked.partition(|(_, demand)| matches!(demand, Demand::Most(_)));
        for (cap, demand) in &caps {
            let Demand::Most(most) = demand else { continue };
            if let Some(smallest) = smallest(&asked, most) {
                let named = smallest.iter().map(|(check, _)| *check);
                conflicts.push(Conflict {
                    variant: own.id,
                    year: amounts.year,
                    checks: named.chain([*cap]).collect(),
                    needs: needed(&smallest).to_cents(Rounding::Down),
                    allows: most.to_cents(Rounding::Down),
                });
            }
        }
    }
    conflicts
}

/// Returns what a wish asks or allows; `None` for those that say nothing of it.
fn demand<'a>(bench: &Bench<'_, 'a>, year: usize) -> Option<Demand<'a>> {
    let of_partnerships = bench.check.scope.level == Level::Partnership;
    match &bench.check.wish {
        Wish::Keep { at_least, against } if of_partnerships => {
            let least = bench.recipients().into_iter().filter_map(|id| {
                let other = keep::reference(bench, against, year, id)?;
                let least = at_least.times(&other.into());
                Some((id, least.minus(&bench.tolerance(year, id))))
            });
            Some(Demand::Least(least.collect()))
        }
        Wish::Amount { ends, per: None } if of_partnerships => {
            let least = ends.at_least?;
            let each = bench.recipients().into_iter().map(|id| (id, least.into()));
            Some(Demand::Least(each.collect()))
        }
        Wish::EqualTreatment { within, between } if of_partnerships => {
            let groups = equal_treatment::groups(bench, *between).into_iter();
            let groups = groups.map(|group| {
                let rounding = equal_treatment::rounding(bench, year, &group);
                let within = within.map_or(rounding, Exact::from);
                (group, within)
            });
            Some(Demand::Equal(groups.collect()))
        }
        Wish::Total { ends } => Some(Demand::Most(ends.at_most?.into())),
        Wish::TotalAgainst { against, ends } => {
            let other = total::reference(bench, against, year)?;
            let most = ends.at_most.as_ref()?.times(&other.into());
            let rounding = bench.tolerances.of_all(year);
            Some(Demand::Most(most.plus(&rounding.into())))
        }
        _ => None,
    }
}

/// Returns wishes that together ask more than `most`, none of which can be left out.
fn smallest<'d, 'a>(asked: &'d [Asked<'a>], most: &Exact) -> Option<Vec<&'d Asked<'a>>> {
    let mut kept: Vec<&Asked<'a>> = asked.iter().collect();
    if needed(&kept) <= *most {
        return None;
    }
    for one in asked {
        let others = kept.iter().filter(|other| other.0.id != one.0.id);
        let without: Vec<&Asked<'a>> = others.copied().collect();
        if needed(&without) > *most {
            kept = without;
        }
    }
    Some(kept)
}

/// Returns what partnerships are to get together, at least, in cents.
fn needed(asked: &[&Asked<'_>]) -> Exact {
    let mut least: BTreeMap<&Id, Exact> = BTreeMap::new();
    for (_, demand) in asked {
        if let Demand::Least(amounts) = demand {
            for (id, amount) in amounts {
                raise(&mut least, id, amount);
            }
        }
    }
    let before = least.clone();
    for (_, demand) in asked {
        let Demand::Equal(groups) = demand else {
            continue;
        };
        for (group, within) in groups {
            let most = group.iter().filter_map(|id| before.get(id)).max();
            if let Some(equal) = most.map(|most| most.minus(within)) {
                group.iter().for_each(|id| raise(&mut least, id, &equal));
            }
        }
    }
    least.into_values().sum()
}

fn raise<'a>(least: &mut BTreeMap<&'a Id, Exact>, id: &'a Id, amount: &Exact) {
    let own = least.entry(id).or_default();
    if *amount > *own {
        *own = amount.clone();
    }
}
