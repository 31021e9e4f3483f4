//! The keystream of several streams at once, in vectors of 512 bits.
//!
//! The generator behind [`super::Stream`] knows no vectors as wide, and one stream alone leaves
//! them waiting for each other. The words are the same: the tests hold both against the definition
//! of ChaCha (D. J. Bernstein, *ChaCha, a variant of Salsa20*, 2008).

use pulp::x86::V4;
use pulp::{NullaryFnOnce, u32x16};

use super::stream::{ABREAST, WORDS};

/// Words of a block, and of a row of it.
const BLOCK: usize = 16;
const ROW: usize = 4;

/// Eight rounds, of which two are written at a time.
const DOUBLE_ROUNDS: usize = 4;

const CONSTANTS: [u32; ROW] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// Orders in which every row is turned to the left, by so many words.
const BY_ONE: i32 = 0b00_11_10_01;
const BY_TWO: i32 = 0b01_00_11_10;
const BY_THREE: i32 = 0b10_01_00_11;

/// The same row of every stream: a vector each, in which stand four blocks.
type Rows = [u32x16; ABREAST];

/// Writes four blocks of each stream, from one on; says whether this machine can.
pub(super) fn write(
    keys: [[u32; 8]; ABREAST],
    block: u64,
    words: &mut [[u32; WORDS]; ABREAST],
) -> bool {
    let simd = V4::try_new();
    if let Some(simd) = simd {
        simd.vectorize(Blocks {
            simd,
            keys,
            block,
            words,
        });
    }
    simd.is_some()
}

struct Blocks<'a> {
    simd: V4,
    keys: [[u32; 8]; ABREAST],
    block: u64,
    words: &'a mut [[u32; WORDS]; ABREAST],
}

impl NullaryFnOnce for Blocks<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let start = self.start();
        let (simd, [mut a, mut b, mut c, mut d]) = (self.simd, start);
        for _ in 0..DOUBLE_ROUNDS {
            quarters(simd, (&mut a, &mut b, &mut c, &mut d));
            turn::<BY_THREE>(simd, &mut a);
            turn::<BY_ONE>(simd, &mut c);
            turn::<BY_TWO>(simd, &mut d);
            quarters(simd, (&mut a, &mut b, &mut c, &mut d));
            turn::<BY_ONE>(simd, &mut a);
            turn::<BY_THREE>(simd, &mut c);
            turn::<BY_TWO>(simd, &mut d);
        }
        for (at, words) in self.words.iter_mut().enumerate() {
            let rows = [
                simd.wrapping_add_u32x16(a[at], start[0][at]),
                simd.wrapping_add_u32x16(b[at], start[1][at]),
                simd.wrapping_add_u32x16(c[at], start[2][at]),
                simd.wrapping_add_u32x16(d[at], start[3][at]),
            ];
            for (words, block) in words.chunks_exact_mut(BLOCK).zip(blocks(simd, rows)) {
                words.copy_from_slice(&pulp::cast::<u32x16, [u32; BLOCK]>(block));
            }
        }
    }
}

impl Blocks<'_> {
    /// Returns the state of every stream before the first round, row by row.
    #[inline(always)]
    fn start(&self) -> [Rows; 4] {
        let mut counters = [0; BLOCK];
        for (block, row) in (self.block..).zip(counters.chunks_exact_mut(ROW)) {
            let halves: [u32; 2] = pulp::cast(block);
            row[..2].copy_from_slice(&halves);
        }
        let mut keys = [[pulp::cast([0_u32; BLOCK]); ABREAST]; 2];
        for (at, key) in self.keys.iter().enumerate() {
            keys[0][at] = in_each([key[0], key[1], key[2], key[3]]);
            keys[1][at] = in_each([key[4], key[5], key[6], key[7]]);
        }
        let constants = [in_each(CONSTANTS); ABREAST];
        [constants, keys[0], keys[1], [pulp::cast(counters); ABREAST]]
    }
}

/// Returns a vector that holds one row in each block.
#[inline(always)]
fn in_each(row: [u32; ROW]) -> u32x16 {
    pulp::cast([row; ROW])
}

/// Does the quarter rounds of all columns.
#[inline(always)]
fn quarters(simd: V4, (a, b, c, d): (&mut Rows, &mut Rows, &mut Rows, &mut Rows)) {
    mix::<16>(simd, a, b, d);
    mix::<12>(simd, c, d, b);
    mix::<8>(simd, a, b, d);
    mix::<7>(simd, c, d, b);
}

/// Adds one row to another, and mixes the sum into a third, whose words turn by so many bits.
#[inline(always)]
fn mix<const BITS: i32>(simd: V4, sum: &mut Rows, add: &Rows, mixed: &mut Rows) {
    for at in 0..ABREAST {
        sum[at] = simd.wrapping_add_u32x16(sum[at], add[at]);
        let word = simd.xor_u32x16(mixed[at], sum[at]);
        mixed[at] = pulp::cast(simd.avx512f._mm512_rol_epi32::<BITS>(pulp::cast(word)));
    }
}

/// Turns the words of a row, so that diagonals become columns or columns diagonals.
#[inline(always)]
fn turn<const ORDER: i32>(simd: V4, rows: &mut Rows) {
    for row in rows {
        *row = pulp::cast(simd.avx512f._mm512_shuffle_epi32::<ORDER>(pulp::cast(*row)));
    }
}

/// Returns the blocks of which these are the rows.
#[inline(always)]
fn blocks(simd: V4, [a, b, c, d]: [u32x16; 4]) -> [u32x16; 4] {
    let simd = simd.avx512f;
    let (a, b, c, d) = (pulp::cast(a), pulp::cast(b), pulp::cast(c), pulp::cast(d));
    // Rows of the first two blocks, and of the last two.
    let (first, last) = (
        simd._mm512_shuffle_i32x4::<0b01_00_01_00>(a, b),
        simd._mm512_shuffle_i32x4::<0b11_10_11_10>(a, b),
    );
    let (first_rest, last_rest) = (
        simd._mm512_shuffle_i32x4::<0b01_00_01_00>(c, d),
        simd._mm512_shuffle_i32x4::<0b11_10_11_10>(c, d),
    );
    [
        pulp::cast(simd._mm512_shuffle_i32x4::<0b10_00_10_00>(first, first_rest)),
        pulp::cast(simd._mm512_shuffle_i32x4::<0b11_01_11_01>(first, first_rest)),
        pulp::cast(simd._mm512_shuffle_i32x4::<0b10_00_10_00>(last, last_rest)),
        pulp::cast(simd._mm512_shuffle_i32x4::<0b11_01_11_01>(last, last_rest)),
    ]
}
