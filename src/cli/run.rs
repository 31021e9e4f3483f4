//! `verdeel run`.

use clap::Args;

use super::options::Options;
use super::output::{Outcome, read};
use crate::disk::{is_folder, scenario_files};
use crate::study::{Failure, Lang, RunQuestion};

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
            true => self.files(options.manner().look.lang)?,
            false => vec![self.path.clone()],
        };
        let question = RunQuestion {
            paths,
            variant: self.variant.clone(),
        };
        crate::study::run(&question, options.manner(), &read)
    }

    fn files(&self, lang: Lang) -> Result<Vec<String>, Failure> {
        let path = &self.path;
        match scenario_files(path) {
            Ok(files) if files.is_empty() => {
                let none = match lang {
                    Lang::Nl => "geen bestanden die op `.toml` eindigen",
                    Lang::En => "no files that end in `.toml`",
                };
                Err(Failure::unreadable(path, none, lang))
            }
            Ok(files) => Ok(files),
            Err(error) => Err(Failure::unreadable(path, &error.to_string(), lang)),
        }
    }
}
