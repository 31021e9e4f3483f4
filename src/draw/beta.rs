//! The inverse of the beta distribution: a table over the normal score.
//!
//! As a function of u the inverse has infinite slopes at its ends; as a function of the score it
//! is smooth everywhere, so that cubic pieces of equal width follow it closely.

use super::BadNumber;
use super::elementary::{exp, index_of, ln, polynomial, whole_part};
use super::normal::{density, probability};

/// The parameters for which the table is good.
const REACH: [f64; 2] = [0.1, 100_000.0];

/// Scores from -8 to 8, beyond which lies 1 part in 10^15: 64 pieces for every unit.
const END: f64 = 8.0;
const PIECES_PER_UNIT: f64 = 64.0;
const PIECES_PER_HALF: u16 = 512;
const LAST_PIECE: f64 = 1_023.0;

/// Newton's steps stop when they change a logarithm by less than this, or after so many.
const CLOSE: f64 = 1e-12;
const MOST_STEPS: usize = 60;

/// The lowest logarithm of a value that is told from zero.
const LOWEST: f64 = -700.0;

/// What the continued fraction may still change when it stops, and its most terms.
const SETTLED: f64 = 1e-15;
const MOST_TERMS: u16 = 10_000;

/// Stands for zero where something is divided by it.
const NEARLY_ZERO: f64 = 1e-300;

/// Half the logarithm of 2π.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

/// Terms of Stirling's series: 1/12, -1/360, 1/1260, -1/1680, 1/1188, per odd power of 1/x.
const STIRLING: [f64; 5] = [
    1.0 / 12.0,
    -1.0 / 360.0,
    1.0 / 1_260.0,
    -1.0 / 1_680.0,
    1.0 / 1_188.0,
];

/// The inverse of a distribution between 0 and 1 as a function of the normal score.
///
/// Cubic pieces through values and slopes; it never falls. The error is below 1e-8 where both
/// parameters are at least 1, below 1e-7 where they are at least ½, and below 1e-5 elsewhere, that
/// of the score included.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Curve {
    /// Value and slope per piece, from the lowest score up.
    knots: Vec<[f64; 2]>,
}

impl Curve {
    /// Returns the inverse of the beta distribution.
    pub(super) fn beta(alpha: f64, beta: f64) -> Result<Curve, BadNumber> {
        let [lowest, highest] = REACH;
        for (name, value) in [("alpha", alpha), ("beta", beta)] {
            BadNumber::unless_finite(name, value)?;
            if value < lowest || value > highest {
                return Err(BadNumber::OutOfReach {
                    name,
                    value,
                    lowest,
                    highest,
                });
            }
        }
        // Each half from the middle outwards, where its own tail keeps all its digits.
        let lower = half(&Beta::new(alpha, beta));
        let upper = half(&Beta::new(beta, alpha));
        let mut knots: Vec<[f64; 2]> = lower.into_iter().rev().collect();
        knots.extend(upper.into_iter().skip(1).map(|[x, slope]| [1.0 - x, slope]));
        level(&mut knots);
        Ok(Curve { knots })
    }

    /// Returns the value at a score.
    #[inline(always)]
    pub(super) fn at(&self, score: f64) -> f64 {
        let score = if score > -END { score } else { -END };
        let score = if score < END { score } else { END };
        let place = (score + END) * PIECES_PER_UNIT;
        let whole = whole_part(place);
        let whole = if whole < LAST_PIECE {
            whole
        } else {
            LAST_PIECE
        };
        let index = index_of(whole, self.knots.len() - 2);
        let ([low, rise], [high, last_rise]) = (self.knots[index], self.knots[index + 1]);
        let (t, step) = (place - whole, high - low);
        // Hermite's cubic through both values with both slopes.
        let bend = 3.0 * step - 2.0 * rise - last_rise;
        low + t * (rise + t * (bend + t * (rise + last_rise - 2.0 * step)))
    }
}

/// Returns values and slopes per piece of the lower half, from the middle outwards.
fn half(beta: &Beta) -> Vec<[f64; 2]> {
    // The mean is a start as good as any.
    let mut start = ln(beta.alpha / (beta.alpha + beta.beta));
    let scores = (0..=PIECES_PER_HALF).map(|piece| -f64::from(piece) / PIECES_PER_UNIT);
    let knots = scores.map(|score| {
        let t = beta.log_value(ln(probability(score)), start);
        // A step of the score times the density of the score is a step of the value times its own.
        let relative = density(score) / exp(beta.log_density(t));
        start = t - relative / PIECES_PER_UNIT;
        [exp(t), exp(t) * relative / PIECES_PER_UNIT]
    });
    knots.collect()
}

/// Bounds the slopes so that no piece falls: up to three times its mean slope at either end.
fn level(knots: &mut [[f64; 2]]) {
    for at in 1..knots.len() {
        let step = (knots[at][0] - knots[at - 1][0]).max(0.0);
        knots[at][0] = knots[at - 1][0] + step;
        for place in [at - 1, at] {
            knots[place][1] = knots[place][1].min(3.0 * step);
        }
    }
}

/// A beta distribution between 0 and 1.
struct Beta {
    alpha: f64,
    beta: f64,
    /// The logarithm of what its density is divided by.
    log_whole: f64,
}

impl Beta {
    fn new(alpha: f64, beta: f64) -> Beta {
        Beta {
            alpha,
            beta,
            log_whole: log_gamma(alpha) + log_gamma(beta) - log_gamma(alpha + beta),
        }
    }

    /// Returns the logarithm of the value below which lies the probability with logarithm `target`.
    fn log_value(&self, target: f64, start: f64) -> f64 {
        let (mut low, mut high) = (LOWEST, 0.0);
        let mut t = start.clamp(low, high);
        for _ in 0..MOST_STEPS {
            let log_below = self.log_below(t);
            if log_below < target {
                low = t;
            } else {
                high = t;
            }
            let slope = exp(self.log_density(t) - log_below);
            let newton = t - (log_below - target) / slope;
            let is_inside = newton >= low && newton <= high;
            let next = if is_inside {
                newton
            } else {
                0.5 * (low + high)
            };
            let step = (next - t).abs();
            t = next;
            if step <= CLOSE {
                break;
            }
        }
        t
    }

    /// Returns the logarithm of x times the density at x = e^t.
    fn log_density(&self, t: f64) -> f64 {
        let above = (1.0 - exp(t)).max(NEARLY_ZERO);
        self.alpha * t + (self.beta - 1.0) * ln(above) - self.log_whole
    }

    /// Returns the logarithm of the probability below e^t, the regularised incomplete beta
    /// function.
    fn log_below(&self, t: f64) -> f64 {
        let Beta { alpha, beta, .. } = *self;
        let x = exp(t);
        let above = (1.0 - x).max(NEARLY_ZERO);
        let log_power = alpha * t + beta * ln(above) - self.log_whole;
        if x < (alpha + 1.0) / (alpha + beta + 2.0) {
            log_power + ln(continued_fraction(alpha, beta, x) / alpha)
        } else {
            let rest = exp(log_power) * continued_fraction(beta, alpha, above) / beta;
            ln((1.0 - rest).max(NEARLY_ZERO))
        }
    }
}

/// Returns the continued fraction of the incomplete beta function by Lentz's method
/// (NIST DLMF 8.17.22).
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    let away = |value: f64| {
        if value.abs() < NEARLY_ZERO {
            NEARLY_ZERO
        } else {
            value
        }
    };
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let (mut c, mut whole) = (1.0, d);
    for term in 1..=MOST_TERMS {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for part in [even, odd] {
            d = 1.0 / away(1.0 + part * d);
            c = away(1.0 + part / c);
            change = d * c;
            whole *= change;
        }
        if (change - 1.0).abs() <= SETTLED {
            break;
        }
    }
    whole
}

/// Returns the logarithm of the gamma function of a number above zero, by Stirling's series at
/// ten or more (NIST DLMF 5.11.1): error below 1e-13 plus a few units in the last place.
fn log_gamma(x: f64) -> f64 {
    let (mut high, mut product) = (x, 1.0);
    while high < 10.0 {
        product *= high;
        high += 1.0;
    }
    let inverse = 1.0 / high;
    let series = inverse * polynomial(&STIRLING, inverse * inverse);
    (high - 0.5) * ln(high) - high + HALF_LN_TAU + series - ln(product)
}
