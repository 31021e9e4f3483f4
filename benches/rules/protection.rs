//! Limits and protection: 10,000 recipients, to cents.

use std::hint::black_box;

use criterion::Criterion;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use verdeel::money::{Cents, Exact, place};
use verdeel::rules::{Bounds, water_filling};

const RECIPIENTS: usize = 10_000;

/// Times floors and caps on a key of heads, down to whole cents.
pub(crate) fn bench(criterion: &mut Criterion) {
    let mut draw = ChaCha8Rng::seed_from_u64(20_260_101);
    let heads: Vec<i64> = (0..RECIPIENTS).map(|_| draw.random_range(1..400)).collect();
    let weights: Vec<Exact> = heads.iter().map(|heads| (*heads).into()).collect();
    let bounds: Vec<Bounds> = (0..RECIPIENTS)
        .map(|_| Bounds {
            minimum: draw.random_range(0..10_000_000).into(),
            maximum: Some(draw.random_range(10_000_000..40_000_000).into()),
        })
        .collect();
    let pot = Cents::new(150_000_000_000);
    let solve = || {
        let level = water_filling(&pot.into(), &weights, &bounds).ok()?;
        Some(place(pot, &level.awards, Cents::ONE).parts)
    };
    let placed: Cents = solve().expect("the bounds have room").into_iter().sum();
    assert_eq!(placed, pot);
    criterion.bench_function("water-filling to cents, 10,000 recipients", |bencher| {
        bencher.iter(|| black_box(solve()));
    });
}
