//! How evenly the points of Latin hypercubes, of Sobol's sequence and of chance are spread.

use super::{column, correlation, decimal, mean, part, prepared, rows};
use std::collections::BTreeMap;
use verdeel::design::Design;

/// Returns how many coordinates each of as many strata as there are coordinates holds.
fn held(coordinates: &[f64]) -> Vec<usize> {
    let mut held = vec![0; coordinates.len()];
    for coordinate in coordinates {
        held[part(*coordinate, coordinates.len())] += 1;
    }
    held
}

#[test]
fn a_latin_hypercube_has_each_stratum_once_in_every_dimension() {
    for points in [1, 2, 3, 4, 5, 10, 97, 256, 1000] {
        let rows = rows(Design::LatinHypercube { points }, 17, points);
        for dimension in 0..17 {
            let held = held(&column(&rows, dimension));
            assert!(held.iter().all(|count| *count == 1), "{points} points");
        }
    }
}

/// Every 1,009th stratum of a million and all that lie beside the ends; then the largest design.
#[test]
fn a_million_points_and_more_stay_within_their_strata() {
    let points = 1_000_000;
    let design = prepared(Design::LatinHypercube { points }, 2, 5);
    let mut held = vec![0_u8; 1_000_000];
    let mut row = [0.0; 2];
    for point in 0..points {
        design.write(point, &mut row);
        let stratum = row[1] * 1e6;
        let place = stratum - stratum.floor();
        assert!((1e-7..1.0 - 1e-7).contains(&place), "point {point}");
        held[index(stratum)] += 1;
    }
    assert!(held.iter().all(|count| *count == 1));
    let points = 1 << 30;
    let largest = prepared(Design::LatinHypercube { points }, 2, 5);
    largest.write(points - 1, &mut row);
    assert!(row.iter().all(|u| (0.0..1.0).contains(u)));
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a stratum from 0 to 999,999"
)]
fn index(stratum: f64) -> usize {
    stratum as usize
}

/// Of 6,000 seeds each of the six orders of three strata has 1,000 ± 29: five deviations are 145.
#[test]
fn every_order_of_strata_is_as_likely() {
    let mut orders: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    for seed in 0..6_000 {
        let rows = rows(Design::LatinHypercube { points: 3 }, 1, seed);
        let order = column(&rows, 0).iter().map(|u| part(*u, 3)).collect();
        *orders.entry(order).or_default() += 1;
    }
    assert_eq!(orders.len(), 6);
    for (order, count) in orders {
        assert!(count.abs_diff(1_000) < 145, "{order:?}: {count}");
    }
}

/// The correlation of two of 40 columns of 2,000 points deviates from zero by 1 / √2000 = 0.022;
/// of 780 pairs the largest is below five of that.
#[test]
fn coordinates_and_places_do_not_resemble_each_other() {
    let points = 2_000;
    for design in [Design::LatinHypercube { points }, Design::Random { points }] {
        let rows = rows(design, 40, 11);
        let columns: Vec<Vec<f64>> = (0..40).map(|at| column(&rows, at)).collect();
        for (at, column) in columns.iter().enumerate() {
            for other in &columns[..at] {
                let found = correlation(column, other);
                assert!(found.abs() < 0.112, "{design:?}: {found}");
            }
        }
        // Points that follow each other.
        let found = correlation(&columns[0][1..], &columns[0][..1_999]);
        assert!(found.abs() < 0.112, "{design:?}: {found}");
    }
}

/// Returns the points A and B of a Sobol design: its first and last row of each base sample.
fn points(base: u64, dimensions: usize) -> Vec<Vec<f64>> {
    let second_order = false;
    let rows = rows(Design::Sobol { base, second_order }, dimensions, 9);
    let samples = rows.chunks(dimensions + 2);
    samples
        .map(|sample| [&sample[0][..], &sample[dimensions + 1]].concat())
        .collect()
}

#[test]
fn sobols_points_hold_each_interval_once_in_every_dimension() {
    for base in [1, 2, 8, 64, 256] {
        let points = points(base, 40);
        for dimension in 0..80 {
            let held = held(&column(&points, dimension));
            assert!(held.iter().all(|count| *count == 1), "{base} samples");
        }
    }
}

/// The first two columns are a net of strength zero: 256 points fill every way to cut the square
/// into 256 equal rectangles with sides of powers of two.
#[test]
fn sobols_first_two_columns_fill_every_rectangle() {
    let points = points(256, 2);
    for power in 0..=8 {
        let (wide, high) = (1 << power, 1 << (8 - power));
        let mut held = vec![0; 256];
        for point in &points {
            held[part(point[0], wide) * high + part(point[1], high)] += 1;
        }
        assert!(held.iter().all(|count| *count == 1), "{wide} by {high}");
    }
}

/// More base samples leave the first ones as they were.
#[test]
fn a_smaller_sobol_design_is_the_beginning_of_a_larger_one() {
    let second_order = true;
    let of = |base| rows(Design::Sobol { base, second_order }, 5, 2);
    assert_eq!(of(16)[..], of(64)[..16 * 12]);
}

/// The root mean square over all boxes at the origin of the difference between the part of the
/// points in it and its volume (T. T. Warnock, 1972).
fn discrepancy(points: &[Vec<f64>]) -> f64 {
    let (count, dimensions) = (decimal(points.len()), points[0].len());
    let edge = |u: &f64| (1.0 - u * u) / 2.0;
    let single: f64 = points
        .iter()
        .map(|p| p.iter().map(edge).product::<f64>())
        .sum();
    let pair =
        |p: &[f64], q: &[f64]| -> f64 { p.iter().zip(q).map(|(a, b)| 1.0 - a.max(*b)).product() };
    let pairs = points
        .iter()
        .map(|p| points.iter().map(|q| pair(p, q)).sum::<f64>());
    let volume = (0..dimensions).fold(1.0, |volume, _| volume / 3.0);
    (volume - 2.0 * single / count + pairs.sum::<f64>() / (count * count)).sqrt()
}

/// For independent points the mean of the square is (1/2^d - 1/3^d) / n: in six dimensions and 512
/// points the root is 0.0053. SciPy 1.17.1 has 0.0026 without scrambling, 0.0024 to 0.0025 with it.
#[test]
fn sobols_points_are_spread_more_evenly_than_chance() {
    let sobol = discrepancy(&points(512, 3));
    let random = discrepancy(&rows(Design::Random { points: 512 }, 6, 1));
    assert!((0.003..0.009).contains(&random), "{random}");
    assert!(sobol < 0.0026, "{sobol} against {random}");
}

/// A has the coordinates of rows 1 to d but one, B those of the other rows but one.
#[test]
fn rows_are_laid_out_as_salib_does() {
    let d = 5;
    for second_order in [false, true] {
        let base = 8;
        let rows = rows(Design::Sobol { base, second_order }, d, 4);
        let of = |second| if second { 2 * d + 2 } else { d + 2 };
        for sample in rows.chunks(of(second_order)) {
            let (a, b) = (&sample[0], &sample[sample.len() - 1]);
            assert!(a.iter().zip(b).all(|(a, b)| a != b));
            let crosses = sample[1..sample.len() - 1].chunks(d);
            for (crosses, [main, other]) in crosses.zip([[a, b], [b, a]]) {
                for (dimension, row) in crosses.iter().enumerate() {
                    let mut expected = main.clone();
                    expected[dimension] = other[dimension];
                    assert_eq!(*row, expected);
                }
            }
        }
    }
}

/// The mean of 10,000 uniform numbers is 0.5 ± 0.0029.
#[test]
fn random_points_fill_the_cube() {
    let rows = rows(Design::Random { points: 10_000 }, 4, 8);
    for dimension in 0..4 {
        let found = mean(&column(&rows, dimension));
        assert!((found - 0.5).abs() < 0.0145, "{found}");
    }
}
