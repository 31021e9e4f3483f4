//! What requests have in common: the language, and a scenario by path or text.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::super::library::{Shelf, embedded};
use super::super::open::{Study, refused};
use super::super::{Format, Look, Manner};
use super::{NoRequest, Port, Trouble};
use crate::domain::Lang;
use crate::scenario::{Facts, Refused, facts};

/// The language of an answer.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Language {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Language {
    pub(super) fn lang(self) -> Lang {
        match self {
            Language::Nl => Lang::Nl,
            Language::En => Lang::En,
        }
    }

    /// Returns how answers look.
    pub(super) fn manner(self) -> Manner {
        Manner {
            format: Format::Table,
            look: Look {
                lang: self.lang(),
                width: Look::PAGE,
            },
            colour: false,
        }
    }
}

/// A scenario as the page has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    /// Where it stands.
    pub(super) path: String,
    /// Its text, where it is no longer that of the path.
    #[serde(default)]
    pub(super) text: Option<String>,
    /// Texts of further files, by path as the scenario names them.
    #[serde(default)]
    pub(super) files: BTreeMap<String, String>,
}

impl Sent {
    /// Returns the text at a path: what was sent, else what the port reads, else the library.
    pub(super) fn read(&self, port: Port<'_>, path: &str) -> Result<String, String> {
        if let Some(text) = self.text.as_ref().filter(|_| path == self.path) {
            return Ok(text.clone());
        }
        let folder = self.path.rfind('/').and_then(|end| self.path.get(..=end));
        let beside = path.strip_prefix(folder.unwrap_or_default());
        let mut names = [Some(path), beside].into_iter().flatten();
        if let Some(text) = names.find_map(|name| self.files.get(name)) {
            return Ok(text.clone());
        }
        (port.read)(path).or_else(|why| embedded(path).map(str::to_owned).ok_or(why))
    }

    /// Opens the scenario.
    pub(super) fn open(&self, port: Port<'_>, language: Language) -> Result<Arc<Study>, Trouble> {
        let read = |path: &str| self.read(port, path);
        port.memory.opened((self, port), || {
            Study::open(&self.path, &read).map_err(|problems| told(&problems, language))
        })
    }

    /// Returns what a variant states.
    pub(super) fn facts(
        &self,
        (port, language): (Port<'_>, Language),
        variant: &str,
    ) -> Result<Facts, Trouble> {
        let read = |path: &str| self.read(port, path);
        let path = format!("{}#{variant}", self.path);
        facts(&path, &Shelf { read: &read }).map_err(|problems| told(&problems, language))
    }
}

/// Returns a refused scenario as problems, each with its place.
fn told(problems: &Refused, language: Language) -> Trouble {
    let manner = language.manner();
    refused(problems, manner).into()
}

/// Reads a request.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Trouble> {
    serde_json::from_slice(body)
        .map_err(|error| Trouble::NoRequest(NoRequest::Malformed(error.to_string())))
}
