//! Largest remainder: round every exact quota down, then one unit each to the largest rests.

use std::cmp::Reverse;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::deal::{Apportioned, Certificate, Tie};
use super::divisor::Problem;
use super::number::{Number, narrow};
use super::unit::ranks;
use crate::money::Exact;
use crate::rules::Bounds;
use crate::rules::water_filling::water_level;

/// Apportions by largest remainder; bounds bend the exact quotas by water-filling first.
pub(super) fn largest_remainder(problem: &Problem) -> Apportioned {
    let multiplier = multiplier(problem);
    let (above, below) = multiplier.large_parts();
    let narrowed = || {
        let weights = narrow(problem.weights)?;
        place(problem, &weights, &above.to_i128()?, &below.to_i128()?)
    };
    let (seats, tie, rests) = narrowed()
        .or_else(|| place(problem, problem.weights, &above, &below))
        .expect("nothing outgrows a big integer");
    Apportioned {
        seats,
        tie,
        certificate: Certificate::Remainder {
            multiplier: multiplier.times(problem.per_weight),
            least_served: rests.0,
            most_unserved: rests.1,
        },
    }
}

/// Returns the exact quota per whole weight of everybody between the bounds.
pub(super) fn multiplier(problem: &Problem) -> Exact {
    let whole = |number: &BigInt| Exact::from_large_parts(number.clone(), 1.into());
    if !problem.is_bounded {
        let all: BigInt = problem.weights.iter().sum();
        return Exact::from(problem.total).over(&whole(&all));
    }
    let weights: Vec<Exact> = problem.weights.iter().map(whole).collect();
    let bounds = problem.bounds.iter().map(|(least, most)| Bounds {
        minimum: (*least).into(),
        maximum: (*most < i64::MAX).then(|| (*most).into()),
    });
    let bounds: Vec<Bounds> = bounds.collect();
    // Room between the bounds was checked before.
    water_level(&problem.total.into(), &weights, &bounds).unwrap_or_else(|_| Exact::zero())
}

/// The least rest that brought a unit and the greatest that did not.
type Threshold = (Option<Exact>, Option<Exact>);

/// Gives everybody the floor of weight × above / below within bounds, and serves the rests.
fn place<N: Number>(
    problem: &Problem,
    weights: &[N],
    above: &N,
    below: &N,
) -> Option<(Vec<i64>, Option<Tie>, Threshold)> {
    let mut seats = Vec::with_capacity(weights.len());
    let mut rests: Vec<(N, usize)> = Vec::new();
    for (who, (weight, (least, most))) in weights.iter().zip(problem.bounds).enumerate() {
        let (floor, rest) = weight.checked_mul(above)?.div_mod_floor(below);
        let floor = floor.to_i64().unwrap_or(i64::MAX);
        seats.push(floor.clamp(*least, *most));
        if floor >= *least && floor < *most && !rest.is_zero() {
            rests.push((rest, who));
        }
    }
    let ranks = ranks(weights);
    rests.sort_by_cached_key(|(rest, who)| (Reverse(rest.clone()), ranks[*who]));
    let dealt: i128 = seats.iter().map(|seats| i128::from(*seats)).sum();
    let spare = i128::from(problem.total).saturating_sub(dealt);
    let spare = usize::try_from(spare).unwrap_or_default().min(rests.len());
    for (_, who) in &rests[..spare] {
        seats[*who] = seats[*who].saturating_add(1);
    }
    let rest_at = |at: usize| {
        let (rest, _) = rests.get(at)?;
        let parts = (rest.clone().into(), below.clone().into());
        Some(Exact::from_large_parts(parts.0, parts.1))
    };
    let threshold = (spare.checked_sub(1).and_then(rest_at), rest_at(spare));
    Some((seats, tie_of(&rests, spare), threshold))
}

/// Returns who had equal rests where service ended.
fn tie_of<N: Number>(rests: &[(N, usize)], served: usize) -> Option<Tie> {
    let (edge, _) = rests.get(served.checked_sub(1)?)?;
    if rests.get(served)?.0 != *edge {
        return None;
    }
    let alike = |rests: &[(N, usize)]| {
        let alike = rests.iter().filter(|(rest, _)| rest == edge);
        let mut alike: Vec<usize> = alike.map(|(_, who)| *who).collect();
        alike.sort_unstable();
        alike
    };
    Some(Tie {
        equal: alike(rests),
        served: alike(&rests[..served]),
    })
}
