//! A run as text: amounts side by side, then pots, rates and assumptions.

use std::collections::BTreeMap;

use comfy_table::{CellAlignment, ContentArrangement, Table};

use super::wording::{Sentences, euros};
use crate::domain::{Lang, Text};
use crate::money::Cents;
use crate::plan::Account;
use crate::results::{VariantResult, YearResult};

/// Most columns of amounts before a table is told in rows instead.
const MAX_COLUMNS: usize = 6;

/// How a run is shown.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// Width of the screen in columns.
    pub width: u16,
}

/// A line of a table under construction: recipients with an amount per column.
type Rows = BTreeMap<Account, BTreeMap<usize, Cents>>;

/// Returns a run as text. One variant is told apart by component, more stand side by side.
pub fn run_text(
    title: &str,
    question: Option<&str>,
    variants: &[VariantResult],
    look: Look,
) -> String {
    let mut text = format!("{title}\n");
    if let Some(question) = question {
        text += &format!("{question}\n");
    }
    let years = variants.first().map_or(0, |variant| variant.years.len());
    for position in 0..years {
        let of_year: Vec<(&VariantResult, &YearResult)> = variants
            .iter()
            .filter_map(|variant| Some((variant, variant.years.get(position)?)))
            .collect();
        text.push('\n');
        text += &year_text(&of_year, look);
    }
    text += &assumptions_text(variants, look.lang);
    text
}

fn year_text(variants: &[(&VariantResult, &YearResult)], look: Look) -> String {
    let Some((_, first)) = variants.first() else {
        return String::new();
    };
    let mut text = format!("{}\n", first.year);
    text += &match variants {
        [(variant, year)] => by_component(variant, year, look),
        several => by_variant(several, look),
    };
    text.push('\n');
    for (variant, year) in variants {
        text += &pots_text(variant, year, variants.len() > 1, look.lang);
    }
    text
}

fn by_component(variant: &VariantResult, year: &YearResult, look: Look) -> String {
    let mut rows = Rows::new();
    for award in &year.awards {
        let row = rows.entry(award.account.clone()).or_default();
        *row.entry(award.component).or_default() += award.amount;
    }
    let heads: Vec<String> = variant
        .plan
        .components
        .iter()
        .map(|component| component.name.in_lang(look.lang).to_owned())
        .collect();
    table(&rows, &heads, true, look)
}

fn by_variant(variants: &[(&VariantResult, &YearResult)], look: Look) -> String {
    let mut rows = Rows::new();
    for (column, (_, year)) in variants.iter().enumerate() {
        for award in &year.awards {
            let row = rows.entry(award.account.clone()).or_default();
            *row.entry(column).or_default() += award.amount;
        }
    }
    let heads: Vec<String> = variants
        .iter()
        .map(|(variant, _)| variant.id.clone())
        .collect();
    table(&rows, &heads, false, look)
}

/// Lays rows out; those of one partnership follow each other, regions under it.
fn table(rows: &Rows, heads: &[String], with_total: bool, look: Look) -> String {
    let sentences = Sentences::new(look.lang);
    let shown: Vec<usize> = (0..heads.len())
        .filter(|column| rows.values().any(|row| row.contains_key(column)))
        .collect();
    let mut text = String::new();
    for columns in shown.chunks(MAX_COLUMNS) {
        let mut table = Table::new();
        table.load_style(comfy_table::presets::UTF8_BORDERS_ONLY);
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(look.width);
        let mut head = vec![
            sentences.recipient().to_owned(),
            sentences.region().to_owned(),
        ];
        head.extend(columns.iter().map(|column| heads[*column].clone()));
        if with_total {
            head.push(sentences.total().to_owned());
        }
        table.set_header(head);
        for (account, amounts) in rows {
            let mut cells = vec![
                sentences.short(account),
                account.region_name().unwrap_or_default().to_owned(),
            ];
            cells.extend(amount_cells(amounts, columns, with_total, look.lang));
            table.add_row(cells);
        }
        let mut sums: BTreeMap<usize, Cents> = BTreeMap::new();
        for (column, amount) in rows.values().flatten() {
            *sums.entry(*column).or_default() += *amount;
        }
        let mut cells = vec![sentences.total().to_owned(), String::new()];
        cells.extend(amount_cells(&sums, columns, with_total, look.lang));
        table.add_row(cells);
        let numbers = 2..columns.len() + 2 + usize::from(with_total);
        for column in numbers {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        text += &format!("{table}\n");
    }
    text
}

fn amount_cells(
    amounts: &BTreeMap<usize, Cents>,
    columns: &[usize],
    with_total: bool,
    lang: Lang,
) -> Vec<String> {
    let cell = |column: &usize| amounts.get(column).map(|amount| euros(*amount, lang));
    let mut cells: Vec<String> = columns
        .iter()
        .map(|column| cell(column).unwrap_or_default())
        .collect();
    if with_total {
        cells.push(euros(amounts.values().copied().sum(), lang));
    }
    cells
}

fn pots_text(variant: &VariantResult, year: &YearResult, name_it: bool, lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let mut text = String::new();
    let prefix = if name_it {
        format!("{}: ", variant.id)
    } else {
        String::new()
    };
    for pot in &year.pots {
        text += &format!("{prefix}{}\n", sentences.pot(pot));
    }
    for rate in &year.rates {
        let name = variant.plan.components[rate.component].name.in_lang(lang);
        if let Some(sentence) = sentences.rate(name, rate) {
            text += &format!("{prefix}{sentence}\n");
        }
    }
    text
}

/// Lists what is taken for granted, once, with the variants it applies to.
fn assumptions_text(variants: &[VariantResult], lang: Lang) -> String {
    let mut by_text: Vec<(&Text, Vec<&str>)> = Vec::new();
    for variant in variants {
        for assumption in &variant.assumptions {
            match by_text
                .iter_mut()
                .find(|(text, _)| *text == &assumption.text)
            {
                Some((_, ids)) if ids.contains(&variant.id.as_str()) => {}
                Some((_, ids)) => ids.push(&variant.id),
                None => by_text.push((&assumption.text, vec![&variant.id])),
            }
        }
    }
    if by_text.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", Sentences::new(lang).assumptions());
    for (assumption, ids) in by_text {
        let only = match ids.len() == variants.len() {
            true => String::new(),
            false => format!(" [{}]", ids.join(", ")),
        };
        text += &format!("- {}{only}\n", assumption.in_lang(lang));
    }
    text
}
