//! The cheapest whole table with given margins, by successive cheapest walks.
//!
//! Every cell has a price for its next unit, which never falls as the cell fills. A table is
//! cheapest for its own margins when prices of rows and columns exist such that no cell gains by
//! a unit more or less. That holds from the start and after every walk; each walk moves a step
//! of units from where there are too many to where they are lacking.

use num_bigint::BigInt;
use num_traits::Zero;

use super::Table;

/// A price: whole numbers that fit by construction, or big ones.
pub(super) trait Price: Clone + Ord {
    /// Nothing.
    fn nothing() -> Self;
    /// Returns the sum.
    fn plus(&self, other: &Self) -> Self;
    /// Returns the difference.
    fn minus(&self, other: &Self) -> Self;
}

impl Price for i128 {
    fn nothing() -> i128 {
        0
    }

    fn plus(&self, other: &i128) -> i128 {
        self.saturating_add(*other)
    }

    fn minus(&self, other: &i128) -> i128 {
        self.saturating_sub(*other)
    }
}

impl Price for BigInt {
    fn nothing() -> BigInt {
        BigInt::zero()
    }

    fn plus(&self, other: &BigInt) -> BigInt {
        self + other
    }

    fn minus(&self, other: &BigInt) -> BigInt {
        self - other
    }
}

/// What a unit more or less in a cell costs.
pub(super) trait Prices<P> {
    /// Price of `step` more units beside the `held` ones, per unit; `None` when there is no room.
    fn rise(&self, row: usize, column: usize, held: i64, step: i64) -> Option<P>;
    /// Price of `step` fewer units; `None` when they are not there.
    fn fall(&self, row: usize, column: usize, held: i64, step: i64) -> Option<P>;
}

/// A table under work.
pub(super) struct Flow<'p, P, Q> {
    prices: &'p Q,
    step: i64,
    /// Units in each cell.
    pub(super) cells: Table<i64>,
    rise: Table<Option<P>>,
    fall: Table<Option<P>>,
    /// Prices of rows; with those of the columns they prove the table cheapest.
    pub(super) rows: Vec<P>,
    /// Prices of columns.
    pub(super) columns: Vec<P>,
    row_lacks: Vec<i64>,
    column_lacks: Vec<i64>,
}

/// How far everything lies from where units are lacking, as a walk finds it.
struct Walk<P> {
    rows: Vec<Reach<P>>,
    columns: Vec<Reach<P>>,
}

#[derive(Clone)]
struct Reach<P> {
    /// Least price found so far.
    price: Option<P>,
    /// The column or row before; `None` where a walk starts.
    from: Option<usize>,
    /// Whether the price is final.
    is_done: bool,
}

/// A row or a column.
#[derive(Clone, Copy)]
enum Node {
    Row(usize),
    Column(usize),
}

impl<'p, P: Price, Q: Prices<P>> Flow<'p, P, Q> {
    /// Begins with `cells` and prices of rows and columns, and moves cells that gain by it.
    pub(super) fn start(
        prices: &'p Q,
        cells: Table<i64>,
        (rows, columns): (Vec<P>, Vec<P>),
        margins: (&[i64], &[i64]),
        step: i64,
    ) -> Self {
        let mut row_lacks = margins.0.to_vec();
        let mut column_lacks = margins.1.to_vec();
        for (row, cells) in cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                row_lacks[row] = row_lacks[row].saturating_sub(*cell);
                column_lacks[column] = column_lacks[column].saturating_sub(*cell);
            }
        }
        let empty: Table<Option<P>> = cells.iter().map(|row| vec![None; row.len()]).collect();
        let mut flow = Flow {
            prices,
            step,
            cells,
            rise: empty.clone(),
            fall: empty,
            rows,
            columns,
            row_lacks,
            column_lacks,
        };
        flow.refine(step);
        flow
    }

    /// Says how many units the row or column that lacks most, or has most too much, is away.
    pub(super) fn largest_lack(&self) -> i64 {
        let lacks = self.row_lacks.iter().chain(&self.column_lacks);
        lacks.map(|lack| lack.saturating_abs()).max().unwrap_or(0)
    }

    /// Goes on in steps of this size, and moves cells that gain by such a step.
    pub(super) fn refine(&mut self, step: i64) {
        self.step = step;
        for row in 0..self.rows.len() {
            for column in 0..self.columns.len() {
                self.look(row, column);
                while self.gains(row, column, true) {
                    self.move_cell(row, column, true);
                    self.shift_lacks(row, column, true);
                }
                while self.gains(row, column, false) {
                    self.move_cell(row, column, false);
                    self.shift_lacks(row, column, false);
                }
            }
        }
    }

    /// Moves steps until nothing lacks one, or what lacks one cannot get it.
    pub(super) fn balance(&mut self) {
        while let Some((walk, end)) = self.walk() {
            self.reprice(&walk, end);
            self.carry_out(&walk, end);
        }
    }

    /// Says whether a step more or less in a cell costs nothing: another table is as cheap, if
    /// such cells make a round.
    pub(super) fn is_free(&self, row: usize, column: usize, rises: bool) -> bool {
        self.reduced(row, column, rises)
            .is_some_and(|price| price == P::nothing())
    }

    fn gains(&self, row: usize, column: usize, rises: bool) -> bool {
        self.reduced(row, column, rises)
            .is_some_and(|price| price < P::nothing())
    }

    /// Returns the price of a step after what row and column pay for it.
    fn reduced(&self, row: usize, column: usize, rises: bool) -> Option<P> {
        let (first, second) = (&self.rows[row], &self.columns[column]);
        if rises {
            let price = self.rise[row][column].as_ref()?;
            Some(price.minus(first).minus(second))
        } else {
            let price = self.fall[row][column].as_ref()?;
            Some(price.plus(first).plus(second))
        }
    }

    fn look(&mut self, row: usize, column: usize) {
        let held = self.cells[row][column];
        self.rise[row][column] = self.prices.rise(row, column, held, self.step);
        self.fall[row][column] = self.prices.fall(row, column, held, self.step);
    }

    fn move_cell(&mut self, row: usize, column: usize, rises: bool) {
        let cell = &mut self.cells[row][column];
        *cell = shifted(*cell, self.step, rises);
        self.look(row, column);
    }

    fn shift_lacks(&mut self, row: usize, column: usize, rises: bool) {
        let lack = &mut self.row_lacks[row];
        *lack = shifted(*lack, self.step, !rises);
        let lack = &mut self.column_lacks[column];
        *lack = shifted(*lack, self.step, !rises);
    }

    /// Finds the cheapest walk from a row that lacks a step or a column with a step too much, to a
    /// column that lacks one or a row with one too much.
    fn walk(&self) -> Option<(Walk<P>, Node)> {
        let reach = |starts: bool| Reach {
            price: starts.then(P::nothing),
            from: None,
            is_done: false,
        };
        let rows = self.row_lacks.iter();
        let columns = self.column_lacks.iter();
        let mut walk = Walk {
            rows: rows.map(|lack| reach(*lack >= self.step)).collect(),
            columns: columns
                .map(|lack| reach(lack.saturating_neg() >= self.step))
                .collect(),
        };
        while let Some(node) = walk.nearest() {
            match node {
                Node::Row(row) => {
                    if self.row_lacks[row].saturating_neg() >= self.step {
                        return Some((walk, node));
                    }
                    let price = walk.rows[row].settle();
                    for column in 0..self.columns.len() {
                        let step = self.reduced(row, column, true);
                        let reach = &mut walk.columns[column];
                        reach.offer(row, &price, step);
                        // Nothing is nearer than what is as near as the nearest.
                        if self.column_lacks[column] >= self.step && reach.is_at(&price) {
                            return Some((walk, Node::Column(column)));
                        }
                    }
                }
                Node::Column(column) => {
                    if self.column_lacks[column] >= self.step {
                        return Some((walk, node));
                    }
                    let price = walk.columns[column].settle();
                    for row in 0..self.rows.len() {
                        let step = self.reduced(row, column, false);
                        walk.rows[row].offer(column, &price, step);
                    }
                }
            }
        }
        None
    }

    /// Moves the prices so that the walk costs nothing and no cell gains.
    fn reprice(&mut self, walk: &Walk<P>, end: Node) {
        let Some(far) = walk.price(end) else { return };
        for (price, reach) in self.rows.iter_mut().zip(&walk.rows) {
            if let (true, Some(near)) = (reach.is_done, &reach.price) {
                *price = price.plus(&far.minus(near));
            }
        }
        for (price, reach) in self.columns.iter_mut().zip(&walk.columns) {
            if let (true, Some(near)) = (reach.is_done, &reach.price) {
                *price = price.minus(&far.minus(near));
            }
        }
    }

    /// Moves one step along the walk.
    fn carry_out(&mut self, walk: &Walk<P>, end: Node) {
        self.pay(end);
        let mut at = end;
        loop {
            at = match at {
                Node::Row(row) => {
                    let Some(column) = walk.rows[row].from else {
                        break;
                    };
                    self.move_cell(row, column, false);
                    Node::Column(column)
                }
                Node::Column(column) => {
                    let Some(row) = walk.columns[column].from else {
                        break;
                    };
                    self.move_cell(row, column, true);
                    Node::Row(row)
                }
            };
        }
        self.pay(at);
    }

    /// Brings the lack at an end of a walk one step nearer to nothing.
    fn pay(&mut self, node: Node) {
        let lack = match node {
            Node::Row(row) => &mut self.row_lacks[row],
            Node::Column(column) => &mut self.column_lacks[column],
        };
        *lack = shifted(*lack, self.step, *lack < 0);
    }
}

impl<Q: Prices<i128>> Flow<'_, i128, Q> {
    /// Moves every price of a row or column to the middle of the range in which no cell gains, so
    /// that only real ties stay at an edge. Returns cells and prices.
    pub(super) fn centred(mut self) -> (Table<i64>, Vec<i128>, Vec<i128>) {
        let (height, width) = (self.rows.len(), self.columns.len());
        for _ in 0..height.min(width) {
            for row in 0..height {
                let cells = (0..width).map(|column| (row, column, self.columns[column]));
                self.rows[row] = self.middle(cells, self.rows[row]);
            }
            for column in 0..width {
                let cells = (0..height).map(|row| (row, column, self.rows[row]));
                self.columns[column] = self.middle(cells, self.columns[column]);
            }
        }
        (self.cells, self.rows, self.columns)
    }

    fn middle(&self, cells: impl Iterator<Item = (usize, usize, i128)>, now: i128) -> i128 {
        let (mut least, mut most) = (None, None);
        for (row, column, other) in cells {
            if let Some(rise) = self.rise[row][column] {
                let bound = rise.saturating_sub(other);
                most = Some(most.map_or(bound, |most: i128| most.min(bound)));
            }
            if let Some(fall) = self.fall[row][column] {
                let bound = fall.saturating_add(other).saturating_neg();
                least = least.max(Some(bound));
            }
        }
        match (least, most) {
            (Some(least), Some(most)) => least.midpoint(most),
            _ => now,
        }
    }
}

fn shifted(number: i64, step: i64, up: bool) -> i64 {
    if up {
        number.saturating_add(step)
    } else {
        number.saturating_sub(step)
    }
}

impl<P: Price> Walk<P> {
    /// Returns the row or column of least price that is not settled; rows and lower positions
    /// come first.
    fn nearest(&self) -> Option<Node> {
        let mut best: Option<(&P, Node)> = None;
        let rows = self.rows.iter().enumerate();
        let columns = self.columns.iter().enumerate();
        let rows = rows.map(|(row, reach)| (reach, Node::Row(row)));
        for (reach, node) in rows.chain(columns.map(|(at, reach)| (reach, Node::Column(at)))) {
            if let (false, Some(price)) = (reach.is_done, &reach.price)
                && best.as_ref().is_none_or(|(least, _)| price < *least)
            {
                best = Some((price, node));
            }
        }
        best.map(|(_, node)| node)
    }

    fn price(&self, node: Node) -> Option<&P> {
        match node {
            Node::Row(row) => self.rows[row].price.as_ref(),
            Node::Column(column) => self.columns[column].price.as_ref(),
        }
    }
}

impl<P: Price> Reach<P> {
    fn settle(&mut self) -> P {
        self.is_done = true;
        self.price.clone().unwrap_or_else(P::nothing)
    }

    fn is_at(&self, price: &P) -> bool {
        self.price.as_ref() == Some(price)
    }

    /// Takes a walk over `from` for this price and a step, if it is cheaper.
    fn offer(&mut self, from: usize, price: &P, step: Option<P>) {
        let Some(step) = step.filter(|_| !self.is_done) else {
            return;
        };
        let price = price.plus(&step);
        if self.price.as_ref().is_none_or(|least| price < *least) {
            self.price = Some(price);
            self.from = Some(from);
        }
    }
}
