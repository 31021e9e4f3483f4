//! Folding: sentences that are wider than the screen, between words.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use super::grid::Look;

/// What stands between two columns.
const GAP: &str = "  ";

/// Space that keeps a sign and its number on one line.
const NO_BREAK: char = '\u{a0}';

/// Folds every line that is wider than the screen; what goes on stands below the first word of its
/// line, a little to the right where nothing else tells lines apart.
///
/// Rows of a table stay as they are: they are as wide as the screen wherever that can be.
pub fn folded(text: &str, look: Look) -> String {
    let width = usize::from(look.width);
    let lines = text.split('\n').map(|line| {
        let is_wide = textwrap::core::display_width(line) > width;
        match is_wide.then(|| head(line)).flatten() {
            Some(at) => hanging(line, at, width),
            None => line.to_owned(),
        }
    });
    lines.collect::<Vec<String>>().join("\n")
}

/// Returns where the sentence of a line begins, behind its indent and what marks it; `None` where
/// columns stand side by side.
fn head(line: &str) -> Option<usize> {
    let sentence = line.trim_start();
    let indent = line.len() - sentence.len();
    if let Some((before, behind)) = sentence.split_once(GAP) {
        // One column before the sentence is a mark too, such as an amount.
        let behind = behind.trim_start();
        let is_row = before.is_empty() || behind.contains(GAP);
        return (!is_row).then(|| line.len() - behind.len());
    }
    let (mark, _) = sentence.split_once(' ')?;
    let is_number = |mark: &str| mark.bytes().all(|byte| byte.is_ascii_digit());
    let is_mark = mark == "-" || mark.strip_suffix('.').is_some_and(is_number);
    Some(match is_mark {
        true => indent + mark.len() + 1,
        false => indent,
    })
}

fn hanging(line: &str, at: usize, width: usize) -> String {
    let (before, sentence) = line.split_at(at);
    let is_marked = !before.trim().is_empty();
    let hang = textwrap::core::display_width(before) + if is_marked { 0 } else { GAP.len() };
    let hang = " ".repeat(hang);
    let options = Options::new(width)
        .initial_indent(before)
        .subsequent_indent(&hang)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    // Signs stay with their numbers, also where a title has an ordinary space between them.
    let kept = sentence.replace("€ ", &format!("€{NO_BREAK}"));
    let kept = kept.replace(" %", &format!("{NO_BREAK}%"));
    textwrap::fill(&kept, options)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Lang;

    #[test]
    fn what_is_too_wide_goes_on_below_its_first_word() {
        let table = [
            ("aa bb cc dd ee ff", "aa bb cc\n  dd ee ff"),
            ("- aa bb cc dd", "- aa bb cc\n  dd"),
            ("  - aa bb cc", "  - aa bb\n    cc"),
            ("  aa bb cc", "  aa bb cc"),
            ("  aa bb cc dd", "  aa bb cc\n    dd"),
            ("1. aa bb cc", "1. aa bb\n   cc"),
            // An amount before a sentence is a mark.
            ("  € 1  aa bb cc", "  € 1  aa\n       bb\n       cc"),
            // No word is broken, and no sign leaves its number.
            ("aa 123456789012 b", "aa\n  123456789012\n  b"),
            ("aaa bbb c € 5", "aaa bbb c\n  €\u{a0}5"),
            ("aaa bbb 95 % a", "aaa bbb\n  95\u{a0}% a"),
            // Rows of a table, rules and what fits stay.
            ("noord  € 1,00  € 2,00", "noord  € 1,00  € 2,00"),
            ("────────────", "────────────"),
            ("", ""),
        ];
        let look = Look {
            lang: Lang::Nl,
            width: 10,
        };
        for (line, expected) in table {
            assert_eq!(folded(&format!("{line}\n"), look), format!("{expected}\n"));
        }
    }
}
