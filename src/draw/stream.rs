//! Streams of random words: one per purpose, entity and year, and one word per draw.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use sha2::{Digest, Sha256};

/// Stands before every key, so that no other hash of the program is ever one of a stream.
const DOMAIN: &str = "verdeel/draw@1";

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
}
