//! How sure the amounts are: what each partnership receives in the futures that were computed.

use super::block::{Block, Section};
use super::page::{Page, words};
use super::years::{percent, received};
use crate::money::Exact;
use crate::plan::AccountKind;
use crate::report::chart::{Cell, Table, Unit};
use crate::results::comparison::{Period, Row};
use crate::results::{Series, Simulated};

/// Returns quantiles per partnership and model, or that nothing was drawn.
pub(super) fn section(page: &Page<'_>) -> Section {
    let blocks = match (page.view.simulated, page.period()) {
        (Some(simulated), Some(period)) => vec![
            Block::Words(page.drawn(simulated)),
            Block::Table(table(page, simulated, period)),
            Block::Words(page.say.quantiles_do_not_add_up().to_owned()),
        ],
        _ => vec![Block::Words(page.say.nothing_drawn().to_owned())],
    };
    Section {
        title: page.say.certainty_head().to_owned(),
        blocks,
    }
}

/// A row per partnership and model: the amount as computed, then its quantiles.
fn table(page: &Page<'_>, simulated: &Simulated, period: &Period) -> Table {
    let shown = shown(&simulated.quantiles);
    let mut rows = Vec::new();
    for row in period.rows.iter().filter(|row| !row.is_beside) {
        for (model, amount) in row.cells.iter().enumerate() {
            let Some(series) = series(page, simulated, row, model) else {
                continue;
            };
            let quantiles = shown.iter().map(|at| {
                let quantile = series.band.quantiles.get(*at);
                Cell::of(quantile.map(|(one, _)| one.count()), Unit::Euros)
            });
            let name = match model {
                0 => page.recipient(&row.recipient, false),
                _ => String::new(),
            };
            let cells = [
                words(name),
                words(page.letter(model)),
                Cell::Value(amount.amount.count(), Unit::Euros),
            ];
            rows.push(cells.into_iter().chain(quantiles).collect());
        }
    }
    let heads = page.say.certainty_heads().map(str::to_owned).into_iter();
    let ends = shown.iter().map(|at| {
        let quantile = percent(simulated.quantiles.get(*at), page.lang);
        page.say.quantile_head(&quantile)
    });
    if period.length == 1 {
        rows.extend(together(page, simulated, (period, &shown)));
    }
    Table {
        caption: page.say.certainty_table(&page.years(period)),
        heads: heads.chain(ends).collect(),
        rows,
        foot: None,
    }
}

/// A row per model of what all partnerships receive in the only year: over several years a chart
/// shows it.
fn together(
    page: &Page<'_>,
    simulated: &Simulated,
    (period, shown): (&Period, &[usize]),
) -> Vec<Vec<Cell>> {
    let year = period.years.0.to_string();
    let models = page.view.models.iter().enumerate();
    let rows = models.filter_map(|(model, (variant, _))| {
        let own = simulated.variants.iter().find(|one| one.id == variant.id)?;
        let quantiles = own.together(AccountKind::Partnership, &year, &simulated.quantiles);
        let name = match model {
            0 => page.say.all_together(),
            _ => "",
        };
        let cells = [
            words(name),
            words(page.letter(model)),
            Cell::Value(received(period, model), Unit::Euros),
        ];
        let quantiles = shown.iter().map(|at| {
            let quantile = quantiles.get(*at).map(|one| one.count());
            Cell::of(quantile, Unit::Euros)
        });
        Some(cells.into_iter().chain(quantiles).collect())
    });
    rows.collect()
}

/// The positions of the lowest quantile, the one nearest a half, and the highest.
fn shown(quantiles: &[Exact]) -> Vec<usize> {
    let half = Exact::ratio(1, 2);
    let apart = |at: &usize| {
        let one = &quantiles[*at];
        half.minus(one).max(one.minus(&half))
    };
    let mut shown: Vec<usize> = [
        (!quantiles.is_empty()).then_some(0),
        (0..quantiles.len()).min_by_key(apart),
        quantiles.len().checked_sub(1),
    ]
    .into_iter()
    .flatten()
    .collect();
    shown.dedup();
    shown
}

/// What a partnership receives in a model in all years together, over all draws.
fn series<'a>(
    page: &Page<'_>,
    simulated: &'a Simulated,
    row: &Row,
    model: usize,
) -> Option<&'a Series> {
    let (variant, _) = page.view.models.get(model)?;
    let own = simulated.variants.iter().find(|one| one.id == variant.id)?;
    let is_whole = |series: &&Series| {
        let name = &series.name;
        name.kind == AccountKind::Partnership
            && name.recipient == row.recipient.id.as_str()
            && name.region.is_none()
            && name.component.is_none()
    };
    // All years together come last; a single year has no such sum.
    let own = || own.series.iter().filter(is_whole);
    own()
        .find(|series| series.name.year.is_none())
        .or_else(|| own().next_back())
}
