//! `verdeel explain`.

use clap::Args;

use super::options::Options;
use super::output::Outcome;
use crate::study::{ExplainQuestion, OneDraw};

/// What the JSON holds for those who read it with a program.
const SECTIONS: &str = "\
Exit code: 0 when done; 2 when the recipient or the variant is unknown; 3 when the scenario has
problems; 4 when a file cannot be read or written.

JSON (--format json), schema verdeel/explain@1; amounts are strings of euros, ratios \"p/q\":
  recipient, variant; with --draw also seed, draw, happened[] (ids of events) and drawn[] (id, of:
                 the path, or the sector, region or partnership, year, value as drawn)
  years[]        year, amount
    lines[]      component, division, months, amount, source, grade, source_of_terms, order[],
                 cause, sentence
    regions[], passed_on[]  what of it lies in which region, and what went on to whom
  assumptions[]  path, nl, en, source: those that touch the amount
  contrasts[]    with --versus or --against: year, with, difference, contributions[] (component,
                 holder, region, topic, amount, label), causes[] (causes[], amount)
  coverage[]     with [[cost]] tables, as in `verdeel compare`

CSV (--format csv): one row per year and line, or with --versus or --against per contribution.";

/// Why this amount; why more than the other; what changed
#[derive(Args)]
#[command(after_long_help = SECTIONS)]
pub(super) struct Explain {
    /// Scenario file
    #[arg(value_name = "FILE")]
    path: String,
    /// Whose amount: the id of a partnership, region, school board, institute or function
    #[arg(long, value_name = "ID")]
    recipient: String,
    /// In which variant [default: base]
    #[arg(long, value_name = "ID")]
    variant: Option<String>,
    /// Compare with this recipient: contributions that add up to the difference
    #[arg(long, value_name = "ID")]
    versus: Option<String>,
    /// Compare with this variant: contributions that add up to the difference
    #[arg(long, value_name = "ID")]
    against: Option<String>,
    /// In this draw of a simulation, from zero, as `verdeel simulate --only-draw` shows it
    #[arg(long, value_name = "D")]
    draw: Option<u64>,
    /// The seed of the simulation
    #[arg(long, value_name = "S", default_value_t = 1, requires = "draw")]
    seed: u64,
}

impl Explain {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let question = ExplainQuestion {
            path: self.path.clone(),
            recipient: self.recipient.clone(),
            variant: self.variant.clone(),
            versus: self.versus.clone(),
            against: self.against.clone(),
            drawn: self.draw.map(|draw| OneDraw {
                seed: self.seed,
                draw,
            }),
        };
        crate::study::explain(&question, options.manner(), &|path| {
            options.outputs.read(path)
        })
    }
}
