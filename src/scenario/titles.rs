//! What a list of scenarios and schemes shows of each, without opening it.

use super::tree::{Table, parse};
use crate::domain::Text;

/// What a text says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Titles {
    /// Its title.
    pub title: Text,
    /// The question that it answers.
    pub question: Text,
    /// The years that a scheme is for; empty for a scenario.
    pub valid: String,
}

/// Returns what a scenario or scheme says of itself; nothing of what is no TOML.
pub fn titles(text: &str) -> Titles {
    let tree = parse(0, text, &mut Vec::new()).unwrap_or_default();
    let both = |key: &str| Table::in_both(&tree, key).unwrap_or_default();
    let year = |key: &str| {
        tree.get(key)
            .and_then(super::scalar::digits)
            .unwrap_or_default()
    };
    let (from, until) = (year("valid-from"), year("valid-until"));
    Titles {
        title: both("title"),
        question: both("question"),
        valid: match from == until {
            true => from.to_owned(),
            false => format!("{from} – {until}"),
        },
    }
}
