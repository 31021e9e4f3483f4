//! A [`Chunk`] as bytes, to be put together somewhere else.
//!
//! First its counts of draws, 8 bytes each; then for each series the number of bytes of an offset,
//! and the offsets of its draws. Numbers begin with their lowest byte; offsets have a sign.

use super::chunk::Chunk;

/// Bytes of a count, and the most bytes of an offset.
const WHOLE_BYTES: usize = 8;

/// What a draw comes to lies within this many cents of zero.
const AMOUNT_END: i64 = 1 << 53;

impl Chunk {
    /// Returns the chunk as bytes.
    pub fn packed(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for tally in self.tallies() {
            bytes.extend(tally.to_le_bytes());
        }
        for series in 0..self.sums().count() {
            let offsets = self.offsets(series);
            let mut width = 0;
            offsets.each(|offset| width = width.max(bytes_of(offset)));
            bytes.extend(u8::try_from(width));
            offsets.each(|offset| bytes.extend(&offset.to_le_bytes()[..width]));
        }
        bytes
    }

    /// Returns a chunk of series around `centres`, with so many counts and draws, from its bytes;
    /// `None` when they are not of such a chunk.
    pub fn unpacked(
        centres: &[i64],
        tallies: usize,
        draws: usize,
        mut bytes: &[u8],
    ) -> Option<Chunk> {
        let mut chunk = Chunk::new(centres, tallies, draws);
        for tally in 0..tallies {
            let (count, rest) = bytes.split_first_chunk::<WHOLE_BYTES>()?;
            bytes = rest;
            let count = u64::from_le_bytes(*count);
            chunk.tally(tally, Some(count).filter(|count| *count <= draws as u64)?);
        }
        for (series, centre) in centres.iter().enumerate() {
            let (width, rest) = bytes.split_first()?;
            let width = usize::from(*width);
            let (column, rest) = rest.split_at_checked(width.checked_mul(draws)?)?;
            bytes = rest;
            chunk.write(series, &amounts(column, (width, draws), *centre)?);
        }
        bytes.is_empty().then_some(chunk)
    }
}

/// Returns the amounts of a column of offsets of some bytes each.
fn amounts(column: &[u8], (width, draws): (usize, usize), centre: i64) -> Option<Vec<i64>> {
    if width == 0 {
        return Some(vec![centre; draws]);
    }
    let shift = u32::try_from(WHOLE_BYTES.checked_sub(width)?).ok()? * u8::BITS;
    let offsets = column.chunks_exact(width).map(|bytes| {
        let mut whole = [0; WHOLE_BYTES];
        whole[WHOLE_BYTES - width..].copy_from_slice(bytes);
        // The lower bytes are cut off, and what is left has its sign.
        i64::from_le_bytes(whole) >> shift
    });
    let fits = |amount: &i64| (-AMOUNT_END..=AMOUNT_END).contains(amount);
    let amounts = offsets.map(|offset| centre.checked_add(offset).filter(fits));
    amounts.collect()
}

/// Returns how many bytes a number with its sign takes; none for zero.
fn bytes_of(offset: i64) -> usize {
    let bits = i64::BITS - offset.unsigned_abs().leading_zeros();
    match offset {
        0 => 0,
        _ => (bits / u8::BITS + 1) as usize,
    }
}
