//! Controlled rounding (Cox, Ernst, Causey): every cell down or up, and everything adds up.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::Table;
use super::blocking::NoTable;
use super::flow::{Flow, Price, Prices};
use super::frame::{Frame, Scaled};
use super::ties::Ties;
use crate::money::Exact;

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
    let scaled = Scaled::new(table)?;
    let frame = Frame::new(&scaled, margins)?;
    let costs = frame.costs(&scaled);
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
    let (absolute, squared) = scaled.distances(&cells);
    Ok(Rounded {
        cells,
        absolute,
        squared,
        tied,
    })
}

/// Bits of a cost for which a sum over any walk fits in 128 bits.
const NARROW: u64 = 90;

impl Frame {
    /// Returns what rounding up costs more than rounding down: 1 − 2 × fraction, in parts.
    fn costs(&self, scaled: &Scaled) -> Table<BigInt> {
        let lines = scaled.cells.iter().zip(&self.lower);
        let cost = |(cell, floor): (&BigInt, &i64)| {
            let fraction = cell - &scaled.one * *floor;
            &scaled.one - fraction * 2
        };
        lines
            .map(|(cells, floors)| cells.iter().zip(floors).map(cost).collect())
            .collect()
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
