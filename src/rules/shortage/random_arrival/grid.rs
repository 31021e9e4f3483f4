//! Counting sets by size and sum: claims are written as the smallest claim plus a number of steps
//! of one unit, so a set of `k` claims comes to `k` times the smallest claim plus a whole number
//! of steps. Claims of a base amount and an amount per student are such claims.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};

use super::{Kind, Left, sizes};

/// The most claimants of whom the sets can be counted in 128 bits.
const MOST_CLAIMANTS: usize = 126;

/// The most numbers of sets that are kept, 96 megabytes of them.
const MOST_CELLS: usize = 6_000_000;

/// The most steps that are taken, about three seconds.
const MOST_STEPS: usize = 900_000_000;

/// The grid on which the sums of sets lie.
struct Grid {
    smallest: BigInt,
    unit: BigInt,
    /// The steps of each kind.
    steps: Vec<usize>,
    /// How many sums below the pot sets of each size may have.
    lengths: Vec<usize>,
}

/// Returns what sets leave of the pot, or `None` where the grid is too large.
pub(super) fn count(pot: &BigInt, kinds: &[Kind]) -> Option<Left> {
    let grid = Grid::of(pot, kinds)?;
    let table = table(&grid, kinds);
    let left = |size: usize, sums: &[u128]| grid.left(pot, size, sums);
    let of_all = table.iter().enumerate().map(|(size, row)| left(size, row));
    let of_all: Vec<BigInt> = of_all.collect();
    let without = grid.steps.iter().map(|step| {
        let mut before: Vec<u128> = Vec::new();
        let rows = table.iter().enumerate().map(|(size, row)| {
            // The sets of this size without the claimant are all but those with the claimant,
            // which are the sets of one less without, moved up by the claim.
            let mut without = row.clone();
            for (sets, with) in without.iter_mut().skip(*step).zip(&before) {
                *sets = sets.wrapping_sub(*with);
            }
            let sum = left(size, &without);
            before = without;
            sum
        });
        rows.collect()
    });
    Some(Left {
        without: without.collect(),
        of_all,
    })
}

/// Says whether claims of a common amount and at most so many steps each can be counted whatever
/// the pot, with room for half as much again: for counts that are a little larger later on.
pub(super) fn holds(steps: &[i64]) -> bool {
    let Ok(mut steps) = steps
        .iter()
        .map(|steps| usize::try_from(*steps))
        .collect::<Result<Vec<usize>, _>>()
    else {
        return false;
    };
    steps.sort_unstable_by(|one, two| two.cmp(one));
    let mut reach = 0_usize;
    let cells = steps.iter().fold(1_usize, |cells, step| {
        reach = reach.saturating_add(*step);
        cells.saturating_add(reach).saturating_add(1)
    });
    let claimants = steps.len();
    steps.dedup();
    let passes = claimants.saturating_add(1).saturating_add(steps.len());
    let half_more = |number: usize| number.saturating_add(Integer::div_ceil(&number, &2));
    claimants <= MOST_CLAIMANTS
        && half_more(cells) <= MOST_CELLS
        && half_more(cells.saturating_mul(passes)) <= MOST_STEPS
}

impl Grid {
    fn of(pot: &BigInt, kinds: &[Kind]) -> Option<Grid> {
        let sizes = sizes(kinds);
        if sizes > MOST_CLAIMANTS.saturating_add(1) {
            return None;
        }
        let smallest = kinds
            .first()
            .map_or(BigInt::zero(), |kind| kind.claim.clone());
        let above = kinds.iter().map(|kind| &kind.claim - &smallest);
        let above: Vec<BigInt> = above.collect();
        let unit = above
            .iter()
            .fold(BigInt::zero(), |unit, step| unit.gcd(step));
        let unit = unit.max(BigInt::from(1));
        let steps = above.iter().map(|step| (step / &unit).to_usize());
        let steps: Vec<usize> = steps.collect::<Option<_>>()?;
        // The longest sums are those of the largest claims.
        let claimants = kinds.iter().zip(&steps).rev();
        let largest = claimants.flat_map(|(kind, step)| vec![*step; kind.claimants]);
        let mut reach = Some(0_usize);
        let reaches = std::iter::once(Some(0)).chain(largest.map(|step| {
            reach = reach.and_then(|reach| reach.checked_add(step));
            reach
        }));
        let mut lengths = Vec::new();
        for (size, reach) in reaches.enumerate() {
            let room = pot - &smallest * BigInt::from(size);
            let below = Integer::div_ceil(&room, &unit).max(BigInt::zero());
            let reach = BigInt::from(reach?) + BigInt::from(1);
            lengths.push(below.min(reach).to_usize()?);
        }
        let cells = lengths
            .iter()
            .try_fold(0_usize, |sum, length| sum.checked_add(*length))?;
        let passes = sizes.checked_add(kinds.len())?;
        let is_small = cells <= MOST_CELLS && cells.checked_mul(passes)? <= MOST_STEPS;
        is_small.then_some(Grid {
            smallest,
            unit,
            steps,
            lengths,
        })
    }

    /// Returns the sum of what sets of one size leave, given how many have each sum.
    fn left(&self, pot: &BigInt, size: usize, sums: &[u128]) -> BigInt {
        // In halves of 64 bits, so that neither sum can outgrow 128.
        let half = |number: u128| (number & u128::from(u64::MAX), number >> 64_u32);
        let (mut sets, mut low, mut high) = (BigInt::zero(), 0_u128, 0_u128);
        let mut counted = (0_u128, 0_u128);
        for (steps, number) in (0_u128..).zip(sums) {
            let (right, left) = half(*number);
            counted = (
                counted.0.saturating_add(right),
                counted.1.saturating_add(left),
            );
            low = low.saturating_add(right.saturating_mul(steps));
            high = high.saturating_add(left.saturating_mul(steps));
        }
        let whole = |low: u128, high: u128| (BigInt::from(high) << 64_u32) + BigInt::from(low);
        sets += whole(counted.0, counted.1);
        let room = pot - &self.smallest * BigInt::from(size);
        room * sets - &self.unit * whole(low, high)
    }
}

/// Returns how many sets there are by size and sum, for sums below the pot.
///
/// All sets of at most 126 claimants together are fewer than two to the power 127.
fn table(grid: &Grid, kinds: &[Kind]) -> Vec<Vec<u128>> {
    let rows = grid.lengths.iter().map(|length| vec![0_u128; *length]);
    let mut rows: Vec<Vec<u128>> = rows.collect();
    if let Some(empty) = rows.first_mut().and_then(|row| row.first_mut()) {
        *empty = 1;
    }
    for (kind, step) in kinds.iter().zip(&grid.steps) {
        for _ in 0..kind.claimants {
            for size in (1..rows.len()).rev() {
                let (smaller, larger) = rows.split_at_mut(size);
                if let (Some(from), Some(to)) = (smaller.last(), larger.first_mut()) {
                    for (sets, more) in to.iter_mut().skip(*step).zip(from) {
                        *sets = sets.wrapping_add(*more);
                    }
                }
            }
        }
    }
    rows
}
