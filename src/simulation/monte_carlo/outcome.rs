//! The outcome: what is kept of each block, and what a simulation says of it in the end.

use std::collections::BTreeMap;

use super::super::sample::{Chunk, Sample};
use super::beside::{Ceiling, Costs, difference};
use super::series::Cut;
use super::world::{Desk, Worlds};
use super::{Model, SimulationRequest};
use crate::money::{Cents, Exact};
use crate::results::{Chance, Series, SeriesName, Share, Simulated, SimulatedVariant};

/// Where everything that is kept stands in a sample.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The position of the model against which the others are held.
    pub(super) baseline: usize,
    parts: Vec<Part>,
    series: usize,
    tallies: usize,
}

/// What is kept of one model.
#[derive(Clone, Debug)]
struct Part {
    /// The first of its amounts.
    first: usize,
    /// For each of its amounts, the one of the baseline and the series of their difference.
    differences: Vec<Option<(usize, usize)>>,
    /// For each of its amounts, the tally of draws in which it is less than in the baseline.
    loses: Vec<Option<usize>>,
    /// For each of its amounts, the tally of draws under a minimum.
    minimum: Vec<Option<(i64, usize)>>,
    /// Its ceilings, in any year last.
    ceilings: Vec<Ceiling>,
    /// For each of its amounts, the costs of its recipient, where they are stated.
    costs: Vec<Option<Costs>>,
    /// For each of its events, the tally of draws in which it happens.
    events: Vec<usize>,
    names: Vec<SeriesName>,
}

impl Layout {
    pub(super) fn of(models: &[Model<'_>], worlds: &[Worlds<'_>]) -> Layout {
        let terms = models.first().map(|model| &model.scenario.simulation);
        let wanted = terms.and_then(|terms| terms.baseline.as_ref());
        let is_baseline = |model: &Model<'_>| wanted.is_some_and(|id| id.as_str() == model.id);
        let baseline = models.iter().position(is_baseline).unwrap_or(0);
        let mut layout = Layout {
            baseline,
            parts: Vec::new(),
            series: 0,
            tallies: 0,
        };
        for (model, world) in models.iter().zip(worlds) {
            let names = world.ledger.names.clone();
            let first = layout.series;
            layout.series += names.len();
            let minimum = names.iter().map(|name| {
                let id = crate::domain::Id::parse(&name.recipient)?;
                let minimum = model.scenario.simulation.minimum.of(&id)?;
                let is_yearly = name.year.is_some() && name.component.is_none();
                let is_whole = is_yearly && name.region.is_none();
                is_whole.then(|| (minimum.count(), layout.tally()))
            });
            let minimum = minimum.collect();
            let ceilings = layout.ceilings(&world.ledger.cuts);
            let costs = (0..names.len()).map(|at| {
                let columns = *world.ledger.costs.get(&at)?;
                Some(Costs {
                    columns,
                    surplus: layout.one_more(),
                    coverage: layout.one_more(),
                    under: layout.tally(),
                    any: layout.tally(),
                    difference: None,
                })
            });
            let costs = costs.collect();
            let events = model.scenario.events.iter();
            let events = events.map(|_| layout.tally()).collect();
            layout.parts.push(Part {
                first,
                differences: vec![None; names.len()],
                loses: vec![None; names.len()],
                minimum,
                ceilings,
                costs,
                events,
                names,
            });
        }
        if terms.is_none_or(|terms| terms.by_difference) {
            layout.compare();
        }
        layout
    }

    fn tally(&mut self) -> usize {
        self.tallies += 1;
        self.tallies - 1
    }

    fn one_more(&mut self) -> usize {
        self.series += 1;
        self.series - 1
    }

    /// Makes room for each ceiling in each year, and for each in any year.
    fn ceilings(&mut self, cuts: &[Cut]) -> Vec<Ceiling> {
        let mut by_pot: BTreeMap<&str, Vec<&Cut>> = BTreeMap::new();
        for cut in cuts {
            by_pot.entry(&cut.pot).or_default().push(cut);
        }
        let mut ceilings = Vec::new();
        for (pot, own) in by_pot {
            for cut in &own {
                let rates = cut.rates.iter();
                ceilings.push(Ceiling {
                    pot: pot.to_owned(),
                    year: Some(cut.year.clone()),
                    cuts: vec![cut.series],
                    tally: self.tally(),
                    rates: rates.map(|rate| (rate.clone(), self.one_more())).collect(),
                });
            }
            if own.len() > 1 {
                ceilings.push(Ceiling {
                    pot: pot.to_owned(),
                    year: None,
                    cuts: own.iter().map(|cut| cut.series).collect(),
                    tally: self.tally(),
                    rates: Vec::new(),
                });
            }
        }
        ceilings
    }

    /// Makes room for the differences with the baseline.
    fn compare(&mut self) {
        let baseline = self.parts[self.baseline].clone();
        let known: BTreeMap<&SeriesName, usize> = baseline
            .names
            .iter()
            .enumerate()
            .map(|(at, name)| (name, at))
            .collect();
        for model in 0..self.parts.len() {
            if model == self.baseline {
                continue;
            }
            for at in 0..self.parts[model].names.len() {
                if let Some(own) = known.get(&self.parts[model].names[at]) {
                    let series = self.one_more();
                    let tally = self.tally();
                    self.parts[model].differences[at] = Some((*own, series));
                    self.parts[model].loses[at] = Some(tally);
                    let base = baseline.costs[*own].as_ref().map(|costs| costs.columns);
                    if let (Some(base), true) = (base, self.parts[model].costs[at].is_some()) {
                        let series = self.one_more();
                        let costs = self.parts[model].costs[at].as_mut();
                        costs
                            .into_iter()
                            .for_each(|costs| costs.difference = Some((base, series)));
                    }
                }
            }
        }
    }

    /// Returns the number of series that a sample keeps.
    pub(super) fn series(&self) -> usize {
        self.series
    }

    /// Returns the number of counts of draws.
    pub(super) fn tallies(&self) -> usize {
        self.tallies
    }

    /// Returns the series that are amounts, not differences.
    pub(super) fn amounts(&self) -> Vec<usize> {
        let parts = self.parts.iter();
        parts
            .flat_map(|part| part.first..part.first + part.names.len())
            .collect()
    }

    /// Keeps the first `lanes` draws of a block of one model, beside those of the baseline.
    pub(super) fn keep(
        &self,
        model: usize,
        (desk, base): (&Desk, &Desk),
        lanes: usize,
        chunk: &mut Chunk,
    ) {
        let part = &self.parts[model];
        let (columns, base) = (desk.outcome(), base.outcome());
        for (at, column) in columns.iter().enumerate().take(part.names.len()) {
            chunk.write_floats(part.first + at, &column[..lanes]);
            if let Some((own, series)) = part.differences[at] {
                let difference = difference(column, &base[own]);
                chunk.write_floats(series, &difference[..lanes]);
                if let Some(tally) = part.loses[at] {
                    chunk.tally(tally, below(&difference[..lanes], 0));
                }
            }
            if let Some((minimum, tally)) = part.minimum[at] {
                chunk.tally(tally, below(&column[..lanes], minimum));
            }
            if let Some(costs) = &part.costs[at] {
                costs.keep((columns, base), lanes, chunk);
            }
        }
        for ceiling in &part.ceilings {
            ceiling.keep(columns, lanes, chunk);
        }
        for (event, tally) in part.events.iter().enumerate() {
            let sets = desk.sets[..lanes].iter();
            let happens = sets.filter(|set| **set >> event & 1 == 1).count();
            chunk.tally(*tally, happens as u64);
        }
    }

    /// Reads what there is to say of a sample.
    pub(super) fn outcome(
        &self,
        models: &[Model<'_>],
        (sample, asked): (&Sample, u64),
        request: &SimulationRequest,
    ) -> Simulated {
        let terms = models
            .first()
            .map(|model| model.scenario.simulation.clone());
        let quantiles = terms.unwrap_or_default().quantiles;
        let tail = Exact::ratio(1, 20);
        let reader = sample.reader(&quantiles, &tail);
        let reader = reader.as_ref();
        let variants = models.iter().zip(&self.parts).map(|(model, part)| {
            let names = part.names.iter().enumerate();
            let series = names.filter_map(|(at, name)| {
                let difference = part.differences[at].map(|(_, series)| series);
                let kept = request.keep_draws.then(|| sample.amounts(part.first + at));
                let kept = kept.flatten().unwrap_or_default();
                Some(Series {
                    name: name.clone(),
                    kept: kept.into_iter().map(Cents::new).collect(),
                    band: reader?.band(part.first + at),
                    difference: difference.and_then(|series| Some(reader?.band(series))),
                    costs: part.costs[at]
                        .as_ref()
                        .zip(reader)
                        .map(|(costs, reader)| costs.bands(sample, reader)),
                    chances: part.chances(at, sample),
                })
            });
            let ceilings = part.ceilings.iter();
            let events = model.scenario.events.iter().zip(&part.events);
            SimulatedVariant {
                id: model.id.clone(),
                title: model.title.clone(),
                series: series.collect(),
                ceilings: ceilings.map(|one| one.band(sample, reader)).collect(),
                events: events
                    .map(|(event, tally)| (event.id.to_string(), sample.share(*tally)))
                    .collect(),
            }
        });
        let variants = variants.collect();
        Simulated {
            seed: request.seed,
            draws: sample.draws(),
            stopped_before: (sample.draws() < asked).then_some(asked),
            quantiles,
            tail,
            baseline: models
                .get(self.baseline)
                .map(|model| model.id.clone())
                .unwrap_or_default(),
            variants,
        }
    }
}

impl Part {
    /// Returns in how many draws something holds of an amount.
    fn chances(&self, at: usize, sample: &Sample) -> Vec<(Chance, Share)> {
        let minimum = self.minimum[at].map(|(_, tally)| tally);
        let costs = self.costs[at].as_ref();
        let shares = [
            (
                Chance::Loses,
                self.loses[at].map(|tally| sample.share(tally)),
            ),
            (
                Chance::UnderMinimum,
                minimum.map(|tally| sample.share(tally)),
            ),
            (Chance::UnderCost, costs.map(|costs| costs.under(sample))),
        ];
        let shares = shares.into_iter();
        let shares = shares.filter_map(|(chance, share)| Some((chance, share?)));
        shares.collect()
    }
}

/// Counts the draws in which an amount is below a whole number of cents.
#[expect(clippy::cast_precision_loss, reason = "amounts are below 2^53")]
fn below(amounts: &[f64], least: i64) -> u64 {
    let least = Cents::new(least).count() as f64;
    amounts.iter().filter(|amount| **amount < least).count() as u64
}
