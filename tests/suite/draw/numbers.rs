//! Scores and growth against the definitions of other libraries.

use super::{fraction, scores, stratified};
use statrs::distribution::{ContinuousCDF, Normal};
use verdeel::draw::{BadNumber, FARTHEST_SCORE, Growth, Loadings, whole_products};

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

/// A count of 2^50 shows the growth factor in 50 bits; `libm` is within one unit in the last place.
#[test]
fn growth_is_the_exponential_of_the_path() {
    let base = 1_125_899_906_842_624.0;
    for step in -2990..=2990_i32 {
        let log = f64::from(step) / 4321.0;
        let growth = Growth::new(log, 0.0).unwrap();
        let (mut path, mut counts) = ([0.0], [0.0]);
        growth.add_year(base, &[0.0], &mut path, &mut counts);
        let expected = base * libm::exp(log);
        let error = (counts[0] - expected).abs() / expected;
        assert!(error < 2e-14, "{log}: {error:e}");
    }
}

#[test]
fn counts_are_rounded_half_even_and_capped() {
    let count = |base: f64, mu: f64| {
        let (mut path, mut counts) = ([0.0], [0.0]);
        let growth = Growth::new(mu, 0.0).unwrap();
        growth.add_year(base, &[0.0], &mut path, &mut counts);
        counts[0]
    };
    let table = [
        (0.5, 0.0),
        (1.5, 2.0),
        (2.5, 2.0),
        (140.0, 140.0),
        (140.4, 140.0),
        (0.0, 0.0),
    ];
    for (base, expected) in table {
        assert_eq!(count(base, 0.0), expected, "{base}");
    }
    let most = 2_251_799_813_685_248.0;
    assert_eq!(count(1e300, 0.0), most);
    assert_eq!(count(140.0, 1e6), most);
    assert_eq!(count(140.0, -1e6), 0.0);
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

/// 140 students; 3 % mean, 10 % deviation; scores 1 and -½: 140 e^0.13 = 159.4, 140 e^0.11 = 156.3.
/// With score 1 in both years 140 e^0.26 = 181.6.
#[test]
fn paths_are_walks_or_one_lasting_shock() {
    let growth = Growth::new(0.03, 0.1).unwrap();
    let years = |scores: [f64; 2]| {
        let (mut path, mut counts) = ([0.0], [0.0]);
        scores.map(|score| {
            growth.add_year(140.0, &[score], &mut path, &mut counts);
            counts[0]
        })
    };
    assert_eq!(years([1.0, -0.5]), [159.0, 156.0]);
    assert_eq!(years([1.0, 1.0]), [159.0, 182.0]);
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
    assert_eq!(Growth::new(0.0, -0.1), Err(BadNumber::Deviation(-0.1)));
    let name = "mean";
    assert_eq!(
        Growth::new(f64::NAN, 0.1),
        Err(BadNumber::NotFinite { name })
    );
    let name = "standard deviation";
    assert_eq!(
        Growth::new(0.0, f64::INFINITY),
        Err(BadNumber::NotFinite { name })
    );
    assert_eq!(
        Loadings::new(&[0.8, 0.8]),
        Err(BadNumber::Loadings(0.8 * 0.8 + 0.8 * 0.8))
    );
    assert!(Loadings::new(&[f64::NAN]).is_err());
}
