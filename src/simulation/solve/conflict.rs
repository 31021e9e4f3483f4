//! Conflicts: the smallest sets of conditions that cannot hold together, and the ways out.

use super::holds::{EVENLY, Line, Run, common, spread, thrice};
use super::pieces::Piece;
use super::trials::Trials;
use crate::money::{Exact, Rounding};
use crate::results::Certainty;

/// Most conflicts of one size that are looked at.
const MOST_CONFLICTS: usize = 20;

/// Returns every smallest set, by position, of `count` conditions that cannot hold together.
pub(super) fn smallest(count: usize, cannot: impl Fn(&[usize]) -> bool) -> Vec<Vec<usize>> {
    (1..=count)
        .map(|size| {
            let sets = chosen(count, size).into_iter();
            sets.filter(|set| cannot(set))
                .take(MOST_CONFLICTS)
                .collect()
        })
        .find(|sets: &Vec<Vec<usize>>| !sets.is_empty())
        .unwrap_or_default()
}

/// Returns the values for which all conditions of a set hold.
pub(super) fn together(whole: Run, holds: &[Vec<Run>], set: &[usize]) -> Vec<Run> {
    set.iter()
        .filter_map(|position| holds.get(*position))
        .fold(vec![whole], |runs, own| common(&runs, own))
}

/// Returns the ways to choose `size` of `count` things, in order.
pub(super) fn chosen(count: usize, size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let with_last = |last: usize| {
        let rest = chosen(last, size - 1).into_iter();
        rest.map(move |set| [set, vec![last]].concat())
    };
    let mut sets: Vec<Vec<usize>> = (size - 1..count).flat_map(with_last).collect();
    sets.sort();
    sets
}

/// Where a condition lacks least, within what its others allow.
pub(super) struct Least {
    pub(super) margin: Exact,
    pub(super) position: i64,
    pub(super) certainty: Certainty,
}

/// Returns the value at which a condition comes nearest to holding; of equal ones the one nearest
/// the value in the file.
pub(super) fn nearest(
    trials: &mut Trials<'_>,
    pieces: &[Piece],
    allowed: &[Run],
    condition: usize,
) -> Option<Least> {
    let mut parts: Vec<Piece> = Vec::new();
    for run in allowed {
        let own = pieces.iter().map(|piece| Piece {
            first: piece.first.max(run.first),
            last: piece.last.min(run.last),
            ..*piece
        });
        parts.extend(own.filter(|piece| piece.first <= piece.last));
    }
    let mut certainty = worst(allowed);
    let most_tried = trials.most_tried();
    let mut wanted: Vec<i64> = parts.iter().flat_map(|one| [one.first, one.last]).collect();
    let best = best_of(trials, &wanted, condition)?.0;
    // A line that stays this far below the best end cannot come above it by rounding.
    let floor = best.minus(&thrice(trials.noise_of(condition)).times(&2.into()));
    for part in parts {
        let ends = [part.first, part.last].map(|end| trials.margin(end, condition));
        let [Some(start), Some(end)] = ends else {
            continue;
        };
        if part.last - part.first <= EVENLY {
            if !part.is_straight || start.clone().max(end.clone()) >= floor {
                wanted.extend(part.first..=part.last);
            }
        } else if part.is_straight {
            let slope = end.minus(&start).over(&(part.last - part.first).into());
            let line = Line {
                piece: part,
                start,
                slope,
            };
            certainty = certainty.max(line.above(&floor, most_tried, &mut wanted));
        } else {
            certainty = Certainty::Bracketed;
            wanted.extend(spread(part.first, part.last));
        }
    }
    let (margin, position) = best_of(trials, &wanted, condition)?;
    let (margin, position) = match certainty {
        Certainty::Exact => (margin, position),
        Certainty::Bracketed => climbed(trials, allowed, condition, (margin, position)),
    };
    Some(Least {
        margin,
        position,
        certainty,
    })
}

fn worst(runs: &[Run]) -> Certainty {
    let all = runs.iter().map(|run| run.certainty);
    all.max().unwrap_or(Certainty::Exact)
}

/// Returns the greatest margin of some values, and where it is.
fn best_of(trials: &mut Trials<'_>, wanted: &[i64], condition: usize) -> Option<(Exact, i64)> {
    trials.judge(wanted.iter().copied());
    let now = trials.asked.range.now();
    let margins = wanted.iter().filter_map(|position| {
        let margin = trials.margin(*position, condition)?;
        Some((margin, *position))
    });
    margins.max_by(|left, right| {
        let nearness = |position: i64| (position.abs_diff(now), position);
        let by_margin = left.0.cmp(&right.0);
        by_margin.then(nearness(right.1).cmp(&nearness(left.1)))
    })
}

/// Walks uphill in steps that are halved, for as long as it helps.
fn climbed(
    trials: &mut Trials<'_>,
    allowed: &[Run],
    condition: usize,
    (mut margin, mut position): (Exact, i64),
) -> (Exact, i64) {
    let longest = allowed.iter().map(|run| run.last - run.first).max();
    let mut step = longest.unwrap_or_default();
    while step > 0 {
        let near = [position.saturating_sub(step), position.saturating_add(step)];
        let inside = |at: &i64| {
            allowed
                .iter()
                .any(|run| run.first <= *at && *at <= run.last)
        };
        let near: Vec<i64> = near.into_iter().filter(inside).collect();
        match best_of(trials, &near, condition) {
            Some((better, at)) if better > margin => (margin, position) = (better, at),
            _ => step /= 2,
        }
    }
    (margin, position)
}

impl Line {
    /// Adds the values where the line lies above `floor`, all of them if they are few.
    fn above(&self, floor: &Exact, most_tried: i64, wanted: &mut Vec<i64>) -> Certainty {
        let Piece { first, last, .. } = self.piece;
        let length = Exact::from(last - first);
        let end = self.start.plus(&self.slope.times(&length));
        if self.start < *floor && end < *floor {
            return Certainty::Exact;
        }
        let crossing = floor.minus(&self.start).over(&self.slope);
        let crossing = crossing.max(Exact::zero()).min(length);
        let crossing = first + crossing.round(Rounding::Down).unwrap_or_default();
        let (low, high) = match (self.start < *floor, end < *floor) {
            (true, _) => (crossing, last),
            (_, true) => (first, last.min(crossing + 1)),
            _ => (first, last),
        };
        if !self.slope.is_zero() && high - low < most_tried {
            wanted.extend(low..=high);
            return Certainty::Exact;
        }
        wanted.extend(spread(low, high));
        Certainty::Bracketed
    }
}

/// Returns what lacks at a margin below zero, rounded up to the cent.
pub(super) fn lacking(margin: &Exact) -> crate::money::Cents {
    -margin.to_cents(Rounding::Down)
}
