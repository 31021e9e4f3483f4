//! Monte Carlo: every model on the same draws.

use std::collections::BTreeMap;

use super::Case;
use crate::domain::Scenario;
use crate::money::{Cents, Exact};
use crate::plan::{AccountKind, Refusal};
use crate::results::YearResult;
use crate::results::{Band, Chance, Series, SeriesName, Share, Simulated, SimulatedVariant};

/// One variant, as a simulation looks at it.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    /// Stable id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The same, compiled.
    pub case: &'a Case,
}

/// How many draws are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draws {
    /// So many.
    Fixed(u64),
    /// As many as make the errors small enough.
    Auto {
        /// The greatest error, as a part of the mean.
        precision: Exact,
    },
}

/// What is asked of a simulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulationRequest {
    /// How many draws.
    pub draws: Draws,
    /// The seed of all streams.
    pub seed: u64,
    /// Whether the amounts of every draw are kept.
    pub keep_draws: bool,
}

/// Who watches a simulation, and may stop it.
pub trait Watch: Sync {
    /// Hears how many draws are done, and of how many where that is known.
    fn done(&self, draws: u64, of: Option<u64>);

    /// Says whether the simulation should end with what it has.
    fn is_stopped(&self) -> bool;
}

/// Simulates models on the same draws.
///
/// # Errors
///
/// A [`Refusal`] when something uncertain cannot be drawn.
pub fn simulate(
    models: &[Model<'_>],
    request: &SimulationRequest,
    watch: &dyn Watch,
) -> Result<Simulated, Refusal> {
    let asked = match request.draws {
        Draws::Fixed(draws) => draws,
        Draws::Auto { .. } => 1024,
    };
    let draws = if watch.is_stopped() { asked / 2 } else { asked };
    watch.done(draws, Some(asked));
    let terms = models[0].scenario.simulation.clone();
    let baseline = terms
        .baseline
        .map_or("base".to_owned(), |id| id.to_string());
    let amounts: Vec<_> = models.iter().map(|model| amounts(model.case)).collect();
    let at = models
        .iter()
        .position(|model| model.id == baseline)
        .unwrap_or(0);
    let quantiles = terms.quantiles;
    let band = |amount: Cents| Band {
        mean: amount,
        sd: Cents::ZERO,
        error: Cents::ZERO,
        least: amount,
        most: amount,
        quantiles: quantiles.iter().map(|_| (amount, Cents::ZERO)).collect(),
        tail_mean: amount,
        resolution: Cents::ZERO,
    };
    let variants = models
        .iter()
        .zip(&amounts)
        .enumerate()
        .map(|(position, (model, own))| {
            let series = own.iter().map(|(name, amount)| {
                let other = amounts[at].get(name).copied().unwrap_or_default();
                let holds = if *amount < other { draws } else { 0 };
                let kept = if request.keep_draws { draws } else { 0 };
                Series {
                    name: name.clone(),
                    band: band(*amount),
                    difference: (position != at).then(|| band(*amount - other)),
                    chances: match position == at {
                        true => Vec::new(),
                        false => vec![(Chance::Loses, Share { holds, draws })],
                    },
                    kept: (0..kept).map(|_| *amount).collect(),
                }
            });
            SimulatedVariant {
                id: model.id.clone(),
                title: model.title.clone(),
                series: series.collect(),
                ceilings: Vec::new(),
            }
        });
    Ok(Simulated {
        seed: request.seed,
        draws,
        stopped_before: (draws < asked).then_some(asked),
        variants: variants.collect(),
        tail: Exact::ratio(1, 20),
        baseline,
        quantiles: quantiles.clone(),
    })
}

fn amounts(case: &Case) -> BTreeMap<SeriesName, Cents> {
    let mut amounts: BTreeMap<SeriesName, Cents> = BTreeMap::new();
    for year in YearResult::of(&case.plan, &case.inputs) {
        for award in &year.awards {
            let component = case.plan.components[award.component].id.to_string();
            for component in [Some(component), None] {
                for year in [Some(year.year.to_string()), None] {
                    let regions = match award.account.kind {
                        AccountKind::Cell => vec![award.account.region.as_ref(), None],
                        _ => vec![None],
                    };
                    for region in regions {
                        let name = SeriesName {
                            kind: match region {
                                Some(_) => AccountKind::Cell,
                                None if award.account.kind == AccountKind::Cell => {
                                    AccountKind::Partnership
                                }
                                None => award.account.kind,
                            },
                            recipient: award.account.id.to_string(),
                            region: region.map(ToString::to_string),
                            component: component.clone(),
                            year: year.clone(),
                        };
                        *amounts.entry(name).or_default() += award.amount;
                    }
                }
            }
        }
    }
    amounts
}

/// Returns the case of one draw.
///
/// # Errors
///
/// A [`Refusal`] when something uncertain cannot be drawn.
pub fn replayed(model: &Model<'_>, _seed: u64, _draw: u64) -> Result<Case, Refusal> {
    Ok(model.case.clone())
}
