//! `explain`: why somebody gets an amount.

use serde::Deserialize;
use serde_json::json;

use super::super::explain::{ExplainQuestion, explained as explain};
use super::request::{Language, Sent, read};
use super::{Port, Reply};
use crate::report::explanation_html;
use crate::results::premises;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExplainRequest {
    #[serde(default)]
    lang: Language,
    scenario: Sent,
    recipient: String,
    variant: Option<String>,
    against: Option<String>,
    versus: Option<String>,
}

/// Explains one amount.
pub(super) fn explained(port: Port<'_>, body: &[u8]) -> Reply {
    let request: ExplainRequest = read(body)?;
    let lang = request.lang.lang();
    let study = request.scenario.open(port, request.lang)?;
    let own = request.variant.as_deref().unwrap_or(crate::scenario::BASE);
    let question = ExplainQuestion {
        path: request.scenario.path.clone(),
        against: request.against.filter(|against| against != own),
        versus: request.versus.filter(|versus| *versus != request.recipient),
        recipient: request.recipient,
        variant: request.variant,
        drawn: None,
    };
    let read = |path: &str| request.scenario.read(port, path);
    let around = (request.lang.manner(), &read as super::super::Reading<'_>);
    let html = explain(&study, &question, around, |variant, own, contrasts| {
        explanation_html(&variant.plan, own, &premises(variant, own), contrasts, lang)
    })?;
    let base = study.opened.variants.first().map(|base| &base.scenario);
    let partnerships = base.into_iter().flat_map(|base| &base.partnerships);
    let mut named = partnerships.filter(|one| one.id.as_str() == question.recipient);
    let name = named.next().map_or(&question.recipient, |one| &one.name);
    Ok(json!({ "name": name, "html": html }))
}
