//! Steps that have no form over columns: integers, lane by lane.

use super::kernel::{Column, LANES, about, put, whole};

/// What one thread needs for one lane.
#[derive(Clone, Debug, Default)]
pub(super) struct Lane {
    weights: Vec<i64>,
    parts: Vec<i64>,
    order: Vec<(i64, usize)>,
    at: Vec<usize>,
}

impl Lane {
    /// Splits what is left over weights; where nobody has a weight, it stays. Lanes in which
    /// nothing is left keep their parts.
    pub(super) fn split(&mut self, rest: &mut Column, weights: &[Column], parts: &mut [Column]) {
        for lane in 0..LANES {
            self.weights.clear();
            self.weights
                .extend(weights.iter().map(|weight| whole(weight, lane)));
            let total = whole(rest, lane);
            if total == 0 || self.weights.iter().all(|weight| *weight == 0) {
                continue;
            }
            self.parts.resize(weights.len(), 0);
            split_lane(total, &self.weights, &mut self.parts, &mut self.order);
            for (part, own) in parts.iter_mut().zip(&self.parts) {
                put(part, lane, *own);
            }
            put(rest, lane, 0);
        }
    }

    /// Splits the amounts of a component over what parts still lack, and takes it from there.
    pub(super) fn tell_apart(
        &mut self,
        amounts: &Column,
        lacking: &mut [Column],
        own: &mut [Column],
    ) {
        for lane in 0..LANES {
            self.weights.clear();
            self.weights
                .extend(lacking.iter().map(|part| whole(part, lane)));
            self.parts.resize(lacking.len(), 0);
            let total = whole(amounts, lane);
            split_lane(total, &self.weights, &mut self.parts, &mut self.order);
            let parts = lacking.iter_mut().zip(own.iter_mut()).zip(&self.parts);
            for ((lacks, own), part) in parts {
                put(own, lane, *part);
                let left = whole(lacks, lane).saturating_sub(*part);
                put(lacks, lane, left);
            }
        }
    }

    /// Cuts claims in the lanes that ask for it: open ones first, protected ones only when they
    /// alone are too much.
    pub(super) fn cut(
        &mut self,
        claims: &mut [Column],
        protected: &[bool],
        (pot, cut): (&Column, &Column),
    ) {
        for lane in 0..LANES {
            if whole(cut, lane) == 0 {
                continue;
            }
            let sum = |wanted: bool, claims: &[Column]| -> i64 {
                let own = claims.iter().zip(protected);
                let own = own.filter(|(_, protected)| **protected == wanted);
                own.map(|(claim, _)| whole(claim, lane)).sum()
            };
            let pot = whole(pot, lane);
            let safe = sum(true, claims);
            let cuts_protected = safe > pot;
            let left = match cuts_protected {
                true => pot,
                false => pot.saturating_sub(safe),
            };
            self.at.clear();
            for (position, is_protected) in protected.iter().enumerate() {
                match (*is_protected, cuts_protected) {
                    (false, true) => put(&mut claims[position], lane, 0),
                    (is_protected, cuts) if is_protected == cuts => self.at.push(position),
                    _ => {}
                }
            }
            self.weights.clear();
            self.weights
                .extend(self.at.iter().map(|at| whole(&claims[*at], lane)));
            self.parts.resize(self.weights.len(), 0);
            split_lane(left, &self.weights, &mut self.parts, &mut self.order);
            for (at, part) in self.at.iter().zip(&self.parts) {
                put(&mut claims[*at], lane, *part);
            }
        }
    }
}

/// Splits a total over weights in one lane: largest remainder, equal ones in order of position.
///
/// Numbers stay below 2^50, products need not: a float finds the quotient to within one, and
/// integers that wrap hold the small remainder exactly.
fn split_lane(total: i64, weights: &[i64], parts: &mut [i64], order: &mut Vec<(i64, usize)>) {
    let whole: i64 = weights.iter().sum();
    if whole <= 0 {
        parts.fill(0);
        return;
    }
    order.clear();
    let mut left = total;
    for (position, (weight, part)) in weights.iter().zip(&mut *parts).enumerate() {
        let mut quotient = about(*weight, (total, whole));
        let product = total.wrapping_mul(*weight);
        let mut rest = product.wrapping_sub(quotient.wrapping_mul(whole));
        while rest < 0 {
            quotient = quotient.saturating_sub(1);
            rest = rest.saturating_add(whole);
        }
        while rest >= whole {
            quotient = quotient.saturating_add(1);
            rest = rest.saturating_sub(whole);
        }
        *part = quotient;
        left = left.saturating_sub(quotient);
        order.push((rest.saturating_neg(), position));
    }
    let spare = usize::try_from(left).unwrap_or_default();
    let Some(last) = spare.checked_sub(1) else {
        return;
    };
    if spare < order.len() {
        order.select_nth_unstable(last);
    }
    for (_, position) in order.iter().take(spare) {
        parts[*position] = parts[*position].saturating_add(1);
    }
}
