//! Apportionment: whole units (cents, places, blocks of 10,000 euro) over exact weights.
//!
//! [`Apportionment`] names the methods of `docs/method.md`, "Apportionment". All of them compare
//! exactly, never unit by unit over the whole total, and say who was equally deserving of the
//! last unit.

mod deal;
mod divisor;
mod method;
mod number;
mod quota;
mod remainder;
mod short;
mod unit;

pub use deal::{Apportioned, Certificate, NoDeal, Seats, Tie};
pub use method::Apportionment;
pub(super) use number::over_common_denominator;
pub use number::share_a_denominator;
pub use quota::MOST_STEPS;
pub(super) use short::shortest_between;
