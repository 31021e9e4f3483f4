//! The one integration test binary: one binary links once, so the whole suite builds quickly.
//!
//! A file of this folder that is missing from the list below would compile nowhere and test
//! nothing, so `tidy` fails on it.

mod adjustments;
mod bands;
mod both_ways;
mod causes;
mod charts;
mod cli;
mod comparison;
mod contrasts;
mod coverage;
mod design;
mod draw;
mod events;
mod floors;
mod gallery;
mod generate;
mod golden;
mod guides;
mod intake;
mod laboratory;
mod lanes;
mod laws;
mod method;
mod moments;
mod oracle;
mod port;
mod premises;
mod problems;
mod projection;
mod questions;
mod reports;
mod reshaping;
mod rules;
mod runs;
mod sample;
mod sensitivity;
mod session;
mod shortages;
mod simulation;
mod solve;
mod source;
mod suppression;
mod sweep;
mod tables;
mod thresholds;
mod tidy;
mod uncertain;
mod verification;
mod vintages;
mod wishes;
mod wording;
mod workbooks;
mod worked;
mod worlds;
