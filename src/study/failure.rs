//! [`Failure`]: why there is no answer, sorted by what a caller does about it.

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The question itself is wrong: an unknown variant or recipient.
    Usage,
    /// The scenario has problems.
    Problems,
    /// Something could not be read.
    Unreadable,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub kind: FailureKind,
    /// The message, ready to be shown.
    pub text: String,
}

impl Failure {
    /// Returns the failure of a question that names something unknown.
    pub(super) fn unknown(text: &str, known: &[String]) -> Failure {
        let known = known
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ");
        let text = format!("error: {text}\nhint: {known}\n");
        Failure {
            kind: FailureKind::Usage,
            text,
        }
    }
}
