//! `edit`: changes of the text of a scenario.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::Failure;
use super::look::look;
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
    /// What is to be seen of the changed text: a request to look, without its scenario.
    look: Option<Map<String, Value>>,
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

/// Changes the text, and shows what was asked to be seen of it.
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
    let mut answer = json!({ "text": edited.text, "variant": edited.variant });
    if let Some(mut wanted) = request.look {
        let Sent { path, files, .. } = sent;
        let after = json!({ "path": path, "text": edited.text, "files": files });
        wanted.insert("scenario".to_owned(), after);
        let wanted = Value::Object(wanted).to_string();
        // What is wrong with the changed text is told to who looks at it.
        answer["look"] = look(port, wanted.as_bytes()).unwrap_or_default();
    }
    Ok(answer)
}

/// Returns the variant that the last value is meant for.
fn variant_of(edits: &[Edit]) -> Option<String> {
    edits.iter().rev().find_map(|edit| match edit {
        Edit::Set { variant, .. } => Some(variant.clone()),
        _ => None,
    })
}
