//! Causes of a change as text and JSON.

use serde_json::{Value, json};

use super::json::euros;
use super::wording::Sentences;
use crate::domain::Lang;
use crate::money::Cents;
use crate::scenario::ChangeKind;

/// What the kinds of change of one cause add to a change.
pub type CauseAmount = (Vec<ChangeKind>, Cents);

/// Returns the causes of a change in a sentence; nothing where no cause is known.
pub fn causes_text(change: Cents, causes: &[CauseAmount], lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    if causes.is_empty() {
        return String::new();
    }
    let mut text = format!("{}\n", sentences.caused(change, causes));
    for (kinds, _) in causes.iter().filter(|(kinds, _)| kinds.len() > 1) {
        text += &format!("{}\n", sentences.inseparable(kinds));
    }
    text
}

/// Returns the causes of a change as JSON.
pub fn causes_json(causes: &[CauseAmount]) -> Value {
    let rows = causes.iter().map(|(kinds, amount)| {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        json!({ "causes": kinds, "amount": euros(*amount) })
    });
    rows.collect()
}
