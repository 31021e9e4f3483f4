//! Controlled rounding (Cox, Ernst, Causey): every cell down or up, and everything adds up.
//!
//! Margins that are not given become the floor or the ceiling of their exact sum; a row and a
//! column of slack beside the table hold what they were rounded up too much.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::Table;
use super::blocking::{Blocking, MOST_UNITS, NoTable, Side};
use super::flow::{Flow, Price, Prices};
use super::supply::{Cut, Supply};
use super::ties::Ties;
use crate::money::{Exact, Rounding};
use crate::rules::apportionment::over_common_denominator;

/// Margins that a rounded table must have; what is `None` is rounded along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Margins {
    /// Row totals.
    pub rows: Option<Vec<i64>>,
    /// Column totals.
    pub columns: Option<Vec<i64>>,
}

/// A rounded table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rounded {
    /// Whole cells.
    pub cells: Vec<Vec<i64>>,
    /// Sum over the cells of the distance to the exact content, least of all such tables.
    pub absolute: Exact,
    /// Sum of the squared distances, least of all such tables too.
    pub squared: Exact,
    /// Cells that differ between tables of this same distance; empty when there is only one.
    pub tied: Vec<(usize, usize)>,
}

/// Rounds every cell to its floor or ceiling so that rows, columns and total add up, as close to
/// the exact table as can be.
///
/// Whole cells stay. Rounding up instead of down changes the absolute and the squared distance of
/// a cell by the same 1 − 2 × fraction, so that one table is closest in both senses. Among equally
/// close tables the first cell is the largest possible, then the second, read row by row.
///
/// # Errors
///
/// [`NoTable`] when the margins given cannot be met, which cannot happen without any.
pub fn controlled_rounding(table: &[Vec<Exact>], margins: &Margins) -> Result<Rounded, NoTable> {
    let frame = Frame::new(table, margins)?;
    let costs = costs(table);
    let widest = costs.iter().flatten().map(BigInt::bits).max();
    // What is too wide is searched with its first digits, and then settled with all of them.
    let spare = widest.unwrap_or(0).saturating_sub(NARROW);
    let narrow = frame.prices(&costs, |cost| (cost >> spare).to_i128().unwrap_or_default());
    let nothing = (vec![0; frame.rows.len()], vec![0; frame.columns.len()]);
    let flow = frame.balanced(&narrow, frame.lower.clone(), nothing);
    let (cells, tied) = if spare == 0 {
        frame.declared(flow)
    } else {
        let (cells, rows, columns) = flow.centred();
        let wide = |prices: Vec<i128>| -> Vec<BigInt> {
            let wide = prices.into_iter().map(|price| BigInt::from(price) << spare);
            wide.collect()
        };
        let exact = frame.prices(&costs, BigInt::clone);
        frame.declared(frame.balanced(&exact, cells, (wide(rows), wide(columns))))
    };
    let (mut absolute, mut squared) = (Exact::zero(), Exact::zero());
    for (exact, cells) in table.iter().zip(&cells) {
        for (exact, cell) in exact.iter().zip(cells) {
            let cell = Exact::from(*cell);
            let gap = exact
                .clone()
                .max(cell.clone())
                .minus(&exact.clone().min(cell));
            squared = squared.plus(&gap.times(&gap));
            absolute = absolute.plus(&gap);
        }
    }
    Ok(Rounded {
        cells,
        absolute,
        squared,
        tied,
    })
}

/// Bits of a cost for which a sum over any walk fits in 128 bits.
const NARROW: u64 = 90;

/// Returns what rounding up costs more than rounding down, 1 − 2 × fraction, on one scale.
fn costs(table: &[Vec<Exact>]) -> Table<BigInt> {
    let all: Vec<Exact> = table
        .iter()
        .flatten()
        .map(|exact| {
            let fraction = exact.minus(&floor(exact).unwrap_or_default().into());
            Exact::one().minus(&fraction.plus(&fraction))
        })
        .collect();
    let (whole, _) = over_common_denominator(&all);
    let width = table.first().map_or(1, Vec::len).max(1);
    whole.chunks(width).map(<[BigInt]>::to_vec).collect()
}

fn floor(exact: &Exact) -> Option<i64> {
    exact.round(Rounding::Down)
}

fn ceiling(exact: &Exact) -> Option<i64> {
    floor(&Exact::zero().minus(exact))?.checked_neg()
}

/// A whole number within one of an exact one, or given.
#[derive(Clone, Copy)]
struct Margin {
    low: i64,
    high: i64,
}

impl Margin {
    fn of(exact: &Exact) -> Result<Margin, NoTable> {
        let fits = |whole: &i64| whole.checked_abs().is_some_and(|size| size <= MOST_UNITS);
        let whole = |whole: Option<i64>| whole.filter(fits).ok_or(NoTable::TooLarge);
        Ok(Margin {
            low: whole(floor(exact))?,
            high: whole(ceiling(exact))?,
        })
    }

    fn room(&self) -> i64 {
        self.high.saturating_sub(self.low)
    }

    /// Returns the margins of lines, as given or around their sums.
    fn lines(given: Option<&[i64]>, sums: &[Exact]) -> Result<Vec<Margin>, NoTable> {
        match given {
            None => sums.iter().map(Margin::of).collect(),
            Some(given) if given.len() != sums.len() => Err(NoTable::Shape),
            Some(given) => {
                let given: Vec<Exact> = given.iter().copied().map(Exact::from).collect();
                Margin::of(&given.iter().map(size).sum())?;
                given.iter().map(Margin::of).collect()
            }
        }
    }
}

fn highs(margins: &[Margin], slack: i64) -> Vec<i64> {
    let highs = margins.iter().map(|margin| margin.high);
    highs.chain([slack]).collect()
}

/// What the slack adds up to.
struct Slack {
    /// The column beside the rows.
    beside: i64,
    /// The row below the columns.
    below: i64,
    /// Room of the cell that belongs to both.
    corner: i64,
}

impl Slack {
    /// Returns the slack that brings rows and columns that are all rounded up to one total.
    fn new(
        margins: &Margins,
        rows: &[Margin],
        columns: &[Margin],
        all: Margin,
    ) -> Result<Slack, NoTable> {
        let highest = |lines: &[Margin]| {
            let highs = lines.iter().map(|margin| margin.high);
            highs.fold(0, i64::saturating_add)
        };
        let (rows, columns) = (highest(rows), highest(columns));
        let (beside, below, corner) = match (&margins.rows, &margins.columns) {
            (None, None) => (
                rows.saturating_sub(all.low),
                columns.saturating_sub(all.low),
                all.room(),
            ),
            (None, Some(_)) => (rows.saturating_sub(columns), 0, 0),
            (Some(_), None) => (0, columns.saturating_sub(rows), 0),
            (Some(_), Some(_)) if rows == columns => (0, 0, 0),
            (Some(_), Some(_)) => {
                return Err(NoTable::TotalsDiffer {
                    rows: rows.into(),
                    columns: columns.into(),
                });
            }
        };
        Ok(Slack {
            beside,
            below,
            corner,
        })
    }
}

/// The problem with a row and a column of slack, all margins fixed.
struct Frame {
    /// Margins of the table itself.
    row_margins: Vec<Margin>,
    column_margins: Vec<Margin>,
    /// Bounds of the cells, slack included.
    lower: Table<i64>,
    upper: Table<i64>,
    /// Margins of the whole frame.
    rows: Vec<i64>,
    columns: Vec<i64>,
}

impl Frame {
    /// Checks the problem and lays the slack beside it.
    fn new(table: &[Vec<Exact>], margins: &Margins) -> Result<Frame, NoTable> {
        let width = table.first().map_or(0, Vec::len);
        if width == 0 || table.iter().any(|row| row.len() != width) {
            return Err(NoTable::Shape);
        }
        // What is counted below stays within 64 bits.
        Margin::of(&table.iter().flatten().map(size).sum())?;
        let sum_of = |column: usize| table.iter().map(|row| row[column].clone()).sum();
        let row_sums: Vec<Exact> = table.iter().map(|row| row.iter().cloned().sum()).collect();
        let column_sums: Vec<Exact> = (0..width).map(sum_of).collect();
        let all = Margin::of(&row_sums.iter().cloned().sum())?;
        let row_margins = Margin::lines(margins.rows.as_deref(), &row_sums)?;
        let column_margins = Margin::lines(margins.columns.as_deref(), &column_sums)?;
        let slack = Slack::new(margins, &row_margins, &column_margins, all)?;
        let (mut lower, mut upper) = (Vec::new(), Vec::new());
        for (row, margin) in table.iter().zip(&row_margins) {
            let cells: Vec<Margin> = row.iter().map(Margin::of).collect::<Result<_, _>>()?;
            let ends = |end: fn(&Margin) -> i64| -> Vec<i64> { cells.iter().map(end).collect() };
            lower.push([ends(|cell| cell.low), vec![0]].concat());
            upper.push([ends(|cell| cell.high), vec![margin.room()]].concat());
        }
        let room = column_margins.iter().map(Margin::room);
        upper.push(room.chain([slack.corner]).collect());
        lower.push(vec![0; width.saturating_add(1)]);
        let frame = Frame {
            rows: highs(&row_margins, slack.below),
            columns: highs(&column_margins, slack.beside),
            row_margins,
            column_margins,
            lower,
            upper,
        };
        frame.has_room()?;
        Ok(frame)
    }

    fn has_room(&self) -> Result<(), NoTable> {
        let supply = Supply {
            lower: &self.lower,
            upper: &self.upper,
            rows: &self.rows,
            columns: &self.columns,
        };
        let found = supply.table().map(|_| ());
        found.map_err(|cut| NoTable::Blocked(Box::new(self.blocking(cut))))
    }

    /// Reads a cut of the frame as a set of the table: a cut through slack is the same statement
    /// from the other side.
    fn blocking(&self, mut cut: Cut) -> Blocking {
        let slack_row = cut.rows.pop().unwrap_or_default();
        let slack_column = cut.columns.pop().unwrap_or_default();
        // Room of the needing rows beyond the set, less what others must place within it.
        let mut beyond = 0_i64;
        for (row, in_rows) in cut.rows.iter().enumerate() {
            for (column, in_columns) in cut.columns.iter().enumerate() {
                beyond = match (in_rows, in_columns) {
                    (true, false) => beyond.saturating_add(self.upper[row][column]),
                    (false, true) => beyond.saturating_sub(self.lower[row][column]),
                    _ => beyond,
                };
            }
        }
        // The same cut, told by the side that has something to place.
        let is_fixed = |margins: &[Margin]| margins.iter().all(|margin| margin.room() == 0);
        let nobody = !cut.rows.contains(&true) && is_fixed(&self.row_margins);
        let side = if slack_row || slack_column || nobody && is_fixed(&self.column_margins) {
            Side::Columns
        } else {
            Side::Rows
        };
        let wanted = side == Side::Rows;
        let members = |set: &[bool]| -> Vec<usize> {
            (0..set.len()).filter(|at| set[*at] == wanted).collect()
        };
        let (rows, columns) = (members(&cut.rows), members(&cut.columns));
        let low = |margins: &[Margin], of: &[usize]| -> i64 {
            let ends = of.iter().map(|at| margins[*at].low);
            ends.fold(0, i64::saturating_add)
        };
        let high = |margins: &[Margin], of: &[usize]| -> i64 {
            let ends = of.iter().map(|at| margins[*at].high);
            ends.fold(0, i64::saturating_add)
        };
        let (rows_of, columns_of) = (&self.row_margins, &self.column_margins);
        let (needs, holds) = match side {
            Side::Rows => (low(rows_of, &rows), high(columns_of, &columns)),
            Side::Columns => (low(columns_of, &columns), high(rows_of, &rows)),
        };
        Blocking {
            rows,
            columns,
            needs: needs.into(),
            holds: holds.saturating_add(beyond).into(),
            side,
        }
    }

    /// Returns the prices of rounding up; slack is free.
    fn prices<P: Price>(
        &self,
        costs: &Table<BigInt>,
        read: impl Fn(&BigInt) -> P,
    ) -> Roundings<'_, P> {
        let cost = |row: usize, column: usize| {
            let cost = costs.get(row).and_then(|costs| costs.get(column));
            cost.map_or_else(P::nothing, &read)
        };
        let row = |row| (0..self.columns.len()).map(|at| cost(row, at)).collect();
        Roundings {
            frame: self,
            costs: (0..self.rows.len()).map(row).collect(),
        }
    }

    /// Returns a cheapest table, searched from `cells` and prices of rows and columns.
    fn balanced<'p, P: Price>(
        &self,
        prices: &'p Roundings<P>,
        cells: Table<i64>,
        lines: (Vec<P>, Vec<P>),
    ) -> Flow<'p, P, Roundings<'p, P>> {
        let margins = (self.rows.as_slice(), self.columns.as_slice());
        let mut flow = Flow::start(prices, cells, lines, margins, 1);
        flow.balance();
        flow
    }

    /// Returns the declared one of the cheapest tables, and the cells in which they differ.
    fn declared<P: Price>(&self, flow: Flow<P, Roundings<P>>) -> (Table<i64>, Vec<(usize, usize)>) {
        let (height, width) = (self.row_margins.len(), self.column_margins.len());
        let free = |rises: bool| -> Table<bool> {
            let row = |row| (0..=width).map(|c| flow.is_free(row, c, rises)).collect();
            (0..=height).map(row).collect()
        };
        let ties = Ties {
            rise: free(true),
            fall: free(false),
        };
        let mut tied = ties.cells();
        tied.retain(|(row, column)| *row < height && *column < width);
        let mut cells = flow.cells;
        ties.settle(&mut cells, height, width);
        cells.truncate(height);
        for row in &mut cells {
            row.truncate(width);
        }
        (cells, tied)
    }
}

fn size(exact: &Exact) -> Exact {
    exact.clone().max(Exact::zero().minus(exact))
}

/// The prices of rounding up: the costs, where there is anything to round.
struct Roundings<'p, P> {
    frame: &'p Frame,
    costs: Table<P>,
}

impl<P: Price> Prices<P> for Roundings<'_, P> {
    fn rise(&self, row: usize, column: usize, held: i64, _: i64) -> Option<P> {
        (held < self.frame.upper[row][column]).then(|| self.costs[row][column].clone())
    }

    fn fall(&self, row: usize, column: usize, held: i64, _: i64) -> Option<P> {
        let cost = &self.costs[row][column];
        (held > self.frame.lower[row][column]).then(|| P::nothing().minus(cost))
    }
}
