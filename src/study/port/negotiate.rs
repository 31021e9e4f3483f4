//! `negotiate`: what each party can live with, and the compromise between the models.

use serde::Deserialize;
use serde_json::json;

use super::super::compare::{CompareQuestion, compare_study};
use super::super::open::Study;
use super::request::{Language, Sent, read};
use super::{Port, Reply};
use crate::domain::Level;
use crate::report::prose_html;
use crate::scenario::{DraftParty, with_parties};

/// Into how many parts the weight of a mix is cut.
const STEPS: u32 = 10;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NegotiateRequest {
    #[serde(default)]
    lang: Language,
    scenario: Sent,
    baseline: Option<String>,
    #[serde(default)]
    models: Vec<String>,
    /// Parties that the file does not hold: what they can live with is nowhere stored.
    #[serde(default)]
    parties: Vec<SentParty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentParty {
    name: String,
    /// The recipients whose money it counts as its own.
    of: Vec<String>,
    /// The least that it accepts, in euros.
    floor: Option<String>,
}

/// Compares the models for the parties, and mixes them.
pub(super) fn negotiate(port: Port<'_>, body: &[u8]) -> Reply {
    let request: NegotiateRequest = read(body)?;
    let lang = request.lang.lang();
    let mut sent = request.scenario;
    if !request.parties.is_empty() {
        let text = sent.read(port, &sent.path);
        let text = text.map_err(|why| super::super::Failure::unreadable(&sent.path, &why, lang))?;
        let parties = request.parties.into_iter().map(|party| DraftParty {
            name: party.name,
            of: party.of,
            floor: party.floor,
        });
        sent.text = Some(with_parties(&text, &parties.collect::<Vec<DraftParty>>()));
    }
    let study: Study = sent.open(port, request.lang)?;
    let mut parties = study
        .opened
        .variants
        .iter()
        .flat_map(|one| &one.scenario.parties);
    let has_parties = parties.next().is_some();
    let question = CompareQuestion {
        path: sent.path.clone(),
        baseline: request.baseline,
        models: request.models,
        level: Level::Partnership,
        break_even: Vec::new(),
        compromise: Some(STEPS),
        is_short: true,
    };
    let read = |path: &str| sent.read(port, path);
    let answer = compare_study(&study, &question, request.lang.manner(), &read)?;
    Ok(json!({ "has_parties": has_parties, "html": prose_html(&answer.text) }))
}
