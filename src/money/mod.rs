//! Whole cents, exact fractions, named rounding, and splits that add up.
//!
//! Everything that counts money counts it here. No binary float, no hidden rounding: a step that
//! rounds names its [`Rounding`], and a step that divides hands every cent to somebody or says
//! what it left.
//!
//! **Invariant.** The parts of a split add up to the whole, to the cent.
#![deny(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    clippy::as_conversions
)]

mod cents;
mod exact;
mod large;
mod root;
mod rounding;
mod split;

pub use cents::{AmountError, Cents, MAX_AMOUNT};
pub use exact::{Exact, ShareError};
pub use rounding::Rounding;
pub use split::{Split, largest_remainders, place, split};
