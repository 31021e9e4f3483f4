//! `verdeel check`.

use clap::Args;

use super::options::Options;
use super::output::Outcome;

/// What the answer says, and what the JSON holds for those who read it with a program.
const SECTIONS: &str = "\
The first line says whether the scenario is sound, also when any [[event]]s have happened that can
happen together and with every [[uncertain]] number in any draw, and how many of its wishes
([[check]]) hold.
Then follow the wishes, each with what is to spare or with who breaks it, warnings about
implausible counts, about recipients that get nothing from a component for want of heads, about
uncertain numbers that change nothing or spread too widely, and parameters that change nothing.

Exit code: 0 when all wishes hold, also when there are warnings; 1 when a wish does not hold; 3 when
the scenario has problems.

JSON (--format json), schema verdeel/problems@1; amounts are strings of euros:
  problems[]        severity, code, text, places: here warnings only
  idle_parameters[] path, name, variants[]
  wishes[]          check, wish, title, source, grade, variant, year, holds, tried, margin,
                    tolerance, counterexample (level, recipients[], before, after, trial, sentence)
  conflicts[]       variant, year, checks[], needs, allows, sentence: wishes that exclude each other

CSV (--format csv): one row per idle parameter, then one per wish, variant and year.";

/// Whether a scenario is sound and plausible, and whether its wishes hold
#[derive(Args)]
#[command(after_long_help = SECTIONS)]
pub(super) struct Check {
    /// Scenario file
    #[arg(value_name = "FILE")]
    path: String,
}

impl Check {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        crate::study::check(&self.path, options.manner(), &|path| {
            options.outputs.read(path)
        })
    }
}
