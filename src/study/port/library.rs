//! `library` and `open`: what there is to open, and its text.

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::library::{QUESTIONS, SCENARIOS, SCHEMES, Shelf, embedded};
use super::super::live::{BUNDLE, Bundle, Carried, Live, is_live};
use super::request::{Language, Sent, read};
use super::{Port, Reply, Trouble};
use crate::domain::{Lang, Text};
use crate::scenario::{Asked, question_path, refusal_of_disk, titles};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LibraryRequest {
    #[serde(default)]
    lang: Language,
}

/// Lists questions, schemes, examples and files.
pub(super) fn library(port: Port<'_>, body: &[u8]) -> Reply {
    let request: LibraryRequest = read(body)?;
    let lang = request.lang.lang();
    let questions = QUESTIONS.iter().map(|(name, text)| {
        let id = name.to_uppercase();
        let told = titles(text);
        let asked = Asked {
            id: &id,
            with: None,
        };
        json!({
            "path": asked.path(), "id": id,
            "title": told.title.in_lang(lang), "text": told.question.in_lang(lang),
        })
    });
    let schemes = SCHEMES.iter().map(|(name, text)| {
        let told = titles(text);
        json!({ "id": name, "title": told.title.in_lang(lang), "valid": told.valid })
    });
    let examples = SCENARIOS.iter().filter(|(path, _)| path.ends_with(".toml"));
    let examples = examples
        .map(|(path, text)| json!({ "path": path, "title": titles(text).title.in_lang(lang) }));
    let files = port.files.iter().map(|path| json!({ "path": path }));
    Ok(json!({
        "questions": questions.collect::<Vec<Value>>(),
        "schemes": schemes.collect::<Vec<Value>>(),
        "examples": examples.collect::<Vec<Value>>(),
        "files": files.collect::<Vec<Value>>(),
        "start": port.start,
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenRequest {
    #[serde(default)]
    lang: Language,
    scenario: Option<Sent>,
    bundle: Option<String>,
}

/// Returns the text of a scenario.
pub(super) fn open(port: Port<'_>, body: &[u8]) -> Reply {
    let request: OpenRequest = read(body)?;
    let lang = request.lang.lang();
    if let Some(page) = request.bundle.as_ref().filter(|text| text.starts_with('<')) {
        let live = Live::of(page).map_err(|why| no_live_file(&why, lang))?;
        return Ok(carried(live.current));
    }
    if let Some(bundle) = &request.bundle {
        let bundle: Bundle = serde_json::from_str(bundle).map_err(|_| no_bundle(lang))?;
        if bundle.schema != BUNDLE {
            return Err(no_bundle(lang));
        }
        return Ok(json!({ "path": bundle.path, "text": bundle.text, "files": bundle.files }));
    }
    let Some(sent) = request.scenario else {
        return Err(no_bundle(lang));
    };
    let read = |path: &str| sent.read(port, path);
    if is_live(&sent.path) {
        let live = Live::at(&sent.path, &read);
        return Ok(carried(
            live.map_err(|why| unreadable(&sent.path, &why, lang))?,
        ));
    }
    let asked = Asked::of(&sent.path).filter(|asked| asked.with.is_none());
    let path = asked.map_or_else(|| sent.path.clone(), |asked| question_path(asked.id));
    let text = match asked {
        Some(_) => embedded(&path).map(str::to_owned).ok_or_else(String::new),
        None => read(&path),
    };
    let text = text.map_err(|why| unreadable(&sent.path, &why, lang))?;
    Ok(json!({ "path": path, "text": text, "files": sent.files }))
}

/// Returns what a live file carries as the page keeps it.
fn carried(carried: Carried) -> Value {
    let Carried { main, mut texts } = carried;
    let text = texts.remove(&main);
    json!({ "path": main, "text": text, "files": texts })
}

fn no_live_file(why: &str, lang: Lang) -> Trouble {
    let hint = Text::new(
        "open een bestand dat `verdeel report --live` heeft gemaakt of dat een lezer daarvan heeft \
         bewaard",
        "open a file that `verdeel report --live` made or that a reader of it has saved",
    );
    super::super::Failure::usage(&refusal_of_disk(why), &hint, lang).into()
}

fn unreadable(path: &str, why: &str, lang: Lang) -> Trouble {
    super::super::Failure::unreadable(path, why, lang).into()
}

fn no_bundle(lang: Lang) -> Trouble {
    let text = Text::new(
        "dit bestand is geen bundel van verdeel",
        "this file is no bundle of verdeel",
    );
    let hint = Text::new(
        "open een scenario (`.toml`), een bundel (`.verdeel.json`) of tellingen (`.csv`)",
        "open a scenario (`.toml`), a bundle (`.verdeel.json`) or counts (`.csv`)",
    );
    super::super::Failure::usage(&text, &hint, lang).into()
}

/// Returns every file of the library that a scenario is made of.
pub(super) fn parts(sent: &Sent, port: Port<'_>) -> Result<Vec<(String, String)>, Trouble> {
    let read = |path: &str| sent.read(port, path);
    let shelf = Shelf { read: &read };
    let opened = crate::scenario::open(&sent.path, &shelf);
    let sources = match opened {
        Ok(opened) => opened.sources,
        Err(refused) => refused.sources,
    };
    let files = sources.files().iter();
    // Schemes by name are part of every program.
    let is_scheme = |text: &str| SCHEMES.iter().any(|(_, known)| *known == text);
    let files = files.filter(|file| !is_scheme(&file.text));
    Ok(files
        .map(|file| (file.path.clone(), file.text.clone()))
        .collect())
}
