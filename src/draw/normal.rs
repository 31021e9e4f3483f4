//! The normal distribution: its score at a random word, and its probability below a score.

use super::elementary::{exp, polynomial, rough_ln};
use super::lanes::in_lanes;

/// No score of a word lies farther from zero.
pub const FARTHEST_SCORE: f64 = 6.34;

/// Rational function in t of the ratio of Mills, the probability above t over the density at t,
/// for t from 0 to 38.5: relative error 1.5e-13.
const MILLS: ([f64; 8], [f64; 9]) = (
    [
        1.253_314_137_315_317_6,
        1.654_703_458_520_363_3,
        1.072_865_135_231_566_3,
        0.429_906_955_193_779,
        0.113_868_512_263_658_53,
        0.019_924_438_550_532_86,
        0.002_148_814_209_141_372,
        0.000_112_461_227_219_756_43,
    ],
    [
        1.0,
        2.118_146_903_043_027,
        2.046_059_239_129_329,
        1.182_423_264_322_301_7,
        0.449_607_163_806_640_2,
        0.116_017_299_997_603,
        0.020_036_900_442_602_685,
        0.002_148_814_199_427_415,
        0.000_112_461_227_281_627_92,
    ],
);

/// The density of the standard normal distribution at zero: 1 / √(2π).
const DENSITY_AT_ZERO: f64 = 0.398_942_280_401_432_7;

/// The score beyond which the probability is that at this score.
const FARTHEST: f64 = 37.5;

/// Returns u = (word + ½) / 2^32, exact.
#[inline(always)]
pub(super) fn fraction(word: u32) -> f64 {
    0.5 + 0.5 * centred(word)
}

/// Words of which the scores are found together, and of which those far out are gathered.
const BLOCK: usize = 512;

/// Words that are looked at together to see which are far out: as many as there are bits.
const GROUP: usize = 64;

/// Scores far out that are found together.
const FAR_ABREAST: usize = 8;

/// Words far out in a group for which no branch is taken: there are seldom more.
const FEW: usize = 3;

/// So many of the lowest words are far out, and so many of the highest: x beyond ±63/64.
const FAR: u32 = 1 << 25;

/// Rational function in x² of the score over x, for |x| up to 63/64: relative error 2.3e-9.
const CENTRE: ([f64; 7], [f64; 7]) = (
    [
        1.253_314_140_144_952,
        -5.049_922_861_535_359,
        8.049_610_188_939_644,
        -6.366_979_861_772_456,
        2.538_707_872_119_928,
        -0.444_228_295_220_501_8,
        0.019_503_422_877_728_42,
    ],
    [
        1.0,
        -4.291_054_657_697_733_5,
        7.402_119_620_600_548,
        -6.498_001_843_511_882,
        3.007_041_777_890_339_3,
        -0.672_942_860_833_770_3,
        0.052_839_278_472_558_746,
    ],
);

/// Rational function in w = -ln(1 - x²) of the score over x, for x of 32 bits: relative error
/// 2.4e-9, from w = 0 to the last word.
const SCORE: ([f64; 8], [f64; 7]) = (
    [
        1.253_314_137_290_352_6,
        0.500_534_782_237_001_8,
        0.109_340_512_115_713_76,
        0.016_239_197_964_878_237,
        0.001_653_047_345_820_769_3,
        0.000_105_715_270_907_659_82,
        0.000_003_404_604_835_979_901_9,
        0.000_000_012_753_947_416_803_627,
    ],
    [
        1.0,
        0.137_569_592_264_277_1,
        0.038_193_374_493_812_38,
        0.003_800_255_396_915_767,
        0.000_333_017_823_916_616_6,
        0.000_015_715_330_930_103_29,
        0.000_000_224_957_268_467_453_8,
    ],
);

/// Returns x = 2u - 1 of a random word, where u = (word + ½) / 2^32; exact.
#[inline(always)]
fn centred(word: u32) -> f64 {
    // A signed word converts in one step on every vector unit.
    let signed = (word ^ 0x8000_0000).cast_signed();
    (f64::from(signed) + 0.5) * (1.0 / 2_147_483_648.0)
}

/// Writes the standard normal score of every word, as many as the shorter slice holds: the inverse
/// of the normal distribution at u = (word + ½) / 2^32, with a relative error below 3e-9.
///
/// The spacing of the words moves a score by 6e-10 in the centre and much more in the tails, so
/// the error is lost in that of the sampling. The complement of a word has the negative score.
pub fn normal_scores(words: &[u32], scores: &mut [f64]) {
    in_lanes(
        #[inline(always)]
        || {
            for (words, scores) in words.chunks(BLOCK).zip(scores.chunks_mut(BLOCK)) {
                write_scores(words, scores);
            }
        },
    );
}

/// Writes the scores of at most a block: all as if they were near the centre, where no logarithm is
/// needed, and once more the few that are far out.
#[inline(always)]
fn write_scores(words: &[u32], scores: &mut [f64]) {
    for (score, word) in scores.iter_mut().zip(words) {
        let x = centred(*word);
        let square = x * x;
        *score = x * (polynomial(&CENTRE.0, square) / polynomial(&CENTRE.1, square));
    }
    let (places, number) = places_far_out(words);
    for first in (0..number).step_by(FAR_ABREAST) {
        // Where there are not as many, the first of them is found again.
        let places: [usize; FAR_ABREAST] = std::array::from_fn(|at| {
            let at = first + at;
            places[if at < number { at } else { first }]
        });
        let mut far = places.map(|place| centred(words[place]));
        for x in &mut far {
            *x = score_far_out(*x);
        }
        for (place, score) in places.into_iter().zip(far) {
            scores[place] = score;
        }
    }
}

/// Returns which words are far out, and how many.
#[inline(always)]
fn places_far_out(words: &[u32]) -> ([usize; BLOCK + 1], usize) {
    let (mut places, mut number) = ([0; BLOCK + 1], 0);
    for (first, group) in (0..).step_by(GROUP).zip(words.chunks(GROUP)) {
        let mut far = 0_u64;
        for (at, word) in group.iter().enumerate() {
            far |= u64::from(word.wrapping_add(FAR) < 2 * FAR) << at;
        }
        let mut add = |far: u64| {
            places[number] = first + far.trailing_zeros() as usize;
            number += usize::from(far != 0);
            far & far.wrapping_sub(1)
        };
        for _ in 0..FEW {
            far = add(far);
        }
        while far != 0 {
            far = add(far);
        }
    }
    (places, number)
}

/// Returns the score at x = 2u - 1, accurate everywhere.
#[inline(always)]
fn score_far_out(x: f64) -> f64 {
    // Both factors are exact.
    let w = -rough_ln((1.0 - x) * (1.0 + x));
    x * (polynomial(&SCORE.0, w) / polynomial(&SCORE.1, w))
}

/// Returns the probability that a standard normal number is below `z`: relative error below 3e-13
/// down to z = -6.5.
#[inline(always)]
pub(super) fn probability(z: f64) -> f64 {
    let t = if z < 0.0 { -z } else { z };
    let t = if t < FARTHEST { t } else { FARTHEST };
    let tail = density(t) * (polynomial(&MILLS.0, t) / polynomial(&MILLS.1, t));
    if z < 0.0 { tail } else { 1.0 - tail }
}

/// Returns the density of the standard normal distribution.
#[inline(always)]
pub(super) fn density(z: f64) -> f64 {
    DENSITY_AT_ZERO * exp(-0.5 * (z * z))
}
