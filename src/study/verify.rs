//! Verifying a stored result.

use super::library::{Reading, SCHEMES};
use super::live::text_at;
use super::{Answer, Failure, Format, Manner, pretty};
use crate::audit::audit;
use crate::report::{VerdictView, folded, verdict_json, verdict_text};

/// Proves a stored result again, from itself alone, and compares the fingerprints of the inputs
/// that can be read.
///
/// # Errors
///
/// A [`Failure`] when the result cannot be read.
pub fn verify(path: &str, manner: Manner, read: Reading<'_>) -> Result<Answer, Failure> {
    let text = read(path).map_err(|reason| Failure::unreadable(path, &reason, manner.look.lang))?;
    let input = |path: &str| {
        text_at(path, read).ok().or_else(|| {
            let embedded = SCHEMES
                .iter()
                .find(|(name, _)| path == format!("scenarios/schemes/{name}.toml"));
            embedded.map(|(_, text)| (*text).to_owned())
        })
    };
    let verdict = audit(&text, &input);
    let view = VerdictView {
        findings: &verdict.findings,
        proven: &verdict.proven,
        unread: &verdict.unread,
    };
    let answer = match manner.format {
        Format::Json => pretty(&verdict_json(view)),
        Format::Table | Format::Csv => {
            folded(&verdict_text(path, view, manner.look.lang), manner.look)
        }
    };
    Ok(Answer {
        text: answer,
        fails: !verdict.findings.is_empty(),
        ..Answer::default()
    })
}
