//! The models side by side.

use super::block::{Block, Section};
use super::page::{Page, rounded, words};
use crate::report::chart::{Cell, Chart, Grouped, Shape, Table, Unit};
use crate::report::fulfilled;
use crate::results::Verdict;

/// Returns what reaches training in each model, and its totals.
pub(super) fn section(page: &Page<'_>) -> Section {
    let mut blocks = vec![Block::Chart(reaching(page)), Block::Table(totals(page))];
    blocks.extend(moving(page).map(Block::Words));
    if !page.view.left_out.is_empty() {
        blocks.push(Block::Words(page.say.models_left_out(page.view.left_out)));
    }
    Section {
        title: page.say.models_head().to_owned(),
        blocks,
    }
}

fn reaching(page: &Page<'_>) -> Chart {
    let rows = page.view.figures.iter().enumerate().map(|(model, one)| {
        let training = one.received - one.elsewhere;
        let values = [training, one.elsewhere].map(|amount| Some(amount.count()));
        (page.model(model), values.into())
    });
    let rows: Vec<(String, Vec<Option<i64>>)> = rows.collect();
    let ends = |at: usize| {
        let values = rows.iter().filter_map(|(_, values)| values[at]);
        let (least, most) = (values.clone().min(), values.max());
        [least, most].map(|value| page.euros(value.unwrap_or_default()))
    };
    Chart {
        id: "naar-opleiden".to_owned(),
        title: page.say.reaching_head().to_owned(),
        alt: page.say.reaching(&ends(0), &ends(1)),
        unit: Unit::Euros,
        shape: Shape::Bars(Grouped {
            series: page.say.training_or_elsewhere().map(str::to_owned).into(),
            rows,
        }),
    }
}

/// A row per model.
fn totals(page: &Page<'_>) -> Table {
    let mut rows = Vec::new();
    let sums = page.period().map_or(&[][..], |period| &period.sums);
    for (model, sums) in sums.iter().enumerate() {
        let number = |count: usize| Cell::of(i64::try_from(count).ok(), Unit::Number);
        let compared = |cell: Cell| if model == 0 { Cell::Empty } else { cell };
        let outcome = &sums.outcome;
        rows.push(vec![
            words(page.letter(model)),
            Cell::Value(sums.total.count(), Unit::Euros),
            Cell::Value(sums.unallocated.count(), Unit::Euros),
            compared(number(outcome.gainers.number)),
            compared(number(outcome.losers.number)),
            compared(Cell::Value(rounded(&sums.moved), Unit::Euros)),
            wishes(page, model),
        ]);
    }
    Table {
        caption: page.say.totals_head().to_owned(),
        heads: page.say.totals_heads().map(str::to_owned).into(),
        rows,
        foot: None,
    }
}

/// Says how much money moves between recipients, where any does.
fn moving(page: &Page<'_>) -> Option<String> {
    let sums = page.period().map_or(&[][..], |period| &period.sums);
    let moved = sums.iter().map(|sums| rounded(&sums.moved)).enumerate();
    let others: Vec<(usize, i64)> = moved.skip(1).collect();
    let told = others
        .iter()
        .map(|(model, moved)| (page.letter(*model), page.euros(*moved)));
    let any = others.iter().any(|(_, moved)| *moved != 0);
    any.then(|| page.say.moving(&told.collect::<Vec<_>>()))
}

/// How many wishes hold in a model.
fn wishes(page: &Page<'_>, model: usize) -> Cell {
    let Some((variant, _)) = page.view.models.get(model) else {
        return Cell::Empty;
    };
    let own = page
        .view
        .wishes
        .iter()
        .filter(|one| one.variant == variant.id);
    let own: Vec<Verdict<'_>> = own.cloned().collect();
    match fulfilled(&own) {
        (_, 0) => words(page.say.no_wishes_stated()),
        (hold, all) => words(page.say.so_many_of(hold, all)),
    }
}
