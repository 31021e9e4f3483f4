//! Points that no other one beats on every objective.

use super::Unusable;
use std::cmp::Ordering;

/// Which values are better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Higher ones.
    Maximise,
    /// Lower ones.
    Minimise,
}

impl Direction {
    /// Returns a value as a cost: lower is better.
    pub(super) fn cost(self, value: f64) -> f64 {
        match self {
            Direction::Maximise => -value,
            Direction::Minimise => value,
        }
    }
}

/// The points that are not dominated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// Points that no other one equals or beats on every objective and beats on one, in order.
    pub members: Vec<usize>,
    /// Points left out, as one of their objectives is missing.
    pub missing: Vec<usize>,
}

/// Returns the front of points, each with a value per objective.
///
/// # Errors
///
/// No objectives, or a point with more or fewer values than there are objectives.
pub fn pareto_front(points: &[&[f64]], objectives: &[Direction]) -> Result<Front, Unusable> {
    let expected = objectives.len();
    if expected == 0 {
        return Err(Unusable::NoInputs);
    }
    let (mut costs, mut missing) = (Vec::with_capacity(points.len()), Vec::new());
    for (at, point) in points.iter().enumerate() {
        let (what, values) = ("point", point.len());
        if values != expected {
            return Err(Unusable::Ragged {
                what,
                at,
                values,
                expected,
            });
        }
        if point.iter().all(|value| value.is_finite()) {
            let pairs = objectives.iter().zip(*point);
            let cost: Vec<f64> = pairs
                .map(|(objective, value)| objective.cost(*value))
                .collect();
            costs.push((at, cost));
        } else {
            missing.push(at);
        }
    }
    // Whoever dominates a point comes before it in this order.
    costs.sort_by(|(_, a), (_, b)| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    let mut front: Vec<(usize, Vec<f64>)> = Vec::new();
    for (at, cost) in costs {
        if !front.iter().any(|(_, other)| dominates(other, &cost)) {
            front.push((at, cost));
        }
    }
    let mut members: Vec<usize> = front.into_iter().map(|(at, _)| at).collect();
    members.sort_unstable();
    Ok(Front { members, missing })
}

/// Returns whether one cost is nowhere above another and somewhere below it.
fn dominates(one: &[f64], other: &[f64]) -> bool {
    let mut pairs = one.iter().zip(other);
    pairs.all(|(one, other)| one <= other) && one != other
}
