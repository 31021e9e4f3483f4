//! Numbers that describe no distribution, and what is said of them.

use super::list;
use verdeel::draw::{BadNumber, Distribution, PERT_WEIGHT, Shape};

/// Asserts what is wrong with a description.
#[track_caller]
fn refuse(shape: &Shape, expected: &str) {
    let problem: BadNumber = Distribution::new(shape).expect_err("an unsound shape");
    assert_eq!(problem.to_string(), expected, "{shape:?}");
}

#[test]
fn bad_means_and_deviations_are_refused() {
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    refuse(&Shape::Constant(nan), "the value must be a finite number");
    for (mean, sd, expected) in [
        (0.0, -1.0, "a standard deviation of -1 is below zero"),
        (inf, 1.0, "the mean must be a finite number"),
        (0.0, nan, "the standard deviation must be a finite number"),
    ] {
        refuse(&Shape::Normal { mean, sd }, expected);
    }
    let (mu, sigma) = (0.0, -1.0);
    refuse(
        &Shape::Lognormal { mu, sigma },
        "a standard deviation of -1 is below zero",
    );
    let (mean, median, sigma) = (0.0, -2.0, 1.0);
    refuse(
        &Shape::LognormalByMean { mean, sigma },
        "the mean must be above zero, not 0",
    );
    refuse(
        &Shape::LognormalByMedian { median, sigma },
        "the median must be above zero, not -2",
    );
    for (probability, expected) in [
        (1.5, "a probability of 1.5 is not between 0 and 1"),
        (-0.1, "a probability of -0.1 is not between 0 and 1"),
        (nan, "the probability must be a finite number"),
    ] {
        refuse(&Shape::Chance { probability }, expected);
    }
}

#[test]
fn bounds_that_cross_and_powers_out_of_reach_are_refused() {
    let (low, high) = (0.0, 1.0);
    refuse(
        &Shape::Uniform { low: 2.0, high },
        "the low of 2 is above the high of 1",
    );
    for (mode, expected) in [
        (2.0, "the mode of 2 is above the high of 1"),
        (-1.0, "the low of 0 is above the mode of -1"),
        (f64::NAN, "the mode must be a finite number"),
    ] {
        refuse(&Shape::Triangular { low, mode, high }, expected);
        let weight = PERT_WEIGHT;
        refuse(
            &Shape::Pert {
                low,
                mode,
                high,
                weight,
            },
            expected,
        );
    }
    let (mode, weight) = (0.5, 0.0);
    refuse(
        &Shape::Pert {
            low,
            mode,
            high,
            weight,
        },
        "the weight must be above zero, not 0",
    );
    for (alpha, beta, expected) in [
        (0.0, 1.0, "alpha is 0, which is not between 0.1 and 100000"),
        (
            1.0,
            200_000.0,
            "beta is 200000, which is not between 0.1 and 100000",
        ),
    ] {
        refuse(
            &Shape::Beta {
                alpha,
                beta,
                low,
                high,
            },
            expected,
        );
    }
}

#[test]
fn lists_that_describe_nothing_are_refused() {
    let nan = [f64::NAN];
    for (values, weights, expected) in [
        (&[][..], &[][..], "there are no values"),
        (&[1.0], &[0.5, 0.5], "1 values, but 2 weights"),
        (&[1.0, 2.0], &[1.0, -0.5], "a weight of -0.5 is below zero"),
        (&[1.0, 2.0], &[0.0, 0.0], "every weight is zero"),
        (&[1.0], &nan, "the weight must be a finite number"),
    ] {
        let (values, weights) = (list(values), list(weights));
        refuse(&Shape::Discrete { values, weights }, expected);
    }
    for (values, expected) in [
        (&[][..], "there are no values"),
        (&nan, "the value must be a finite number"),
    ] {
        let values = list(values);
        refuse(&Shape::Empirical { values }, expected);
    }
}

#[test]
fn quantiles_that_cross_or_leave_an_end_open_are_refused() {
    for (probabilities, values, expected) in [
        (
            &[0.0, 0.5, 1.0][..],
            &[1.0, 3.0, 2.0][..],
            "quantiles cross: 2 at probability 1 is below 3",
        ),
        (
            &[0.0, 0.5, 0.5, 1.0],
            &[1.0, 2.0, 3.0, 4.0],
            "probability 0.5 comes after 0.5: probabilities must rise",
        ),
        (
            &[0.1, 0.9],
            &[1.0, 2.0],
            "the quantiles run from probability 0.1 to 0.9, not from 0 to 1",
        ),
        (
            &[0.0, 1.2],
            &[1.0, 2.0],
            "a probability of 1.2 is not between 0 and 1",
        ),
        (&[0.0, 1.0], &[1.0], "1 values, but 2 probabilities"),
        (&[], &[], "there are no values"),
        (
            &[0.0],
            &[1.0],
            "the quantiles run from probability 0 to 0, not from 0 to 1",
        ),
    ] {
        let (probabilities, values) = (list(probabilities), list(values));
        refuse(
            &Shape::Quantiles {
                probabilities,
                values,
            },
            expected,
        );
    }
}
