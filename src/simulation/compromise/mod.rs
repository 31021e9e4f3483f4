//! Compromises: mixes of models, without those that a floor vetoes, and the least worst regret.
//!
//! A mix gives everybody the same parts of what the models give, so everything that is looked at
//! is a line over the models, and every end point, optimum and way out is an exact fraction found
//! at a corner of a region. Only which mixes are listed depends on a grid.

mod clash;
mod payout;
mod region;
mod terms;

use self::clash::clashes;
use self::payout::{mixed, payouts};
use self::region::{Line, Region, sort, value};
use self::terms::{Asked, floors, wishes, within};
use super::{Judged, in_parallel};
use crate::money::{Cents, Exact};
use crate::results::comparison::{Comparison, Period};
use crate::results::compromise::{Compromise, Mix, Pick, Term};

/// Most mixes that are listed by their weights.
pub const MOST_MIXES: usize = 2_000;

/// Looks for compromises between the models of a comparison, which are given as they are judged,
/// in the same order. Mixes are listed in steps of one part in `steps`.
///
/// Returns `None` when more than [`MOST_MIXES`] would be listed.
pub fn compromise<'a>(
    comparison: &Comparison,
    models: &[&'a Judged<'a>],
    world: &'a [Judged<'a>],
    steps: u32,
) -> Option<Compromise> {
    let mut listed = listed(models.len(), steps)?;
    let (wishes, asked) = wishes(models, world);
    let floors = floors(comparison);
    let all = Region::of_all(models.len());
    let allowed = within(&all, &floors);
    let good = within(&allowed, &asked);
    let bench = Bench::of(comparison.periods.last()?, &allowed, [&floors, &asked]);
    let least_of = |region: &Region| {
        let best = region.best(&bench.regrets);
        best.map_or(Vec::new(), |(_, mixes)| mixes)
    };
    let least = least_of(&allowed);
    let fulfilling = match asked.is_empty() {
        true => Vec::new(),
        false => least_of(&good),
    };
    listed.extend(least.iter().chain(&fulfilling).cloned());
    // With two models the ends of what is allowed are listed as well; with more there are many.
    if models.len() == 2 {
        listed.extend(allowed.corners().into_iter().chain(good.corners()));
    }
    sort(&mut listed);
    let picks = |picked: &[Vec<Exact>]| -> Vec<Pick> {
        let picks = picked.iter().filter_map(|weights| {
            let mix = listed.iter().position(|other| other == weights)?;
            let payouts = payouts(comparison, weights);
            Some(Pick { mix, payouts })
        });
        picks.collect()
    };
    let terms: Vec<&Asked> = floors.iter().chain(&asked).collect();
    Some(Compromise {
        steps,
        best: bench.best.clone(),
        wishes,
        mixes: in_parallel(&listed, |weights| bench.mix(weights)),
        allowed: reach(&allowed, models.len()),
        least: picks(&least),
        fulfilling: picks(&fulfilling),
        clashes: clashes(&all, models.len(), &terms),
    })
}

/// Returns the mixes whose weights are whole parts in `steps`, where they are not too many.
fn listed(models: usize, steps: u32) -> Option<Vec<Vec<Exact>>> {
    let mut parts: Vec<Vec<u32>> = vec![Vec::new()];
    for model in 1..=models {
        let longer = parts.iter().flat_map(|own| {
            let rest = steps - own.iter().sum::<u32>();
            // The last model has what the others leave.
            let least = if model == models { rest } else { 0 };
            (least..=rest).map(move |part| [own.as_slice(), &[part]].concat())
        });
        parts = longer.take(MOST_MIXES + 1).collect();
    }
    let weight = |part: u32| Exact::ratio(part.into(), steps.into());
    let mixes = parts
        .iter()
        .map(|own| own.iter().map(|part| weight(*part)).collect());
    (parts.len() <= MOST_MIXES).then(|| mixes.collect())
}

/// Returns the least and the greatest weight of each model in a region.
fn reach(region: &Region, models: usize) -> Vec<(Exact, Exact)> {
    let corners = region.corners();
    let ends = (0..models).map(|model| {
        let weights = || corners.iter().map(|corner| corner[model].clone());
        Some((weights().min()?, weights().max()?))
    });
    ends.collect::<Option<_>>().unwrap_or_default()
}

/// What every mix is looked at with.
struct Bench<'b> {
    period: &'b Period,
    /// The most that any model gives each party.
    best: Vec<Cents>,
    /// What each model gives each party, and the same less the most of any model.
    amounts: Vec<Line>,
    regrets: Vec<Line>,
    /// The parties that decide whether a mix is as good for all as another one.
    deciding: Vec<usize>,
    allowed: &'b Region,
    asked: [&'b [Asked]; 2],
}

impl<'b> Bench<'b> {
    fn of(period: &'b Period, allowed: &'b Region, asked: [&'b [Asked]; 2]) -> Bench<'b> {
        let parties = &period.votes.parties;
        let best = parties.iter().map(|party| {
            let amounts = party.amounts.iter().copied();
            amounts.max().unwrap_or_default()
        });
        let best: Vec<Cents> = best.collect();
        let less = |less: &[Cents]| -> Vec<Line> {
            let lines = parties.iter().zip(less).map(|(party, less)| {
                let amounts = party.amounts.iter();
                amounts.map(|own| (*own - *less).into()).collect()
            });
            lines.collect()
        };
        let amounts = less(&vec![Cents::ZERO; parties.len()]);
        Bench {
            period,
            deciding: deciding(&amounts, period.sums.len()),
            amounts,
            regrets: less(&best),
            best,
            allowed,
            asked,
        }
    }

    fn mix(&self, weights: &[Exact]) -> Mix {
        let broken = |asked: &[Asked]| -> Vec<usize> {
            let broken = asked.iter().filter(|one| !one.holds(weights));
            broken
                .map(|one| match one.term {
                    Term::Floor(position) | Term::Wish(position) => position,
                })
                .collect()
        };
        let at = |lines: &[Line]| -> Vec<Exact> {
            lines.iter().map(|line| value(line, weights)).collect()
        };
        let amounts = at(&self.amounts);
        let totals: Vec<Cents> = self.period.sums.iter().map(|one| one.total).collect();
        let [vetoed_by, failing] = self.asked.map(broken);
        Mix {
            weights: weights.to_vec(),
            total: mixed(&totals, weights),
            regrets: at(&self.regrets)
                .iter()
                .map(|lacking| Exact::zero().minus(lacking))
                .collect(),
            votes: self.votes(&amounts),
            is_undominated: vetoed_by.is_empty() && self.is_undominated(&amounts),
            vetoed_by,
            failing,
            amounts,
        }
    }

    /// Counts the votes for a mix and those for the baseline; as between models, a difference of
    /// no more than rounding is none.
    fn votes(&self, amounts: &[Exact]) -> (i64, i64) {
        let tolerance = Exact::from(i64::try_from(self.period.length).unwrap_or(1));
        let (mut ahead, mut behind) = (0, 0);
        for (party, amount) in self.period.votes.parties.iter().zip(amounts) {
            let baseline = party.amounts.first().copied().unwrap_or_default();
            let change = amount.minus(&baseline.into());
            if change > tolerance {
                ahead += party.votes;
            } else if Exact::zero().minus(&change) > tolerance {
                behind += party.votes;
            }
        }
        (ahead, behind)
    }

    /// Says whether no allowed mix gives one party more than these amounts and none less.
    fn is_undominated(&self, amounts: &[Exact]) -> bool {
        let more = above(&self.amounts, amounts);
        let deciding = self.deciding.iter().map(|party| &more[*party]);
        let as_good = self.allowed.within(deciding).corners();
        as_good
            .iter()
            .all(|corner| more.iter().all(|line| value(line, corner).is_zero()))
    }
}

/// Returns lines of what models give parties above some amounts.
fn above(lines: &[Line], amounts: &[Exact]) -> Vec<Line> {
    let lines = lines.iter().zip(amounts);
    let above = lines.map(|(line, amount)| line.iter().map(|own| own.minus(amount)).collect());
    above.collect()
}

/// Returns the parties that decide in which directions nobody loses.
///
/// The directions are the same at every mix. At a mix of all models alike none of them leaves the
/// region at once, so that the lines that cut there imply all others.
fn deciding(amounts: &[Line], models: usize) -> Vec<usize> {
    let alike = Exact::one().over(&Exact::from(i64::try_from(models).unwrap_or(1)));
    let middle = vec![alike; models];
    let own: Vec<Exact> = amounts.iter().map(|line| value(line, &middle)).collect();
    let (_, deciding) = Region::of_all(models).cut_by(&above(amounts, &own));
    deciding
}
