//! Checking: is a scenario sound, plausible, and does every parameter do something?

use super::library::Reading;
use super::open::{Study, refused};
use super::{Answer, Failure, Format, Manner, pretty};
use crate::report::{problems_json, problems_text, soundness_text};
use crate::scenario::{Problem, implausible};
use crate::simulation::idle_parameters;

/// Checks a scenario: errors, warnings about its counts, parameters that move nothing.
///
/// # Errors
///
/// A [`Failure`] with every problem of the scenario.
pub fn check(path: &str, manner: Manner, read: Reading<'_>) -> Result<Answer, Failure> {
    let study = Study::open(path, read).map_err(|problems| refused(&problems, manner))?;
    let mut warnings: Vec<Problem> = Vec::new();
    for warning in study.opened.variants.iter().flat_map(implausible) {
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    let idle = idle(&study);
    let sources = &study.opened.sources;
    let lang = manner.look.lang;
    let text = match manner.format {
        Format::Json => {
            let mut report = problems_json(&warnings, sources);
            let rows: Vec<serde_json::Value> = idle
                .iter()
                .map(|(path, ids)| serde_json::json!({ "path": path, "variants": ids }))
                .collect();
            report["idle_parameters"] = rows.into();
            pretty(&report)
        }
        Format::Csv => idle
            .iter()
            .fold("path,variants\n".to_owned(), |text, (path, ids)| {
                format!("{text}{path},{}\n", ids.join(" "))
            }),
        Format::Table => {
            let warned = problems_text(&warnings, sources, lang, false);
            format!(
                "{warned}{}",
                soundness_text(study.cases.len(), &warnings, &idle, lang)
            )
        }
    };
    Ok(Answer {
        text,
        ..Answer::default()
    })
}

/// Returns the paths that move nothing, with the variants in which they do not.
fn idle(study: &Study) -> Vec<(String, Vec<String>)> {
    let id = |position: &usize| study.opened.variants[*position].id.clone();
    let idle = idle_parameters(&study.cases).into_iter();
    idle.map(|one| (one.path, one.cases.iter().map(id).collect()))
        .collect()
}
