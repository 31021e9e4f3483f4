//! What it takes to keep the amounts of a simulation, and to read bands from them.
//!
//! 150 series in 65,536 draws, as in the national workload; the time is that of all of them. The
//! bands are checked against sorting before they are timed. Compare figures within one run only.

use std::hint::black_box;
use std::iter::repeat_with;

use criterion::{Criterion, criterion_group, criterion_main};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use verdeel::money::{Cents, Exact};
use verdeel::simulation::sample::{Chunk, Sample};

const SERIES: usize = 150;
const DRAWS: usize = 65_536;

/// The draws that a kernel makes at a time.
const LANES: usize = 64;

/// The draws of which the amounts are made beforehand, and written again and again.
const MADE: usize = 4_096;

/// So far from all others, in cents, that one amount stretches the buckets.
const OUTLIER: i64 = 2_000_000_000;

/// Returns amounts of `DRAWS` draws around 5 million euro, spread as sums of three.
fn amounts(draw: &mut ChaCha8Rng, centre: i64) -> Vec<i64> {
    let mut part = || draw.random_range(-20_000_000..=20_000_000_i64);
    (0..DRAWS)
        .map(|_| centre + part() + part() + part())
        .collect()
}

fn write(chunk: &mut Chunk, series: usize, amounts: &[i64]) {
    for block in amounts.chunks(LANES) {
        chunk.write(series, block);
    }
}

fn filled(centres: &[i64], all: &[Vec<i64>], asked: u64) -> Sample {
    let mut sample = Sample::new(centres, 0, asked);
    for first in (0..DRAWS).step_by(MADE) {
        let mut chunk = Chunk::new(centres, 0, MADE);
        for (series, amounts) in all.iter().enumerate() {
            write(&mut chunk, series, &amounts[first..first + MADE]);
        }
        sample.put(first as u64, chunk);
    }
    sample
}

/// Returns the centres of the series and their amounts.
fn country() -> (Vec<i64>, Vec<Vec<i64>>) {
    let mut draw = ChaCha8Rng::seed_from_u64(20_260_101);
    let centres: Vec<i64> = (400_000_000..).take(SERIES).collect();
    let series = centres.iter().map(|centre| amounts(&mut draw, *centre));
    (centres.clone(), series.collect())
}

fn storing(criterion: &mut Criterion) {
    let (centres, all) = country();
    criterion.bench_function("store, integers", |bench| {
        bench.iter(|| {
            for first in (0..DRAWS).step_by(MADE) {
                let mut chunk = Chunk::new(&centres, 0, MADE);
                for (series, amounts) in all.iter().enumerate() {
                    write(&mut chunk, series, black_box(&amounts[first..first + MADE]));
                }
                black_box(chunk);
            }
        });
    });
    let mut draw = ChaCha8Rng::seed_from_u64(20_260_102);
    let float = || f64::from(draw.random_range(340_000_000..=460_000_000));
    let floats: Vec<f64> = repeat_with(float).take(LANES).collect();
    criterion.bench_function("store, floats from the cache", |bench| {
        bench.iter(|| {
            for _ in (0..DRAWS).step_by(MADE) {
                let mut chunk = Chunk::new(&centres, 0, MADE);
                for series in 0..SERIES {
                    for _ in 0..MADE / LANES {
                        chunk.write_floats(series, black_box(&floats));
                    }
                }
                black_box(chunk);
            }
        });
    });
    criterion.bench_function("store and sketch", |bench| {
        bench.iter(|| filled(&centres, black_box(&all), 1 << 32));
    });
}

fn reading(criterion: &mut Criterion) {
    let (centres, mut all) = country();
    let quantiles = [5, 25, 50, 75, 95].map(|percent| Exact::ratio(percent, 100));
    let bands = |sample: &Sample| {
        let reader = sample.reader(&quantiles, &quantiles[0]);
        reader.map(|reader| reader.bands()).unwrap_or_default()
    };
    let exact = filled(&centres, &all, DRAWS as u64);
    for (band, amounts) in bands(&exact).iter().zip(&all) {
        let mut sorted = amounts.clone();
        sorted.sort_unstable();
        assert_eq!(band.quantiles[2].0, Cents::new(sorted[DRAWS / 2 - 1]));
    }
    criterion.bench_function("bands, exact", |bench| {
        bench.iter(|| bands(black_box(&exact)));
    });
    let sketched = filled(&centres, &all, 1 << 32);
    criterion.bench_function("bands, sketched", |bench| {
        bench.iter(|| bands(black_box(&sketched)));
    });
    all.iter_mut().for_each(|amounts| amounts[7] += OUTLIER);
    let stretched = filled(&centres, &all, DRAWS as u64);
    criterion.bench_function("bands, exact, one outlier", |bench| {
        bench.iter(|| bands(black_box(&stretched)));
    });
}

criterion_group!(benches, storing, reading);
criterion_main!(benches);
