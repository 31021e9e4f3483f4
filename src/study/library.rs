//! The embedded library of schemes, so that they work from any folder.

use super::live::{scenario_in, text_at};
use crate::scenario::{Library, question_path};

/// Every scheme by name. One line each; a test compares this list with the folder.
pub const SCHEMES: [(&str, &str); 8] = [
    (
        "doors-2024",
        include_str!("../../scenarios/schemes/doors-2024.toml"),
    ),
    (
        "frontrunner-2023",
        include_str!("../../scenarios/schemes/frontrunner-2023.toml"),
    ),
    (
        "hollands-noorden-2026",
        include_str!("../../scenarios/schemes/hollands-noorden-2026.toml"),
    ),
    (
        "linear-2020",
        include_str!("../../scenarios/schemes/linear-2020.toml"),
    ),
    (
        "po-vo-2024",
        include_str!("../../scenarios/schemes/po-vo-2024.toml"),
    ),
    (
        "regional-2025",
        include_str!("../../scenarios/schemes/regional-2025.toml"),
    ),
    (
        "step-2018",
        include_str!("../../scenarios/schemes/step-2018.toml"),
    ),
    (
        "supplement-2025",
        include_str!("../../scenarios/schemes/supplement-2025.toml"),
    ),
];

/// The name and the text of a question.
macro_rules! question {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../scenarios/questions/", $name, ".toml")),
        )
    };
}

/// Every question by name. One line each; a test compares this list with the folder.
pub const QUESTIONS: [(&str, &str); 31] = [
    question!("a1"),
    question!("a2"),
    question!("a3"),
    question!("a4"),
    question!("a5"),
    question!("a6"),
    question!("b1"),
    question!("b2"),
    question!("b3"),
    question!("b4"),
    question!("b5"),
    question!("b6"),
    question!("b7"),
    question!("c1"),
    question!("c2"),
    question!("c3"),
    question!("c4"),
    question!("c5"),
    question!("c6"),
    question!("d1"),
    question!("d2"),
    question!("d3"),
    question!("d4"),
    question!("d5"),
    question!("d6"),
    question!("d7"),
    question!("e1"),
    question!("e2"),
    question!("e3"),
    question!("e4"),
    question!("e5"),
];

/// The path and the text of a scenario.
macro_rules! scenario {
    ($path:literal) => {
        ($path, include_str!(concat!("../../", $path)))
    };
}

/// Every scenario of the library by its path, with the counts that it names.
pub const SCENARIOS: [(&str, &str); 12] = [
    scenario!("scenarios/examples/first-run.toml"),
    scenario!("scenarios/examples/two-regions.toml"),
    scenario!("scenarios/examples/four-models.toml"),
    scenario!("scenarios/examples/three-partnerships.toml"),
    scenario!("scenarios/examples/uncertain.toml"),
    scenario!("scenarios/examples/aspirant.toml"),
    scenario!("scenarios/examples/costs.toml"),
    scenario!("scenarios/examples/prefinance.toml"),
    scenario!("scenarios/examples/sites.toml"),
    scenario!("scenarios/examples/both-ways.toml"),
    scenario!("scenarios/national/national.toml"),
    scenario!("scenarios/national/counts.csv"),
];

/// Returns the text of a question or a scenario of the library.
pub(super) fn embedded(path: &str) -> Option<&'static str> {
    let mut questions = QUESTIONS.iter();
    let question = questions.find(|(name, _)| question_path(name) == path);
    let mut scenarios = SCENARIOS.iter();
    let found = question.or_else(|| scenarios.find(|(known, _)| *known == path));
    found.map(|(_, text)| *text)
}

/// How files are read: by a function of the caller.
pub type Reading<'a> = &'a (dyn Fn(&str) -> Result<String, String> + Sync);

/// The embedded schemes together with the caller's files.
pub(super) struct Shelf<'a> {
    pub(super) read: Reading<'a>,
}

impl Library for Shelf<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        text_at(path, self.read)
    }

    fn carried(&self, path: &str) -> Option<Result<String, String>> {
        scenario_in(path, self.read)
    }

    fn scheme(&self, name: &str) -> Option<&str> {
        SCHEMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, text)| *text)
    }

    fn scheme_names(&self) -> Vec<&str> {
        SCHEMES.iter().map(|(name, _)| *name).collect()
    }

    fn scenario(&self, path: &str) -> Option<&str> {
        embedded(path)
    }
}
