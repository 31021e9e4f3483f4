//! Water-filling: a key under minimum and maximum, with what they free or cost shared again.

use crate::money::{Exact, Rounding};

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
    /// Who sits at the minimum.
    pub at_minimum: Vec<usize>,
    /// Who sits at the maximum.
    pub at_maximum: Vec<usize>,
}

/// Why bounds admit no division of a pot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// The minima together need more than the pot.
    MinimaAbovePot {
        /// Sum of the minima.
        needs: Exact,
        /// By how much they exceed the pot.
        missing: Exact,
    },
    /// The maxima together hold less than the pot.
    MaximaBelowPot {
        /// Sum of the maxima, with zero for weights of zero.
        holds: Exact,
        /// What the pot has beyond that.
        left: Exact,
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
    let multiplier = level(pot, weights, bounds, &floors)?;
    let mut level = Level {
        awards: Vec::with_capacity(weights.len()),
        multiplier,
        at_minimum: Vec::new(),
        at_maximum: Vec::new(),
    };
    for (at, ((weight, bound), floor)) in weights.iter().zip(bounds).zip(floors).enumerate() {
        let free = weight.times(&level.multiplier).max(floor.clone());
        let most = bound.maximum.as_ref();
        let award = most.map_or(free.clone(), |most| free.min(most.clone()));
        if award == floor {
            level.at_minimum.push(at);
        }
        if most == Some(&award) {
            level.at_maximum.push(at);
        }
        level.awards.push(award);
    }
    Ok(level)
}

/// Returns the multiplier of [`water_filling`] alone.
///
/// # Errors
///
/// [`Impossible`] when the bounds leave no room.
pub(in crate::rules) fn water_level(
    pot: &Exact,
    weights: &[Exact],
    bounds: &[Bounds],
) -> Result<Exact, Impossible> {
    let floors: Vec<Exact> = bounds.iter().map(floor_of).collect();
    level(pot, weights, bounds, &floors)
}

fn floor_of(bound: &Bounds) -> Exact {
    bound
        .maximum
        .as_ref()
        .map_or(bound.minimum.clone(), |most| {
            most.clone().min(bound.minimum.clone())
        })
}

/// A level at which an award leaves its minimum or reaches its maximum.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    /// The level in whole numbers; compared first, for speed.
    floor: i64,
    level: Exact,
    /// Change of what rests at a bound.
    rest: Exact,
    /// Change of the weight that rises with the level.
    rise: Exact,
}

impl Event {
    fn at(level: Exact, rest: Exact, rise: Exact) -> Event {
        let beyond = if level.is_negative() {
            i64::MIN
        } else {
            i64::MAX
        };
        Event {
            floor: level.round(Rounding::Down).unwrap_or(beyond),
            level,
            rest,
            rise,
        }
    }
}

/// Finds the level at which the awards add up to the pot: between two events they rise linearly.
fn level(
    pot: &Exact,
    weights: &[Exact],
    bounds: &[Bounds],
    floors: &[Exact],
) -> Result<Exact, Impossible> {
    let needs: Exact = floors.iter().cloned().sum();
    if needs > *pot {
        let missing = needs.minus(pot);
        return Err(Impossible::MinimaAbovePot { needs, missing });
    }
    let mut events: Vec<Event> = Vec::new();
    for ((weight, bound), floor) in weights.iter().zip(bounds).zip(floors) {
        if weight.is_zero() {
            continue;
        }
        let leaves = Exact::zero().minus(floor);
        events.push(Event::at(floor.over(weight), leaves, weight.clone()));
        if let Some(maximum) = &bound.maximum {
            let stops = Exact::zero().minus(weight);
            events.push(Event::at(maximum.over(weight), maximum.clone(), stops));
        }
    }
    events.sort_unstable();
    // What rests and what rises before each event, and after the last.
    let mut sums = vec![(needs, Exact::zero())];
    for (at, event) in events.iter().enumerate() {
        let (resting, rising) = &sums[at];
        sums.push((resting.plus(&event.rest), rising.plus(&event.rise)));
    }
    let reached = events.iter().zip(&sums).collect::<Vec<_>>();
    let last = reached.partition_point(|(event, (resting, rising))| {
        resting.plus(&rising.times(&event.level)) < *pot
    });
    // Before the first event nothing rises, so a pot of just the minima is met at that event.
    let (resting, rising) = &sums[last.max(1).min(events.len())];
    let left = pot.minus(resting);
    if rising.is_zero() && !left.is_zero() {
        return Err(Impossible::MaximaBelowPot {
            holds: resting.clone(),
            left,
        });
    }
    Ok(left.over(rising))
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
        assert_eq!((outcome.at_minimum, outcome.at_maximum), (vec![1], vec![2]));
    }

    #[test]
    fn bounds_without_room_say_what_they_need_or_hold() {
        let weights = [1, 1].map(Exact::from);
        assert_eq!(
            water_filling(&10.into(), &weights, &[bounds(6, 9), bounds(6, 9)]),
            Err(Impossible::MinimaAbovePot {
                needs: 12.into(),
                missing: 2.into()
            })
        );
        assert_eq!(
            water_filling(&20.into(), &weights, &[bounds(6, 9), bounds(6, 9)]),
            Err(Impossible::MaximaBelowPot {
                holds: 18.into(),
                left: 2.into()
            })
        );
    }
}
