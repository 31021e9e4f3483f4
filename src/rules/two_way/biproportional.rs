//! Biproportional apportionment (Balinski, Demange; Pukelsheim) with standard rounding.
//!
//! The table is the one for which the sum over all units of log((unit − 1/2) / weight) is least.
//! A search in fixed-point logarithms finds it, or one next to it; exact divisors then prove it,
//! or show the way to a better one, so that no rounding of logarithms decides anything.

use num_bigint::BigInt;
use num_traits::Zero;

use super::Table;
use super::blocking::{MOST_UNITS, NoTable, Side};
use super::divisors::{Divisors, Levels, prove};
use super::flow::{Flow, Prices};
use super::logarithm::{DOUBLE, Log, log, log_of};
use super::starting::guess;
use super::support::{check_shape, supported};
use crate::money::Exact;
use crate::rules::apportionment::over_common_denominator;

/// A biproportional table with its certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Biproportional {
    /// Whole cells; rows and columns add up to their margins.
    pub cells: Vec<Vec<i64>>,
    /// Divisors of rows.
    pub row_divisors: Vec<Exact>,
    /// Divisors of columns: weight / (row divisor × column divisor), rounded to the nearest whole
    /// number, is the cell. A quotient that ends on one half may go either way.
    pub column_divisors: Vec<Exact>,
    /// Cells that differ between tables that are equally proportional; empty for only one table.
    pub tied: Vec<(usize, usize)>,
}

/// Divides units over a table in proportion to `weights`, with given row and column totals.
///
/// Always ends, with tables of money size as well. Among equally proportional tables the first
/// cell is the largest possible, then the second, read row by row.
///
/// # Errors
///
/// [`NoTable`] when the problem is not well stated, or when rows need more than the columns that
/// they have weights in hold.
pub fn biproportional(
    weights: &[Vec<Exact>],
    rows: &[i64],
    columns: &[i64],
) -> Result<Biproportional, NoTable> {
    check_shape(weights, rows.len(), columns.len())?;
    for (margins, side) in [(rows, Side::Rows), (columns, Side::Columns)] {
        if let Some(at) = margins.iter().position(|margin| *margin < 0) {
            return Err(NoTable::NegativeMargin(side, at));
        }
    }
    let sum = |margins: &[i64]| margins.iter().copied().map(Exact::from).sum();
    let (row_sum, column_sum): (Exact, Exact) = (sum(rows), sum(columns));
    if row_sum != column_sum {
        return Err(NoTable::TotalsDiffer {
            rows: row_sum,
            columns: column_sum,
        });
    }
    if row_sum > MOST_UNITS.into() {
        return Err(NoTable::TooLarge);
    }
    supported(weights, rows, columns)?;
    // A common factor of a row goes into the divisor of the row.
    let (whole, per_weight): (Table<BigInt>, Vec<Exact>) = weights
        .iter()
        .map(|row| over_common_denominator(row))
        .unzip();
    let (cells, levels) = search(&whole, rows, columns);
    let (cells, divisors, tied) = prove(&whole, cells, levels);
    let Divisors { rows, columns } = divisors;
    let rows = rows.iter().zip(&per_weight);
    Ok(Biproportional {
        cells,
        row_divisors: rows.map(|(divisor, per)| divisor.over(per)).collect(),
        column_divisors: columns,
        tied,
    })
}

/// Returns a table with the margins, cheapest as far as logarithms in fixed point can tell, with
/// the levels of its divisors.
fn search(weights: &Table<BigInt>, rows: &[i64], columns: &[i64]) -> (Table<i64>, Levels) {
    let guess = guess(weights, rows, columns);
    let cell_log = |weight: &BigInt| (!weight.is_zero()).then(|| log(weight));
    let prices = Logarithms {
        weights: weights
            .iter()
            .map(|row| row.iter().map(cell_log).collect())
            .collect(),
    };
    let cells = prices.settled(guess.cells, &guess.rows, &guess.columns);
    let mut flow = Flow::start(
        &prices,
        cells,
        (guess.rows, guess.columns),
        (rows, columns),
        1,
    );
    // Where the guess is far off, large steps come first.
    let mut step = 1_i64;
    while step < flow.largest_lack() >> 4 {
        step <<= 1;
    }
    loop {
        if step > 1 {
            flow.refine(step);
        }
        flow.balance();
        if step == 1 {
            let levels = |prices: Vec<Log>| prices.into_iter().map(i128::saturating_neg);
            let levels = Levels {
                rows: levels(flow.rows).collect(),
                columns: levels(flow.columns).collect(),
            };
            return (flow.cells, levels);
        }
        step >>= 1;
        flow.refine(step);
    }
}

/// The price of the unit after k ones: log((k + 1/2) / weight); of several, that of the middle.
struct Logarithms {
    /// Logarithms of the weights; `None` for zero.
    weights: Table<Option<Log>>,
}

impl Logarithms {
    /// Moves a guess to the rounding of weight × row factor × column factor.
    fn settled(&self, mut cells: Table<i64>, rows: &[Log], columns: &[Log]) -> Table<i64> {
        for (row, cells) in cells.iter_mut().enumerate() {
            for (column, cell) in cells.iter_mut().enumerate() {
                let price = rows[row].saturating_add(columns[column]);
                let rises = |held: i64| {
                    let price_of = self.rise(row, column, held, 1);
                    price_of.is_some_and(|rise| rise < price)
                };
                *cell = first_false(*cell, rises);
            }
        }
        cells
    }
}

/// Returns the first number from zero on for which a falling test fails, searched from `near`.
fn first_false(near: i64, test: impl Fn(i64) -> bool) -> i64 {
    let (mut low, mut high, mut step) = (near, near, 1_i64);
    while low > 0 && !test(low.saturating_sub(1)) {
        high = low;
        low = low.saturating_sub(step).max(0);
        step = step.saturating_mul(2);
    }
    while high < MOST_UNITS && test(high) {
        low = high;
        high = high.saturating_add(step).min(MOST_UNITS);
        step = step.saturating_mul(2);
    }
    // The answer lies from `low` to `high`.
    while low < high {
        let middle = low.midpoint(high);
        if test(middle) {
            low = middle.saturating_add(1);
        } else {
            high = middle;
        }
    }
    low
}

impl Prices<Log> for Logarithms {
    fn rise(&self, row: usize, column: usize, held: i64, step: i64) -> Option<Log> {
        let weight = self.weights[row][column]?;
        let twice = held.saturating_mul(2).saturating_add(step);
        Some(half_log(twice)?.saturating_sub(weight))
    }

    fn fall(&self, row: usize, column: usize, held: i64, step: i64) -> Option<Log> {
        let weight = self.weights[row][column]?;
        if held < step {
            return None;
        }
        let twice = held.saturating_mul(2).saturating_sub(step);
        Some(weight.saturating_sub(half_log(twice)?))
    }
}

/// Returns the logarithm of half a number.
fn half_log(twice: i64) -> Option<Log> {
    let twice = u128::try_from(twice).ok().filter(|twice| *twice > 0)?;
    Some(log_of(twice).saturating_sub(DOUBLE))
}
