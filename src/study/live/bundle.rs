//! [`Bundle`]: a scenario and its data as one text, and [`Carried`]: the same as files of a folder.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// The name and version of the contents of a bundle.
pub(in crate::study) const BUNDLE: &str = "verdeel/bundle@1";

/// Longest name of a file, in bytes.
const MAX_NAME_BYTES: usize = 240;

/// Most files of one scenario.
const MAX_FILES: usize = 1_000;

/// A scenario and its data, by the paths under which they were read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::study) struct Bundle {
    pub(in crate::study) schema: String,
    pub(in crate::study) path: String,
    pub(in crate::study) text: String,
    pub(in crate::study) files: BTreeMap<String, String>,
}

/// The files of a bundle as they stand in a folder of their own.
///
/// # Invariants
///
/// Every name is a path down from that folder which any system can write, and no two are one file.
pub(in crate::study) struct Carried {
    /// The name of the scenario.
    pub(in crate::study) main: String,
    /// Every text by its name, the scenario among them.
    pub(in crate::study) texts: BTreeMap<String, String>,
}

impl Carried {
    /// Takes a bundle apart.
    ///
    /// # Errors
    ///
    /// Why it is none, as a fragment that `refusal_of_disk` knows in both languages.
    pub(in crate::study) fn of(bundle: Bundle) -> Result<Carried, String> {
        if bundle.schema != BUNDLE {
            return Err(format!(
                "another version of verdeel made this file: `{}`",
                bundle.schema
            ));
        }
        if bundle.files.len() > MAX_FILES {
            return Err("there are more files in it than a scenario has".to_owned());
        }
        let paths = bundle.files.keys().chain([&bundle.path]);
        let paths: Vec<String> = paths.map(|path| path.replace('\\', "/")).collect();
        let above = common_folder(&paths);
        let inside = |path: &str| name_inside(&path.replace('\\', "/"), above);
        let main = inside(&bundle.path)?;
        let mut texts = BTreeMap::from([(main.clone(), bundle.text)]);
        for (path, text) in bundle.files {
            let name = inside(&path)?;
            if texts.insert(name.clone(), text).is_some() {
                return Err(twice(&name));
            }
        }
        check_apart(&texts)?;
        Ok(Carried { main, texts })
    }

    /// Returns a text by its name.
    pub(super) fn text(&self, name: &str) -> Result<&str, String> {
        let text = self.texts.get(name).map(String::as_str);
        text.ok_or_else(|| format!("this is not in the live file: `{name}`"))
    }
}

/// Returns how many bytes at the beginning name the folder that all paths have in common.
fn common_folder(paths: &[String]) -> usize {
    let folder = |path: &str| path.rfind('/').map_or(0, |end| end + 1);
    let Some(first) = paths.first() else {
        return 0;
    };
    let shared = paths.iter().map(|path| {
        let same = path.bytes().zip(first.bytes());
        let same = same.take_while(|(own, other)| own == other).count();
        first
            .as_bytes()
            .iter()
            .take(same.min(folder(path)))
            .rposition(|byte| *byte == b'/')
    });
    shared.min().flatten().map_or(0, |end| end + 1)
}

/// Returns the name of a file in the folder of all of them.
fn name_inside(path: &str, above: usize) -> Result<String, String> {
    let outside = || format!("a file in it has a name that leads elsewhere: `{path}`");
    let name = path.get(above..).ok_or_else(outside)?;
    let is_plain = |step: &str| {
        let is_odd = |sign: char| sign.is_control() || "<>:\"|?*".contains(sign);
        !["", ".", ".."].contains(&step)
            && !step.contains(is_odd)
            && !is_device(step)
            && !step.ends_with([' ', '.'])
    };
    match name.len() <= MAX_NAME_BYTES && name.split('/').all(is_plain) {
        true => Ok(name.to_owned()),
        false => Err(outside()),
    }
}

/// Says whether a name is a device where Windows runs.
fn is_device(step: &str) -> bool {
    let stem = step.split('.').next().unwrap_or_default().to_uppercase();
    let numbered = ["COM", "LPT"];
    let mut numbered = numbered.iter().filter_map(|name| stem.strip_prefix(name));
    ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        || numbered.any(|number| number.len() == 1)
}

/// Refuses names that are one file on some systems, or of which one is the folder of another.
fn check_apart(texts: &BTreeMap<String, String>) -> Result<(), String> {
    let mut files: BTreeSet<String> = BTreeSet::new();
    for name in texts.keys() {
        if !files.insert(name.to_lowercase()) {
            return Err(twice(name));
        }
    }
    let is_folder = |name: &&String| {
        let mut ends = name.match_indices('/');
        ends.any(|(end, _)| name.get(..end).is_some_and(|folder| files.contains(folder)))
    };
    match files.iter().find(is_folder) {
        Some(name) => Err(twice(name)),
        None => Ok(()),
    }
}

fn twice(name: &str) -> String {
    format!("two files in it have one name: `{name}`")
}
