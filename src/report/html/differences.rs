//! What differs between the models, in sentences.

use super::block::{Block, Section};
use super::page::Page;

/// Returns what each model changes in the baseline; paths stay folded.
pub(super) fn section(page: &Page<'_>) -> Section {
    let mut blocks = Vec::new();
    for (at, one) in page.view.differences.iter().enumerate() {
        blocks.push(Block::Head(
            page.say.differs_from(&page.model(at + 1), page.letter(0)),
        ));
        let told = match one.set.is_empty() {
            true => vec![page.say.no_change().to_owned()],
            false => one.set.iter().map(|set| page.say.set_to(set)).collect(),
        };
        blocks.push(Block::List(told));
        if !one.all.is_empty() {
            let name = page.say.all_differences(one.all.len());
            blocks.push(Block::FoldedList(name, one.all.clone()));
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::Words(page.say.one_model().to_owned()));
    }
    Section {
        title: page.say.differences_head().to_owned(),
        blocks,
    }
}
