//! Distributions, checked and ready to turn words or scores into values.

use super::beta::Curve;
use super::elementary::{index_of, ln, rough_exp, whole_part};
use super::lanes::in_lanes;
use super::normal::{fraction, normal_scores, probability};
use super::{BadNumber, Shape};

/// A distribution that is known to be sound.
///
/// A higher word or score never gives a lower value, so that numbers with correlated scores are
/// correlated the same way, whatever their distributions: the Gaussian copula.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution(Inverse);

/// The inverse of a distribution, by what it is a function of.
#[derive(Clone, Debug, PartialEq)]
enum Inverse {
    OfScore(OfScore),
    OfFraction(OfFraction),
}

/// An inverse that is simplest as a function of the standard normal score.
#[derive(Clone, Debug, PartialEq)]
enum OfScore {
    Normal { mean: f64, sd: f64 },
    Lognormal { mu: f64, sigma: f64 },
    Curve { curve: Curve, low: f64, width: f64 },
}

/// An inverse as a function of u, the part of the draws below.
#[derive(Clone, Debug, PartialEq)]
enum OfFraction {
    /// One from this fraction on.
    Chance {
        from: f64,
    },
    Uniform {
        low: f64,
        width: f64,
    },
    /// The bounds, and below the mode the part of the draws and its slope; above likewise.
    Triangular {
        low: f64,
        high: f64,
        below: f64,
        rise: f64,
        fall: f64,
    },
    /// Sorted values and, for each, the weight up to and with it.
    Steps {
        values: Vec<f64>,
        weights: Vec<f64>,
    },
    /// Sorted values, equally likely.
    Resampled(Vec<f64>),
    /// Sorted fractions and values.
    Lines {
        fractions: Vec<f64>,
        values: Vec<f64>,
    },
}

impl Distribution {
    /// Checks a description and prepares its inverse; a beta distribution takes a few
    /// milliseconds.
    ///
    /// # Errors
    ///
    /// The first number that does not fit.
    pub fn new(shape: &Shape) -> Result<Distribution, BadNumber> {
        use Inverse::{OfFraction as Fraction, OfScore as Score};
        let inverse = match shape {
            Shape::Constant(value) => {
                BadNumber::unless_finite("value", *value)?;
                Score(constant(*value))
            }
            Shape::Normal { mean, sd } => {
                BadNumber::unless_finite("mean", *mean)?;
                BadNumber::unless_deviation(*sd)?;
                let (mean, sd) = (*mean, *sd);
                Score(OfScore::Normal { mean, sd })
            }
            Shape::Lognormal { mu, sigma } => Score(lognormal(*mu, *sigma)?),
            Shape::LognormalByMedian { median, sigma } => {
                BadNumber::unless_positive("median", *median)?;
                Score(lognormal(ln(*median), *sigma)?)
            }
            Shape::LognormalByMean { mean, sigma } => {
                BadNumber::unless_positive("mean", *mean)?;
                Score(lognormal(ln(*mean) - 0.5 * sigma * sigma, *sigma)?)
            }
            Shape::Beta {
                alpha,
                beta,
                low,
                high,
            } => {
                BadNumber::unless_in_order(&[("low", *low), ("high", *high)])?;
                Score(stretched([*alpha, *beta], *low, *high)?)
            }
            Shape::Pert {
                low,
                mode,
                high,
                weight,
            } => Score(pert([*low, *mode, *high], *weight)?),
            Shape::Chance { probability } => {
                BadNumber::unless_probability(*probability)?;
                let from = 1.0 - probability;
                Fraction(OfFraction::Chance { from })
            }
            Shape::Uniform { low, high } => {
                BadNumber::unless_in_order(&[("low", *low), ("high", *high)])?;
                let (low, width) = (*low, high - low);
                BadNumber::unless_finite("width", width)?;
                Fraction(OfFraction::Uniform { low, width })
            }
            Shape::Triangular { low, mode, high } => triangular([*low, *mode, *high])?,
            Shape::Discrete { values, weights } => Fraction(discrete(values, weights)?),
            Shape::Empirical { values } => Fraction(OfFraction::Resampled(sorted(values)?)),
            Shape::Quantiles {
                probabilities,
                values,
            } => Fraction(lines(probabilities, values)?),
        };
        Ok(Distribution(inverse))
    }

    /// Writes the value at every word, as many as the shorter slice holds.
    pub fn sample(&self, words: &[u32], values: &mut [f64]) {
        let shared = words.len().min(values.len());
        let values = &mut values[..shared];
        match &self.0 {
            Inverse::OfScore(inverse) => {
                normal_scores(words, values);
                inverse.at(in_place(values));
            }
            Inverse::OfFraction(inverse) => {
                for (value, word) in values.iter_mut().zip(words) {
                    *value = fraction(*word);
                }
                inverse.at(values);
            }
        }
    }

    /// Says whether values are made of normal scores, so that [`Distribution::at_scores`] gives
    /// what [`Distribution::sample`] does, to the bit.
    pub fn is_of_scores(&self) -> bool {
        matches!(self.0, Inverse::OfScore(_))
    }

    /// Turns standard normal scores, correlated or not, into values.
    pub fn at_scores(&self, scores: &mut [f64]) {
        match &self.0 {
            Inverse::OfScore(inverse) => inverse.at(in_place(scores)),
            Inverse::OfFraction(inverse) => {
                each(in_place(scores), probability);
                inverse.at(scores);
            }
        }
    }

    /// Writes the values at standard normal scores, as many as the shorter slice holds.
    pub fn of_scores(&self, scores: &[f64], values: &mut [f64]) {
        match &self.0 {
            Inverse::OfScore(inverse) => inverse.at(scores.iter().copied().zip(values)),
            Inverse::OfFraction(inverse) => {
                each(scores.iter().copied().zip(&mut *values), probability);
                inverse.at(values);
            }
        }
    }
}

impl OfScore {
    /// Turns scores into values, which stand beside them.
    fn at<'v>(&self, scores: impl Iterator<Item = (f64, &'v mut f64)>) {
        match *self {
            OfScore::Normal { mean, sd } => {
                each(
                    scores,
                    #[inline(always)]
                    move |score| mean + sd * score,
                );
            }
            OfScore::Lognormal { mu, sigma } => {
                each(
                    scores,
                    #[inline(always)]
                    move |score| rough_exp(mu + sigma * score),
                );
            }
            OfScore::Curve {
                ref curve,
                low,
                width,
            } => {
                each(
                    scores,
                    #[inline(always)]
                    move |score| low + width * curve.at(score),
                );
            }
        }
    }
}

impl OfFraction {
    /// Turns fractions of the draws into values.
    fn at(&self, fractions: &mut [f64]) {
        match *self {
            OfFraction::Chance { from } => {
                each(
                    in_place(fractions),
                    #[inline(always)]
                    move |u| if u >= from { 1.0 } else { 0.0 },
                );
            }
            OfFraction::Uniform { low, width } => {
                each(
                    in_place(fractions),
                    #[inline(always)]
                    move |u| low + width * u,
                );
            }
            OfFraction::Triangular {
                low,
                high,
                below,
                rise,
                fall,
            } => each(
                in_place(fractions),
                #[inline(always)]
                move |u| {
                    let (left, right) = ((u * rise).sqrt(), ((1.0 - u) * fall).sqrt());
                    if u < below { low + left } else { high - right }
                },
            ),
            OfFraction::Steps {
                ref values,
                ref weights,
            } => {
                let total = weights.last().copied().unwrap_or_default();
                each(
                    in_place(fractions),
                    #[inline(always)]
                    move |u| {
                        let weight = u * total;
                        let place = weights.partition_point(|below| *below <= weight);
                        values[place.min(values.len() - 1)]
                    },
                );
            }
            OfFraction::Resampled(ref values) => {
                let (count, last) = (length(values), values.len() - 1);
                each(
                    in_place(fractions),
                    #[inline(always)]
                    move |u| values[index_of(whole_part(u * count), last)],
                );
            }
            OfFraction::Lines {
                fractions: ref ends,
                ref values,
            } => {
                each(
                    in_place(fractions),
                    #[inline(always)]
                    move |u| line(ends, values, u),
                );
            }
        }
    }
}

/// Returns numbers, each beside the place that its image takes: its own.
#[inline(always)]
fn in_place(numbers: &mut [f64]) -> impl Iterator<Item = (f64, &mut f64)> {
    numbers.iter_mut().map(|number| (*number, number))
}

/// Writes the image of every number beside it. The image owns the parameters: a reference to them
/// might point into the numbers, and would keep them from being handled side by side.
#[inline(always)]
fn each<'n>(numbers: impl Iterator<Item = (f64, &'n mut f64)>, image: impl Fn(f64) -> f64) {
    in_lanes(
        #[inline(always)]
        || {
            for (number, place) in numbers {
                *place = image(number);
            }
        },
    );
}

fn constant(mean: f64) -> OfScore {
    OfScore::Normal { mean, sd: 0.0 }
}

fn lognormal(mu: f64, sigma: f64) -> Result<OfScore, BadNumber> {
    BadNumber::unless_deviation(sigma)?;
    BadNumber::unless_finite("mean of the logarithm", mu)?;
    Ok(OfScore::Lognormal { mu, sigma })
}

fn stretched([alpha, beta]: [f64; 2], low: f64, high: f64) -> Result<OfScore, BadNumber> {
    let (curve, width) = (Curve::beta(alpha, beta)?, high - low);
    BadNumber::unless_finite("width", width)?;
    Ok(OfScore::Curve { curve, low, width })
}

fn pert([low, mode, high]: [f64; 3], weight: f64) -> Result<OfScore, BadNumber> {
    BadNumber::unless_in_order(&[("low", low), ("mode", mode), ("high", high)])?;
    BadNumber::unless_positive("weight", weight)?;
    if low == high {
        return Ok(constant(low));
    }
    let powers = [mode - low, high - mode].map(|side| 1.0 + weight * side / (high - low));
    stretched(powers, low, high)
}

fn triangular([low, mode, high]: [f64; 3]) -> Result<Inverse, BadNumber> {
    BadNumber::unless_in_order(&[("low", low), ("mode", mode), ("high", high)])?;
    let width = high - low;
    BadNumber::unless_finite("width", width)?;
    if width == 0.0 {
        return Ok(Inverse::OfScore(constant(low)));
    }
    let (rise, fall) = (width * (mode - low), width * (high - mode));
    Ok(Inverse::OfFraction(OfFraction::Triangular {
        low,
        high,
        below: (mode - low) / width,
        rise,
        fall,
    }))
}

/// Returns the steps of values with weights, those without weight left out.
fn discrete(values: &[f64], weights: &[f64]) -> Result<OfFraction, BadNumber> {
    same_length(values, weights, "weights")?;
    // Sorted: the order in which they are written makes no difference.
    let mut steps = Vec::new();
    for (value, weight) in values.iter().zip(weights) {
        BadNumber::unless_finite("value", *value)?;
        BadNumber::unless_finite("weight", *weight)?;
        if *weight < 0.0 {
            return Err(BadNumber::Weight(*weight));
        }
        steps.push((*value, *weight));
    }
    steps.retain(|(_, weight)| *weight > 0.0);
    if steps.is_empty() {
        return Err(BadNumber::NoWeight);
    }
    steps.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut total = 0.0;
    let summed = steps.iter().map(|(_, weight)| {
        total += weight;
        total
    });
    let weights: Vec<f64> = summed.collect();
    BadNumber::unless_finite("sum of the weights", total)?;
    let values = steps.iter().map(|(value, _)| *value).collect();
    Ok(OfFraction::Steps { values, weights })
}

fn lines(probabilities: &[f64], values: &[f64]) -> Result<OfFraction, BadNumber> {
    same_length(values, probabilities, "probabilities")?;
    for (probability, value) in probabilities.iter().zip(values) {
        BadNumber::unless_probability(*probability)?;
        BadNumber::unless_finite("value", *value)?;
    }
    let (first, last) = (probabilities[0], probabilities[probabilities.len() - 1]);
    for (pair, values) in probabilities.windows(2).zip(values.windows(2)) {
        let ([before, next], [lower, upper]) = ([pair[0], pair[1]], [values[0], values[1]]);
        if before >= next {
            return Err(BadNumber::Unsorted { before, next });
        }
        if lower > upper {
            return Err(BadNumber::Crossing {
                probability: next,
                before: lower,
                next: upper,
            });
        }
        BadNumber::unless_finite("width", upper - lower)?;
    }
    if first > 0.0 || last < 1.0 {
        return Err(BadNumber::OpenQuantiles { first, last });
    }
    Ok(OfFraction::Lines {
        fractions: probabilities.to_vec(),
        values: values.to_vec(),
    })
}

/// Returns the value at `u` on the straight lines between points, of which there are at least two.
#[inline(always)]
fn line(fractions: &[f64], values: &[f64], u: f64) -> f64 {
    let above = fractions.partition_point(|fraction| *fraction <= u);
    let above = above.clamp(1, fractions.len() - 1);
    let (start, end) = (fractions[above - 1], fractions[above]);
    let (low, high) = (values[above - 1], values[above]);
    low + (high - low) * ((u - start) / (end - start))
}

fn sorted(values: &[f64]) -> Result<Vec<f64>, BadNumber> {
    if values.is_empty() {
        return Err(BadNumber::Empty);
    }
    for value in values {
        BadNumber::unless_finite("value", *value)?;
    }
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    Ok(values)
}

fn same_length(values: &[f64], others: &[f64], name: &'static str) -> Result<(), BadNumber> {
    let (values, others) = (values.len(), others.len());
    if values == 0 {
        return Err(BadNumber::Empty);
    }
    let unequal = || BadNumber::Lengths {
        values,
        others,
        name,
    };
    (values == others).then_some(()).ok_or_else(unequal)
}

/// Returns how many values there are.
fn length(values: &[f64]) -> f64 {
    values.iter().map(|_| 1.0).sum()
}
