//! The shortage rules: 10,000 claims to cents, and as many claims as random arrival can count.

use std::hint::black_box;

use criterion::Criterion;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use verdeel::money::{Cents, Exact};
use verdeel::rules::Shortage;
use verdeel::rules::shortage::Parameters;

const RECIPIENTS: usize = 10_000;

/// Returns claims of any number of cents, and parameters for the rules that need any.
fn problem() -> (Vec<Cents>, Parameters) {
    let mut draw = ChaCha8Rng::seed_from_u64(20_260_101);
    let claims = (0..RECIPIENTS).map(|_| Cents::new(draw.random_range(1..500_000_000)));
    let claims = claims.collect();
    let weights = (0..RECIPIENTS).map(|_| Exact::from(draw.random_range(1..2_000)));
    let parameters = Parameters {
        weights: Some(weights.collect()),
        order: Some((0..RECIPIENTS).rev().collect()),
        classes: Some((0..RECIPIENTS).map(|one| one % 3).collect()),
        ..Parameters::default()
    };
    (claims, parameters)
}

/// Every rule but random arrival, on a pot of 45 % and of 80 % of the claims.
pub(crate) fn to_cents(criterion: &mut Criterion) {
    let (claims, parameters) = problem();
    let total: Cents = claims.iter().copied().sum();
    let mut group = criterion.benchmark_group("shortage to cents, 10,000 recipients");
    for (name, rule) in Shortage::ALL {
        if rule == Shortage::RandomArrival {
            continue;
        }
        for percent in [45, 80] {
            let pot = Cents::new(total.count() / 100 * percent);
            let divide = || rule.to_cents(black_box(pot), &claims, &parameters, Cents::ONE);
            let paid = divide().map(|split| split.parts.into_iter().sum::<Cents>());
            assert_eq!(paid, Ok(pot), "{name}");
            group.bench_function(format!("{name}, {percent} %"), |bench| bench.iter(divide));
        }
    }
    // Half of the claims end at 4,000, where everybody has 2/5, and one ends at 7,000, where it has
    // 2/5 + 3/5 = 1: too near to a whole cent for fixed point.
    let doubtful = (0..10_000_i64).map(|one| match one {
        0..5_000 => Cents::new(4_000),
        _ => Cents::new(7_000 + (one - 5_000) * (one - 5_000)),
    });
    let doubtful: Vec<Cents> = doubtful.collect();
    let pot = doubtful[9_999];
    let none = Parameters::default();
    let rule = Shortage::MinimalOverlap;
    group.sample_size(10);
    group.bench_function("minimal-overlap, in doubt", |bench| {
        bench.iter(|| rule.to_cents(black_box(pot), &doubtful, &none, Cents::ONE));
    });
    group.finish();
}

/// Different claims of any size, and claims of a base amount and an amount per student.
pub(crate) fn random_arrival(criterion: &mut Criterion) {
    let mut draw = ChaCha8Rng::seed_from_u64(20_260_101);
    let any = (0..32).map(|_| Cents::new(draw.random_range(1..1_000_000_000_000)));
    let any: Vec<Cents> = any.collect();
    let linear = (0..120).map(|_| Cents::new(10_000_000 + 95_500 * draw.random_range(60..400)));
    let linear: Vec<Cents> = linear.collect();
    let mut group = criterion.benchmark_group("random arrival");
    group.sample_size(10);
    for (name, claims) in [
        ("22 claims of any size", &any[..22]),
        ("32 claims of any size", &any[..]),
        ("120 claims of base and students", &linear[..]),
    ] {
        let total: Cents = claims.iter().copied().sum();
        let pot = Cents::new(total.count() / 5 * 4);
        let rule = Shortage::RandomArrival;
        let none = Parameters::default();
        let divide = || rule.to_cents(black_box(pot), claims, &none, Cents::ONE);
        let paid = divide().map(|split| split.parts.into_iter().sum::<Cents>());
        assert_eq!(paid, Ok(pot), "{name}");
        group.bench_function(name, |bench| bench.iter(divide));
    }
    group.finish();
}
