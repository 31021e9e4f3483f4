//! How long the stages of a run take, on a synthetic country of fixed size.
//!
//! 120 partnerships over 30 regions, five years, a ceiling that bites: the shape of the national
//! workload. The outcome is checked before it is timed, so that speed is never measured on wrong
//! answers. Compare figures within one run only.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use verdeel::engine::{Silent, allocate};
use verdeel::plan::compile;
use verdeel::results::YearResult;
use verdeel::study::{Format, Lang, Look, Manner, RunQuestion, Study, run};

const PARTNERSHIPS: usize = 120;
const REGIONS: usize = 30;

/// Returns a synthetic country as scenario text.
fn country() -> String {
    let mut draw = ChaCha8Rng::seed_from_u64(20_260_101);
    let mut text = String::from(
        "title = \"synthetic country\"\nscheme = \"linear-2020\"\ncoverage = \"complete\"\n\
         counted = \"2019/2020\"\ngrowth = \"2.5 %\"\n\
         years = [\"2020/2021\", \"2021/2022\", \"2022/2023\", \"2023/2024\", \"2024/2025\"]\n",
    );
    for region in 0..REGIONS {
        writeln!(text, "[[region]]\nid = \"r{region:02}\"").unwrap_or_default();
    }
    for partnership in 0..PARTNERSHIPS {
        let first = draw.random_range(0..REGIONS);
        let counts: Vec<String> = (0..draw.random_range(1..=4))
            .map(|step| {
                let students = draw.random_range(60..400);
                format!("r{:02} = {students}", (first + step) % REGIONS)
            })
            .collect();
        let counts = counts.join(", ");
        writeln!(
            text,
            "[[partnership]]\nid = \"p{partnership:03}\"\nstudents = {{ {counts} }}"
        )
        .unwrap_or_default();
    }
    text
}

fn stages(criterion: &mut Criterion) {
    let text = country();
    let read = |_: &str| Ok(text.clone());
    let Ok(study) = Study::open("country.toml", &read) else {
        return;
    };
    let case = &study.cases[0];
    let years = YearResult::of(&case.plan, &case.inputs);
    let are_cut = years.iter().all(|year| {
        let pot = &year.pots[0];
        pot.available == Some(pot.paid) && pot.available == pot.ceiling
    });
    assert!(are_cut, "the ceiling bites, and all of it is paid");

    criterion.bench_function("open", |bench| {
        bench.iter(|| Study::open(black_box("country.toml"), &read).is_ok());
    });
    let scenario = &study.opened.variants[0].scenario;
    criterion.bench_function("compile", |bench| {
        bench.iter(|| compile(black_box(scenario)).is_ok());
    });
    criterion.bench_function("allocate, nobody listens", |bench| {
        bench.iter(|| allocate(&case.plan, black_box(&case.inputs), &mut Silent));
    });
    let block = case.inputs.in_lanes(64);
    criterion.bench_function("allocate, 64 lanes", |bench| {
        bench.iter(|| allocate(&case.plan, black_box(&block), &mut Silent));
    });
    criterion.bench_function("allocate with books", |bench| {
        bench.iter(|| YearResult::of(&case.plan, black_box(&case.inputs)));
    });
    let manner = Manner {
        format: Format::Json,
        look: Look {
            lang: Lang::Nl,
            width: 100,
        },
        colour: false,
    };
    let question = RunQuestion {
        paths: vec!["country.toml".into()],
        variant: None,
    };
    criterion.bench_function("whole run to JSON", |bench| {
        bench.iter(|| run(black_box(&question), manner, &read).is_ok());
    });
}

criterion_group!(benches, stages);
criterion_main!(benches);
