//! [`Store`]: the folder of a sweep, as whoever calls gives access to it.

use super::manifest::{MANIFEST, Manifest, part_name};
use super::notes;
use crate::domain::{Lang, Text};
use crate::intake::parquet_notes;
use crate::results::fingerprint;
use crate::scenario::refusal_of_disk;
use crate::study::{Failure, FailureKind};
use std::collections::BTreeMap;

/// A folder: names of files in it are paths with `/` between their steps.
pub trait Store: Sync {
    /// Returns the name of the folder for people.
    fn name(&self) -> &str;

    /// Returns the contents of a file; `None` where there is none.
    ///
    /// # Errors
    ///
    /// What stopped the reading.
    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, String>;

    /// Writes a file whole or not at all.
    ///
    /// # Errors
    ///
    /// What stopped the writing.
    fn write(&self, name: &str, contents: &[u8]) -> Result<(), String>;
}

/// The notes of a part.
pub(super) type Notes = BTreeMap<String, String>;

/// How a part stands in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is not there.
    Missing,
    /// It is damaged, or of another sweep.
    Broken,
    /// It is whole; with its contents and notes.
    Whole(Vec<u8>, Notes),
}

/// Returns how a part stands.
///
/// # Errors
///
/// A [`Failure`] when the folder cannot be read.
pub(super) fn standing(
    (store, manifest): (&dyn Store, &Manifest),
    part: u64,
    lang: Lang,
) -> Result<Standing, Failure> {
    let name = part_name(part);
    let Some(contents) = read(store, &name, lang)? else {
        return Ok(Standing::Missing);
    };
    let Some(found) = parquet_notes(&contents) else {
        return Ok(Standing::Broken);
    };
    let is = |note: &str, value: String| found.get(note) == Some(&value);
    let is_own = is(notes::SWEEP, manifest.fingerprint()) && is(notes::PART, part.to_string());
    Ok(match is_own {
        true => Standing::Whole(contents, found),
        false => Standing::Broken,
    })
}

/// Reads a file of a folder.
///
/// # Errors
///
/// A [`Failure`] when it cannot be read.
pub(super) fn read(store: &dyn Store, name: &str, lang: Lang) -> Result<Option<Vec<u8>>, Failure> {
    store
        .read(name)
        .map_err(|reason| unusable((store, name), &reason, ("lezen", "read"), lang))
}

/// Writes a file of a folder.
///
/// # Errors
///
/// A [`Failure`] when it cannot be written.
pub(super) fn write(
    store: &dyn Store,
    (name, contents): (&str, &[u8]),
    lang: Lang,
) -> Result<(), Failure> {
    store
        .write(name, contents)
        .map_err(|reason| unusable((store, name), &reason, ("schrijven", "write"), lang))
}

/// Reads the manifest of a folder.
///
/// # Errors
///
/// A [`Failure`] when there is none that can be read.
pub(super) fn manifest(store: &dyn Store, lang: Lang) -> Result<Manifest, Failure> {
    let contents = read(store, MANIFEST, lang)?;
    let text = contents.and_then(|contents| String::from_utf8(contents).ok());
    text.as_deref().and_then(Manifest::read).ok_or_else(|| {
        let name = store.name();
        Failure::usage(
            &Text::new(
                format!("in `{name}` staat geen manifest van een sweep"),
                format!("there is no manifest of a sweep in `{name}`"),
            ),
            &Text::new(
                "maak er een met `verdeel sweep BESTAND --plan --out MAP`",
                "make one with `verdeel sweep FILE --plan --out DIR`",
            ),
            lang,
        )
    })
}

/// Returns the text of an input of a sweep by its path, or why it has none.
pub(super) fn input(store: &dyn Store, manifest: &Manifest, path: &str) -> Result<String, String> {
    let mut inputs = manifest.inputs.iter();
    let (_, hash, file) = inputs
        .find(|(own, _, _)| own == path)
        .ok_or_else(|| format!("`{path}` is no input of this sweep"))?;
    let contents = store.read(file)?;
    let contents = contents.ok_or_else(|| format!("`{file}` is missing"))?;
    let text = String::from_utf8(contents).map_err(|error| error.to_string())?;
    match fingerprint(&text) == *hash {
        true => Ok(text),
        false => Err(format!("`{file}` was changed")),
    }
}

fn unusable(
    (store, name): (&dyn Store, &str),
    reason: &str,
    (nl, en): (&str, &str),
    lang: Lang,
) -> Failure {
    let folder = store.name();
    let reason = refusal_of_disk(reason);
    let reason = reason.in_lang(lang);
    let text = match lang {
        Lang::Nl => format!("error: `{folder}/{name}` is niet te {nl}\ncaused by: {reason}\n"),
        Lang::En => format!("error: failed to {en} `{folder}/{name}`\ncaused by: {reason}\n"),
    };
    Failure::told(FailureKind::Unreadable, text)
}
