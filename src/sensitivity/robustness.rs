//! How policies bear many futures.
//!
//! Regrets are differences, never ratios, so that a best or a baseline of zero breaks nothing.

use super::pareto::Direction;
use super::{Unusable, mean, real};

/// What is asked of policies over futures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question<'a> {
    /// Which outcomes are better.
    pub direction: Direction,
    /// The outcome of each policy in the future that was expected.
    pub expected: Option<&'a [f64]>,
    /// The outcome that is good enough.
    pub enough: Option<f64>,
    /// Which quantiles of regret to tell: parts from 0 to 1.
    pub quantiles: &'a [f64],
}

/// How all policies bear the futures.
#[derive(Clone, Debug, PartialEq)]
pub struct Robustness {
    /// Each policy, in the order given.
    pub policies: Vec<Standing>,
}

/// How one policy bears the futures of which it has an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Futures with an outcome.
    pub used: usize,
    /// Futures without one.
    pub missing: usize,
    /// How much the best policy of each future would have brought more: zero or above.
    pub regret: Option<Spread>,
    /// How far, up or down, each future is from what was expected of this policy.
    pub shift: Option<Spread>,
    /// The part of the futures in which the outcome is good enough.
    pub satisfied: Option<f64>,
}

/// How numbers of futures are spread.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// Their mean.
    pub mean: f64,
    /// The largest.
    pub largest: f64,
    /// The quantiles that were asked for: that of p is the ⌈pn⌉-th smallest of n.
    pub quantiles: Vec<f64>,
}

/// What policies are put in order by: the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// The mean regret: least first.
    MeanRegret,
    /// The largest regret: least first.
    LargestRegret,
    /// A quantile of regret, by its place in the question: least first.
    QuantileOfRegret(usize),
    /// The mean distance from what was expected: least first.
    MeanShift,
    /// The part of the futures that is good enough: most first.
    Satisfied,
}

/// Returns how policies bear futures: one slice per policy, with an outcome per future.
///
/// # Errors
///
/// No policies or futures, policies with more or fewer futures than the first, or quantiles that
/// are no parts.
pub fn robustness(outcomes: &[&[f64]], question: &Question) -> Result<Robustness, Unusable> {
    let futures = outcomes.first().map_or(0, |policy| policy.len());
    if futures == 0 {
        return Err(Unusable::NoInputs);
    }
    let lengths = outcomes.iter().map(|policy| policy.len()).enumerate();
    for (at, values) in lengths {
        let (what, expected) = ("policy", futures);
        if values != expected {
            return Err(Unusable::Ragged {
                what,
                at,
                values,
                expected,
            });
        }
    }
    if let Some(given) = question
        .expected
        .filter(|given| given.len() != outcomes.len())
    {
        let (what, at, expected) = ("what is expected of policies, row", 0, outcomes.len());
        let values = given.len();
        return Err(Unusable::Ragged {
            what,
            at,
            values,
            expected,
        });
    }
    for value in question.quantiles {
        if !(0.0..=1.0).contains(value) {
            let (what, value) = ("quantile", *value);
            return Err(Unusable::NotAPart { what, value });
        }
    }
    let best = best(outcomes, question.direction, futures);
    let policies = outcomes.iter().enumerate();
    let policies = policies.map(|(at, policy)| standing(policy, at, &best, question));
    Ok(Robustness {
        policies: policies.collect(),
    })
}

/// Returns the least cost of any policy in each future; infinite where none has an outcome.
fn best(outcomes: &[&[f64]], direction: Direction, futures: usize) -> Vec<f64> {
    let mut best = vec![f64::INFINITY; futures];
    for policy in outcomes {
        for (best, outcome) in best.iter_mut().zip(*policy) {
            let cost = direction.cost(*outcome);
            if cost.is_finite() && cost < *best {
                *best = cost;
            }
        }
    }
    best
}

fn standing(policy: &[f64], at: usize, best: &[f64], question: &Question) -> Standing {
    let told = policy
        .iter()
        .zip(best)
        .filter(|(outcome, _)| outcome.is_finite());
    let costs: Vec<[f64; 2]> = told
        .map(|(outcome, best)| [question.direction.cost(*outcome), *best])
        .collect();
    let spread = |values: Vec<f64>| spread(values, question.quantiles);
    let expected = question.expected.map(|all| all[at]);
    let expected = expected.filter(|outcome| outcome.is_finite());
    let shift = expected.and_then(|expected| {
        let expected = question.direction.cost(expected);
        spread(
            costs
                .iter()
                .map(|[cost, _]| (cost - expected).abs())
                .collect(),
        )
    });
    let satisfied = question.enough.filter(|_| !costs.is_empty()).map(|enough| {
        let enough = question.direction.cost(enough);
        let good = costs.iter().filter(|[cost, _]| *cost <= enough);
        real(good.count()) / real(costs.len())
    });
    Standing {
        used: costs.len(),
        missing: policy.len() - costs.len(),
        regret: spread(costs.iter().map(|[cost, best]| cost - best).collect()),
        shift,
        satisfied,
    }
}

/// Returns how numbers are spread; nothing of none.
fn spread(mut values: Vec<f64>, quantiles: &[f64]) -> Option<Spread> {
    values.sort_unstable_by(f64::total_cmp);
    let largest = *values.last()?;
    let quantile = |part: &f64| {
        let rank = (1..values.len()).find(|rank| real(*rank) >= part * real(values.len()));
        values[rank.unwrap_or(values.len()) - 1]
    };
    Some(Spread {
        mean: mean(&values),
        largest,
        quantiles: quantiles.iter().map(quantile).collect(),
    })
}

impl Robustness {
    /// Returns the policies in order, the best first: equal ones as they were given, and those of
    /// which nothing is known last.
    pub fn ordered(&self, by: Criterion) -> Vec<usize> {
        let key = |at: &usize| {
            let standing = &self.policies[*at];
            let regret = standing.regret.as_ref();
            let known = match by {
                Criterion::MeanRegret => regret.map(|regret| regret.mean),
                Criterion::LargestRegret => regret.map(|regret| regret.largest),
                Criterion::QuantileOfRegret(at) => {
                    regret.and_then(|regret| regret.quantiles.get(at).copied())
                }
                Criterion::MeanShift => standing.shift.as_ref().map(|shift| shift.mean),
                Criterion::Satisfied => standing.satisfied.map(|part| -part),
            };
            known.unwrap_or(f64::INFINITY)
        };
        let mut order: Vec<usize> = (0..self.policies.len()).collect();
        order.sort_by(|a, b| key(a).total_cmp(&key(b)));
        order
    }
}
