//! What a sample says, held against analysis by hand, published functions and other programs.

mod boxes;
mod functions;
mod others;
mod policies;
mod refusals;
mod regression;

use verdeel::design::{Design, Prepared};
use verdeel::sensitivity::{Indices, Resampling, variance_indices};

const SEVERAL: Resampling = Resampling {
    resamples: 100,
    seed: 1,
};

fn list(numbers: &[f64]) -> Vec<f64> {
    numbers.to_vec()
}

/// Returns every row of a design.
fn rows(design: Design, dimensions: usize) -> Vec<Vec<f64>> {
    let prepared = Prepared::new(design, dimensions, 42).expect("a sound design");
    let row = |point| {
        let mut row = vec![0.0; dimensions];
        prepared.write(point, &mut row);
        row
    };
    (0..prepared.points()).map(row).collect()
}

/// Returns the columns of rows.
fn columns(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let dimensions = rows.first().map_or(0, Vec::len);
    let column = |at: usize| rows.iter().map(|row| row[at]).collect();
    (0..dimensions).map(column).collect()
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(|column| &column[..]).collect()
}

#[track_caller]
fn assert_near(found: f64, expected: f64, within: f64, what: &str) {
    let is_near = (found - expected).abs() <= within;
    assert!(is_near, "{what}: {found}, not {expected} within {within}");
}

/// Returns the indices of a function over a Sobol design.
fn indices_of(
    function: impl Fn(&[f64]) -> f64,
    dimensions: usize,
    base: u64,
    second_order: bool,
) -> Indices {
    let rows = rows(Design::Sobol { base, second_order }, dimensions);
    let output: Vec<f64> = rows.iter().map(|row| function(row)).collect();
    variance_indices(&output, dimensions, second_order, &SEVERAL).expect("a sound sample")
}

#[test]
fn a_base_sample_with_a_missing_output_is_left_out_whole() {
    let output = |gap: Option<usize>| {
        let second_order = false;
        let rows = rows(
            Design::Sobol {
                base: 32,
                second_order,
            },
            3,
        );
        let outputs = rows.iter().map(|row| row[0] + row[1] * row[2]);
        let mut outputs: Vec<f64> = outputs.collect();
        if let Some(row) = gap {
            outputs[row] = f64::NAN;
        }
        outputs
    };
    let find = |output: &[f64]| variance_indices(output, 3, false, &SEVERAL).expect("sound");
    let whole = find(&output(None));
    assert_eq!((whole.used, whole.missing), (32, 0));
    // Row 57 is the third of base sample 11, whose rows are 55 to 59.
    let mut without = output(None);
    without.drain(55..60);
    let found = find(&output(Some(57)));
    assert_eq!((found.used, found.missing), (31, 1));
    assert_eq!(found.first, find(&without).first);
    assert_eq!(found.total, find(&without).total);
}

#[test]
fn a_seed_of_resamples_changes_errors_only() {
    let output = rows(
        Design::Sobol {
            base: 32,
            second_order: true,
        },
        2,
    );
    let output: Vec<f64> = output
        .iter()
        .map(|row| row[0] - 3.0 * row[1] * row[0])
        .collect();
    let find = |seed, resamples| {
        let resampling = Resampling { resamples, seed };
        variance_indices(&output, 2, true, &resampling)
            .expect("sound")
            .first
    };
    assert_eq!(find(1, 50), find(1, 50));
    let (one, other, none) = (find(1, 50), find(2, 50), find(1, 0));
    for input in 0..2 {
        assert_eq!(one[input].value, other[input].value);
        assert_ne!(one[input].error, other[input].error);
        assert_eq!(none[input].value, one[input].value);
        assert_eq!(none[input].margin(), 0.0);
    }
}
