//! How far the whole is from the sum of its parts: random numbers, exact split, statistics.
//!
//! Each part does the work of the national workload alone. Compare figures within one run only.

#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench looks at the clock and prints what it measured"
)]

#[path = "simulation/national.rs"]
mod national;

use std::collections::BTreeMap;
use std::time::Instant;

use national::{drawn, shipped};
use verdeel::draw::{ABREAST, Distribution, Key, Shape, Stream, normal_scores, whole_products};
use verdeel::engine::{Asked, Form, LANES, Workspace};
use verdeel::money::Exact;
use verdeel::plan::Inputs;
use verdeel::simulation::sample::{Chunk, Sample};
use verdeel::study::Study;

const DRAWS: usize = 65_536;
const NUMBERS: usize = 600;
/// Streams of which a simulation finds the scores together.
const TOGETHER: usize = 2 * ABREAST;
const SERIES: usize = 150;
const ROUNDS: usize = 5;

fn main() {
    let study = shipped();
    let parts = [
        ("random numbers", fastest(numbers)),
        ("exact split", fastest(|| split(&study))),
        ("statistics", fastest(statistics)),
    ];
    let whole = fastest(|| _ = drawn(&study, DRAWS as u64, 1));
    let sum: f64 = parts.iter().map(|(_, seconds)| seconds).sum();
    let each = |seconds: f64| seconds * 1e6 / DRAWS as f64;
    for (name, seconds) in parts {
        println!("{name:<16} {:>7.2} µs per draw", each(seconds));
    }
    println!("{:<16} {:>7.2} µs per draw", "their sum", each(sum));
    println!("{:<16} {:>7.2} µs per draw", "the whole", each(whole));
    println!("the whole is {:.2} times their sum", whole / sum);
}

/// Returns the shortest of some rounds, in seconds.
fn fastest(work: impl Fn()) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    });
    rounds.fold(f64::INFINITY, f64::min)
}

/// Six hundred factors per draw, multiplied along their paths and with a count.
fn numbers() {
    let streams: Vec<Stream> = (0..NUMBERS)
        .map(|number| {
            Stream::new(&Key {
                seed: 1,
                purpose: "roofline",
                entity: &number.to_string(),
                year: "",
            })
        })
        .collect();
    let shape = Shape::Lognormal {
        mu: 0.01,
        sigma: 0.06,
    };
    let Ok(distribution) = Distribution::new(&shape) else {
        return;
    };
    let mut words = [[0; LANES]; TOGETHER];
    let (mut scores, mut path) = ([[0.0; LANES]; TOGETHER], [1.0; LANES]);
    let mut heads = vec![[0; LANES]; NUMBERS];
    for first in (0..DRAWS).step_by(LANES) {
        for number in 0..NUMBERS {
            if number % TOGETHER == 0 {
                let streams = streams[number..number + TOGETHER].chunks(ABREAST);
                for (streams, words) in streams.zip(words.chunks_mut(ABREAST)) {
                    Stream::words_abreast(streams, first as u64, words);
                }
                normal_scores(words.as_flattened(), scores.as_flattened_mut());
            }
            if number % 5 == 0 {
                path = [1.0; LANES];
            }
            let factors = &mut scores[number % TOGETHER];
            distribution.at_scores(factors);
            for (path, factor) in path.iter_mut().zip(factors) {
                *path *= *factor;
            }
            whole_products(1_200.0, &path, 1e8, &mut heads[number]);
        }
    }
    std::hint::black_box(heads);
}

/// The same heads in every block, divided.
fn split(study: &Study) {
    let case = &study.cases[0];
    let plan = &case.plan;
    let mut asked = Asked {
        series: SERIES,
        counted_as: Asked::counted_together(plan),
        sinks: vec![BTreeMap::new(); plan.years.len()],
        cuts: vec![BTreeMap::new(); plan.years.len()],
        rates: Vec::new(),
    };
    for sinks in &mut asked.sinks {
        for (position, account) in plan.accounts.iter().enumerate() {
            let names = [account.partnership_name(), account.region_name()];
            let own = names.iter().flatten().map(|name| {
                let number: usize = name[1..].parse().unwrap_or_default();
                if name.starts_with('p') {
                    30 + number
                } else {
                    number
                }
            });
            sinks.insert((0, position), own.collect());
        }
    }
    let heads = |inputs: &mut Inputs| {
        inputs.tell_years_apart(plan.years.len());
        for (position, year) in plan.years.iter().enumerate() {
            if let Some(inputs) = inputs.year_mut(position) {
                for count in 0..year.counts.len() {
                    let own = inputs.drawn_heads_mut(count).iter_mut().enumerate();
                    own.for_each(|(lane, heads)| *heads = told(lane, count));
                }
            }
        }
    };
    let (mut block, mut most) = (case.inputs.in_lanes(LANES), case.inputs.clone());
    heads(&mut block);
    heads(&mut most);
    let form = Form::of(plan, (&block, &most), &asked);
    assert!(form.is_in_columns(), "the workload goes over columns");
    let (mut work, mut outcome) = (Workspace::default(), Vec::new());
    for _ in (0..DRAWS).step_by(LANES) {
        form.fill(&block, &mut work, &mut outcome);
        std::hint::black_box(&outcome);
    }
}

fn told(lane: usize, count: usize) -> i64 {
    i64::try_from(1_000 + lane * 7 + count * 13).unwrap_or(i64::MAX)
}

/// Amounts kept, and bands read from them.
fn statistics() {
    let centres = vec![0; SERIES];
    let mut sample = Sample::new(&centres, 0, DRAWS as u64);
    let size = Sample::chunk_draws(SERIES);
    let made: Vec<[f64; LANES]> = (0..256_usize)
        .map(|block| {
            std::array::from_fn(|lane| {
                let mixed = (block * LANES + lane).wrapping_mul(2_654_435_761) >> 7;
                (mixed % 100_000_000) as f64
            })
        })
        .collect();
    for first in (0..DRAWS).step_by(size) {
        let mut chunk = Chunk::new(&centres, 0, size);
        for block in 0..size / LANES {
            for series in 0..SERIES {
                chunk.write_floats(series, &made[(block * 5 + series * 3) % made.len()]);
            }
        }
        sample.put(first as u64, chunk);
    }
    let quantiles = [5, 25, 50, 75, 95].map(|percent| Exact::ratio(percent, 100));
    let reader = sample.reader(&quantiles, &Exact::ratio(1, 20));
    std::hint::black_box(reader.map(|reader| reader.bands()));
}
