//! Divisor methods: one divisor for all weights, each quotient rounded by the same rule.
//!
//! Every rounding lies between down and up. So a divisor that deals too little even when
//! everybody is rounded up, and one that deals too much even when everybody is rounded down,
//! enclose the outcome, with a few units per recipient between them. Only those are compared.

use num_bigint::BigInt;

use super::deal::{Apportioned, Certificate, Tie};
use super::method::Apportionment;
use super::number::{Number, narrow};
use super::short::{shortest_between, shortest_root_between};
use super::unit::{Unit, ranks};
use crate::money::Exact;

/// A checked problem: there is room between the bounds.
pub(super) struct Problem<'p> {
    /// What is divided, in units.
    pub(super) total: i64,
    /// The weights as whole numbers without a common factor.
    pub(super) weights: &'p [BigInt],
    /// A weight as it was given is its whole number over this.
    pub(super) per_weight: &'p Exact,
    /// Minimum and maximum; the maximum of a weight of zero is its minimum.
    pub(super) bounds: &'p [(i64, i64)],
    /// Whether the bounds were given.
    pub(super) is_bounded: bool,
}

/// Apportions under a divisor method.
pub(super) fn divisor_method(method: Apportionment, problem: &Problem) -> Apportioned {
    narrow(problem.weights)
        .and_then(|weights| search(method, &weights, problem))
        .or_else(|| search(method, problem.weights, problem))
        .expect("nothing outgrows a big integer")
}

/// Apportions in one number type; `None` when it is too narrow.
fn search<N: Number>(
    method: Apportionment,
    weights: &[N],
    problem: &Problem,
) -> Option<Apportioned> {
    let maker = Maker::new(method, weights, problem)?;
    let (certain, possible) = enclose(weights, problem)?;
    let mut units = Vec::new();
    for (who, (from, to)) in certain.iter().zip(&possible).enumerate() {
        for held in *from..*to {
            units.push(maker.unit(who, held)?);
        }
    }
    units.sort_by(|left, right| right.cmp(left));
    let dealt: i128 = certain.iter().map(|seats| i128::from(*seats)).sum();
    let spare = i128::from(problem.total).saturating_sub(dealt);
    let spare = usize::try_from(spare).unwrap_or_default().min(units.len());
    let mut seats = certain;
    for unit in &units[..spare] {
        seats[unit.who] = seats[unit.who].saturating_add(1);
    }
    Some(Apportioned {
        tie: tie_at(&units, spare),
        certificate: certify(&maker, &seats, problem)?,
        seats,
    })
}

/// Makes the units of one problem, on one scale.
struct Maker<'p, N> {
    method: Apportionment,
    weights: &'p [N],
    ranks: Vec<usize>,
    scale: N,
}

impl<'p, N: Number> Maker<'p, N> {
    fn new(method: Apportionment, weights: &'p [N], problem: &Problem) -> Option<Maker<'p, N>> {
        // As much precision as 128 bits hold beside the greatest priority.
        let largest = weights.iter().max().cloned().unwrap_or_else(N::zero);
        let (above, _) = method.priority(&largest, problem.total)?;
        let bits: BigInt = above.into();
        let room = 126_u64.saturating_sub(bits.bits()).min(120);
        let scale = (0..room).try_fold(N::one(), |scale, _| scale.checked_add(&scale))?;
        Some(Maker {
            method,
            weights,
            ranks: ranks(weights),
            scale,
        })
    }

    fn unit(&self, who: usize, held: i64) -> Option<Unit<N>> {
        let priority = self.method.priority(&self.weights[who], held)?;
        Unit::new(who, self.ranks[who], priority, &self.scale)
    }
}

/// Returns what everybody surely gets, and what nobody gets more than.
fn enclose<N: Number>(weights: &[N], problem: &Problem) -> Option<(Vec<i64>, Vec<i64>)> {
    let total = i128::from(problem.total);
    let minima: Vec<i64> = problem.bounds.iter().map(|(least, _)| *least).collect();
    let maxima: Vec<i64> = problem.bounds.iter().map(|(_, most)| *most).collect();
    if sum(&maxima) == total || sum(&minima) == total {
        let only = if sum(&maxima) == total {
            maxima
        } else {
            minima
        };
        return Some((only.clone(), only));
    }
    let all = weights
        .iter()
        .try_fold(N::zero(), |all, weight| all.checked_add(weight))?;
    let pass = i64::try_from(weights.len()).ok()?;
    let deal = |house: &N, extra| dealt(weights, &all, house, extra, problem);
    let search = |extra, is_low: &dyn Fn(i128) -> bool| {
        boundary(&N::from(problem.total), &N::from(pass), &|house| {
            Some(is_low(sum(&deal(house, extra)?)))
        })
    };
    let (_, high) = search(0, &|sum| sum < total)?;
    let (low, _) = search(1, &|sum| sum <= total)?;
    let certain = low.map_or(Some(minima), |house| deal(&house, 0))?;
    Some((certain, deal(&high, 1)?))
}

fn sum(seats: &[i64]) -> i128 {
    seats.iter().map(|seats| i128::from(*seats)).sum()
}

/// Deals `house` units without bounds, rounds down, adds `extra`, and then cuts to the bounds.
fn dealt<N: Number>(
    weights: &[N],
    all: &N,
    house: &N,
    extra: i64,
    problem: &Problem,
) -> Option<Vec<i64>> {
    let bounds = weights.iter().zip(problem.bounds);
    bounds
        .map(|(weight, (least, most))| {
            let share = weight.checked_mul(house)?.div_floor(all);
            let share = share.to_i64().unwrap_or(i64::MAX).saturating_add(extra);
            Some(share.clamp(*least, *most))
        })
        .collect()
}

/// Returns the last whole number from zero on for which a test holds, if any, and the first for
/// which it does not, at most one `pass` apart. The test holds up to some number and never again.
fn boundary<N: Number>(
    start: &N,
    pass: &N,
    holds: &dyn Fn(&N) -> Option<bool>,
) -> Option<(Option<N>, N)> {
    let (mut last, mut first) = (None, None);
    let (mut at, mut step) = (start.clone(), pass.clone());
    let (mut last, mut first) = loop {
        if holds(&at)? {
            last = Some(at.clone());
            at = at.checked_add(&step)?;
        } else {
            first = Some(at.clone());
            if at.is_zero() {
                return Some((None, at));
            }
            at = at.checked_sub(&step)?.max(N::zero());
        }
        if let (Some(last), Some(first)) = (&last, &first) {
            break (last.clone(), first.clone());
        }
        step = step.checked_add(&step)?;
    };
    while first.checked_sub(&last)? > *pass {
        let middle = last.checked_add(&first)?.div_floor(&N::from(2));
        if holds(&middle)? {
            last = middle;
        } else {
            first = middle;
        }
    }
    Some((Some(last), first))
}

/// Returns who had an equal claim to the last units, of units in order of service.
pub(super) fn tie_at<N: Number>(units: &[Unit<N>], served: usize) -> Option<Tie> {
    let edge = units.get(served.checked_sub(1)?)?;
    let next = units.get(served)?;
    if edge.priority_cmp(next).is_ne() {
        return None;
    }
    let alike = |units: &[Unit<N>]| {
        let alike = units.iter().filter(|unit| unit.priority_cmp(edge).is_eq());
        let mut alike: Vec<usize> = alike.map(|unit| unit.who).collect();
        alike.sort_unstable();
        alike
    };
    Some(Tie {
        equal: alike(units),
        served: alike(&units[..served]),
    })
}

/// Returns the divisors between the greatest unit not dealt and the least one dealt.
fn certify<N: Number>(maker: &Maker<N>, seats: &[i64], problem: &Problem) -> Option<Certificate> {
    let (mut next, mut last): (Option<Unit<N>>, Option<Unit<N>>) = (None, None);
    for (who, (seats, (least, most))) in seats.iter().zip(problem.bounds).enumerate() {
        if seats < most {
            let unit = maker.unit(who, *seats)?;
            next = next.max(Some(unit));
        }
        if seats > least {
            let unit = maker.unit(who, seats.saturating_sub(1))?;
            last = Some(last.map_or(unit.clone(), |last| last.min(unit)));
        }
    }
    // Whoever is due a first unit and has none is below every divisor.
    if next.as_ref().is_some_and(|unit| unit.priority().is_none()) {
        return Some(Certificate::FirstUnits);
    }
    let squared = maker.method == Apportionment::HuntingtonHill;
    let mut per_weight = problem.per_weight.clone();
    if squared {
        per_weight = per_weight.times(&per_weight);
    }
    // Divisors of the weights as they were given.
    let given = |unit: Unit<N>| Some(unit.priority()?.over(&per_weight));
    let least = next.and_then(given);
    let most = last.and_then(given);
    Some(Certificate::Divisor {
        divisor: representative(least.as_ref(), most.as_ref(), squared),
        least: least.unwrap_or_else(Exact::zero),
        most,
        squared,
    })
}

/// Returns a divisor of few digits between bounds that may be absent.
fn representative(least: Option<&Exact>, most: Option<&Exact>, squared: bool) -> Option<Exact> {
    let four = Exact::from(4);
    let (least, most) = match (least, most) {
        (Some(least), Some(most)) => (least.clone(), most.clone()),
        (Some(least), None) => (least.clone(), least.times(&four)),
        (None, Some(most)) => (most.over(&four), most.clone()),
        (None, None) => return Some(Exact::one()),
    };
    if squared {
        shortest_root_between(&least, &most)
    } else {
        Some(shortest_between(&least, &most))
    }
}
