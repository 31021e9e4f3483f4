//! One at a time: what amounts become at the ends of the range of each uncertain number, while all
//! others are as the file states them. Nothing is drawn.

use std::collections::BTreeMap;

use super::super::in_parallel;
use super::drawings::told;
use super::pool::Pool;
use super::shape::shape;
use super::world::World;
use super::{Case, Model};
use crate::domain::{Distribution as Stated, Level, Scenario, Uncertain};
use crate::draw::Distribution;
use crate::money::{Cents, Exact};
use crate::plan::Refusal;
use crate::results::comparison::{Recipient, totals};
use crate::results::{Sway, Sways, VariantResult, YearResult};

/// The standard normal score below which 5 % lies; its opposite has 95 % below it.
const SCORE: f64 = -1.644_853_626_951_472_2;

/// Puts each uncertain number of each model at both ends of its range, one at a time: everywhere
/// and in every year at once.
///
/// The range is from the 5 % to the 95 % quantile; of values that are all alike or counted out,
/// from the least to the greatest. What has no place in a model moves nothing there and is left
/// out of it; so is what may happen.
///
/// # Errors
///
/// A [`Refusal`] when a distribution is unsound or amounts could be too large.
pub fn sways(models: &[Model<'_>]) -> Result<Vec<Sways>, Box<Refusal>> {
    let asked = models.iter().enumerate().flat_map(|(at, model)| {
        let uncertain = model.scenario.uncertain.iter();
        uncertain.map(move |one| (at, one))
    });
    let asked: Vec<(usize, &Uncertain)> = asked.collect();
    let found = in_parallel(&asked, |(at, one)| sway(&models[*at], one));
    let own = models.iter().map(|model| Sways {
        variant: model.id.clone(),
        middle: received(model, model.case),
        sways: Vec::new(),
    });
    let mut all: Vec<Sways> = own.collect();
    for ((at, _), sway) in asked.into_iter().zip(found) {
        all[at].sways.extend(sway?);
    }
    Ok(all)
}

fn sway(model: &Model<'_>, one: &Uncertain) -> Result<Option<Sway>, Box<Refusal>> {
    let ends = ends(&one.distribution);
    let mut amounts = Vec::new();
    for end in &ends {
        let Some(case) = held(model, one, end)? else {
            return Ok(None);
        };
        amounts.push(received(model, &case));
    }
    Ok(match <[_; 2]>::try_from(amounts) {
        Ok(amounts) => Some(Sway {
            uncertain: one.clone(),
            ends,
            amounts,
        }),
        Err(_) => None,
    })
}

/// Returns a model in which only `one` is uncertain and always has this value.
fn held(model: &Model<'_>, one: &Uncertain, value: &Exact) -> Result<Option<Case>, Box<Refusal>> {
    let always = Uncertain {
        distribution: Stated::Discrete(vec![(value.clone(), Exact::one())]),
        common: Exact::zero(),
        ..one.clone()
    };
    let scenario = Scenario {
        uncertain: vec![always],
        ..model.scenario.clone()
    };
    let mut pool = Pool::new(0);
    let world = World::of(0, (&scenario, model.case), &mut pool)?;
    if world.reads().next().is_none() {
        return Ok(None);
    }
    world.hold(&pool.greatest())?;
    let mut drawn = pool.room();
    pool.draw(0, &mut drawn);
    Ok(Some(world.case_of(&drawn, 0)))
}

/// Returns what reaches each recipient, partnerships as a whole, in all years together.
fn received(model: &Model<'_>, case: &Case) -> BTreeMap<Recipient, Cents> {
    let years = YearResult::of(&case.plan, &case.inputs);
    let plan = std::sync::Arc::clone(&case.plan);
    totals(
        &VariantResult::unnamed(model.scenario, plan, years),
        Level::Partnership,
    )
}

/// Returns the ends of a range; an unsound distribution has none, which who holds it will refuse.
fn ends(stated: &Stated) -> [Exact; 2] {
    match stated {
        Stated::Uniform { low, high } => [low.clone(), high.clone()],
        Stated::Discrete(values) => {
            let likely = values.iter().filter(|(_, weight)| !weight.is_zero());
            let likely = likely.map(|(value, _)| value);
            let ends = [likely.clone().min(), likely.max()];
            ends.map(|end| end.cloned().unwrap_or_else(Exact::zero))
        }
        other => {
            let mut values = [SCORE, -SCORE];
            match Distribution::new(&shape(other)) {
                Ok(distribution) => distribution.at_scores(&mut values),
                Err(_) => values = [f64::NAN; 2],
            }
            values.map(told)
        }
    }
}
