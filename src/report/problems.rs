//! Problems of a scenario as text with source excerpts, or as JSON.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::wording::Sentences;
use crate::domain::Lang;
use crate::scenario::{Place, Problem, Severity, Sources};

/// Most problems that are shown in full.
const MAX_SHOWN: usize = 20;

/// Returns the problems as text, in the order given; colour only where `colour` says so.
pub fn problems_text(problems: &[Problem], sources: &Sources, lang: Lang, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for problem in problems.iter().take(MAX_SHOWN) {
        text += &renderer.render(&[group(problem, sources, lang)]);
        text.push('\n');
        if let Some(hint) = &problem.hint {
            text += &format!("hint: {}\n", hint.in_lang(lang));
        }
        text.push('\n');
    }
    if problems.len() > MAX_SHOWN {
        text += &Sentences::new(lang).and_more(problems.len() - MAX_SHOWN);
        text.push('\n');
    }
    text
}

fn group<'a>(problem: &'a Problem, sources: &'a Sources, lang: Lang) -> Group<'a> {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(problem.text.in_lang(lang))
        .id(problem.code);
    let Some(place) = problem.place else {
        return Group::with_title(title);
    };
    let expected = problem.expected.as_ref().map(|text| text.in_lang(lang));
    let Some(snippet) = snippet(sources, place) else {
        return Group::with_title(title);
    };
    let mut primary = AnnotationKind::Primary.span(place.start..place.end);
    if let Some(expected) = expected {
        primary = primary.label(expected);
    }
    let mut snippet = snippet.annotation(primary);
    let mut other = None;
    if let Some((related, why)) = &problem.related {
        let label = why.in_lang(lang);
        let annotation = AnnotationKind::Context
            .span(related.start..related.end)
            .label(label);
        if related.file == place.file {
            snippet = snippet.annotation(annotation);
        } else {
            other = self::snippet(sources, *related).map(|other| other.annotation(annotation));
        }
    }
    let group = title.element(snippet);
    match other {
        Some(other) => group.element(other),
        None => group,
    }
}

fn snippet(
    sources: &Sources,
    place: Place,
) -> Option<Snippet<'_, annotate_snippets::Annotation<'_>>> {
    let file = sources.file(place.file)?;
    Some(
        Snippet::source(file.text.as_str())
            .path(file.path.as_str())
            .fold(true),
    )
}

/// Returns the problems as JSON, with line and column counted from one.
pub fn problems_json(problems: &[Problem], sources: &Sources) -> serde_json::Value {
    let rows: Vec<serde_json::Value> = problems
        .iter()
        .map(|problem| {
            let place = problem.place.and_then(|place| {
                let file = sources.file(place.file)?;
                let before = file.text.get(..place.start)?;
                let line = before.matches('\n').count() + 1;
                let column = before
                    .rsplit('\n')
                    .next()
                    .unwrap_or_default()
                    .chars()
                    .count()
                    + 1;
                Some(serde_json::json!({ "file": file.path, "line": line, "column": column }))
            });
            let text =
                |text: &crate::domain::Text| serde_json::json!({ "nl": text.nl, "en": text.en });
            serde_json::json!({
                "severity": match problem.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                },
                "code": problem.code,
                "text": text(&problem.text),
                "place": place,
                "expected": problem.expected.as_ref().map(text),
                "hint": problem.hint.as_ref().map(text),
            })
        })
        .collect();
    serde_json::json!({ "schema": "verdeel/problems@1", "problems": rows })
}

/// A problem in one language, with the lines and columns that it is about, counted from one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProblemRow {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// Stable name of the kind of problem.
    pub code: &'static str,
    /// What is wrong: a lowercase fragment.
    pub text: String,
    /// The file; none of these where it concerns the scenario as a whole.
    pub file: Option<String>,
    /// The line on which it begins.
    pub line: Option<usize>,
    /// The column at which it begins.
    pub column: Option<usize>,
    /// The line on which it ends.
    pub end_line: Option<usize>,
    /// The column behind its end.
    pub end_column: Option<usize>,
    /// What was expected there.
    pub expected: Option<String>,
    /// An action that mends it.
    pub hint: Option<String>,
}

/// Returns the problems in one language, each with its place.
pub fn problems_rows(problems: &[Problem], sources: &Sources, lang: Lang) -> Vec<ProblemRow> {
    let rows = problems.iter().map(|problem| {
        let place = problem.place;
        let file = place.and_then(|place| sources.file(place.file));
        let at = |end: fn(&Place) -> usize| {
            let before = file?.text.get(..end(&place?))?;
            let column = before.rsplit('\n').next().unwrap_or_default();
            Some((before.matches('\n').count() + 1, column.chars().count() + 1))
        };
        let (start, end) = (at(|place| place.start), at(|place| place.end));
        let said = |text: &Option<crate::domain::Text>| {
            text.as_ref().map(|text| text.in_lang(lang).to_owned())
        };
        ProblemRow {
            severity: match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            code: problem.code,
            text: problem.text.in_lang(lang).to_owned(),
            file: file.map(|file| file.path.clone()),
            line: start.map(|at| at.0),
            column: start.map(|at| at.1),
            end_line: end.map(|at| at.0),
            end_column: end.map(|at| at.1),
            expected: said(&problem.expected),
            hint: said(&problem.hint),
        }
    });
    rows.collect()
}
