//! Designs of experiments: which points of the unit cube a sweep looks at.
//!
//! Each point is a function of design, seed and point number alone, so that any part of a sweep
//! computes the rows that the whole would, in any order, and no table grows with the points. In a
//! Latin hypercube and in random points one more dimension leaves the others as they were.

mod copula;
mod latin;
mod morris;
mod permutation;
mod saltelli;
mod shares;
mod unfit;
mod words;

pub use copula::Copula;
pub use shares::write_shares;
pub use unfit::Unfit;

use latin::LatinHypercube;
use morris::Morris;
use saltelli::Saltelli;
use words::Words;

/// No design has more points, base samples or trajectories.
pub const MOST_POINTS: u64 = 1 << 30;

/// No design has more dimensions: Sobol's needs two columns of its sequence for each.
pub const MOST_DIMENSIONS: usize = 500;

/// No Morris design has more levels.
pub const MOST_LEVELS: u32 = 1 << 16;

/// How points are spread over the unit cube.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// As many strata in each dimension as there are points, and one point in each of them (McKay,
    /// Beckman & Conover 1979).
    LatinHypercube {
        /// How many points.
        points: u64,
    },
    /// Sobol's sequence in the layout of Saltelli et al. (2010), for indices of variance.
    ///
    /// Each base sample has two points, A and B. Its rows are A; then for each dimension A with the
    /// coordinate of B; with `second_order` for each dimension B with the coordinate of A; then B.
    /// The order is that of SALib's `sobol.sample`.
    Sobol {
        /// How many base samples: best a power of two, for which the sequence is balanced.
        base: u64,
        /// Whether interactions of two dimensions are to be told apart.
        second_order: bool,
    },
    /// Trajectories that move one coordinate at a time over a grid (Morris 1991), by
    /// [`morris_step`] up or down.
    Morris {
        /// How many trajectories, each of one row more than there are dimensions.
        trajectories: u64,
        /// How many values a coordinate can have, from 0 to 1: an even number.
        levels: u32,
    },
    /// Independent points.
    Random {
        /// How many points.
        points: u64,
    },
}

impl Design {
    /// Returns the number of rows, for designs that [`Prepared::new`] does not refuse.
    pub fn points(&self, dimensions: usize) -> u64 {
        let dimensions = u64::try_from(dimensions).unwrap_or(u64::MAX);
        let rows = |times: u64| dimensions.saturating_mul(times);
        match *self {
            Design::LatinHypercube { points } | Design::Random { points } => points,
            Design::Sobol { base, second_order } => {
                let per_base = rows(if second_order { 2 } else { 1 }).saturating_add(2);
                base.saturating_mul(per_base)
            }
            Design::Morris { trajectories, .. } => {
                trajectories.saturating_mul(rows(1).saturating_add(1))
            }
        }
    }
}

/// Returns how far a coordinate of a Morris design moves: levels / (2 (levels - 1)).
pub fn morris_step(levels: u32) -> f64 {
    f64::from(levels) / (2.0 * (f64::from(levels) - 1.0))
}

/// A design whose points can be asked for, one by one and in any order.
#[derive(Clone, Debug)]
pub struct Prepared {
    spread: Spread,
    points: u64,
    dimensions: usize,
}

/// What a design needs to know of its dimensions.
#[derive(Clone, Debug)]
enum Spread {
    LatinHypercube(LatinHypercube),
    Saltelli(Saltelli),
    Morris(Morris),
    Random(Words),
}

impl Prepared {
    /// Prepares a design; the same seed gives the same points, on every machine.
    ///
    /// # Errors
    ///
    /// No dimensions or points, more than there can be, or levels that leave no grid.
    pub fn new(design: Design, dimensions: usize, seed: u64) -> Result<Prepared, Unfit> {
        if dimensions == 0 {
            return Err(Unfit::NoDimensions);
        }
        if dimensions > MOST_DIMENSIONS {
            return Err(Unfit::Dimensions(dimensions));
        }
        let spread = match design {
            Design::LatinHypercube { points } => {
                let points = counted("points", points)?;
                Spread::LatinHypercube(LatinHypercube::new(points, dimensions, seed))
            }
            Design::Sobol { base, second_order } => {
                counted("base samples", base)?;
                Spread::Saltelli(Saltelli::new(dimensions, second_order, seed))
            }
            Design::Morris {
                trajectories,
                levels,
            } => {
                counted("trajectories", trajectories)?;
                if !(2..=MOST_LEVELS).contains(&levels) || levels % 2 == 1 {
                    return Err(Unfit::Levels(levels));
                }
                Spread::Morris(Morris::new(levels, dimensions, seed))
            }
            Design::Random { points } => {
                counted("points", points)?;
                Spread::Random(Words::new(seed, "design/random", dimensions))
            }
        };
        Ok(Prepared {
            spread,
            points: design.points(dimensions),
            dimensions,
        })
    }

    /// Returns the number of rows.
    pub fn points(&self) -> u64 {
        self.points
    }

    /// Returns the number of coordinates of a row.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// Writes the coordinates of a point, each from 0 to 1, as many as `into` has places for.
    ///
    /// Points are numbered from 0; numbers beyond the last begin again at the first.
    pub fn write(&self, point: u64, into: &mut [f64]) {
        let width = into.len().min(self.dimensions);
        self.write_wide(point, (width, &mut into[..width]));
    }

    /// Writes the coordinates of the points from `first` on, row after row, as many whole rows as
    /// `rows` has places for. That takes less time than one by one.
    pub fn write_rows(&self, first: u64, rows: &mut [f64]) {
        let whole = rows.len() - rows.len() % self.dimensions;
        self.write_wide(first, (self.dimensions, &mut rows[..whole]));
    }

    /// Writes rows of the first `width` coordinates.
    fn write_wide(&self, first: u64, (width, mut rows): (usize, &mut [f64])) {
        let mut first = first % self.points;
        while !rows.is_empty() {
            let most = usize::try_from(self.points - first).unwrap_or(usize::MAX);
            let (own, others) = rows.split_at_mut(rows.len().min(most.saturating_mul(width)));
            self.write_ascending(first, (width, own));
            (first, rows) = (0, others);
        }
    }

    /// The same, of points up to the last.
    fn write_ascending(&self, first: u64, (width, rows): (usize, &mut [f64])) {
        match &self.spread {
            Spread::LatinHypercube(spread) => spread.write(first, (width, rows)),
            Spread::Random(words) => {
                words.each(first, (width, rows), |_, place, word| *place = middle(word));
            }
            Spread::Saltelli(spread) => {
                let rows = rows.chunks_mut(width).zip(first..);
                rows.for_each(|(row, point)| spread.write(point, row));
            }
            Spread::Morris(spread) => {
                let rows = rows.chunks_mut(width).zip(first..);
                rows.for_each(|(row, point)| spread.write(point, row));
            }
        }
    }
}

/// Returns a number of points, base samples or trajectories that is neither zero nor too many.
fn counted(what: &'static str, count: u64) -> Result<u32, Unfit> {
    let fits = u32::try_from(count).ok();
    match fits.filter(|_| count <= MOST_POINTS) {
        None => Err(Unfit::TooMany { what, count }),
        Some(0) => Err(Unfit::None { what }),
        Some(count) => Ok(count),
    }
}

/// Returns (word + ½) / 2^32, as every draw reads a word: neither 0 nor 1.
fn middle(word: u32) -> f64 {
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
}

/// Returns the random word that a coordinate stands for, so that a distribution of `draw` can be
/// asked for its value: the coordinate read to 32 bits, below the first word as the first, above
/// the last as the last.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a float ends at the ends of the whole numbers"
)]
pub fn word(coordinate: f64) -> u32 {
    (coordinate * 4_294_967_296.0) as u32
}

/// Returns the whole number below `size` that a word stands for: its part of the words.
#[inline(always)]
fn below(word: u32, size: u32) -> u32 {
    let [_, high] = halves(u64::from(word) * u64::from(size));
    high
}

/// Returns the low and the high half of a long word.
#[inline(always)]
fn halves(long: u64) -> [u32; 2] {
    let half = |shift: u32| u32::try_from((long >> shift) & 0xffff_ffff).unwrap_or(u32::MAX);
    [half(0), half(32)]
}
