//! `negotiate`: what each party can live with, and the compromise between the models.

use serde::Deserialize;
use serde_json::json;

use super::super::Look;
use super::super::compare::{CompareQuestion, on_table};
use super::request::{Language, Sent, read};
use super::{Port, Reply};
use crate::domain::{Lang, Level};
use crate::report::wording::{Sentences, euros};
use crate::report::{compromise_text, prose_html};
use crate::results::comparison::Comparison;
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
    let manner = request.lang.manner();
    let html = on_table(&study, &question, (lang, &read), |view| {
        let stands = stands(view.comparison, lang);
        let compromise = compromise_text(view, manner.look);
        prose_html(&format!("{stands}\n{compromise}"))
    })?;
    Ok(json!({ "has_parties": has_parties, "html": html }))
}

/// Tells what each party gets in each model, and where that is below its floor: rows of cells.
fn stands(comparison: &Comparison, lang: Lang) -> String {
    let say = Sentences::new(lang);
    let row = |cells: Vec<String>| -> String {
        let cells = cells.iter().map(|cell| format!("{}{cell}", Look::CELL));
        cells.collect::<String>() + "\n"
    };
    let parties = comparison
        .periods
        .last()
        .map(|period| &period.votes.parties);
    let lines = parties.into_iter().flatten().map(|party| {
        let floor = party
            .floor
            .map_or_else(String::new, |floor| euros(floor, lang));
        let amounts = party.amounts.iter().enumerate().map(|(model, amount)| {
            let amount = euros(*amount, lang);
            match party.is_below_floor(model) {
                true => format!("{amount} ({})", say.veto()),
                false => amount,
            }
        });
        row([party.name.clone(), floor]
            .into_iter()
            .chain(amounts)
            .collect())
    });
    let lines: String = lines.collect();
    let [caption, party, floor] = say.stands_heads().map(str::to_owned);
    let models = comparison.models.iter().map(|(id, _)| id.clone());
    let head = row([party, floor].into_iter().chain(models).collect());
    format!("{caption}\n{head}{lines}")
}
