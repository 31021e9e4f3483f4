//! [`Unit`]: one more unit for one recipient, and how much it is deserved.

use std::cmp::{Ordering, Reverse};

use num_bigint::BigInt;

use super::number::Number;
use crate::money::Exact;

/// The next unit of a recipient under a divisor method. The greatest is served first.
#[derive(Clone, Debug)]
pub(super) struct Unit<N> {
    /// Position of the recipient.
    pub(super) who: usize,
    /// Place of the recipient in the tie rule: larger weight, then earlier position.
    rank: usize,
    /// Weight over signpost; `below` is zero for the unit that everybody gets first.
    above: N,
    below: N,
    /// The fraction times a common scale, rounded down: settles nearly every comparison.
    rough: i128,
}

/// A weight over a signpost, as two whole numbers.
pub(super) type Priority<N> = (N, N);

impl<N: Number> Unit<N> {
    /// Returns the unit with this priority; `None` when it outgrows the number type.
    pub(super) fn new(who: usize, rank: usize, priority: Priority<N>, scale: &N) -> Option<Self> {
        let (above, below) = priority;
        let rough = if below.is_zero() {
            i128::MAX
        } else {
            let scaled = above.checked_mul(scale)?.div_floor(&below);
            scaled.to_i128().unwrap_or(i128::MAX)
        };
        Some(Unit {
            who,
            rank,
            above,
            below,
            rough,
        })
    }

    /// Compares how much two units are deserved, without a tie rule.
    pub(super) fn priority_cmp(&self, other: &Unit<N>) -> Ordering {
        self.rough
            .cmp(&other.rough)
            .then_with(|| self.exact_cmp(other))
    }

    fn exact_cmp(&self, other: &Unit<N>) -> Ordering {
        let narrow = (
            self.above.checked_mul(&other.below),
            other.above.checked_mul(&self.below),
        );
        if let (Some(left), Some(right)) = narrow {
            return left.cmp(&right);
        }
        let big = |number: &N| -> BigInt { number.clone().into() };
        let left = big(&self.above) * big(&other.below);
        left.cmp(&(big(&other.above) * big(&self.below)))
    }

    /// Returns weight over signpost; `None` when the signpost is zero.
    pub(super) fn priority(&self) -> Option<Exact> {
        let parts = (self.above.clone().into(), self.below.clone().into());
        (!self.below.is_zero()).then(|| Exact::from_large_parts(parts.0, parts.1))
    }
}

impl<N: Number> Ord for Unit<N> {
    fn cmp(&self, other: &Unit<N>) -> Ordering {
        self.priority_cmp(other)
            .then_with(|| Reverse(self.rank).cmp(&Reverse(other.rank)))
    }
}

impl<N: Number> PartialOrd for Unit<N> {
    fn partial_cmp(&self, other: &Unit<N>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<N: Number> PartialEq for Unit<N> {
    fn eq(&self, other: &Unit<N>) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<N: Number> Eq for Unit<N> {}

/// Returns the place of every position in the tie rule: larger weight, then earlier position.
pub(super) fn ranks<N: Ord>(weights: &[N]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|left, right| weights[*right].cmp(&weights[*left]));
    let mut ranks = vec![0; weights.len()];
    for (rank, who) in order.into_iter().enumerate() {
        ranks[who] = rank;
    }
    ranks
}
