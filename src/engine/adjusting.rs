//! Adjusting: what each adjustment makes of amounts, exact and without a change of their sum.

use super::observer::Bound;
use crate::money::{Cents, Exact};
use crate::rules::{Balance, Band, Bounds, Impossible};
use crate::rules::{
    levelling_down, levelling_up, phase_in, proportional, water_filling, year_band,
};

pub(super) fn total(amounts: &[Exact]) -> Exact {
    amounts.iter().cloned().sum()
}

/// Returns the bounds of who stands aside.
pub(super) fn nothing() -> Bounds {
    Bounds {
        minimum: Exact::zero(),
        maximum: Some(Exact::zero()),
    }
}

/// Brings amounts within bounds, and says which bound changed each.
///
/// Minima that do not fit together are cut proportionally; what maxima leave is not placed.
pub(super) fn within(
    pool: &Exact,
    amounts: &[Exact],
    bounds: &[Bounds],
) -> (Vec<Exact>, Vec<Option<Bound>>) {
    let (outcome, minima_fit) = match water_filling(pool, amounts, bounds) {
        Ok(level) => (level.awards, true),
        Err(Impossible::MinimaAbovePot { .. }) => {
            let minima: Vec<Exact> = bounds.iter().map(|bound| bound.minimum.clone()).collect();
            (proportional(pool, &minima), false)
        }
        Err(Impossible::MaximaBelowPot { .. }) => {
            let most = |(bound, award): (&Bounds, &Exact)| {
                if award.is_zero() {
                    bound.minimum.clone()
                } else {
                    bound.maximum.clone().unwrap_or_else(|| award.clone())
                }
            };
            (bounds.iter().zip(amounts).map(most).collect(), true)
        }
    };
    let changed = bounds.iter().zip(&outcome).zip(amounts);
    let changed = changed.map(|((bound, after), before)| {
        if !minima_fit {
            return Some(Bound::MinimaCut);
        }
        let at_most = bound.maximum.as_ref().is_some_and(|most| after == most);
        match after.cmp(before) {
            std::cmp::Ordering::Equal => None,
            _ if at_most => Some(Bound::Maximum),
            _ => (*after == bound.minimum).then_some(Bound::Minimum),
        }
    });
    let changed = changed.collect();
    (outcome, changed)
}

/// Sets a part of every amount apart and lifts those with the least per head with it.
pub(super) fn levelled_up(amounts: &[Exact], heads: &[Exact], part: &Exact) -> Vec<Exact> {
    let kept = Exact::one().minus(part);
    let kept: Vec<Exact> = amounts.iter().map(|amount| amount.times(&kept)).collect();
    match levelling_up(&total(amounts).times(part), &kept, heads) {
        Ok(level) => level.awards,
        // Nobody has heads, so nobody has the least per head.
        Err(_) => amounts.to_vec(),
    }
}

/// Raises every amount by a part and lets those with the most per head give it back.
///
/// Who has no heads stands aside.
pub(super) fn levelled_down(amounts: &[Exact], heads: &[Exact], part: &Exact) -> Vec<Exact> {
    let more = Exact::one().plus(part);
    let counted = amounts.iter().zip(heads);
    let raised = counted.map(|(amount, heads)| match heads.is_zero() {
        true => Exact::zero(),
        false => amount.times(&more),
    });
    let raised: Vec<Exact> = raised.collect();
    let cut = total(&raised).times(part).over(&more);
    let Ok(level) = levelling_down(&cut, &raised, heads) else {
        return amounts.to_vec();
    };
    let levelled = level.awards.into_iter().zip(heads).zip(amounts);
    let levelled = levelled.map(|((levelled, heads), amount)| match heads.is_zero() {
        true => amount.clone(),
        false => levelled,
    });
    levelled.collect()
}

/// Keeps amounts in a band around earlier ones by another balance than water-filling; `None` where
/// that balance has no room.
///
/// Without any earlier amount there is no band to widen, and the amounts stand.
pub(super) fn banded(
    amounts: &[Exact],
    base: &[Exact],
    band: &Band,
    balance: Balance,
) -> Option<Vec<Exact>> {
    match year_band(&total(amounts), base, amounts, band, balance) {
        Ok(banded) => Some(banded.awards),
        Err(_) if balance == Balance::Widen => Some(amounts.to_vec()),
        Err(_) => None,
    }
}

/// What a guarantee asks of each recipient.
pub(super) struct Pledge {
    /// The earlier amount, for as many heads as there are now where it counts per head.
    pub(super) base: Vec<Exact>,
    /// What is guaranteed.
    pub(super) floors: Vec<Exact>,
    /// Growth beyond the cap.
    pub(super) gains: Vec<Exact>,
    /// The greatest part of that growth that pays.
    pub(super) scaling: Option<Exact>,
    /// Amounts below which nobody pays.
    pub(super) keeps: Vec<Exact>,
}

impl Pledge {
    /// Lifts everybody to the guarantee; gains pay for it, all by the same factor.
    ///
    /// Where these are too small the cap comes down, and guarantees that do not fit are cut
    /// proportionally. Under a stated scaling the cap stays, and all that is lifted is cut.
    pub(super) fn redeem(&self, amounts: &[Exact]) -> Vec<Exact> {
        let lacks = amounts.iter().zip(&self.floors);
        let lacks = lacks.map(|(amount, floor)| floor.minus(amount).max(Exact::zero()));
        let lacks: Vec<Exact> = lacks.collect();
        let rooms = amounts.iter().zip(&self.gains).zip(&self.keeps);
        let rooms = rooms.map(|((amount, gain), keep)| {
            let most = self
                .scaling
                .as_ref()
                .map_or(gain.clone(), |part| gain.times(part));
            most.min(amount.minus(keep).max(Exact::zero()))
        });
        let rooms: Vec<Exact> = rooms.collect();
        let bounds: Vec<Bounds> = rooms.iter().map(Bounds::up_to).collect();
        let (lifts, losses) = match water_filling(&total(&lacks), &self.gains, &bounds) {
            Ok(level) => (lacks, level.awards),
            Err(_) if self.scaling.is_some() => (proportional(&total(&rooms), &lacks), rooms),
            Err(_) => return self.under_a_lower_cap(amounts),
        };
        let paid = amounts.iter().zip(lifts).zip(losses);
        let paid = paid.map(|((amount, lift), loss)| amount.plus(&lift).minus(&loss));
        paid.collect()
    }

    /// Lets everybody come down to the guarantee, whoever gained most on the earlier amount first.
    fn under_a_lower_cap(&self, amounts: &[Exact]) -> Vec<Exact> {
        let bounds = amounts.iter().zip(&self.floors).zip(&self.keeps);
        let bounds = bounds.map(|((amount, floor), keep)| Bounds {
            minimum: floor.clone().max(keep.clone().min(amount.clone())),
            maximum: Some(amount.clone().max(floor.clone())),
        });
        let bounds: Vec<Bounds> = bounds.collect();
        within(&total(amounts), &self.base, &bounds).0
    }
}

/// Goes a part of the way from earlier amounts, scaled to what is divided and then `in_cents`, to
/// the amounts.
///
/// Without any earlier amount there is nothing to come from, and the amounts stand.
pub(super) fn towards(
    base: &[Exact],
    amounts: &[Exact],
    part: &Exact,
    in_cents: impl Fn(Exact) -> Exact,
) -> Vec<Exact> {
    let pool = total(amounts);
    let base: Vec<Exact> = proportional(&pool, base)
        .into_iter()
        .map(in_cents)
        .collect();
    if base.iter().all(Exact::is_zero) {
        return amounts.to_vec();
    }
    phase_in(&base, amounts, part, part)
}

/// Takes a cost from amounts by weight, from nobody more than there is; returns what is left and
/// what is borne, in whole cents.
pub(super) fn bear(amounts: &[Exact], weights: &[Exact], cost: Cents) -> (Vec<Exact>, Cents) {
    let most: Vec<Bounds> = amounts.iter().map(Bounds::up_to).collect();
    let losses = match water_filling(&cost.into(), weights, &most) {
        Ok(level) => level.awards,
        Err(_) => {
            let all = amounts.iter().zip(weights);
            all.map(|(amount, weight)| match weight.is_zero() {
                true => Exact::zero(),
                false => amount.clone(),
            })
            .collect()
        }
    };
    let whole = total(&losses).to_cents(crate::money::Rounding::Down);
    let rest = amounts.iter().zip(&losses);
    let rest = rest.map(|(amount, loss)| amount.minus(loss)).collect();
    (rest, whole)
}
