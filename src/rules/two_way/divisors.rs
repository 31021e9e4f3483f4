//! Exact divisors of a biproportional table: chosen well inside their ranges, and proven.
//!
//! Logarithms place the divisors; [`prove`] then checks every cell in whole numbers. Where a
//! check fails, divisors move to the exact edge, over and over. That comes to rest, or closes a
//! round of cells that shows a more proportional table, which is then taken.

use std::collections::VecDeque;

use num_bigint::BigInt;
use num_traits::Zero;

use super::Table;
use super::logarithm::{DOUBLE, Log, log, log_of, power};
use super::ties::Ties;
use crate::money::Exact;
use crate::rules::apportionment::shortest_between;

/// Divisors of rows and columns.
pub(super) struct Divisors {
    pub(super) rows: Vec<Exact>,
    pub(super) columns: Vec<Exact>,
}

/// Logarithms of divisors.
pub(super) struct Levels {
    pub(super) rows: Vec<Log>,
    pub(super) columns: Vec<Log>,
}

/// Nearness, 2⁻⁷², at which logarithms cannot tell the edge of a range from a tie.
const NEAR: Log = 1 << 24;

/// Returns the declared table, its divisors, and the cells in which equally good tables differ.
pub(super) fn prove(
    weights: &Table<BigInt>,
    cells: Table<i64>,
    levels: Levels,
) -> (Table<i64>, Divisors, Vec<(usize, usize)>) {
    let mut placing = Placing::new(weights, &cells, levels);
    placing.centre();
    let divisors = placing.divisors();
    let mut proof = Proof {
        weights,
        cells,
        rows: divisors.rows.iter().map(Exact::large_parts).collect(),
        columns: divisors.columns.iter().map(Exact::large_parts).collect(),
        row_origins: vec![None; divisors.rows.len()],
        column_origins: vec![None; divisors.columns.len()],
    };
    while proof.repair() {}
    let ties = proof.ties();
    let tied = ties.cells();
    let (height, width) = (proof.rows.len(), proof.columns.len());
    ties.settle(&mut proof.cells, height, width);
    let exact = |parts: Vec<Parts>| -> Vec<Exact> {
        let parts = parts.into_iter();
        parts
            .map(|(above, below)| Exact::from_large_parts(above, below))
            .collect()
    };
    let divisors = Divisors {
        rows: exact(proof.rows),
        columns: exact(proof.columns),
    };
    (proof.cells, divisors, tied)
}

/// Twice a signpost: the number below which a quotient rounds down, or above which up.
fn edge(held: i64, rises: bool) -> i64 {
    let twice = held.saturating_mul(2);
    if rises {
        twice.saturating_add(1)
    } else {
        twice.saturating_sub(1)
    }
}

/// The range of a divisor of one line, with the position in the line that sets each end.
#[derive(Clone, Copy, Default)]
struct Range {
    least: Option<(Log, usize)>,
    most: Option<(Log, usize)>,
}

impl Range {
    /// Returns a level inside: the middle, or twice the least where there is no most.
    fn inside(self, now: Log) -> Log {
        match (self.least, self.most) {
            (Some((least, _)), Some((most, _))) => least.saturating_add(most) >> 1,
            (Some((least, _)), None) => least.saturating_add(DOUBLE),
            (None, _) => now,
        }
    }
}

/// Levels under work: for every cell the least and the most that row and column may add up to.
struct Placing<'p> {
    weights: &'p Table<BigInt>,
    cells: &'p Table<i64>,
    least: Table<Option<Log>>,
    most: Table<Option<Log>>,
    levels: Levels,
}

impl<'p> Placing<'p> {
    fn new(weights: &'p Table<BigInt>, cells: &'p Table<i64>, levels: Levels) -> Placing<'p> {
        let bound = |rises: bool| -> Table<Option<Log>> {
            let lines = weights.iter().zip(cells);
            let bound = |(weight, held): (&BigInt, &i64)| {
                let edge = u128::try_from(edge(*held, rises)).ok()?;
                let twice = log(weight).saturating_add(DOUBLE);
                (!weight.is_zero()).then(|| twice.saturating_sub(log_of(edge)))
            };
            lines
                .map(|(weights, cells)| weights.iter().zip(cells).map(bound).collect())
                .collect()
        };
        Placing {
            weights,
            cells,
            least: bound(true),
            most: bound(false),
            levels,
        }
    }

    fn row_range(&self, row: usize) -> Range {
        let others = self.levels.columns.iter().enumerate();
        range(others.map(|(at, other)| (self.least[row][at], self.most[row][at], *other)))
    }

    fn column_range(&self, column: usize) -> Range {
        let others = self.levels.rows.iter().enumerate();
        range(others.map(|(at, other)| (self.least[at][column], self.most[at][column], *other)))
    }

    /// Moves every level to the middle of its range, until that changes little.
    fn centre(&mut self) {
        let (height, width) = (self.levels.rows.len(), self.levels.columns.len());
        for _ in 0..height.saturating_add(width) {
            let mut moved = false;
            for column in 0..width {
                let range = self.column_range(column);
                moved |= recentre(range, &mut self.levels.columns[column]);
            }
            for row in 0..height {
                let range = self.row_range(row);
                moved |= recentre(range, &mut self.levels.rows[row]);
            }
            if !moved {
                break;
            }
        }
    }

    /// Says whether row and column stand at an edge of a cell, and returns twice that edge.
    fn near(&self, row: usize, column: usize) -> Option<i64> {
        let level = self.levels.rows[row].saturating_add(self.levels.columns[column]);
        let is_near =
            |bound: Option<Log>| bound.is_some_and(|at| at.abs_diff(level) <= NEAR.unsigned_abs());
        let held = self.cells[row][column];
        if is_near(self.least[row][column]) {
            Some(edge(held, true))
        } else if is_near(self.most[row][column]) {
            Some(edge(held, false))
        } else {
            None
        }
    }

    /// Returns divisors of few digits within the ranges; at ties, exact ones.
    fn divisors(&mut self) -> Divisors {
        self.fix_scale();
        let (mut rows, mut columns) = self.tied_divisors();
        let levels = self.levels.rows.iter();
        let known: Vec<Exact> = rows
            .iter()
            .zip(levels)
            .map(|(divisor, level)| divisor.clone().unwrap_or_else(|| power(*level)))
            .collect();
        for (column, divisor) in columns.iter_mut().enumerate() {
            let found = divisor.take().unwrap_or_else(|| {
                let range = self.column_range(column);
                let bound = |at: usize, rises| self.bound((at, column), rises, &known[at]);
                chosen(range, self.levels.columns[column], bound)
            });
            self.levels.columns[column] = level_of(&found);
            *divisor = Some(found);
        }
        let columns: Vec<Exact> = columns.into_iter().flatten().collect();
        for (row, divisor) in rows.iter_mut().enumerate() {
            let range = self.row_range(row);
            let bound = |at: usize, rises| self.bound((row, at), rises, &columns[at]);
            let found = divisor.take();
            *divisor = found.or_else(|| Some(chosen(range, self.levels.rows[row], bound)));
        }
        Divisors {
            rows: rows.into_iter().flatten().collect(),
            columns,
        }
    }

    /// Gives the first row with a tie, or else the first row, the divisor one: only products of
    /// divisors matter.
    fn fix_scale(&mut self) {
        let width = self.levels.columns.len();
        let is_tied = |row: &usize| (0..width).any(|column| self.near(*row, column).is_some());
        let row = (0..self.levels.rows.len()).find(is_tied).unwrap_or(0);
        let scale = self.levels.rows[row];
        for level in &mut self.levels.rows {
            *level = level.saturating_sub(scale);
        }
        for level in &mut self.levels.columns {
            *level = level.saturating_add(scale);
        }
    }

    /// Returns divisors for rows and columns that are bound to each other by cells at an edge.
    fn tied_divisors(&self) -> (Vec<Option<Exact>>, Vec<Option<Exact>>) {
        let (height, width) = (self.levels.rows.len(), self.levels.columns.len());
        let mut rows: Vec<Option<Exact>> = vec![None; height];
        let mut columns: Vec<Option<Exact>> = vec![None; width];
        for root in 0..height {
            let is_tied = (0..width).any(|column| self.near(root, column).is_some());
            if rows[root].is_some() || !is_tied {
                continue;
            }
            let first = power(self.levels.rows[root]);
            rows[root] = Some(first.clone());
            let mut queue = VecDeque::from([(true, root, first)]);
            while let Some((is_row, at, divisor)) = queue.pop_front() {
                let others = if is_row { &mut columns } else { &mut rows };
                for (other, found) in others.iter_mut().enumerate() {
                    let (row, column) = if is_row { (at, other) } else { (other, at) };
                    if found.is_none()
                        && let Some(edge) = self.near(row, column)
                    {
                        let exact = quotient(&self.weights[row][column], edge).over(&divisor);
                        *found = Some(exact.clone());
                        queue.push_back((!is_row, other, exact));
                    }
                }
            }
        }
        (rows, columns)
    }

    /// Returns the divisor of one line at which a cell stands at its edge, given the other.
    fn bound(&self, (row, column): (usize, usize), rises: bool, other: &Exact) -> Exact {
        let edge = edge(self.cells[row][column], rises);
        quotient(&self.weights[row][column], edge).over(other)
    }
}

/// Returns the range of a line from the least and most of its cells and the levels across.
fn range(cells: impl Iterator<Item = (Option<Log>, Option<Log>, Log)>) -> Range {
    let mut range = Range::default();
    for (at, (least, most, other)) in cells.enumerate() {
        if let Some(least) = least {
            let least = (least.saturating_sub(other), at);
            range.least = Some(range.least.map_or(least, |found| found.max(least)));
        }
        if let Some(most) = most {
            let most = (most.saturating_sub(other), at);
            range.most = Some(range.most.map_or(most, |found| found.min(most)));
        }
    }
    range
}

/// Moves a level inside its range; says whether that is a change worth another round.
fn recentre(range: Range, level: &mut Log) -> bool {
    let inside = range.inside(*level);
    let change = inside.abs_diff(*level);
    *level = inside;
    let room = match (range.least, range.most) {
        (Some((least, _)), Some((most, _))) => most.abs_diff(least),
        _ => DOUBLE.unsigned_abs(),
    };
    change > NEAR.unsigned_abs() && change > room >> 3
}

/// Returns the divisor of few digits in a range.
fn chosen(range: Range, level: Log, bound: impl Fn(usize, bool) -> Exact) -> Exact {
    let Some((_, at)) = range.least else {
        return Exact::one();
    };
    let least = bound(at, true);
    let most = range.most.map(|(_, at)| bound(at, false));
    let most = most.unwrap_or_else(|| least.times(&4.into()));
    if least < most {
        shortest_between(&least, &most)
    } else {
        power(level)
    }
}

fn level_of(divisor: &Exact) -> Log {
    let (above, below) = divisor.large_parts();
    log(&above).saturating_sub(log(&below))
}

/// Returns twice a weight over twice a signpost.
fn quotient(weight: &BigInt, edge: i64) -> Exact {
    Exact::from_large_parts(weight * 2, edge.into())
}

/// Numerator and denominator.
type Parts = (BigInt, BigInt);

/// Exact divisors under proof, with the line each was last moved for.
struct Proof<'p> {
    weights: &'p Table<BigInt>,
    cells: Table<i64>,
    rows: Vec<Parts>,
    columns: Vec<Parts>,
    row_origins: Vec<Option<usize>>,
    column_origins: Vec<Option<usize>>,
}

impl Proof<'_> {
    /// Compares weight / (row divisor × column divisor) with the upper or lower edge of a cell;
    /// `None` where there is no such edge.
    fn compare(&self, row: usize, column: usize, rises: bool) -> Option<std::cmp::Ordering> {
        let (weight, held) = (&self.weights[row][column], self.cells[row][column]);
        if weight.is_zero() || (held == 0 && !rises) {
            return None;
        }
        let (first, second) = (&self.rows[row], &self.columns[column]);
        let content: BigInt = weight * 2 * &first.1 * &second.1;
        Some(content.cmp(&(&first.0 * &second.0 * edge(held, rises))))
    }

    /// Moves divisors to the edges of cells that they put on the wrong side; says whether any
    /// moved. Columns only grow and rows only shrink, so a round of moves shows a better table.
    fn repair(&mut self) -> bool {
        let mut moved = false;
        for row in 0..self.rows.len() {
            for column in 0..self.columns.len() {
                if self
                    .compare(row, column, true)
                    .is_some_and(|order| order.is_gt())
                {
                    self.columns[column] = self.at_edge(row, column, true);
                    self.column_origins[column] = Some(row);
                    self.turn_round(column);
                    moved = true;
                }
                if self
                    .compare(row, column, false)
                    .is_some_and(|order| order.is_lt())
                {
                    self.rows[row] = self.at_edge(row, column, false);
                    self.row_origins[row] = Some(column);
                    self.turn_round(column);
                    moved = true;
                }
            }
        }
        moved
    }

    /// Returns the divisor of the column (or of the row) that puts a cell on its edge.
    fn at_edge(&self, row: usize, column: usize, rises: bool) -> Parts {
        let other = if rises {
            &self.rows[row]
        } else {
            &self.columns[column]
        };
        let edge = edge(self.cells[row][column], rises);
        let weight = &self.weights[row][column];
        let exact = Exact::from_large_parts(weight * 2 * &other.1, &other.0 * edge);
        exact.large_parts()
    }

    /// Takes the better table if the moves that led to this column make a round.
    fn turn_round(&mut self, start: usize) {
        let mut turns = Vec::new();
        let mut column = start;
        for _ in 0..=self.columns.len() {
            let Some(row) = self.column_origins[column] else {
                return;
            };
            turns.push((row, column, 1));
            let Some(before) = self.row_origins[row] else {
                return;
            };
            turns.push((row, before, -1));
            column = before;
            if column == start {
                for (row, column, change) in turns {
                    let cell = &mut self.cells[row][column];
                    *cell = cell.saturating_add(change);
                }
                self.row_origins.fill(None);
                self.column_origins.fill(None);
                return;
            }
        }
    }

    /// Returns the cells that stand exactly on an edge.
    fn ties(&self) -> Ties {
        let on_edge = |rises: bool| -> Table<bool> {
            let is_on = |row, column| self.compare(row, column, rises).is_some_and(|o| o.is_eq());
            let row = |row| {
                (0..self.columns.len())
                    .map(|column| is_on(row, column))
                    .collect()
            };
            (0..self.rows.len()).map(row).collect()
        };
        Ties {
            rise: on_edge(true),
            fall: on_edge(false),
        }
    }
}
