//! What differs between two scenarios.

use super::library::{Reading, Shelf};
use super::live::{differences, differences_text};
use super::open::{Study, refused};
use super::{Answer, Failure, Format, Manner, pretty};
use crate::report::{Change, changes_csv, changes_json, changes_text, folded};
use crate::scenario::{Facts, facts};

/// Tells what differs between two scenarios, or two variants (`file.toml#variant`). Sentences about
/// two scenarios tell of their variants too.
///
/// # Errors
///
/// A [`Failure`] when one of them has problems.
pub fn diff(
    first: &str,
    second: &str,
    manner: Manner,
    read: Reading<'_>,
) -> Result<Answer, Failure> {
    let shelf = Shelf { read };
    let facts = |path: &str| facts(path, &shelf).map_err(|problems| refused(&problems, manner));
    let (before, after) = (facts(first)?, facts(second)?);
    let changes = changes(&before, &after);
    let fact = |path: &str| after.get(path).or_else(|| before.get(path));
    let names_variant = [first, second].iter().any(|path| path.contains('#'));
    let text = match manner.format {
        Format::Table if !names_variant => {
            let open =
                |path: &str| Study::open(path, read).map_err(|problems| refused(&problems, manner));
            let (was, is) = (open(first)?, open(second)?);
            let found = differences((first, &was), (second, &is), (manner, read))?;
            let told = match found.is_empty() {
                true => changes_text(&[], fact, manner.look.lang),
                false => differences_text(&found, manner),
            };
            folded(told.trim_start_matches('\n'), manner.look)
        }
        Format::Table => folded(&changes_text(&changes, fact, manner.look.lang), manner.look),
        Format::Json => pretty(&changes_json(first, second, &changes)),
        Format::Csv => changes_csv(&changes),
    };
    Ok(Answer {
        text,
        ..Answer::default()
    })
}

/// Returns every value that differs between two scenarios.
pub(super) fn changes(first: &Facts, second: &Facts) -> Vec<Change> {
    let (left, right) = (first.iter(), second.iter());
    let gone = left.filter(|(path, value)| second.get(*path) != Some(*value));
    let come = right.filter(|(path, _)| !first.contains_key(*path));
    let paths: std::collections::BTreeSet<&String> =
        gone.chain(come).map(|(path, _)| path).collect();
    let changes = paths.into_iter().map(|path| Change {
        path: path.clone(),
        from: first.get(path).cloned(),
        to: second.get(path).cloned(),
    });
    changes.collect()
}
