//! `edit`: changes of the text of a scenario.

use serde::Deserialize;
use serde_json::json;

use super::super::Failure;
use super::request::{Language, Sent, read};
use super::{NoRequest, Port, Reply, Trouble};
use crate::domain::Text;
use crate::report::wording::Sentences;
use crate::scenario::{BASE, Edit, edited};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditRequest {
    #[serde(default)]
    lang: Language,
    scenario: Sent,
    edits: Vec<SentEdit>,
}

/// A change as it is sent: one of the first five says what is to be done.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentEdit {
    set: Option<String>,
    unset: Option<String>,
    add: Option<String>,
    rename: Option<String>,
    remove: Option<String>,
    variant: Option<String>,
    value: Option<String>,
    title: Option<String>,
    like: Option<String>,
}

impl SentEdit {
    fn edit(self) -> Option<Edit> {
        let variant = self.variant.unwrap_or_else(|| BASE.to_owned());
        let does = [
            &self.set,
            &self.unset,
            &self.add,
            &self.rename,
            &self.remove,
        ];
        if does.iter().filter(|one| one.is_some()).count() != 1 {
            return None;
        }
        if let (Some(path), Some(value)) = (self.set, self.value) {
            return Some(Edit::Set {
                path,
                variant,
                value,
            });
        }
        if let Some(path) = self.unset {
            return Some(Edit::Unset { path, variant });
        }
        if let (Some(id), Some(title)) = (self.add, &self.title) {
            let (title, like) = (title.clone(), self.like.unwrap_or_else(|| BASE.to_owned()));
            return Some(Edit::Add { id, title, like });
        }
        if let (Some(id), Some(title)) = (self.rename, self.title) {
            return Some(Edit::Rename { id, title });
        }
        self.remove.map(|id| Edit::Remove { id })
    }
}

/// Changes the text; nothing is computed.
pub(super) fn edit(port: Port<'_>, body: &[u8]) -> Reply {
    let request: EditRequest = read(body)?;
    let lang = request.lang.lang();
    let sent = &request.scenario;
    let text = sent.read(port, &sent.path);
    let text = text.map_err(|why| Failure::unreadable(&sent.path, &why, lang))?;
    let edits: Option<Vec<Edit>> = request.edits.into_iter().map(SentEdit::edit).collect();
    let edits = edits.ok_or_else(|| {
        let why = "an edit sets, unsets, adds, renames or removes one thing".to_owned();
        Trouble::NoRequest(NoRequest::Malformed(why))
    })?;
    let proposal = Sentences::proposal();
    let edited = edited(&text, &edits, &proposal).map_err(|why| {
        let hint = Text::new(
            "kijk de waarde en het pad na",
            "check the value and the path",
        );
        Failure::usage(&why, &hint, lang)
    })?;
    if edited.variant == variant_of(&edits) {
        port.memory.changed((sent, &edited.text), &edits);
    }
    Ok(json!({ "text": edited.text, "variant": edited.variant }))
}

/// Returns the variant that the last value is meant for.
fn variant_of(edits: &[Edit]) -> Option<String> {
    edits.iter().rev().find_map(|edit| match edit {
        Edit::Set { variant, .. } => Some(variant.clone()),
        _ => None,
    })
}
