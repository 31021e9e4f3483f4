//! `look`: what there is to see of a scenario.

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::Reading;
use super::super::drawn::Part;
use super::super::open::Study;
use super::super::report::{ReportQuestion, Wanted, does_not_add_up, on_board};
use super::request::{Language, Sent, read};
use super::{MOST_PORT_DRAWS, NoRequest, Port, Reply, Trouble};
use crate::domain::Lang;
use crate::plan::AccountKind;
use crate::report::wording::Sentences;
use crate::report::{BoardView, board_sections};
use crate::results::VariantResult;
use crate::results::comparison::Notice;
use crate::scenario::Variant;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LookRequest {
    #[serde(default)]
    lang: Language,
    scenario: Sent,
    /// The variant that the others are compared with.
    baseline: Option<String>,
    /// The variants beside it.
    #[serde(default)]
    models: Vec<String>,
    /// The sections to write; those that cost little when left out.
    sections: Option<Vec<String>>,
    #[serde(default)]
    draws: u64,
    #[serde(default = "first_seed")]
    seed: u64,
    /// All of these draws, where they were made apart.
    drawn: Option<Vec<Part>>,
    /// Whether every amount is told as well.
    #[serde(default)]
    totals: bool,
}

pub(super) fn first_seed() -> u64 {
    1
}

/// Sections that take more than the amounts themselves.
const ANSWER: &str = "antwoord";
const DECISIONS: &str = "besluitpunten";
const WISHES: &str = "wensen";
const SWAYS: &str = "gevoeligheid";
const DIFFERENCES: &str = "verschillen";
const REGIONS: &str = "regios";
const FLOW: &str = "volg-de-euro";
const YEARS: &str = "jaren";
const COSTLY: [&str; 5] = [ANSWER, DECISIONS, WISHES, SWAYS, DIFFERENCES];

/// Sections that numbers alone decide, in the scenario that is known.
const BY_NUMBERS: [&str; 7] = [
    "cijfers",
    "modellen",
    "voor-en-achteruit",
    "partnerschappen",
    REGIONS,
    FLOW,
    YEARS,
];

/// Shows what was asked for.
pub(super) fn look(port: Port<'_>, body: &[u8]) -> Reply {
    let request: LookRequest = read(body)?;
    hold_to_limit(request.draws)?;
    let sections = request.sections.as_deref().unwrap_or_default();
    let is_by_numbers = request.sections.is_some()
        && request.draws == 0
        && sections.iter().all(|id| BY_NUMBERS.contains(&id.as_str()));
    let known = port.memory.renumbered((&request.scenario, port));
    if let Some(study) = known.filter(|_| is_by_numbers) {
        let (seen, is_still) = shown(&request, &study, port)?;
        // Why nothing changes is told by the text.
        if !is_still {
            return Ok(seen);
        }
    }
    let study = request.scenario.open(port, request.lang)?;
    shown(&request, &study, port).map(|(seen, _)| seen)
}

/// Refuses more draws than one request may ask for.
pub(super) fn hold_to_limit(draws: u64) -> Result<(), Trouble> {
    if draws > MOST_PORT_DRAWS {
        let why = format!("at most {MOST_PORT_DRAWS} draws");
        return Err(Trouble::NoRequest(NoRequest::Malformed(why)));
    }
    Ok(())
}

/// Returns what there is to see, and whether some model changes nothing.
fn shown(request: &LookRequest, study: &Study, port: Port<'_>) -> Result<(Value, bool), Trouble> {
    let lang = request.lang.lang();
    let is_wanted = |id: &str| match &request.sections {
        Some(sections) => sections.iter().any(|wanted| wanted == id),
        None => !COSTLY.contains(&id),
    };
    let wanted = Wanted {
        answer: is_wanted(ANSWER),
        wishes: is_wanted(WISHES) || is_wanted(DECISIONS),
        sways: is_wanted(SWAYS),
        differences: is_wanted(DIFFERENCES) || is_wanted(DECISIONS),
        regions: is_wanted(REGIONS),
        flow: is_wanted(FLOW),
        years: is_wanted(YEARS),
        drawn: request.drawn.as_deref(),
    };
    let question = ReportQuestion {
        path: request.scenario.path.clone(),
        letters: None,
        baseline: request.baseline.clone(),
        models: request.models.clone(),
        draws: request.draws,
        seed: request.seed,
        charts: None,
        suppress: None,
    };
    let read = |path: &str| request.scenario.read(port, path);
    let around = (request.lang.manner(), &read as Reading<'_>);
    let (answer, is_still) = on_board(study, &question, wanted, around, |view| {
        let mut notices = view.partnerships.notices.iter();
        let is_still = notices.any(|one| matches!(one, Notice::NothingChanges { .. }));
        (seen(view, lang, is_wanted, request.totals), is_still)
    })?;
    let mut answer = answer?;
    let variants = study.opened.variants.iter();
    let variants = variants.map(|one| json!({ "id": one.id, "title": one.title.in_lang(lang) }));
    answer["variants"] = variants.collect();
    let of_variant =
        |one: &Variant| !one.scenario.uncertain.is_empty() || !one.scenario.events.is_empty();
    answer["uncertain"] = study.opened.variants.iter().any(of_variant).into();
    Ok((answer, is_still))
}

fn seen(
    view: BoardView<'_>,
    lang: Lang,
    is_wanted: impl Fn(&str) -> bool,
    has_totals: bool,
) -> Reply {
    let sections = board_sections(view, lang, is_wanted)
        .map_err(|mismatch| Trouble::from(does_not_add_up(&mismatch, lang)))?;
    let sections = sections
        .iter()
        .map(|section| json!({ "id": section.id, "title": section.title, "html": section.html }));
    let models = view.models.iter().zip('A'..).map(|((variant, _), letter)| {
        json!({ "letter": letter, "id": variant.id, "title": variant.title.in_lang(lang) })
    });
    let years = view.models.first().map(|(_, result)| &result.years);
    let years = years
        .into_iter()
        .flatten()
        .map(|year| year.year.to_string());
    let mut answer = json!({
        "title": view.scenario.in_lang(lang),
        "question": view.question.map(|question| question.in_lang(lang)),
        "years": years.collect::<Vec<String>>(),
        "models": models.collect::<Vec<Value>>(),
        "recipients": recipients(view),
        "notices": notices(view, lang),
        "sections": sections.collect::<Vec<Value>>(),
    });
    if has_totals {
        let results = view.models.iter().map(|(_, result)| result);
        answer["totals"] = results.flat_map(totals).collect();
    }
    Ok(answer)
}

/// Whoever can be explained: partnerships, then regions.
fn recipients(view: BoardView<'_>) -> Vec<Value> {
    let mut known: Vec<(&str, &str)> = Vec::new();
    let mut rows = Vec::new();
    for (variant, _) in view.models {
        let scenario = &variant.scenario;
        let partnerships = scenario.partnerships.iter();
        let partnerships = partnerships.map(|one| ("partnership", one.id.as_str(), &one.name));
        let regions = scenario.regions.iter();
        let regions = regions.map(|one| ("region", one.id.as_str(), &one.name));
        for (kind, id, name) in partnerships.chain(regions) {
            if !known.contains(&(kind, id)) {
                known.push((kind, id));
                rows.push(json!({ "kind": kind, "id": id, "name": name }));
            }
        }
    }
    rows
}

/// What a reader might overlook: ceilings that nobody can evaluate, models that change nothing, and
/// who is not in every model.
fn notices(view: BoardView<'_>, lang: Lang) -> Vec<String> {
    let say = Sentences::new(lang);
    let mut told: Vec<String> = Vec::new();
    for (_, result) in view.models {
        let pots = result.years.iter().flat_map(|year| &year.pots);
        for pot in pots.filter(|pot| pot.ceiling.is_some() && pot.available.is_none()) {
            let text = say.pot(pot);
            if !told.contains(&text) {
                told.push(text);
            }
        }
    }
    let ids = view.models.iter().map(|(variant, _)| variant.id.clone());
    let ids: Vec<String> = ids.collect();
    let still = |one: &&Notice| matches!(one, Notice::NothingChanges { .. });
    let notices = &view.partnerships.notices;
    let (still, absent): (Vec<&Notice>, Vec<&Notice>) = notices.iter().partition(still);
    let notices = still.into_iter().chain(absent);
    told.extend(notices.map(|notice| say.notice(notice, &ids)));
    told
}

fn totals(result: &VariantResult) -> Vec<Value> {
    let years = result.years.iter();
    let awards = years.flat_map(|year| year.awards.iter().map(move |award| (year, award)));
    let rows = awards.filter(|(_, award)| award.account.kind != AccountKind::Others);
    rows.map(|(year, award)| {
        json!({
            "model": result.id, "year": year.year.to_string(),
            "recipient": award.account.id.as_str(), "kind": award.account.kind.name(),
            "region": award.account.region.as_ref().map(crate::domain::Id::as_str),
            "amount": award.amount.to_euro_text(),
        })
    })
    .collect()
}
