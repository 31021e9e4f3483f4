//! Equalisation: towards the average per head, or between need and capacity.

use super::proportional;
use crate::money::Exact;

/// The outcome of [`equalise`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equalised {
    /// One award per recipient; together what the amounts were.
    pub awards: Vec<Exact>,
    /// The average per head.
    pub average: Exact,
    /// What moves from those above the average to those below.
    pub moved: Exact,
}

/// Moves the share `alpha` of what lies further than `band` from the average per head.
///
/// What lies above is levied alike from everybody above, and paid out in proportion to what others
/// lack; with an asymmetric band the smaller of both sums sets what moves. Without a band this is
/// `x + alpha * (average * heads - x)`, and `alpha = 1` gives equal amounts per head.
///
/// `band` is a share of the average, from zero to one.
pub fn equalise(amounts: &[Exact], heads: &[Exact], alpha: &Exact, band: &Exact) -> Equalised {
    let total: Exact = amounts.iter().cloned().sum();
    let average = total.over(&heads.iter().cloned().sum());
    let (high, low) = (Exact::one().plus(band), Exact::one().minus(band));
    let beyond = |edge: &Exact, sign: &Exact| -> Vec<Exact> {
        let edge = average.times(edge);
        let pairs = amounts.iter().zip(heads);
        let gap = pairs.map(|(amount, heads)| amount.minus(&edge.times(heads)).times(sign));
        gap.map(|gap| gap.max(Exact::zero())).collect()
    };
    let minus_one = Exact::zero().minus(&Exact::one());
    let (above, below) = (beyond(&high, &Exact::one()), beyond(&low, &minus_one));
    let sum = |gaps: &[Exact]| gaps.iter().cloned().sum::<Exact>();
    let moved = sum(&above).min(sum(&below)).times(alpha);
    let (levies, payments) = (proportional(&moved, &above), proportional(&moved, &below));
    let awards = amounts.iter().zip(levies).zip(payments);
    let awards = awards.map(|((amount, levy), payment)| amount.minus(&levy).plus(&payment));
    Equalised {
        awards: awards.collect(),
        average,
        moved,
    }
}

/// Returns what each lacks: heads times need less capacity per head, nothing where capacity
/// exceeds need.
pub fn unmet_need(need: &[Exact], capacity: &[Exact], heads: &[Exact]) -> Vec<Exact> {
    let triples = need.iter().zip(capacity).zip(heads);
    let lack = triples.map(|((need, capacity), heads)| need.minus(capacity).times(heads));
    lack.map(|lack| lack.max(Exact::zero())).collect()
}
