//! The mathematics of division: who bears a shortage, and how bounds bend a key.
//!
//! Pure functions over exact numbers. A rule is exact; placing the outcome on whole cents is done
//! once and last, by [`money::place`](crate::money::place) or, for many claims at a time, by
//! [`Shortage::to_cents`]. One file per rule, one line per shortage rule in [`Shortage::ALL`].
//!
//! **Invariant.** The awards of a rule add up to what it was given to divide.
#![deny(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    clippy::as_conversions
)]

mod proportional;
pub mod shortage;
mod water_filling;

pub use proportional::proportional;
pub use shortage::Shortage;
pub use water_filling::{Bounds, Impossible, Level, water_filling};
