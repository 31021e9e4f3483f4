//! Verdeel divides public money.
pub mod domain;
pub mod engine;
pub mod money;
pub mod plan;
pub mod report;
pub mod results;
pub mod rules;
pub mod scenario;
pub mod simulation;
