//! `verdeel solve`.

use clap::Args;

use super::options::Options;
use super::output::Outcome;
use crate::study::{SolveQuestion, Vary};

const EXAMPLES: &str = "\
Examples:
  Which amount per student leaves nobody below 95 % of what variant `regional` brings?
    verdeel solve FILE --vary component.per-student.amount \\
        --until '{ wish = \"keep\", at-least = \"95 %\", against = \"regional\" }'
  And which of these also keep all amounts together below a million?
    verdeel solve FILE --vary component.per-student.amount --from 500 --to 2000 \\
        --until nobody-below-95 --until '{ wish = \"total\", at-most = 1_000_000 }'
  Which base amount and amount per student, with nobody below 95 % and at most a million, make the
  base amount smallest?
    verdeel solve FILE --vary component.base.amount=0..200_000 \\
        --vary component.per-student.amount=500..2000 --objective min:component.base.amount \\
        --until nobody-below-95 --until '{ wish = \"total\", at-most = 1_000_000 }'

A condition is the id of a `[[check]]` of the file, or a wish written the same way between braces.
Exit code 1 says that no value will do; then the answer names the fewest conditions that cannot
hold together, and how many euros each must give way at least.";

/// Which values of a number make conditions hold; or why none can
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Solve {
    /// Scenario file
    #[arg(value_name = "FILE")]
    path: String,
    /// The number to vary, by its path: component.per-student.amount, or with its range
    /// behind it: component.base.amount=50_000..150_000. Up to six: of all but the last some
    /// values are tried, at most 125 combinations, each with all values of the last; with an
    /// objective they vary together
    #[arg(long, value_name = "PATH", required = true)]
    vary: Vec<String>,
    /// Least value of the last number: euros, heads, or a part such as `5 %` [default: 0]
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    from: Option<String>,
    /// Greatest value [default: twice the value in the file; of a part at least 100 %]
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    to: Option<String>,
    /// A condition that must hold; may be repeated
    #[arg(long, value_name = "CHECK", required_unless_present = "breakpoints")]
    until: Vec<String>,
    /// Instead, every value from which on something changes: a claim, a cut, a limit, who gains
    /// or loses, who has more per head
    #[arg(long, conflicts_with = "until", group = "compared")]
    breakpoints: bool,
    /// The values for which all conditions hold and this is smallest or largest, as far as found:
    /// min:total, max:total, min:PATH or max:PATH of a number that varies, max:least-award (what
    /// the recipient with least has), min:change (all changes beside the baseline, without sign)
    #[arg(long, value_name = "GOAL", group = "compared")]
    objective: Option<String>,
    /// With which variant gains, losses and changes are compared [default: the variant as in the
    /// file]
    #[arg(long, value_name = "ID", requires = "compared")]
    baseline: Option<String>,
    /// In which variant [default: base]
    #[arg(long, value_name = "ID")]
    variant: Option<String>,
}

impl Solve {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let mut vary: Vec<Vary> = self.vary.iter().map(|text| Vary::of(text)).collect();
        if let Some(last) = vary.last_mut() {
            last.is_range &= self.from.is_none() && self.to.is_none();
            last.from = self.from.clone().or(last.from.take());
            last.to = self.to.clone().or(last.to.take());
        }
        let question = SolveQuestion {
            path: self.path.clone(),
            vary,
            objective: self.objective.clone(),
            until: self.until.clone(),
            variant: self.variant.clone(),
            breakpoints: self.breakpoints,
            baseline: self.baseline.clone(),
        };
        crate::study::solve(&question, options.manner(), &|path| {
            options.outputs.read(path)
        })
    }
}
