//! The embedded library of schemes, so that they work from any folder.

use crate::scenario::Library;

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

/// How files are read: by a function of the caller.
pub type Reading<'a> = &'a (dyn Fn(&str) -> Result<String, String> + Sync);

/// The embedded schemes together with the caller's files.
pub(super) struct Shelf<'a> {
    pub(super) read: Reading<'a>,
}

impl Library for Shelf<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        (self.read)(path)
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
}
