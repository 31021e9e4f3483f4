//! `verdeel run`.

use clap::Args;

use super::options::Options;
use super::output::{Outcome, read};
use crate::disk::{is_folder, scenario_files};
use crate::study::{Failure, FailureKind, RunQuestion};

/// Who gets what, per year, component and region; all variants in parallel
#[derive(Args)]
pub(super) struct Run {
    /// Scenario file, or a folder of them
    #[arg(value_name = "FILE")]
    path: String,
    /// Only this variant, told apart by component
    #[arg(long, value_name = "ID")]
    variant: Option<String>,
}

impl Run {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let paths = match is_folder(&self.path) {
            true => self.files()?,
            false => vec![self.path.clone()],
        };
        let question = RunQuestion {
            paths,
            variant: self.variant.clone(),
        };
        crate::study::run(&question, options.manner(), &read)
    }

    fn files(&self) -> Result<Vec<String>, Failure> {
        let path = &self.path;
        let unreadable = |reason: String| Failure {
            kind: FailureKind::Unreadable,
            text: reason,
        };
        match scenario_files(path) {
            Ok(files) if files.is_empty() => Err(unreadable(format!(
                "error: no scenario files in `{path}`\nhint: they end in `.toml`\n"
            ))),
            Ok(files) => Ok(files),
            Err(error) => Err(unreadable(format!(
                "error: failed to read `{path}`: {error}\n"
            ))),
        }
    }
}
