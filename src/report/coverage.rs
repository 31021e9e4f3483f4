//! Cost, income and own contribution as text, CSV and JSON.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::grid::{Amounts, Grid, Look, Row, matrix};
use super::json::{euros, in_euros};
use super::wording::Sentences;
use crate::domain::{Grade, Id, Lang, Level, Prices, Year};
use crate::money::{Cents, Exact};
use crate::results::{CoverageRow, PriceFactor, VariantResult, YearResult};

/// Returns a section on cost, income and own contribution: sentences of one recipient per year.
///
/// Nothing where the scenario states no costs for it.
pub fn coverage_of_text(variant: &VariantResult, (level, id): (Level, &Id), lang: Lang) -> String {
    let sentences = Sentences::new(lang);
    let mut text = String::new();
    for year in &variant.years {
        let row = find(year, level, Some(id)).filter(|row| row.cost.is_some());
        let Some(row) = row else { continue };
        text += &format!("- {}: {}\n", year.year, sentences.covered(row));
        if let Some(constant) = in_constant_prices(variant, year.year, row, sentences) {
            text += &format!("  {constant}\n");
        }
    }
    match text.is_empty() {
        true => text,
        false => format!("{}\n{text}\n", sentences.costs_and_income()),
    }
}

/// Returns a section on coverage, with the variants side by side: own contributions, or where no
/// costs are stated the cost per student that the income would cover.
pub fn coverage_text(variants: &[VariantResult], look: Look) -> String {
    let sentences = Sentences::new(look.lang);
    let all = variants.iter().flat_map(|one| &one.years);
    let has_costs = all
        .flat_map(|year| &year.coverage)
        .any(|row| row.cost.is_some());
    let head = match has_costs {
        true => sentences.costs_and_income(),
        false => sentences.costs_that_are_covered(),
    };
    let mut text = format!("{head}\n");
    let years = variants.first().map_or(0, |variant| variant.years.len());
    for at in 0..years {
        let of_year = variants
            .iter()
            .filter_map(|one| Some((one, one.years.get(at)?)));
        let of_year: Vec<(&VariantResult, &YearResult)> = of_year.collect();
        if let Some((_, year)) = of_year.first() {
            text += &format!("\n{}\n", year.year);
            text += &contributions(&of_year, look);
            text += &ratios(&of_year, look);
        }
    }
    text
}

/// A year of a variant, with the variant.
type Column<'a> = (&'a VariantResult, &'a YearResult);

/// Returns own contributions: of partnerships, and the same again by board and institute; then
/// both in constant prices.
fn contributions(columns: &[Column<'_>], look: Look) -> String {
    let sentences = Sentences::new(look.lang);
    let nominal = |_: &Column<'_>, amount| Some(amount);
    let year = columns.first().map(|(_, year)| year.year);
    let level = year.map(|year| year.to_string()).unwrap_or_default();
    let mut text = contribution_tables(columns, &level, look, nominal);
    let prices = columns.first().and_then(|(one, _)| one.prices.as_ref());
    if let Some(prices) = prices.filter(|prices| Some(prices.level) != year) {
        let constant = |(one, year): &Column<'_>, amount| {
            PriceFactor::of(one.prices.as_ref()?, year.year)?.constant(amount)
        };
        text += &contribution_tables(columns, &sentences.price_level(prices), look, constant);
    }
    text
}

fn contribution_tables(
    columns: &[Column<'_>],
    level: &str,
    look: Look,
    shown: impl Fn(&Column<'_>, Cents) -> Option<Cents>,
) -> String {
    let sentences = Sentences::new(look.lang);
    let in_prices = |amounts: &Amounts| {
        let amounts = amounts.iter();
        let own = amounts.filter_map(|(at, amount)| Some((*at, shown(&columns[*at], *amount)?)));
        own.collect::<Amounts>()
    };
    let grid = Grid {
        columns: columns.iter().map(|(one, _)| one.id.clone()).collect(),
        has_total: false,
        look,
    };
    let heads = [
        sentences.own_contribution(level),
        sentences.borne_contribution(level),
    ];
    let mut text = String::new();
    for (is_borne, head) in [false, true].into_iter().zip(heads) {
        let nominal = contribution_rows(columns, sentences, is_borne);
        // A total is told in other prices like every amount: by itself.
        let foot = in_prices(&Row::sums(&nominal));
        let rows = nominal.into_iter().map(|row| Row {
            amounts: in_prices(&row.amounts),
            ..row
        });
        let rows: Vec<Row> = rows.filter(|row| !row.amounts.is_empty()).collect();
        if !rows.is_empty() {
            text += &format!("{head}\n{}\n", grid.table_on(&rows, &foot));
            if foot != Row::sums(&rows) {
                text += &format!("{}\n", sentences.rounded_by_themselves());
            }
        }
    }
    text
}

/// Returns own contributions of partnerships, or of the boards and institutes that bear the same.
fn contribution_rows(columns: &[Column<'_>], sentences: Sentences, is_borne: bool) -> Vec<Row> {
    let found: Vec<Found<'_>> = columns.iter().map(found).collect();
    let mut rows = Vec::new();
    let all = recipients(columns).into_iter();
    for (level, id) in all.filter(|(level, _)| is_borne == (*level != Level::Partnership)) {
        let mut amounts = Amounts::new();
        for (at, found) in found.iter().enumerate() {
            let row = found.get(&(level, id));
            if let Some(amount) = row.and_then(|row| row.contribution()) {
                amounts.insert(at, amount);
            }
        }
        if !amounts.is_empty() {
            rows.push(Row {
                names: [
                    sentences.bearer(level, id),
                    sentences.level(level).to_owned(),
                ],
                amounts,
                repeats: false,
            });
        }
    }
    rows
}

/// Returns coverage, or where no costs are stated the cost that the income would cover, with a
/// column for each variant.
fn ratios(columns: &[Column<'_>], look: Look) -> String {
    let sentences = Sentences::new(look.lang);
    let is_stated = |row: &CoverageRow| row.cost.is_some();
    let has_costs = columns
        .iter()
        .any(|(_, year)| year.coverage.iter().any(is_stated));
    let cell = |row: &CoverageRow| match has_costs {
        true => Some(sentences.coverage_percent(&row.coverage()?)),
        false => Some(sentences.rounded(&row.break_even()?)),
    };
    let found: Vec<Found<'_>> = columns.iter().map(found).collect();
    let rows = recipients(columns).into_iter().map(|(level, id)| {
        let cells = found.iter().map(|rows| {
            let row = rows.get(&(level, id));
            row.and_then(|row| cell(row)).unwrap_or_default()
        });
        (sentences.bearer(level, id), cells.collect())
    });
    let rows: Vec<(String, Vec<String>)> = rows.collect();
    let told = |(_, cells): &(String, Vec<String>)| cells.iter().any(|cell| !cell.is_empty());
    if !rows.iter().any(told) {
        return String::new();
    }
    let heads: Vec<String> = columns.iter().map(|(one, _)| one.id.clone()).collect();
    let year = columns.first().map(|(_, year)| year.year.to_string());
    let head = match has_costs {
        true => sentences.coverage_of().to_owned(),
        false => sentences.break_even_cost(&year.unwrap_or_default()),
    };
    format!("{head}\n{}\n", matrix(&heads, &rows, look))
}

fn recipients<'a>(columns: &[Column<'a>]) -> Vec<(Level, Option<&'a Id>)> {
    let rows = columns.iter().flat_map(|(_, year)| &year.coverage);
    let mut found: Vec<_> = rows.map(|row| (row.level, row.id.as_ref())).collect();
    found.sort();
    found.dedup();
    found
}

/// The rows of a year, by recipient.
type Found<'a> = BTreeMap<(Level, Option<&'a Id>), &'a CoverageRow>;

fn found<'a>((_, year): &Column<'a>) -> Found<'a> {
    let rows = year.coverage.iter();
    rows.map(|row| ((row.level, row.id.as_ref()), row))
        .collect()
}

fn find<'a>(year: &'a YearResult, level: Level, id: Option<&Id>) -> Option<&'a CoverageRow> {
    let mut rows = year.coverage.iter();
    rows.find(|row| row.level == level && row.id.as_ref() == id)
}

/// Tells the own contribution in constant prices, where the index reaches and the prices differ.
fn in_constant_prices(
    variant: &VariantResult,
    year: Year,
    row: &CoverageRow,
    sentences: Sentences,
) -> Option<String> {
    let prices = variant
        .prices
        .as_ref()
        .filter(|prices| prices.level != year)?;
    let factor = PriceFactor::of(prices, year)?;
    let amount = factor.constant(row.contribution()?)?;
    Some(sentences.constant(prices, factor.is_by_months, amount))
}

/// Returns cost, income and own contribution of a variant as JSON, year by year.
pub fn coverage_json(variant: &VariantResult) -> Value {
    let years = variant.years.iter().map(|year| {
        let rows = year.coverage.iter();
        let rows = rows.map(|row| row_json(row, variant.prices.as_ref(), year.year));
        json!({ "year": year.year.to_string(), "rows": rows.collect::<Vec<Value>>() })
    });
    years.collect()
}

fn row_json(row: &CoverageRow, prices: Option<&Prices>, year: Year) -> Value {
    let ratio = |amount: Exact| in_euros(&amount).to_string();
    let factor = prices.and_then(|prices| Some((prices, PriceFactor::of(prices, year)?)));
    let constant = factor.map(|(prices, factor)| {
        let amount = |amount: Cents| factor.constant(amount).map(euros);
        json!({
            "level": prices.level.to_string(),
            "factor": factor.factor.to_string(),
            "by_months": factor.is_by_months,
            "source": prices.provenance.source,
            "grade": prices.provenance.grade.map(Grade::name),
            "cost": row.cost.and_then(amount),
            "income": amount(row.income),
            "contribution": row.contribution().and_then(amount),
            "break_even_per_student": row.break_even().map(|one| ratio(factor.exact(&one))),
        })
    });
    json!({
        "kind": row.level.name(),
        "recipient": row.id.as_ref().map(Id::as_str),
        "students": row.students.as_ref().map(Exact::to_string),
        "price_level": year.to_string(),
        "cost": row.cost.map(euros),
        "income": euros(row.income),
        "of_functions": euros(row.of_functions),
        "coverage": row.coverage().map(|one| one.to_string()),
        "contribution": row.contribution().map(euros),
        "contribution_per_student": row.contribution_per_student().map(ratio),
        "break_even_per_student": row.break_even().map(ratio),
        "constant": constant,
    })
}
