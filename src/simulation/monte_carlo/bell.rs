//! Bells: normal and lognormal distributions of which the mean or the deviation differs from point
//! to point. Their scores are drawn once, and every point makes its own values of them.

use std::f64::consts::SQRT_2;

use crate::domain::{Distribution as Stated, Id};
use crate::draw::{BadNumber, Bell as Curve, Distribution, FARTHEST_SCORE, Shape};
use crate::engine::{Column, LANES};
use crate::money::Exact;

use super::floats::nearest;

/// A number of a normal or a lognormal distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Its mean; of a lognormal one that of the logarithm.
    Mean,
    /// Its standard deviation; of a lognormal one that of the logarithm.
    Deviation,
}

impl Moment {
    /// Every value with its key in files.
    pub const ALL: [(&'static str, Moment); 2] =
        [("mean", Moment::Mean), ("sd", Moment::Deviation)];
}

/// A mean or a deviation that differs from point to point, from the least to the most.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Varied {
    /// Id of what is uncertain.
    pub(super) id: Id,
    pub(super) moment: Moment,
    pub(super) least: f64,
    pub(super) most: f64,
}

/// A mean or a deviation.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Parameter {
    /// The same at every point.
    Same(f64),
    /// The one that varies at this position, and the most it comes to.
    Each(usize, f64),
}

/// A distribution of which the mean or the deviation differs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bell {
    curve: Curve,
    mean: Parameter,
    sd: Parameter,
}

impl Bell {
    /// Returns the distribution of something uncertain; `None` where it is the same at every point.
    ///
    /// # Errors
    ///
    /// What is wrong with it at some point.
    pub(super) fn of(
        (id, stated): (&Id, &Stated),
        varied: &[Varied],
    ) -> Result<Option<Bell>, BadNumber> {
        let (curve, mean, sd) = match stated {
            Stated::Normal { mean, sd } => (Curve::Normal, mean, sd),
            Stated::Lognormal { mean, sd } => (Curve::Lognormal, mean, sd),
            _ => return Ok(None),
        };
        let own = |moment: Moment, stated: &Exact| {
            let found = varied.iter().enumerate();
            let mut found = found.filter(|(_, one)| one.id == *id && one.moment == moment);
            match found.next() {
                Some((at, one)) => (Parameter::Each(at, one.most), one.least),
                None => (Parameter::Same(nearest(stated)), nearest(stated)),
            }
        };
        let ((mean, least), (sd, least_sd)) = (own(Moment::Mean, mean), own(Moment::Deviation, sd));
        if let (Parameter::Same(_), Parameter::Same(_)) = (mean, sd) {
            return Ok(None);
        }
        // What is sound at both ends is sound between them.
        for (mean, sd) in [(least, least_sd), (mean.most(), sd.most())] {
            Distribution::new(&Shape::Normal { mean, sd })?;
        }
        Ok(Some(Bell { curve, mean, sd }))
    }

    /// Writes the values at scores, with the means and deviations of each lane; times as many
    /// factors, where there are any.
    pub(super) fn write(
        &self,
        varied: &[Column],
        scores: &Column,
        factors: Option<&Column>,
        values: &mut Column,
    ) {
        let (mut mean, mut sd) = ([0.0; LANES], [0.0; LANES]);
        let mean = self.mean.lanes(varied, &mut mean);
        let sd = self.sd.lanes(varied, &mut sd);
        let moments = (&mean[..], &sd[..]);
        match factors {
            None => self.curve.at(moments, scores, values),
            Some(factors) => self.curve.times(factors, (moments, scores), values),
        }
    }

    /// Returns a value that no draw exceeds at any point.
    pub(super) fn farthest(&self) -> f64 {
        let mut value = [0.0];
        let parameters = (&[self.mean.most()][..], &[self.sd.most()][..]);
        let farthest = [FARTHEST_SCORE * SQRT_2];
        self.curve.at(parameters, &farthest, &mut value);
        value[0]
    }
}

impl Parameter {
    fn most(self) -> f64 {
        match self {
            Parameter::Same(own) | Parameter::Each(_, own) => own,
        }
    }

    /// Returns the value of each lane, where it stands or in `room`.
    fn lanes<'v>(self, varied: &'v [Column], room: &'v mut Column) -> &'v Column {
        match self {
            Parameter::Same(own) => {
                room.fill(own);
                room
            }
            Parameter::Each(at, _) => &varied[at],
        }
    }
}
