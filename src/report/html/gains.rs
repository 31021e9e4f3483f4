//! Gainers and losers against the baseline.

use super::block::{Block, Section};
use super::page::{Page, basis_points, told, words};
use crate::report::chart::{Cell, Chart, Shape, Table, Unit};
use crate::results::comparison::{Period, Row};

/// Returns a chart and a table of changes for each model behind the baseline.
pub(super) fn section(page: &Page<'_>) -> Section {
    let mut blocks = Vec::new();
    if let Some(period) = page.period() {
        for model in 1..page.view.models.len() {
            blocks.push(Block::Head(page.model(model)));
            blocks.push(Block::Chart(changes(page, period, model)));
            blocks.push(Block::Folded(table(page, period, model)));
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::Words(page.say.one_model().to_owned()));
    }
    Section {
        title: page.say.gains_head().to_owned(),
        blocks,
    }
}

fn changes(page: &Page<'_>, period: &Period, model: usize) -> Chart {
    let is_known = |row: &&Row| [0, model].iter().any(|at| !row.cells[*at].is_absent);
    let own = period.rows.iter().filter(|row| !row.is_beside);
    let own = own.filter(is_known);
    let values = own.map(|row| {
        let name = page.recipient(&row.recipient, false);
        (name, row.cells[model].change.count())
    });
    let outcome = &period.sums[model].outcome;
    let sides = [&outcome.gainers, &outcome.losers, &outcome.unchanged];
    let told = sides.map(|side| (side.number, page.euros(side.change.count())));
    Chart {
        id: format!("verschil-{}", page.letter(model).to_lowercase()),
        title: page.say.change_head(page.letter(model), page.letter(0)),
        alt: page.say.change_seen(&told),
        unit: Unit::Euros,
        shape: Shape::Changes(values.collect()),
    }
}

/// Every recipient, with those beside the level, so that the changes add up to that of the total.
fn table(page: &Page<'_>, period: &Period, model: usize) -> Table {
    let cells = |row: &Row| {
        let (before, cell) = (&row.cells[0], &row.cells[model]);
        vec![
            words(page.recipient(&row.recipient, row.is_beside)),
            Cell::Value(before.amount.count(), Unit::Euros),
            Cell::Value(cell.amount.count(), Unit::Euros),
            Cell::Value(cell.change.count(), Unit::Euros),
            Cell::of(cell.ratio.as_ref().map(basis_points), Unit::Percent),
        ]
    };
    let total = |model: usize| Cell::Value(period.sums[model].total.count(), Unit::Euros);
    let foot = vec![
        words(page.say.total()),
        total(0),
        total(model),
        Cell::Value(period.sums[model].change.count(), Unit::Euros),
        Cell::Empty,
    ];
    let letters = [page.letter(0), page.letter(model)];
    Table {
        caption: page.say.change_table(letters),
        heads: page.say.change_heads(letters).into(),
        rows: told(period).map(cells).collect(),
        foot: Some(foot),
    }
}
