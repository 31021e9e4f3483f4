//! Parts of a simulation: some of its draws, made apart, and put together to what all of them say.
//! What a part holds depends on its draws alone, and what comes of parts on nothing but that they
//! are all there.

use super::super::sample::{Chunk, Sample};
use super::outcome::Layout;
use super::{Draws, Model, Prepared, Run, SimulationRequest, Unwatched};
use super::{forms, most_draws, too_many_to_keep};

use crate::engine::LANES;
use crate::plan::Refusal;
use crate::results::Simulated;

/// The draws of a part begin at a multiple of this.
pub const PART_STEP: u64 = LANES as u64;

/// Draws of a simulation that were made apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnPart {
    /// The first draw, a multiple of [`PART_STEP`].
    pub first: u64,
    /// The number of draws.
    pub count: usize,
    /// What they come to, as [`draw_part`] packed it.
    pub kept: Vec<u8>,
}

/// Makes `count` draws from the draw `first` on, a multiple of [`PART_STEP`].
///
/// # Errors
///
/// A [`Refusal`] when something uncertain cannot be drawn.
pub fn draw_part(
    models: &[Model<'_>],
    seed: u64,
    (first, count): (u64, usize),
) -> Result<DrawnPart, Box<Refusal>> {
    on_run(models, seed, |run| {
        let mut chunk = Chunk::new(&run.centres(), run.layout.tallies(), count);
        run.fill(first, &mut chunk, &mut run.workplace());
        let kept = chunk.packed();
        Ok(DrawnPart { first, count, kept })
    })
}

/// Simulates models on draws that were made apart, in any order; `None` when these are not all that
/// the request is for, each once.
///
/// # Errors
///
/// A [`Refusal`] when something uncertain cannot be drawn.
pub fn simulate_parts(
    models: &[Model<'_>],
    request: &SimulationRequest,
    parts: &[DrawnPart],
) -> Result<Option<Simulated>, Box<Refusal>> {
    let made: u64 = parts.iter().map(|part| part.count as u64).sum();
    if request.draws != Draws::Fixed(made) {
        return Ok(None);
    }
    on_run(models, request.seed, |run| {
        let most = most_draws(run.layout, request);
        if made > most {
            return Err(Box::new(too_many_to_keep(most)));
        }
        let (centres, tallies) = (run.centres(), run.layout.tallies());
        let mut sample = Sample::new(&centres, tallies, made);
        for part in parts {
            match Chunk::unpacked(&centres, tallies, part.count, &part.kept) {
                Some(chunk) => sample.put(part.first, chunk),
                None => return Ok(None),
            }
        }
        let is_whole = sample.draws() == made;
        Ok(is_whole.then(|| run.layout.outcome(models, (&sample, made), request)))
    })
}

fn on_run<R>(
    models: &[Model<'_>],
    seed: u64,
    work: impl FnOnce(&Run<'_>) -> Result<R, Box<Refusal>>,
) -> Result<R, Box<Refusal>> {
    let Prepared {
        pool,
        worlds,
        greatest,
    } = Prepared::of(models, seed)?;
    work(&Run {
        pool: &pool,
        worlds: &worlds,
        forms: &forms(&worlds, &greatest),
        layout: &Layout::of(models, &worlds),
        watch: &Unwatched,
    })
}
