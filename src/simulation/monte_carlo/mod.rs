//! Monte Carlo: every model on the same draws, blocks of draws at once.
//!
//! [`simulate`] draws blocks of [`LANES`] draws, lets every model make amounts of them, and keeps
//! those in the order of the draws. Which draw gets which numbers depends on nothing but the seed,
//! so threads, chunks and the number of draws leave every draw as it was, and [`replayed`] finds
//! any of them alone.

mod bell;
mod beside;
mod drawings;
mod events;
mod floats;
mod futures;
mod names;
mod neighbours;
mod one_at_a_time;
mod outcome;
mod parts;
mod points;
mod pool;
mod projecting;
mod series;
mod shape;
mod world;

pub use self::bell::Moment;
pub use self::events::possible_worlds;
pub use self::one_at_a_time::sways;
pub use self::parts::{DrawnPart, PART_STEP, draw_part, simulate_parts};
pub(super) use self::points::Runs;
pub use self::points::{Dialled, Knob, PreparedPoints, ReadyPoints, SweptModel, SweptPoints};

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use self::bell::Varied;
use self::drawings::drawings;
use self::outcome::Layout;
use self::pool::{Drawn, Pool};
use self::world::{Blocks, Desk, Forms, World, Worlds};
use super::Case;
use super::sample::{Chunk, Sample, stops};
use super::threads::on_every_thread;
use crate::domain::{Scenario, Text};
use crate::engine::{LANES, Workspace};
use crate::money::Exact;
use crate::plan::Refusal;
use crate::results::{Drawing, Simulated};

/// Most draws of one simulation; a bucket of a sketch counts in 32 bits.
pub const MOST_DRAWS: u64 = 1_000_000_000;

/// Blocks that a thread draws before it fills them for one model after another, where each model
/// has one world.
const TURNS: usize = 4;

/// One variant, as a simulation looks at it.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    /// Stable id.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// The scenario in which nothing has happened.
    pub scenario: &'a Scenario,
    /// The same, compiled.
    pub case: &'a Case,
    /// The worlds in which events have happened: one for each of [`possible_worlds`].
    pub worlds: &'a [Happened],
}

/// A variant as it stands when some events have happened.
#[derive(Clone, Debug)]
pub struct Happened {
    /// Those events, by position, ascending.
    pub events: Vec<usize>,
    /// The scenario.
    pub scenario: Scenario,
    /// The same, compiled.
    pub case: Case,
}

/// One draw, to be run and explained like any other case.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// The events that happen in it, by position, ascending.
    pub events: Vec<usize>,
    /// The values of what is uncertain, in the order of the file.
    pub drawings: Vec<Drawing>,
    /// The case.
    pub case: Case,
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

/// Nobody watches: a simulation that is soon done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn done(&self, _: u64, _: Option<u64>) {}

    fn is_stopped(&self) -> bool {
        false
    }
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
) -> Result<Simulated, Box<Refusal>> {
    let Prepared {
        pool,
        worlds,
        greatest,
    } = Prepared::of(models, request.seed)?;
    let layout = Layout::of(models, &worlds);
    let forms = forms(&worlds, &greatest);
    let run = Run {
        pool: &pool,
        worlds: &worlds,
        forms: &forms,
        layout: &layout,
        watch,
    };
    let (stops, of): (Vec<u64>, Option<u64>) = match &request.draws {
        Draws::Fixed(draws) => (vec![*draws], Some(*draws)),
        Draws::Auto { .. } => (
            stops().take_while(|stop| *stop <= MOST_DRAWS).collect(),
            None,
        ),
    };
    let most = most_draws(&layout, request);
    let mut asked = stops.first().copied().unwrap_or_default();
    let mut sample = Sample::new(&run.centres(), layout.tallies(), asked);
    for stop in stops {
        if stop > most {
            return Err(Box::new(too_many_to_keep(most)));
        }
        asked = stop;
        sample.ask(stop);
        sample = run.until(sample, stop, of);
        let is_precise = match &request.draws {
            Draws::Fixed(_) => true,
            Draws::Auto { precision } => sample.is_precise(precision, layout.amounts()),
        };
        if is_precise || watch.is_stopped() {
            break;
        }
    }
    Ok(layout.outcome(models, (&sample, asked), request))
}

/// Returns why nothing can be drawn of a model: each uncertain number that cannot be drawn, or else
/// what the numbers together lead to.
pub fn undrawable(model: &Model<'_>) -> Vec<Refusal> {
    let Err(together) = Prepared::of(std::slice::from_ref(model), 0) else {
        return Vec::new();
    };
    let uncertain = model.scenario.uncertain.iter();
    let alone = uncertain.filter_map(|one| {
        let only = |scenario: &Scenario| Scenario {
            uncertain: scenario
                .uncertain
                .iter()
                .filter(|own| own.id == one.id)
                .cloned()
                .collect(),
            ..scenario.clone()
        };
        let scenario = only(model.scenario);
        let worlds = model.worlds.iter().map(|world| Happened {
            scenario: only(&world.scenario),
            ..world.clone()
        });
        let worlds: Vec<Happened> = worlds.collect();
        let alone = Model {
            scenario: &scenario,
            worlds: &worlds,
            ..model.clone()
        };
        Prepared::of(&[alone], 0).err()
    });
    let alone: Vec<Refusal> = alone.map(|refusal| *refusal).collect();
    match alone.is_empty() {
        true => vec![*together],
        false => alone,
    }
}

/// Models of which draws can be made.
struct Prepared<'a> {
    pool: Pool,
    worlds: Vec<Worlds<'a>>,
    /// The greatest value of each column of the pool.
    greatest: Vec<f64>,
}

impl<'a> Prepared<'a> {
    /// Prepares models.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when something uncertain cannot be drawn, or could lead to amounts that are
    /// too large.
    fn of(models: &[Model<'a>], seed: u64) -> Result<Prepared<'a>, Box<Refusal>> {
        Prepared::varied(models, seed, std::iter::empty())
    }

    /// The same, where some means and deviations differ from point to point.
    ///
    /// # Errors
    ///
    /// The same, of any point.
    fn varied<'v>(
        models: &[Model<'a>],
        seed: u64,
        varied: impl Iterator<Item = &'v Varied>,
    ) -> Result<Prepared<'a>, Box<Refusal>> {
        let mut pool = Pool::new(seed);
        pool.vary(varied);
        let worlds = models.iter().map(|model| Worlds::of(model, &mut pool));
        let worlds = worlds.collect::<Result<Vec<Worlds<'_>>, Box<Refusal>>>()?;
        let greatest = pool.greatest();
        let all = worlds.iter().flat_map(|model| &model.worlds);
        pool.join(all.clone().flat_map(World::reads));
        all.clone().try_for_each(|world| world.hold(&greatest))?;
        Ok(Prepared {
            pool,
            worlds,
            greatest,
        })
    }
}

/// Returns the forms of all worlds of models, of which those that draw alike share their numbers.
fn forms<'f>(worlds: &'f [Worlds<'_>], greatest: &[f64]) -> Vec<Forms<'f>> {
    let mut all: Vec<Forms<'f>> = Vec::new();
    let mut first = 0;
    for model in worlds {
        let mut own = model.forms(greatest, first);
        first += own.blocks.len();
        let before: Vec<_> = worlds.iter().zip(&all).collect();
        model.share(&mut own, &before);
        all.push(own);
    }
    all
}

/// Returns one draw, to be run and explained like any other case.
///
/// # Errors
///
/// A [`Refusal`] when something uncertain cannot be drawn.
pub fn replayed(model: &Model<'_>, seed: u64, draw: u64) -> Result<Replayed, Box<Refusal>> {
    let mut pool = Pool::new(seed);
    let worlds = Worlds::of(model, &mut pool)?;
    let mut drawn = pool.room();
    let lane = draw % LANES as u64;
    let first = draw - lane;
    pool.draw(first, &mut drawn);
    let lane = usize::try_from(lane).unwrap_or_default();
    let world = worlds.of_draw(first, lane)?;
    let events = world.events();
    let happened = model.worlds.iter().find(|one| one.events == events);
    let scenario = happened.map_or(model.scenario, |one| &one.scenario);
    let values = pool.values_behind(world.reads());
    let value = |node| drawn.column(node)[lane];
    Ok(Replayed {
        events,
        drawings: drawings(&scenario.uncertain, &values, value),
        case: world.case_of(&drawn, lane),
    })
}

/// A simulation under way.
struct Run<'a> {
    pool: &'a Pool,
    worlds: &'a [Worlds<'a>],
    forms: &'a [Forms<'a>],
    layout: &'a Layout,
    watch: &'a dyn Watch,
}

/// Where one thread makes draws, some blocks before it goes on to the next model: what a model
/// needs is then near while it is used.
struct Workplace {
    work: Workspace,
    turns: Vec<Turn>,
    desks: Vec<Desk>,
}

/// One block of draws.
struct Turn {
    drawn: Drawn,
    blocks: Blocks,
    /// What came out of the baseline.
    base: Desk,
}

impl Run<'_> {
    /// Returns the amounts of the first draw, around which the others are kept.
    fn centres(&self) -> Vec<i64> {
        let mut chunk = Chunk::new(&vec![0; self.layout.series()], self.layout.tallies(), 1);
        if !self.fill(0, &mut chunk, &mut self.workplace()) {
            return vec![0; self.layout.series()];
        }
        let mut sample = Sample::new(&vec![0; self.layout.series()], self.layout.tallies(), 1);
        sample.put(0, chunk);
        let moments = (0..self.layout.series()).map(|series| sample.moments(series));
        moments
            .map(|moments| moments.map_or(0, |moments| moments.mean.count()))
            .collect()
    }

    /// Makes draws until there are so many, or until whoever watches stops it.
    fn until(&self, sample: Sample, draws: u64, of: Option<u64>) -> Sample {
        let size = Sample::chunk_draws(self.layout.series()) as u64;
        let start = sample.draws();
        let centres = self.centres();
        let next = AtomicU64::new(0);
        let done = AtomicU64::new(start);
        let sample = Mutex::new(sample);
        on_every_thread(|| {
            let mut workplace = self.workplace();
            loop {
                let first = start + next.fetch_add(1, Ordering::Relaxed) * size;
                if first >= draws || self.watch.is_stopped() {
                    return;
                }
                let count = size.min(draws - first);
                let mut chunk = Chunk::new(
                    &centres,
                    self.layout.tallies(),
                    usize::try_from(count).unwrap_or_default(),
                );
                if !self.fill(first, &mut chunk, &mut workplace) {
                    return;
                }
                if let Ok(mut sample) = sample.lock() {
                    sample.put(first, chunk);
                }
                let so_far = done.fetch_add(count, Ordering::Relaxed) + count;
                self.watch.done(so_far, of);
            }
        });
        sample
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn workplace(&self) -> Workplace {
        let is_wide = self.worlds.iter().any(|model| model.worlds.len() > 1);
        let turns = if self.worlds.len() > 1 && !is_wide {
            TURNS
        } else {
            1
        };
        let turn = || Turn {
            drawn: self.pool.room(),
            blocks: Blocks::default(),
            base: self.worlds[self.layout.baseline].desk(),
        };
        Workplace {
            work: Workspace::default(),
            turns: std::iter::repeat_with(turn).take(turns).collect(),
            desks: self.worlds.iter().map(Worlds::desk).collect(),
        }
    }

    /// Fills a chunk that begins at a draw; says whether nobody stopped it.
    fn fill(&self, first: u64, chunk: &mut Chunk, place: &mut Workplace) -> bool {
        let (last, mut at) = (first + chunk.draws() as u64, first);
        while at < last {
            if self.watch.is_stopped() {
                return false;
            }
            at = self.fill_turns((at, last), chunk, place);
        }
        true
    }

    /// Makes the draws from `first` on, as many as there are turns and before `last`; returns the
    /// first draw after them.
    fn fill_turns(
        &self,
        (first, last): (u64, u64),
        chunk: &mut Chunk,
        place: &mut Workplace,
    ) -> u64 {
        let Workplace { work, turns, desks } = place;
        let size = LANES as u64;
        let firsts: Vec<u64> = (first..last).step_by(LANES).take(turns.len()).collect();
        let lanes = |block: u64| usize::try_from(size.min(last - block)).unwrap_or(LANES);
        let baseline = self.layout.baseline;
        for (turn, block) in turns.iter_mut().zip(&firsts) {
            self.pool.draw(*block, &mut turn.drawn);
            let Turn {
                drawn,
                blocks,
                base,
            } = turn;
            self.fill_model(baseline, (*block, drawn), (work, blocks, base));
            self.layout
                .keep(baseline, (base, base), lanes(*block), chunk);
        }
        for model in (0..self.worlds.len()).filter(|model| *model != baseline) {
            for (turn, block) in turns.iter_mut().zip(&firsts) {
                let Turn {
                    drawn,
                    blocks,
                    base,
                } = turn;
                let desk = &mut desks[model];
                self.fill_model(model, (*block, drawn), (work, blocks, desk));
                self.layout.keep(model, (desk, base), lanes(*block), chunk);
            }
        }
        last.min(first + size * firsts.len() as u64)
    }

    fn fill_model(
        &self,
        model: usize,
        (first, drawn): (u64, &Drawn),
        place: (&mut Workspace, &mut Blocks, &mut Desk),
    ) {
        self.worlds[model].fill(&self.forms[model], (first, drawn), place);
    }
}

/// Returns how many draws can be kept as they are asked for.
fn most_draws(layout: &Layout, request: &SimulationRequest) -> u64 {
    match request.keep_draws {
        true => Sample::most_exact(layout.series()),
        false => MOST_DRAWS,
    }
}

fn too_many_to_keep(most: u64) -> Refusal {
    Refusal {
        code: "too-many-draws-to-keep",
        path: "simulation.draws".into(),
        text: Text::new(
            format!("van zo veel bedragen zijn hoogstens {most} trekkingen te bewaren"),
            format!("of so many amounts at most {most} draws can be kept"),
        ),
        hint: Text::new(
            "vraag minder trekkingen, of houd onder `[simulation]` minder bedragen bij",
            "ask for fewer draws, or keep fewer amounts under `[simulation]`",
        ),
    }
}
