//! Water-filling: a key under minimum and maximum, with what they free or cost shared again.

use crate::money::Exact;

/// What one award must stay between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Least award.
    pub minimum: Exact,
    /// Greatest award; `None` for no limit.
    pub maximum: Option<Exact>,
}

impl Bounds {
    /// Returns the bounds zero to `maximum`.
    pub fn up_to(maximum: &Exact) -> Bounds {
        Bounds {
            minimum: Exact::zero(),
            maximum: Some(maximum.clone()),
        }
    }
}

/// The outcome of [`water_filling`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// One award per weight.
    pub awards: Vec<Exact>,
    /// The single multiplier `t` of the weights; the certificate of the outcome.
    pub multiplier: Exact,
}

/// Why bounds admit no division of a pot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// The minima together need more than the pot.
    MinimaAbovePot {
        /// Sum of the minima.
        needs: Exact,
    },
    /// The maxima together hold less than the pot.
    MaximaBelowPot {
        /// Sum of the maxima, with zero for weights of zero.
        holds: Exact,
    },
}

/// Divides `pot` as `min(max(t * weight, minimum), maximum)` with the one `t` that fits.
///
/// This is the closest bounded division to the key: everybody strictly between the bounds keeps
/// the same amount per unit of weight (`docs/method.md`, "Limits"). A weight of zero receives its
/// minimum. Where a minimum lies above its maximum, the maximum counts.
///
/// # Errors
///
/// [`Impossible`] when the bounds leave no room.
pub fn water_filling(
    pot: &Exact,
    weights: &[Exact],
    bounds: &[Bounds],
) -> Result<Level, Impossible> {
    let floors: Vec<Exact> = bounds.iter().map(floor_of).collect();
    let needs: Exact = floors.iter().cloned().sum();
    if needs > *pot {
        return Err(Impossible::MinimaAbovePot { needs });
    }
    let multiplier = level(pot, weights, bounds, &floors)?;
    let awards = weights.iter().zip(bounds).zip(&floors);
    let awards = awards.map(|((weight, bound), floor)| {
        let award = weight.times(&multiplier).max(floor.clone());
        bound
            .maximum
            .as_ref()
            .map_or(award.clone(), |maximum| award.min(maximum.clone()))
    });
    Ok(Level {
        awards: awards.collect(),
        multiplier,
    })
}

fn floor_of(bound: &Bounds) -> Exact {
    bound
        .maximum
        .as_ref()
        .map_or(bound.minimum.clone(), |most| {
            most.clone().min(bound.minimum.clone())
        })
}

/// Walks up the levels at which an award leaves its minimum or reaches its maximum.
fn level(
    pot: &Exact,
    weights: &[Exact],
    bounds: &[Bounds],
    floors: &[Exact],
) -> Result<Exact, Impossible> {
    // (level, change of the resting sum, change of the rising weight)
    let mut events: Vec<(Exact, Exact, Exact)> = Vec::new();
    for ((weight, bound), floor) in weights.iter().zip(bounds).zip(floors) {
        if weight.is_zero() {
            continue;
        }
        events.push((
            floor.over(weight),
            Exact::zero().minus(floor),
            weight.clone(),
        ));
        if let Some(maximum) = &bound.maximum {
            events.push((
                maximum.over(weight),
                maximum.clone(),
                Exact::zero().minus(weight),
            ));
        }
    }
    events.sort();
    let mut resting: Exact = floors.iter().cloned().sum();
    let mut rising = Exact::zero();
    for (at, rest, rise) in &events {
        if resting.plus(&rising.times(at)) >= *pot && !rising.is_zero() {
            break;
        }
        resting = resting.plus(rest);
        rising = rising.plus(rise);
    }
    if rising.is_zero() && resting < *pot {
        return Err(Impossible::MaximaBelowPot { holds: resting });
    }
    Ok(pot.minus(&resting).over(&rising))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(minimum: i64, maximum: i64) -> Bounds {
        Bounds {
            minimum: minimum.into(),
            maximum: Some(maximum.into()),
        }
    }

    #[test]
    fn what_a_bound_costs_is_shared_by_those_between_the_bounds() {
        // Key 1:2:3 on 60 gives 10, 20, 30; a minimum of 16 for the first leaves 44 on 2:3.
        let weights = [1, 2, 3].map(Exact::from);
        let wide = bounds(0, 100);
        let outcome =
            water_filling(&60.into(), &weights, &[bounds(16, 100), wide.clone(), wide]).unwrap();
        assert_eq!(
            outcome.awards,
            [Exact::from(16), Exact::ratio(88, 5), Exact::ratio(132, 5)]
        );
        assert_eq!(outcome.multiplier, Exact::ratio(44, 5));
    }

    #[test]
    fn a_second_bound_hit_on_the_way_is_respected() {
        let weights = [1, 1, 4].map(Exact::from);
        let limits = [bounds(0, 100), bounds(20, 100), bounds(0, 30)];
        let outcome = water_filling(&60.into(), &weights, &limits).unwrap();
        assert_eq!(outcome.awards, [10, 20, 30].map(Exact::from));
    }

    #[test]
    fn bounds_without_room_say_what_they_need_or_hold() {
        let weights = [1, 1].map(Exact::from);
        assert_eq!(
            water_filling(&10.into(), &weights, &[bounds(6, 9), bounds(6, 9)]),
            Err(Impossible::MinimaAbovePot { needs: 12.into() })
        );
        assert_eq!(
            water_filling(&20.into(), &weights, &[bounds(6, 9), bounds(6, 9)]),
            Err(Impossible::MaximaBelowPot { holds: 18.into() })
        );
    }
}
