//! Multipliers: what weights are multiplied by, per row and per column, to make a fitted table.

use std::collections::VecDeque;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::Table;
use crate::money::Exact;

/// Binary digits of a multiplier.
const DIGITS: u64 = 96;

/// Returns multipliers of rows and of columns: a cell is its weight times both.
///
/// Only their product is fixed, so that the first row of each connected part of the table has one;
/// lines without a cell above zero have none. They carry 96 binary digits.
pub(super) fn multipliers(
    weights: &Table<Exact>,
    cells: &Table<Exact>,
) -> (Vec<Exact>, Vec<Exact>) {
    let width = weights.first().map_or(0, Vec::len);
    let mut rows: Vec<Option<Exact>> = vec![None; weights.len()];
    let mut columns: Vec<Option<Exact>> = vec![None; width];
    let ratio = |row: usize, column: usize| {
        let cell = &cells[row][column];
        (!cell.is_zero()).then(|| cell.over(&weights[row][column]))
    };
    for start in 0..rows.len() {
        if rows[start].is_some() || (0..width).all(|column| ratio(start, column).is_none()) {
            continue;
        }
        rows[start] = Some(Exact::one());
        let mut queue = VecDeque::from([start]);
        while let Some(row) = queue.pop_front() {
            let own = rows[row].clone().unwrap_or(Exact::one());
            for (column, known) in columns.iter_mut().enumerate() {
                let Some(of_column) = ratio(row, column).filter(|_| known.is_none()) else {
                    continue;
                };
                let of_column = short(&of_column.over(&own));
                for (next, multiplier) in rows.iter_mut().enumerate() {
                    if let (None, Some(ratio)) = (&multiplier, ratio(next, column)) {
                        *multiplier = Some(short(&ratio.over(&of_column)));
                        queue.push_back(next);
                    }
                }
                *known = Some(of_column);
            }
        }
    }
    let known = |lines: Vec<Option<Exact>>| {
        let lines = lines.into_iter().map(|line| line.unwrap_or(Exact::zero()));
        lines.collect()
    };
    (known(rows), known(columns))
}

/// Returns a number above zero with its first binary digits only.
fn short(exact: &Exact) -> Exact {
    let (above, below) = exact.large_parts();
    let wanted = below.bits().saturating_add(DIGITS);
    let shift = wanted.saturating_sub(above.bits()).to_usize();
    let shift = shift.unwrap_or_default();
    Exact::from_large_parts((above << shift) / below, BigInt::from(1) << shift)
}
