//! Settings in words: what a model sets and what becomes of it, without a path.

use super::Sentences;
use super::lines::capitalised;
use super::numbers::{currency, decimal};
use crate::domain::Key;
use crate::money::Exact;
use crate::rules::Shortage;

/// A setting in which a model differs from the one it is held against, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its path, for who looks it up in the file.
    pub path: String,
    /// What it is of, and what.
    pub name: String,
    /// What it is in the other model; `None` where that has none.
    pub from: Option<String>,
    /// What it is in the model; `None` where it has none.
    pub to: Option<String>,
}

/// Steps of paths that name euros, or below which all numbers are euros.
const AMOUNTS: [&str; 12] = [
    "amount",
    "amounts",
    "cost",
    "first",
    "hourly",
    "maximum",
    "maximum-per-student",
    "minimum",
    "minimum-per-student",
    "pot",
    "previous",
    "rate-step",
];

/// Words of files that stand as values, with what they say in Dutch and in English.
const VALUES: [(&str, &str, &str); 20] = [
    ("true", "ja", "yes"),
    ("false", "nee", "no"),
    ("region", "onderwijsregio", "education region"),
    ("partnership", "partnerschap", "partnership"),
    ("board", "schoolbestuur", "school board"),
    (
        "institute",
        "lerarenopleiding",
        "teacher education institute",
    ),
    ("recipient", "de ontvanger", "the recipient"),
    ("student", "student", "student"),
    (
        "student-or-side-entrant",
        "student of zij-instromer",
        "student or side entrant",
    ),
    ("side-entrant", "zij-instromer", "side entrant"),
    ("pupil", "leerling", "pupil"),
    (
        "previous",
        "naar wat ieder vorig jaar kreeg",
        "by what each received last year",
    ),
    (
        "previous-school-year",
        "het vorige schooljaar",
        "the school year before",
    ),
    (
        "running-school-year",
        "het lopende schooljaar",
        "the running school year",
    ),
    ("once", "één keer, aan het eind", "once, at the end"),
    ("each-step", "bij elke stap", "at each step"),
    (
        "recognised",
        "erkende opleidingsschool",
        "recognised partnership",
    ),
    (
        "aspirant",
        "aspirant-opleidingsschool",
        "aspirant partnership",
    ),
    ("complete", "iedereen is bekend", "everybody is known"),
    (
        "partial",
        "niet iedereen is bekend",
        "not everybody is known",
    ),
];

impl Sentences {
    /// Says what a setting becomes in a model.
    pub(crate) fn set_to(self, setting: &Setting) -> String {
        let name = capitalised(&setting.name.replace(": ", ", "));
        match (&setting.from, &setting.to) {
            (Some(from), Some(to)) => self.say(
                format!("{name}: {to}, in plaats van {from}."),
                format!("{name}: {to}, instead of {from}."),
            ),
            (None, Some(to)) => self.say(
                format!("{name}: {to}; dat is nieuw."),
                format!("{name}: {to}, which is new."),
            ),
            (Some(from), None) => self.say(
                format!("{name} vervalt; dat was {from}."),
                format!("{name} is gone; it was {from}."),
            ),
            (None, None) => format!("{name}."),
        }
    }

    /// Names the list of paths behind settings.
    pub(crate) fn set_in_file(self) -> &'static str {
        self.word(
            "Waar dit in het bestand staat",
            "Where this stands in the file",
        )
    }

    /// Says by which path a file knows something.
    pub(crate) fn known_in_file(self, name: &str, path: &str) -> String {
        format!("{}: {path}", capitalised(name))
    }

    /// Writes a part of a value that has several: what it is, then how much or which.
    pub(in crate::report) fn part_of_value(
        self,
        path: &str,
        steps: &[&str],
        value: &str,
        name_of: impl Fn(&str, &str) -> Option<String>,
    ) -> String {
        // An amount or a share says itself what it is.
        let steps = match steps {
            [own @ .., "amount" | "share" | "value"] if !own.is_empty() => own,
            steps => steps,
        };
        let words = steps.iter().map(|step| {
            let function = name_of("function", step);
            function.unwrap_or_else(|| self.named_step(step))
        });
        let words: Vec<String> = words.collect();
        format!("{} {}", words.join(" "), self.set_value(path, value))
    }

    /// Writes a value as people do.
    pub(in crate::report) fn set_value(self, path: &str, value: &str) -> String {
        let digits = value.replace('_', "");
        let is_amount = path.split('.').any(|step| AMOUNTS.contains(&step));
        if !digits.contains('/') && Exact::from_number_text(&digits).is_some() {
            return match is_amount {
                true => currency(&digits, self.lang),
                false => decimal(&digits, self.lang),
            };
        }
        if let Some(percent) = digits.strip_suffix('%') {
            return format!("{} %", decimal(percent.trim(), self.lang));
        }
        let mut rules = Shortage::ALL.iter();
        if let Some((_, rule)) = rules.find(|(name, _)| *name == value) {
            return self.shortage(*rule).to_owned();
        }
        if let Some((_, nl, en)) = VALUES.iter().find(|(name, ..)| *name == value) {
            return self.word(nl, en).to_owned();
        }
        match Key::NAMED.iter().any(|(name, _)| *name == value) {
            true => self.named_step(value),
            false => value.to_owned(),
        }
    }

    /// Says that a number is taken for granted.
    pub(crate) fn taken(self, name: &str, value: &str) -> String {
        self.say(
            format!("{}: {value} is een aanname", capitalised(name)),
            format!("{}: {value} is an assumption", capitalised(name)),
        )
    }
}
