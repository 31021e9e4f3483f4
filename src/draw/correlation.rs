//! Numbers that move together: a part in common, the rest their own.

use super::BadNumber;
use super::lanes::in_lanes;

/// How much of a normal score is shared with common factors; the rest is its own.
///
/// z = Σ loading × common + √(1 - Σ loading²) × own is standard normal again, and two scores with
/// loadings a and b on one factor have correlation a × b.
#[derive(Clone, Debug, PartialEq)]
pub struct Loadings {
    common: Vec<f64>,
    own: f64,
}

impl Loadings {
    /// Returns the loadings on the common factors, in their order.
    ///
    /// # Errors
    ///
    /// Squares that add up to more than one: nothing would be left for the own part.
    pub fn new(common: &[f64]) -> Result<Loadings, BadNumber> {
        let mut shared = 0.0;
        for loading in common {
            BadNumber::unless_finite("loading", *loading)?;
            shared += loading * loading;
        }
        if shared > 1.0 {
            return Err(BadNumber::Loadings(shared));
        }
        Ok(Loadings {
            common: common.to_vec(),
            own: (1.0 - shared).sqrt(),
        })
    }

    /// Turns own scores into correlated ones, given the scores of the common factors in the order
    /// of their loadings.
    pub fn combine(&self, common: &[&[f64]], own: &mut [f64]) {
        in_lanes(
            #[inline(always)]
            || {
                for own in own.iter_mut() {
                    *own *= self.own;
                }
                for (loading, common) in self.common.iter().zip(common) {
                    for (own, common) in own.iter_mut().zip(*common) {
                        *own += loading * common;
                    }
                }
            },
        );
    }
}
