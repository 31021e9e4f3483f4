//! Verdeel divides public money: a scenario in TOML goes in; every euro comes out, to the cent,
//! with the reason why; and any number of what-ifs run side by side.
//!
//! The modules stand on floors; imports go down, and siblings do not know each other
//! (`docs/architecture.md`). Read them in this order:
//!
//! | floor | module | what lives there |
//! | --- | --- | --- |
//! | 0 | [`money`] | whole cents, exact fractions, splits that add up |
//! | 1 | [`rules`] | the mathematics of division |
//! | 2 | [`domain`] | counts, recipients, components, divisions, schemes, scenarios |
//! | 3 | [`scenario`], [`plan`] | text to domain; domain to dense steps and slots |
//! | 4 | [`draw`] | all randomness; knows no rule |
//! | 4 | [`engine`] | plan and inputs to allocation; pure, cannot fail |
//! | 5 | [`results`] | books, tables, explanations, receipts |
//! | 5 | [`design`], [`sensitivity`] | which points a sweep looks at; what its rows say |
//! | 6 | [`simulation`], [`report`] | many runs; text |
//! | 6 | [`audit`], [`laboratory`] | proof of a stored result; one division problem |
//! | 6 | [`generator`] | the synthetic national set |
//! | 6 | [`intake`] | files of others into counts |
//! | 7 | [`study`] | the front desk |
//! | 8 | [`disk`], [`web`] | files; the local page |
//! | 9 | [`cli`] | the command line |
//!
//! Everything up to `study` also compiles for a browser; files, the local page and the
//! command line do not.

pub mod audit;
#[cfg(not(target_family = "wasm"))]
pub mod cli;
pub mod design;
#[cfg(not(target_family = "wasm"))]
pub mod disk;
pub mod domain;
pub mod draw;
pub mod engine;
pub mod generator;
pub mod intake;
pub mod laboratory;
pub mod money;
pub mod plan;
pub mod report;
pub mod results;
pub mod rules;
pub mod scenario;
pub mod sensitivity;
pub mod simulation;
pub mod study;
#[cfg(not(target_family = "wasm"))]
pub mod web;
