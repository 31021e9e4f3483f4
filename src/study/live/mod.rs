//! Live files: pages that carry a scenario with its data, as `report --live` writes them, read
//! back.
//!
//! Such a file comes by mail and may be anybody's. Nothing in it is trusted: what it carries is
//! found by its marks, read as data, and looked up by names that stay inside it.
//!
//! To who opens a scenario, a live file is a folder: `voorstel.html/voorstel.toml` is the scenario
//! in it, `origin:voorstel.html/voorstel.toml` the one it was made of.

mod bundle;
mod told;

use std::collections::BTreeMap;

use serde::Deserialize;

pub(super) use bundle::{BUNDLE, Bundle, Carried};
pub use told::{OpenQuestion, open_live};
pub(super) use told::{differences, differences_text};

use super::library::Reading;
use crate::scenario::{Asked, Sources, carrier};

/// Largest live file that is read, in bytes.
const MAX_LIVE_BYTES: usize = 64 * 1024 * 1024;

/// How the path of what a live file was made of begins, as against what it holds now.
pub(super) const ORIGIN: &str = "origin:";

/// What a live file carries: the scenario as it is now, or as it was sent.
pub(super) struct Live {
    pub(super) origin: Carried,
    pub(super) current: Carried,
}

/// The contents of the element that carries the scenario.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    origin: Bundle,
    current: Changed,
}

/// What a live file holds now, as far as it is not what was sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changed {
    schema: Option<String>,
    path: Option<String>,
    text: Option<String>,
    files: Option<BTreeMap<String, String>>,
}

impl Live {
    /// Reads the text of a live file.
    ///
    /// # Errors
    ///
    /// Why it is none, as a fragment that `refusal_of_disk` knows in both languages.
    pub(super) fn of(html: &str) -> Result<Live, String> {
        if html.len() > MAX_LIVE_BYTES {
            let most = MAX_LIVE_BYTES / 1024 / 1024;
            return Err(format!("a live file has at most {most} MB"));
        }
        let json = scenario_element(html)?;
        let both: Both = serde_json::from_str(json)
            .map_err(|error| format!("the scenario in this file is damaged: {error}"))?;
        let Both { origin, current } = both;
        let current = Bundle {
            schema: current.schema.unwrap_or_else(|| origin.schema.clone()),
            path: current.path.unwrap_or_else(|| origin.path.clone()),
            text: current.text.unwrap_or_else(|| origin.text.clone()),
            files: current.files.unwrap_or_else(|| origin.files.clone()),
        };
        Ok(Live {
            origin: Carried::of(origin)?,
            current: Carried::of(current)?,
        })
    }

    /// Reads the live file at a path, and returns what the path names of it: with `origin:` before
    /// it, what it was made of.
    pub(super) fn at(path: &str, read: Reading<'_>) -> Result<Carried, String> {
        let (file, is_origin) = match path.strip_prefix(ORIGIN) {
            Some(file) => (file, true),
            None => (path, false),
        };
        let Live { origin, current } = Live::of(&read(file)?)?;
        Ok(if is_origin { origin } else { current })
    }
}

/// Returns the text at a path, which may lie inside a live file.
pub(super) fn text_at(path: &str, read: Reading<'_>) -> Result<String, String> {
    let Some((file, name)) = carrier(path) else {
        return read(path);
    };
    // What lies beside the texts of a live file, because somebody put it there in memory, or in a
    // folder with the name of a page, is read; what a name leads to elsewhere is not.
    let goes_down = || !name.contains(['\\', ':']) && name.split('/').all(is_step);
    match Live::at(file, read).and_then(|carried| carried.text(name).map(str::to_owned)) {
        Err(why) if goes_down() => read(path).map_err(|_| why),
        found => found,
    }
}

fn is_step(step: &str) -> bool {
    !["", ".", ".."].contains(&step)
}

/// Returns where the scenario of a live file stands; `None` where a path names none.
pub(super) fn scenario_in(path: &str, read: Reading<'_>) -> Option<Result<String, String>> {
    is_live(path).then(|| Ok(format!("{path}/{}", Live::at(path, read)?.main)))
}

/// Says whether a path names a live file, by its name.
pub(super) fn is_live(path: &str) -> bool {
    carrier(&format!("{path}/")).is_some_and(|(_, name)| name.is_empty())
}

/// Returns the path under which a scenario is found among the texts that it was made of.
pub(super) fn path_among(path: &str, sources: &Sources) -> String {
    let main = sources.files().first().map(|file| file.path.as_str());
    let (Some(main), asked) = (main, Asked::of(path)) else {
        return path.to_owned();
    };
    match asked {
        Some(asked) if asked.with.is_some() => {
            let with = Some(main);
            Asked { with, ..asked }.path()
        }
        Some(_) => path.to_owned(),
        None => main.to_owned(),
    }
}

/// Returns the contents of the element that carries the scenario.
fn scenario_element(html: &str) -> Result<&str, String> {
    let mut rest = html;
    while let Some((_, behind)) = rest.split_once("<script") {
        let Some((attributes, contents)) = behind.split_once('>') else {
            break;
        };
        let has = |attribute: &str| attributes.split_whitespace().any(|own| own == attribute);
        if has("type=\"application/json\"") && has("id=\"scenario\"") {
            let end = contents.find("</script");
            let inside = end.and_then(|end| contents.get(..end));
            return inside.ok_or_else(|| "this live file ends half way".to_owned());
        }
        rest = behind;
    }
    Err("this is no live file".to_owned())
}
