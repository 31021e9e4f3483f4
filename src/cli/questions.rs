//! `verdeel questions`.

use clap::Args;

use super::options::Options;
use super::output::Outcome;
use crate::study::{AskQuestion, ask, questions};

const NOTES: &str = "\
Examples:
  Which questions are there?
    verdeel questions
  How does the old right compare with what is offered, in the example and for us?
    verdeel questions A5
    verdeel questions A5 --with ours.toml
  Why does a partnership get that much there?
    verdeel explain question:A5 --recipient de-es

With --with, everybody and everything that was counted is yours: regions, partnerships, boards,
institutes, counts, costs, prices, parties. The question brings its what-ifs, wishes and years, and
with a scheme of its own also the rules; what your file says of those is left out. A variant that
your file has in common with the question, by its id, is yours: so say who merges or moves with you.

`question:ID`, and `question:ID@FILE` for your own scenario, may stand wherever another command
takes a scenario file.

JSON (--format json), schema verdeel/answer@1:
  question, scenario, text, answer[] (sentences)
  figures[] id, unit (euro, share in percent, number, holds, year), value, exact (p/q in cents or
            parts), recipient
CSV (--format csv): one row per figure.";

/// The money questions of the field, answered: all of them listed, or one with figures
#[derive(Args)]
#[command(after_long_help = NOTES)]
pub(super) struct Questions {
    /// The question, such as A5, or a scenario file with an [[answer]] of its own; all are listed
    /// when it is left out
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// Scenario file of which it is asked [default: the example of the question]
    #[arg(long, value_name = "FILE", requires = "id")]
    with: Option<String>,
    /// The answer only, without the table behind it
    #[arg(long, requires = "id")]
    short: bool,
}

impl Questions {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let Some(id) = &self.id else {
            return questions(options.manner());
        };
        let question = AskQuestion {
            id: id.clone(),
            with: self.with.clone(),
            is_short: self.short,
        };
        ask(&question, options.manner(), &|path| {
            options.outputs.read(path)
        })
    }
}
