//! Random words of points: one for each point and dimension.

use crate::draw::{Key, Stream};

/// How many dimensions share a stream: as many words as a block of its generator has.
const GROUP: usize = 16;

/// Words that belong to a point and a dimension, and to nothing else.
#[derive(Clone, Debug)]
pub(super) struct Words {
    groups: Vec<Stream>,
}

impl Words {
    /// Returns the words of a purpose, for this many dimensions.
    pub(super) fn new(seed: u64, purpose: &str, dimensions: usize) -> Words {
        let firsts = (0..dimensions).step_by(GROUP);
        let stream = |first: usize| stream(seed, purpose, &first.to_string());
        Words {
            groups: firsts.map(stream).collect(),
        }
    }

    /// Writes what each dimension makes of its word at a point, or at whatever is numbered.
    pub(super) fn each(&self, point: u64, into: &mut [f64], value: impl Fn(usize, u32) -> f64) {
        let group = u64::try_from(GROUP).unwrap_or_default();
        let firsts = (0..).step_by(GROUP);
        for ((stream, into), first) in self.groups.iter().zip(into.chunks_mut(GROUP)).zip(firsts) {
            let mut words = [0; GROUP];
            let words = &mut words[..into.len()];
            stream.words(point * group, words);
            for ((place, word), dimension) in into.iter_mut().zip(words).zip(first..) {
                *place = value(dimension, *word);
            }
        }
    }
}

/// Returns a stream of the designs.
pub(super) fn stream(seed: u64, purpose: &str, entity: &str) -> Stream {
    let year = "";
    Stream::new(&Key {
        seed,
        purpose,
        entity,
        year,
    })
}
