//! [`Problem`]: what is wrong with a scenario, where, what was expected, and what to do.

use crate::domain::Text;

/// A stretch of a loaded file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Number of the file in [`Sources`](super::Sources).
    pub file: usize,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot be run.
    Error,
    /// The scenario can be run, but something looks wrong.
    Warning,
}

/// One problem of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad.
    pub severity: Severity,
    /// Stable name of the kind of problem, such as `unknown-region`.
    pub code: &'static str,
    /// What is wrong: a lowercase fragment.
    pub text: Text,
    /// Where; `None` for what concerns the scenario as a whole.
    pub place: Option<Place>,
    /// What was expected there.
    pub expected: Option<Text>,
    /// A second place that has to do with it, and why.
    pub related: Option<(Place, Text)>,
    /// An action that mends it.
    pub hint: Option<Text>,
}

impl Problem {
    /// Returns an error of kind `code` at `place`.
    pub fn error(code: &'static str, place: Place, text: Text) -> Problem {
        Problem {
            severity: Severity::Error,
            code,
            text,
            place: Some(place),
            expected: None,
            related: None,
            hint: None,
        }
    }

    /// Returns a warning of kind `code`, about the scenario as a whole unless a place is added.
    pub fn warning(code: &'static str, text: Text) -> Problem {
        Problem {
            severity: Severity::Warning,
            code,
            text,
            place: None,
            expected: None,
            related: None,
            hint: None,
        }
    }

    /// Adds where it is.
    pub fn at(mut self, place: Place) -> Problem {
        self.place = Some(place);
        self
    }

    /// Adds what was expected.
    pub fn expected(mut self, nl: impl Into<String>, en: impl Into<String>) -> Problem {
        self.expected = Some(Text::new(nl, en));
        self
    }

    /// Adds a second place.
    pub fn related(mut self, place: Place, nl: &str, en: &str) -> Problem {
        self.related = Some((place, Text::new(nl, en)));
        self
    }

    /// Adds an action.
    pub fn hint(mut self, nl: impl Into<String>, en: impl Into<String>) -> Problem {
        self.hint = Some(Text::new(nl, en));
        self
    }

    /// Adds "did you mean" when one of `known` resembles `written`.
    pub fn hint_nearest<'a>(
        self,
        written: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Problem {
        match nearest(written, known) {
            Some(name) => self.hint(
                format!("bedoelt u `{name}`?"),
                format!("did you mean `{name}`?"),
            ),
            None => self,
        }
    }
}

/// Returns the known name that resembles `written` most, if any does enough.
fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |name: &str| strsim::jaro_winkler(&written.to_lowercase(), &name.to_lowercase());
    known
        .into_iter()
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, name)| name)
}
