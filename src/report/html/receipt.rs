//! The receipt: what the report was made of, so that anybody can make it again.

use super::block::{Block, Section};
use super::page::{Page, words};
use crate::report::chart::Table;

/// Returns the program, and the files with their fingerprints.
pub(super) fn section(page: &Page<'_>) -> Section {
    let receipt = page.view.receipt;
    let mut rows = vec![vec![
        words(page.say.program_head()),
        words(&receipt.program),
    ]];
    let files = receipt.inputs.iter();
    rows.extend(files.map(|(path, hash)| vec![words(path), words(hash)]));
    if let Some(simulated) = page.view.simulated {
        let draws = format!("{} ({})", simulated.seed, simulated.draws);
        rows.push(vec![words(page.say.seed_and_draws()), words(draws)]);
    }
    Section {
        title: page.say.receipt_head().to_owned(),
        blocks: vec![
            Block::Words(page.say.receipt_intro(page.view.path)),
            Block::Table(Table {
                caption: page.say.receipt_table().to_owned(),
                heads: page.say.receipt_heads().map(str::to_owned).into(),
                rows,
                foot: None,
            }),
        ],
    }
}
