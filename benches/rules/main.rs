//! How long the rules take on as many recipients as a country may have; one file per family.
//!
//! Every outcome is checked before it is timed, so that speed is never measured on wrong answers.

mod shortage;

use criterion::{criterion_group, criterion_main};

criterion_group!(benches, shortage::to_cents, shortage::random_arrival);
criterion_main!(benches);
