//! What a sweep says: which parameters decide, in which boxes something happens, which variants
//! bear the futures, and which points nothing beats.

use serde_json::{Value, json};

use super::csv::written;
use super::fold::folded;
use super::grid::{Look, matrix};
use super::wording::Sentences;
use crate::domain::Text;

/// A way to look at a sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// First-order and total indices of Sobol; pairs where the design tells them apart.
    Sobol,
    /// Elementary effects of Morris.
    Morris,
    /// Coefficients of a regression on values and on ranks.
    Regression,
    /// Boxes in which something happens.
    Boxes,
    /// Regret beside the best variant of each point, and how often an amount is good enough.
    Regret,
    /// Points that no other one beats.
    Front,
}

impl Method {
    /// Every method by its name in results.
    pub const ALL: [(&'static str, Method); 6] = [
        ("sobol", Method::Sobol),
        ("morris", Method::Morris),
        ("regression", Method::Regression),
        ("boxes", Method::Boxes),
        ("regret", Method::Regret),
        ("front", Method::Front),
    ];

    fn name(self) -> &'static str {
        let mut all = Method::ALL.iter();
        all.find(|(_, own)| *own == self)
            .map_or("", |(name, _)| name)
    }
}

/// A number of an analysis, with half its 95 % interval where that is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A number.
    Number(f64, Option<f64>),
    /// Words, such as the limits of a box.
    Words(String),
    /// Nothing can be told.
    Nothing,
}

/// A table of an analysis: rows of recipients, boxes, variants or points.
#[derive(Clone, Debug, PartialEq)]
pub struct AnalysisTable {
    /// How it was made.
    pub method: Method,
    /// Of which variant it is, where it is of one.
    pub variant: Option<String>,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its rows with their names.
    pub rows: Vec<(String, Vec<Cell>)>,
    /// The runs it rests on.
    pub used: usize,
    /// Those without an outcome.
    pub missing: usize,
}

/// What a sweep says.
#[derive(Clone, Debug)]
pub struct AnalysisView<'a> {
    /// Title of the scenario.
    pub scenario: &'a Text,
    /// The folder of the sweep.
    pub folder: &'a str,
    /// The year, or `total`.
    pub year: &'a str,
    /// The parameters: name, and path.
    pub parameters: &'a [(String, String)],
    /// The tables.
    pub tables: &'a [AnalysisTable],
}

/// Tells what a sweep says.
pub fn analysis_text(view: &AnalysisView<'_>, look: Look) -> String {
    let say = Sentences::new(look.lang);
    let mut text = format!("{}\n", view.scenario.in_lang(look.lang));
    text += &say.analysed(view.folder, view.year);
    for (name, path) in view.parameters {
        text += &format!("- {name}: `{path}`\n");
    }
    for table in view.tables {
        text += &format!("\n{}\n", say.analysis_head(table));
        let rows: Vec<(String, Vec<String>)> = table
            .rows
            .iter()
            .map(|(name, cells)| {
                let cells = cells.iter().map(|cell| say.analysis_cell(cell));
                (name.clone(), cells.collect())
            })
            .collect();
        let grid = matrix(&table.columns, &rows, look);
        text += &format!("{grid}\n{}\n", say.analysis_note(table));
    }
    folded(&text, look)
}

/// The same as JSON.
pub fn analysis_json(view: &AnalysisView<'_>) -> Value {
    let tables = view.tables.iter().map(|table| {
        let rows = table.rows.iter().map(|(name, cells)| {
            let cells = table.columns.iter().zip(cells).map(|(column, cell)| {
                let value = match cell {
                    Cell::Number(value, margin) => {
                        json!({ "value": decimals(*value), "margin": margin.map(decimals) })
                    }
                    Cell::Words(words) => json!({ "text": words }),
                    Cell::Nothing => Value::Null,
                };
                (column.clone(), value)
            });
            json!({ "of": name, "cells": cells.collect::<serde_json::Map<_, _>>() })
        });
        json!({
            "method": table.method.name(),
            "variant": table.variant,
            "used": table.used,
            "missing": table.missing,
            "rows": rows.collect::<Vec<_>>(),
        })
    });
    json!({
        "schema": "verdeel/sweep-analysis@1",
        "scenario": view.scenario.nl,
        "scenario_en": view.scenario.en,
        "year": view.year,
        "parameters": view.parameters.iter().map(|(name, path)| json!({
            "name": name, "path": path,
        })).collect::<Vec<_>>(),
        "tables": tables.collect::<Vec<_>>(),
    })
}

/// The same as CSV: a row for each cell.
pub fn analysis_csv(view: &AnalysisView<'_>) -> String {
    let head = [
        "method", "variant", "year", "of", "column", "value", "margin",
    ];
    let mut rows = Vec::new();
    for table in view.tables {
        for (name, cells) in &table.rows {
            for (column, cell) in table.columns.iter().zip(cells) {
                let (value, margin) = match cell {
                    Cell::Number(value, margin) => {
                        (decimals(*value), margin.map(decimals).unwrap_or_default())
                    }
                    Cell::Words(words) => (words.clone(), String::new()),
                    Cell::Nothing => (String::new(), String::new()),
                };
                rows.push(vec![
                    table.method.name().to_owned(),
                    table.variant.clone().unwrap_or_default(),
                    view.year.to_owned(),
                    name.clone(),
                    column.clone(),
                    value,
                    margin,
                ]);
            }
        }
    }
    written(&head, &rows)
}

fn decimals(number: f64) -> String {
    format!("{number:.6}")
}
