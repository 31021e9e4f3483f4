//! [`Sources`]: the files that a scenario is made of, and the one door through which they come.

use std::collections::BTreeMap;

use super::carrier::{beside_in, carrier};
use crate::domain::Text;

/// Largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;

/// Gives the text of files; the scenario floor itself opens nothing.
pub trait Library: Sync {
    /// Returns the text of the file at `path`.
    ///
    /// # Errors
    ///
    /// What stopped the reading, as a fragment in the language of the system.
    fn read(&self, path: &str) -> Result<String, String>;

    /// Returns where the scenario stands that the file at `path` carries; `None` where it is no
    /// file that carries others.
    ///
    /// # Errors
    ///
    /// What stopped the reading, or why it carries none.
    fn carried(&self, _path: &str) -> Option<Result<String, String>> {
        None
    }

    /// Returns the text of the scheme called `name`, if the library has it.
    fn scheme(&self, name: &str) -> Option<&str>;

    /// Returns the names of all schemes.
    fn scheme_names(&self) -> Vec<&str>;

    /// Returns the text of the scenario at `path` inside the library, if it has it.
    fn scenario(&self, _path: &str) -> Option<&str> {
        None
    }
}

/// One loaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path by which it was asked for.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Every file that was loaded, in the order of loading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<Source>,
    numbers: BTreeMap<String, usize>,
}

impl Sources {
    /// Returns the loaded files.
    pub fn files(&self) -> &[Source] {
        &self.files
    }

    /// Returns the file with this number.
    pub fn file(&self, number: usize) -> Option<&Source> {
        self.files.get(number)
    }

    /// Says whether the file was loaded before, and under which number.
    pub(super) fn number(&self, path: &str) -> Option<usize> {
        self.numbers.get(path).copied()
    }

    /// Puts another text in the place of that of a file.
    pub(super) fn replace(&mut self, number: usize, text: String) {
        if let Some(file) = self.files.get_mut(number) {
            file.text = text;
        }
    }

    /// Adds a file and returns its number.
    pub fn add(&mut self, path: &str, text: String) -> usize {
        let number = self.files.len();
        self.files.push(Source {
            path: path.to_owned(),
            text,
        });
        self.numbers.insert(path.to_owned(), number);
        number
    }
}

/// Returns `path` as seen from the folder of `from`, without detours such as `./` and `a/../`;
/// absolute paths stay as they are.
pub(super) fn beside(from: &str, path: &str) -> String {
    if let Some(inside) = carrier(from) {
        return beside_in(inside, path);
    }
    if path.starts_with('/') || path.starts_with('\\') || path.contains(':') {
        return path.to_owned();
    }
    let folder = from.rfind(['/', '\\']).and_then(|end| from.get(..=end));
    straight(&format!("{}{path}", folder.unwrap_or_default()))
}

/// Returns a path without detours.
pub(super) fn straight(path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match (step, steps.last()) {
            (".", _) => {}
            ("..", Some(last)) if !["", ".."].contains(last) => _ = steps.pop(),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// What a system says when a file cannot be read or written, or an address not be listened at, and
/// that in Dutch.
const SAYINGS: [(&str, &str); 22] = [
    (
        "No such file or directory",
        "dit bestand of deze map bestaat niet",
    ),
    ("Permission denied", "geen toegang"),
    ("Is a directory", "dit is een map"),
    ("Not a directory", "een deel van het pad is geen map"),
    ("No space left on device", "de schijf is vol"),
    (
        "Read-only file system",
        "op deze schijf kan niet worden geschreven",
    ),
    ("Directory not empty", "dit is een map waar iets in staat"),
    (
        "there is something in this folder; choose one that is not there yet",
        "in deze map staat al iets; kies een map die er nog niet is",
    ),
    ("File exists", "er staat al iets met deze naam"),
    ("File name too long", "de naam is te lang"),
    ("Address already in use", "dit adres is al in gebruik"),
    (
        "Cannot assign requested address",
        "dit adres is niet van deze machine",
    ),
    ("not UTF-8 at line", "geen UTF-8 in regel"),
    ("this is no live file", "dit is geen levend bestand"),
    (
        "this live file ends half way",
        "dit levende bestand houdt halverwege op",
    ),
    (
        "this is not in the live file",
        "dit zit niet in het levende bestand",
    ),
    (
        "a live file has at most",
        "een levend bestand heeft ten hoogste",
    ),
    (
        "there are more files in it than a scenario has",
        "er zitten meer bestanden in dan een scenario heeft",
    ),
    (
        "the scenario in this file is damaged",
        "het scenario in dit bestand is beschadigd",
    ),
    (
        "another version of verdeel made this file",
        "een andere versie van verdeel heeft dit bestand gemaakt",
    ),
    (
        "a file in it has a name that leads elsewhere",
        "een bestand erin heeft een naam die elders heen leidt",
    ),
    (
        "two files in it have one name",
        "twee bestanden erin hebben één naam",
    ),
];

/// Returns why a file cannot be read or written, in both languages; what is not known stays as it
/// was said.
pub fn refusal_of_disk(reason: &str) -> Text {
    let known = SAYINGS.iter().find(|(said, _)| reason.contains(said));
    let nl = known.map_or_else(
        || reason.to_owned(),
        |(said, nl)| {
            let plain = reason.split(" (os error").next().unwrap_or(reason);
            plain.replace(said, nl)
        },
    );
    Text::new(nl, reason)
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn paths_are_seen_from_the_file_that_names_them() {
        for (from, path, found) in [
            ("a.toml", "b.toml", "b.toml"),
            ("x/a.toml", "b.toml", "x/b.toml"),
            ("x/a.toml", "./y/../b.toml", "x/b.toml"),
            ("x/a.toml", "../../b.toml", "../b.toml"),
            ("/x/a.toml", "../b.toml", "/b.toml"),
            ("x/a.toml", "/b.toml", "/b.toml"),
            ("x\\a.toml", "b.toml", "x\\b.toml"),
            // What stands in a live file names what stands in it too, and nothing else.
            ("x/v.html/a.toml", "b.toml", "x/v.html/b.toml"),
            ("x/v.HTM/y/a.toml", "../b.toml", "x/v.HTM/b.toml"),
            ("x/v.html/a.toml", "../b.toml", "x/v.html/../b.toml"),
            ("x/v.html/y/a.toml", "/b.toml", "x/v.html//b.toml"),
            ("x/v.html/y/a.toml", "c:b.toml", "x/v.html/c:b.toml"),
        ] {
            assert_eq!(beside(from, path), found, "{path} from {from}");
        }
    }
}
