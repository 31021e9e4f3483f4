//! The mathematics of division, against the literature, hand calculations and slower oracles.

mod apportionment;
mod equalisation;
mod limits;
mod minimum_guarantee;
mod shared_costs;
mod shortage;
mod stages;
mod tiers;
mod transitions;
mod two_way;

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use verdeel::money::Exact;

/// Returns the same numbers at every run.
fn draws(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// Returns whole numbers from `least` to `most`.
fn some(draw: &mut ChaCha8Rng, count: usize, least: i64, most: i64) -> Vec<Exact> {
    let number = |_| Exact::from(draw.random_range(least..=most));
    (0..count).map(number).collect()
}

/// Reads numbers separated by spaces.
fn exact(text: &str) -> Vec<Exact> {
    let number = |word| Exact::from_number_text(word).expect("a number");
    text.split_whitespace().map(number).collect()
}

/// Reads one number.
fn one(text: &str) -> Exact {
    exact(text).remove(0)
}

fn total(numbers: &[Exact]) -> Exact {
    numbers.iter().cloned().sum()
}
