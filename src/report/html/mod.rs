//! The report for boards: one HTML file that needs nothing else, on screen and on paper.
//!
//! Each section gathers its sentences, charts and tables; then every total is held against the
//! rows above it, and only where all of them agree is anything written. No script, no font, no
//! picture from elsewhere; equal reports are equal bytes.

mod answer;
mod assumptions;
mod block;
mod certainty;
mod decisions;
mod differences;
mod explained;
mod figures;
mod flow;
mod gains;
mod letter;
mod models;
mod page;
mod partnerships;
mod prose;
mod receipt;
mod regions;
mod sways;
mod wishes;
mod years;

pub use explained::explanation_html;
pub use letter::{Letter, letter_html};
pub use prose::prose_html;

use self::block::Section;
use self::page::{Page, written};
use super::chart::{Mismatch, chart_svg};
use super::wording::Setting;
use crate::domain::{Day, DecisionPoint, Lang, Text};
use crate::results::comparison::Comparison;
use crate::results::{
    Conflict, KeyFigures, MoneyFlow, Receipt, Simulated, Suppression, Sways, VariantResult, Verdict,
};
use crate::scenario::Variant;

/// The most models that a report holds side by side.
pub const MOST_MODELS: usize = 5;

/// Everything that a report for boards shows.
#[derive(Clone, Copy)]
pub struct BoardView<'a> {
    /// Title of the scenario.
    pub scenario: &'a Text,
    /// The question it answers.
    pub question: Option<&'a Text>,
    /// Path of its file.
    pub path: &'a str,
    /// The models, the baseline first: the variant and its result.
    pub models: &'a [(&'a Variant, VariantResult)],
    /// Ids of the variants that had no room.
    pub left_out: &'a [String],
    /// The models side by side, by partnership.
    pub partnerships: &'a Comparison,
    /// The models side by side, by region.
    pub regions: &'a Comparison,
    /// What a board looks at first, per model.
    pub figures: &'a [KeyFigures],
    /// The money followed, per model.
    pub flows: &'a [MoneyFlow],
    /// What uncertainty makes of the amounts, where something is uncertain.
    pub simulated: Option<&'a Simulated>,
    /// What amounts become when one uncertain number at a time is otherwise, per model; empty where
    /// nothing is uncertain.
    pub sways: &'a [Sways],
    /// The answer in sentences, where the scenario states how it is told.
    pub answer: &'a [String],
    /// The points to decide that the scenario states; drafted where it states none.
    pub decisions: &'a [DecisionPoint],
    /// The day by which what was decided is evaluated, where the scenario states it.
    pub evaluate: Option<Day>,
    /// Which wishes hold in which model.
    pub wishes: &'a [Verdict<'a>],
    /// Wishes that cannot hold together.
    pub conflicts: &'a [Conflict<'a>],
    /// What differs from the baseline, per model behind it.
    pub differences: &'a [Differences],
    /// What the result was made of.
    pub receipt: &'a Receipt,
    /// What is taken together, in all of this, to hide small counts; `None` where none is hidden.
    pub suppression: Option<&'a Suppression>,
}

/// What differs between a model and the baseline, in sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// What the settings of either make otherwise.
    pub set: Vec<Setting>,
    /// Everything that its rules and numbers make otherwise.
    pub all: Vec<String>,
}

/// Writes a section.
type Writing = fn(&Page<'_>) -> Section;

/// The sections in their order, each with a name that is unique on the page; another subject is one
/// line here.
const SECTIONS: [(&str, Writing); 15] = [
    ("antwoord", answer::section),
    ("cijfers", figures::section),
    ("modellen", models::section),
    ("besluitpunten", decisions::section),
    ("voor-en-achteruit", gains::section),
    ("partnerschappen", partnerships::section),
    ("regios", regions::section),
    ("hoe-zeker", certainty::section),
    ("volg-de-euro", flow::section),
    ("jaren", years::section),
    ("gevoeligheid", sways::section),
    ("wensen", wishes::section),
    ("verschillen", differences::section),
    ("aannames", assumptions::section),
    ("bon", receipt::section),
];

/// Returns the report as one HTML file.
///
/// # Errors
///
/// The [`Mismatch`] of the first total that is not the sum of its rows: then nothing is written.
pub fn board_html(view: BoardView<'_>, lang: Lang) -> Result<String, Mismatch> {
    let page = Page::of(view, lang);
    Ok(written(&page, &sections(&page, |_| true)?))
}

/// A section of the report by itself, as a page shows it that has headings of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardSection {
    /// Its name, such as `cijfers`.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// What stands in it, as HTML.
    pub html: String,
}

/// Returns the sections that are wanted and that there are, in the order of the report.
///
/// # Errors
///
/// The [`Mismatch`] of the first total that is not the sum of its rows.
pub fn board_sections(
    view: BoardView<'_>,
    lang: Lang,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<BoardSection>, Mismatch> {
    let page = Page::of(view, lang);
    let sections = sections(&page, is_wanted)?.into_iter();
    let sections = sections.map(|(id, section)| BoardSection {
        id,
        html: section.inside(&page, id).into_string(),
        title: section.title,
    });
    Ok(sections.collect())
}

/// Returns the charts of the report as SVG, each with the name that it has in the report.
///
/// # Errors
///
/// The [`Mismatch`] of the first total of the report that is not the sum of its rows.
pub fn board_charts(view: BoardView<'_>, lang: Lang) -> Result<Vec<(String, String)>, Mismatch> {
    let page = Page::of(view, lang);
    let sections = sections(&page, |_| true)?;
    let charts = sections.iter().flat_map(|(_, section)| section.charts());
    let charts = charts.map(|chart| (chart.id.clone(), chart_svg(chart, lang)));
    Ok(charts.collect())
}

/// Sections, each with its name.
type Sections = Vec<(&'static str, Section)>;

fn sections(page: &Page<'_>, is_wanted: impl Fn(&str) -> bool) -> Result<Sections, Mismatch> {
    let sections = SECTIONS.iter().filter(|(id, _)| is_wanted(id));
    let sections = sections.map(|(id, section)| (*id, section(page)));
    // A subject that the scenario does not have has no heading either.
    let sections: Sections = sections.filter(|(_, one)| !one.blocks.is_empty()).collect();
    for table in sections.iter().flat_map(|(_, section)| section.tables()) {
        table.reconciles()?;
    }
    Ok(sections)
}
