//! Targets: the files that options name, and what their names say is in them.

use std::path::Path;

use super::output::misnamed;
use crate::study::{Failure, Lang};

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Json,
    Csv,
    Parquet,
    Html,
    Workbook,
}

/// The endings of names that say what is in a file; any other ending says nothing.
const ENDINGS: [(&str, Kind); 6] = [
    ("json", Kind::Json),
    ("csv", Kind::Csv),
    ("parquet", Kind::Parquet),
    ("html", Kind::Html),
    ("htm", Kind::Html),
    ("xlsx", Kind::Workbook),
];

impl Kind {
    /// Returns what the ending of a name says, in capitals or not.
    pub(super) fn of_name(path: &str) -> Option<Kind> {
        let (_, ending) = path.rsplit_once('.')?;
        let mut endings = ENDINGS.iter();
        let known = endings.find(|(known, _)| ending.eq_ignore_ascii_case(known));
        known.map(|(_, kind)| *kind)
    }

    fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Kind::Text, Lang::Nl) => "tekst",
            (Kind::Text, Lang::En) => "text",
            (Kind::Json, _) => "JSON",
            (Kind::Csv, _) => "CSV",
            (Kind::Parquet, _) => "Parquet",
            (Kind::Html, _) => "HTML",
            (Kind::Workbook, Lang::Nl) => "een werkmap",
            (Kind::Workbook, Lang::En) => "a workbook",
        }
    }

    /// Returns the failure that `--format` asks for what a command does not write.
    pub(super) fn not_written(self, kinds: &[Kind], lang: Lang) -> Failure {
        let asked = self.name(lang);
        let written: Vec<&str> = kinds.iter().map(|kind| kind.name(lang)).collect();
        let (text, mut hint) = match lang {
            Lang::Nl => (
                format!("`--format` vraagt om {asked}, en dat schrijft deze opdracht niet"),
                format!(
                    "laat `--format` weg; deze opdracht schrijft {}",
                    written.join(" of ")
                ),
            ),
            Lang::En => (
                format!("`--format` asks for {asked}, which this command does not write"),
                format!(
                    "leave out `--format`; this command writes {}",
                    written.join(" or ")
                ),
            ),
        };
        if kinds.len() > 1 {
            hint += match lang {
                Lang::Nl => ", naar de naam bij `--out`",
                Lang::En => ", by the name under `--out`",
            };
        }
        misnamed(&text, &hint)
    }

    /// Refuses a name that says something else than what `--format` asks for.
    pub(super) fn check_name(self, path: &str, lang: Lang) -> Result<(), Failure> {
        let Some(named) = Kind::of_name(path).filter(|named| *named != self) else {
            return Ok(());
        };
        let (named, asked) = (named.name(lang), self.name(lang));
        let (text, hint) = match lang {
            Lang::Nl => (
                format!("`{path}` is een naam voor {named}, en `--format` vraagt om {asked}"),
                "laat `--format` weg, of geef een andere naam",
            ),
            Lang::En => (
                format!("`{path}` is a name for {named}, and `--format` asks for {asked}"),
                "leave out `--format`, or give another name",
            ),
        };
        Err(misnamed(&text, hint))
    }
}

/// A file to write: the option that names it, the name, and what can be written there. A folder has
/// no kinds.
pub(super) struct Target<'a> {
    pub(super) option: &'static str,
    pub(super) path: &'a str,
    pub(super) kinds: &'static [Kind],
}

impl Target<'_> {
    /// Refuses a name that says that something else is in the file than what can be written there.
    pub(super) fn check(&self, lang: Lang) -> Result<(), Failure> {
        let Target {
            option,
            path,
            kinds,
        } = self;
        let named = Kind::of_name(path);
        let is_right = match named {
            Some(named) => kinds.contains(&named),
            // A page under the name of something else would not open.
            None => !kinds.contains(&Kind::Html) || Path::new(path).extension().is_none(),
        };
        if is_right || kinds.is_empty() {
            return Ok(());
        }
        let text = match (named.map(|named| named.name(lang)), lang) {
            (Some(name), Lang::Nl) => {
                format!("`{path}` is een naam voor {name}, en dat schrijft `{option}` hier niet")
            }
            (Some(name), Lang::En) => {
                format!("`{path}` is a name for {name}, which `{option}` does not write here")
            }
            (None, Lang::Nl) => format!("`{path}` is een naam voor wat `{option}` niet schrijft"),
            (None, Lang::En) => format!("`{path}` is a name for what `{option}` does not write"),
        };
        let mut hint = self.hint(lang);
        if named == Some(Kind::Parquet) {
            hint += match lang {
                Lang::Nl => "; `verdeel simulate` schrijft Parquet",
                Lang::En => "; `verdeel simulate` writes Parquet",
            };
        }
        Err(misnamed(&text, &hint))
    }

    /// Says which names are right.
    fn hint(&self, lang: Lang) -> String {
        let endings = ENDINGS.iter();
        let endings = endings.filter(|(_, kind)| self.kinds.contains(kind));
        let endings: Vec<String> = endings.map(|(ending, _)| format!(".{ending}")).collect();
        let is_text = self.kinds.contains(&Kind::Text);
        let (choose, or, for_text) = match lang {
            Lang::Nl => (
                "kies een naam die eindigt op",
                " of ",
                ", of op iets anders voor tekst",
            ),
            Lang::En => (
                "choose a name that ends in",
                " or ",
                ", or in something else for text",
            ),
        };
        let for_text = if is_text { for_text } else { "" };
        format!("{choose} {}{for_text}", endings.join(or))
    }
}
