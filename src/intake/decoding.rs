//! Bytes to text: DUO's older files are Latin-1, the newer ones UTF-8.

use encoding_rs::{Encoding, WINDOWS_1252};

/// A text and the encoding it was in.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: &'static str,
}

/// Returns the text of a file: by the mark it begins with, or UTF-8 where it is that, or else
/// Latin-1 as Windows has it.
pub(super) fn decoded(bytes: &[u8]) -> Decoded {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        return Decoded {
            text: text.into_owned(),
            encoding: encoding.name(),
        };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded {
            text: text.to_owned(),
            encoding: "UTF-8",
        },
        Err(_) => Decoded {
            text: WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0
                .into_owned(),
            encoding: "Latin-1",
        },
    }
}

/// Returns whether bytes are no text at all, such as those of a workbook.
pub(super) fn is_binary(text: &str) -> bool {
    text.contains('\0')
}

/// Returns where the first letter stands that was lost on the way: a sign for an unreadable byte,
/// a control sign no file has, or a letter that was read as two (`Ã«` for `ë`).
pub(super) fn lost_letter(text: &str) -> Option<std::ops::Range<usize>> {
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().copied();
        let is_second = |(_, next): (usize, char)| ('\u{80}'..='\u{bf}').contains(&next);
        let is_lost = sign == '\u{fffd}' || ('\u{80}'..='\u{9f}').contains(&sign);
        if is_lost {
            return Some(at..at + sign.len_utf8());
        }
        if let Some((second, next)) = next.filter(|next| "ÃÂ".contains(sign) && is_second(*next))
        {
            return Some(at..second + next.len_utf8());
        }
    }
    None
}
