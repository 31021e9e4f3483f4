//! The English minimum funding guarantee: a guarantee per head, paid by capped and scaled gains.
//!
//! Source: School and Early Years Finance (England) Regulations, schedule on the minimum funding
//! guarantee, and the layout of the funding statements.

use super::{Bounds, Impossible, water_filling};
use crate::money::Exact;

/// What one recipient brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Last year's share.
    pub baseline: Exact,
    /// What of it lies outside the guarantee.
    pub baseline_outside: Exact,
    /// Last year's heads.
    pub baseline_heads: Exact,
    /// This year's share by the formula.
    pub share: Exact,
    /// What of it lies outside the guarantee.
    pub outside: Exact,
    /// This year's heads.
    pub heads: Exact,
    /// New or growing: guaranteed where there is a baseline, never capped.
    pub is_growing: bool,
}

/// How far gains may go, and how much of the rest is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capping {
    /// Greatest gain per head that is left alone, as a share of the baseline per head.
    pub cap: Exact,
    /// Share of what lies above the cap that is deducted, from zero to one; `None` deducts exactly
    /// what the guarantee costs.
    pub scaling: Option<Exact>,
}

/// The terms of the guarantee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarantee {
    /// Least change per head, as a share of the baseline per head; may be negative.
    pub change: Exact,
    /// Who pays for it; `None` leaves the cost to the pot.
    pub capping: Option<Capping>,
    /// Below this award per head nothing is deducted.
    pub least_per_head: Option<Exact>,
    /// Decimals to which every amount is rounded at every step, a half away from zero; `None`
    /// rounds nothing. Changes, which are ratios, are never rounded.
    pub decimals: Option<usize>,
}

/// The funding statement of one recipient: every step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Baseline per head, without what lies outside; zero for who had no heads.
    pub baseline_per_head: Exact,
    /// Guaranteed per head.
    pub guaranteed_per_head: Exact,
    /// This year's share per head, without what lies outside.
    pub share_per_head: Exact,
    /// Change per head as a share of the baseline; `None` without a baseline.
    pub change: Option<Exact>,
    /// Paid to reach the guarantee.
    pub paid: Exact,
    /// Gain above the cap.
    pub excess: Exact,
    /// What capping and scaling would deduct.
    pub deducted: Exact,
    /// What of that is added back so as not to fall below the least amount per head.
    pub added_back: Exact,
    /// The outcome.
    pub award: Exact,
}

/// The outcome of [`minimum_guarantee`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guaranteed {
    /// One per recipient.
    pub statements: Vec<Statement>,
    /// The share of excess gains that is deducted.
    pub scaling: Exact,
    /// What the guarantee pays in all.
    pub paid: Exact,
    /// What is deducted in all, net of what is added back.
    pub deducted: Exact,
}

/// Why the guarantee cannot be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuaranteeError {
    /// This recipient has no heads this year.
    NoHeads(usize),
    /// This recipient has no positive baseline per head and is not new or growing.
    NoBaseline(usize),
    /// The cap lies below the guaranteed change.
    CapBelowGuarantee,
    /// The scaling factor lies outside zero to one.
    Scaling,
    /// Even with all excess gains deducted the guarantee cannot be paid.
    Unfunded {
        /// What the guarantee pays.
        needs: Exact,
        /// What can be deducted at most.
        holds: Exact,
    },
    /// The scaling factor deducts more than the guarantee pays.
    DeductsTooMuch {
        /// What the guarantee pays.
        needs: Exact,
        /// What is deducted.
        deducts: Exact,
    },
}

/// Gives everybody the guarantee, and lets those who gain most pay for it.
///
/// Gains pay for losses: who neither gains above the cap nor is below the guarantee keeps the
/// share of the formula. Compare [`hold_harmless`](super::hold_harmless), where everybody pays.
///
/// # Errors
///
/// [`GuaranteeError`] when a recipient has nothing to compare with, the terms contradict each
/// other, or deductions and payments do not fit.
pub fn minimum_guarantee(cases: &[Case], terms: &Guarantee) -> Result<Guaranteed, GuaranteeError> {
    let round = |amount: Exact| rounded(amount, terms.decimals);
    let statements = cases.iter().enumerate();
    let mut statements: Vec<Statement> = statements
        .map(|(at, case)| up_to_the_cap(at, case, terms))
        .collect::<Result<_, _>>()?;
    let paid: Exact = statements.iter().map(|each| each.paid.clone()).sum();
    let rooms: Vec<Exact> = cases
        .iter()
        .zip(&statements)
        .map(|(case, each)| room(case, each, terms).min(each.excess.clone()))
        .collect();
    let scaling = scaling(&paid, &statements, &rooms, terms)?;
    for ((case, each), room) in cases.iter().zip(&mut statements).zip(rooms) {
        each.deducted = round(each.excess.times(&scaling));
        each.added_back = round(each.deducted.minus(&room)).max(Exact::zero());
        let taken = each.deducted.minus(&each.added_back);
        each.award = case.share.plus(&each.paid).minus(&taken);
    }
    let taken = statements
        .iter()
        .map(|each| each.deducted.minus(&each.added_back));
    let deducted: Exact = taken.sum();
    let is_stated = terms
        .capping
        .as_ref()
        .is_some_and(|cap| cap.scaling.is_some());
    if is_stated && deducted > paid {
        return Err(GuaranteeError::DeductsTooMuch {
            needs: paid,
            deducts: deducted,
        });
    }
    Ok(Guaranteed {
        statements,
        scaling,
        paid,
        deducted,
    })
}

/// Computes what concerns one recipient alone: baseline, guarantee, change and excess.
fn up_to_the_cap(at: usize, case: &Case, terms: &Guarantee) -> Result<Statement, GuaranteeError> {
    let round = |amount: Exact| rounded(amount, terms.decimals);
    let nothing = Exact::zero();
    if case.heads <= nothing {
        return Err(GuaranteeError::NoHeads(at));
    }
    let inside = case.share.minus(&case.outside);
    let mut each = Statement {
        share_per_head: round(inside.over(&case.heads)),
        ..Statement::default()
    };
    let before = case.baseline.minus(&case.baseline_outside);
    let per_head = round(before.over(&case.baseline_heads));
    if per_head <= nothing {
        return match case.is_growing {
            true => Ok(each),
            false => Err(GuaranteeError::NoBaseline(at)),
        };
    }
    each.guaranteed_per_head = round(per_head.plus(&per_head.times(&terms.change)));
    let guaranteed = each.guaranteed_per_head.times(&case.heads);
    each.paid = round(guaranteed.minus(&inside)).max(nothing.clone());
    let change = each.share_per_head.minus(&per_head).over(&per_head);
    if let Some(capping) = &terms.capping
        && each.paid.is_zero()
        && !case.is_growing
    {
        let above = change.minus(&capping.cap).max(nothing);
        each.excess = round(above.times(&per_head).times(&case.heads));
    }
    each.baseline_per_head = per_head;
    each.change = Some(change);
    Ok(each)
}

/// Returns how much may be deducted without falling below the least amount per head.
fn room(case: &Case, each: &Statement, terms: &Guarantee) -> Exact {
    match &terms.least_per_head {
        None => each.excess.clone(),
        Some(least) => case
            .share
            .minus(&least.times(&case.heads))
            .max(Exact::zero()),
    }
}

/// Returns the stated scaling, or the one that deducts what the guarantee pays.
fn scaling(
    paid: &Exact,
    statements: &[Statement],
    rooms: &[Exact],
    terms: &Guarantee,
) -> Result<Exact, GuaranteeError> {
    let Some(capping) = &terms.capping else {
        return Ok(Exact::zero());
    };
    if capping.cap < terms.change {
        return Err(GuaranteeError::CapBelowGuarantee);
    }
    if let Some(stated) = &capping.scaling {
        let is_share = !stated.is_negative() && *stated <= Exact::one();
        return is_share
            .then(|| stated.clone())
            .ok_or(GuaranteeError::Scaling);
    }
    let weights: Vec<Exact> = statements.iter().map(|each| each.excess.clone()).collect();
    // No room is wider than the excess, so the multiplier never passes one.
    let bounds: Vec<Bounds> = rooms.iter().map(Bounds::up_to).collect();
    match water_filling(paid, &weights, &bounds) {
        Ok(level) => Ok(level.multiplier),
        Err(Impossible::MaximaBelowPot { holds, .. }) => Err(GuaranteeError::Unfunded {
            needs: paid.clone(),
            holds,
        }),
        // No minimum is above zero, and no guarantee pays less than that.
        Err(Impossible::MinimaAbovePot { .. }) => Ok(Exact::zero()),
    }
}

fn rounded(amount: Exact, decimals: Option<usize>) -> Exact {
    let text = decimals.map(|decimals| amount.to_decimal_text(decimals));
    text.and_then(|text| Exact::from_number_text(&text))
        .unwrap_or(amount)
}
