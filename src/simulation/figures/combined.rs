//! Figures that are made of earlier ones.

use crate::domain::{Combining, Id};
use crate::money::Exact;
use crate::results::{FigureValue, Figures, Found};

/// Combines earlier figures from left to right; nothing where one of them has no value, where
/// units do not go together, or where something would be divided by zero.
pub(super) fn value(by: Combining, of: &[Id], earlier: &Figures) -> Option<Found> {
    let parts = of.iter().map(|id| earlier.get(id)?.as_ref());
    let parts: Vec<&Found> = parts.collect::<Option<_>>()?;
    let (first, others) = parts.split_first()?;
    let mut value = first.value.clone();
    for other in others {
        value = together(by, &value, &other.value)?;
    }
    Some(Found {
        is_change: match by {
            Combining::Difference => true,
            Combining::Sum => parts.iter().any(|part| part.is_change),
            Combining::Product | Combining::Quotient | Combining::Share => false,
        },
        is_rate: match by {
            Combining::Quotient => true,
            Combining::Product => parts.iter().all(|part| part.is_rate),
            _ => parts.iter().any(|part| part.is_rate),
        },
        ..Found::plain(match (by, value.exact()) {
            (Combining::Share, Some(exact)) => FigureValue::Share(exact.clone()),
            _ => value,
        })
    })
}

fn together(by: Combining, own: &FigureValue, other: &FigureValue) -> Option<FigureValue> {
    let (left, right) = (own.exact()?, other.exact()?);
    let is_same = std::mem::discriminant(own) == std::mem::discriminant(other);
    match by {
        Combining::Sum if is_same => Some(own.with(left.plus(right))),
        Combining::Difference if is_same => Some(own.with(left.minus(right))),
        Combining::Sum | Combining::Difference => None,
        Combining::Product => product(own, other, left.times(right)),
        Combining::Quotient | Combining::Share if right.is_zero() => None,
        Combining::Share if !is_same => None,
        Combining::Quotient | Combining::Share => {
            let exact = left.over(right);
            Some(match is_same {
                true => FigureValue::Number(exact),
                false => own.with(exact),
            })
        }
    }
}

/// Money times anything else is money; money times money is nothing.
fn product(own: &FigureValue, other: &FigureValue, exact: Exact) -> Option<FigureValue> {
    match (own, other) {
        (FigureValue::Amount(_), FigureValue::Amount(_)) => None,
        (FigureValue::Amount(_), _) | (_, FigureValue::Amount(_)) => {
            Some(FigureValue::Amount(exact))
        }
        (FigureValue::Share(_), FigureValue::Share(_)) => Some(FigureValue::Share(exact)),
        _ => Some(FigureValue::Number(exact)),
    }
}
