//! Points that add up to one, and points that move together.

use super::{column, correlation, decimal, mean, rows};
use verdeel::design::{Copula, Design, write_shares};

#[test]
fn shares_are_what_a_hand_calculation_gives() {
    // -ln of these are 1 and 3, and of the third 4.
    let powers = [
        0.367_879_441_171_442_3,
        0.049_787_068_367_863_944,
        0.018_315_638_888_734_18,
    ];
    for (coordinates, expected) in [
        (&powers[..1], &[1.0][..]),
        (&powers[..2], &[0.25, 0.75]),
        (&powers[..3], &[0.125, 0.375, 0.5]),
        (&[0.3, 0.3, 0.3, 0.3], &[0.25; 4]),
        // The corners of a grid stay shares.
        (&[1.0, 1.0], &[0.5, 0.5]),
        (&[0.0, 0.0], &[0.5, 0.5]),
    ] {
        let mut shares = coordinates.to_vec();
        write_shares(&mut shares);
        for (share, expected) in shares.iter().zip(expected) {
            assert!(
                (share - expected).abs() < 1e-15,
                "{coordinates:?}: {shares:?}"
            );
        }
    }
    write_shares(&mut []);
}

/// Evenly spread over the shares of four, each is below x with probability 1 - (1 - x)^3, and two
/// have correlation -1/3.
#[test]
fn shares_are_spread_evenly_over_all_that_add_up_to_one() {
    let mut rows = rows(Design::LatinHypercube { points: 20_000 }, 4, 2);
    for row in &mut rows {
        write_shares(row);
        assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-15);
        assert!(row.iter().all(|share| *share > 0.0));
    }
    for dimension in 0..4 {
        let shares = column(&rows, dimension);
        assert!((mean(&shares) - 0.25).abs() < 0.005);
        for x in [0.05_f64, 0.2, 0.5, 0.8] {
            let found = decimal(shares.iter().filter(|share| **share < x).count()) / 20_000.0;
            let expected = 1.0 - (1.0 - x) * (1.0 - x) * (1.0 - x);
            assert!((found - expected).abs() < 0.012, "{found}, not {expected}");
        }
    }
    let found = correlation(&column(&rows, 0), &column(&rows, 3));
    assert!((found + 1.0 / 3.0).abs() < 0.03, "{found}");
}

/// The correlation of uniform coordinates under a copula with correlation r is 6/π asin(r/2)
/// (Kruskal 1958): 0.7859 for 0.8, -0.4826 for -0.5, and 0.
#[test]
fn coordinates_get_the_correlations_asked_for_and_stay_uniform() {
    let table = [[1.0, 0.8, -0.5], [0.8, 1.0, 0.0], [-0.5, 0.0, 1.0]];
    let copula = Copula::new(&table.map(|row| row.to_vec())).expect("a sound table");
    let points = 20_000;
    let mut rows = rows(Design::LatinHypercube { points }, 4, 2);
    let untouched = column(&rows, 3);
    for row in &mut rows {
        copula.write(&mut row[..3]);
    }
    for ([a, b], expected) in [([0, 1], 0.7859), ([0, 2], -0.4826), ([1, 2], 0.0)] {
        let found = correlation(&column(&rows, a), &column(&rows, b));
        assert!((found - expected).abs() < 0.02, "{a} and {b}: {found}");
    }
    for dimension in 0..3 {
        for x in [0.01, 0.25, 0.5, 0.9] {
            let coordinates = column(&rows, dimension);
            let found = decimal(coordinates.iter().filter(|u| **u < x).count()) / 20_000.0;
            assert!((found - x).abs() < 0.012, "{found}, not {x}");
        }
    }
    assert_eq!(column(&rows, 3), untouched);
}

/// With r = 0.6, scores of 1 and 0 become 1 and 0.6, of which the normal distribution says
/// Φ(1) = 0.841344746 and Φ(0.6) = 0.725746882.
#[test]
fn two_coordinates_are_what_a_hand_calculation_gives() {
    let copula = Copula::new(&[vec![1.0, 0.6], vec![0.6, 1.0]]).expect("a sound table");
    let mut row = [0.841_344_746_068_543, 0.5];
    copula.write(&mut row);
    assert!((row[0] - 0.841_344_746).abs() < 2e-9, "{row:?}");
    assert!((row[1] - 0.725_746_882).abs() < 2e-9, "{row:?}");
}
