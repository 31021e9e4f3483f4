//! `verdeel solve`.

use clap::Args;

use super::options::Options;
use super::output::{Outcome, read};
use crate::study::{Failure, SolveQuestion, Vary};

const EXAMPLES: &str = "\
Examples:
  Which amount per student leaves nobody below 95 % of what variant `regional` brings?
    verdeel solve FILE --vary component.per-student.amount \\
        --until '{ wish = \"keep\", at-least = \"95 %\", against = \"regional\" }'
  And which of these also keep all amounts together below a million?
    verdeel solve FILE --vary component.per-student.amount --from 500 --to 2000 \\
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
    /// behind it: component.base.amount=50_000..150_000. Of two, some values of the first are
    /// tried, each with all values of the second
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
    /// or loses, who has more per student
    #[arg(long, conflicts_with = "until")]
    breakpoints: bool,
    /// With which variant gains and losses are compared [default: the variant as in the file]
    #[arg(long, value_name = "ID", requires = "breakpoints")]
    baseline: Option<String>,
    /// In which variant [default: base]
    #[arg(long, value_name = "ID")]
    variant: Option<String>,
}

impl Solve {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let mut numbers: Vec<Vary> = self.vary.iter().map(|text| Vary::of(text)).collect();
        let manner = options.manner();
        let last = numbers.pop();
        let beside = numbers.pop();
        let (Some(mut vary), true) = (last, numbers.is_empty()) else {
            return Err(Failure::too_many_numbers(manner.look.lang));
        };
        vary.from = self.from.clone().or(vary.from);
        vary.to = self.to.clone().or(vary.to);
        let question = SolveQuestion {
            path: self.path.clone(),
            vary,
            beside,
            until: self.until.clone(),
            variant: self.variant.clone(),
            breakpoints: self.breakpoints,
            baseline: self.baseline.clone(),
        };
        crate::study::solve(&question, manner, &read)
    }
}
