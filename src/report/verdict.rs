//! What a check of a scenario or an audit of a result comes to.

use std::collections::BTreeMap;

use super::wording::Sentences;
use crate::domain::Lang;
use crate::scenario::Problem;

/// The outcome of an audit.
#[derive(Clone, Copy)]
pub struct VerdictView<'a> {
    /// What does not hold.
    pub findings: &'a [String],
    /// What was proven, with how often.
    pub proven: &'a BTreeMap<&'static str, usize>,
    /// Inputs that could not be compared.
    pub unread: &'a [String],
}

/// Returns the outcome of a check, after its warnings.
pub fn soundness_text(
    variants: usize,
    warnings: &[Problem],
    idle: &[(String, Vec<String>)],
    lang: Lang,
) -> String {
    let sentences = Sentences::new(lang);
    let mut text = format!("{}\n", sentences.sound(variants, warnings.len()));
    if !idle.is_empty() {
        text += &format!("\n{}\n", sentences.idle());
        for (path, variants) in idle {
            text += &format!("- {path} [{}]\n", variants.join(", "));
        }
    }
    text
}

/// Returns the outcome of an audit in sentences.
pub fn verdict_text(path: &str, verdict: VerdictView<'_>, lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let mut text = format!("{}\n", sentences.verdict(path, verdict.findings.is_empty()));
    for finding in verdict.findings {
        text += &format!("- {finding}\n");
    }
    for (what, count) in verdict.proven {
        text += &format!("- {}: {count}\n", sentences.proven(what));
    }
    for path in verdict.unread {
        text += &format!("- {}\n", sentences.unread(path));
    }
    text
}

/// Returns the outcome of an audit as JSON.
pub fn verdict_json(verdict: VerdictView<'_>) -> serde_json::Value {
    serde_json::json!({
        "schema": "verdeel/verify@1",
        "holds": verdict.findings.is_empty(),
        "findings": verdict.findings,
        "proven": verdict.proven,
        "unread_inputs": verdict.unread,
    })
}
