//! Assumptions and sources, each with how far the evidence goes.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{Block, Section};
use super::page::{Page, words};
use crate::domain::{Assumption, Provenance};
use crate::report::chart::{Cell, Table};

/// Returns the assumptions of all models, and the sources of their rules.
pub(super) fn section(page: &Page<'_>) -> Section {
    let mut blocks = vec![Block::Table(assumptions(page))];
    let paths = paths(page);
    if !paths.is_empty() {
        blocks.push(Block::FoldedList(page.say.set_in_file().to_owned(), paths));
    }
    blocks.push(Block::Table(sources(page)));
    Section {
        title: page.say.assumptions_head().to_owned(),
        blocks,
    }
}

/// Rows by their words, each with the models it is of.
#[derive(Default)]
struct Rows {
    order: Vec<Vec<String>>,
    models: BTreeMap<Vec<String>, Vec<usize>>,
}

impl Rows {
    fn add(&mut self, row: Vec<String>, model: usize) {
        let models = self.models.entry(row.clone()).or_default();
        if models.is_empty() {
            self.order.push(row);
        }
        if !models.contains(&model) {
            models.push(model);
        }
    }

    fn cells(self, page: &Page<'_>) -> Vec<Vec<Cell>> {
        let all = page.view.models.len();
        let rows = self.order.into_iter().map(|row| {
            let models = &self.models[&row];
            let of = match models.len() == all {
                true => page.say.all_models().to_owned(),
                false => {
                    let letters = models.iter().map(|model| page.letter(*model));
                    letters.collect::<Vec<&str>>().join(", ")
                }
            };
            row.into_iter().map(words).chain([words(of)]).collect()
        });
        rows.collect()
    }
}

fn assumptions(page: &Page<'_>) -> Table {
    let mut rows = Rows::default();
    for (model, (_, result)) in page.view.models.iter().enumerate() {
        for one in &result.assumptions {
            let text = told(page, one);
            rows.add(vec![text, one.source.clone().unwrap_or_default()], model);
        }
    }
    Table {
        caption: page.say.assumptions().to_owned(),
        heads: page.say.assumption_heads().map(str::to_owned).into(),
        rows: rows.cells(page),
        foot: None,
    }
}

/// Tells an assumption without paths: a number by the name of what it is, with its value.
fn told(page: &Page<'_>, assumption: &Assumption) -> String {
    let text = assumption.text.in_lang(page.lang);
    match (&assumption.path, &assumption.value) {
        (Some(path), Some(value)) => {
            let value = page.say.set_value(path, value);
            page.say.taken(&page.parameter(path), &value)
        }
        _ => text
            .split('`')
            .enumerate()
            // What stands between two of these signs is a word of the file.
            .map(|(at, part)| match at % 2 == 1 {
                true if is_path(part) => page.parameter(part),
                true => page.scheme(part).unwrap_or_else(|| part.to_owned()),
                false => part.to_owned(),
            })
            .collect(),
    }
}

/// Says whether a word of the file is the path of a number.
fn is_path(word: &str) -> bool {
    let tables = [
        "component.",
        "division.",
        "partnership.",
        "region.",
        "cost.",
    ];
    tables.iter().any(|table| word.starts_with(table))
}

/// Returns where the numbers that are assumptions stand in the file, each once.
fn paths(page: &Page<'_>) -> Vec<String> {
    let results = page.view.models.iter();
    let all = results.flat_map(|(_, result)| &result.assumptions);
    let paths = all.filter_map(|one| one.path.as_deref().filter(|_| one.value.is_some()));
    let paths: BTreeSet<&str> = paths.collect();
    let told = paths.into_iter();
    told.map(|path| page.say.known_in_file(&page.parameter(path), path))
        .collect()
}

fn sources(page: &Page<'_>) -> Table {
    let mut rows = Rows::default();
    for (model, (_, result)) in page.view.models.iter().enumerate() {
        let scheme = &result.scheme;
        let mut add = |name: &str, provenance: &Provenance| {
            let source = provenance.source.clone();
            let source = source.unwrap_or_else(|| page.say.own_input().to_owned());
            let grade = provenance
                .grade
                .map(|grade| page.say.grade(grade).to_owned());
            rows.add(
                vec![name.to_owned(), source, grade.unwrap_or_default()],
                model,
            );
        };
        for (at, component) in scheme.components.iter().enumerate() {
            add(
                component.name.in_lang(page.lang),
                scheme.provenance_of_component(at),
            );
        }
        for division in &scheme.divisions {
            add(division.name.in_lang(page.lang), &division.provenance);
        }
    }
    Table {
        caption: page.say.sources_table().to_owned(),
        heads: page.say.source_heads().map(str::to_owned).into(),
        rows: rows.cells(page),
        foot: None,
    }
}
