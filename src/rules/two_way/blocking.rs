//! [`Blocking`]: the rows and columns that show that a table cannot be.

use crate::money::Exact;

/// Who needs more than the others hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The rows of the set need more than the columns of the set can hold for them.
    Rows,
    /// The columns of the set need more than the rows of the set can hold for them.
    Columns,
}

/// A set of rows and columns that no table with these margins can satisfy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocking {
    /// Positions of rows.
    pub rows: Vec<usize>,
    /// Positions of columns.
    pub columns: Vec<usize>,
    /// What the needing side of the set has to place.
    pub needs: Exact,
    /// What can be placed at most: margins of the other side of the set, plus the room of cells
    /// outside it, less what others must place there.
    pub holds: Exact,
    /// Which side needs.
    pub side: Side,
}

/// Why there is no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoTable {
    /// The table has no cells, or rows of unequal length, or as many margins as rows or columns
    /// are missing.
    Shape,
    /// A weight is negative: row and column.
    NegativeWeight(usize, usize),
    /// A margin is negative.
    NegativeMargin(Side, usize),
    /// The row totals and the column totals differ.
    TotalsDiffer {
        /// Sum of the row totals.
        rows: Exact,
        /// Sum of the column totals.
        columns: Exact,
    },
    /// A number is too large to place: units above 10¹⁸.
    TooLarge,
    /// The margins leave no room.
    Blocked(Box<Blocking>),
    /// Proportional fitting did not come within the tolerance.
    Slow {
        /// Rounds that were tried.
        rounds: usize,
        /// Largest difference that was left between a sum and its margin.
        gap: Exact,
    },
}

/// Most units that a table may hold.
pub(super) const MOST_UNITS: i64 = 1_000_000_000_000_000_000;
