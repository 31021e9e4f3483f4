//! Causes: what brought the change between two variants about.

use super::library::{Reading, Shelf};
use crate::scenario::hybrids;
use crate::simulation::Between;

/// Runs the worlds between the variants `from` and `to` of the scenario at `path`, so that any
/// change between the two can be divided over its causes.
///
/// `None` when the scenario cannot be opened or lacks one of the variants.
pub fn between(path: &str, (from, to): (&str, &str), read: Reading<'_>) -> Option<Between> {
    let hybrids = hybrids(path, (from, to), &Shelf { read })?;
    Some(Between::of(&hybrids))
}
