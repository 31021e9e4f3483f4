//! Frontiers: for some values of one parameter the solutions for another, as text, JSON and CSV.

use serde_json::{Value, json};

use super::solution::{dial_json, interval_row, plain, quantity_json, solution_json};
use super::wording::Sentences;
use crate::domain::Lang;
use crate::results::Frontier;

/// Returns a frontier in sentences.
pub fn frontier_text(frontier: &Frontier, lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let mut text = String::new();
    if let Some((_, first)) = frontier.rows.first() {
        text += &format!("{}\n", sentences.dial(&frontier.beside, &first.variant));
        text += &format!("{}\n\n", sentences.dial(&first.dial, &first.variant));
        for (position, answered) in first.conditions.iter().enumerate() {
            text += &format!("{}\n", sentences.condition(position, &answered.check));
        }
    }
    for (value, solution) in &frontier.rows {
        text += &format!("\n{}\n", sentences.beside(value));
        if solution.holds.is_empty() {
            text += &format!("- {}\n", sentences.holds_nowhere());
        }
        for interval in &solution.holds {
            text += &format!("- {}\n", sentences.holds_from(interval));
        }
    }
    text
}

/// Returns a frontier as JSON.
pub fn frontier_json(frontier: &Frontier, lang: Lang) -> Value {
    let rows = frontier.rows.iter().map(|(value, solution)| {
        json!({ "at": quantity_json(value), "solution": solution_json(solution, lang) })
    });
    let second = frontier.rows.first().map(|(_, solution)| &solution.dial);
    json!({
        "schema": "verdeel/solve@1",
        "vary": [dial_json(&frontier.beside), second.map(dial_json)],
        "frontier": rows.collect::<Value>(),
    })
}

/// Returns a frontier as CSV.
pub fn frontier_csv(frontier: &Frontier) -> String {
    let head = [
        "at",
        "condition",
        "row",
        "from",
        "to",
        "certainty",
        "gives",
        "binds_from",
        "binds_to",
    ];
    let rows = frontier.rows.iter().flat_map(|(value, solution)| {
        let rows = solution.holds.iter().map(|one| interval_row("", one));
        rows.map(move |row| [vec![plain(value)], row].concat())
    });
    super::csv::written(&head, &rows.collect::<Vec<_>>())
}
