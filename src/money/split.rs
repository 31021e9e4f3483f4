//! Splits: whole cents over exact shares, nothing lost and nothing made.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};

use super::{Cents, Exact};

/// The outcome of a split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// One amount per share, in the order of the shares.
    pub parts: Vec<Cents>,
    /// The shares that had equal remainders where the last spare unit was handed out; empty when
    /// nothing was tied.
    pub tied: Vec<usize>,
}

/// Splits `whole` over `weights` so that the parts add up to `whole` exactly.
///
/// Every part is first rounded down to a cent. The cents that remain go, one each, to the largest
/// remainders; equal remainders are served in order of position, so callers put the shares in the
/// order of their declared tie rule. Weights without a positive sum have no split and give `None`.
///
/// A larger `whole` can make a part one cent smaller. That is a known property of the
/// largest-remainder method and not a fault; see "Remainders" in `docs/method.md`.
///
/// # Examples
///
/// ```
/// use verdeel::money::{split, Cents};
/// let parts = split(Cents::new(100), &[1, 1, 1]).unwrap().parts;
/// assert_eq!(parts, [34, 33, 33].map(Cents::new));
/// ```
///
/// # Invariants
///
/// - The parts sum to `whole`.
/// - Each part lies within one cent of its exact share.
/// - A zero weight receives nothing.
pub fn split(whole: Cents, weights: &[i64]) -> Option<Split> {
    let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if total <= 0 || weights.iter().any(|weight| *weight < 0) {
        return None;
    }
    // The product of two 64-bit numbers fits in 128 bits.
    let quotas = weights.iter().map(|weight| {
        let product = i128::from(whole.count()).saturating_mul(i128::from(*weight));
        let (floor, rest) = product.div_mod_floor(&total);
        (i64::try_from(floor).unwrap_or_default(), rest)
    });
    Some(largest_remainders(whole.count(), 1, quotas.collect()))
}

/// Places `whole` on exact amounts `quotas` (in cents, each at least zero) in steps of `unit`.
///
/// Every quota is rounded down to a multiple of `unit`; the units of `whole` that remain go to
/// the largest remainders as in [`split`]. Quotas that sum to `whole` receive all of its units;
/// what is smaller than a unit stays unplaced and is the caller's to report.
pub fn place(whole: Cents, quotas: &[Exact], unit: Cents) -> Split {
    let unit = unit.count().max(1);
    let units = whole.count().div_euclid(unit);
    match small_quotas(quotas, unit) {
        Some(quotas) => largest_remainders(units, unit, quotas),
        None => largest_remainders(units, unit, large_quotas(quotas, unit)),
    }
}

/// Returns the floor in units and the rest, over a common denominator, where 128 bits hold them.
fn small_quotas(quotas: &[Exact], unit: i64) -> Option<Vec<(i64, i128)>> {
    let parts: Vec<(i128, i128)> = quotas
        .iter()
        .map(Exact::small_parts)
        .collect::<Option<_>>()?;
    let common = parts.iter().try_fold(1_i128, |common, (_, below)| {
        common.checked_div(common.gcd(below))?.checked_mul(*below)
    })?;
    let step = common.checked_mul(i128::from(unit))?;
    let quota = |(above, below): (i128, i128)| {
        let (floor, rest) = above
            .checked_mul(common.checked_div(below)?)?
            .div_mod_floor(&step);
        Some((i64::try_from(floor).ok()?, rest))
    };
    parts.into_iter().map(quota).collect()
}

fn large_quotas(quotas: &[Exact], unit: i64) -> Vec<(i64, BigInt)> {
    let parts: Vec<(BigInt, BigInt)> = quotas.iter().map(Exact::large_parts).collect();
    let common = parts
        .iter()
        .fold(BigInt::from(1), |common, (_, below)| common.lcm(below));
    let step = &common * BigInt::from(unit);
    let quota = |(above, below): (BigInt, BigInt)| {
        let (floor, rest) = (above * Integer::div_floor(&common, &below)).div_mod_floor(&step);
        (floor.to_i64().unwrap_or_default(), rest)
    };
    parts.into_iter().map(quota).collect()
}

/// Gives each quota its floor, then one more unit to the largest remainders until `units` are out.
///
/// A quota is its whole number of units and what remains above it; remainders of zero get no
/// more, and equal ones are served in order of position. The parts are in cents, `unit` cents
/// each unit.
pub fn largest_remainders<Rest>(units: i64, unit: i64, quotas: Vec<(i64, Rest)>) -> Split
where
    Rest: Ord + Zero,
{
    let placed: i64 = quotas.iter().map(|(floor, _)| *floor).sum();
    let spare = usize::try_from(units.saturating_sub(placed)).unwrap_or_default();
    let mut order: Vec<usize> = (0..quotas.len()).collect();
    order.retain(|index| quotas.get(*index).is_some_and(|(_, rest)| !rest.is_zero()));
    order.sort_by(|left, right| quotas[*right].1.cmp(&quotas[*left].1));
    let spare = spare.min(order.len());
    let mut floors: Vec<i64> = quotas.iter().map(|(floor, _)| *floor).collect();
    for index in order.iter().take(spare) {
        floors[*index] = floors[*index].saturating_add(1);
    }
    let parts = floors
        .iter()
        .map(|floor| Cents::new(floor.saturating_mul(unit)))
        .collect();
    Split {
        parts,
        tied: tied_at_the_edge(&quotas, &order, spare),
    }
}

/// Returns the shares whose remainder equals both the last served and the first not served.
fn tied_at_the_edge<Rest: Ord>(
    quotas: &[(i64, Rest)],
    order: &[usize],
    served: usize,
) -> Vec<usize> {
    let last = served
        .checked_sub(1)
        .and_then(|position| order.get(position));
    let (Some(last), Some(next)) = (last, order.get(served)) else {
        return Vec::new();
    };
    let edge = &quotas[*last].1;
    if *edge != quotas[*next].1 {
        return Vec::new();
    }
    let mut tied: Vec<usize> = order
        .iter()
        .copied()
        .filter(|index| quotas[*index].1 == *edge)
        .collect();
    tied.sort_unstable();
    tied
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(parts: &Split) -> Vec<i64> {
        parts.parts.iter().map(|part| part.count()).collect()
    }

    #[test]
    fn spare_cents_go_to_the_largest_remainders_and_ties_are_reported() {
        let outcome = split(Cents::new(100), &[1, 1, 1]).unwrap();
        assert_eq!(cents(&outcome), [34, 33, 33]);
        assert_eq!(outcome.tied, [0, 1, 2]);
        let outcome = split(Cents::new(10), &[5, 3, 1]).unwrap();
        assert_eq!(cents(&outcome), [6, 3, 1]);
        assert!(outcome.tied.is_empty());
    }

    #[test]
    fn a_larger_whole_can_make_a_part_one_cent_smaller() {
        let weights = [5, 11, 9, 2, 5];
        assert_eq!(
            split(Cents::new(10), &weights).unwrap().parts[3],
            Cents::new(1)
        );
        assert_eq!(
            split(Cents::new(11), &weights).unwrap().parts[3],
            Cents::new(0)
        );
    }

    #[test]
    fn weights_without_a_positive_sum_have_no_split() {
        assert_eq!(split(Cents::new(100), &[0, 0]), None);
        assert_eq!(split(Cents::new(100), &[]), None);
        assert_eq!(split(Cents::new(100), &[2, -1]), None);
    }

    #[test]
    fn both_ways_of_placing_agree_and_larger_units_leave_a_rest() {
        let thirds = [
            Exact::ratio(100, 3),
            Exact::ratio(100, 3),
            Exact::ratio(100, 3),
        ];
        assert_eq!(
            cents(&place(Cents::new(100), &thirds, Cents::ONE)),
            [34, 33, 33]
        );
        let outcome = place(Cents::new(250), &[125.into(), 125.into()], Cents::new(100));
        assert_eq!(cents(&outcome), [100, 100]);
        let outcome = place(Cents::new(350), &[200.into(), 150.into()], Cents::new(100));
        assert_eq!(cents(&outcome), [200, 100]);
    }
}
