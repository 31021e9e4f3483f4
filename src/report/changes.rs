//! Changes between scenarios in sentences, as JSON and as CSV.

use super::wording::Sentences;
use crate::domain::Lang;

/// One value that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its path.
    pub path: String,
    /// What it was; `None` when it is new.
    pub from: Option<String>,
    /// What it is; `None` when it is gone.
    pub to: Option<String>,
}

/// Returns the changes in sentences.
pub fn changes_text(changes: &[Change], lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    if changes.is_empty() {
        return format!("{}\n", sentences.no_change());
    }
    changes
        .iter()
        .map(|Change { path, from, to }| {
            format!(
                "- {}\n",
                sentences.change(path, from.as_deref(), to.as_deref())
            )
        })
        .collect()
}

/// Returns the changes as JSON.
pub fn changes_json(first: &str, second: &str, changes: &[Change]) -> serde_json::Value {
    let rows: Vec<serde_json::Value> = changes
        .iter()
        .map(
            |Change { path, from, to }| serde_json::json!({ "path": path, "from": from, "to": to }),
        )
        .collect();
    serde_json::json!({
        "schema": "verdeel/diff@1", "first": first, "second": second, "changes": rows,
    })
}

/// Returns the changes as CSV.
pub fn changes_csv(changes: &[Change]) -> String {
    let cell = |value: &Option<String>| value.clone().unwrap_or_default();
    let rows: Vec<Vec<String>> = changes
        .iter()
        .map(|change| vec![change.path.clone(), cell(&change.from), cell(&change.to)])
        .collect();
    super::csv::written(&["path", "from", "to"], &rows)
}
