//! The quota method of Balinski and Young: house monotone, and within quota.
//!
//! Unit after unit goes to the largest weight over (units + 1) among those whose exact quota of
//! the units so far, this one included, exceeds what they have. After a whole round, as many
//! units as the weights add up to, everybody has exactly the weight and the order repeats; so
//! whole rounds are dealt at once.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};

use super::deal::{Apportioned, Certificate, NoDeal, Tie};
use super::divisor::Problem;
use super::method::Apportionment;
use super::number::{Number, narrow};
use super::remainder::multiplier;
use super::unit::{Unit, ranks};

/// Most units that are handed out one after the other.
pub const MOST_STEPS: i64 = 1_000_000;

/// Apportions by the quota method.
pub(super) fn quota_method(problem: &Problem) -> Result<Apportioned, NoDeal> {
    let round: BigInt = problem.weights.iter().sum();
    if round.is_zero() {
        return Ok(Apportioned {
            seats: vec![0; problem.weights.len()],
            tie: None,
            certificate: certificate(problem),
        });
    }
    let (rounds, rest) = BigInt::from(problem.total).div_mod_floor(&round);
    let steps = rest.to_i64().unwrap_or(i64::MAX);
    if steps > MOST_STEPS {
        return Err(NoDeal::TooManySteps { steps });
    }
    let (units, tie) = narrow(problem.weights)
        .and_then(|weights| hand_out(&weights, steps))
        .or_else(|| hand_out(problem.weights, steps))
        .expect("nothing outgrows a big integer");
    let seats = problem.weights.iter().zip(units).map(|(weight, units)| {
        let whole = (weight * &rounds).to_i64().unwrap_or_default();
        whole.saturating_add(units)
    });
    Ok(Apportioned {
        seats: seats.collect(),
        tie,
        certificate: certificate(problem),
    })
}

fn certificate(problem: &Problem) -> Certificate {
    Certificate::Quota {
        multiplier: multiplier(problem).times(problem.per_weight),
    }
}

/// Hands out the units of less than a round; `None` when the number type is too narrow.
fn hand_out<N: Number>(weights: &[N], steps: i64) -> Option<(Vec<i64>, Option<Tie>)> {
    let round = weights
        .iter()
        .try_fold(N::zero(), |all, weight| all.checked_add(weight))?;
    let ranks = ranks(weights);
    let unit = |who: usize, held: i64| {
        let priority = Apportionment::Quota.priority(&weights[who], held)?;
        Unit::new(who, ranks[who], priority, &N::one())
    };
    // The unit after `held` ones comes within quota with the first house above held / share.
    let release = |who: usize, held: i64| -> Option<i64> {
        let house = N::from(held).checked_mul(&round)?.div_floor(&weights[who]);
        house.checked_add(&N::one())?.to_i64().or(Some(i64::MAX))
    };
    let mut seats = vec![0_i64; weights.len()];
    let mut waiting = BinaryHeap::new();
    for (who, weight) in weights.iter().enumerate() {
        if !weight.is_zero() {
            waiting.push(Reverse((release(who, 0)?, who)));
        }
    }
    let mut ready: BinaryHeap<Unit<N>> = BinaryHeap::new();
    for house in 1..=steps {
        while let Some(Reverse((at, who))) = waiting.peek().copied() {
            if at > house {
                break;
            }
            waiting.pop();
            ready.push(unit(who, seats[who])?);
        }
        let Some(served) = ready.pop() else {
            break;
        };
        let who = served.who;
        seats[who] = seats[who].saturating_add(1);
        waiting.push(Reverse((release(who, seats[who])?, who)));
    }
    // Units that are still ready compete with the last unit of everybody.
    let mut units: Vec<(Unit<N>, bool)> = ready.into_iter().map(|unit| (unit, false)).collect();
    for who in (0..weights.len()).filter(|who| seats[*who] > 0) {
        units.push((unit(who, seats[who].saturating_sub(1))?, true));
    }
    Some((seats, tie_between(units)))
}

/// Returns those whose served unit was deserved no more than an unserved one of somebody else.
fn tie_between<N: Number>(mut units: Vec<(Unit<N>, bool)>) -> Option<Tie> {
    units.sort_by(|(left, _), (right, _)| right.cmp(left));
    let (mut equal, mut served) = (Vec::new(), Vec::new());
    for alike in units.chunk_by(|(left, _), (right, _)| left.priority_cmp(right).is_eq()) {
        let count = alike.iter().filter(|(_, is_served)| *is_served).count();
        if count > 0 && count < alike.len() {
            equal.extend(alike.iter().map(|(unit, _)| unit.who));
            let alike = alike.iter().filter(|(_, is_served)| *is_served);
            served.extend(alike.map(|(unit, _)| unit.who));
        }
    }
    equal.sort_unstable();
    served.sort_unstable();
    (!equal.is_empty()).then_some(Tie { equal, served })
}
