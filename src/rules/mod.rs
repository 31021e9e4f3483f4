//! The mathematics of division: who bears a shortage, and how bounds bend a key.
//!
//! Pure functions over exact numbers. No rule rounds; placing the outcome on whole cents is
//! [`money::place`](crate::money::place)'s work, done once and last. One file per rule, one line
//! per shortage rule in [`Shortage::ALL`].
//!
//! **Invariant.** The awards of a rule add up to what it was given to divide.
#![deny(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    clippy::as_conversions
)]

mod equal_awards;
mod equal_losses;
mod proportional;
mod shortage;
mod water_filling;

pub use equal_awards::equal_awards;
pub use equal_losses::equal_losses;
pub use proportional::proportional;
pub use shortage::Shortage;
pub use water_filling::{Bounds, Impossible, Level, water_filling};
