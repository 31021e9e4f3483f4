//! Proportional fitting (Deming and Stephan; RAS): weights scaled by row and by column, in turn.
//!
//! The one rule that is not exact: its factors are limits. It works in decimal fixed point with
//! twelve digits more than the tolerance has, without binary floats, so that every machine gives
//! the same digits.

use std::collections::VecDeque;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use super::Table;
use super::blocking::{Blocking, MOST_UNITS, NoTable, Side};
use super::multipliers::multipliers;
use super::support::{check_shape, supported};
use crate::money::Exact;
use crate::rules::apportionment::over_common_denominator;

/// A fitted table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// Cells, in decimal fixed point.
    pub cells: Vec<Vec<Exact>>,
    /// Rounds of scaling that were needed.
    pub rounds: usize,
    /// Largest difference that is left between the sum of a row or column and its margin.
    pub gap: Exact,
    /// Cells with a weight that every table with these margins leaves empty.
    pub forced: Vec<(usize, usize)>,
    /// Multipliers of rows, the first of each connected part one; zero for an empty row.
    pub row_multipliers: Vec<Exact>,
    /// Multipliers of columns: weight × row multiplier × column multiplier is the cell, to the
    /// tolerance.
    pub column_multipliers: Vec<Exact>,
}

/// Digits behind the point beyond those of the tolerance and of the spread of the weights.
const GUARD: usize = 12;

/// Most digits of a tolerance, and of the spread between the greatest and the least weight.
const MOST_DIGITS: usize = 100;

/// Most rounds of scaling; a table that needs more is close to one that cannot be.
const ROUNDS: usize = 2_000;

/// Scales `weights` by a factor per row and a factor per column until rows and columns add up to
/// their margins within `tolerance`.
///
/// # Errors
///
/// [`NoTable`] when the problem is not well stated, when rows need more than the columns that
/// they have weights in hold, or when the scaling does not come within the tolerance.
pub fn proportional_fitting(
    weights: &[Vec<Exact>],
    rows: &[Exact],
    columns: &[Exact],
    tolerance: &Exact,
) -> Result<Fitted, NoTable> {
    check_shape(weights, rows.len(), columns.len())?;
    let sample = feasible(weights, rows, columns)?;
    let forced = forced(weights, &sample);
    let mut kept = weights.to_vec();
    for (row, column) in &forced {
        kept[*row][*column] = Exact::zero();
    }
    let decimals = [
        digits(&Exact::one().over(tolerance)),
        digits(&spread(&kept)),
        GUARD,
    ];
    if tolerance.is_negative() || tolerance.is_zero() || decimals.iter().max() > Some(&MOST_DIGITS)
    {
        return Err(NoTable::TooLarge);
    }
    let scale = decimals.iter().sum::<usize>().to_u32().unwrap_or(u32::MAX);
    let scale = BigInt::from(10).pow(scale);
    let mut fit = Fit::start(&kept, rows, columns, &scale);
    // Half the tolerance is left for writing the cells down.
    let goal = fixed(&tolerance.over(&2.into()), &scale);
    let mut rounds = 0_usize;
    let mut gap = fit.gap();
    while gap > goal {
        if rounds == ROUNDS {
            let gap = Exact::from_large_parts(gap, scale);
            return Err(NoTable::Slow { rounds, gap });
        }
        fit.scale_columns();
        fit.scale_rows();
        rounds = rounds.saturating_add(1);
        gap = fit.gap();
    }
    let exact = |cell: &BigInt| Exact::from_large_parts(cell.clone(), scale.clone());
    let cells = fit.cells.iter().map(|row| row.iter().map(exact).collect());
    let cells: Table<Exact> = cells.collect();
    let (row_multipliers, column_multipliers) = multipliers(&kept, &cells);
    Ok(Fitted {
        cells,
        rounds,
        gap: exact(&gap),
        forced,
        row_multipliers,
        column_multipliers,
    })
}

/// Checks the margins and returns any whole table with margins in proportion to them.
fn feasible(
    weights: &[Vec<Exact>],
    rows: &[Exact],
    columns: &[Exact],
) -> Result<Table<i64>, NoTable> {
    for (margins, side) in [(rows, Side::Rows), (columns, Side::Columns)] {
        if let Some(at) = margins.iter().position(Exact::is_negative) {
            return Err(NoTable::NegativeMargin(side, at));
        }
    }
    let (row_sum, column_sum): (Exact, Exact) =
        (rows.iter().cloned().sum(), columns.iter().cloned().sum());
    if row_sum != column_sum {
        return Err(NoTable::TotalsDiffer {
            rows: row_sum,
            columns: column_sum,
        });
    }
    let (whole, per_unit) = over_common_denominator(&[rows, columns].concat());
    let margins: Option<Vec<i64>> = whole.iter().map(BigInt::to_i64).collect();
    let total: BigInt = whole.iter().sum();
    let Some(margins) = margins.filter(|_| total <= MOST_UNITS.into()) else {
        return Err(NoTable::TooLarge);
    };
    let (rows, columns) = margins.split_at(rows.len());
    supported(weights, rows, columns).map_err(|refusal| match refusal {
        NoTable::Blocked(blocking) => NoTable::Blocked(Box::new(Blocking {
            needs: blocking.needs.over(&per_unit),
            holds: blocking.holds.over(&per_unit),
            ..*blocking
        })),
        other => other,
    })
}

/// Returns the cells with a weight that are empty in every table with the margins of `sample`:
/// nothing can be moved into them, as no way over used cells leads back from column to row.
fn forced(weights: &[Vec<Exact>], sample: &Table<i64>) -> Vec<(usize, usize)> {
    let width = weights.first().map_or(0, Vec::len);
    let reached: Vec<Vec<bool>> = (0..width)
        .map(|column| rows_reached(weights, sample, column))
        .collect();
    let mut forced = Vec::new();
    for (row, (weights, cells)) in weights.iter().zip(sample).enumerate() {
        for (column, (weight, cell)) in weights.iter().zip(cells).enumerate() {
            if !weight.is_zero() && *cell == 0 && !reached[column][row] {
                forced.push((row, column));
            }
        }
    }
    forced
}

fn rows_reached(weights: &[Vec<Exact>], sample: &Table<i64>, from: usize) -> Vec<bool> {
    let mut rows = vec![false; weights.len()];
    let mut columns = vec![false; weights.first().map_or(0, Vec::len)];
    let mut queue = VecDeque::from([from]);
    columns[from] = true;
    while let Some(column) = queue.pop_front() {
        for row in 0..rows.len() {
            if rows[row] || sample[row][column] == 0 {
                continue;
            }
            rows[row] = true;
            for (next, weight) in weights[row].iter().enumerate() {
                if !weight.is_zero() && !columns[next] {
                    columns[next] = true;
                    queue.push_back(next);
                }
            }
        }
    }
    rows
}

/// Returns the greatest weight over the least one above zero.
fn spread(weights: &[Vec<Exact>]) -> Exact {
    let used = || weights.iter().flatten().filter(|weight| !weight.is_zero());
    match (used().max(), used().min()) {
        (Some(most), Some(least)) => most.over(least),
        _ => Exact::one(),
    }
}

/// Returns the number of digits before the point.
fn digits(number: &Exact) -> usize {
    let (above, below) = number.large_parts();
    Integer::div_ceil(&above, &below).abs().to_string().len()
}

fn fixed(number: &Exact, scale: &BigInt) -> BigInt {
    let (above, below) = number.large_parts();
    Integer::div_floor(&(above * scale), &below)
}

/// Cells and margins in fixed point.
struct Fit {
    cells: Table<BigInt>,
    rows: Vec<BigInt>,
    columns: Vec<BigInt>,
}

impl Fit {
    /// Starts with every row scaled to its margin.
    fn start(weights: &[Vec<Exact>], rows: &[Exact], columns: &[Exact], scale: &BigInt) -> Fit {
        let margins = |margins: &[Exact]| margins.iter().map(|at| fixed(at, scale)).collect();
        let cells = weights.iter().zip(rows).map(|(weights, margin)| {
            let factor = margin.over(&weights.iter().cloned().sum());
            weights
                .iter()
                .map(|weight| fixed(&weight.times(&factor), scale))
                .collect()
        });
        Fit {
            cells: cells.collect(),
            rows: margins(rows),
            columns: margins(columns),
        }
    }

    fn column_sums(&self) -> Vec<BigInt> {
        let mut sums = vec![BigInt::zero(); self.columns.len()];
        for row in &self.cells {
            for (sum, cell) in sums.iter_mut().zip(row) {
                *sum += cell;
            }
        }
        sums
    }

    fn scale_columns(&mut self) {
        let sums = self.column_sums();
        for row in &mut self.cells {
            for (cell, (margin, sum)) in row.iter_mut().zip(self.columns.iter().zip(&sums)) {
                *cell = scaled(cell, margin, sum);
            }
        }
    }

    fn scale_rows(&mut self) {
        for (row, margin) in self.cells.iter_mut().zip(&self.rows) {
            let sum: BigInt = row.iter().sum();
            for cell in row {
                *cell = scaled(cell, margin, &sum);
            }
        }
    }

    /// Returns the largest difference between a sum and its margin.
    fn gap(&self) -> BigInt {
        let rows = self.cells.iter().zip(&self.rows);
        let rows = rows.map(|(row, margin)| (row.iter().sum::<BigInt>() - margin).abs());
        let sums = self.column_sums();
        let columns = sums.iter().zip(&self.columns);
        let columns = columns.map(|(sum, margin)| (sum - margin).abs());
        rows.chain(columns).max().unwrap_or_default()
    }
}

/// Returns a cell of a line scaled from its sum to its margin, rounded down.
fn scaled(cell: &BigInt, margin: &BigInt, sum: &BigInt) -> BigInt {
    if sum.is_zero() || cell.is_zero() {
        return BigInt::zero();
    }
    Integer::div_floor(&(cell * margin), sum)
}
