//! Coefficients by hand, and inputs that have none.

use super::{assert_near, columns, list, rows, slices};
use verdeel::design::{Design, write_shares};
use verdeel::sensitivity::{Coefficient, LeftOut, Regression, Regressors, Scale};

fn explain(columns: &[Vec<f64>], output: &[f64], scale: Scale) -> Regression {
    let inputs = Regressors::new(&slices(columns), scale).expect("sound inputs");
    inputs.explain(output).expect("a sound sample")
}

fn deviation(values: &[f64]) -> f64 {
    let count: f64 = values.iter().map(|_| 1.0).sum();
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    (squares / count).sqrt()
}

/// Of 3 x1 - 2 x2 the coefficients are the slopes times the deviation of the input over that of the
/// output; nearly 3 / √13 and -2 / √13 where inputs are spread alike and independently.
#[test]
fn coefficients_of_a_line_are_its_slopes_in_deviations() {
    let columns = columns(&rows(Design::LatinHypercube { points: 1000 }, 3));
    let output: Vec<f64> = columns[0]
        .iter()
        .zip(&columns[1])
        .map(|(x, y)| 7.0 + 3.0 * x - 2.0 * y)
        .collect();
    let found = explain(&columns, &output, Scale::Values);
    assert_eq!((found.used, found.missing, found.fit), (1000, 0, 1.0));
    let expected = [(3.0, 0.832, 1.0), (-2.0, -0.555, -1.0), (0.0, 0.0, 0.0)];
    for (input, (slope, nearly, partial)) in expected.into_iter().enumerate() {
        let coefficient = found.inputs[input].as_ref().expect("a coefficient");
        let exact = slope * deviation(&columns[input]) / deviation(&output);
        assert_near(coefficient.standardised, exact, 1e-12, "standardised");
        assert_near(coefficient.standardised, nearly, 0.03, "standardised");
        assert_near(coefficient.partial, partial, 1e-9, "partial");
    }
}

#[test]
fn ranks_see_what_only_rises_and_share_the_middle_where_values_are_equal() {
    let column = list(&[0.1, 0.2, 0.5, 0.9, 1.5]);
    let steep = list(&[0.0, 1.0, 100.0, 1e6, 1e9]);
    let found = explain(&[column], &steep, Scale::Ranks);
    let one = Coefficient {
        standardised: 1.0,
        partial: 1.0,
    };
    let coefficient = found.inputs[0].as_ref().expect("a coefficient");
    assert_near(coefficient.standardised, one.standardised, 1e-15, "SRRC");
    assert_eq!(coefficient.partial, one.partial);
    // Ranks 1, 2½, 2½, 4 beside 1, 2, 3, 4: products 4.5, squares 4.5 and 5.
    let (tied, output) = (list(&[7.0, 8.0, 8.0, 9.0]), list(&[1.0, 2.0, 3.0, 4.0]));
    let found = explain(&[tied], &output, Scale::Ranks);
    let coefficient = found.inputs[0].as_ref().expect("a coefficient");
    assert_near(
        coefficient.standardised,
        0.948_683_298_050_514,
        1e-15,
        "SRRC",
    );
    assert_near(found.fit, 0.9, 1e-15, "R²");
}

#[test]
fn inputs_that_never_change_or_are_sums_of_others_have_a_reason() {
    let mut columns = columns(&rows(Design::LatinHypercube { points: 50 }, 3));
    let sum = columns[0]
        .iter()
        .zip(&columns[2])
        .map(|(x, z)| 2.0 * x - z)
        .collect();
    columns.insert(1, vec![955.0; 50]);
    columns.push(sum);
    let output: Vec<f64> = columns[0]
        .iter()
        .zip(&columns[3])
        .map(|(x, z)| x * z)
        .collect();
    let found = explain(&columns, &output, Scale::Values);
    assert_eq!(found.inputs[1], Err(LeftOut::Constant));
    assert_eq!(found.inputs[4], Err(LeftOut::SumOf(vec![0, 3])));
    // The others are what they are without those two.
    let others = [columns[0].clone(), columns[2].clone(), columns[3].clone()];
    let without = explain(&others, &output, Scale::Values);
    let told = [0, 2, 3].map(|at| found.inputs[at].clone());
    assert_eq!(told[..], without.inputs);
    assert_eq!(found.fit, without.fit);
}

#[test]
fn the_last_of_shares_that_add_up_to_one_is_the_rest() {
    let mut rows = rows(Design::LatinHypercube { points: 50 }, 3);
    for row in &mut rows {
        write_shares(row);
    }
    let output: Vec<f64> = rows.iter().map(|row| row[0]).collect();
    let found = explain(&columns(&rows), &output, Scale::Values);
    assert_eq!(found.inputs[2], Err(LeftOut::SumOf(vec![0, 1])));
    assert_near(found.fit, 1.0, 1e-12, "R²");
}

#[test]
fn rows_without_an_output_are_left_out_and_counted() {
    let columns = columns(&rows(Design::LatinHypercube { points: 40 }, 2));
    let output = columns[0].iter().zip(&columns[1]).map(|(x, y)| x + y * y);
    let mut output: Vec<f64> = output.collect();
    output[0] = f64::NAN;
    output[39] = f64::INFINITY;
    for scale in [Scale::Values, Scale::Ranks] {
        let found = explain(&columns, &output, scale);
        assert_eq!((found.used, found.missing), (38, 2));
        let inner: Vec<Vec<f64>> = columns
            .iter()
            .map(|column| column[1..39].to_vec())
            .collect();
        assert_eq!(found.inputs, explain(&inner, &output[1..39], scale).inputs);
    }
}

/// Coefficients do not depend on units, be they of nanometres or of light years.
#[test]
fn no_unit_is_too_large_or_too_small() {
    let columns = columns(&rows(Design::LatinHypercube { points: 30 }, 2));
    let output = columns[0].iter().zip(&columns[1]).map(|(x, y)| x + y * y);
    let output: Vec<f64> = output.collect();
    let expected = explain(&columns, &output, Scale::Values);
    for unit in [1e-200, 1e200] {
        let scaled = |column: &Vec<f64>| column.iter().map(|x| x * unit).collect::<Vec<f64>>();
        let inputs: Vec<Vec<f64>> = columns.iter().map(scaled).collect();
        let found = explain(&inputs, &scaled(&output), Scale::Values);
        assert_near(found.fit, expected.fit, 1e-12, "R²");
    }
}
