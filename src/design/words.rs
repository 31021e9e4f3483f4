//! Random words of points: one for each point and dimension.

use crate::draw::{Key, Stream};

/// How many dimensions share a stream: as many words as a block of its generator has.
const GROUP: usize = 16;

/// Rows of which the words are made together.
const TOGETHER: usize = 64;

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

    /// Lets the words of the points, or of whatever is numbered, from `first` on write their
    /// coordinates: rows of `width`, of at most as many as there are dimensions.
    pub(super) fn each(
        &self,
        first: u64,
        (width, rows): (usize, &mut [f64]),
        write: impl Fn(usize, &mut f64, u32),
    ) {
        let firsts = (0..width).step_by(GROUP);
        for (stream, dimension) in self.groups.iter().zip(firsts) {
            let mut words = [0; TOGETHER * GROUP];
            let points = (first..).step_by(TOGETHER);
            for (rows, point) in rows.chunks_mut(TOGETHER * width).zip(points) {
                let own = GROUP.min(width - dimension);
                let words = &mut words[..(rows.len() / width - 1) * GROUP + own];
                stream.words(point * GROUP as u64, words);
                for (row, words) in rows.chunks_mut(width).zip(words.chunks(GROUP)) {
                    let places = row[dimension..].iter_mut().zip(words);
                    for ((place, word), dimension) in places.zip(dimension..) {
                        write(dimension, place, *word);
                    }
                }
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
