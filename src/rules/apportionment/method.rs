//! [`Apportionment`]: the named methods, and the one list of them.

use super::deal::{Apportioned, NoDeal, Seats};
use super::divisor::{Problem, divisor_method};
use super::number::{Number, over_common_denominator};
use super::quota::quota_method;
use super::remainder::largest_remainder;
use super::unit::Priority;
use crate::money::{Cents, Exact, Split, place};

/// How whole units are divided in proportion to weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apportionment {
    /// Hamilton: round down, and give what remains to the largest remainders.
    LargestRemainder,
    /// Divide and round up.
    Adams,
    /// Divide and round at the harmonic mean of the neighbours.
    Dean,
    /// Divide and round at the geometric mean of the neighbours.
    HuntingtonHill,
    /// Sainte-Laguë: divide and round at the half.
    Webster,
    /// D'Hondt: divide and round down.
    Jefferson,
    /// Balinski and Young: Jefferson among those who stay within their upper quota.
    Quota,
}

impl Apportionment {
    /// Every method with its name in files.
    pub const ALL: [(&'static str, Apportionment); 7] = [
        ("largest-remainder", Apportionment::LargestRemainder),
        ("adams", Apportionment::Adams),
        ("dean", Apportionment::Dean),
        ("huntington-hill", Apportionment::HuntingtonHill),
        ("webster", Apportionment::Webster),
        ("jefferson", Apportionment::Jefferson),
        ("quota", Apportionment::Quota),
    ];

    /// Returns the name in files.
    pub fn name(self) -> &'static str {
        Apportionment::ALL
            .iter()
            .find(|(_, method)| *method == self)
            .map_or("", |(name, _)| name)
    }

    /// Divides `total` whole units over `weights`, within bounds.
    ///
    /// There are as many `bounds` as weights, or none at all. A weight of zero receives its
    /// minimum. Equal claims are served by the larger weight, then by the earlier position, and
    /// reported.
    ///
    /// # Errors
    ///
    /// [`NoDeal`] when the problem is not well stated or the bounds leave no room.
    pub fn apportion(
        self,
        total: i64,
        weights: &[Exact],
        bounds: &[Seats],
    ) -> Result<Apportioned, NoDeal> {
        let closed = closed_bounds(total, weights, bounds)?;
        if self == Apportionment::Quota && !bounds.is_empty() {
            return Err(NoDeal::BoundsUnderQuota);
        }
        let (whole, per_weight) = over_common_denominator(weights);
        let problem = Problem {
            total,
            weights: &whole,
            per_weight: &per_weight,
            bounds: &closed,
            is_bounded: !bounds.is_empty(),
        };
        match self {
            Apportionment::LargestRemainder => Ok(largest_remainder(&problem)),
            Apportionment::Quota => quota_method(&problem),
            _ => Ok(divisor_method(self, &problem)),
        }
    }

    /// Places `whole` on exact amounts `quotas` (in cents, adding up to `whole`) in steps of
    /// `unit`, as [`place`] does by largest remainder. What is smaller than a unit stays unplaced.
    ///
    /// # Errors
    ///
    /// [`NoDeal`] as for [`Apportionment::apportion`].
    pub fn place(self, whole: Cents, quotas: &[Exact], unit: Cents) -> Result<Split, NoDeal> {
        if self == Apportionment::LargestRemainder {
            return Ok(place(whole, quotas, unit));
        }
        let unit = unit.count().max(1);
        let dealt = self.apportion(whole.count().div_euclid(unit), quotas, &[])?;
        let parts = dealt.seats.iter();
        Ok(Split {
            parts: parts
                .map(|units| Cents::new(units.saturating_mul(unit)))
                .collect(),
            tied: dealt.tie.map(|tie| tie.equal).unwrap_or_default(),
        })
    }

    /// Returns weight over signpost for the unit after `held` ones, squared under Huntington-Hill;
    /// `None` when it outgrows the number type.
    pub(super) fn priority<N: Number>(self, weight: &N, held: i64) -> Option<Priority<N>> {
        let held = N::from(held);
        let next = held.checked_add(&N::one())?;
        let both = held.checked_add(&next)?;
        Some(match self {
            Apportionment::Adams => (weight.clone(), held),
            Apportionment::Dean => {
                let product = held.checked_mul(&next)?;
                (weight.checked_mul(&both)?, product.checked_add(&product)?)
            }
            Apportionment::HuntingtonHill => {
                (weight.checked_mul(weight)?, held.checked_mul(&next)?)
            }
            Apportionment::Webster => (weight.checked_add(weight)?, both),
            Apportionment::Jefferson | Apportionment::Quota | Apportionment::LargestRemainder => {
                (weight.clone(), next)
            }
        })
    }
}

/// Checks the problem and returns minimum and maximum of everybody.
fn closed_bounds(
    total: i64,
    weights: &[Exact],
    bounds: &[Seats],
) -> Result<Vec<(i64, i64)>, NoDeal> {
    if total < 0 {
        return Err(NoDeal::NegativeTotal);
    }
    if let Some(at) = weights.iter().position(Exact::is_negative) {
        return Err(NoDeal::NegativeWeight(at));
    }
    let bad = |bound: &Seats| {
        let crossed = bound.maximum.is_some_and(|most| most < bound.minimum);
        bound.minimum < 0 || crossed
    };
    if let Some(at) = bounds.iter().position(bad) {
        return Err(NoDeal::BadBounds(at));
    }
    let closed: Vec<(i64, i64)> = weights
        .iter()
        .enumerate()
        .map(|(at, weight)| {
            let bound = bounds.get(at).copied().unwrap_or_default();
            let most = bound.maximum.unwrap_or(i64::MAX);
            let most = if weight.is_zero() {
                bound.minimum
            } else {
                most
            };
            (bound.minimum, most)
        })
        .collect();
    let needs: i128 = closed.iter().map(|(least, _)| i128::from(*least)).sum();
    if needs > i128::from(total) {
        return Err(NoDeal::MinimaAboveTotal { needs });
    }
    let holds: i128 = closed.iter().map(|(_, most)| i128::from(*most)).sum();
    if holds < i128::from(total) {
        if weights.iter().all(Exact::is_zero) {
            return Err(NoDeal::NoWeight);
        }
        return Err(NoDeal::MaximaBelowTotal { holds });
    }
    Ok(closed)
}
