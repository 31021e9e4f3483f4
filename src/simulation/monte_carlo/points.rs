//! Points: models at many values of some of their numbers, blocks of lanes at once.
//!
//! The lanes of a block are draws of one point, or of as many points as fit with all their draws;
//! where nothing is drawn, a point has one. All points see the same draws, which are made once.
//! What a model makes of a point depends on that point alone.

use std::sync::{Mutex, PoisonError};

use super::super::dials::{Dial, PointLanes, Value, ends};
use super::bell::{Moment, Varied};
use super::floats::{from_whole, nearest};
use super::pool::Drawn;
use super::world::{Block, Blocks, Desk, Forms, World, Worlds};
use super::{Model, Prepared};
use crate::domain::Id;
use crate::engine::{LANES, Workspace};
use crate::money::Exact;
use crate::plan::{Inputs, Refusal, SlotLine};
use crate::results::SeriesName;

/// The most blocks of draws that are kept from one point to the next.
const KEPT_BLOCKS: u64 = 64;

/// A number over this many parts or fewer, and a divisor of it, is a decimal of fifteen places.
const DECIMAL: i64 = 1_000_000_000_000_000;

/// A model with the numbers of it that differ from point to point.
#[derive(Clone, Debug)]
pub struct SweptModel<'a> {
    /// The model; where nothing is drawn, without anything uncertain and without events.
    pub model: Model<'a>,
    /// Its numbers that differ.
    pub dials: Vec<Dialled>,
}

/// A number that differs from point to point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialled {
    /// The position of the parameter.
    pub parameter: usize,
    /// What it is.
    pub knob: Knob,
}

/// What a parameter of a sweep turns without another plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Knob {
    /// The number in a slot.
    Slot(SlotLine),
    /// The mean or the deviation of a normal or lognormal distribution, by what is uncertain.
    Moment(Id, Moment),
}

impl Knob {
    /// Returns the line of a slot.
    pub fn line(&self) -> Option<&SlotLine> {
        match self {
            Knob::Slot(line) => Some(line),
            Knob::Moment(..) => None,
        }
    }
}

/// The points of a sweep, or some of them.
#[derive(Clone, Copy, Debug)]
pub struct SweptPoints<'a> {
    /// For each parameter its number at every point.
    pub columns: &'a [&'a [Value]],
    /// The number of points.
    pub count: usize,
    /// The draws of each point; none where nothing is drawn.
    pub draws: u64,
}

/// Of which runs amounts are: so many draws of so many points, point after point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::simulation) struct Runs {
    /// The first point, by position.
    pub(in crate::simulation) point: usize,
    pub(in crate::simulation) points: usize,
    /// The first draw of each of them.
    pub(in crate::simulation) draw: u64,
    pub(in crate::simulation) draws: usize,
}

/// Whoever keeps amounts: it is told the model, the series by position, the runs, and what each of
/// them comes to in whole cents.
pub(in crate::simulation) type Keeper<'k> = dyn FnMut(usize, usize, Runs, &[f64]) + 'k;

/// Models of a sweep, prepared for points whose numbers lie between known ends.
pub struct PreparedPoints<'a> {
    prepared: Prepared<'a>,
    /// The id of each model.
    ids: Vec<String>,
    /// For each world of each model its numbers in slots, with the positions of their parameters.
    dials: Vec<Vec<Vec<(SlotLine, usize)>>>,
    /// The means and deviations that differ, likewise.
    moments: Vec<(Varied, usize)>,
}

impl<'a> PreparedPoints<'a> {
    /// Prepares models; `columns` has for each parameter numbers among which are the least and the
    /// greatest of any point.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when something uncertain cannot be drawn.
    pub fn of(
        models: &[SweptModel<'a>],
        columns: &[&[Value]],
        seed: u64,
    ) -> Result<PreparedPoints<'a>, Box<Refusal>> {
        let plain: Vec<Model<'_>> = models.iter().map(|one| one.model.clone()).collect();
        let moments = moments(models, columns);
        let prepared = Prepared::varied(&plain, seed, moments.iter().map(|(of, _)| of))?;
        let dials = models.iter().zip(&prepared.worlds).map(|(model, worlds)| {
            let worlds = worlds.worlds.iter();
            worlds.map(|world| dials_in(world, model)).collect()
        });
        let dials = dials.collect();
        Ok(PreparedPoints {
            prepared,
            ids: plain.into_iter().map(|model| model.id).collect(),
            dials,
            moments,
        })
    }

    /// Returns for each world of a model its numbers that stand in slots, at some points.
    fn dials<'d>(&'d self, model: usize, columns: &[&'d [Value]]) -> Vec<Vec<Dial<'d>>> {
        let dial = |(line, parameter): &'d (SlotLine, usize)| Dial {
            line,
            values: columns[*parameter],
        };
        let worlds = self.dials[model].iter();
        let worlds = worlds.map(|dials| dials.iter().map(dial).collect());
        worlds.collect()
    }
}

/// Returns the numbers of a model that stand in slots of one of its worlds, which may have a plan
/// of its own. What an event sets stays as it is where that event has happened.
fn dials_in(world: &World<'_>, model: &SweptModel<'_>) -> Vec<(SlotLine, usize)> {
    let happened = world.events();
    let settles = |path: &str| {
        let events = model.model.scenario.events.iter().enumerate();
        let mut events = events.filter(|(at, _)| happened.contains(at));
        events.any(|(_, event)| event.settles(path))
    };
    let lines = model.dials.iter().filter_map(|dialled| {
        let path = &dialled.knob.line()?.path;
        let mut lines = world.lines().iter();
        let line = lines.find(|line| line.path == *path)?;
        (!settles(path)).then(|| (line.clone(), dialled.parameter))
    });
    lines.collect()
}

/// Returns the means and deviations that differ between points, each of them once.
fn moments(models: &[SweptModel<'_>], columns: &[&[Value]]) -> Vec<(Varied, usize)> {
    let mut moments: Vec<(Varied, usize)> = Vec::new();
    for dialled in models.iter().flat_map(|one| &one.dials) {
        let Knob::Moment(id, moment) = &dialled.knob else {
            continue;
        };
        let is_known = |(one, _): &(Varied, usize)| one.id == *id && one.moment == *moment;
        let ends = ends(columns[dialled.parameter]);
        if let (false, Some((least, most))) = (moments.iter().any(is_known), ends) {
            let varied = Varied {
                id: id.clone(),
                moment: *moment,
                least: float(least),
                most: float(most),
            };
            moments.push((varied, dialled.parameter));
        }
    }
    moments
}

/// Prepared models with the forms in which their blocks are computed.
pub struct ReadyPoints<'p> {
    of: &'p PreparedPoints<'p>,
    forms: Vec<Forms<'p>>,
    /// Rooms that nobody works in: whoever runs more points finds its draws there.
    rooms: Mutex<Vec<Room>>,
}

impl<'p> ReadyPoints<'p> {
    /// Makes prepared models ready for points between the ends that are among `columns`.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when some point leads to amounts that are too large.
    pub fn of(
        of: &'p PreparedPoints<'p>,
        columns: &[&[Value]],
    ) -> Result<ReadyPoints<'p>, Box<Refusal>> {
        let greatest = &of.prepared.greatest;
        let mut forms: Vec<Forms<'_>> = Vec::new();
        let mut blocks = 0;
        for (model, worlds) in of.prepared.worlds.iter().enumerate() {
            let dials = of.dials(model, columns);
            let farthest = |world: usize, inputs: &mut Inputs| {
                let dials = dials[world].iter();
                dials.for_each(|dial| dial.write_farthest(inputs));
            };
            for (at, world) in worlds.worlds.iter().enumerate() {
                world.hold_dialed(greatest, &|most| farthest(at, most))?;
            }
            let own = worlds.forms_dialed(greatest, blocks, &farthest);
            blocks += own.blocks.len();
            forms.push(own);
        }
        Ok(ReadyPoints {
            of,
            forms,
            rooms: Mutex::default(),
        })
    }

    /// Returns the id of each model, with what its series are of.
    pub(in crate::simulation) fn series(
        &self,
    ) -> impl Iterator<Item = (&String, &Vec<SeriesName>)> {
        let worlds = self.of.prepared.worlds.iter();
        let names = worlds.map(|worlds| &worlds.ledger.names);
        self.of.ids.iter().zip(names)
    }

    /// Returns how many amounts a run of all models has.
    pub fn amounts(&self) -> usize {
        self.series().map(|(_, names)| names.len()).sum()
    }

    /// Runs points; amounts of a series come in the order of the runs.
    pub(in crate::simulation) fn run(&self, points: SweptPoints<'_>, keep: &mut Keeper<'_>) {
        let models = 0..self.forms.len();
        let moments = self.of.moments.iter();
        let moments = moments.map(|(_, parameter)| {
            let values = points.columns[*parameter].iter();
            values.map(|value| float(*value)).collect()
        });
        let draws = points.draws.max(1);
        let run = PointRun {
            prepared: &self.of.prepared,
            forms: &self.forms,
            dials: models
                .map(|model| self.of.dials(model, points.columns))
                .collect(),
            moments: moments.collect(),
            points: points.count,
            draws,
            together: usize::try_from((LANES as u64 / draws).max(1)).unwrap_or(1),
        };
        let rooms = || self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let room = rooms().pop();
        let mut room = room.unwrap_or_else(|| run.room());
        run.run(&mut room, keep);
        rooms().push(room);
    }
}

/// Returns the float that a number written in a file is read as.
fn float((above, below): Value) -> f64 {
    let is_small = above.unsigned_abs() < 1 << 53;
    match below > 0 && DECIMAL % below == 0 && is_small {
        // A quotient of two whole floats is rounded once, as the decimal is that is as much.
        true => from_whole(above) / from_whole(below),
        false => nearest(&Exact::ratio(above, below.max(1))),
    }
}

/// Points under way.
struct PointRun<'a> {
    prepared: &'a Prepared<'a>,
    forms: &'a [Forms<'a>],
    /// Of each world of each model.
    dials: Vec<Vec<Vec<Dial<'a>>>>,
    /// Each mean and deviation at every point.
    moments: Vec<Vec<f64>>,
    points: usize,
    draws: u64,
    /// Points that stand in a block together, each with all its draws.
    together: usize,
}

/// A block of draws, and the numbers that models have in it.
struct Turn {
    /// The first draw, and how many a point has, once they are drawn.
    of: Option<(u64, u64)>,
    drawn: Drawn,
    blocks: Blocks,
}

/// What a thread needs to run points; what is drawn there is the same for other points.
struct Room {
    desks: Vec<Desk>,
    work: Workspace,
    turns: Vec<Turn>,
}

impl PointRun<'_> {
    /// Runs every point; the blocks of its draws are kept for the next one where they are few.
    fn run(&self, room: &mut Room, keep: &mut Keeper<'_>) {
        let Room { desks, work, turns } = room;
        let is_kept = self.draws.div_ceil(LANES as u64) <= KEPT_BLOCKS;
        for point in (0..self.points).step_by(self.together) {
            for (at, draw) in (0..self.draws).step_by(LANES).enumerate() {
                let own = if is_kept { at } else { 0 };
                if own == turns.len() {
                    turns.push(Turn {
                        of: None,
                        drawn: self.prepared.pool.room(),
                        blocks: Blocks::default(),
                    });
                }
                let turn = &mut turns[own];
                self.draw(draw, turn);
                let left = usize::try_from(self.draws - draw).unwrap_or(LANES);
                let runs = Runs {
                    point,
                    points: self.together.min(self.points - point),
                    draw,
                    draws: left.min(LANES),
                };
                self.fill(runs, turn, (work, desks), keep);
            }
        }
    }

    fn room(&self) -> Room {
        Room {
            desks: self.prepared.worlds.iter().map(Worlds::desk).collect(),
            work: Workspace::default(),
            turns: Vec::new(),
        }
    }

    /// Draws a block, unless it is there; where several points stand in it, each has the same
    /// draws.
    fn draw(&self, first: u64, turn: &mut Turn) {
        let of = Some((first, self.draws));
        if turn.of == of {
            return;
        }
        self.prepared.pool.draw(first, &mut turn.drawn);
        if self.together > 1 {
            let draws = usize::try_from(self.draws).unwrap_or(LANES);
            turn.drawn.repeat(draws);
        }
        turn.blocks.values_mut().for_each(Block::forget);
        turn.of = of;
    }

    fn fill(
        &self,
        runs: Runs,
        turn: &mut Turn,
        (work, desks): (&mut Workspace, &mut [Desk]),
        keep: &mut Keeper<'_>,
    ) {
        let lanes = PointLanes {
            first: runs.point,
            each: match self.together {
                1 => LANES,
                _ => runs.draws,
            },
        };
        let Turn { drawn, blocks, .. } = turn;
        if !self.moments.is_empty() {
            for (at, moment) in self.moments.iter().enumerate() {
                drawn.write_moment(at, lanes.of(moment));
            }
            self.prepared.pool.follow(drawn);
            // What draws write is another for every point.
            blocks.values_mut().for_each(Block::forget);
        }
        for (model, worlds) in self.prepared.worlds.iter().enumerate() {
            let mut dial = |world: usize, inputs: &mut Inputs| {
                let dials = self.dials[model][world].iter();
                dials.for_each(|dial| dial.write(lanes, inputs));
            };
            let place = (&mut *work, &mut *blocks, &mut desks[model]);
            worlds.fill_dialed(&self.forms[model], (runs.draw, drawn), place, &mut dial);
            let series = worlds.ledger.names.len();
            for (at, column) in desks[model].outcome().iter().enumerate().take(series) {
                keep(model, at, runs, &column[..runs.points * runs.draws]);
            }
        }
    }
}
