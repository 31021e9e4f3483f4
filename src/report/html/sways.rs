//! Sensitivity: what amounts become when one uncertain number at a time is otherwise.

use super::block::{Block, Section};
use super::page::{Page, words};
use crate::report::chart::{Cell, Chart, Shape, Swing, Table, Tornado, Unit};
use crate::results::comparison::Row;
use crate::results::{Sway, Sways, of_partnerships};

/// Returns a tornado per model of what all partnerships receive together, and what matters most to
/// each; nothing where nothing is uncertain.
pub(super) fn section(page: &Page<'_>) -> Section {
    let mut blocks = Vec::new();
    for (at, own) in page.view.sways.iter().enumerate() {
        if own.sways.is_empty() {
            continue;
        }
        blocks.push(Block::Head(page.model(at)));
        blocks.push(match own.sways.iter().any(moves) {
            true => Block::Chart(tornado(page, at, own)),
            false => Block::Words(page.say.total_stands_still().to_owned()),
        });
        blocks.push(Block::Table(widest(page, at, own)));
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::Words(page.say.sways_intro().to_owned()));
    }
    Section {
        title: page.say.sways_head().to_owned(),
        blocks,
    }
}

/// Says whether a number moves what all partnerships receive together.
fn moves(sway: &Sway) -> bool {
    of_partnerships(&sway.amounts[0]) != of_partnerships(&sway.amounts[1])
}

fn tornado(page: &Page<'_>, model: usize, own: &Sways) -> Chart {
    let rows = own.sways.iter().map(|sway| Swing {
        name: sway.uncertain.name.in_lang(page.lang).to_owned(),
        ends: sway
            .ends
            .each_ref()
            .map(|end| page.say.end_of(&sway.uncertain, end)),
        outcomes: sway
            .amounts
            .each_ref()
            .map(|all| of_partnerships(all).count()),
    });
    let rows: Vec<Swing> = rows.collect();
    let most = rows
        .iter()
        .max_by_key(|row| (row.outcomes[1] - row.outcomes[0]).abs());
    let alt = most.map_or(String::new(), |row| {
        page.say
            .sways_most(&row.name, &row.outcomes.map(|end| page.euros(end)))
    });
    Chart {
        id: format!("tornado-{}", page.letter(model).to_lowercase()),
        title: page.say.tornado_head(page.letter(model)),
        alt,
        unit: Unit::Euros,
        shape: Shape::Tornado(Tornado {
            middle: of_partnerships(&own.middle).count(),
            rows,
        }),
    }
}

/// A row per partnership: the number that moves it most.
fn widest(page: &Page<'_>, model: usize, own: &Sways) -> Table {
    let rows = page.period().map_or(&[][..], |period| &period.rows);
    let rows = rows.iter().filter(|row| !row.is_beside).map(|row: &Row| {
        let middle = own.middle.get(&row.recipient).map(|amount| amount.count());
        let name = words(page.recipient(&row.recipient, false));
        let mut cells = vec![name, Cell::of(middle, Unit::Euros)];
        match own.widest(&row.recipient) {
            Some((sway, amounts)) => {
                let range = sway
                    .ends
                    .each_ref()
                    .map(|end| page.say.end_of(&sway.uncertain, end));
                cells.push(words(sway.uncertain.name.in_lang(page.lang)));
                cells.push(words(page.say.between_ends(&range[0], &range[1])));
                cells.extend(amounts.map(|amount| Cell::Value(amount.count(), Unit::Euros)));
            }
            None => {
                cells.push(words(page.say.nothing_moves()));
                cells.extend([Cell::Empty, Cell::Empty, Cell::Empty]);
            }
        }
        cells
    });
    Table {
        caption: page.say.widest_table(page.letter(model)),
        heads: page.say.widest_heads().map(str::to_owned).into(),
        rows: rows.collect(),
        foot: None,
    }
}
