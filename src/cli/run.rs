//! `verdeel run`.

use clap::Args;

use super::options::Options;
use super::output::Outcome;
use crate::disk::{is_folder, scenario_files};
use crate::study::{Failure, Lang, RunQuestion};

/// What the JSON holds for those who read it with a program.
const SECTIONS: &str = "\
Exit code: 0 when done; 3 when the scenario has problems; 4 when a file cannot be read or written.

JSON (--format json), schema verdeel/run@1; amounts are strings of euros, ratios \"p/q\":
  scenario, scenario_en (its title), file, currency
  receipt        program, inputs (hash by path), seed, digest
  variants[]     id, title, title_en, settings[] (path, value), assumptions[] (path, nl, en, source)
    years[]      year
      pots[]     id, available, paid, unallocated, evaluated, ceiling
      rates[]    component, nominal, effective, effective_exact, heads, of_year
      awards[]   pot, recipient, kind, region, partnership, component, amount, account,
                 moments[] (moment, amount; where divisions say when they pay)
      conservation[]  division, available, paid, unallocated
      postings[] from, to, component, division, moment, amount, rule, source, grade, reason
    cash[]       recipient, deepest (month, balance), undated (where costs are stated as well)
      months[]   month, received, of_functions, cost, balance
Of more files at once: schema verdeel/runs@1, runs[] with one of these for each, and refused[] (id,
the path of the file; problems, as text) with those that could not be run. `verdeel verify` proves a
stored one again.

CSV (--format csv): one row per award and month of payment. Its last column, scenario, is the title,
which says so of what is synthetic.";

/// Who gets what, per year, component and region; all variants in parallel
#[derive(Args)]
#[command(after_long_help = SECTIONS)]
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
        crate::study::run(&question, options.manner(), &|path| {
            options.outputs.read(path)
        })
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
