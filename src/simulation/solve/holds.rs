//! Where one condition holds: its margin followed piece by piece.
//!
//! On a straight piece rounding cannot turn the sign where the line is far from zero. Near zero
//! every value is tried on the rules. Where that would be too many, and on curved pieces, values
//! are tried evenly, changes are halved down to neighbours, and the neighbours of those are tried.

use std::collections::BTreeMap;

use super::pieces::Piece;
use super::trials::Trials;
use crate::money::{Exact, Rounding};
use crate::results::Certainty;

/// Neighbouring values for which something holds, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) certainty: Certainty,
}

/// How many values are tried evenly where not all are.
pub(super) const EVENLY: i64 = 64;

/// How many values are tried on either side of a change where not all are.
const NEAR: i64 = 64;

/// A stretch in which a condition holds everywhere or nowhere.
type Stretch = (Run, bool);

/// Returns the runs of values for which a condition holds, in order.
pub(super) fn runs(trials: &mut Trials<'_>, pieces: &[Piece], condition: usize) -> Vec<Run> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for piece in pieces {
        for (run, holds) in in_piece(trials, *piece, condition) {
            match stretches.last_mut() {
                Some((last, same)) if *same == holds => {
                    last.last = run.last;
                    last.certainty = last.certainty.max(run.certainty);
                }
                _ => stretches.push((run, holds)),
            }
        }
    }
    // What is sure of a run depends on what was tried on both sides of its ends.
    let certainties: Vec<Certainty> = stretches.iter().map(|(run, _)| run.certainty).collect();
    let around = |at: usize| {
        let near = [at.checked_sub(1), Some(at), Some(at + 1)];
        let near = near.into_iter().flatten();
        near.filter_map(|at| certainties.get(at)).max().copied()
    };
    let runs = stretches.iter().enumerate();
    let runs = runs.filter(|(_, (_, holds))| *holds);
    runs.map(|(at, (run, _))| Run {
        certainty: around(at).unwrap_or(run.certainty),
        ..*run
    })
    .collect()
}

fn in_piece(trials: &mut Trials<'_>, piece: Piece, condition: usize) -> Vec<Stretch> {
    if piece.last - piece.first <= EVENLY {
        return every(trials, piece.first, piece.last, condition);
    }
    if !piece.is_straight {
        let start = trials.margin(piece.first, condition);
        return match start.filter(|start| is_level(trials, piece, start, condition)) {
            Some(start) => vec![(sure(piece.first, piece.last), !start.is_negative())],
            None => evenly(trials, piece.first, piece.last, condition),
        };
    }
    let ends = [piece.first, piece.last].map(|end| trials.margin(end, condition));
    let [Some(start), Some(end)] = ends else {
        // Nothing to judge at one end is nothing to judge in all of a straight piece.
        let run = sure(piece.first, piece.last);
        return vec![(run, true)];
    };
    let line = Line {
        piece,
        slope: end.minus(&start).over(&(piece.last - piece.first).into()),
        start,
    };
    let Some((low, high)) = line.near_zero(&thrice(trials.noise_of(condition))) else {
        return vec![(sure(piece.first, piece.last), !line.start.is_negative())];
    };
    let mut stretches = Vec::new();
    if low > piece.first {
        stretches.push((sure(piece.first, low - 1), !line.start.is_negative()));
    }
    if line.slope.is_zero() && is_level(trials, piece, &line.start, condition) {
        return vec![(sure(piece.first, piece.last), !line.start.is_negative())];
    }
    // A level line near zero runs on for as long as the piece does.
    let is_short = !line.slope.is_zero() && high - low < trials.most_tried();
    stretches.extend(match is_short {
        true => every(trials, low, high, condition),
        false => evenly(trials, low, high, condition),
    });
    if high < piece.last {
        stretches.push((sure(high + 1, piece.last), !end.is_negative()));
    }
    stretches
}

/// Says whether a margin is the same to the fraction at values spread evenly and next to these, so
/// that rounding does not move it either.
fn is_level(trials: &mut Trials<'_>, piece: Piece, level: &Exact, condition: usize) -> bool {
    if trials.margin(piece.last, condition).as_ref() != Some(level) {
        return false;
    }
    let Piece { first, last, .. } = piece;
    let spread = spread(first, last).into_iter();
    let spread = spread.flat_map(|position| [position, (position + 1).min(last)]);
    let looks: Vec<i64> = spread.collect();
    trials.judge(looks.iter().copied());
    let mut margins = looks.into_iter().map(|at| trials.margin(at, condition));
    margins.all(|margin| margin.as_ref() == Some(level))
}

fn sure(first: i64, last: i64) -> Run {
    Run {
        first,
        last,
        certainty: Certainty::Exact,
    }
}

/// Returns three times what rounding can do: to a value, and to both ends of its line.
pub(super) fn thrice(noise: &Exact) -> Exact {
    noise.times(&3.into())
}

/// The line through a margin at both ends of a piece.
pub(super) struct Line {
    pub(super) piece: Piece,
    pub(super) start: Exact,
    /// What a step changes.
    pub(super) slope: Exact,
}

impl Line {
    /// Returns the values where the line is at most `most` away from zero.
    fn near_zero(&self, most: &Exact) -> Option<(i64, i64)> {
        let Piece { first, last, .. } = self.piece;
        let least = Exact::zero().minus(most);
        if self.slope.is_zero() {
            return (self.start <= *most && self.start >= least).then_some((first, last));
        }
        let crossing = |level: &Exact| level.minus(&self.start).over(&self.slope);
        let (one, other) = (crossing(&least), crossing(most));
        let length = Exact::from(last - first);
        let low = one.clone().min(other.clone()).max(Exact::zero());
        let high = one.max(other).min(length);
        if low > high {
            return None;
        }
        let low = low.round(Rounding::Down)?;
        let high = high.round(Rounding::Down)? + 1;
        Some((first + low, last.min(first + high)))
    }
}

/// Tries every value.
fn every(trials: &mut Trials<'_>, first: i64, last: i64, condition: usize) -> Vec<Stretch> {
    trials.judge(first..=last);
    let tried = (first..=last).map(|position| (position, trials.holds(position, condition)));
    let tried: BTreeMap<i64, bool> = tried.collect();
    stretches(&tried, Certainty::Exact)
}

/// Tries values evenly, and around every change.
fn evenly(trials: &mut Trials<'_>, first: i64, last: i64, condition: usize) -> Vec<Stretch> {
    let mut tried: BTreeMap<i64, bool> = BTreeMap::new();
    let mut wanted = spread(first, last);
    while !wanted.is_empty() {
        trials.judge(wanted.iter().copied());
        for position in wanted {
            tried.insert(position, trials.holds(position, condition));
        }
        wanted = Vec::new();
        let pairs = tried.iter().zip(tried.iter().skip(1));
        let changes = pairs.filter(|((_, one), (_, other))| one != other);
        for ((low, _), (high, _)) in changes {
            if high - low > 1 {
                wanted.push(low + (high - low) / 2);
            } else {
                let around = (low - NEAR).max(first)..=(high + NEAR).min(last);
                wanted.extend(around.filter(|position| !tried.contains_key(position)));
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
    }
    stretches(&tried, Certainty::Bracketed)
}

/// Returns values spread evenly over a range, both ends among them.
pub(super) fn spread(first: i64, last: i64) -> Vec<i64> {
    let length = i128::from(last - first);
    let part = |at: i64| {
        let along = length * i128::from(at) / i128::from(EVENLY);
        first + i64::try_from(along).unwrap_or_default()
    };
    let mut positions: Vec<i64> = (0..=EVENLY).map(part).collect();
    positions.dedup();
    positions
}

/// Returns stretches of equal outcomes; between equal outcomes lie equal ones.
fn stretches(tried: &BTreeMap<i64, bool>, certainty: Certainty) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (position, holds) in tried {
        match stretches.last_mut() {
            Some((run, same)) if same == holds => run.last = *position,
            _ => {
                let (first, last) = (*position, *position);
                let run = Run {
                    first,
                    last,
                    certainty,
                };
                stretches.push((run, *holds));
            }
        }
    }
    stretches
}

/// Returns the values that are in both.
pub(super) fn common(left: &[Run], right: &[Run]) -> Vec<Run> {
    let both = left.iter().flat_map(|one| {
        right.iter().filter_map(|other| {
            let run = Run {
                first: one.first.max(other.first),
                last: one.last.min(other.last),
                certainty: one.certainty.max(other.certainty),
            };
            (run.first <= run.last).then_some(run)
        })
    });
    both.collect()
}
