//! How fast draws are made: the national workload, alone and with eight models on the same draws.
//!
//! The mean of an amount is checked before anything is timed. Compare figures within one run only.

use std::hint::black_box;

use super::country::{NATIONAL, Size, country};
use super::national::{drawn, shipped};
use criterion::{Criterion, Throughput};

const DRAWS: u64 = 16_384;

/// Times both.
pub(crate) fn draws(criterion: &mut Criterion) {
    let study = shipped();
    // 34,969,000 euros within a percent: the mean of region 0 among the peers.
    let mean = drawn(&study, DRAWS, 1);
    assert!((3_450_000_000..3_550_000_000).contains(&mean), "{mean}");
    let mut group = criterion.benchmark_group("national");
    group.sample_size(10);
    group.throughput(Throughput::Elements(DRAWS));
    for threads in [1, 2] {
        group.bench_function(format!("one model, {threads} threads"), |bench| {
            bench.iter(|| drawn(black_box(&study), DRAWS, threads));
        });
    }
    let eight = country(Size {
        variants: 8,
        ..NATIONAL
    });
    group.throughput(Throughput::Elements(8 * DRAWS));
    group.bench_function("eight models, draws times models", |bench| {
        bench.iter(|| drawn(black_box(&eight), DRAWS, 1));
    });
    group.finish();
}
