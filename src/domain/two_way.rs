//! [`TwoWay`]: what holds for all holders of a passage together, read as a table of partnerships
//! and regions.

use super::Key;

/// What a passage between regions and partnerships keeps to in both directions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TwoWay {
    /// Each holder divides by its own key; the amounts are made whole all at once, so that what a
    /// partnership or region has on the other side is its exact sum, rounded down or up.
    Rounded,
    /// What regions hold goes over their partnerships so that each partnership comes to a total of
    /// its own.
    Fitted {
        /// By what all money together goes over the partnerships.
        rows: Key,
        /// How the cells keep to both totals.
        method: Fit,
    },
}

/// How the cells of a table keep to the totals of its rows and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Weights scaled by a multiplier per row and per column, and then rounded both ways.
    Proportional,
    /// Whole units by a divisor per row and per column.
    Biproportional,
}

impl Fit {
    /// Every method with its name in scenario files.
    pub const ALL: [(&'static str, Fit); 2] = [
        ("proportional-fitting", Fit::Proportional),
        ("biproportional", Fit::Biproportional),
    ];

    /// Returns the name in scenario files.
    pub fn name(self) -> &'static str {
        match self {
            Fit::Proportional => Fit::ALL[0].0,
            Fit::Biproportional => Fit::ALL[1].0,
        }
    }
}
