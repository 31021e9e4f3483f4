//! Bytes as letters that mean nothing in HTML: five for every four bytes.
//!
//! Base 64 takes a fifteenth more, and a file goes by mail. The published alphabets of base 85 have
//! signs that begin elements. The page reads them back in `assets/unpack.js`.

/// The numeral system.
const BASE: u32 = 85;

/// Letters of four bytes.
const GROUP: usize = 5;

/// Printable signs that mean something in HTML or in its scripts, or in `live.html`.
const LEFT_OUT: &[u8] = b"\"&'/<>[\\`";

/// Returns bytes as letters, the highest first; of a rest, the letters that tell it.
pub(super) fn letters(bytes: &[u8]) -> String {
    let alphabet: Vec<u8> = (b'!'..=b'~')
        .filter(|letter| !LEFT_OUT.contains(letter))
        .collect();
    let mut letters = String::with_capacity(bytes.len().div_ceil(4).saturating_mul(GROUP));
    for four in bytes.chunks(4) {
        let mut filled = [0; 4];
        filled[..four.len()].copy_from_slice(four);
        let mut number = u32::from_be_bytes(filled);
        let mut group = [' '; GROUP];
        for letter in group.iter_mut().rev() {
            *letter = char::from(alphabet[usize::try_from(number % BASE).unwrap_or_default()]);
            number /= BASE;
        }
        letters.extend(&group[..=four.len()]);
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn four_bytes_are_five_letters_and_a_rest_is_one_more_than_its_bytes() {
        for (bytes, told) in [
            (&[][..], ""),
            // 0: the first letter is the value 0.
            (&[0, 0, 0, 0], "!!!!!"),
            // 85: the last letter but one is the value 1.
            (&[0, 0, 0, 85], "!!!#!"),
            // 2^32 - 1 = 82 × 85^4 + 23 × 85^3 + 54 × 85^2 + 12 × 85 + 0.
            (&[255, 255, 255, 255], "|=_1!"),
            // 2^24 × 1 = 16,777,216 = 27 × 85^3 + 27 × 85^2 + ...: 0 and 27 tell it.
            (&[1], "!B"),
        ] {
            assert_eq!(letters(bytes), told, "{bytes:?}");
        }
    }
}
