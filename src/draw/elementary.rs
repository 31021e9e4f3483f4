//! Exponential and logarithm from additions, multiplications and divisions alone, so that they
//! have the same bits on every platform and run in the lanes of a vector unit.

use super::lanes::in_lanes;

/// The whole number that, added to a float below 2^51, leaves it rounded half to even in its last
/// bits: 1.5 × 2^52.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// One over the natural logarithm of two.
const LOG2_E: f64 = std::f64::consts::LOG2_E;

/// The natural logarithm of two in two parts, of which the first times any exponent is exact.
const LN_2: [f64; 2] = [6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10];

/// The exponents between which [`exp`] neither overflows nor loses digits.
const EXP_RANGE: [f64; 2] = [-708.0, 709.0];

/// Minimax polynomial of (e^r - 1 - r) / r² for |r| ≤ ln 2 / 2, its even and its odd terms in r²:
/// e^r to 1.7e-14, relative. Neither half waits for the other.
const EXP: [[f64; 4]; 2] = [
    [
        0.499_999_999_996_634_36,
        0.041_666_666_962_662_996,
        0.001_388_881_108_636_689,
        0.000_024_880_834_460_032_19,
    ],
    [
        0.166_666_666_672_641_2,
        0.008_333_333_095_712_929,
        0.000_198_415_381_629_898_7,
        0.000_002_749_347_116_934_244_6,
    ],
];

/// The same with fewer terms: e^r to 5.2e-11, relative.
const ROUGH_EXP: [[f64; 3]; 2] = [
    [
        0.500_000_006_764_204_4,
        0.041_666_295_074_488_206,
        0.001_394_465_042_074_123_6,
    ],
    [
        0.166_666_658_716_825_76,
        0.008_333_496_500_651_055,
        0.000_197_906_200_009_877_3,
    ],
];

/// Minimax polynomial of 2 atanh(√t) / √t for t ≤ 0.02945, which is the logarithm of a number
/// between √½ and √2: relative error 2e-16.
const LN: [f64; 7] = [
    2.000_000_000_000_000_3,
    0.666_666_666_666_665_5,
    0.400_000_000_621_472_8,
    0.285_714_159_597_997_1,
    0.222_234_387_279_144_7,
    0.181_218_032_668_761_2,
    0.168_392_009_475_661_57,
];

/// The same with fewer terms: relative error 5e-12.
const ROUGH_LN: [f64; 5] = [
    2.000_000_000_008_441_6,
    0.666_666_652_380_444_4,
    0.400_003_863_632_720_3,
    0.285_349_544_410_625_94,
    0.236_180_791_542_407_8,
];

/// The bits of one, and of the root of a half.
const ONE: u64 = 0x3ff0_0000_0000_0000;
const ROOT_HALF: u64 = 0x3fe6_a09e_667f_3bcd;

/// 2^52: a small whole number stands in its last bits as it is.
const TWO_52: f64 = 4_503_599_627_370_496.0;

/// Returns a polynomial at `x`, by Horner's rule, its coefficients from the constant upwards.
#[inline(always)]
pub(super) fn polynomial<const N: usize>(coefficients: &[f64; N], x: f64) -> f64 {
    let mut value = coefficients[N - 1];
    for coefficient in coefficients.iter().rev().skip(1) {
        value = value * x + coefficient;
    }
    value
}

/// Returns the whole number nearest to `x`, ties to the even one, for |x| ≤ 2^51.
#[inline(always)]
pub fn round_half_even(x: f64) -> f64 {
    (x + ROUNDER) - ROUNDER
}

/// Multiplies numbers by as many factors.
pub fn multiply(numbers: &mut [f64], factors: &[f64]) {
    in_lanes(
        #[inline(always)]
        || {
            for (number, factor) in numbers.iter_mut().zip(factors) {
                *number *= factor;
            }
        },
    );
}

/// Writes the products of two rows of numbers.
pub fn products(left: &[f64], right: &[f64], into: &mut [f64]) {
    in_lanes(
        #[inline(always)]
        || {
            for (product, (left, right)) in into.iter_mut().zip(left.iter().zip(right)) {
                *product = left * right;
            }
        },
    );
}

/// Writes the whole numbers nearest to `base` × each factor, ties to the even one and none above
/// `most`, for factors of at least zero and `most` up to 2^51.
pub fn whole_products(base: f64, factors: &[f64], most: f64, into: &mut [i64]) {
    in_lanes(
        #[inline(always)]
        move || {
            for (into, factor) in into.iter_mut().zip(factors) {
                *into = whole_product(base, *factor, most);
            }
        },
    );
}

/// The same, of which each factor is the product of two.
pub fn whole_products_of_two(
    base: f64,
    (left, right): (&[f64], &[f64]),
    most: f64,
    into: &mut [i64],
) {
    in_lanes(
        #[inline(always)]
        move || {
            for (into, (left, right)) in into.iter_mut().zip(left.iter().zip(right)) {
                *into = whole_product(base, left * right, most);
            }
        },
    );
}

#[inline(always)]
fn whole_product(base: f64, factor: f64, most: f64) -> i64 {
    let product = base * factor;
    let product = if product < most { product } else { most };
    let bits = (product + ROUNDER).to_bits();
    bits.wrapping_sub(ROUNDER.to_bits()).cast_signed()
}

/// Returns e^x with a relative error below 2e-14; below -708 as at -708, above 709 as at 709.
#[inline(always)]
pub(super) fn exp(x: f64) -> f64 {
    exp_by(
        &EXP,
        x,
        #[inline(always)]
        |x, exponent| (x - exponent * LN_2[0]) - exponent * LN_2[1],
    )
}

/// Returns e^x with a relative error below 1e-10; beyond the same ends likewise.
#[inline(always)]
pub(super) fn rough_exp(x: f64) -> f64 {
    exp_by(
        &ROUGH_EXP,
        x,
        #[inline(always)]
        |x, exponent| x - exponent * std::f64::consts::LN_2,
    )
}

/// Returns e^x by a series, where `rest` says what is left of x without so many times ln 2.
#[inline(always)]
fn exp_by<const N: usize>(
    [even, odd]: &[[f64; N]; 2],
    x: f64,
    rest: impl Fn(f64, f64) -> f64,
) -> f64 {
    let [lowest, highest] = EXP_RANGE;
    let x = if x > lowest { x } else { lowest };
    let x = if x < highest { x } else { highest };
    let shifted = x * LOG2_E + ROUNDER;
    let rest = rest(x, shifted - ROUNDER);
    let square = rest * rest;
    let series = polynomial(even, square) + rest * polynomial(odd, square);
    let fraction = 1.0 + (rest + square * series);
    // The last bits of `shifted` are the exponent: moved up they scale by a power of two.
    f64::from_bits(fraction.to_bits().wrapping_add(shifted.to_bits() << 52))
}

/// Returns the natural logarithm of a positive normal number: relative error below 1e-15.
#[inline(always)]
pub(super) fn ln(x: f64) -> f64 {
    ln_by(&LN, x)
}

/// Returns the natural logarithm of a positive normal number: relative error below 6e-12.
#[inline(always)]
pub(super) fn rough_ln(x: f64) -> f64 {
    ln_by(&ROUGH_LN, x)
}

#[inline(always)]
fn ln_by<const N: usize>(series: &[f64; N], x: f64) -> f64 {
    // The exponent of the power of two that brings `x` between √½ and √2, 1,023 too high.
    let biased = x.to_bits().wrapping_add(ONE - ROOT_HALF) >> 52;
    let fraction = f64::from_bits(x.to_bits().wrapping_add(ONE).wrapping_sub(biased << 52));
    let exponent = f64::from_bits(biased | TWO_52.to_bits()) - (TWO_52 + 1_023.0);
    let s = (fraction - 1.0) / (fraction + 1.0);
    exponent * std::f64::consts::LN_2 + s * polynomial(series, s * s)
}

/// Returns the whole part of `x`, for 0 ≤ x ≤ 2^51.
#[inline(always)]
pub(super) fn whole_part(x: f64) -> f64 {
    let nearest = round_half_even(x);
    if nearest > x { nearest - 1.0 } else { nearest }
}

/// Returns a whole number from 0 to 2^32 - 1 as an index, and the highest index beyond.
#[inline(always)]
pub(super) fn index_of(whole: f64, highest: usize) -> usize {
    let bits = (whole + TWO_52).to_bits() & 0xffff_ffff;
    usize::try_from(bits).unwrap_or(highest).min(highest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of fifty digits, rounded to the nearest float.
    #[test]
    fn exponentials_are_as_close_as_they_say() {
        let table = [
            (-707.75, 4.246_982_123_713_597_7e-308),
            (-300.125, 4.543_270_750_163_927e-131),
            (-20.312_5, 1.507_972_203_836_034_6e-09),
            (-5.687_5, 0.003_388_052_521_834_711_6),
            (-1.0, 0.367_879_441_171_442_33),
            (-0.343_75, 0.709_106_182_437_398_4),
            (-0.2, 0.818_730_753_077_981_8),
            (0.0, 1.0),
            (0.000_001, 1.000_001_000_000_5),
            (0.3, 1.349_858_807_576_003_2),
            (0.343_75, 1.410_226_034_925_710_7),
            (0.6, 1.822_118_800_390_508_9),
            (1.0, std::f64::consts::E),
            (2.5, 12.182_493_960_703_473),
            (12.562_5, 285_643.554_622_524_9),
            (100.187_5, 3.242_488_210_445_691e+43),
            (300.687_5, 3.862_976_154_121_948e+130),
            (708.5, 4.984_716_099_444_166e+307),
        ];
        for (x, expected) in table {
            let error = |is: f64| (is / expected - 1.0).abs();
            assert!(error(exp(x)) < 2e-14, "{x}");
            assert!(error(rough_exp(x)) < 1e-10, "{x}");
        }
        for exp in [exp, rough_exp] {
            let ends = [f64::NEG_INFINITY, -1e300, 709.5, f64::INFINITY].map(exp);
            assert_eq!(ends, [-708.0, -708.0, 709.0, 709.0].map(exp));
        }
    }
}
