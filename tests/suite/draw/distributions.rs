//! Every distribution against quantiles and moments of another library or by hand.

use super::{fraction, list, scores, stratified, stream, words};
use statrs::distribution::{Beta, ContinuousCDF, Triangular};
use verdeel::draw::{Distribution, PERT_WEIGHT, Shape};

/// Returns the values of a distribution at words.
fn values(shape: &Shape, words: &[u32]) -> Vec<f64> {
    let distribution = Distribution::new(shape).expect("a sound shape");
    let mut values = vec![0.0; words.len()];
    distribution.sample(words, &mut values);
    values
}

/// Returns the word just above a fraction in 2^32 parts, where the fraction is u.
fn word_at(u: f64) -> u32 {
    let steps = (0..32).rev();
    let larger = |word: u32, bit: u32| {
        let next = word | (1 << bit);
        if fraction(next) <= u { next } else { word }
    };
    steps.fold(0, larger)
}

/// One of every distribution, between 0 and 100 or close to it.
fn shapes() -> Vec<Shape> {
    let (low, mode, high) = (10.0, 20.0, 60.0);
    vec![
        Shape::Constant(7.0),
        Shape::Chance { probability: 0.37 },
        Shape::Normal {
            mean: 40.0,
            sd: 8.0,
        },
        Shape::Lognormal {
            mu: 3.0,
            sigma: 0.25,
        },
        Shape::LognormalByMedian {
            median: 20.0,
            sigma: 0.25,
        },
        Shape::LognormalByMean {
            mean: 20.0,
            sigma: 0.25,
        },
        Shape::Uniform { low, high },
        Shape::Triangular { low, mode, high },
        Shape::Beta {
            alpha: 2.0,
            beta: 5.0,
            low,
            high,
        },
        Shape::Beta {
            alpha: 0.5,
            beta: 0.5,
            low,
            high,
        },
        Shape::Pert {
            low,
            mode,
            high,
            weight: PERT_WEIGHT,
        },
        Shape::Discrete {
            values: list(&[3.0, 1.0, 9.0]),
            weights: list(&[2.0, 5.0, 3.0]),
        },
        Shape::Empirical {
            values: list(&[4.0, 8.0, 1.0, 8.0]),
        },
        Shape::Quantiles {
            probabilities: list(&[0.0, 0.1, 0.5, 0.9, 1.0]),
            values: list(&[5.0, 10.0, 20.0, 50.0, 80.0]),
        },
    ]
}

/// Mean and variance by formula, in the order of [`shapes`].
///
/// Lognormal e^(μ+σ²/2) and (e^σ² - 1) times its square; triangular (a+b+c)/3 and
/// (a²+b²+c²-ab-ac-bc)/18; beta α/(α+β) and αβ/((α+β)²(α+β+1)), stretched; PERT with a fourth of 50
/// below the mode is beta(1.8, 4.2); quantiles: every piece is uniform.
fn moments() -> Vec<[f64; 2]> {
    let lognormal = |mean: f64| [mean, (libm::exp(0.0625) - 1.0) * mean * mean];
    let beta = |alpha: f64, beta: f64| {
        let sum = alpha + beta;
        let variance = alpha * beta / (sum * sum * (sum + 1.0));
        [10.0 + 50.0 * alpha / sum, 2500.0 * variance]
    };
    let pieces = [
        (0.1, 5.0, 10.0),
        (0.4, 10.0, 20.0),
        (0.4, 20.0, 50.0),
        (0.1, 50.0, 80.0),
    ];
    let mean: f64 = pieces.iter().map(|(p, a, b)| p * (a + b) / 2.0).sum();
    let square: f64 = pieces
        .iter()
        .map(|(p, a, b)| p * (a * a + a * b + b * b) / 3.0)
        .sum();
    vec![
        [7.0, 0.0],
        [0.37, 0.37 * 0.63],
        [40.0, 64.0],
        lognormal(libm::exp(3.0 + 0.03125)),
        lognormal(20.0 * libm::exp(0.03125)),
        lognormal(20.0),
        [35.0, 2500.0 / 12.0],
        [
            30.0,
            (100.0 + 400.0 + 3600.0 - 200.0 - 600.0 - 1200.0) / 18.0,
        ],
        beta(2.0, 5.0),
        beta(0.5, 0.5),
        beta(1.8, 4.2),
        [3.8, 0.2 * 9.0 + 0.5 + 0.3 * 81.0 - 3.8 * 3.8],
        [5.25, (16.0 + 64.0 + 1.0 + 64.0) / 4.0 - 5.25 * 5.25],
        [mean, square - mean * mean],
    ]
}

/// Returns mean and variance.
fn moments_of(values: &[f64]) -> [f64; 2] {
    let count = f64::from(u32::try_from(values.len()).expect("a few values"));
    let mean = values.iter().sum::<f64>() / count;
    let squares = values.iter().map(|value| (value - mean) * (value - mean));
    [mean, squares.sum::<f64>() / count]
}

/// Words in the middle of 65,536 equal strata: of a mean that is at most one stratum of the range.
/// The steepest here is the lognormal and normal tail: the outermost stratum holds 1.5e-5 of the
/// draws, which lie within a tenth of its middle or contribute by it to the variance less than
/// 1.5e-5 × 20 deviations².
#[test]
fn moments_are_those_of_the_formula() {
    let words = stratified(65_536);
    for (shape, [mean, variance]) in shapes().iter().zip(moments()) {
        let [is_mean, is_variance] = moments_of(&values(shape, &words));
        let scale = variance.sqrt().max(1e-9);
        assert!(
            (is_mean - mean).abs() < 1e-4 * scale,
            "{shape:?}: {is_mean}, not {mean}"
        );
        let error = (is_variance - variance).abs();
        assert!(
            error < 3e-4 * variance + 1e-9,
            "{shape:?}: {is_variance}, not {variance}"
        );
    }
}

/// Five standard errors of the mean of 65,536 independent draws.
#[test]
fn draws_of_a_stream_have_the_mean_of_the_formula() {
    for (at, (shape, [mean, variance])) in shapes().iter().zip(moments()).enumerate() {
        let words = words(&stream(&at.to_string(), ""), 65_536);
        let [is_mean, _] = moments_of(&values(shape, &words));
        let error = (variance / 65_536.0).sqrt();
        assert!(
            (is_mean - mean).abs() <= 5.0 * error,
            "{shape:?}: {is_mean}, not {mean}"
        );
    }
}

/// Quantiles by hand at u = 0.05, 0.25, 0.5, 0.75, 0.95, to the digits written.
///
/// Normal scores 1.644854 and 0.674490. Triangular: √(500 × 2.5 × …): 10 + √(500 u) up to u = 0.2,
/// then 60 - √(2000 (1 - u)).
#[test]
fn quantiles_are_those_of_the_formula() {
    let lognormal = |median: f64| {
        [-1.644_854, -0.674_490, 0.0, 0.674_490, 1.644_854].map(|z| median * libm::exp(0.25 * z))
    };
    let table = [
        (1, [0.0, 0.0, 0.0, 1.0, 1.0]),
        (2, [26.841_171, 34.604_082, 40.0, 45.395_918, 53.158_829]),
        (3, lognormal(libm::exp(3.0))),
        (4, lognormal(20.0)),
        (5, lognormal(20.0 * libm::exp(-0.03125))),
        (6, [12.5, 22.5, 35.0, 47.5, 57.5]),
        (7, [15.0, 21.270_167, 28.377_223, 37.639_320, 50.0]),
        (11, [1.0, 1.0, 3.0, 9.0, 9.0]),
        (12, [1.0, 4.0, 8.0, 8.0, 8.0]),
        (13, [7.5, 13.75, 20.0, 38.75, 65.0]),
    ];
    // Just above, where a step is taken.
    let words = [0.05, 0.25, 0.5, 0.75, 0.95].map(|u| word_at(u) + 1);
    let shapes = shapes();
    for (at, expected) in table {
        for (value, expected) in values(&shapes[at], &words).iter().zip(expected) {
            assert!(
                (value - expected).abs() < 3e-6 * 40.0,
                "{:?}: {value} {expected}",
                shapes[at]
            );
        }
    }
}

/// The table of the beta distribution at 20,000 words from end to end; the probability below the
/// value, by another library, is the fraction of the word. The tolerance, in parts of the range, is
/// what the table promises and 3e-9 of the score times the slope, which is at most 1.
#[test]
fn beta_and_pert_are_inverses_of_the_incomplete_beta_function() {
    let words = stratified(20_000);
    let table = [
        (1.0, 1.0, 1e-8),
        (2.0, 5.0, 1e-8),
        (1.8, 4.2, 1e-8),
        (5.0, 1.0, 1e-8),
        (30.0, 2.0, 1e-8),
        (400.0, 600.0, 1e-8),
        (100_000.0, 50_000.0, 1e-8),
        (0.5, 0.5, 1e-7),
        (0.1, 0.1, 1e-5),
        (0.1, 20.0, 1e-5),
    ];
    for (alpha, beta, tolerance) in table {
        let (low, high) = (0.0, 1.0);
        let shape = Shape::Beta {
            alpha,
            beta,
            low,
            high,
        };
        let other = Beta::new(alpha, beta).unwrap();
        let mut worst = 0.0_f64;
        for (word, value) in words.iter().zip(values(&shape, &words)) {
            let u = fraction(*word);
            // How far the value lies from where the other library has this fraction.
            let nearest = |x: f64| other.cdf(x.clamp(0.0, 1.0));
            if !(nearest(value - tolerance) <= u && u <= nearest(value + tolerance)) {
                worst = worst.max((value - other.inverse_cdf(u)).abs());
            }
        }
        assert!(worst == 0.0, "{alpha} {beta}: off by {worst:e}");
    }
}

#[test]
fn a_triangle_is_that_of_another_library() {
    let words = stratified(10_000);
    for (low, mode, high) in [(0.0, 0.0, 1.0), (0.0, 1.0, 1.0), (-3.0, 2.0, 4.0)] {
        let other = Triangular::new(low, high, mode).unwrap();
        let all = values(&Shape::Triangular { low, mode, high }, &words);
        for (word, value) in words.iter().zip(all) {
            let error = (other.cdf(value) - fraction(*word)).abs();
            assert!(error < 1e-14, "{word} {value} {error:e}");
        }
    }
}

/// Correlated scores pass through the same inverse: at the score of a word stands the value of the
/// word, up to the error of the score.
#[test]
fn a_score_gives_the_value_of_its_word() {
    let words = stratified(4_096);
    let steps = [1, 11, 12];
    for (at, shape) in shapes().iter().enumerate() {
        let distribution = Distribution::new(shape).expect("a sound shape");
        let mut by_score = scores(&words);
        distribution.at_scores(&mut by_score);
        let by_word = values(shape, &words);
        let off =
            |(a, b): (&f64, &f64)| (a - b).abs() > if steps.contains(&at) { 0.0 } else { 1e-5 };
        let different = by_score
            .iter()
            .zip(&by_word)
            .filter(|pair| off(*pair))
            .count();
        assert_eq!(different, 0, "{shape:?}");
        assert!(by_word.is_sorted() && by_score.is_sorted(), "{shape:?}");
        // Beyond all scores of words the value is the last one there is.
        let mut ends = [-40.0, 40.0];
        distribution.at_scores(&mut ends);
        assert!(
            ends[0] <= by_word[0] && ends[1] >= by_word[by_word.len() - 1] && !ends[0].is_nan()
        );
    }
}

/// The probability that a uniform number made from a score is below u: the normal distribution of
/// `libm`, down to the last word.
#[test]
fn the_probability_of_a_score_is_that_of_another_library() {
    let uniform = Distribution::new(&Shape::Uniform {
        low: 0.0,
        high: 1.0,
    })
    .unwrap();
    for step in -6500..=6500_i32 {
        let score = f64::from(step) / 1000.0;
        let mut value = [score];
        uniform.at_scores(&mut value);
        let expected = 0.5 * libm::erfc(-score / std::f64::consts::SQRT_2);
        let error = (value[0] - expected).abs() / expected;
        assert!(error < 1e-12, "{score}: {} {expected} {error:e}", value[0]);
    }
}

#[test]
fn the_order_in_which_values_are_written_makes_no_difference() {
    let words = words(&stream("a", ""), 1000);
    let discrete = |values: &[f64], weights: &[f64]| {
        let (values, weights) = (list(values), list(weights));
        super::distributions::values(&Shape::Discrete { values, weights }, &words)
    };
    let one = discrete(&[1.0, 2.0, 2.0, 3.0], &[0.1, 0.2, 0.3, 0.0]);
    assert_eq!(discrete(&[3.0, 2.0, 1.0, 2.0], &[0.0, 0.3, 0.1, 0.2]), one);
    assert!(!one.contains(&3.0), "a value without weight never occurs");
    let empirical = |all: &[f64]| values(&Shape::Empirical { values: list(all) }, &words);
    assert_eq!(empirical(&[5.0, 1.0, 3.0]), empirical(&[3.0, 5.0, 1.0]));
}

#[test]
fn bounds_may_meet() {
    let (low, mode, high) = (5.0, 5.0, 5.0);
    let shapes = [
        Shape::Uniform { low, high },
        Shape::Triangular { low, mode, high },
        Shape::Beta {
            alpha: 2.0,
            beta: 3.0,
            low,
            high,
        },
        Shape::Pert {
            low,
            mode,
            high,
            weight: PERT_WEIGHT,
        },
        Shape::Normal { mean: 5.0, sd: 0.0 },
        Shape::Empirical {
            values: list(&[5.0]),
        },
        Shape::Quantiles {
            probabilities: list(&[0.0, 1.0]),
            values: list(&[5.0, 5.0]),
        },
    ];
    for shape in &shapes {
        assert_eq!(
            values(shape, &[0, 1 << 31, u32::MAX]),
            [5.0; 3],
            "{shape:?}"
        );
    }
}
