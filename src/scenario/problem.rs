//! [`Problem`]: what is wrong with a scenario, where, what was expected, and what to do.

use crate::domain::Text;
use crate::money::{Cents, Exact};

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

impl Place {
    /// Returns the start of file number `file`, for what has no place of its own in it.
    pub(super) const fn start_of(file: usize) -> Place {
        Place {
            file,
            start: 0,
            end: 0,
        }
    }
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

    /// Returns an error of kind `code` about what has no place in a text, such as a file.
    pub fn placeless(code: &'static str, text: Text) -> Problem {
        Problem {
            severity: Severity::Error,
            ..Problem::warning(code, text)
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

/// Returns an amount as people write it: `€ 1.250,00` in Dutch, `€ 1,250.00` in English.
pub(super) fn euros(amount: Cents) -> Text {
    let text = amount.to_euro_text();
    let (euros, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let mut grouped = String::new();
    for (at, digit) in euros.chars().enumerate() {
        if at > 0 && (euros.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let english = grouped.replace('.', ",");
    Text::new(
        format!("€ {grouped},{cents}"),
        format!("€{english}.{cents}"),
    )
}

/// Returns a share as a percentage, with as many decimals as it needs up to six.
pub(super) fn percent(share: &Exact) -> Text {
    let text = share.times(&Exact::from(100)).to_decimal_text(6);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    Text::new(format!("{} %", text.replace('.', ",")), format!("{text} %"))
}

/// Returns the known name that resembles `written` most, if any does enough.
pub(super) fn nearest<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let likeness = |name: &str| strsim::jaro_winkler(&written.to_lowercase(), &name.to_lowercase());
    known
        .into_iter()
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, name)| name)
}

/// Returns the known names that resemble `written` most, the best first, at most `count`.
pub fn nearest_names<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
    count: usize,
) -> Vec<&'a str> {
    let mut names: Vec<(f64, &str)> = known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(written, name), name))
        .filter(|(likeness, _)| *likeness > 0.75)
        .collect();
    names.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(right.1)));
    names
        .into_iter()
        .take(count)
        .map(|(_, name)| name)
        .collect()
}
