//! `verdeel schema`.

use clap::Args;

use super::output::Outcome;
use crate::study::Answer;

/// JSON Schema of scenario files, so that editors complete and check them
#[derive(Args)]
pub(super) struct Schema {}

impl Schema {
    #[expect(
        clippy::unused_self,
        reason = "commands are asked for their answers alike"
    )]
    pub(super) fn answer(&self) -> Outcome {
        Ok(Answer {
            text: crate::study::schema(),
            ..Answer::default()
        })
    }
}
