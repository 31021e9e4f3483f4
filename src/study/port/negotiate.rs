//! `negotiate`: what each party can live with, and the compromise between the models.

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::compare::{CompareQuestion, compare_study};
use super::super::{Format, Manner, Reading};
use super::request::{Language, Sent, read};
use super::{Port, Reply};
use crate::domain::{Lang, Level, Party};
use crate::money::Cents;
use crate::report::prose_html;
use crate::report::wording::{Sentences, euros};
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
    let study = sent.open(port, request.lang)?;
    let base = study.opened.variants.first();
    let parties = base.map_or(&[][..], |base| base.scenario.parties.as_slice());
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
    let read: Reading<'_> = &read;
    let manner = request.lang.manner();
    let compared = compare_study(&study, &question, manner, read)?;
    let as_json = Manner {
        format: Format::Json,
        ..manner
    };
    let numbers = compare_study(&study, &question, as_json, read)?;
    let stands = stands(parties, &numbers.text, lang);
    let text = format!("{stands}\n{}", compared.text);
    Ok(json!({ "has_parties": !parties.is_empty(), "html": prose_html(&text) }))
}

/// Tells of each party what it gets in each model, and where that is below its floor.
fn stands(parties: &[Party], compared: &str, lang: Lang) -> String {
    let compared: Value = serde_json::from_str(compared).unwrap_or_default();
    let periods = compared["periods"].as_array();
    let votes = periods
        .and_then(|periods| periods.last())
        .map(|last| &last["votes"]["parties"]);
    let rows = votes.and_then(Value::as_array).into_iter().flatten();
    let say = Sentences::new(lang);
    let amount = |value: &Value| {
        let text = value.as_str().unwrap_or_default();
        Cents::from_euro_text(text).map_or_else(|_| text.to_owned(), |amount| euros(amount, lang))
    };
    let lines = rows.map(|row| {
        let id = row["id"].as_str().unwrap_or_default();
        let name = parties.iter().find(|party| party.id.as_str() == id);
        let name = name.map_or(id, |party| &party.name);
        let floor = row["floor"].is_string().then(|| amount(&row["floor"]));
        let models = row["models"].as_array().into_iter().flatten();
        let models = models.map(|one| {
            let model = one["model"].as_str().unwrap_or_default();
            let below = one["below_floor"].as_bool().unwrap_or_default();
            say.stands_in(model, &amount(&one["amount"]), below)
        });
        let models: Vec<String> = models.collect();
        format!(
            "- {}\n",
            say.stands(name, floor.as_deref(), &models.join("; "))
        )
    });
    lines.collect()
}
