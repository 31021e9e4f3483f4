//! Totals over the years, with bands where something is uncertain.

use super::block::{Block, Section};
use super::page::{Page, words};
use crate::domain::Lang;
use crate::money::Exact;
use crate::plan::AccountKind;
use crate::report::chart::{Cell, Chart, Lines, Point, Shape, Table, Unit};
use crate::report::wording::number;
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
        title: page.say.years_head().to_owned(),
        blocks,
    }
}

/// What all partnerships receive together in a period.
pub(super) fn received(period: &Period, model: usize) -> i64 {
    let own = period.rows.iter().filter(|row| !row.is_beside);
    own.map(|row| row.cells[model].amount.count()).sum()
}

/// What all partnerships receive together in each year, and the outer quantiles of that.
fn chart(page: &Page<'_>, years: &[Period]) -> Chart {
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

/// Writes a quantile in percent.
pub(super) fn percent(quantile: Option<&Exact>, lang: Lang) -> String {
    let quantile = quantile.map(|one| one.times(&Exact::from(100)));
    quantile.map_or(String::new(), |one| number(&one, lang))
}

/// A column per model. A row per year, or two where money goes to others than partnerships too:
/// what partnerships receive together, as in the chart, and what the others do.
fn table(page: &Page<'_>, years: &[Period], together: &Period) -> Table {
    let models = || 0..page.view.models.len();
    let cells = |name: String, amount: &dyn Fn(usize) -> i64| -> Vec<Cell> {
        let amounts = models().map(|model| Cell::Value(amount(model), Unit::Euros));
        [words(name)].into_iter().chain(amounts).collect()
    };
    let total = |period: &Period, model: usize| period.sums[model].total.count();
    let rest = |period: &Period, model: usize| total(period, model) - received(period, model);
    let has_rest = years
        .iter()
        .any(|period| models().any(|model| rest(period, model) != 0));
    let mut rows = Vec::new();
    for period in years {
        let year = page.years(period);
        let [own, others] = page.say.own_and_others(&year);
        rows.push(cells(own, &|model| received(period, model)));
        if has_rest {
            rows.push(cells(others, &|model| rest(period, model)));
        }
    }
    let heads = [page.say.year_head().to_owned()].into_iter();
    Table {
        caption: page.say.paid_over_years().to_owned(),
        heads: heads.chain(page.letters()).collect(),
        rows,
        foot: Some(cells(page.say.total().to_owned(), &|model| {
            total(together, model)
        })),
    }
}
