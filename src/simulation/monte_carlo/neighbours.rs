//! Neighbouring streams: what is found of several at once, sooner than of each alone.

use crate::draw::{ABREAST, Distribution, Stream, normal_scores};
use crate::engine::{Column, LANES};

/// The position of a stream in the pool.
pub(super) type StreamAt = usize;

/// Streams of which the scores are found together: those far out are few, and wait for each other.
const TOGETHER: usize = 2 * ABREAST;

/// The words of some neighbouring streams, and their scores once one is asked for.
#[derive(Clone, Debug)]
pub(super) struct Neighbours {
    words: [[u32; LANES]; TOGETHER],
    scores: [Column; TOGETHER],
    /// The first draw and the first stream; none before the first draw.
    of: Option<(u64, StreamAt)>,
    is_scored: bool,
}

impl Default for Neighbours {
    fn default() -> Neighbours {
        Neighbours {
            words: [[0; LANES]; TOGETHER],
            scores: [[0.0; LANES]; TOGETHER],
            of: None,
            is_scored: false,
        }
    }
}

impl Neighbours {
    /// Writes the values of a stream from a draw on.
    pub(super) fn sample(
        &mut self,
        drawn_from: (&[Stream], u64),
        (stream, distribution): (StreamAt, &Distribution),
        values: &mut Column,
    ) {
        if distribution.is_of_scores() {
            distribution.of_scores(self.scores(drawn_from, stream), values);
        } else {
            distribution.sample(self.words(drawn_from, stream), values);
        }
    }

    /// Returns the scores of a stream from a draw on; those of its neighbours are found with it.
    pub(super) fn scores(&mut self, drawn_from: (&[Stream], u64), stream: StreamAt) -> &Column {
        self.words(drawn_from, stream);
        if !self.is_scored {
            normal_scores(self.words.as_flattened(), self.scores.as_flattened_mut());
            self.is_scored = true;
        }
        &self.scores[stream % TOGETHER]
    }

    /// Returns the words of a stream from a draw on; those of its neighbours are drawn with it.
    fn words(&mut self, (streams, first): (&[Stream], u64), stream: StreamAt) -> &[u32; LANES] {
        let group = stream - stream % TOGETHER;
        if self.of != Some((first, group)) {
            let end = streams.len().min(group + TOGETHER);
            let abreast = streams[group..end].chunks(ABREAST);
            for (streams, words) in abreast.zip(self.words.chunks_mut(ABREAST)) {
                Stream::words_abreast(streams, first, &mut words[..streams.len()]);
            }
            self.of = Some((first, group));
            self.is_scored = false;
        }
        &self.words[stream - group]
    }
}
