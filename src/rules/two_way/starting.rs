//! A first guess at a biproportional table: fixed-point scaling of rows and columns in turn.
//!
//! The guess decides how long the search takes, never where it ends.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::Table;
use super::logarithm::{DOUBLE, Log, log_of};

/// Most rounds of scaling.
const ROUNDS: usize = 40;

/// Bits of the largest margin in fixed point, so that a product of two fits.
const MARGIN_BITS: u32 = 62;

/// How far a line without units is scaled down: less than half a unit is left of anything.
const AWAY: Log = 80 * DOUBLE;

/// Scaled weights, near the table.
pub(super) struct Guess {
    /// Near contents of the cells, in units.
    pub(super) cells: Table<i64>,
    /// Logarithms of the factors of rows.
    pub(super) rows: Vec<Log>,
    /// Logarithms of the factors of columns.
    pub(super) columns: Vec<Log>,
}

/// Returns weights scaled towards the margins.
pub(super) fn guess(weights: &[Vec<BigInt>], rows: &[i64], columns: &[i64]) -> Guess {
    let largest = rows.iter().chain(columns).max().copied().unwrap_or(0);
    let used = 64_u32.saturating_sub(largest.leading_zeros());
    let places = MARGIN_BITS.saturating_sub(used);
    let fixed = |units: &i64| i128::from(*units) << places;
    let (rows, columns): (Vec<i128>, Vec<i128>) = (
        rows.iter().map(fixed).collect(),
        columns.iter().map(fixed).collect(),
    );
    let mut row_logs = Vec::new();
    let mut cells: Table<i128> = Vec::new();
    for (weights, margin) in weights.iter().zip(&rows) {
        let all: BigInt = weights.iter().sum();
        let all = all.max(BigInt::from(1));
        let margin_or_one = BigInt::from((*margin).max(1));
        let scale = |weight: &BigInt| (weight * margin).div_floor(&all).to_i128();
        cells.push(
            weights
                .iter()
                .map(|weight| scale(weight).unwrap_or(0))
                .collect(),
        );
        let log = super::logarithm::log(&margin_or_one).saturating_sub(super::logarithm::log(&all));
        let log = log.saturating_sub(i128::from(places).saturating_mul(DOUBLE));
        row_logs.push(if *margin == 0 {
            log.saturating_sub(AWAY)
        } else {
            log
        });
    }
    let mut column_logs = vec![0; columns.len()];
    let close = 1_i128 << places.saturating_sub(2);
    for _ in 0..ROUNDS {
        let mut far = false;
        for (at, margin) in columns.iter().enumerate() {
            let sum: i128 = cells.iter().map(|row| row[at]).sum();
            far |= sum.abs_diff(*margin) > close.unsigned_abs();
            let line = cells.iter_mut().map(|row| &mut row[at]);
            scale(line, sum, *margin, &mut column_logs[at]);
        }
        for (row, (margin, log)) in cells.iter_mut().zip(rows.iter().zip(&mut row_logs)) {
            let sum = row.iter().sum();
            scale(row.iter_mut(), sum, *margin, log);
        }
        if !far {
            break;
        }
    }
    let half = (1_i128 << places) >> 1;
    let unit = |cell: &i128| i64::try_from(cell.saturating_add(half) >> places).unwrap_or(0);
    Guess {
        cells: cells
            .iter()
            .map(|row| row.iter().map(unit).collect())
            .collect(),
        rows: row_logs,
        columns: column_logs,
    }
}

/// Scales a line to its margin and keeps the factor.
fn scale<'c>(line: impl Iterator<Item = &'c mut i128>, sum: i128, margin: i128, log: &mut Log) {
    if sum <= 0 || sum == margin {
        return;
    }
    if margin == 0 {
        line.for_each(|cell| *cell = 0);
        *log = log.saturating_sub(AWAY);
        return;
    }
    line.for_each(|cell| *cell = cell.saturating_mul(margin).div_euclid(sum));
    let factor = log_of(margin.unsigned_abs()).saturating_sub(log_of(sum.unsigned_abs()));
    *log = log.saturating_add(factor);
}
