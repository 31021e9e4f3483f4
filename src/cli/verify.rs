//! `verdeel verify`.

use clap::Args;

use super::options::Options;
use super::output::Outcome;

/// Proves a stored result of `run` again: conservation and receipt
#[derive(Args)]
pub(super) struct Verify {
    /// JSON written by `verdeel run --format json`
    #[arg(value_name = "RESULT")]
    path: String,
}

impl Verify {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        crate::study::verify(&self.path, options.manner(), &|path| {
            options.outputs.read(path)
        })
    }
}
