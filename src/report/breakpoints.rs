//! Breakpoints: from which values of a parameter on what changes, as text, JSON and CSV.

use serde_json::{Value, json};

use super::solution::{dial_json, plain, quantity_json};
use super::wording::Sentences;
use crate::domain::Lang;
use crate::plan::Plan;
use crate::results::{Breakpoint, Breakpoints, Happening};

/// Returns a map of breakpoints in sentences; the plan names the parameter.
pub fn breakpoints_text(map: &Breakpoints, plan: &Plan, lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let mut text = format!("{}\n", sentences.dial(plan, &map.dial, &map.variant));
    text += &format!("{}\n", sentences.gains_beside(map));
    if map.found.is_empty() {
        text += &format!("\n{}\n", sentences.no_breakpoints());
    }
    for point in &map.found {
        text += &format!("\n{}\n", sentences.here_from(&point.at));
        for (_, line) in told(map, point, sentences) {
            text += &format!("- {line}\n");
        }
    }
    text += &format!("\n{}\n", sentences.tried(map.tried));
    if !map.is_complete {
        text += &format!("{}\n", sentences.more_breakpoints());
    }
    text
}

/// Returns a map of breakpoints as JSON.
pub fn breakpoints_json(map: &Breakpoints, lang: Lang) -> Value {
    let sentences = Sentences::new(lang);
    let rows = map.found.iter().map(|point| {
        let changes = told(map, point, sentences).into_iter();
        let changes = changes.map(|(kind, line)| json!({ "kind": kind, "sentence": line }));
        json!({ "at": quantity_json(&point.at), "changes": changes.collect::<Value>() })
    });
    json!({
        "schema": "verdeel/solve@1",
        "variant": map.variant,
        "baseline": map.baseline,
        "level": map.level.name(),
        "vary": [dial_json(&map.dial)],
        "breakpoints": rows.collect::<Value>(),
        "complete": map.is_complete,
        "tried": map.tried,
    })
}

/// Returns a map of breakpoints as CSV.
pub fn breakpoints_csv(map: &Breakpoints, lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let rows = map.found.iter().flat_map(|point| {
        let at = plain(&point.at);
        let told = told(map, point, sentences).into_iter();
        told.map(move |(kind, line)| vec![at.clone(), kind.to_owned(), line])
    });
    super::csv::written(&["at", "kind", "sentence"], &rows.collect::<Vec<_>>())
}

/// Tells what changes at a point; what is the same for many claims is told once.
fn told(
    map: &Breakpoints,
    point: &Breakpoint,
    sentences: Sentences,
) -> Vec<(&'static str, String)> {
    let mut lines: Vec<(&str, String)> = Vec::new();
    for happening in &point.what {
        let kind = match happening {
            Happening::Decided { .. } => "decision",
            Happening::Standing { .. } => "standing",
            Happening::Rank { .. } => "rank",
        };
        for line in sentences.happening(&map.plan, &map.baseline, happening) {
            if !lines.iter().any(|(_, known)| *known == line) {
                lines.push((kind, line));
            }
        }
    }
    lines
}
