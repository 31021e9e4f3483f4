//! Any whole table within bounds and margins, by maximum flow; or the cut that rules it out.

use std::collections::VecDeque;

use super::Table;

/// Cells between bounds, and margins that they add up to.
pub(super) struct Supply<'p> {
    /// Least content of each cell.
    pub(super) lower: &'p Table<i64>,
    /// Greatest content of each cell.
    pub(super) upper: &'p Table<i64>,
    /// Row totals.
    pub(super) rows: &'p [i64],
    /// Column totals, with the same sum.
    pub(super) columns: &'p [i64],
}

/// The rows that need more than they can place and the columns that are full because of them:
/// whether each row and each column belongs to the set.
pub(super) struct Cut {
    pub(super) rows: Vec<bool>,
    pub(super) columns: Vec<bool>,
}

/// How a row or a column was reached on a walk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    No,
    /// The walk began here: a row that lacks something, or a column with too much.
    Start,
    /// From this column or row.
    From(usize),
}

/// Where a walk ended: a column that lacks something, or a row with too much.
#[derive(Clone, Copy)]
enum End {
    Row(usize),
    Column(usize),
}

/// The cells so far, and what rows and columns lack; negative for too much.
struct Filling<'p> {
    supply: &'p Supply<'p>,
    cells: Table<i64>,
    rows: Vec<i64>,
    columns: Vec<i64>,
}

impl Supply<'_> {
    /// Returns a table, the same one for the same problem.
    pub(super) fn table(&self) -> Result<Table<i64>, Cut> {
        let mut filling = Filling {
            supply: self,
            cells: self.lower.clone(),
            rows: self.rows.to_vec(),
            columns: self.columns.to_vec(),
        };
        filling.fill();
        while filling
            .rows
            .iter()
            .chain(&filling.columns)
            .any(|lack| *lack != 0)
        {
            let (rows, columns, end) = filling.walk();
            let Some(end) = end else {
                let is_in = |reached: &Reached| *reached != Reached::No;
                return Err(Cut {
                    rows: rows.iter().map(is_in).collect(),
                    columns: columns.iter().map(is_in).collect(),
                });
            };
            filling.push(&rows, &columns, end);
        }
        Ok(filling.cells)
    }
}

impl Filling<'_> {
    /// Takes the lower bounds off the margins, then fills cell by cell as far as there is room.
    fn fill(&mut self) {
        for (row, cells) in self.cells.iter_mut().enumerate() {
            for (column, cell) in cells.iter_mut().enumerate() {
                self.rows[row] = self.rows[row].saturating_sub(*cell);
                self.columns[column] = self.columns[column].saturating_sub(*cell);
            }
        }
        for (row, cells) in self.cells.iter_mut().enumerate() {
            for (column, cell) in cells.iter_mut().enumerate() {
                let room = self.supply.upper[row][column].saturating_sub(*cell);
                let more = room.min(self.rows[row]).min(self.columns[column]).max(0);
                *cell = cell.saturating_add(more);
                self.rows[row] = self.rows[row].saturating_sub(more);
                self.columns[column] = self.columns[column].saturating_sub(more);
            }
        }
    }

    fn can_rise(&self, row: usize, column: usize) -> bool {
        self.cells[row][column] < self.supply.upper[row][column]
    }

    fn can_fall(&self, row: usize, column: usize) -> bool {
        self.cells[row][column] > self.supply.lower[row][column]
    }

    /// Walks, nearest first, over cells that can rise (row to column) or fall (column to row).
    fn walk(&self) -> (Vec<Reached>, Vec<Reached>, Option<End>) {
        let starts = |is_start: bool| {
            if is_start {
                Reached::Start
            } else {
                Reached::No
            }
        };
        let mut rows: Vec<Reached> = self.rows.iter().map(|lack| starts(*lack > 0)).collect();
        let columns = self.columns.iter();
        let mut columns: Vec<Reached> = columns.map(|lack| starts(*lack < 0)).collect();
        let begun = |reached: &[Reached]| -> Vec<usize> {
            let all = 0..reached.len();
            all.filter(|at| reached[*at] == Reached::Start).collect()
        };
        let mut queue: VecDeque<End> = begun(&rows).into_iter().map(End::Row).collect();
        queue.extend(begun(&columns).into_iter().map(End::Column));
        while let Some(at) = queue.pop_front() {
            match at {
                End::Row(row) => {
                    for column in 0..columns.len() {
                        if columns[column] == Reached::No && self.can_rise(row, column) {
                            columns[column] = Reached::From(row);
                            if self.columns[column] > 0 {
                                return (rows, columns, Some(End::Column(column)));
                            }
                            queue.push_back(End::Column(column));
                        }
                    }
                }
                End::Column(column) => {
                    for row in 0..rows.len() {
                        if rows[row] == Reached::No && self.can_fall(row, column) {
                            rows[row] = Reached::From(column);
                            if self.rows[row] < 0 {
                                return (rows, columns, Some(End::Row(row)));
                            }
                            queue.push_back(End::Row(row));
                        }
                    }
                }
            }
        }
        (rows, columns, None)
    }

    /// Moves as much as fits along the walk that ended at `end`.
    fn push(&mut self, rows: &[Reached], columns: &[Reached], end: End) {
        let mut steps = Vec::new();
        let mut at = end;
        let start = loop {
            at = match at {
                End::Row(row) => match rows[row] {
                    Reached::From(column) => {
                        steps.push((row, column, false));
                        End::Column(column)
                    }
                    _ => break at,
                },
                End::Column(column) => match columns[column] {
                    Reached::From(row) => {
                        steps.push((row, column, true));
                        End::Row(row)
                    }
                    _ => break at,
                },
            };
        };
        let lack = |at: End| match at {
            End::Row(row) => self.rows[row].saturating_abs(),
            End::Column(column) => self.columns[column].saturating_abs(),
        };
        let room = |(row, column, rises): &(usize, usize, bool)| {
            let (cell, bounds) = (self.cells[*row][*column], self.supply);
            if *rises {
                bounds.upper[*row][*column].saturating_sub(cell)
            } else {
                cell.saturating_sub(bounds.lower[*row][*column])
            }
        };
        let most = steps.iter().map(room).min().unwrap_or_default();
        let most = most.min(lack(start)).min(lack(end));
        for (row, column, rises) in steps {
            let change = if rises { most } else { most.saturating_neg() };
            let cell = &mut self.cells[row][column];
            *cell = cell.saturating_add(change);
        }
        for at in [start, end] {
            let lack = match at {
                End::Row(row) => &mut self.rows[row],
                End::Column(column) => &mut self.columns[column],
            };
            *lack = lack.saturating_sub(lack.signum().saturating_mul(most));
        }
    }
}
