//! The counts: sizes and growth by chance, scaled so that every total of DUO is hit to the student.

use super::Impossible;
use super::dice::Dice;
use super::partnership::Partnership;
use super::published::{
    FIRST_AUTUMN, Heads, LEAST_IN_A_REGION, LEAST_STUDENTS, POOLS, YEARS, add, programmes,
};
use super::region::Region;
use crate::draw::{Distribution, Shape, whole_products};
use crate::money::{Cents, Exact, Rounding, split};

/// The standard deviation of the logarithm of what a partnership has above the least number of
/// students (assumption).
pub(super) const SIZE_SPREAD: f64 = 0.5;

/// The standard deviation of the growth of a partnership in a year, beside that of all
/// (assumption).
pub(super) const GROWTH_SPREAD: f64 = 0.04;

/// Side entrants per hundred students (assumption).
pub(super) const SIDE_ENTRANTS: i64 = 5;

/// What a weight of one is in whole numbers, and the greatest weight.
const WEIGHT: [f64; 2] = [1_000_000.0, 1e12];

/// Returns the students within partnerships by pool: the share of the counts of DUO, in whole
/// students of each autumn, and those over the pools by largest remainder.
pub(super) fn within_partnerships(share: &Exact) -> [Heads; 2] {
    let (students, _) = programmes();
    let mut pools = [[0; YEARS]; 2];
    for year in 0..YEARS {
        let parts = students.map(|heads| heads[year]);
        let all = Exact::from(parts.iter().sum::<i64>()).times(share);
        let all = all.round(Rounding::HalfEven).unwrap_or_default();
        for (pool, part) in pools.iter_mut().zip(divided(all, &parts)) {
            pool[year] = part;
        }
    }
    pools
}

/// Counts the students and side entrants of every board in every autumn.
///
/// Partnerships begin with the least number of students. Where a region then has too few for the
/// scheme of 2025, its first partnership begins with more, until every region has enough.
///
/// # Errors
///
/// [`Impossible`] when a pool has no partnership, or fewer students than its partnerships need.
pub(super) fn count(
    partnerships: &mut [Partnership],
    regions: &[Region],
    pools: &[Heads; 2],
    seed: u64,
) -> Result<(), Impossible> {
    let weights = all_weights(partnerships, regions, seed);
    let mut least = vec![LEAST_STUDENTS; partnerships.len()];
    loop {
        for (pool, heads) in pools.iter().enumerate() {
            over_partnerships(partnerships, (pool, heads), &weights, &least)?;
        }
        for partnership in partnerships.iter_mut() {
            over_boards(partnership);
        }
        let lacking = lacking(partnerships, regions.len());
        if lacking.is_empty() {
            return Ok(());
        }
        for (partnership, more) in lacking {
            least[partnership] += more;
        }
    }
}

/// Returns the weight of every partnership in each autumn: what its region weighs over the
/// partnerships that begin there, times what it has drawn.
fn all_weights(partnerships: &[Partnership], regions: &[Region], seed: u64) -> Vec<[i64; YEARS]> {
    let mut homes = vec![0; regions.len()];
    for one in partnerships {
        homes[one.regions[0]] += 1;
    }
    let of = |one: &Partnership| {
        let (home, entity) = (one.regions[0], &one.id);
        let drawn = weights(&Dice { seed, entity });
        drawn.map(|weight| weight * regions[home].weight / homes[home])
    };
    partnerships.iter().map(of).collect()
}

/// Divides the students of a pool over its partnerships: the least number of each, and the rest by
/// weight.
fn over_partnerships(
    partnerships: &mut [Partnership],
    (pool, heads): (usize, &Heads),
    weights: &[[i64; YEARS]],
    least: &[i64],
) -> Result<(), Impossible> {
    let own = (0..partnerships.len()).filter(|at| partnerships[*at].kind.pool() == pool);
    let own: Vec<usize> = own.collect();
    let needed: i64 = own.iter().map(|at| least[*at]).sum();
    for (year, students) in heads.iter().enumerate() {
        if own.is_empty() || *students < needed {
            return Err(Impossible::Students {
                pool: POOLS[pool],
                partnerships: own.len(),
                autumn: FIRST_AUTUMN + year,
                students: *students,
            });
        }
        let shares: Vec<i64> = own.iter().map(|at| weights[*at][year]).collect();
        for (at, above) in own.iter().zip(divided(students - needed, &shares)) {
            partnerships[*at].students[year] = least[*at] + above;
        }
    }
    Ok(())
}

/// Returns the first partnership of every region with too few students and side entrants in some
/// autumn, and how many students more would be about enough.
fn lacking(partnerships: &[Partnership], regions: usize) -> Vec<(usize, i64)> {
    let mut heads = vec![[0; YEARS]; regions];
    for board in partnerships.iter().flat_map(|one| &one.boards) {
        add(&mut heads[board.region], &board.students);
        add(&mut heads[board.region], &board.side_entrants);
    }
    let short = heads.iter().enumerate().filter_map(|(region, heads)| {
        let short = LEAST_IN_A_REGION - heads.iter().min()?;
        let first = partnerships
            .iter()
            .position(|one| one.regions[0] == region)?;
        let boards = &partnerships[first].boards;
        let there = boards.iter().filter(|board| board.region == region);
        let all: i64 = boards.iter().map(|board| board.weight).sum();
        let there: i64 = there.map(|board| board.weight).sum();
        (short > 0).then_some((first, 1 + short * all / there))
    });
    short.collect()
}

/// Divides the students and side entrants of a partnership over its boards.
fn over_boards(partnership: &mut Partnership) {
    let weights: Vec<i64> = partnership
        .boards
        .iter()
        .map(|board| board.weight)
        .collect();
    for (year, students) in partnership.students.iter().enumerate() {
        let entrants = (students * SIDE_ENTRANTS + 50) / 100;
        let parts = divided(*students, &weights)
            .into_iter()
            .zip(divided(entrants, &weights));
        for (board, (students, entrants)) in partnership.boards.iter_mut().zip(parts) {
            board.students[year] = students;
            board.side_entrants[year] = entrants;
        }
    }
}

/// Returns the weight of a partnership in each autumn: its size, and a growth of its own from then
/// on.
fn weights(dice: &Dice<'_>) -> [i64; YEARS] {
    let lognormal = |mean, sigma| Distribution::new(&Shape::LognormalByMean { mean, sigma });
    let (Ok(size), Ok(growth)) = (lognormal(1.0, SIZE_SPREAD), lognormal(1.0, GROWTH_SPREAD))
    else {
        return [1; YEARS];
    };
    let mut factor = dice.value("size", "", &size);
    let factors: [f64; YEARS] = std::array::from_fn(|year| {
        if year > 0 {
            factor *= dice.value("growth", &school_year(year), &growth);
        }
        factor
    });
    let (mut weights, [one, most]) = ([0; YEARS], WEIGHT);
    whole_products(one, &factors, most, &mut weights);
    weights
}

/// Returns a school year as scenarios write it; the first is the one of the first autumn, and
/// money is paid for the years after those that are counted.
pub(super) fn school_year(year: usize) -> String {
    let first = FIRST_AUTUMN + year;
    format!("{first}/{}", first + 1)
}

/// Divides whole heads by weight, by largest remainder.
fn divided(heads: i64, weights: &[i64]) -> Vec<i64> {
    let split = split(Cents::new(heads), weights);
    let parts = split.map(|split| split.parts).unwrap_or_default();
    parts.iter().map(|part| part.count()).collect()
}
