//! `verdeel explain`.

use clap::Args;

use super::options::Options;
use super::output::{Outcome, read};
use crate::study::ExplainQuestion;

/// Why this amount; why more than the other; what changed
#[derive(Args)]
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
}

impl Explain {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let question = ExplainQuestion {
            path: self.path.clone(),
            recipient: self.recipient.clone(),
            variant: self.variant.clone(),
            versus: self.versus.clone(),
            against: self.against.clone(),
        };
        crate::study::explain(&question, options.manner(), &read)
    }
}
