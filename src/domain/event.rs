//! [`Event`]: something that may happen, with a probability.

use super::{Id, Provenance, Text};
use crate::money::Exact;

/// Something that may happen, and changes the scenario when it does: a board goes to another
/// region, partnerships merge, the scheme is not renewed.
///
/// What it changes is laid over the scenario as a variant is; the scenario floor keeps that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Stable id; it names the stream of random numbers.
    pub id: Id,
    /// Name for people.
    pub name: Text,
    /// The paths that it sets, as the file spells them.
    pub sets: Vec<String>,
    /// How likely it is, from zero to one.
    pub probability: Exact,
    /// Source and grade.
    pub provenance: Provenance,
}

impl Event {
    /// Says whether what a path names is what this event makes of it, whatever it was before: the
    /// event sets it, or a whole of which it is a part.
    pub fn settles(&self, path: &str) -> bool {
        // Terms of one holder can be spelled in two ways.
        let spelled = |path: &str| path.replace('@', ".at.");
        let path = spelled(path);
        self.sets.iter().any(|own| {
            let rest = path.strip_prefix(&spelled(own));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }
}
