//! [`Failure`]: why there is no answer, sorted by what a caller does about it.

use std::collections::BTreeSet;

use crate::domain::{Lang, Text};
use crate::report::ProblemRow;
use crate::scenario::refusal_of_disk;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The question itself is wrong: an unknown variant or recipient.
    Usage,
    /// The scenario has problems.
    Problems,
    /// Something could not be read.
    Unreadable,
    /// It was stopped before there was anything to tell.
    Stopped,
    /// The program contradicts itself.
    Fault,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub kind: FailureKind,
    /// The message, ready to be shown.
    pub text: String,
    /// The problems of the scenario that the message tells, one by one.
    pub problems: Vec<ProblemRow>,
}

impl Failure {
    /// Returns a failure of which there is nothing to tell but the message.
    pub fn told(kind: FailureKind, text: String) -> Failure {
        Failure {
            kind,
            text,
            problems: Vec::new(),
        }
    }

    /// Returns the failure of a question that names something unknown, with what is known.
    pub(super) fn unknown(what: &Text, asked: &str, known: &[String], lang: Lang) -> Failure {
        let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        let (what, names) = (what.in_lang(lang), names.join(", "));
        let text = match lang {
            Lang::Nl => format!("error: {what} `{asked}` is onbekend\nhint: bekend zijn {names}\n"),
            Lang::En => format!("error: unknown {what} `{asked}`\nhint: known are {names}\n"),
        };
        Failure::told(FailureKind::Usage, text)
    }

    /// Returns the failure of a question that cannot be answered, with what to ask instead.
    pub(super) fn usage(text: &Text, hint: &Text, lang: Lang) -> Failure {
        let (text, hint) = (text.in_lang(lang), hint.in_lang(lang));
        Failure::told(FailureKind::Usage, format!("error: {text}\nhint: {hint}\n"))
    }

    /// Refuses values of an option when one of them is given twice.
    ///
    /// # Errors
    ///
    /// A [`Failure`] that names the first such value.
    pub(super) fn of_repeated<'a>(
        option: &str,
        values: impl IntoIterator<Item = &'a str>,
        lang: Lang,
    ) -> Result<(), Failure> {
        let mut seen = BTreeSet::new();
        let mut values = values.into_iter();
        let Some(twice) = values.find(|value| !seen.insert(*value)) else {
            return Ok(());
        };
        Err(Failure::usage(
            &Text::new(
                format!("`{twice}` staat twee keer bij `{option}`"),
                format!("`{twice}` is given twice under `{option}`"),
            ),
            &Text::new("noem het een keer", "name it once"),
            lang,
        ))
    }

    /// Refuses to compare something with itself.
    ///
    /// # Errors
    ///
    /// A [`Failure`] when both are the same.
    pub(super) fn of_itself(
        option: &str,
        (own, other): (&str, Option<&str>),
        lang: Lang,
    ) -> Result<(), Failure> {
        match other == Some(own) {
            false => Ok(()),
            true => Err(Failure::usage(
                &Text::new(
                    format!("`{own}` is niet met zichzelf te vergelijken"),
                    format!("`{own}` cannot be compared with itself"),
                ),
                &Text::new(
                    format!("noem een ander bij `{option}`"),
                    format!("name another under `{option}`"),
                ),
                lang,
            )),
        }
    }

    /// Returns the failure of a question about more numbers at once than can be varied.
    pub(super) fn too_many_numbers(most: usize, lang: Lang) -> Failure {
        let text = Text::new(
            "meer getallen dan tegelijk kunnen",
            "more numbers than can be varied at once",
        );
        let hint = Text::new(
            format!("varieer er ten hoogste {most}"),
            format!("vary at most {most}"),
        );
        Failure::usage(&text, &hint, lang)
    }

    /// Returns the failure that a file cannot be read.
    pub fn unreadable(path: &str, reason: &str, lang: Lang) -> Failure {
        let reason = refusal_of_disk(reason);
        let reason = reason.in_lang(lang);
        let text = match lang {
            Lang::Nl => format!("error: `{path}` kan niet worden gelezen: {reason}\n"),
            Lang::En => format!("error: failed to read `{path}`: {reason}\n"),
        };
        Failure::told(FailureKind::Unreadable, text)
    }

    /// Returns the failure that a file cannot be written, or standard output when `path` is `None`.
    pub fn unwritable(path: Option<&str>, reason: &str, lang: Lang) -> Failure {
        let reason = refusal_of_disk(reason);
        let reason = reason.in_lang(lang);
        let text = match (path, lang) {
            (Some(path), Lang::Nl) => {
                format!("error: `{path}` kan niet worden geschreven: {reason}\n")
            }
            (Some(path), Lang::En) => format!("error: failed to write `{path}`: {reason}\n"),
            (None, Lang::Nl) => {
                format!("error: de uitvoer kan niet worden geschreven: {reason}\n")
            }
            (None, Lang::En) => format!("error: failed to write to standard output: {reason}\n"),
        };
        Failure::told(FailureKind::Unreadable, text)
    }

    /// Returns the failure that an address cannot be listened at.
    pub fn not_at(address: &str, reason: &str, lang: Lang) -> Failure {
        let reason = refusal_of_disk(reason);
        let reason = reason.in_lang(lang);
        let text = match lang {
            Lang::Nl => format!(
                "error: op {address} kan niet worden geluisterd: {reason}\n\
                 hint: kies met `--port` een andere poort, of `--port 0` voor een die vrij is\n"
            ),
            Lang::En => format!(
                "error: cannot listen at {address}: {reason}\n\
                 hint: choose another port with `--port`, or `--port 0` for one that is free\n"
            ),
        };
        Failure::told(FailureKind::Unreadable, text)
    }
}
