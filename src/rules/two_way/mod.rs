//! Two-way tables: partnership by region, with rows and columns that both add up.
//!
//! Controlled rounding rounds a table of exact amounts, biproportional apportionment makes whole
//! units from weights, proportional fitting makes decimals from weights; the definitions are in
//! `docs/method.md`, "Two-way tables". What cannot be is explained by a blocking set.

mod biproportional;
mod blocking;
mod controlled;
mod divisors;
mod fitting;
mod flow;
mod frame;
mod logarithm;
mod multipliers;
mod starting;
mod supply;
mod support;
mod ties;

pub use biproportional::{Biproportional, biproportional};
pub use blocking::{Blocking, NoTable, Side};
pub use controlled::{Margins, Rounded, controlled_rounding};
pub use fitting::{Fitted, proportional_fitting};

/// Rows of cells.
pub(crate) type Table<T> = Vec<Vec<T>>;
