//! Totals over the years, with bands where something is uncertain.

use super::block::{Block, Section};
use super::page::{Page, words};
use crate::plan::AccountKind;
use crate::report::chart::{Cell, Chart, Lines, Point, Shape, Table, Unit};
use crate::results::comparison::Period;

/// Returns what is paid in each year.
pub(super) fn section(page: &Page<'_>) -> Section {
    let periods = &page.view.partnerships.periods;
    let mut blocks = Vec::new();
    match periods.split_last() {
        Some((together, years)) if !years.is_empty() => {
            blocks.push(Block::Chart(chart(page, years)));
            if let Some(simulated) = page.view.simulated {
                blocks.push(Block::Words(page.drawn(simulated)));
            }
            blocks.push(Block::Table(table(page, years, together)));
        }
        Some((only, _)) => {
            blocks.push(Block::Words(page.say.one_year(&page.years(only))));
        }
        None => {}
    }
    Section {
        id: "jaren",
        title: page.say.years_head().to_owned(),
        blocks,
    }
}

/// What all partnerships receive together in each year, and the outer quantiles of that.
fn chart(page: &Page<'_>, years: &[Period]) -> Chart {
    let received = |period: &Period, model: usize| -> i64 {
        let own = period.rows.iter().filter(|row| !row.is_beside);
        own.map(|row| row.cells[model].amount.count()).sum()
    };
    let series = (0..page.view.models.len()).map(|model| {
        let points = years.iter().map(|period| {
            let value = received(period, model);
            let band = band(page, model, &period.years.0.to_string());
            Some(Point { value, band })
        });
        (page.model(model), points.collect())
    });
    let ends = [years.first(), years.last()].map(|period| {
        let received = period.map_or(0, |period| received(period, 0));
        page.euros(received)
    });
    Chart {
        id: "verloop".to_owned(),
        title: page.say.received_over_years().to_owned(),
        alt: page.say.over_years(page.letter(0), &ends),
        unit: Unit::Euros,
        shape: Shape::Lines(Lines {
            years: years.iter().map(|period| page.years(period)).collect(),
            series: series.collect(),
        }),
    }
}

fn band(page: &Page<'_>, model: usize, year: &str) -> Option<(i64, i64)> {
    let (variant, _) = page.view.models.get(model)?;
    let simulated = page.view.simulated?;
    let own = simulated.variants.iter().find(|one| one.id == variant.id)?;
    let quantiles = own.together(AccountKind::Partnership, year, &simulated.quantiles);
    Some((quantiles.first()?.count(), quantiles.last()?.count()))
}

/// A row per year, a column per model.
fn table(page: &Page<'_>, years: &[Period], together: &Period) -> Table {
    let cells = |period: &Period, name: String| {
        let totals = period.sums.iter();
        let totals = totals.map(|sums| Cell::Value(sums.total.count(), Unit::Euros));
        [words(name)].into_iter().chain(totals).collect()
    };
    let heads = [page.say.year_head().to_owned()].into_iter();
    Table {
        caption: page.say.paid_over_years().to_owned(),
        heads: heads.chain(page.letters()).collect(),
        rows: years
            .iter()
            .map(|period| cells(period, page.years(period)))
            .collect(),
        foot: Some(cells(together, page.say.total().to_owned())),
    }
}
