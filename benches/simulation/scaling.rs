//! Does cost grow linearly? Each dimension over two decades, with the slope in logarithms: one is
//! linear, below one means that fixed costs still weigh.
//! Compare figures within one run only.

use std::time::Instant;

use super::country::{NATIONAL, Size, country};
use super::national::drawn;

/// A dimension with the sizes that are tried, smallest to largest.
type Dimension = (&'static str, [usize; 3], fn(usize) -> (Size, u64));

const DIMENSIONS: [Dimension; 5] = [
    ("draws", [4_096, 40_960, 409_600], |draws| {
        (NATIONAL, draws as u64)
    }),
    ("partnerships", [12, 120, 1_200], |partnerships| {
        (
            Size {
                partnerships,
                ..NATIONAL
            },
            4_096,
        )
    }),
    ("regions", [4, 40, 400], |regions| {
        let partnerships = 4 * regions;
        (
            Size {
                regions,
                partnerships,
                ..NATIONAL
            },
            4_096,
        )
    }),
    ("years", [1, 10, 100], |years| {
        (Size { years, ..NATIONAL }, 8_192)
    }),
    ("variants", [1, 10, 100], |variants| {
        (
            Size {
                variants,
                ..NATIONAL
            },
            4_096,
        )
    }),
];

/// Prints the table.
pub(crate) fn print() {
    println!("dimension        size   seconds    slope since the smaller size");
    for (name, sizes, at) in DIMENSIONS {
        let mut before: Option<(f64, f64)> = None;
        for size in sizes {
            let (country_size, draws) = at(size);
            let study = country(country_size);
            let seconds = (0..3)
                .map(|_| {
                    let start = Instant::now();
                    drawn(&study, draws, 1);
                    start.elapsed().as_secs_f64()
                })
                .fold(f64::INFINITY, f64::min);
            let slope =
                before.map(|(small, fast)| (seconds / fast).ln() / (size as f64 / small).ln());
            let slope = slope.map_or_else(String::new, |slope| format!("{slope:.2}"));
            println!("{name:<14} {size:>6} {seconds:>9.3} {slope:>8}");
            before = Some((size as f64, seconds));
        }
    }
}
