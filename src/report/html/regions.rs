//! Amounts per region, in all models.

use super::block::Section;
use super::page::Page;
use super::partnerships::blocks;

/// Returns amounts, and amounts per student.
pub(super) fn section(page: &Page<'_>) -> Section {
    Section {
        title: page.say.per_region().to_owned(),
        blocks: blocks(page, page.view.regions, "regio"),
    }
}
