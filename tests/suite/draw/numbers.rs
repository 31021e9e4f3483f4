//! Scores and exponentials against the definitions of other libraries.

use super::{fraction, scores, stratified};
use statrs::distribution::{ContinuousCDF, Normal};
use verdeel::draw::{BadNumber, Distribution, FARTHEST_SCORE, Loadings, Shape};
use verdeel::draw::{whole_products, whole_products_of_two};

/// Words across the whole range and all along both tails.
fn telling_words() -> Vec<u32> {
    let mut words = stratified(20_000);
    for power in 0..32 {
        let word = 1_u32 << power;
        words.extend([word - 1, word, word + 1, word + (word >> 1)]);
        words.extend([!word, !word - 1]);
    }
    words
}

/// The score at u, by Newton's steps on the probability of a second library from the score under
/// test: what remains is the error of the score.
fn score_error(u: f64, score: f64) -> f64 {
    // In the lower half, where a probability keeps all its digits.
    let (u, score) = if u > 0.5 {
        (1.0 - u, -score)
    } else {
        (u, score)
    };
    let below = 0.5 * libm::erfc(-score / std::f64::consts::SQRT_2);
    let density = libm::exp(-0.5 * score * score) / libm::sqrt(2.0 * std::f64::consts::PI);
    (below - u) / density
}

#[test]
fn a_score_is_the_inverse_of_the_normal_distribution() {
    let words = telling_words();
    let normal = Normal::standard();
    for (word, score) in words.iter().zip(scores(&words)) {
        let u = fraction(*word);
        let error = score_error(u, score);
        assert!(
            error.abs() <= 3e-9 * score.abs() + 1e-15,
            "{word}: {score}, {error:e}"
        );
        // A rougher inverse, but nothing of ours in it.
        let other = normal.inverse_cdf(u);
        assert!((score - other).abs() < 1e-7, "{word}: {score} {other}");
    }
}

#[test]
fn scores_rise_with_the_word_and_are_symmetric() {
    let mut words = telling_words();
    words.sort_unstable();
    words.dedup();
    let all = scores(&words);
    assert!(all.is_sorted_by(|a, b| a < b));
    let complements: Vec<u32> = words.iter().map(|word| !word).collect();
    let pairs = all.iter().zip(scores(&complements));
    assert!(pairs.into_iter().all(|(score, other)| *score == -other));
    let ends = scores(&[0, u32::MAX]);
    assert!(
        ends[1] <= FARTHEST_SCORE && ends[1] > FARTHEST_SCORE - 0.01,
        "{ends:?}"
    );
}

/// Scores alone and in blocks of every length are the same bits, whatever lanes they ran in.
#[test]
fn a_score_does_not_depend_on_its_neighbours() {
    let words = telling_words();
    let all = scores(&words);
    for (word, score) in words.iter().zip(&all).take(200) {
        assert_eq!(scores(&[*word]), [*score]);
    }
    for length in 1..150 {
        assert_eq!(scores(&words[..length]), all[..length]);
    }
}

/// Without a spread a lognormal number is e to its mean, here from the least float to the greatest;
/// `libm` is within one unit in the last place.
#[test]
fn a_lognormal_number_is_the_exponential_of_a_normal_one() {
    for step in -2990..=2990_i32 {
        let mu = f64::from(step) / 4.25;
        let shape = Shape::Lognormal { mu, sigma: 0.0 };
        let mut value = [0.0];
        Distribution::new(&shape).unwrap().at_scores(&mut value);
        let error = value[0] / libm::exp(mu) - 1.0;
        assert!(error.abs() < 1e-10, "{mu}: {error:e}");
    }
}

#[test]
fn whole_products_are_rounded_half_even_and_capped() {
    let factors = [0.0, 0.05, 0.15, 0.25, 1.04, 1.06, 99.94, 1e300];
    let mut products = [-1; 8];
    whole_products(10.0, &factors, 999.0, &mut products);
    assert_eq!(products, [0, 0, 2, 2, 10, 11, 999, 999]);
    let most = 2_251_799_813_685_248.0;
    whole_products(most, &[1.0; 8], most, &mut products);
    assert_eq!(products, [1 << 51; 8]);
}

/// 10 × 0.5 × 0.3 = 1.5 and 10 × 0.5 × 0.5 = 2.5, each to the even two.
#[test]
fn whole_products_of_two_are_those_of_their_product() {
    let (left, right) = ([0.5, 0.5, 1.04, 1e200], [0.3, 0.5, 1.5, 1e200]);
    let mut products = [-1; 4];
    whole_products_of_two(10.0, (&left, &right), 999.0, &mut products);
    assert_eq!(products, [2, 2, 16, 999]);
}

#[test]
fn loadings_mix_what_is_common_with_what_is_ones_own() {
    let mut own = [1.0, 2.0, -3.0];
    let common: [&[f64]; 2] = [&[1.0, 0.0, 0.0], &[0.0, 0.0, 1.0]];
    let loadings = Loadings::new(&[0.48, 0.64]).unwrap();
    loadings.combine(&common, &mut own);
    // 1 - 0.48² - 0.64² = 0.36 = 0.6².
    for (is, expected) in own.iter().zip([1.08, 1.2, -1.16]) {
        assert!((is - expected).abs() < 1e-15, "{is} {expected}");
    }
    let mut all = [7.0];
    Loadings::new(&[1.0]).unwrap().combine(&[&[0.5]], &mut all);
    assert_eq!(all, [0.5]);
}

#[test]
fn numbers_that_nothing_can_have_are_refused() {
    assert_eq!(
        Loadings::new(&[0.8, 0.8]),
        Err(BadNumber::Loadings(0.8 * 0.8 + 0.8 * 0.8))
    );
    assert!(Loadings::new(&[f64::NAN]).is_err());
}
