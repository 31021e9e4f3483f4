//! Verdeel divides public money.
pub mod domain;
pub mod engine;
pub mod money;
pub mod plan;
pub mod results;
pub mod rules;
pub mod scenario;
