//! From exact amounts to whole ones: units, steps, ties.

use crate::domain::{Precision, TieRule};
use crate::money::{Cents, Exact, Rounding, Split, largest_remainders, place};

/// Places exact amounts on whole units of `whole`; equal remainders are served by the tie chain,
/// and by position (the stable id) last.
///
/// The parts never exceed `whole`; what is left is for the caller to report.
pub(super) fn placed(whole: Cents, quotas: &[Exact], precision: &Precision) -> Split {
    if precision.each_step {
        let down = |quota: &Exact| quota.to_cents(Rounding::Down);
        return Split {
            parts: quotas.iter().map(down).collect(),
            tied: Vec::new(),
        };
    }
    let placeable: Exact = quotas.iter().cloned().sum();
    let whole = whole.min(placeable.to_cents(Rounding::Down));
    let mut order: Vec<usize> = (0..quotas.len()).collect();
    order.sort_by(|left, right| {
        let (left, right) = (&quotas[*left], &quotas[*right]);
        let by_rule = |rule: &TieRule| match rule {
            TieRule::LargerAmount => right.cmp(left),
            TieRule::SmallerAmount => left.cmp(right),
        };
        let orders = precision.ties.iter().map(by_rule);
        orders.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    });
    let sorted: Vec<Exact> = order
        .iter()
        .map(|position| quotas[*position].clone())
        .collect();
    let split = precision.method.place(whole, &sorted, precision.unit);
    // What a method cannot hand out was refused when the plan was compiled.
    let split = split.unwrap_or_else(|_| place(whole, &sorted, precision.unit));
    let mut parts = vec![Cents::ZERO; quotas.len()];
    for (position, part) in order.iter().zip(&split.parts) {
        parts[*position] = *part;
    }
    let tied = split.tied.iter().map(|sorted| order[*sorted]).collect();
    Split { parts, tied }
}

/// Places amounts that are already told in whole units of the precision (cents when every step is
/// rounded) and the rank of what remains, as [`placed`] places exact ones.
pub(super) fn placed_quotas(
    whole: Cents,
    quotas: Vec<(i64, usize)>,
    precision: &Precision,
) -> Vec<Cents> {
    if precision.each_step {
        return quotas
            .into_iter()
            .map(|(floor, _)| Cents::new(floor))
            .collect();
    }
    let unit = precision.unit.count().max(1);
    let mut order: Vec<usize> = (0..quotas.len()).collect();
    order.sort_by(|left, right| {
        // Among equal remainders, the only ones that the order is about, the larger amount has
        // more whole units.
        let (left, right) = (quotas[*left].0, quotas[*right].0);
        let by_rule = |rule: &TieRule| match rule {
            TieRule::LargerAmount => right.cmp(&left),
            TieRule::SmallerAmount => left.cmp(&right),
        };
        let orders = precision.ties.iter().map(by_rule);
        orders.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    });
    let sorted = order.iter().map(|position| quotas[*position]).collect();
    let split = largest_remainders(whole.count().div_euclid(unit), unit, sorted);
    let mut parts = vec![Cents::ZERO; quotas.len()];
    for (position, part) in order.iter().zip(split.parts) {
        parts[*position] = part;
    }
    parts
}

/// Returns an amount rounded to the unit, half up, and never above `most`.
pub(super) fn rounded(amount: &Exact, unit: Cents, most: Cents) -> Cents {
    let unit = Exact::from(unit.max(Cents::ONE));
    let units = amount
        .over(&unit)
        .round(Rounding::HalfUp)
        .unwrap_or(i64::MAX);
    let cents = Exact::from(units).times(&unit);
    if cents > Exact::from(most) {
        most
    } else {
        cents.to_cents(Rounding::Down)
    }
}
