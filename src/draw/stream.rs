//! Streams of random words: one per purpose, entity and year, and one word per draw.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use sha2::{Digest, Sha256};

/// Stands before every key, so that no other hash of the program is ever one of a stream.
const DOMAIN: &str = "verdeel/draw@1";

/// Streams that are best written together: as many as there are registers for.
pub const ABREAST: usize = 4;

/// Words of each that are written together: four blocks of the keystream.
pub(super) const WORDS: usize = 64;

/// What a stream is for. Streams that differ in any part are independent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    /// The seed of the whole simulation.
    pub seed: u64,
    /// The uncertain number, such as `growth`.
    pub purpose: &'a str,
    /// The id of whom it belongs to; empty for a number of everyone.
    pub entity: &'a str,
    /// The year as scenarios write it; empty for a number of all years.
    pub year: &'a str,
}

/// A stream of random 32-bit words: word *i* belongs to draw *i* and to nothing else.
///
/// The keystream of ChaCha with 8 rounds, under the SHA-256 of the key: any word is found without
/// those before it, and entities, years or draws that are added leave it as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    key: [u8; 32],
}

impl Stream {
    /// Returns the stream of a key.
    pub fn new(key: &Key) -> Stream {
        let mut hash = Sha256::new();
        // The length before each text keeps `ab, c` and `a, bc` apart.
        for text in [DOMAIN, key.purpose, key.entity, key.year] {
            hash.update(text.len().to_string());
            hash.update(":");
            hash.update(text);
        }
        hash.update(key.seed.to_le_bytes());
        Stream {
            key: hash.finalize().into(),
        }
    }

    /// Writes the words of the draws from `first_draw` on, one for each place.
    ///
    /// Fastest where `first_draw` and the number of places are multiples of 64.
    pub fn words(&self, first_draw: u64, words: &mut [u32]) {
        let mut generator = ChaCha8Rng::from_seed(self.key);
        generator.set_word_pos(u128::from(first_draw));
        generator.fill(words);
    }

    /// Writes the words of the draws from `first_draw` on of several streams, a row for each.
    ///
    /// Fastest for [`ABREAST`] streams where `first_draw` is a multiple of 64.
    pub fn words_abreast(streams: &[Stream], first_draw: u64, rows: &mut [[u32; WORDS]]) {
        if !written_at_once(streams, first_draw, rows) {
            for (stream, row) in streams.iter().zip(rows) {
                stream.words(first_draw, row);
            }
        }
    }
}

/// Writes the words of [`ABREAST`] streams in the widest vectors; says whether that was possible.
#[cfg(target_arch = "x86_64")]
fn written_at_once(streams: &[Stream], first_draw: u64, rows: &mut [[u32; WORDS]]) -> bool {
    let (Ok(streams), Ok(rows)) = (<&[Stream; ABREAST]>::try_from(streams), rows.try_into()) else {
        return false;
    };
    let keys = streams.each_ref().map(|stream| {
        let (words, _) = stream.key.as_chunks();
        std::array::from_fn(|at| u32::from_le_bytes(words[at]))
    });
    first_draw.is_multiple_of(16) && super::keystream::write(keys, first_draw / 16, rows)
}

/// No vectors are as wide.
#[cfg(not(target_arch = "x86_64"))]
fn written_at_once(_: &[Stream], _: u64, _: &mut [[u32; WORDS]]) -> bool {
    false
}
