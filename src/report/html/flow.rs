//! The euro followed: from pot to region, partnership and function.

use super::block::{Block, Section};
use super::page::{Page, words};
use crate::money::Cents;
use crate::plan::AccountKind;
use crate::report::chart::{Cell, Chart, Flow, Holding, Shape, Table, Unit};
use crate::results::{Holder, MoneyFlow};

/// Returns a flow for each model, and what was paid from each pot.
pub(super) fn section(page: &Page<'_>) -> Section {
    let mut blocks = vec![Block::Words(page.say.flow_intro().to_owned())];
    for (model, flow) in page.view.flows.iter().enumerate() {
        blocks.push(Block::Head(page.model(model)));
        blocks.push(Block::Chart(chart(page, model, flow)));
        blocks.push(Block::Table(pots(page, model)));
    }
    Section {
        title: page.say.flow_head().to_owned(),
        blocks,
    }
}

/// Beside the rest of the country nobody would see a partnership: it is told and not drawn.
fn chart(page: &Page<'_>, model: usize, flow: &MoneyFlow) -> Chart {
    let is_drawn = |link: &&(Holder, Holder, Cents)| link.1.0 != AccountKind::Others;
    let others = flow.links.iter().filter(|link| !is_drawn(link));
    let others: Cents = others.map(|(_, _, amount)| *amount).sum();
    let mut holders: Vec<&Holder> = Vec::new();
    for holder in flow
        .links
        .iter()
        .filter(is_drawn)
        .flat_map(|(from, to, _)| [from, to])
    {
        if !holders.contains(&holder) {
            holders.push(holder);
        }
    }
    let nodes = holders.iter().map(|holder| {
        let (kind, id) = *holder;
        Holding {
            name: page.named(*kind, id),
            column: flow.column(holder),
            kind: kind.name().to_owned(),
        }
    });
    let at = |holder: &Holder| {
        holders
            .iter()
            .position(|one| *one == holder)
            .unwrap_or_default()
    };
    // Money that goes back to an earlier column has no place in a drawing from left to right.
    let links = flow
        .links
        .iter()
        .filter(is_drawn)
        .filter(|(from, to, amount)| flow.column(from) < flow.column(to) && *amount > Cents::ZERO);
    let links = links.map(|(from, to, amount)| (at(from), at(to), amount.count()));
    let columns = flow.columns.iter().map(|kinds| {
        let kinds = kinds.iter().filter(|kind| **kind != AccountKind::Others);
        let names = kinds.map(|kind| page.say.kind(*kind));
        names.collect::<Vec<&str>>().join(", ")
    });
    let from_pots = flow
        .links
        .iter()
        .filter(|(from, ..)| from.0 == AccountKind::Pot);
    let whole: Cents = from_pots.map(|(_, _, amount)| *amount).sum();
    let [whole, others] =
        [whole, others].map(|amount| (amount != Cents::ZERO).then(|| page.euros(amount.count())));
    Chart {
        id: format!("stroom-{}", page.letter(model).to_lowercase()),
        title: page.say.flow_of(page.letter(model)),
        alt: page
            .say
            .flow_seen(&whole.unwrap_or_default(), others.as_deref()),
        unit: Unit::Euros,
        shape: Shape::Flow(Flow {
            columns: columns.collect(),
            nodes: nodes.collect(),
            links: links.collect(),
        }),
    }
}

/// What was paid from each pot and what could not be placed; together the totals of the model.
fn pots(page: &Page<'_>, model: usize) -> Table {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for year in page
        .view
        .models
        .get(model)
        .map_or(&[][..], |(_, result)| &result.years)
    {
        for pot in &year.pots {
            rows.push(vec![
                words(page.named(AccountKind::Pot, pot.id.as_str())),
                words(year.year.to_string()),
                Cell::of(pot.ceiling.map(Cents::count), Unit::Euros),
                Cell::Value(pot.paid.count(), Unit::Euros),
                Cell::Value(pot.unallocated.count(), Unit::Euros),
            ]);
        }
    }
    let sums = page.period().and_then(|period| period.sums.get(model));
    let foot = sums.map(|sums| {
        let [paid, rest] = [sums.total, sums.unallocated];
        vec![
            words(page.say.total()),
            Cell::Empty,
            Cell::Empty,
            Cell::Value(paid.count(), Unit::Euros),
            Cell::Value(rest.count(), Unit::Euros),
        ]
    });
    Table {
        caption: page.say.pots_of(page.letter(model)),
        heads: page.say.pots_heads().map(str::to_owned).into(),
        rows,
        foot,
    }
}
