//! Whether rows find room in the columns where they have weights.

use super::Table;
use super::blocking::{Blocking, MOST_UNITS, NoTable, Side};
use super::supply::Supply;
use crate::money::Exact;

/// Checks that a table of weights has as many rows and columns as margins, and no negative cell.
pub(super) fn check_shape(
    weights: &[Vec<Exact>],
    height: usize,
    width: usize,
) -> Result<(), NoTable> {
    let is_even = weights.iter().all(|row| row.len() == width);
    if height == 0 || width == 0 || weights.len() != height || !is_even {
        return Err(NoTable::Shape);
    }
    for (row, weights) in weights.iter().enumerate() {
        if let Some(column) = weights.iter().position(Exact::is_negative) {
            return Err(NoTable::NegativeWeight(row, column));
        }
    }
    Ok(())
}

/// Checks that rows find room in the columns where they have weights, and returns a table.
pub(super) fn supported(
    weights: &[Vec<Exact>],
    rows: &[i64],
    columns: &[i64],
) -> Result<Table<i64>, NoTable> {
    let room = |weight: &Exact| if weight.is_zero() { 0 } else { MOST_UNITS };
    let upper: Table<i64> = weights
        .iter()
        .map(|weights| weights.iter().map(room).collect())
        .collect();
    let lower = vec![vec![0; columns.len()]; rows.len()];
    let supply = Supply {
        lower: &lower,
        upper: &upper,
        rows,
        columns,
    };
    supply.table().map_err(|cut| {
        let members =
            |set: &[bool]| -> Vec<usize> { (0..set.len()).filter(|at| set[*at]).collect() };
        let needing = members(&cut.rows);
        let touched = |column: &usize| needing.iter().any(|row| !weights[*row][*column].is_zero());
        let holding: Vec<usize> = (0..columns.len()).filter(touched).collect();
        let sum =
            |margins: &[i64], of: &[usize]| of.iter().map(|at| Exact::from(margins[*at])).sum();
        NoTable::Blocked(Box::new(Blocking {
            needs: sum(rows, &needing),
            holds: sum(columns, &holding),
            rows: needing,
            columns: holding,
            side: Side::Rows,
        }))
    })
}
