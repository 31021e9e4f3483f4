//! Standard normal scores of random words.

use super::elementary::{ln, polynomial};
use super::lanes::in_lanes;

/// No score of a word lies farther from zero.
pub const FARTHEST_SCORE: f64 = 6.34;

/// Words that pass through both halves of the score while they are near.
const NEAR: usize = 64;

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
        0.137_569_592_264_277_08,
        0.038_193_374_493_812_38,
        0.003_800_255_396_915_766_8,
        0.000_333_017_823_916_616_57,
        0.000_015_715_330_930_103_29,
        0.000_000_224_957_268_467_453_8,
    ],
);

/// Returns x = 2u - 1 of a random word, where u = (word + ½) / 2^32; exact.
#[inline(always)]
pub(super) fn centred(word: u32) -> f64 {
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
            for (words, scores) in words.chunks(NEAR).zip(scores.chunks_mut(NEAR)) {
                write_scores(words, scores);
            }
        },
    );
}

/// Writes scores in two passes: one loop would hold more numbers than there are registers.
#[inline(always)]
fn write_scores(words: &[u32], scores: &mut [f64]) {
    for (score, word) in scores.iter_mut().zip(words) {
        let x = centred(*word);
        // Both factors are exact.
        *score = -ln((1.0 - x) * (1.0 + x));
    }
    for (score, word) in scores.iter_mut().zip(words) {
        let ratio = polynomial(&SCORE.0, *score) / polynomial(&SCORE.1, *score);
        *score = centred(*word) * ratio;
    }
}
