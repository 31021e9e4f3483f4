//! Events: which of them happen in which draw.
//!
//! An event has a stream of its own, so it happens in the same draws of every variant, whatever
//! else is in the file.

use super::pool::Pool;
use crate::domain::{Event, Scenario};
use crate::draw::Stream;
use crate::engine::LANES;
use crate::money::{Exact, Rounding};

/// Events that happened together: a bit for each, in the order of the file.
pub(super) type Set = u64;

/// The values that a word of a stream can take.
const WORDS: i64 = 1 << 32;

/// The events of one model.
#[derive(Clone, Debug)]
pub(super) struct Events {
    /// Each with the number of words under which it happens.
    streams: Vec<(Stream, i64)>,
}

impl Events {
    pub(super) fn of(scenario: &Scenario, pool: &Pool) -> Events {
        let events = scenario.events.iter();
        let streams = events.map(|event| {
            let stream = pool.stream("event/happens", event.id.as_str(), "");
            (stream, words_of(event))
        });
        Events {
            streams: streams.collect(),
        }
    }

    /// Writes which events happen in each draw of the block that begins at `first`.
    pub(super) fn draw(&self, first: u64, sets: &mut [Set; LANES]) {
        let mut words = [0; LANES];
        sets.fill(0);
        for (event, (stream, below)) in self.streams.iter().enumerate() {
            stream.words(first, &mut words);
            for (set, word) in sets.iter_mut().zip(words) {
                *set |= Set::from(i64::from(word) < *below) << event;
            }
        }
    }
}

/// Returns the sets of events that can happen together, each by position, ascending; what is
/// certain is in all of them, what is impossible in none.
pub fn possible_worlds(events: &[Event]) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for (position, event) in events.iter().enumerate() {
        let with = sets.iter().map(|set| {
            let mut set = set.clone();
            set.push(position);
            set
        });
        let with: Vec<Vec<usize>> = with.collect();
        match words_of(event) {
            0 => {}
            WORDS => sets = with,
            _ => sets.extend(with),
        }
    }
    sets
}

/// Returns positions as bits.
pub(super) fn set_of(positions: &[usize]) -> Set {
    positions
        .iter()
        .fold(0, |set, position| set | 1 << position)
}

/// Returns bits as positions, ascending.
pub(super) fn positions_of(set: Set) -> Vec<usize> {
    (0..64)
        .filter(|position| set >> position & 1 == 1)
        .collect()
}

/// Returns of how many words the event happens: word / 2³² is less than its probability.
fn words_of(event: &Event) -> i64 {
    let words = event.probability.times(&Exact::from(WORDS));
    let below = words.round(Rounding::Down).unwrap_or(WORDS);
    let is_between = Exact::from(below) < words;
    (below + i64::from(is_between)).clamp(0, WORDS)
}
