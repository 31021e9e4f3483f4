//! What a sweep of 14,336 rows takes to be read: indices with 100 resamples, effects, coefficients
//! and boxes, each of one output of six inputs. `cargo bench --bench sensitivity`.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use verdeel::design::{Design, Prepared, morris_step};
use verdeel::sensitivity::{Input, Patience, Prim, Regressors, Resampling, Scale};
use verdeel::sensitivity::{screening, variance_indices};

const INPUTS: usize = 6;

const RESAMPLING: Resampling = Resampling {
    resamples: 100,
    seed: 42,
};

/// Returns the inputs of a design by column, and an output that bends and mixes them.
fn sample(design: Design) -> (Vec<Vec<f64>>, Vec<f64>) {
    let Ok(prepared) = Prepared::new(design, INPUTS, 42) else {
        return Default::default();
    };
    let (mut columns, mut output) = (vec![Vec::new(); INPUTS], Vec::new());
    let mut row = [0.0; INPUTS];
    for point in 0..prepared.points() {
        prepared.write(point, &mut row);
        for (column, value) in columns.iter_mut().zip(row) {
            column.push(value);
        }
        output.push(3.0 * row[0] - row[1] * row[1] + 4.0 * row[1] * row[2] + row[3]);
    }
    (columns, output)
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(|column| &column[..]).collect()
}

fn analyses(criterion: &mut Criterion) {
    let (base, second_order) = (1_024, true);
    let (columns, output) = sample(Design::Sobol { base, second_order });
    criterion.bench_function("indices of variance", |bencher| {
        bencher.iter(|| variance_indices(black_box(&output), INPUTS, second_order, &RESAMPLING));
    });
    for scale in [Scale::Values, Scale::Ranks] {
        let columns = slices(&columns);
        let Ok(inputs) = Regressors::new(&columns, scale) else {
            return;
        };
        criterion.bench_function(&format!("coefficients of {scale:?}"), |bencher| {
            bencher.iter(|| inputs.explain(black_box(&output)));
        });
    }
    let of_interest: Vec<Option<bool>> = output.iter().map(|value| Some(*value > 4.0)).collect();
    let inputs: Vec<Input> = columns
        .iter()
        .map(|column| Input::Numbers(column))
        .collect();
    let Ok(prim) = Prim::new(&inputs, &of_interest) else {
        return;
    };
    criterion.bench_function("boxes", |bencher| {
        bencher.iter(|| prim.trajectory(black_box(&Patience::default())));
    });
    let (trajectories, levels) = (2_048, 4);
    let (columns, output) = sample(Design::Morris {
        trajectories,
        levels,
    });
    let (columns, step) = (slices(&columns), morris_step(levels));
    criterion.bench_function("elementary effects", |bencher| {
        bencher.iter(|| screening(&columns, black_box(&output), step, &RESAMPLING));
    });
}

criterion_group!(benches, analyses);
criterion_main!(benches);
