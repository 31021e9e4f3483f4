//! Wishes: which hold in which model, and what breaks the others.

use super::block::{Block, Section};
use super::page::{Page, words};
use crate::report::chart::{Cell, Table};
use crate::results::Verdict;

/// Returns a row per wish, and below it what breaks it.
pub(super) fn section(page: &Page<'_>) -> Section {
    let blocks = match page.view.wishes {
        [] => vec![Block::Words(page.say.no_wishes().to_owned())],
        all => blocks(page, all),
    };
    Section {
        title: page.say.wishes_head().to_owned(),
        blocks,
    }
}

fn blocks(page: &Page<'_>, all: &[Verdict<'_>]) -> Vec<Block> {
    let (mut rows, mut broken) = (Vec::new(), Vec::new());
    for own in all.chunk_by(|left, right| left.check.id == right.check.id) {
        let Some(first) = own.first() else { continue };
        let title = page.say.titled(first.check);
        let cells = (0..page.view.models.len()).map(|model| cell(page, model, own));
        rows.push([words(&title)].into_iter().chain(cells).collect());
        for verdict in own {
            let says = verdict.counterexample.as_ref();
            let at = page
                .view
                .models
                .iter()
                .position(|(one, _)| one.id == verdict.variant);
            if let (Some(says), Some(at)) = (says, at) {
                let year = verdict.year.to_string();
                let told = page.say.fails(page.letter(at), &year, says);
                broken.push(format!("{title}: {told}"));
            }
        }
    }
    let conflicts = page.view.conflicts.iter();
    broken.extend(conflicts.map(|conflict| page.say.conflict(conflict)));
    let heads = [page.say.wish_head().to_owned()].into_iter();
    let mut blocks = vec![Block::Table(Table {
        caption: page.say.wishes_table().to_owned(),
        heads: heads.chain(page.letters()).collect(),
        rows,
        foot: None,
    })];
    if !broken.is_empty() {
        blocks.push(Block::Head(page.say.broken_head().to_owned()));
        blocks.push(Block::List(broken));
    }
    blocks
}

/// Whether a wish holds in all years of a model.
fn cell(page: &Page<'_>, model: usize, verdicts: &[Verdict<'_>]) -> Cell {
    let Some((variant, _)) = page.view.models.get(model) else {
        return Cell::Empty;
    };
    let mut own = verdicts
        .iter()
        .filter(|one| one.variant == variant.id)
        .peekable();
    if own.peek().is_none() {
        return words(page.say.not_asked());
    }
    let own: Vec<&Verdict<'_>> = own.collect();
    let has_looked = own.iter().any(|one| one.tried > 0);
    match own.iter().all(|one| one.holds) {
        true => words(page.say.holds_in_cell(has_looked)),
        false => words(page.say.fails_in_cell()),
    }
}
