//! Counting sets in two halves: every set is a set of the one half of the kinds of claims and one
//! of the other, so with `2^32` sets only `2 * 2^16` are visited.

use num_bigint::BigInt;

use super::super::whole::Whole;
use super::{Kind, Left, sizes};

/// The most steps that are taken in 128 bits, about a second.
const MOST_SMALL_STEPS: u128 = 250_000_000;

/// The most steps that are taken in big integers, about as long.
const MOST_LARGE_STEPS: u128 = 10_000_000;

/// Returns what sets leave of the pot, or `None` where there are too many.
pub(super) fn count(pot: &BigInt, kinds: &[Kind]) -> Option<Left> {
    let sides = sides(kinds);
    let steps = steps(kinds, &sides)?;
    // A sum over all sets of what they leave, times a number of claimants.
    let bits = u64::try_from(sizes(kinds)).ok()?.checked_add(pot.bits())?;
    let is_small = bits.checked_add(10)? <= 126;
    match is_small {
        true if steps <= MOST_SMALL_STEPS => walk::<i128>(pot, kinds, &sides),
        false if steps <= MOST_LARGE_STEPS => walk::<BigInt>(pot, kinds, &sides),
        _ => None,
    }
}

/// Returns the positions of the kinds in two halves with about as many sets each.
fn sides(kinds: &[Kind]) -> [Vec<usize>; 2] {
    let mut order: Vec<usize> = (0..kinds.len()).collect();
    order.sort_by_key(|kind| std::cmp::Reverse(kinds[*kind].claimants));
    let mut sides = [Vec::new(), Vec::new()];
    for kind in order {
        let [one, two] = &mut sides;
        match states(kinds, one) <= states(kinds, two) {
            true => one.push(kind),
            false => two.push(kind),
        }
    }
    sides
}

/// Returns how many different sets a side has, equal claims being exchangeable.
fn states(kinds: &[Kind], side: &[usize]) -> u128 {
    let choices = side
        .iter()
        .map(|kind| kinds[*kind].claimants.saturating_add(1));
    choices.fold(1_u128, |states, choices| {
        states.saturating_mul(u128::try_from(choices).unwrap_or(u128::MAX))
    })
}

/// Returns how many steps the walk takes: sets × sizes of the other side × kinds of this side.
fn steps(kinds: &[Kind], [one, two]: &[Vec<usize>; 2]) -> Option<u128> {
    let sizes = u128::try_from(sizes(kinds)).ok()?;
    let of = |side: &[usize]| {
        // Looking up costs about as much as eight kinds.
        let each = u128::try_from(side.len().saturating_add(8)).ok()?;
        states(kinds, side).checked_mul(sizes)?.checked_mul(each)
    };
    of(one)?.checked_add(of(two)?)
}

/// A set of one side.
struct Set<W> {
    /// How many claimants of each kind of the side are not in it.
    absent: Vec<usize>,
    size: usize,
    total: W,
    /// How many sets of claimants look like this.
    ways: W,
}

/// Returns every set of a side whose claims stay below the pot.
fn sets<W: Whole>(pot: &W, kinds: &[Kind], side: &[usize]) -> Option<Vec<Set<W>>> {
    let mut sets = vec![Set {
        absent: Vec::new(),
        size: 0,
        total: W::zero(),
        ways: W::one(),
    }];
    for kind in side {
        let Kind { claim, claimants } = &kinds[*kind];
        let claim = W::of(claim)?;
        let mut grown = Vec::new();
        for set in sets {
            let (mut total, mut ways) = (set.total, set.ways);
            for taken in 0..=*claimants {
                if total >= *pot {
                    break;
                }
                let left = claimants.saturating_sub(taken);
                let absent = [set.absent.as_slice(), &[left]].concat();
                grown.push(Set {
                    absent,
                    size: set.size.saturating_add(taken),
                    total: total.clone(),
                    ways: ways.clone(),
                });
                total = total.plus(&claim);
                // From n over k to n over k + 1.
                let next = W::count(taken.saturating_add(1));
                ways = ways.times(&W::count(left)).div_floor(&next);
            }
        }
        sets = grown;
    }
    Some(sets)
}

/// The sets of one size in order of total, with running sums.
struct Ranked<W> {
    size: usize,
    totals: Vec<W>,
    /// How many sets there are before each position.
    ways: Vec<W>,
    /// The sum of their totals.
    sums: Vec<W>,
}

/// Returns the sets of a side by size.
fn ranked<W: Whole>(sets: &[Set<W>]) -> Vec<Ranked<W>> {
    let mut order: Vec<&Set<W>> = sets.iter().collect();
    order.sort_by(|one, two| (one.size, &one.total).cmp(&(two.size, &two.total)));
    let chunks = order.chunk_by(|one, two| one.size == two.size);
    let ranked = chunks.map(|chunk| {
        let (mut ways, mut sums) = (vec![W::zero()], vec![W::zero()]);
        let (mut way, mut sum) = (W::zero(), W::zero());
        for set in chunk {
            way = way.plus(&set.ways);
            sum = sum.plus(&set.ways.times(&set.total));
            ways.push(way.clone());
            sums.push(sum.clone());
        }
        Ranked {
            size: chunk.first().map_or(0, |set| set.size),
            totals: chunk.iter().map(|set| set.total.clone()).collect(),
            ways,
            sums,
        }
    });
    ranked.collect()
}

/// Joins every set of one side with all sets of the other, once for each side.
fn walk<W: Whole>(pot: &BigInt, kinds: &[Kind], sides: &[Vec<usize>; 2]) -> Option<Left> {
    let pot = W::of(pot)?;
    let [one, two] = sides;
    let (ones, twos) = (sets(&pot, kinds, one)?, sets(&pot, kinds, two)?);
    let mut of_all = vec![W::zero(); sizes(kinds)];
    let mut without = vec![vec![W::zero(); sizes(kinds)]; kinds.len()];
    for (is_first, side, sets, others) in [(true, one, &ones, &twos), (false, two, &twos, &ones)] {
        let others = ranked(others);
        for set in sets {
            let room = pot.minus(&set.total);
            for other in &others {
                let count = other.totals.partition_point(|total| *total < room);
                if count == 0 {
                    continue;
                }
                let left = room.times(&other.ways[count]).minus(&other.sums[count]);
                let left = left.times(&set.ways);
                let size = set.size.saturating_add(other.size);
                if is_first {
                    of_all[size] = of_all[size].plus(&left);
                }
                for (kind, absent) in side.iter().zip(&set.absent) {
                    let sum = &mut without[*kind][size];
                    *sum = match absent {
                        0 => continue,
                        1 => sum.plus(&left),
                        _ => sum.plus(&left.times(&W::count(*absent))),
                    };
                }
            }
        }
    }
    // A set that lacks some claimants of a kind is without a given one of them in that share.
    let without = without.iter().zip(kinds).map(|(sums, kind)| {
        let claimants = BigInt::from(kind.claimants);
        let sums = sums.iter().map(|sum| sum.to_large() / &claimants);
        sums.collect()
    });
    Some(Left {
        of_all: of_all.iter().map(W::to_large).collect(),
        without: without.collect(),
    })
}
