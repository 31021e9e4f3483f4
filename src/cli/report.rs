//! `verdeel report`: something to hand to a board.

use clap::Args;

use super::options::Options;
use super::output::Outcome;
use crate::study::ReportQuestion;

const SECTIONS: &str = "\
Sections: the answer, four figures (students trained, euros per student for training from lowest to
highest, what does not go directly to partnerships, largest decline), at most five models side by
side, gainers and losers, per partnership, per region, how sure that is, follow the euro, the
years with bands, wishes with what breaks them, what differs between the models, assumptions and
sources, the receipt. It recommends nothing. Every chart has its numbers behind it, as a table
and as CSV.

The file needs nothing else: no network, no script. Print it, or save it as PDF, from any browser.
Nothing is written where a total is not the sum of its rows.";

/// A report for boards as one HTML file: models side by side, charts, wishes, sources
#[derive(Args)]
#[command(after_long_help = SECTIONS)]
pub(super) struct Report {
    /// Scenario file, with a variant for each model
    #[arg(value_name = "FILE")]
    path: String,
    /// The variant that the others are compared with [default: base]
    #[arg(long, value_name = "ID")]
    baseline: Option<String>,
    /// Only these variants beside the baseline, in this order [default: the first four]
    #[arg(long, value_name = "ID,ID,…", value_delimiter = ',')]
    models: Vec<String>,
    /// From how many futures bands are drawn, where something is uncertain; 0 for none
    #[arg(long, value_name = "N", default_value_t = 2_000,
          value_parser = clap::value_parser!(u64).range(0..=1_000_000))]
    draws: u64,
    /// Seed of these futures
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Instead of the report its charts, each as an SVG file in this folder
    #[arg(long, value_name = "DIR")]
    charts: Option<String>,
}

impl Report {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let question = ReportQuestion {
            path: self.path.clone(),
            out: options.out.clone(),
            baseline: self.baseline.clone(),
            models: self.models.clone(),
            draws: self.draws,
            seed: self.seed,
            charts: self.charts.clone(),
        };
        crate::study::report(&question, options.manner(), &|path| {
            options.outputs.read(path)
        })
    }
}
