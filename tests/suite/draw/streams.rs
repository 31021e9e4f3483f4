//! A word belongs to its draw, entity, year, purpose and seed, and to nothing else.

use super::{stream, words};
use std::collections::BTreeSet;
use verdeel::draw::{Key, Stream};

/// Returns a block of the keystream of ChaCha with 8 rounds, straight from its definition
/// (D. J. Bernstein, *ChaCha, a variant of Salsa20*, 2008).
fn chacha8(key: [u32; 8], block: u64) -> [u32; 16] {
    let constants = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];
    let counter =
        [block & 0xffff_ffff, block >> 32].map(|half| u32::try_from(half).expect("half a word"));
    let mut start = [0_u32; 16];
    start[..4].copy_from_slice(&constants);
    start[4..12].copy_from_slice(&key);
    start[12..14].copy_from_slice(&counter);
    let mut state = start;
    for round in 0..8 {
        for column in 0..4 {
            let slant = round % 2;
            let [a, b, c, d] = [0, 1, 2, 3].map(|row| row * 4 + (column + row * slant) % 4);
            for (to, from, mixed, turn) in
                [(a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)]
            {
                state[to] = state[to].wrapping_add(state[from]);
                state[mixed] = (state[mixed] ^ state[to]).rotate_left(turn);
            }
        }
    }
    std::array::from_fn(|at| state[at].wrapping_add(start[at]))
}

/// The first words under a key of zeros are those of test vector TC1 for 256 bits and 8 rounds in
/// J. Strömbergson, *Test vectors for the stream cipher ChaCha* (2013).
#[test]
fn the_definition_gives_the_published_vector() {
    let bytes: Vec<u8> = chacha8([0; 8], 0)[..4]
        .iter()
        .flat_map(|word| word.to_le_bytes())
        .collect();
    let published = [
        0x3e, 0x00, 0xef, 0x2f, 0x89, 0x5f, 0x40, 0xd6, 0x7f, 0x5b, 0xb8, 0xe8, 0x1f, 0x09, 0xa5,
        0xa1,
    ];
    assert_eq!(bytes, published);
}

/// The key is the SHA-256 of `14:verdeel/draw@16:growth8:de-linde9:2024/2025` and the eight bytes
/// of the seed, by `sha256sum`.
#[test]
fn a_stream_is_the_keystream_under_the_hash_of_its_key() {
    let key = hash_of("14:verdeel/draw@16:growth8:de-linde9:2024/2025", 42);
    let stream = stream("de-linde", "2024/2025");
    let expected: Vec<u32> = (0..64).flat_map(|block| chacha8(key, block)).collect();
    assert_eq!(words(&stream, 1024), expected);
    assert_eq!(expected[..3], [0xe597_c5b2, 0xf297_bd83, 0xefee_8e36]);
    // A draw beyond the 32 bits of one counter word.
    let far = 5 + (1_u64 << 40);
    let mut word = [0];
    stream.words(far, &mut word);
    assert_eq!(word[0], chacha8(key, far / 16)[5]);
}

/// Four streams side by side fill the widest vectors; fewer, or blocks that begin halfway, do not.
#[test]
fn streams_side_by_side_have_the_words_of_each() {
    let years = ["2021/2022", "2022/2023", "2023/2024", "2024/2025", ""];
    let streams = years.map(|year| stream("de-linde", year));
    let keys = years.map(|year| {
        let text = format!("14:verdeel/draw@16:growth8:de-linde{}:{year}", year.len());
        hash_of(&text, 42)
    });
    // The last two pass the 32 bits of a counter word halfway.
    for first in [0, 64, 16, 7, 5 + (1 << 40), (1 << 36) - 32, (1 << 36) - 3] {
        for count in 0..=streams.len() {
            let mut rows = vec![[0; 64]; count];
            Stream::words_abreast(&streams[..count], first, &mut rows);
            for (key, row) in keys.iter().zip(&rows) {
                let blocks = first / 16..;
                let words = blocks.flat_map(|block| chacha8(*key, block));
                let skipped = usize::try_from(first % 16).expect("part of a block");
                let expected: Vec<u32> = words.skip(skipped).take(64).collect();
                assert_eq!(row[..], expected, "{count} from {first}");
            }
        }
    }
}

/// Returns the SHA-256 of a text and a seed, as eight words.
fn hash_of(text: &str, seed: u64) -> [u32; 8] {
    use sha2::{Digest, Sha256};
    let hash = Sha256::new()
        .chain_update(text)
        .chain_update(seed.to_le_bytes());
    let bytes = hash.finalize();
    let (words, _) = bytes.as_chunks::<4>();
    std::array::from_fn(|at| u32::from_le_bytes(words[at]))
}

#[test]
fn blocks_of_any_size_give_the_same_words() {
    let stream = stream("de-linde", "2024/2025");
    let whole = words(&stream, 1000);
    for size in [1, 2, 15, 16, 17, 63, 64, 65, 256, 999] {
        let mut parts = vec![0; whole.len()];
        for (first, part) in (0..).step_by(size).zip(parts.chunks_mut(size)) {
            stream.words(first, part);
        }
        assert_eq!(parts, whole, "blocks of {size}");
    }
}

#[test]
fn every_part_of_the_key_makes_another_stream() {
    let key = Key {
        seed: 42,
        purpose: "growth",
        entity: "a",
        year: "bc",
    };
    let keys = [
        key,
        Key { seed: 43, ..key },
        Key {
            seed: 42 << 32,
            ..key
        },
        Key {
            purpose: "attrition",
            ..key
        },
        Key { entity: "", ..key },
        Key { year: "", ..key },
        // The same letters, cut elsewhere.
        Key {
            entity: "ab",
            year: "c",
            ..key
        },
        Key {
            purpose: "growtha",
            entity: "",
            ..key
        },
        Key {
            entity: "a2:bc",
            year: "",
            ..key
        },
    ];
    let first: BTreeSet<Vec<u32>> = keys.iter().map(|key| words(&Stream::new(key), 2)).collect();
    assert_eq!(first.len(), keys.len());
}

/// With 65,536 words a bit is one in 32,768 ± 128 of them: five deviations are 640. Two streams
/// agree in half of their bits; of a million the deviation is 724.
#[test]
fn words_are_evenly_spread_and_streams_do_not_resemble_each_other() {
    let year = |year: &str| words(&stream("de-linde", year), 65_536);
    let (this, next) = (year("2024/2025"), year("2025/2026"));
    for bit in 0..32 {
        let ones = this.iter().filter(|word| (**word >> bit) & 1 == 1).count();
        assert!(ones.abs_diff(32_768) < 640, "bit {bit}: {ones}");
    }
    let pairs = this.iter().zip(&next);
    let differing: u32 = pairs.map(|(a, b)| (a ^ b).count_ones()).sum();
    assert!(differing.abs_diff(1 << 20) < 5 * 724, "{differing}");
}
