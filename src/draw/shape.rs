//! The distributions there are, as they are written down.

/// A distribution as it is described; [`Distribution::new`](super::Distribution::new) checks it.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Always the same.
    Constant(f64),
    /// One with this probability, otherwise zero: an event.
    Chance {
        /// From 0 to 1.
        probability: f64,
    },
    /// Normal.
    Normal {
        /// Its mean, and median.
        mean: f64,
        /// Its standard deviation, at least 0.
        sd: f64,
    },
    /// The exponential of a normal number.
    Lognormal {
        /// The mean of the logarithm.
        mu: f64,
        /// The standard deviation of the logarithm, at least 0.
        sigma: f64,
    },
    /// Lognormal, by its median.
    LognormalByMedian {
        /// Its median, above 0.
        median: f64,
        /// The standard deviation of the logarithm, at least 0.
        sigma: f64,
    },
    /// Lognormal, by its mean.
    LognormalByMean {
        /// Its mean, above 0.
        mean: f64,
        /// The standard deviation of the logarithm, at least 0.
        sigma: f64,
    },
    /// Every value between two bounds equally likely.
    Uniform {
        /// The lowest value.
        low: f64,
        /// The highest value, at least `low`.
        high: f64,
    },
    /// A density that rises in a straight line to the mode and falls in a straight line.
    Triangular {
        /// The lowest value.
        low: f64,
        /// The likeliest value, from `low` to `high`.
        mode: f64,
        /// The highest value.
        high: f64,
    },
    /// Beta, stretched between two bounds.
    Beta {
        /// The power of the density at `low`, plus one.
        alpha: f64,
        /// The power of the density at `high`, plus one.
        beta: f64,
        /// The lowest value.
        low: f64,
        /// The highest value, at least `low`.
        high: f64,
    },
    /// PERT: beta with alpha = 1 + weight (mode - low) / (high - low) and
    /// beta = 1 + weight (high - mode) / (high - low).
    Pert {
        /// The lowest value.
        low: f64,
        /// The likeliest value, from `low` to `high`.
        mode: f64,
        /// The highest value.
        high: f64,
        /// How much heavier the mode weighs than a bound; by custom 4.
        weight: f64,
    },
    /// A few values, each with its weight.
    Discrete {
        /// The values, in any order.
        values: Vec<f64>,
        /// As many weights, none below 0 and not all 0; their sum may be anything.
        weights: Vec<f64>,
    },
    /// Resampling of observed values: each is as likely as any other, and nothing between them
    /// occurs.
    Empirical {
        /// The values, in any order.
        values: Vec<f64>,
    },
    /// Straight lines between known quantiles.
    Quantiles {
        /// Rising probabilities from 0 to 1, both included: beyond the known quantiles nothing is
        /// known.
        probabilities: Vec<f64>,
        /// As many values, none below the one before.
        values: Vec<f64>,
    },
}

/// The weight of the mode in a PERT distribution, by custom.
pub const PERT_WEIGHT: f64 = 4.0;
