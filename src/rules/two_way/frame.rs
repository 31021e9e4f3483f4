//! The frame of controlled rounding: bounds of cells and margins, with slack beside them.
//!
//! Margins that are not given become the floor or the ceiling of their exact sum; a row and a
//! column of slack beside the table hold what they were rounded up too much.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use super::Table;
use super::blocking::{Blocking, MOST_UNITS, NoTable, Side};
use super::controlled::Margins;
use super::supply::{Cut, Supply};
use crate::money::Exact;
use crate::rules::apportionment::over_common_denominator;

/// A table counted in parts of one size.
pub(super) struct Scaled {
    /// Cells, in parts.
    pub(super) cells: Table<BigInt>,
    /// Parts of a unit.
    pub(super) one: BigInt,
}

impl Scaled {
    /// Checks the shape of a table and finds the size of the parts.
    pub(super) fn new(table: &[Vec<Exact>]) -> Result<Scaled, NoTable> {
        let width = table.first().map_or(0, Vec::len);
        if width == 0 || table.iter().any(|row| row.len() != width) {
            return Err(NoTable::Shape);
        }
        let (whole, per_unit) = over_common_denominator(&table.concat());
        let (one, factor) = per_unit.large_parts();
        let parts: Vec<BigInt> = whole.iter().map(|cell| cell * &factor).collect();
        Ok(Scaled {
            cells: parts.chunks(width).map(<[BigInt]>::to_vec).collect(),
            one,
        })
    }

    /// Returns the sums of the absolute and of the squared distances to whole cells.
    pub(super) fn distances(&self, cells: &Table<i64>) -> (Exact, Exact) {
        let (mut absolute, mut squared) = (BigInt::zero(), BigInt::zero());
        for (parts, cell) in self.cells.iter().flatten().zip(cells.iter().flatten()) {
            let gap = (parts - &self.one * *cell).abs();
            squared += &gap * &gap;
            absolute += gap;
        }
        (
            Exact::from_large_parts(absolute, self.one.clone()),
            Exact::from_large_parts(squared, &self.one * &self.one),
        )
    }
}

/// A whole number within one of an exact one, or given.
#[derive(Clone, Copy)]
pub(super) struct Margin {
    low: i64,
    high: i64,
}

impl Margin {
    /// Returns the whole numbers next to a number of parts.
    fn of(parts: &BigInt, one: &BigInt) -> Result<Margin, NoTable> {
        let fits = |whole: &i64| whole.checked_abs().is_some_and(|size| size <= MOST_UNITS);
        let whole = |whole: BigInt| whole.to_i64().filter(fits).ok_or(NoTable::TooLarge);
        Ok(Margin {
            low: whole(Integer::div_floor(parts, one))?,
            high: whole(Integer::div_ceil(parts, one))?,
        })
    }

    fn room(&self) -> i64 {
        self.high.saturating_sub(self.low)
    }

    /// Returns the margins of lines, as given or around their sums.
    fn lines(given: Option<&[i64]>, sums: &[BigInt], one: &BigInt) -> Result<Vec<Margin>, NoTable> {
        let Some(given) = given else {
            return sums.iter().map(|sum| Margin::of(sum, one)).collect();
        };
        if given.len() != sums.len() {
            return Err(NoTable::Shape);
        }
        let sizes = given.iter().map(|total| u128::from(total.unsigned_abs()));
        if sizes.sum::<u128>() > MOST_UNITS.unsigned_abs().into() {
            return Err(NoTable::TooLarge);
        }
        let whole = given.iter().map(|total| Margin {
            low: *total,
            high: *total,
        });
        Ok(whole.collect())
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
pub(super) struct Frame {
    /// Row margins of the table itself.
    pub(super) row_margins: Vec<Margin>,
    /// Column margins of the table itself.
    pub(super) column_margins: Vec<Margin>,
    /// Least content of the cells, slack included.
    pub(super) lower: Table<i64>,
    /// Greatest content of the cells.
    pub(super) upper: Table<i64>,
    /// Row margins of the whole frame.
    pub(super) rows: Vec<i64>,
    /// Column margins of the whole frame.
    pub(super) columns: Vec<i64>,
}

impl Frame {
    /// Checks the problem and lays the slack beside it.
    pub(super) fn new(scaled: &Scaled, margins: &Margins) -> Result<Frame, NoTable> {
        let (table, one) = (&scaled.cells, &scaled.one);
        let width = table.first().map_or(0, Vec::len);
        // What is counted below stays within 64 bits.
        let size: BigInt = table.iter().flatten().map(Signed::abs).sum();
        Margin::of(&size, one)?;
        let sum_of = |column: usize| table.iter().map(|row| &row[column]).sum();
        let row_sums: Vec<BigInt> = table.iter().map(|row| row.iter().sum()).collect();
        let column_sums: Vec<BigInt> = (0..width).map(sum_of).collect();
        let all = Margin::of(&row_sums.iter().sum(), one)?;
        let row_margins = Margin::lines(margins.rows.as_deref(), &row_sums, one)?;
        let column_margins = Margin::lines(margins.columns.as_deref(), &column_sums, one)?;
        let slack = Slack::new(margins, &row_margins, &column_margins, all)?;
        let (mut lower, mut upper) = (Vec::new(), Vec::new());
        for (row, margin) in table.iter().zip(&row_margins) {
            let cells = row.iter().map(|cell| Margin::of(cell, one));
            let cells: Vec<Margin> = cells.collect::<Result<_, _>>()?;
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
}
