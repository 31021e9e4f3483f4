//! Distributions as they are stated, turned into what is drawn.

use super::floats::nearest;
use crate::domain::Distribution as Stated;
use crate::draw::Shape;
use crate::money::Exact;

/// Returns a distribution as it is drawn.
pub(super) fn shape(stated: &Stated) -> Shape {
    let apart = |pairs: &[(Exact, Exact)]| -> (Vec<f64>, Vec<f64>) {
        let pairs = pairs.iter();
        pairs
            .map(|(left, right)| (nearest(left), nearest(right)))
            .unzip()
    };
    match stated {
        Stated::Normal { mean, sd } => Shape::Normal {
            mean: nearest(mean),
            sd: nearest(sd),
        },
        Stated::Lognormal { mean, sd } => Shape::Lognormal {
            mu: nearest(mean),
            sigma: nearest(sd),
        },
        Stated::Triangular { low, mode, high } => Shape::Triangular {
            low: nearest(low),
            mode: nearest(mode),
            high: nearest(high),
        },
        Stated::Uniform { low, high } => Shape::Uniform {
            low: nearest(low),
            high: nearest(high),
        },
        Stated::Beta {
            alpha,
            beta,
            low,
            high,
        } => Shape::Beta {
            alpha: nearest(alpha),
            beta: nearest(beta),
            low: nearest(low),
            high: nearest(high),
        },
        Stated::Pert { low, mode, high } => Shape::Pert {
            low: nearest(low),
            mode: nearest(mode),
            high: nearest(high),
            weight: crate::draw::PERT_WEIGHT,
        },
        Stated::Discrete(pairs) => {
            let (values, weights) = apart(pairs);
            Shape::Discrete { values, weights }
        }
        Stated::Empirical(values) => Shape::Empirical {
            values: values.iter().map(nearest).collect(),
        },
        Stated::Quantiles(pairs) => {
            let (probabilities, values) = apart(pairs);
            Shape::Quantiles {
                probabilities,
                values,
            }
        }
    }
}
