//! `keep`: files to take along.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::json;

use super::super::letters::letters;
use super::super::live::BUNDLE;
use super::super::report::{ReportQuestion, Wanted, on_board, report};
use super::super::run::{RunQuestion, run};
use super::super::workbook::workbook;
use super::super::{Failure, Format, Manner, Reading, pretty};
use super::library::parts;
use super::request::{Language, Sent, read};
use super::{MOST_PORT_DRAWS, Port, Reply};
use crate::domain::Text;
use crate::scenario::without_floors;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeepRequest {
    #[serde(default)]
    lang: Language,
    scenario: Sent,
    #[serde(rename = "as")]
    form: Kept,
    baseline: Option<String>,
    #[serde(default)]
    models: Vec<String>,
    /// Whose letter.
    #[serde(default)]
    recipient: String,
}

/// What is taken along.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kept {
    /// The scenario as it stands.
    Toml,
    /// The report for boards.
    Report,
    /// The letter to a partnership.
    Letter,
    /// The workbook.
    Workbook,
    /// Scenario and data in one file.
    Bundle,
    /// The same as a live file carries it: without what parties can live with.
    Live,
    /// All amounts as JSON, as `verdeel run` writes them.
    Run,
}

impl Kept {
    fn ending_and_type(self) -> (&'static str, &'static str) {
        match self {
            Kept::Toml => ("toml", "application/toml"),
            Kept::Report | Kept::Letter => ("html", "text/html"),
            Kept::Workbook => (
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
            Kept::Bundle | Kept::Live => ("verdeel.json", "application/json"),
            Kept::Run => ("json", "application/json"),
        }
    }
}

/// Returns a file with its name.
pub(super) fn keep(port: Port<'_>, body: &[u8]) -> Reply {
    let request: KeepRequest = read(body)?;
    let (sent, manner) = (&request.scenario, request.lang.manner());
    let read = |path: &str| sent.read(port, path);
    let read: Reading<'_> = &read;
    let question = ReportQuestion {
        path: sent.path.clone(),
        letters: None,
        baseline: request.baseline.clone(),
        models: request.models.clone(),
        draws: MOST_PORT_DRAWS / 5,
        seed: 1,
        charts: None,
        suppress: None,
    };
    let (ending, kind) = request.form.ending_and_type();
    let name = sent.path.rsplit('/').next().unwrap_or(&sent.path);
    let name = name.strip_suffix(".toml").unwrap_or(name);
    let name = name.replace(':', "-");
    let mut answer = json!({ "name": format!("{name}.{ending}"), "type": kind });
    match request.form {
        Kept::Toml => {
            let text = read(&sent.path);
            let lang = manner.look.lang;
            let text = text.map_err(|why| Failure::unreadable(&sent.path, &why, lang))?;
            answer["text"] = text.into();
        }
        Kept::Report => answer["text"] = report(&question, manner, read)?.text.into(),
        Kept::Letter => {
            answer["name"] = format!("{name}-{}.html", request.recipient).into();
            answer["text"] = letter(&request, &question, port)?.into();
        }
        Kept::Workbook => {
            let bytes = workbook(&question, manner, read)?.bytes.unwrap_or_default();
            answer["base64"] = BASE64_STANDARD.encode(bytes).into();
        }
        Kept::Bundle => answer["text"] = bundle(sent, port, |text| text)?.into(),
        Kept::Live => {
            let mut is_private = false;
            let text = bundle(sent, port, |text| {
                let open = without_floors(&text);
                is_private |= open.is_some();
                open.unwrap_or(text)
            })?;
            answer["text"] = text.into();
            let told = is_private.then(floors_left_out);
            answer["left_out"] = told
                .map(|told| told.in_lang(manner.look.lang).to_owned())
                .into();
        }
        Kept::Run => {
            let manner = Manner {
                format: Format::Json,
                ..manner
            };
            let question = RunQuestion {
                paths: vec![sent.path.clone()],
                variant: None,
            };
            answer["text"] = run(&question, manner, read)?.text.into();
        }
    }
    Ok(answer)
}

/// Returns the letter to a partnership.
fn letter(
    request: &KeepRequest,
    question: &ReportQuestion,
    port: Port<'_>,
) -> Result<String, super::Trouble> {
    let (lang, manner) = (request.lang.lang(), request.lang.manner());
    let read = |path: &str| request.scenario.read(port, path);
    let read: Reading<'_> = &read;
    let study = request.scenario.open(port, request.lang)?;
    let written = on_board(&study, question, Wanted::ALL, (manner, read), |view| {
        letters(("", Some(&request.recipient)), view, lang, read).0
    })?;
    let letter = written.into_iter().next().map(|(_, bytes)| bytes);
    let letter = letter.ok_or_else(|| {
        let base = study.opened.variants.first().map(|base| &base.scenario);
        let known = base.into_iter().flat_map(|base| &base.partnerships);
        let known: Vec<String> = known.map(|one| one.id.to_string()).collect();
        let what = Text::new("partnerschap", "partnership");
        Failure::unknown(&what, &request.recipient, &known, lang)
    })?;
    Ok(String::from_utf8_lossy(&letter).into_owned())
}

/// Returns scenario and data as one text, each text as it is to be shown.
fn bundle(
    sent: &Sent,
    port: Port<'_>,
    mut shown: impl FnMut(String) -> String,
) -> Result<String, super::Trouble> {
    let (mut own, mut files) = (String::new(), serde_json::Map::new());
    for (path, text) in parts(sent, port)? {
        match path == sent.path {
            true => own = shown(text),
            false => drop(files.insert(path, shown(text).into())),
        }
    }
    Ok(pretty(&json!({
        "schema": BUNDLE, "path": sent.path, "text": own, "files": files,
    })))
}

/// Says that what parties can live with stays with who sends a file.
fn floors_left_out() -> Text {
    Text::new(
        "Wat partijen minstens willen (`floor`) en de opmerkingen bij `[[party]]` staan niet in \
         dit bestand.",
        "What parties can live with (`floor`) and the remarks beside `[[party]]` are not in this \
         file.",
    )
}
