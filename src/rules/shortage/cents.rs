//! From claims in cents to awards in cents, for many claimants at a time.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Zero;

use super::Shortage;
use super::minimal_overlap::{ascending, layers, threshold};
use super::outcome::Solved;
use super::problem::{Parameters, Refusal};
use super::scaled::Case;
use super::whole::{Whole, sum};
use crate::money::{Cents, Exact, Split, largest_remainders};

impl Shortage {
    /// Divides a pot over claims and places the awards on whole units by largest remainder.
    ///
    /// The parts equal what [`place`](crate::money::place) makes of the exact awards of
    /// [`Shortage::divide`]: equal remainders are served in order of position and reported. What
    /// is smaller than a unit stays unplaced, as does what nobody claims.
    ///
    /// # Errors
    ///
    /// [`Refusal`] as for [`Shortage::divide`], but `minimal-overlap` has no limit here.
    pub fn to_cents(
        self,
        pot: Cents,
        claims: &[Cents],
        parameters: &Parameters,
        unit: Cents,
    ) -> Result<Split, Refusal> {
        let quotas = self.quotas(pot, claims, parameters, unit)?;
        let unit = unit.count().max(1);
        let claimed: i128 = claims.iter().map(|claim| i128::from(claim.count())).sum();
        let placed = i128::from(pot.count()).min(claimed);
        let placed = Integer::div_floor(&placed, &unit.into());
        let units = i64::try_from(placed).unwrap_or(i64::MAX);
        Ok(largest_remainders(units, unit, quotas))
    }

    /// Returns for each claim its award in whole units, rounded down, and the rank of what remains
    /// above that.
    ///
    /// Equal remainders have equal ranks, larger ones higher ranks, and rank zero is no remainder:
    /// all that placing needs to know. See [`largest_remainders`].
    ///
    /// # Errors
    ///
    /// As for [`Shortage::to_cents`].
    pub fn quotas(
        self,
        pot: Cents,
        claims: &[Cents],
        parameters: &Parameters,
        unit: Cents,
    ) -> Result<Vec<(i64, usize)>, Refusal> {
        let unit = BigInt::from(unit.count().max(1));
        let small = Case::of_cents(self, pot, claims, parameters)?;
        if let (Some(case), Some(unit)) = (small, i128::of(&unit)) {
            if self == Shortage::MinimalOverlap
                && let Some(quotas) = overlap_in_fixed_point(&case, unit)
            {
                return Ok(quotas);
            }
            if case.fits(self, unit.to_large().bits()) {
                return Ok(quotas(&case, &case.solve(self)?, &unit));
            }
        }
        let claims: Vec<Exact> = claims.iter().map(|claim| (*claim).into()).collect();
        let case = Case::of(self, &pot.into(), &claims, parameters)?;
        Ok(quotas(&case, &case.solve(self)?, &unit))
    }
}

/// Rounds awards down to whole units and ranks what remains.
fn quotas<W: Whole>(case: &Case<W>, solved: &Solved<W>, unit: &W) -> Vec<(i64, usize)> {
    let below = solved.shares.below.times(&case.scale).times(unit);
    let parts = solved.shares.parts.iter();
    let quotas: Vec<(W, W)> = parts.map(|part| part.div_mod_floor(&below)).collect();
    let mut order: Vec<usize> = (0..quotas.len()).collect();
    order.sort_by(|one, two| quotas[*one].1.cmp(&quotas[*two].1));
    let mut ranked = vec![(0, 0); quotas.len()];
    let (zero, mut rank) = (W::zero(), 0_usize);
    let mut last = &zero;
    for position in order {
        let (floor, rest) = &quotas[position];
        if rest != last {
            (last, rank) = (rest, rank.saturating_add(1));
        }
        ranked[position] = (floor.to_i64().unwrap_or(i64::MAX), rank);
    }
    ranked
}

/// An award of minimal overlap in fixed point.
struct Near {
    value: i128,
    /// Awards of one group lie equally far below or above their exact value.
    group: usize,
    /// Whether that is not at all.
    is_exact: bool,
}

/// Computes minimal overlap in fixed point; `None` where that leaves a rounding or a tie in doubt.
///
/// The exact awards have the least common multiple of the numbers of claimants as denominator,
/// which has thousands of digits. But a rounding only asks which whole unit lies below an award,
/// and which remainder is larger. Each layer adds an error below one step of the fixed point, and
/// the threshold one more, so values further apart than all errors together are in the order of
/// the exact ones. Whatever is nearer is left to exact arithmetic, except where both awards have
/// the same error.
fn overlap_in_fixed_point(case: &Case<i128>, unit: i128) -> Option<Vec<(i64, usize)>> {
    let Case { pot, claims, .. } = case;
    if !case.references.is_empty() || *pot >= sum(claims) {
        return None;
    }
    let order = ascending(claims);
    let total = sum(claims).max(unit);
    // The threshold is not above the pot, and its parts not above the sum of the claims times
    // the number of claims.
    let largest = total.checked_mul(i128::count(claims.len()).max(2))?;
    let shift = largest
        .leading_zeros()
        .checked_sub(2)
        .filter(|bits| *bits >= 40)?;
    let one = 1_i128.checked_shl(shift)?;
    let near = near_awards(claims, &order, *pot, one)?;
    let step = unit.checked_mul(one)?;
    let doubt = i128::count(claims.len()).checked_add(2)?;
    let mut quotas: Vec<(i128, i128, usize)> = Vec::new();
    for Near {
        value,
        group,
        is_exact,
    } in near
    {
        let (floor, rest) = value.div_mod_floor(&step);
        if !is_exact && (rest < doubt || rest >= step.checked_sub(doubt)?) {
            return None;
        }
        quotas.push((floor, rest, group));
    }
    ranked(&quotas, doubt.checked_mul(2)?)
}

/// Returns the awards in fixed point, `one` steps to the cent.
fn near_awards(claims: &[i128], order: &[usize], pot: i128, one: i128) -> Option<Vec<Near>> {
    let threshold = threshold(&pot, claims, order);
    let fixed = |above: i128, below: i128| {
        let product = above.checked_mul(one)?;
        Some(product.div_mod_floor(&below))
    };
    let (top, top_rest) = fixed(threshold.above, threshold.below)?;
    let mut near: Vec<Option<Near>> = claims.iter().map(|_| None).collect();
    let (mut height, mut errors) = (0_i128, 0_usize);
    for layer in layers(claims, order, &threshold) {
        let below = threshold.below.checked_mul(i128::count(layer.reach))?;
        let (depth, rest) = fixed(layer.depth, below)?;
        height = height.checked_add(depth)?;
        errors = errors.saturating_add(usize::from(!rest.is_zero()));
        for position in order.get(layer.first..layer.end)? {
            let claim = claims.get(*position)?;
            let over = claim
                .checked_mul(threshold.below)?
                .checked_sub(threshold.above)?;
            let (paid, is_top) = match threshold.pays && over.is_positive() {
                true => (claim.checked_mul(one)?.checked_sub(top)?, true),
                false => (0, false),
            };
            // Everybody above the threshold has the errors of all layers and of the threshold.
            let is_exact = errors == 0 && (!is_top || top_rest.is_zero());
            let group = if is_top { usize::MAX } else { errors };
            let value = height.checked_add(paid)?;
            *near.get_mut(*position)? = Some(Near {
                value,
                group,
                is_exact,
            });
        }
    }
    near.into_iter().collect()
}

/// Ranks remainders; `None` where two of different error lie within `doubt` of each other.
fn ranked(quotas: &[(i128, i128, usize)], doubt: i128) -> Option<Vec<(i64, usize)>> {
    let mut order: Vec<usize> = (0..quotas.len()).collect();
    order.sort_by_key(|position| quotas[*position].1);
    let mut ranked = vec![(0, 0); quotas.len()];
    let (mut last, mut rank): (Option<(i128, usize)>, usize) = (None, 0);
    for position in order {
        let (floor, rest, group) = quotas[position];
        let before = last.unwrap_or((0, group));
        if before.1 != group && rest.checked_sub(before.0)? <= doubt {
            return None;
        }
        if rest != before.0 {
            rank = rank.saturating_add(1);
        }
        last = Some((rest, group));
        ranked[position] = (i64::try_from(floor).ok()?, rank);
    }
    Some(ranked)
}
