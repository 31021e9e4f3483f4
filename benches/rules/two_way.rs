//! Tables of 120 partnerships by 50 regions, and units over 10,000 recipients.

use std::hint::black_box;

use criterion::Criterion;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use verdeel::money::Exact;
use verdeel::rules::proportional_fitting;
use verdeel::rules::{Apportionment, Margins, Seats, biproportional, controlled_rounding};

const ROWS: usize = 120;
const COLUMNS: usize = 50;
const RECIPIENTS: usize = 10_000;

/// Ten billion cents, a hundred million euro.
const MONEY: i64 = 10_000_000_000;

/// Returns heads per cell: every partnership in some of the regions, or in all.
fn heads(draw: &mut ChaCha8Rng, share: f64) -> Vec<Vec<i64>> {
    let cell = |draw: &mut ChaCha8Rng, is_own| {
        let heads = draw.random_range(1..400);
        if is_own || draw.random_bool(share) {
            heads
        } else {
            0
        }
    };
    let row = |row: usize, draw: &mut ChaCha8Rng| {
        let own = row % COLUMNS;
        (0..COLUMNS)
            .map(|column| cell(draw, column == own))
            .collect()
    };
    (0..ROWS).map(|at| row(at, draw)).collect()
}

fn exact(cells: &[Vec<i64>]) -> Vec<Vec<Exact>> {
    let row = |row: &Vec<i64>| row.iter().copied().map(Exact::from).collect();
    cells.iter().map(row).collect()
}

fn sums(cells: &[Vec<i64>]) -> (Vec<i64>, Vec<i64>) {
    let rows = cells.iter().map(|row| row.iter().sum()).collect();
    let columns = (0..COLUMNS).map(|at| cells.iter().map(|row| row[at]).sum());
    (rows, columns.collect())
}

/// Returns margins of about `total` units that the support of the weights can hold: those of the
/// weights after each cell grew or shrank.
fn margins(draw: &mut ChaCha8Rng, heads: &[Vec<i64>], total: i64) -> (Vec<i64>, Vec<i64>) {
    let all: i64 = heads.iter().flatten().sum();
    let cell = |heads: &i64, draw: &mut ChaCha8Rng| {
        i64::try_from(i128::from(*heads) * i128::from(total) / i128::from(all)).unwrap_or(0)
            * draw.random_range(50..150)
            / 100
    };
    let mut cells = heads.to_vec();
    for held in cells.iter_mut().flatten() {
        *held = cell(held, draw);
    }
    sums(&cells)
}

/// Tables of every kind, dense and sparse, with few units and with money.
pub(crate) fn tables(criterion: &mut Criterion) {
    let mut draw = ChaCha8Rng::seed_from_u64(20_260_102);
    let free = Margins::default();
    let dense = heads(&mut draw, 1.0);
    let keyed = keyed(&mut draw, &dense);
    let decimal: Vec<Vec<Exact>> = dense
        .iter()
        .map(|row| {
            row.iter()
                .map(|_| Exact::ratio(draw.random_range(0..1_000_000), 1_000))
                .collect()
        })
        .collect();
    let halves = vec![vec![Exact::ratio(1, 2); COLUMNS]; ROWS];
    for (name, table) in [
        ("decimals", &decimal),
        ("keys per row", &keyed),
        ("all tied", &halves),
    ] {
        assert!(controlled_rounding(table, &free).is_ok());
        criterion.bench_function(&format!("controlled rounding, {name}"), |bench| {
            bench.iter(|| controlled_rounding(black_box(table), &free).is_ok());
        });
    }
    for (name, share, total) in [
        ("dense, 20,000 units", 1.0, 20_000),
        ("dense, money", 1.0, MONEY),
        ("sparse, 20,000 units", 0.06, 20_000),
        ("sparse, money", 0.06, MONEY),
    ] {
        let heads = heads(&mut draw, share);
        let (rows, columns) = margins(&mut draw, &heads, total);
        let weights = exact(&heads);
        let found = biproportional(&weights, &rows, &columns);
        let found = found.unwrap_or_else(|refused| panic!("{refused:?}"));
        assert_eq!(sums(&found.cells), (rows.clone(), columns.clone()));
        criterion.bench_function(&format!("biproportional, {name}"), |bench| {
            bench.iter(|| biproportional(black_box(&weights), &rows, &columns).is_ok());
        });
    }
    let (rows, columns) = margins(&mut draw, &dense, MONEY);
    let (weights, tolerance) = (exact(&dense), Exact::ratio(1, 1_000));
    let whole =
        |margins: &[i64]| -> Vec<Exact> { margins.iter().copied().map(Exact::from).collect() };
    let (rows, columns) = (whole(&rows), whole(&columns));
    assert!(proportional_fitting(&weights, &rows, &columns, &tolerance).is_ok());
    criterion.bench_function("proportional fitting, dense, money", |bench| {
        bench.iter(|| {
            proportional_fitting(black_box(&weights), &rows, &columns, &tolerance).is_ok()
        });
    });
}

/// Returns money of each row divided by its own key: a denominator for every row.
fn keyed(draw: &mut ChaCha8Rng, heads: &[Vec<i64>]) -> Vec<Vec<Exact>> {
    let mut table = Vec::new();
    for row in heads {
        let all: i64 = row.iter().sum();
        let money: i64 = draw.random_range(1_000_000..100_000_000);
        table.push(
            row.iter()
                .map(|heads| Exact::ratio(money * heads, all))
                .collect(),
        );
    }
    table
}

/// Ten billion units over 10,000 recipients.
pub(crate) fn apportionments(criterion: &mut Criterion) {
    let mut draw = ChaCha8Rng::seed_from_u64(20_260_103);
    let weights: Vec<Exact> = (0..RECIPIENTS)
        .map(|_| draw.random_range(1..1_000_000_i64).into())
        .collect();
    let bounds: Vec<Seats> = (0..RECIPIENTS)
        .map(|at| Seats {
            minimum: if at % 7 == 0 { 500_000 } else { 0 },
            maximum: (at % 5 == 0).then_some(1_800_000),
        })
        .collect();
    for (name, method) in Apportionment::ALL {
        if method == Apportionment::Quota {
            continue;
        }
        for (kind, bounds) in [("free", &[] as &[Seats]), ("bounded", &bounds)] {
            let dealt = method.apportion(MONEY, &weights, bounds);
            assert!(dealt.is_ok_and(|dealt| dealt.seats.iter().sum::<i64>() == MONEY));
            criterion.bench_function(&format!("apportion 10,000, {name}, {kind}"), |bench| {
                bench.iter(|| method.apportion(MONEY, black_box(&weights), bounds).is_ok());
            });
        }
    }
}
