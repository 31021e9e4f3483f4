//! Models: at a spot, how every margin and amount changes with each parameter.
//!
//! A difference is taken over a step as long as the piece allows, so that rounding drowns in it:
//! a step after which other decisions are taken is shortened.

use super::ground::{Ground, Seen, Spot};

/// A number that changes with the parameters, by so much per step of each.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) value: f64,
    pub(super) slopes: Vec<f64>,
}

/// What is known around a spot.
#[derive(Clone, Debug)]
pub(super) struct Model {
    /// Per condition, a row for each thing that it looks at.
    pub(super) margins: Vec<Vec<Row>>,
    pub(super) awards: Vec<Row>,
    pub(super) total: Row,
    /// The spot itself, parameter by parameter.
    pub(super) place: Vec<Row>,
}

impl Row {
    /// Returns the value after a step.
    pub(super) fn after(&self, step: &[f64]) -> f64 {
        let change = self.slopes.iter().zip(step);
        self.value + change.map(|(slope, step)| slope * step).sum::<f64>()
    }

    /// Returns the same row seen from another spot.
    fn moved(&mut self, step: &[f64]) {
        self.value = self.after(step);
    }

    /// Returns the opposite.
    pub(super) fn opposite(&self) -> Row {
        Row {
            value: -self.value,
            slopes: self.slopes.iter().map(|slope| -slope).collect(),
        }
    }
}

impl Model {
    /// Returns the same model seen from a spot that lies `step` further.
    pub(super) fn seen_from(mut self, step: &[f64]) -> Model {
        let margins = self.margins.iter_mut().flatten();
        let rows = margins.chain(&mut self.awards).chain(&mut self.place);
        rows.for_each(|row| row.moved(step));
        self.total.moved(step);
        self
    }
}

/// Takes differences at a spot, over at most `radius` steps of each parameter.
pub(super) fn model(ground: &mut Ground<'_>, at: (&Spot, &Seen), radius: &[i64]) -> Model {
    let mut sides: Vec<Option<(i64, Seen)>> = vec![None; radius.len()];
    let mut lengths: Vec<i64> = radius.to_vec();
    loop {
        let mut tries: Vec<(usize, i64)> = Vec::new();
        for (parameter, length) in lengths.iter().enumerate() {
            if sides[parameter].is_none() && *length > 0 {
                tries.extend([(parameter, *length), (parameter, -length)]);
            }
        }
        tries.retain(|(parameter, step)| {
            let last = ground.sought.ranges[*parameter].last();
            (0..=last).contains(&(at.0[*parameter] + step))
        });
        if tries.is_empty() && lengths.iter().all(|length| *length <= 1) {
            break;
        }
        let spots = tries.iter().map(|(parameter, step)| {
            let mut spot = at.0.clone();
            spot[*parameter] += step;
            spot
        });
        let seen = ground.run(&spots.collect::<Vec<Spot>>());
        for ((parameter, step), seen) in tries.into_iter().zip(seen) {
            let is_alike = seen.way == at.1.way && has_same_looks(&seen, at.1);
            let is_last = step.abs() == 1 && has_same_looks(&seen, at.1);
            if sides[parameter].is_none() && (is_alike || is_last) {
                sides[parameter] = Some((step, seen));
            }
        }
        for (length, side) in lengths.iter_mut().zip(&sides) {
            *length = match (side, *length) {
                (Some(_), _) | (None, 0 | 1) => 0,
                (None, long) => (long / 4).max(1),
            };
        }
    }
    of_differences(at, &sides)
}

fn has_same_looks(one: &Seen, other: &Seen) -> bool {
    let pairs = one.margins.iter().zip(&other.margins);
    pairs
        .into_iter()
        .all(|(one, other)| one.len() == other.len())
}

/// Makes rows of differences with other runs, each some steps of one parameter away.
pub(super) fn of_differences(at: (&Spot, &Seen), sides: &[Option<(i64, Seen)>]) -> Model {
    let row = |value: f64, read: &dyn Fn(&Seen) -> f64| Row {
        value,
        slopes: sides
            .iter()
            .map(|side| match side {
                Some((step, seen)) => (read(seen) - value) / super::numbers::float(*step),
                None => 0.0,
            })
            .collect(),
    };
    let (spot, seen) = at;
    let margins = seen.margins.iter().enumerate().map(|(condition, looks)| {
        let looks = looks.iter().enumerate();
        let looks = looks.map(|(at, value)| row(*value, &|seen| seen.margins[condition][at]));
        looks.collect()
    });
    let awards = seen.awards.iter().enumerate();
    let awards = awards.map(|(at, value)| row(*value, &|seen| seen.awards[at]));
    let total = |seen: &Seen| super::numbers::float(seen.score.total.count());
    let place = spot.iter().enumerate().map(|(parameter, position)| Row {
        value: super::numbers::float(*position),
        slopes: (0..spot.len())
            .map(|at| if at == parameter { 1.0 } else { 0.0 })
            .collect(),
    });
    Model {
        margins: margins.collect(),
        awards: awards.collect(),
        total: row(total(seen), &total),
        place: place.collect(),
    }
}
