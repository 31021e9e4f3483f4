//! Points: models at many values of some of their numbers, blocks of points or of draws at once.
//!
//! Where nothing is drawn, the lanes of a block are points; else they are draws of one point, and
//! all points see the same draws. What a model makes of a point depends on that point alone.

use super::pool::Drawn;
use super::world::{Blocks, Desk, Forms, Worlds};
use super::{Model, Prepared};
use crate::engine::{LANES, Workspace};
use crate::plan::{Inputs, Refusal, SlotLine};
use crate::results::SeriesName;

/// The most blocks of draws that are kept from one point to the next.
const KEPT_BLOCKS: u64 = 64;

/// A number in the unit of its slot: cents or heads above one, or both parts of a fraction.
type Number = (i64, i64);

/// A model with the numbers of it that differ from point to point.
#[derive(Clone, Debug)]
pub struct SweptModel<'a> {
    /// The model; where nothing is drawn, without anything uncertain and without events.
    pub model: Model<'a>,
    /// Its numbers that differ.
    pub dials: Vec<Dial>,
}

/// A number that differs from point to point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dial {
    /// The position of the parameter.
    pub parameter: usize,
    /// Where the number stands.
    pub line: SlotLine,
}

/// The points of a sweep, or some of them.
#[derive(Clone, Copy, Debug)]
pub struct SweptPoints<'a> {
    /// For each point the number of each parameter.
    pub numbers: &'a [Vec<Number>],
    /// The draws of each point; none where nothing is drawn.
    pub draws: u64,
    /// The seed of all draws.
    pub seed: u64,
}

/// Of which runs amounts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::simulation) enum Runs {
    /// Of consecutive points, from this one on.
    Points(usize),
    /// Of consecutive draws of a point, from this one on.
    Draws(usize, u64),
}

/// Whoever keeps amounts: it is told the model, the series by position, the runs, and what each of
/// them comes to in whole cents.
pub(in crate::simulation) type Keeper<'k> = dyn FnMut(usize, usize, Runs, &[f64]) + 'k;

/// Runs models at points. `begin` is told once what the series of each model are of, and returns
/// who keeps their amounts; amounts of a series come in the order of the runs.
///
/// # Errors
///
/// A [`Refusal`] when something uncertain cannot be drawn, or when some point leads to amounts that
/// are too large.
pub(in crate::simulation) fn run_points<'k>(
    models: &[SweptModel<'_>],
    points: SweptPoints<'_>,
    begin: impl FnOnce(Vec<Vec<SeriesName>>) -> Box<Keeper<'k>>,
) -> Result<(), Box<Refusal>> {
    let plain: Vec<Model<'_>> = models.iter().map(|one| one.model.clone()).collect();
    let prepared = Prepared::of(&plain, points.seed)?;
    let dials: Vec<_> = models.iter().map(|one| &one.dials).collect();
    let dial = |model: usize| {
        let dials = dials[model];
        let farthest: Vec<Number> = dials
            .iter()
            .map(|dial| farthest(dial, points.numbers))
            .collect();
        move |inputs: &mut Inputs, lanes: usize| {
            for (dial, number) in dials.iter().zip(&farthest) {
                inputs.write_lanes(&dial.line, &vec![*number; lanes]);
            }
        }
    };
    let mut forms: Vec<Forms<'_>> = Vec::new();
    let mut blocks = 0;
    for (model, worlds) in prepared.worlds.iter().enumerate() {
        for world in &worlds.worlds {
            world.hold_dialed(&prepared.greatest, &dial(model))?;
        }
        let own = worlds.forms_dialed(&prepared.greatest, blocks, &dial(model));
        blocks += own.blocks.len();
        forms.push(own);
    }
    let names = prepared.worlds.iter();
    let names = names.map(|worlds| worlds.ledger.names.clone()).collect();
    let mut keep = begin(names);
    let run = PointRun {
        prepared: &prepared,
        forms: &forms,
        dials: &dials,
        points,
    };
    match points.draws {
        0 => run.as_lanes(&mut keep),
        draws => run.drawn(draws, &mut keep),
    }
    Ok(())
}

/// Returns the number of a dial at which amounts are greatest: the least where people leave.
fn farthest(dial: &Dial, points: &[Vec<Number>]) -> Number {
    let leaves = dial.line.path.starts_with("projection.attrition.");
    let numbers = points.iter().map(|point| point[dial.parameter]);
    let times = |above: i64, below: i64| i128::from(above) * i128::from(below);
    let farther = |one: Number, other: Number| {
        let is_more = times(other.0, one.1) > times(one.0, other.1);
        if is_more == leaves { one } else { other }
    };
    numbers.reduce(farther).unwrap_or((0, 1))
}

/// Points under way.
struct PointRun<'a> {
    prepared: &'a Prepared<'a>,
    forms: &'a [Forms<'a>],
    dials: &'a [&'a Vec<Dial>],
    points: SweptPoints<'a>,
}

impl PointRun<'_> {
    fn desks(&self) -> Vec<Desk> {
        self.prepared.worlds.iter().map(Worlds::desk).collect()
    }

    /// Runs every point once, so many in a block as there are lanes.
    fn as_lanes(&self, keep: &mut Keeper<'_>) {
        let mut desks = self.desks();
        let (mut work, mut blocks) = (Workspace::default(), Blocks::default());
        let mut drawn = self.prepared.pool.room();
        self.prepared.pool.draw(0, &mut drawn);
        let mut numbers = [(0, 1); LANES];
        for (block, points) in self.points.numbers.chunks(LANES).enumerate() {
            for (model, worlds) in self.prepared.worlds.iter().enumerate() {
                let mut dial = |inputs: &mut Inputs| {
                    for dial in self.dials[model] {
                        // A block that is not full repeats its last point.
                        let last = points.last();
                        let own = points.iter().chain(last.into_iter().cycle());
                        for (number, point) in numbers.iter_mut().zip(own) {
                            *number = point[dial.parameter];
                        }
                        inputs.write_lanes(&dial.line, &numbers);
                    }
                };
                let place = (&mut work, &mut blocks, &mut desks[model]);
                worlds.fill_dialed(&self.forms[model], (0, &drawn), place, &mut dial);
                let runs = Runs::Points(block * LANES);
                self.keep(model, (runs, points.len()), &desks[model], keep);
            }
        }
    }

    /// Makes the draws of one point after the other.
    fn drawn(&self, draws: u64, keep: &mut Keeper<'_>) {
        let mut desks = self.desks();
        let mut work = Workspace::default();
        let mut known: Vec<(Drawn, Blocks)> = Vec::new();
        let is_kept = draws.div_ceil(LANES as u64) <= KEPT_BLOCKS;
        for (point, numbers) in self.points.numbers.iter().enumerate() {
            for (at, first) in (0..draws).step_by(LANES).enumerate() {
                let own = if is_kept { at } else { 0 };
                if own == known.len() {
                    known.push((self.prepared.pool.room(), Blocks::default()));
                }
                let (drawn, blocks) = &mut known[own];
                if !is_kept || point == 0 {
                    self.prepared.pool.draw(first, drawn);
                }
                for (model, worlds) in self.prepared.worlds.iter().enumerate() {
                    let mut dial = |inputs: &mut Inputs| {
                        for dial in self.dials[model] {
                            inputs.write_lanes(&dial.line, &[numbers[dial.parameter]; LANES]);
                        }
                    };
                    let place = (&mut work, &mut *blocks, &mut desks[model]);
                    worlds.fill_dialed(&self.forms[model], (first, drawn), place, &mut dial);
                    let lanes = usize::try_from(draws - first).unwrap_or(LANES).min(LANES);
                    let runs = (Runs::Draws(point, first), lanes);
                    self.keep(model, runs, &desks[model], keep);
                }
            }
        }
    }

    fn keep(&self, model: usize, (runs, lanes): (Runs, usize), desk: &Desk, keep: &mut Keeper<'_>) {
        let series = self.prepared.worlds[model].ledger.names.len();
        for (at, column) in desk.outcome().iter().enumerate().take(series) {
            keep(model, at, runs, &column[..lanes]);
        }
    }
}
