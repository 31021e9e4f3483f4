//! Ties of a table: cells that can rise or fall for nothing, as long as they make a round.
//!
//! Among tables that are equally good, the declared one has the largest first cell, then the
//! largest second cell, and so on, read row by row.

use std::collections::VecDeque;

use super::Table;

/// Which cells may be one higher, and which one lower, for nothing. No cell is both.
pub(super) struct Ties {
    /// Cells that may rise.
    pub(super) rise: Table<bool>,
    /// Cells that may fall.
    pub(super) fall: Table<bool>,
}

/// A row or a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Node {
    Row(usize),
    Column(usize),
}

/// A cell on a round, and whether it rises.
type Turn = ((usize, usize), bool);

impl Ties {
    /// Returns the cells that are part of a round, row by row: those that differ between equally
    /// good tables. A cell is, when there is a way from its row to its column and back.
    pub(super) fn cells(&self) -> Vec<(usize, usize)> {
        let (height, width) = (self.rise.len(), self.rise.first().map_or(0, Vec::len));
        let (mut rows, mut columns) = (vec![None; height], vec![None; width]);
        for start in 0..height {
            if rows[start].is_none() {
                let (there, back) = (self.reached(start, false), self.reached(start, true));
                let meet = |groups: &mut Vec<Option<usize>>, there: &[bool], back: &[bool]| {
                    for (group, both) in groups.iter_mut().zip(there.iter().zip(back)) {
                        if *both.0 && *both.1 {
                            *group = Some(start);
                        }
                    }
                };
                meet(&mut rows, &there.0, &back.0);
                meet(&mut columns, &there.1, &back.1);
            }
        }
        let mut found = Vec::new();
        for (row, group) in rows.iter().enumerate() {
            for (column, other) in columns.iter().enumerate() {
                let is_free = self.rise[row][column] || self.fall[row][column];
                if is_free && group == other {
                    found.push((row, column));
                }
            }
        }
        found
    }

    /// Returns the rows and columns that a row reaches, or that reach it.
    fn reached(&self, start: usize, backwards: bool) -> (Vec<bool>, Vec<bool>) {
        let (out, back) = if backwards {
            (&self.fall, &self.rise)
        } else {
            (&self.rise, &self.fall)
        };
        let mut rows = vec![false; self.rise.len()];
        let mut columns = vec![false; self.rise.first().map_or(0, Vec::len)];
        let mut queue = VecDeque::from([start]);
        rows[start] = true;
        while let Some(row) = queue.pop_front() {
            for column in 0..columns.len() {
                if columns[column] || !out[row][column] {
                    continue;
                }
                columns[column] = true;
                for (next, is_in) in rows.iter_mut().enumerate() {
                    if !*is_in && back[next][column] {
                        *is_in = true;
                        queue.push_back(next);
                    }
                }
            }
        }
        (rows, columns)
    }

    /// Moves `cells` to the declared table, deciding the first `rows` and `columns` only.
    pub(super) fn settle(mut self, cells: &mut Table<i64>, rows: usize, columns: usize) {
        for row in 0..rows {
            for column in 0..columns {
                if self.rise[row][column] {
                    for turn in self.round(row, column).unwrap_or_default() {
                        self.take(turn, cells);
                    }
                }
                self.rise[row][column] = false;
                self.fall[row][column] = false;
            }
        }
    }

    fn take(&mut self, ((row, column), rises): Turn, cells: &mut Table<i64>) {
        let cell = &mut cells[row][column];
        *cell = cell.saturating_add(if rises { 1 } else { -1 });
        self.rise[row][column] = !rises;
        self.fall[row][column] = rises;
    }

    /// Returns a shortest round through a cell that may rise or fall.
    fn round(&self, row: usize, column: usize) -> Option<Vec<Turn>> {
        let (at_row, at_column) = (Node::Row(row), Node::Column(column));
        let rises = self.rise[row][column];
        let (from, to) = match (rises, self.fall[row][column]) {
            (true, _) => (at_column, at_row),
            (false, true) => (at_row, at_column),
            (false, false) => return None,
        };
        let mut round = self.path(from, to)?;
        round.push(((row, column), rises));
        Some(round)
    }

    /// Returns a shortest path over cells that rise (row to column) and fall (column to row).
    fn path(&self, from: Node, to: Node) -> Option<Vec<Turn>> {
        let (height, width) = (self.rise.len(), self.rise.first().map_or(0, Vec::len));
        let mut rows: Vec<Option<usize>> = vec![None; height];
        let mut columns: Vec<Option<usize>> = vec![None; width];
        let mut queue = VecDeque::from([from]);
        'walk: while let Some(at) = queue.pop_front() {
            match at {
                Node::Row(row) => {
                    for (column, origin) in columns.iter_mut().enumerate() {
                        let node = Node::Column(column);
                        if self.rise[row][column] && origin.is_none() && node != from {
                            *origin = Some(row);
                            if node == to {
                                break 'walk;
                            }
                            queue.push_back(node);
                        }
                    }
                }
                Node::Column(column) => {
                    for (row, origin) in rows.iter_mut().enumerate() {
                        let node = Node::Row(row);
                        if self.fall[row][column] && origin.is_none() && node != from {
                            *origin = Some(column);
                            if node == to {
                                break 'walk;
                            }
                            queue.push_back(node);
                        }
                    }
                }
            }
        }
        let mut turns = Vec::new();
        let mut at = to;
        while at != from {
            at = match at {
                Node::Row(row) => {
                    let column = rows[row]?;
                    turns.push(((row, column), false));
                    Node::Column(column)
                }
                Node::Column(column) => {
                    let row = columns[column]?;
                    turns.push(((row, column), true));
                    Node::Row(row)
                }
            };
        }
        Some(turns)
    }
}
