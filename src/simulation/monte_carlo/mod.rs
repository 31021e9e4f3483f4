//! Monte Carlo: every model on the same draws, blocks of draws at once.
//!
//! [`simulate`] draws blocks of [`LANES`] draws, lets every model make amounts of them, and keeps
//! those in the order of the draws. Which draw gets which numbers depends on nothing but the seed,
//! so threads, chunks and the number of draws leave every draw as it was, and [`replayed`] finds
//! any of them alone.

mod beside;
mod events;
mod futures;
mod names;
mod outcome;
mod pool;
mod projecting;
mod series;
mod world;

pub use self::events::possible_worlds;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use self::outcome::Layout;
use self::pool::Pool;
use self::world::{Forms, World, Worlds};
use super::Case;
use super::sample::{Chunk, Sample, stops};
use super::threads::on_every_thread;
use crate::domain::{Scenario, Text};
use crate::engine::LANES;
use crate::money::Exact;
use crate::plan::Refusal;
use crate::results::Simulated;

/// Most draws of one simulation.
pub const MOST_DRAWS: u64 = 1 << 32;

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
    let mut pool = Pool::new(request.seed);
    let worlds = models.iter().map(|model| Worlds::of(model, &mut pool));
    let worlds = worlds.collect::<Result<Vec<Worlds<'_>>, Box<Refusal>>>()?;
    let greatest = pool.greatest();
    let all = worlds.iter().flat_map(|model| &model.worlds);
    pool.join(all.clone().flat_map(World::reads));
    all.clone().try_for_each(|world| world.hold(&greatest))?;
    let layout = Layout::of(models, &worlds);
    let forms: Vec<Forms<'_>> = worlds.iter().map(|model| model.forms(&greatest)).collect();
    let run = Run {
        pool: &pool,
        worlds: &worlds,
        forms: &forms,
        layout: &layout,
        watch,
    };
    let asked = match &request.draws {
        Draws::Fixed(draws) => *draws,
        Draws::Auto { .. } => stops().next().unwrap_or(1),
    };
    let centres = run.centres();
    if let (true, Draws::Fixed(draws)) = (request.keep_draws, &request.draws) {
        let most = Sample::most_exact(layout.series());
        if *draws > most {
            return Err(Box::new(too_many_to_keep(most)));
        }
    }
    let mut sample = Sample::new(&centres, layout.tallies(), asked);
    let asked = match &request.draws {
        Draws::Fixed(draws) => {
            sample = run.until(sample, *draws, Some(*draws));
            *draws
        }
        Draws::Auto { precision } => {
            let mut asked = asked;
            for stop in stops().take_while(|stop| *stop <= MOST_DRAWS) {
                asked = stop;
                sample.ask(stop);
                sample = run.until(sample, stop, None);
                if watch.is_stopped() || sample.is_precise(precision, layout.amounts()) {
                    break;
                }
            }
            asked
        }
    };
    Ok(layout.outcome(models, (&sample, asked), request))
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
    worlds.replayed((first, &drawn), usize::try_from(lane).unwrap_or_default())
}

/// A simulation under way.
struct Run<'a> {
    pool: &'a Pool,
    worlds: &'a [Worlds<'a>],
    forms: &'a [Forms<'a>],
    layout: &'a Layout,
    watch: &'a dyn Watch,
}

impl Run<'_> {
    /// Returns the amounts of the first draw, around which the others are kept.
    fn centres(&self) -> Vec<i64> {
        let mut chunk = Chunk::new(&vec![0; self.layout.series()], self.layout.tallies(), 1);
        self.fill(0, &mut chunk);
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
                if !self.fill(first, &mut chunk) {
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

    /// Fills a chunk that begins at a draw; says whether nobody stopped it.
    fn fill(&self, first: u64, chunk: &mut Chunk) -> bool {
        let mut drawn = self.pool.room();
        let desks = self.worlds.iter().zip(self.forms);
        let mut desks: Vec<_> = desks.map(|(worlds, forms)| worlds.desk(forms)).collect();
        let draws = chunk.draws();
        let mut at = 0;
        while at < draws {
            if self.watch.is_stopped() {
                return false;
            }
            let lanes = LANES.min(draws - at);
            let block = first + at as u64;
            self.pool.draw(block, &mut drawn);
            for ((worlds, forms), desk) in self.worlds.iter().zip(self.forms).zip(&mut desks) {
                worlds.fill(forms, (block, &drawn), desk);
            }
            self.layout.keep(&desks, lanes, chunk);
            at += lanes;
        }
        true
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
