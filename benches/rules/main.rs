//! How long the rules take, on problems of the sizes that boards and researchers bring.
//!
//! One file per family. Every outcome is checked before it is timed, so that speed is never
//! measured on wrong answers. Compare figures within one run only.

mod protection;
mod shortage;
mod two_way;

use criterion::{criterion_group, criterion_main};

criterion_group!(
    benches,
    protection::bench,
    shortage::to_cents,
    shortage::random_arrival,
    two_way::tables,
    two_way::apportionments
);
criterion_main!(benches);
