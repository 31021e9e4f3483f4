//! Certificate: whether no other spot of the ranges can do better.
//!
//! Only where one piece covers all ranges, apart from their least values, and every margin and
//! amount is affine in it: then the spots that could do better, with all that rounding can do
//! granted to them, lie between ends that linear programs tell. Where these are few, each is run.

use super::Range;
use super::descent::gap;
use super::ground::{Aim, Ground, Seen, Spot, Task};
use super::model::{Model, Row, of_differences};
use super::numbers::{float, float_of, whole};
use super::program::Question;
use crate::money::Exact;
use crate::results::Goal;

/// Most spots that are run to show that none does better.
const MOST_RUN: i64 = 20_000;

/// Fewest spots of which not each is run anyway.
const FEW: i64 = 300;

/// Spots at which affinity is looked at, besides the corners.
const SAMPLES: i64 = 24;

/// The least and the greatest position of each parameter.
type Part = Vec<(i64, i64)>;

/// Returns every spot of ranges that have few of them; of others none.
pub(super) fn all_of_few(ranges: &[Range]) -> Vec<Spot> {
    let whole: Part = ranges.iter().map(|range| (0, range.last())).collect();
    let sizes = whole.iter().map(|(_, last)| last.saturating_add(1));
    let count = sizes.fold(1_i64, i64::saturating_mul);
    let ends: Vec<(f64, f64)> = whole.iter().map(|(_, last)| (0.0, float(*last))).collect();
    match count < FEW {
        true => between(&whole, &ends).unwrap_or_default(),
        false => Vec::new(),
    }
}

/// Returns the best spot of all where that can be known.
pub(super) fn best_of_all(ground: &mut Ground<'_>, task: &Task, found: &Spot) -> Option<Spot> {
    if !all_of_few(ground.sought.ranges).is_empty() {
        return Some(found.clone());
    }
    let Aim::Goal(goal) = &task.aim else {
        return None;
    };
    if let Goal::Change { .. } = goal {
        return None;
    }
    let whole: Part = ground
        .sought
        .ranges
        .iter()
        .map(|range| (0, range.last()))
        .collect();
    let spots = match better_in(ground, task, goal, found, &whole) {
        Some(spots) => spots,
        // What starts at nothing often decides otherwise there alone.
        None => {
            let mut spots = Vec::new();
            for part in apart(&whole) {
                spots.extend(better_in(ground, task, goal, found, &part)?);
            }
            spots
        }
    };
    let best = ground.best(task, &spots).unwrap_or_else(|| found.clone());
    let is_better = ground.rank(task, &best) < ground.rank(task, found);
    Some(if is_better { best } else { found.clone() })
}

/// Returns the parts in which each parameter is either at its least value or above it.
fn apart(whole: &Part) -> Vec<Part> {
    let both = |parts: Vec<Part>, (low, high): &(i64, i64)| {
        let ends = [(*low, *low), (low + 1, *high)];
        let longer = parts
            .iter()
            .flat_map(|part| ends.iter().map(|end| [part.as_slice(), &[*end]].concat()));
        longer.collect()
    };
    whole.iter().fold(vec![Part::new()], both)
}

/// Returns the spots of a part that could do better, if that can be known and they are few.
fn better_in(
    ground: &mut Ground<'_>,
    task: &Task,
    goal: &Goal,
    found: &Spot,
    part: &Part,
) -> Option<Vec<Spot>> {
    let model = affine(ground, part)?;
    let bounds: Vec<(f64, f64)> = part
        .iter()
        .map(|(low, high)| (0.0, float(high - low)))
        .collect();
    let room = off(ground);
    let cost = float_of(&ground.rank(task, found).1);
    // A value is known to the step; what recipients get only as far as rounding lets it.
    let most = match goal {
        Goal::Value { .. } => cost - 1.0,
        _ => cost - 1.0 + room,
    };
    let question = Question {
        task,
        models: &[model],
        bounds: &bounds,
        beside: &[],
        ease: &|_| room,
    };
    match question.reach(most).ok()? {
        Some(ends) => between(part, &ends),
        None => Some(Vec::new()),
    }
}

/// Returns how far an affine quantity may lie from its model, by rounding at every run behind it.
fn off(ground: &Ground<'_>) -> f64 {
    let runs = i64::try_from(ground.sought.ranges.len()).unwrap_or(i64::MAX);
    float_of(&ground.sought.noise.times(&Exact::from(2 * runs + 2)))
}

/// Returns the model of a whole part, if there is one.
fn affine(ground: &mut Ground<'_>, part: &Part) -> Option<Model> {
    let origin: Spot = part.iter().map(|(low, _)| *low).collect();
    let mut spots: Vec<Spot> = vec![origin.clone()];
    spots.extend(part.iter().enumerate().map(|(at, (_, high))| {
        let mut spot = origin.clone();
        spot[at] = *high;
        spot
    }));
    spots.extend((0..1_u32 << part.len()).map(|corner| {
        let ends = part.iter().enumerate();
        let end = |(bit, (low, high)): (usize, &(i64, i64))| {
            if corner >> bit & 1 == 1 { *high } else { *low }
        };
        ends.map(end).collect()
    }));
    spots.extend((1..=SAMPLES).map(|sample| sampled(part, sample)));
    let seen = ground.run(&spots);
    let first = seen.first()?;
    if seen.iter().any(|one| one.way != first.way) {
        return None;
    }
    let is_whole = |one: &Seen| {
        let mut pairs = one.margins.iter().zip(&first.margins);
        pairs.all(|(one, other)| one.len() == other.len())
    };
    if !seen.iter().all(is_whole) {
        return None;
    }
    let sides = part.iter().zip(seen.iter().skip(1));
    let side =
        |((low, high), one): (&(i64, i64), &Seen)| (high > low).then(|| (high - low, one.clone()));
    let sides: Vec<Option<(i64, Seen)>> = sides.map(side).collect();
    let model = of_differences((&origin, first), &sides);
    let room = off(ground);
    let is_close = |row: &Row, step: &[f64], value: f64| (row.after(step) - value).abs() <= room;
    let is_affine = spots.iter().zip(&seen).all(|(spot, seen)| {
        let step = gap(&origin, spot);
        let margins = model
            .margins
            .iter()
            .flatten()
            .zip(seen.margins.iter().flatten());
        let awards = model.awards.iter().zip(&seen.awards);
        let total = float(seen.score.total.count());
        let mut rows = margins.chain(awards).chain([(&model.total, &total)]);
        rows.all(|(row, value)| is_close(row, &step, *value))
    });
    is_affine.then_some(model)
}

/// Returns a spot of a part, another one for each number.
fn sampled(part: &Part, sample: i64) -> Spot {
    let along = |(at, (low, high)): (usize, &(i64, i64))| {
        let at = i64::try_from(at).unwrap_or_default();
        let share = (sample * (37 + 20 * at) + 11 * at) % 97;
        let position = i128::from(high - low) * i128::from(share) / 96;
        low + i64::try_from(position).unwrap_or_default()
    };
    part.iter().enumerate().map(along).collect()
}

/// Returns all spots of a part between ends, `None` where they are too many.
fn between(part: &Part, ends: &[(f64, f64)]) -> Option<Vec<Spot>> {
    let mut spots: Vec<Spot> = vec![Vec::new()];
    for ((from, to), (least, greatest)) in ends.iter().zip(part) {
        // A program is right to a ten-millionth of the part.
        let spare = 1 + (greatest - least) / 5_000_000;
        let low = (least + whole(from.floor()) - spare).max(*least);
        let high = (least + whole(to.ceil()) + spare).min(*greatest);
        let count = i64::try_from(spots.len()).ok()?;
        if count.checked_mul((high - low).checked_add(1)?)? > MOST_RUN {
            return None;
        }
        let longer = spots
            .iter()
            .flat_map(|spot| (low..=high).map(|position| [spot.as_slice(), &[position]].concat()));
        spots = longer.collect();
    }
    Some(spots)
}
