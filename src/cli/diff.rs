//! `verdeel diff`.

use clap::Args;

use super::options::Options;
use super::output::Outcome;

/// What differs between two scenarios, in sentences
#[derive(Args)]
pub(super) struct Diff {
    /// Scenario file, or `FILE#VARIANT`
    #[arg(value_name = "A")]
    first: String,
    /// Scenario file, or `FILE#VARIANT`
    #[arg(value_name = "B")]
    second: String,
}

impl Diff {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        crate::study::diff(&self.first, &self.second, options.manner(), &|path| {
            options.outputs.read(path)
        })
    }
}
