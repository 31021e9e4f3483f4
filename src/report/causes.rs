//! Causes of a change as text and JSON.

use serde_json::{Value, json};

use super::grid::{Look, matrix};
use super::json::euros;
use super::wording::Sentences;
use crate::domain::Lang;
use crate::money::Cents;
use crate::scenario::ChangeKind;

/// What the kinds of change of one cause add to a change.
pub type CauseAmount = (Vec<ChangeKind>, Cents);

/// What brought the changes of one model against the baseline about.
#[derive(Clone, Debug)]
pub struct ModelCauses {
    /// The model.
    pub model: String,
    /// Recipients with their change and what each cause adds to it.
    pub rows: Vec<(String, Cents, Vec<CauseAmount>)>,
}

/// Returns the causes of all changes against the baseline, model by model.
pub(super) fn all_causes_text(models: &[ModelCauses], baseline: &str, look: Look) -> String {
    let sentences = Sentences::new(look.lang);
    let mut text = String::new();
    for one in models {
        let Some((_, _, first)) = one.rows.first().filter(|(_, _, causes)| !causes.is_empty())
        else {
            continue;
        };
        if let [(only, _)] = first.as_slice() {
            text += &format!("\n{}\n", sentences.caused_by(&one.model, baseline, only));
            continue;
        }
        let mut columns: Vec<String> = first
            .iter()
            .map(|(kinds, _)| sentences.cause(kinds))
            .collect();
        columns.push(sentences.total().to_owned());
        let cells = |change: Cents, parts: &[CauseAmount]| -> Vec<String> {
            let parts = parts.iter().map(|(_, amount)| *amount).chain([change]);
            parts.map(|amount| sentences.signed(amount)).collect()
        };
        let rows = one
            .rows
            .iter()
            .map(|(id, change, parts)| (id.clone(), cells(*change, parts)));
        let rows: Vec<(String, Vec<String>)> = rows.collect();
        text += &format!(
            "\n{}\n{}\n",
            sentences.causes_of(&one.model, baseline),
            matrix(&columns, &rows, look)
        );
        for (kinds, _) in first.iter().filter(|(kinds, _)| kinds.len() > 1) {
            text += &format!("{}\n", sentences.inseparable(kinds));
        }
    }
    text
}

/// Returns the causes of all changes as JSON.
pub(super) fn all_causes_json(models: &[ModelCauses]) -> Value {
    let models = models.iter().map(|one| {
        let rows = one.rows.iter().map(|(id, change, causes)| {
            json!({
                "recipient": id,
                "change": euros(*change),
                "causes": causes_json(causes),
            })
        });
        json!({ "model": one.model, "recipients": rows.collect::<Vec<Value>>() })
    });
    models.collect()
}

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
