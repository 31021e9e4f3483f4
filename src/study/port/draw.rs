//! `draw`: some of the draws of a look, to be made by several at once.

use serde::Deserialize;
use serde_json::json;

use super::super::Reading;
use super::super::drawn::drawn_part;
use super::super::report::ReportQuestion;
use super::look::{first_seed, hold_to_limit};
use super::request::{Language, Sent, read};
use super::{Port, Reply};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DrawRequest {
    #[serde(default)]
    lang: Language,
    scenario: Sent,
    baseline: Option<String>,
    #[serde(default)]
    models: Vec<String>,
    #[serde(default = "first_seed")]
    seed: u64,
    /// The first draw.
    first: u64,
    /// The number of draws.
    count: u32,
}

/// Makes some draws.
pub(super) fn draw(port: Port<'_>, body: &[u8]) -> Reply {
    let request: DrawRequest = read(body)?;
    hold_to_limit(request.first.saturating_add(request.count.into()))?;
    let study = request.scenario.open(port, request.lang)?;
    let question = ReportQuestion {
        path: request.scenario.path.clone(),
        letters: None,
        baseline: request.baseline,
        models: request.models,
        draws: 0,
        seed: request.seed,
        charts: None,
        suppress: None,
    };
    let read = |path: &str| request.scenario.read(port, path);
    let around = (request.lang.manner(), &read as Reading<'_>);
    let of_draws = (request.first, request.count);
    let part = drawn_part(&study, &question, of_draws, around)?;
    Ok(json!({ "part": part }))
}
