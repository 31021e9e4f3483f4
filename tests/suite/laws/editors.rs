//! Editors: the JSON Schema accepts what the program accepts, and no key that it does not know.
//!
//! The schema is written from the same grammar as the checks, on every call; these laws show that
//! neither of them says more than the other.

use super::world;
use crate::runs::PATH;
use crate::worlds::{tapes, trials};
use jsonschema::Validator;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use std::sync::LazyLock;
use verdeel::study::{Study, schema};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(&schema()).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
});

/// Returns what the schema has against a scenario text.
fn objections(text: &str) -> Vec<String> {
    let table: toml::Table = text.parse().expect("TOML");
    let scenario = serde_json::to_value(table).expect("JSON");
    SCHEMA
        .iter_errors(&scenario)
        .map(|error| error.to_string())
        .collect()
}

proptest! {
    #![proptest_config(trials(100))]

    #[test]
    fn the_schema_accepts_what_the_program_accepts(mut tape in tapes()) {
        prop_assert_eq!(objections(&world(&mut tape).text()), Vec::<String>::new());
    }

    #[test]
    fn schema_and_program_refuse_the_same_misspelt_key(mut tape in tapes()) {
        let text = world(&mut tape).text();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let keys: Vec<usize> =
            (0..lines.len()).filter(|at| lines[*at].contains(" = ")).collect();
        let at = keys[tape.below(keys.len())];
        lines[at] = lines[at].replacen(" = ", "x = ", 1);
        let text = lines.join("\n");
        prop_assert!(!objections(&text).is_empty(), "{}", lines[at]);
        let refused = Study::open(PATH, &|_| Ok(text.clone())).err();
        let problems = refused.iter().flat_map(|refused| &refused.problems);
        let codes: Vec<&str> = problems.map(|problem| problem.code).collect();
        prop_assert!(codes.contains(&"unknown-key"), "{} {:?}", lines[at], codes);
    }
}
