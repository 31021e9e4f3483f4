//! Vintages: the same variants on the counts of earlier years, each as if it were the last.
//!
//! Only the counts move in time: the years of the scenario, the reference years, growth, rules and
//! everything else that is stated stay as they are, so a change of sign is due to the counts alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Model, in_parallel};
use crate::domain::{Id, Level, Scenario, SchoolYear, Text};
use crate::money::Cents;
use crate::plan::{Refusal, compile};
use crate::results::comparison::{self, BreakEvens, Depth, Direction, Recipient};
use crate::results::{VariantResult, Vintage, VintageRow, VintageVariant, Vintages, YearResult};

/// What every variant changes on the counts of one year.
type Changes = Vec<OfVariant>;

/// What recipients gain or lose in one variant, by level.
type OfVariant = BTreeMap<(usize, Recipient), (Cents, Direction)>;

/// Runs models on the counts of every counted year; the model at `baseline` is what the others are
/// held against. Returns `None` where counts are of one year only.
///
/// The models must be about the same years.
pub fn vintages(models: &[Model<'_>], baseline: usize) -> Option<Vintages> {
    let counts = models.iter().flat_map(|model| &model.scenario.counts);
    let counted: BTreeSet<SchoolYear> = counts.map(|count| count.year).collect();
    let (first, last) = (*counted.first()?, *counted.last()?);
    let back = i16::try_from(last.years_after(first)).unwrap_or_default();
    let years: Vec<SchoolYear> = (0..=back).map(|back| last.shifted(-back)).collect();
    if years.len() < 2 {
        return None;
    }
    let found = in_parallel(&years, |year| match counted.contains(year) {
        true => changes(models, baseline, (*year, last)),
        false => Err(not_counted(*year)),
    });
    let others = (0..models.len()).filter(|model| *model != baseline);
    let variants = others.enumerate().map(|(at, model)| VintageVariant {
        id: models[model].id.clone(),
        rows: rows(&found, at),
    });
    let variants = variants.collect();
    let years = years.into_iter().zip(found);
    let years = years.map(|(counted, found)| Vintage {
        counted,
        uncounted: uncounted(models, counted, last),
        refused: found.err(),
    });
    Some(Vintages {
        years: years.collect(),
        variants,
    })
}

/// Returns a scenario in which the counts of `counted` stand for those of `last`. Later counts are
/// left out: that year did not know them.
fn stood_for(scenario: &Scenario, counted: SchoolYear, last: SchoolYear) -> Scenario {
    let later = i16::try_from(last.years_after(counted)).unwrap_or_default();
    let mut scenario = scenario.clone();
    scenario.counts.retain(|count| count.year <= counted);
    for count in &mut scenario.counts {
        count.year = count.year.shifted(later);
    }
    scenario
}

/// Returns what every model beside the baseline changes on the counts of one year, or why it
/// cannot be computed.
fn changes(
    models: &[Model<'_>],
    baseline: usize,
    (counted, last): (SchoolYear, SchoolYear),
) -> Result<Changes, Text> {
    let scenarios = models
        .iter()
        .map(|model| stood_for(model.scenario, counted, last));
    let scenarios: Vec<Scenario> = scenarios.collect();
    let results: Result<Vec<VariantResult>, Text> = scenarios
        .iter()
        .map(|scenario| {
            let (plan, inputs) = compile(scenario).map_err(|refusals| {
                let first = refusals.into_iter().next();
                first.map_or_else(Text::default, |refusal| reason(refusal, counted, last))
            })?;
            let years = YearResult::of(&plan, &inputs);
            Ok(VariantResult::unnamed(scenario, Arc::new(plan), years))
        })
        .collect();
    let results = results?;
    let held = |at: usize| comparison::Model {
        result: &results[at],
        scenario: &scenarios[at],
    };
    let others = (0..models.len()).filter(|model| *model != baseline);
    let others = others.map(|model| between(&[held(baseline), held(model)]));
    Ok(others.collect())
}

/// Returns why a scenario cannot be computed on the counts of `counted`. A count that is missing is
/// named by its own year, not by the later one for which it was to stand.
fn reason(refusal: Refusal, counted: SchoolYear, last: SchoolYear) -> Text {
    if refusal.code != "missing-count" {
        return refusal.text;
    }
    let back = i16::try_from(counted.years_after(last)).unwrap_or_default();
    let of_word = |word: &str| {
        let plain = word.trim_end_matches(',');
        match SchoolYear::parse(plain) {
            Some(year) => word.replace(plain, &year.shifted(back).to_string()),
            None => word.to_owned(),
        }
    };
    let of_text = |text: &str| text.split(' ').map(of_word).collect::<Vec<_>>().join(" ");
    Text::new(of_text(&refusal.text.nl), of_text(&refusal.text.en))
}

/// Returns what the second model gives each recipient beyond the first, over all years.
fn between(models: &[comparison::Model<'_>; 2]) -> OfVariant {
    let [_, held] = models;
    let asked = &held.scenario.simulation.levels;
    let mut changes = BTreeMap::new();
    for (at, (_, level)) in Level::ALL.iter().enumerate() {
        if !asked.is_empty() && !asked.contains(level) {
            continue;
        }
        let unsought = BreakEvens::NotSought(Text::default());
        let comparison = comparison::compare(models, (*level, Depth::All), unsought);
        // All years together stand last.
        let rows = comparison
            .periods
            .last()
            .map_or(&[][..], |period| &period.rows);
        for row in rows.iter().filter(|row| !row.is_beside) {
            if row.cells.iter().all(|cell| cell.is_absent) {
                continue;
            }
            if let Some(cell) = row.cells.last() {
                let change = (cell.change, cell.direction);
                changes.insert((at, row.recipient.clone()), change);
            }
        }
    }
    changes
}

/// Returns the rows of one variant; whoever one year does not know has no change in it.
fn rows(found: &[Result<Changes, Text>], variant: usize) -> Vec<VintageRow> {
    let years: Vec<_> = found
        .iter()
        .map(|year| year.as_ref().ok()?.get(variant))
        .collect();
    let recipients: BTreeSet<_> = years
        .iter()
        .flatten()
        .flat_map(|year| year.keys())
        .collect();
    let rows = recipients.into_iter().map(|key| VintageRow {
        recipient: key.1.clone(),
        changes: years
            .iter()
            .map(|year| year.as_ref()?.get(key).copied())
            .collect(),
    });
    rows.collect()
}

/// Returns the partnerships that any model counts in the last year and none in this one.
fn uncounted(models: &[Model<'_>], counted: SchoolYear, last: SchoolYear) -> Vec<Id> {
    let of = |year: SchoolYear| {
        let counts = models.iter().flat_map(|model| &model.scenario.counts);
        let counts = counts.filter(move |count| count.year == year);
        counts
            .filter_map(|count| count.place.partnership.clone())
            .collect::<BTreeSet<Id>>()
    };
    of(last).difference(&of(counted)).cloned().collect()
}

fn not_counted(year: SchoolYear) -> Text {
    Text::new(
        format!("in {year} is niets geteld"),
        format!("nothing was counted in {year}"),
    )
}
