//! How long what boards ask for takes, on the national set: 90 partnerships over 50 regions, five
//! years, four models.
//!
//! What is answered is looked at before it is timed, so that speed is never measured on a failure.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use verdeel::plan::compile;
use verdeel::results::YearResult;
use verdeel::study::{
    Answer, CompareQuestion, Failure, Format, Lang, Level, Look, Manner, ReportQuestion,
    RunQuestion, Study, compare, report, run,
};

const NATIONAL: &str = "scenarios/national/national.toml";

const MANNER: Manner = Manner {
    format: Format::Json,
    look: Look {
        lang: Lang::Nl,
        width: 100,
    },
    colour: false,
};

fn read(path: &str) -> Result<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(root.join(path)).map_err(|error| error.to_string())
}

/// Times a question after it was answered once.
fn time(criterion: &mut Criterion, name: &str, ask: impl Fn() -> Result<Answer, Failure>) {
    match ask() {
        Ok(answer) => assert!(
            answer.text.len() > 100_000,
            "{name}: an answer of some size"
        ),
        Err(failure) => panic!("{name}: {}", failure.text),
    }
    criterion.bench_function(name, |bench| bench.iter(|| black_box(ask()).is_ok()));
}

fn stages(criterion: &mut Criterion) {
    let Ok(study) = Study::open(NATIONAL, &read) else {
        panic!("the national set opens");
    };
    criterion.bench_function("open", |bench| {
        bench.iter(|| Study::open(black_box(NATIONAL), &read).is_ok());
    });
    let scenario = &study.opened.variants[0].scenario;
    criterion.bench_function("compile one model", |bench| {
        bench.iter(|| compile(black_box(scenario)).is_ok());
    });
    let case = &study.cases[0];
    criterion.bench_function("run one model", |bench| {
        bench.iter(|| YearResult::of(&case.plan, black_box(&case.inputs)));
    });
}

fn answers(criterion: &mut Criterion) {
    let of_run = RunQuestion {
        paths: vec![NATIONAL.to_owned()],
        variant: None,
    };
    time(criterion, "run", || run(&of_run, MANNER, &read));
    let mut of_compare = CompareQuestion {
        path: NATIONAL.to_owned(),
        baseline: None,
        models: Vec::new(),
        level: Level::Region,
        break_even: Vec::new(),
        compromise: None,
        is_short: true,
    };
    time(criterion, "compare, in short", || {
        compare(&of_compare, MANNER, &read)
    });
    of_compare.is_short = false;
    of_compare.level = Level::Partnership;
    time(criterion, "compare, with break-even values", || {
        compare(&of_compare, MANNER, &read)
    });
    let of_report = ReportQuestion {
        path: NATIONAL.to_owned(),
        letters: None,
        baseline: None,
        models: Vec::new(),
        draws: 0,
        seed: 1,
        charts: None,
        suppress: None,
    };
    time(criterion, "report", || report(&of_report, MANNER, &read));
}

criterion_group!(benches, stages, answers);
criterion_main!(benches);
