//! The speed of simulations. `cargo bench --bench simulation` times draws; with `scaling`
//! or `instructions` behind it, it prints that table. What was measured, and on which machine, is
//! in `benches/README.md`.

#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench looks at the clock and prints what it measured"
)]

mod country;
mod draws;
mod instructions;
mod national;
mod scaling;

use criterion::Criterion;

fn main() {
    let asked = std::env::args().nth(1);
    match asked.as_deref() {
        Some("scaling") => scaling::print(),
        Some("instructions") => instructions::print(),
        _ => draws::draws(&mut Criterion::default().configure_from_args()),
    }
}
