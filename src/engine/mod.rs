//! The engine: one plan and one block of inputs become one allocation.
//!
//! A pure function of its arguments. It opens no file, starts no thread, draws no random number
//! and uses no binary float, so the same inputs give the same cents anywhere. It cannot fail:
//! what might go wrong was refused when the plan was compiled.
//!
//! **Invariant.** Money only moves: in every lane and year, what left a pot lies in accounts or
//! is unallocated, to the cent.
//!
//! Start reading at [`allocate`]; the steps follow in the order in which they apply.
#![deny(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    clippy::as_conversions
)]

mod adjusting;
mod adjustment;
mod allocate;
mod balance;
mod claim;
mod cost;
mod heads;
mod key;
mod lanes;
mod memory;
mod need;
mod observer;
mod pass;
mod pay;
mod regions;
mod services;
mod shortage;
mod table;
mod whole;

pub use allocate::{Allocation, YearAllocation, allocate};
pub use balance::Balances;
pub use cost::{Costed, Costing, YearCost};
pub use lanes::{Asked, Column, Form, LANES, Workspace};
pub use observer::{
    Adjusted, AdjustedClaim, Bound, By, Cell, First, Formula, Made, Moment, Observer, Posting,
    Reason, Refused, RegionPart, RowTotal, Served, Shortfall, Silent, Turn, Unmet, UnmetNeed,
};
