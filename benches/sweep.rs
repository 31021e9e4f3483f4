//! How long sweeps take on one thread, whole: opened, run, and written into a folder in memory.
//!
//! What comes out is looked at before it is timed, so that speed is never measured on a failure.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use verdeel::study::{
    Format, Lang, Look, Manner, Store, SweepQuestion, Watch, with_sweep, with_threads,
};

/// Two numbers of a small scenario.
const EXAMPLE: &str = "scenarios/examples/sweep.toml";

/// Six numbers of the national workload, each point with 64 draws.
const NATIONAL: &str = "scenarios/national/benchmark-sweep.toml";

/// The series of one variant of the small example: what a point has rows of.
const SERIES: u64 = 7;

const MANNER: Manner = Manner {
    format: Format::Table,
    look: Look {
        lang: Lang::En,
        width: 100,
    },
    colour: false,
};

fn read(path: &str) -> Result<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(root.join(path)).map_err(|error| error.to_string())
}

/// A folder in memory.
#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Store for Memory {
    fn name(&self) -> &str {
        "memory"
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let files = self.0.lock().map_err(|error| error.to_string())?;
        Ok(files.get(name).cloned())
    }

    fn write(&self, name: &str, contents: &[u8]) -> Result<(), String> {
        let mut files = self.0.lock().map_err(|error| error.to_string())?;
        files.insert(name.to_owned(), contents.to_vec());
        Ok(())
    }
}

/// Nobody watches.
struct Unwatched;

impl Watch for Unwatched {
    fn done(&self, _: u64, _: Option<u64>) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// Runs a sweep into a new folder, and returns its answer and its rate of rows.
fn swept(question: &SweepQuestion) -> (String, Option<String>) {
    let store = Memory::default();
    let done = with_threads(Some(1), || {
        with_sweep(question, (MANNER, &read), None, |job| {
            let done = job.run(None, &store, &Unwatched)?;
            Ok((done.text, job.rate(1.0)))
        })
    });
    match done {
        Ok(done) => done,
        Err(failure) => panic!("{}", failure.text),
    }
}

fn question(path: &str, points: u64, rows: &str) -> SweepQuestion {
    SweepQuestion {
        path: path.to_owned(),
        points: Some(points),
        rows: Some(rows.to_owned()),
        ..SweepQuestion::default()
    }
}

/// Points of the small example, of which only a summary is kept, and rows of them that are written.
fn points(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("small example");
    group.sample_size(10);
    for (rows, of_a_point) in [("summary", 1), ("points", SERIES)] {
        for points in [1_u64 << 10, 1 << 14, 1 << 17] {
            let question = SweepQuestion {
                variants: vec!["regional".to_owned()],
                ..question(EXAMPLE, points, rows)
            };
            let (told, rate) = swept(&question);
            assert!(told.contains("points are in"), "{told}");
            assert_eq!(rate.is_some(), rows == "points", "rows are written or not");
            group.throughput(Throughput::Elements(points * of_a_point));
            let name = match rows {
                "summary" => "points",
                _ => "rows written",
            };
            group.bench_with_input(BenchmarkId::new(name, points), &question, |bench, own| {
                bench.iter(|| swept(own));
            });
        }
    }
    group.finish();
}

/// Draws of points of the national workload.
fn draws(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("national workload");
    group.sample_size(10);
    for (points, draws) in [(1_024_u64, 1_u64), (64, 64), (512, 64)] {
        let question = SweepQuestion {
            draws: Some(draws),
            ..question(NATIONAL, points, "summary")
        };
        let (told, _) = swept(&question);
        assert!(told.contains("points are in"), "{told}");
        group.throughput(Throughput::Elements(points * draws));
        let name = format!("{points} points of {draws} draws");
        group.bench_function(name, |bench| bench.iter(|| swept(&question)));
    }
    group.finish();
}

criterion_group!(benches, points, draws);
criterion_main!(benches);
