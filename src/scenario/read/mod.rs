//! The second pass: a checked tree becomes domain values.
//!
//! One file per kind of table. Reading is lenient where the first pass has already complained,
//! and reports what only becomes visible here: repetitions, sums, contradictions.

mod adjustment;
mod check;
mod claimants;
mod component;
mod condition;
mod cost;
mod count;
mod distribution;
mod division;
mod event;
mod figure;
mod instalment;
mod key;
mod level;
mod needs;
mod party;
mod price;
mod projection;
mod reader;
mod recipient;
mod scenario;
mod services;
mod shortage;
mod simulation;
mod sweep;
mod two_way;
mod uncertain;
mod wish;

pub(super) use figure::{MEASURES, leads, questioned};
pub(super) use reader::Reader;
pub(super) use scenario::read_scenario;
pub(super) use sweep::sweep;
