//! Pieces: parts of the range in which every run takes the same decisions.
//!
//! Values that lead to one path of decisions, each between quantities that are affine in the
//! value, lie next to each other. So equal decisions at both ends mean equal decisions in between,
//! and unequal ones are halved down to neighbours. Inside a piece the amounts and margins are then
//! compared with straight lines. What bends at one place is cut there; what bends everywhere is
//! left as it is, and called curved.

use super::trials::Trials;
use crate::money::Exact;

/// A part of the range, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) is_straight: bool,
}

/// Most parts with decisions of their own before the search stops.
const MOST_PIECES: usize = 4_096;

/// How often in a row both halves must bend for a piece to count as curved.
const CURVED: u32 = 3;

/// Fewest values of a piece of which not each is looked at.
const SHORT: i64 = 8;

/// A part under inspection.
#[derive(Clone, Copy)]
struct Part {
    first: i64,
    last: i64,
    /// How often in a row both halves of what it is a half of were bent.
    bends: u32,
}

/// Returns the pieces of the range, in order, without gaps.
pub(super) fn pieces(trials: &mut Trials<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    for (first, last, is_one) in alike(trials) {
        match is_one {
            true => parts.push(Part {
                first,
                last,
                bends: 0,
            }),
            false => pieces.push(Piece {
                first,
                last,
                is_straight: false,
            }),
        }
    }
    straighten(trials, parts, &mut pieces);
    for piece in &mut pieces {
        // What may bend unseen between the values that were looked at is not straight for sure.
        let hides = |at: i64| trials.point(at).way.regimes.hides_bends;
        piece.is_straight &= ![piece.first, piece.last].map(hides).contains(&true);
    }
    pieces.sort_by_key(|piece| piece.first);
    pieces
}

/// Returns the parts of the range with equal decisions at both ends, in order; not equal only
/// where there were too many of them.
pub(super) fn alike(trials: &mut Trials<'_>) -> Vec<(i64, i64, bool)> {
    let last = trials.asked.range.last();
    let mut cuts: Vec<i64> = Vec::new();
    let mut coarse: Vec<(i64, i64)> = Vec::new();
    let mut open = vec![(0, last)];
    while !open.is_empty() {
        trials.survey(open.iter().flat_map(|(low, high)| [*low, *high]));
        let mut next = Vec::new();
        for (low, high) in open {
            let way = trials.point(low).way.clone();
            if way == trials.point(high).way {
                continue;
            }
            if high - low <= 1 {
                cuts.push(high);
            } else if cuts.len() + next.len() > MOST_PIECES {
                coarse.push((low, high));
            } else {
                let middle = low + (high - low) / 2;
                next.extend([(low, middle), (middle, high)]);
            }
        }
        open = next;
    }
    cuts.extend(coarse.iter().flat_map(|(low, high)| [*low, *high]));
    cuts.push(last + 1);
    cuts.sort_unstable();
    cuts.dedup();
    let mut parts = Vec::new();
    let mut first = 0;
    for cut in cuts {
        if cut > first {
            let is_coarse = coarse.iter().any(|(low, _)| *low == first);
            parts.push((first, cut - 1, !is_coarse));
            first = cut;
        }
    }
    parts
}

fn straighten(trials: &mut Trials<'_>, parts: Vec<Part>, pieces: &mut Vec<Piece>) {
    // Whole parts have no other half, and stand alone.
    let mut open: Vec<Vec<Part>> = parts.into_iter().map(|part| vec![part]).collect();
    while !open.is_empty() {
        let looks = open.iter().flatten().flat_map(|part| samples(*part));
        trials.survey(looks.collect::<Vec<i64>>());
        let mut next = Vec::new();
        for halves in open {
            let straight: Vec<bool> = halves
                .iter()
                .map(|part| is_straight(trials, *part))
                .collect();
            let all_bent = halves.len() > 1 && !straight.contains(&true);
            for (part, is_straight) in halves.iter().zip(straight) {
                let bends = if all_bent { part.bends + 1 } else { 0 };
                if is_straight || bends >= CURVED || pieces.len() + next.len() > MOST_PIECES {
                    pieces.push(Piece {
                        first: part.first,
                        last: part.last,
                        is_straight,
                    });
                } else {
                    next.push(halved(*part, bends));
                }
            }
        }
        open = next;
    }
}

fn halved(part: Part, bends: u32) -> Vec<Part> {
    let middle = part.first + (part.last - part.first) / 2;
    let half = |(first, last)| Part { first, last, bends };
    [(part.first, middle), (middle + 1, part.last)]
        .map(half)
        .to_vec()
}

/// Returns the values of a part that are looked at: all of a short one.
fn samples(part: Part) -> Vec<i64> {
    let length = part.last - part.first;
    if length <= SHORT {
        return (part.first..=part.last).collect();
    }
    let eighth =
        |at: i64| part.first + i64::try_from(i128::from(length) * i128::from(at) / 8).unwrap_or(0);
    // One place out of the rhythm, for what repeats itself.
    let odd = part.first + length / 3;
    (0..=8).map(eighth).chain([odd]).collect()
}

/// Says whether amounts and margins lie on straight lines, as far as rounding lets them.
fn is_straight(trials: &mut Trials<'_>, part: Part) -> bool {
    if part.last - part.first <= SHORT {
        return true;
    }
    let twice = |noise: &Exact| noise.plus(noise);
    let slack = twice(&trials.noise);
    let conditions = 0..trials.asked.checks.len();
    let slacks: Vec<Exact> = conditions.map(|one| twice(trials.noise_of(one))).collect();
    let (start, end) = (
        trials.point(part.first).clone(),
        trials.point(part.last).clone(),
    );
    let length = Exact::from(part.last - part.first);
    samples(part).into_iter().all(|position| {
        let point = trials.point(position);
        let along = Exact::from(position - part.first).over(&length);
        let on_line = |from: &Exact, to: &Exact, at: &Exact, slack: &Exact| {
            let line = from.plus(&to.minus(from).times(&along));
            let off = at.minus(&line);
            off <= *slack && Exact::zero().minus(&off) <= *slack
        };
        let amounts = start.amounts.iter().zip(&end.amounts).zip(&point.amounts);
        let mut amounts = amounts.map(|((from, to), at)| [from, to, at]);
        let margins = start.margins.iter().zip(&end.margins).zip(&point.margins);
        let mut margins = margins.zip(&slacks);
        amounts.all(|amounts| {
            let [from, to, at] = amounts.map(|amount| Exact::from(*amount));
            on_line(&from, &to, &at, &slack)
        }) && margins.all(|margins| match margins {
            (((Some(from), Some(to)), Some(at)), slack) => on_line(from, to, at, slack),
            (((None, None), None), _) => true,
            _ => false,
        })
    })
}
