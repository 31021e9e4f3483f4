//! `verdeel check`.

use clap::Args;

use super::options::Options;
use super::output::{Outcome, read};

/// Whether a scenario is sound and plausible, and which parameters do nothing
#[derive(Args)]
pub(super) struct Check {
    /// Scenario file
    #[arg(value_name = "FILE")]
    path: String,
}

impl Check {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        crate::study::check(&self.path, options.manner(), &read)
    }
}
