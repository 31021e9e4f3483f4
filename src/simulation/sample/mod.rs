//! What a simulation keeps of each series of amounts, and the bands that are read from it.
//!
//! Each amount is kept as its offset from a centre that is fixed before the first draw. Sums and
//! sums of squares are whole numbers, so means and deviations do not depend on any order. All
//! offsets are kept while they fit a stated budget; beyond it, a sketch counts them in buckets.
//! Nothing here depends on the number of threads, or on how the draws were cut into chunks.

mod chunk;
mod moments;
mod packed;
mod points;
mod reader;
mod selection;
mod sketch;
mod summary;

use std::collections::BTreeMap;

pub use chunk::{Chunk, write_whole};
pub use moments::Moments;
pub use points::{PointBands, PointReader};
pub use reader::Reader;
pub use summary::{Summary, SummaryParts};

use crate::money::{Cents, Exact};
use crate::results::{Band, Share};
use chunk::Offsets;
use moments::Sums;
use sketch::Sketch;

/// The most memory that exact offsets take, in bytes; twice that where they need 64 bits.
pub const BUDGET: u64 = 48 << 20;

/// The most memory that the pilot of a sketch takes, in bytes.
const PILOT_BUDGET: u64 = 16 << 20;

/// The most memory that the middles of all sketches take, in bytes.
const SKETCH_BUDGET: u64 = 24 << 20;

/// Bytes of an offset that fits in 32 bits.
const OFFSET_BYTES: u64 = 4;

/// The most values of one chunk, where it has more than the fewest draws.
const CHUNK_VALUES: usize = 1 << 20;

/// The fewest and the most draws of a chunk, both powers of two.
const CHUNK_DRAWS: (usize, usize) = (64, 4_096);

/// The draws after which `auto` first looks at what it has.
const FIRST_STOP: u64 = 1_024;

/// All series of a simulation, up to some draw.
///
/// Chunks may come in any order. What counts is the longest whole prefix of the draws, so a
/// simulation that is broken off has the bands of a shorter one.
#[derive(Clone, Debug)]
pub struct Sample {
    draws: u64,
    is_exact: bool,
    sums: Vec<Sums>,
    tallies: Vec<u64>,
    /// The chunks of the prefix in order; none once they are sketched.
    chunks: Vec<Chunk>,
    /// One for each series; none while all offsets are kept.
    sketches: Vec<Sketch>,
    /// Chunks that came before their turn, by their first draw.
    early: BTreeMap<u64, Chunk>,
}

impl Sample {
    /// Returns a sample without draws, of series around `centres`, with `tallies` counts of draws
    /// in which something holds, for a simulation of `asked` draws.
    ///
    /// The number of draws asked and the number of series alone decide whether all offsets are
    /// kept.
    pub fn new(centres: &[i64], tallies: usize, asked: u64) -> Sample {
        let mut sample = Sample {
            draws: 0,
            is_exact: true,
            sums: centres.iter().map(|centre| Sums::around(*centre)).collect(),
            tallies: vec![0; tallies],
            chunks: Vec::new(),
            sketches: Vec::new(),
            early: BTreeMap::new(),
        };
        sample.ask(asked);
        sample
    }

    /// Returns how many draws a chunk of `series` series has best: a power of two that keeps it
    /// within a few MiB.
    pub fn chunk_draws(series: usize) -> usize {
        let (fewest, most) = CHUNK_DRAWS;
        let room = (CHUNK_VALUES / series.max(1)).clamp(fewest, most);
        1 << room.ilog2()
    }

    /// Returns the most draws of which every amount of `series` series is kept.
    pub fn most_exact(series: usize) -> u64 {
        BUDGET / (series.max(1) as u64 * OFFSET_BYTES)
    }

    /// Asks for more draws in all: what is kept becomes that of a simulation of so many draws.
    pub fn ask(&mut self, draws: u64) {
        if self.is_exact && self.bytes(draws) > BUDGET {
            self.is_exact = false;
            self.sketch_chunks();
        }
    }

    /// Adds the chunk whose first draw is `first`, of which draws before it may still be missing.
    ///
    /// # Panics
    ///
    /// When a series of the chunk has not been written in full, which is a fault of the caller.
    pub fn put(&mut self, first: u64, chunk: Chunk) {
        assert!(chunk.is_full(), "every lane of every series is written");
        self.early.insert(first, chunk);
        while let Some(chunk) = self.early.remove(&self.draws) {
            self.accept(chunk);
        }
    }

    /// Returns the number of draws up to the first that is missing.
    pub fn draws(&self) -> u64 {
        self.draws
    }

    /// Returns in how many of the draws something holds.
    pub fn share(&self, tally: usize) -> Share {
        Share {
            holds: self.tallies[tally],
            draws: self.draws,
        }
    }

    /// Returns mean and spread of one series; `None` without draws.
    pub fn moments(&self, series: usize) -> Option<Moments> {
        self.sums[series].moments(self.draws)
    }

    /// Says whether the standard error of the mean of each of these series is at most `precision`
    /// times that mean. Series with a mean of zero do not count; without draws nothing is precise.
    pub fn is_precise(&self, precision: &Exact, series: impl IntoIterator<Item = usize>) -> bool {
        let is_precise = |moments: Moments| moments.is_precise(precision);
        let mut series = series.into_iter();
        series.all(|series| self.moments(series).is_some_and(is_precise))
    }

    /// Returns what reads bands with these quantiles, and the mean of the worst part `tail`;
    /// `None` without draws.
    pub fn reader(&self, quantiles: &[Exact], tail: &Exact) -> Option<Reader<'_>> {
        Reader::of(self, quantiles, tail)
    }

    /// Returns the amounts of a series, draw by draw; `None` where only a sketch is kept.
    pub fn amounts(&self, series: usize) -> Option<Vec<i64>> {
        if !self.is_exact {
            return None;
        }
        let centre = self.sums[series].centre();
        let mut amounts = Vec::new();
        for column in self.columns(series) {
            column.each(|offset| amounts.push(centre + offset));
        }
        Some(amounts)
    }

    fn accept(&mut self, chunk: Chunk) {
        self.draws += chunk.draws() as u64;
        for (total, sums) in self.sums.iter_mut().zip(chunk.sums()) {
            total.add(sums);
        }
        for (total, holds) in self.tallies.iter_mut().zip(chunk.tallies()) {
            *total += holds;
        }
        if self.sketches.is_empty() {
            self.chunks.push(chunk);
            self.sketch_chunks();
        } else {
            for (series, sketch) in self.sketches.iter_mut().enumerate() {
                sketch.count(chunk.offsets(series));
            }
        }
    }

    /// Replaces the chunks by a sketch, once it is wanted and its pilot is complete.
    fn sketch_chunks(&mut self) {
        let pilot = self.pilot();
        if self.is_exact || self.draws < pilot as u64 {
            return;
        }
        let middle = Sketch::middle(SKETCH_BUDGET, self.sums.len());
        for series in 0..self.sums.len() {
            let columns: Vec<_> = self.columns(series).collect();
            self.sketches.push(Sketch::of(&columns, pilot, middle));
        }
        self.chunks.clear();
    }

    /// Returns the offsets of a series, chunk by chunk; none once they are sketched.
    fn columns(&self, series: usize) -> impl Iterator<Item = Offsets<'_>> {
        self.chunks.iter().map(move |chunk| chunk.offsets(series))
    }

    /// Returns how many of the first draws fix the range of a sketch.
    fn pilot(&self) -> usize {
        let (fewest, most) = CHUNK_DRAWS;
        let fitting = PILOT_BUDGET / self.bytes(1).max(1);
        usize::try_from(fitting).unwrap_or(most).clamp(fewest, most)
    }

    /// Returns the memory that `draws` narrow offsets of every series take.
    fn bytes(&self, draws: u64) -> u64 {
        (self.sums.len() as u64 * OFFSET_BYTES).saturating_mul(draws)
    }
}

/// Returns the band of amounts that were kept draw by draw; `None` without any.
pub fn banded(amounts: &[Cents], quantiles: &[Exact], tail: &Exact) -> Option<Band> {
    let amounts: Vec<i64> = amounts.iter().map(|amount| amount.count()).collect();
    let centres = [*amounts.first()?];
    let mut sample = Sample::new(&centres, 0, amounts.len() as u64);
    let draws = Sample::chunk_draws(1);
    for (at, part) in amounts.chunks(draws).enumerate() {
        let mut chunk = Chunk::new(&centres, 0, part.len());
        for block in part.chunks(CHUNK_DRAWS.0) {
            chunk.write(0, block);
        }
        sample.put((at * draws) as u64, chunk);
    }
    Some(sample.reader(quantiles, tail)?.band(0))
}

/// Returns the numbers of draws at which `auto` may stop: 1,024 and its doubles.
pub fn stops() -> impl Iterator<Item = u64> {
    std::iter::successors(Some(FIRST_STOP), |draws| draws.checked_mul(2))
}
