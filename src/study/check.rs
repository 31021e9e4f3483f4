//! Checking: is a scenario sound, plausible, and does every parameter do something?

use super::library::Reading;
use super::open::{Study, refused};
use super::{Answer, Failure, Format, Manner, pretty};
use crate::report::{problems_json, problems_text, soundness_text};
use crate::scenario::implausible;
use crate::simulation::idle_parameters;

/// Checks a scenario: errors, warnings about its counts, parameters that move nothing.
///
/// # Errors
///
/// A [`Failure`] with every problem of the scenario.
pub fn check(path: &str, manner: Manner, read: Reading<'_>) -> Result<Answer, Failure> {
    let study = Study::open(path, read).map_err(|problems| refused(&problems, manner))?;
    let base = &study.opened.variants[0];
    let warnings = implausible(base);
    let idle = idle_parameters(&study.cases[0]);
    let sources = &study.opened.sources;
    let lang = manner.look.lang;
    let text = match manner.format {
        Format::Json => {
            let mut report = problems_json(&warnings, sources);
            report["idle_parameters"] = idle.clone().into();
            pretty(&report)
        }
        Format::Csv => idle
            .iter()
            .fold("idle_parameter\n".to_owned(), |text, path| {
                format!("{text}{path}\n")
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
