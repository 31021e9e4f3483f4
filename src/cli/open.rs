//! `verdeel open`: the scenario back out of a live file.

use clap::Args;

use super::options::Options;
use super::output::Outcome;
use crate::study::{OpenQuestion, open_live};

const NOTES: &str = "\
A live file is a page that `verdeel report --live` made, or that a reader of one saved after
changing it. It carries the scenario with its data, both as it was sent and as it is now.

Examples:
  What does the file that came back hold, and what was changed in it?
    verdeel open voorstel.html
  The scenario and its data as files again, in a new folder
    verdeel open voorstel.html --out voorstel
  The same of what was sent
    verdeel open origin:voorstel.html --out verzonden
  Who goes up or down by the changes, and what differs from the scenario on this machine?
    verdeel run voorstel.html
    verdeel diff scenario.toml voorstel.html

Every command takes a live file where it takes a scenario file: it reads what the file holds now,
or with `origin:` before the name what was sent. `#VARIANT` goes behind it as behind any other. It
reads nothing else on this machine, whatever the scenario in it names; schemes by name are those of
this program.

With --out DIR its files are written there, all of them or none: into a folder that is not there yet
or is empty. Also when the scenario in it has problems, which are then told.

JSON (--format json), schema verdeel/open@1:
  path, title, variants[] (id, title), files[]
  differences[]  variant, fate (changed, new, gone), changes[] (path, from, to): of the variant
                 `base` what was changed in the scenario itself; of others what differs beyond
                 that; of new ones what they change of `base`

CSV (--format csv): one row per change.";

/// What a live file holds and what was changed in it; the scenario back out of it
#[derive(Args)]
#[command(after_long_help = NOTES)]
pub(super) struct Open {
    /// Live file, or `origin:FILE` for what it was made of
    #[arg(value_name = "FILE")]
    path: String,
}

impl Open {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let question = OpenQuestion {
            path: self.path.clone(),
            folder: options.out.clone(),
        };
        open_live(&question, options.manner(), &|path| {
            options.outputs.read(path)
        })
    }
}
