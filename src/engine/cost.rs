//! Costs: what training costs each partnership in a year, and who bears it.

use super::heads::Heads;
use crate::domain::Level;
use crate::money::{Cents, Exact, Rounding, place};
use crate::plan::{
    CostBearer, CostLine, CostYear, Inputs, PartnershipCost, Plan, RegionPart, TallyId,
};

/// The costs of one year of the scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearCost {
    /// The partnerships, as in the plan.
    pub partnerships: Vec<Costed>,
    /// The parts of each region's money for training, as in the plan; those of a region make one.
    pub regions: Vec<Vec<Exact>>,
}

/// What training costs one partnership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Costed {
    /// All its costs.
    pub cost: Cents,
    /// Its students and side entrants, where they can be counted.
    pub students: Option<Exact>,
    /// What each bearer bears, which adds up to all costs, with its students and side entrants.
    pub borne: Vec<(Cents, Option<Exact>)>,
}

/// The costs of a plan under a block of inputs, counted once for all lanes.
pub struct Costing<'a> {
    years: Vec<(&'a CostYear, &'a Inputs, Heads)>,
}

impl Costing<'_> {
    /// Counts whom costs are for.
    pub fn of<'a>(plan: &'a Plan, inputs: &'a Inputs) -> Costing<'a> {
        let years = plan.costs.years.iter().enumerate();
        let years = years.map(|(at, year)| {
            let own = inputs.year(plan.years.len().saturating_add(at));
            (year, own, Heads::of(&year.counted, own))
        });
        Costing {
            years: years.collect(),
        }
    }

    /// Returns the costs of every year of the scenario, in one lane.
    ///
    /// The cost of a line is rounded half up to the cent once, and then placed on its bearers by
    /// largest remainder; equal remainders are served in order of level and id.
    pub fn costs(&self, lane: usize) -> Vec<YearCost> {
        let years = self.years.iter();
        years
            .map(|(year, inputs, heads)| cost_of((year, heads), inputs, lane))
            .collect()
    }
}

fn cost_of((year, heads): (&CostYear, &Heads), inputs: &Inputs, lane: usize) -> YearCost {
    let count = |tally: TallyId| heads.exact(tally, lane);
    let partnerships = year.partnerships.iter();
    let partnerships = partnerships.map(|one| costed(one, &count, (inputs, lane)));
    let regions = year.regions.iter();
    YearCost {
        partnerships: partnerships.collect(),
        regions: regions
            .map(|region| region_shares(&region.parts, &count, (inputs, lane)))
            .collect(),
    }
}

fn costed(
    one: &PartnershipCost,
    count: &impl Fn(TallyId) -> Exact,
    (inputs, lane): (&Inputs, usize),
) -> Costed {
    let students = one.students.map(count);
    let bearers = one.bearers.iter();
    let mut borne: Vec<(Cents, Option<Exact>)> = bearers
        .map(|bearer| {
            (
                Cents::ZERO,
                students_of(one, bearer, students.as_ref(), count),
            )
        })
        .collect();
    let mut cost = Cents::ZERO;
    for line in &one.lines {
        let heads = line.heads.map(count);
        let hours = line.hours.map(|slot| inputs.fraction(slot, lane));
        let factors = heads.into_iter().chain(hours);
        let rate = Exact::from(inputs.cents(line.rate, lane));
        let exact = factors.fold(rate, |cost, factor| cost.times(&factor));
        let whole = exact.to_cents(Rounding::HalfUp);
        let shares = shares(one, line, count);
        let quotas: Vec<Exact> = shares
            .iter()
            .map(|share| share.times(&whole.into()))
            .collect();
        for (part, amount) in borne
            .iter_mut()
            .zip(place(whole, &quotas, Cents::ONE).parts)
        {
            part.0 += amount;
        }
        cost += whole;
    }
    Costed {
        cost,
        students,
        borne,
    }
}

/// Returns the students of a bearer: all of the partnership for the only one of its level, else
/// those counted there, where everybody was counted at one of its level.
fn students_of(
    one: &PartnershipCost,
    bearer: &CostBearer,
    all: Option<&Exact>,
    count: &impl Fn(TallyId) -> Exact,
) -> Option<Exact> {
    let same = || {
        let level = one.bearers.iter();
        level.filter(|other| other.level == bearer.level)
    };
    if same().count() == 1 {
        return all.cloned();
    }
    let counted: Option<Vec<Exact>> = same().map(|other| other.students.map(count)).collect();
    let counted: Exact = counted?.into_iter().sum();
    (Some(&counted) == all).then(|| bearer.students.map(count))?
}

/// Returns the part of a line that each bearer bears: that of its level, by heads where any are
/// counted, else equally.
fn shares(one: &PartnershipCost, line: &CostLine, count: &impl Fn(TallyId) -> Exact) -> Vec<Exact> {
    let parts = one.bearers.iter().zip(&line.parts);
    let weights: Vec<(Level, Exact)> = parts
        .map(|(bearer, (_, tally))| (bearer.level, tally.map_or(Exact::zero(), count)))
        .collect();
    let of_level = |level: Level| {
        let same = weights.iter().filter(move |(other, _)| *other == level);
        let heads: Exact = same.clone().map(|(_, heads)| heads.clone()).sum();
        let members: Exact = same.map(|_| Exact::one()).sum();
        (heads, members)
    };
    let shares = weights.iter().zip(&line.parts).map(|(own, (share, _))| {
        let (level, own) = own;
        let (heads, members) = of_level(*level);
        match heads.is_zero() {
            true => share.over(&members),
            false => share.times(&own.over(&heads)),
        }
    });
    shares.collect()
}

/// Returns the parts of a region's money: by students and side entrants where any are counted,
/// else equally over its partnerships.
fn region_shares(
    parts: &[RegionPart],
    count: &impl Fn(TallyId) -> Exact,
    (inputs, lane): (&Inputs, usize),
) -> Vec<Exact> {
    let heads = parts
        .iter()
        .map(|part| part.students.map_or(Exact::zero(), count));
    let heads: Vec<Exact> = heads.collect();
    let members = parts.iter().map(|part| {
        let slot = part.members;
        slot.map_or(Exact::one(), |slot| inputs.heads(slot, lane).into())
    });
    let members: Vec<Exact> = members.collect();
    let counts_any = heads.iter().any(|one| !one.is_zero());
    let weights = if counts_any { heads } else { members };
    let total: Exact = weights.iter().cloned().sum();
    weights.iter().map(|weight| weight.over(&total)).collect()
}
