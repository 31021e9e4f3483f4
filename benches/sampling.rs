//! How long a random number takes, per number: words, scores, growth, and every kind of inverse;
//! and a point of a design.
//!
//! A block of draws at a time, as a simulation asks for them. `cargo bench --bench sampling`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use verdeel::design::{Design, Prepared};
use verdeel::draw::{Distribution, Key, Loadings, PERT_WEIGHT, Shape, Stream};
use verdeel::draw::{normal_scores, whole_products};

const DRAWS: [usize; 3] = [256, 512, 1_024];

const KEY: Key = Key {
    seed: 42,
    purpose: "growth",
    entity: "de-linde",
    year: "2024/2025",
};

/// Words, and the steps from words to counts, per block size.
fn blocks(criterion: &mut Criterion) {
    let stream = Stream::new(&KEY);
    let (mu, sigma) = (0.02, 0.06);
    let Ok(growth) = Distribution::new(&Shape::Lognormal { mu, sigma }) else {
        return;
    };
    let grow = |scores: &[f64], factors: &mut [f64], counts: &mut [i64]| {
        growth.of_scores(scores, factors);
        whole_products(140.0, factors, 1e15, counts);
    };
    let Ok(loadings) = Loadings::new(&[0.5]) else {
        return;
    };
    for draws in DRAWS {
        let mut group = criterion.benchmark_group(format!("blocks of {draws}"));
        group.throughput(Throughput::Elements(draws.try_into().unwrap_or_default()));
        let mut words = vec![0; draws];
        let [mut scores, mut own, mut factors] = [(); 3].map(|()| vec![0.0; draws]);
        let mut counts = vec![0; draws];
        let common = vec![0.3; draws];
        group.bench_function("words", |bencher| {
            bencher.iter(|| stream.words(black_box(4_096), black_box(&mut words)));
        });
        group.bench_function("scores", |bencher| {
            bencher.iter(|| normal_scores(black_box(&words), black_box(&mut scores)));
        });
        group.bench_function("combine", |bencher| {
            bencher.iter(|| loadings.combine(&[black_box(&common)], black_box(&mut own)));
        });
        group.bench_function("growth", |bencher| {
            bencher.iter(|| grow(black_box(&scores), &mut factors, black_box(&mut counts)));
        });
        group.bench_function("words to counts", |bencher| {
            bencher.iter(|| {
                stream.words(black_box(4_096), &mut words);
                normal_scores(&words, &mut scores);
                loadings.combine(&[&common], &mut scores);
                grow(&scores, &mut factors, black_box(&mut counts));
            });
        });
        group.finish();
    }
}

/// What is made once: a distribution, and a stream.
fn preparations(criterion: &mut Criterion) {
    let (low, mode, high, weight) = (10.0, 20.0, 60.0, PERT_WEIGHT);
    let shape = Shape::Pert {
        low,
        mode,
        high,
        weight,
    };
    criterion.bench_function("a PERT distribution", |bencher| {
        bencher.iter(|| Distribution::new(black_box(&shape)));
    });
    criterion.bench_function("a stream from its key", |bencher| {
        bencher.iter(|| Stream::new(black_box(&KEY)));
    });
}

/// Every kind of inverse, from words to values.
fn inverses(criterion: &mut Criterion) {
    let (low, mode, high) = (10.0, 20.0, 60.0);
    let (alpha, beta, weight) = (2.0, 5.0, PERT_WEIGHT);
    let values: Vec<f64> = (0..100_u8).map(f64::from).collect();
    let weights = vec![1.0; 100];
    let table = [
        ("normal", Shape::Normal { mean: 1.0, sd: 0.1 }),
        (
            "lognormal",
            Shape::Lognormal {
                mu: 0.0,
                sigma: 0.1,
            },
        ),
        ("uniform", Shape::Uniform { low, high }),
        ("triangular", Shape::Triangular { low, mode, high }),
        (
            "beta",
            Shape::Beta {
                alpha,
                beta,
                low,
                high,
            },
        ),
        (
            "PERT",
            Shape::Pert {
                low,
                mode,
                high,
                weight,
            },
        ),
        (
            "discrete, 100 values",
            Shape::Discrete {
                values: values.clone(),
                weights,
            },
        ),
        ("empirical, 100 values", Shape::Empirical { values }),
    ];
    let mut words = vec![0; 256];
    Stream::new(&KEY).words(0, &mut words);
    let mut out = vec![0.0; words.len()];
    let mut group = criterion.benchmark_group("values, blocks of 256");
    group.throughput(Throughput::Elements(256));
    for (name, shape) in &table {
        let Ok(distribution) = Distribution::new(shape) else {
            return;
        };
        group.bench_function(*name, |bencher| {
            bencher.iter(|| distribution.sample(black_box(&words), black_box(&mut out)));
        });
    }
    group.finish();
}

/// A point of six coordinates, of the designs of a sweep.
fn designs(criterion: &mut Criterion) {
    let (points, second_order, levels) = (1_000_000, true, 4);
    let (base, trajectories) = (points, points);
    let table = [
        ("Latin hypercube", Design::LatinHypercube { points }),
        ("Sobol", Design::Sobol { base, second_order }),
        (
            "Morris",
            Design::Morris {
                trajectories,
                levels,
            },
        ),
        ("random", Design::Random { points }),
    ];
    let mut group = criterion.benchmark_group("points of a design");
    group.throughput(Throughput::Elements(1));
    for (name, design) in table {
        let Ok(prepared) = Prepared::new(design, 6, 42) else {
            return;
        };
        let (mut point, mut row) = (0, [0.0; 6]);
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                prepared.write(point, black_box(&mut row));
                point += 1;
            });
        });
        group.bench_function(format!("{name}, prepared"), |bencher| {
            bencher.iter(|| Prepared::new(black_box(design), 6, 42));
        });
    }
    group.finish();
}

criterion_group!(benches, blocks, inverses, preparations, designs);
criterion_main!(benches);
