//! Drawings: the columns of the pool, told as the values of one draw.

use super::floats::{from_whole, to_whole};
use super::pool::{ColumnAt, Named};
use crate::domain::{Uncertain, Uncertainty};
use crate::draw::round_half_even;
use crate::money::Exact;
use crate::results::{Drawing, DrawnValue};

/// Parts of one in which values are told.
const MILLION: i64 = 1_000_000;

/// Returns what a draw says of everything uncertain that these columns are of.
pub(super) fn drawings(
    uncertain: &[Uncertain],
    columns: &[&Named],
    value: impl Fn(ColumnAt) -> f64,
) -> Vec<Drawing> {
    let drawn = uncertain.iter().map(|one| {
        let own = columns.iter().filter(|named| named.id == one.id);
        let mut values: Vec<DrawnValue> = own
            .map(|named| DrawnValue {
                of: match &one.target {
                    Uncertainty::Number(pattern) => pattern.replace('*', &named.entity),
                    Uncertainty::Growth(_) | Uncertainty::Counts(_) => named.entity.clone(),
                },
                year: named.year.clone(),
                value: told(value(named.node)),
            })
            .collect();
        values.sort();
        Drawing {
            uncertain: one.clone(),
            values,
        }
    });
    drawn.collect()
}

/// Returns a value to a millionth; what is more than nine trillion stays there.
pub(super) fn told(value: f64) -> Exact {
    let parts = round_half_even(value * from_whole(MILLION));
    Exact::ratio(to_whole(parts), MILLION)
}
