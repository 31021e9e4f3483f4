//! What a check of a scenario or an audit of a result comes to.

use std::collections::BTreeMap;

use super::wording::Sentences;
use crate::domain::Lang;

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

/// Returns the first line of a check: that a scenario is sound, and how many wishes hold.
pub fn soundness_text(
    variants: usize,
    warnings: usize,
    wishes: (usize, usize),
    lang: Lang,
) -> String {
    format!(
        "{}\n",
        Sentences::new(lang).sound(variants, warnings, wishes)
    )
}

/// A parameter that moves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdleView {
    /// Its name for people, with its path.
    pub name: String,
    /// Its path.
    pub path: String,
    /// The variants in which it moves nothing.
    pub variants: Vec<String>,
}

/// Returns the parameters that move nothing, with their variants; nothing where all move something.
pub fn idle_text(idle: &[IdleView], lang: Lang) -> String {
    if idle.is_empty() {
        return String::new();
    }
    let lines = idle
        .iter()
        .map(|one| format!("- {} [{}]\n", one.name, one.variants.join(", ")));
    let lines: String = lines.collect();
    format!("\n{}\n{lines}", Sentences::new(lang).idle())
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
