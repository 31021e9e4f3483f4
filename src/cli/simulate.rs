//! `verdeel simulate`.

use clap::Args;

use super::options::Options;
use super::output::Outcome;
use super::progress::Progress;
use super::target::{Kind, Target};
use crate::study::{DrawCount, SimulateQuestion};

/// What the answer says, and what its files hold for those who read them with a program.
const SECTIONS: &str = "\
A draw is one possible future: a value for every [[uncertain]] number and every [[event]] of the
scenario. All variants see the same draws, so the band of a difference is a band of differences in
the same future. A draw depends on the seed and its number alone: not on the number of draws, the
threads, the variants, or the order of rows. `--only-draw D` shows one as `verdeel run` does, and
`verdeel explain FILE --recipient ID --draw D --seed S` explains an amount in it. Both say what was
drawn; in JSON as happened[] (ids of events) and drawn[] (id, of: the path, or the sector, region or
partnership, year, value as drawn).

Beside each mean and each chance stands its Monte Carlo error: how far that is off, as a standard
deviation, because no more draws were made. JSON, CSV and Parquet also have that of each quantile.
The worst-5 % mean and the deviation have none. The worst of the draws (5 % of them) give the
expected shortfall: their mean, as an amount.

`--vintages` draws nothing: the counts of each earlier school year stand in turn for the last ones,
and each variant is held against the baseline, to tell whose gain becomes a loss. It needs counts of
two school years or more, and a variant.

Progress is shown on a terminal only. Ctrl-C ends the simulation with the draws that are whole from
the first one on, and both the answer and a notice say so; a second Ctrl-C ends at once.

Exit code: 0 when done, also when it was interrupted and tells of the draws it has; 1 when it was
interrupted before it had any; 2 when the question is wrong; 3 when the scenario has problems; 4
when a file cannot be read or written.

Without --format the ending of --out decides: .json, .csv, .parquet, or else text; it may not
contradict --format.

JSON (.json), schema verdeel/simulate@1; amounts are strings of euros, ratios \"p/q\":
  scenario, scenario_en, file, currency, draws, seed
  stopped_before (the draws asked for, where interrupted)
  baseline, tail, receipt
  variants[]     id, title, title_en, assumptions[] (path, nl, en, source; beside uncertain[])
    series[]     kind, recipient, region, component, year (or \"total\"), mean, sd, error (of the
                 mean), least, most, quantiles and quantile_errors (by probability), tail_mean,
                 resolution, difference (the same of the difference with the baseline),
                 probabilities and probability_errors (loses, under-minimum, under-cost);
                 where costs are stated and the series is of everything in all regions, else null:
                 contribution (the same of cost minus income, of which the worst draws are the
                 greatest, with a difference of its own) and coverage (the same of income over
                 cost, as decimals of four digits rounded down; null where a draw has no cost),
                 both with the income and cost of the coverage that `verdeel run` shows
    ceilings[]   pot, year (or \"any\"), cut, cut_error, rates[] (component, nl, en, and the band
                 over all draws of what it leaves per head; none of any year)
    unevaluated[] pot, least, most (of all years), is_drawn: national ceilings that are not
                 evaluated, because the rest of the country is missing
  uncertain[]    id, nl, en, distribution (what is thought of it: nl, en), variants, source, grade
  events[]       id, nl, en, probability, happens (the part of the draws), happens_error, variants,
                 source, grade
  vintages       with --vintages, else null
    years[]      counted, uncounted[] (partnerships), refused (why there are no amounts: nl, en)
    variants[]   id, recipients[] (kind, recipient, flips, changes[]: counted, change, direction)

CSV (.csv) and Parquet (.parquet): one row per variant, recipient, year and statistic.
  file           of the scenario; in CSV only
  variant, kind, recipient, region, component, year (or total; of a ceiling in any year, any)
  statistic      mean, sd, least, most, tail-mean, quantile-0.05 and so on, resolution (how exact
                 those quantiles are; 0 where they are exact); the same behind
                 difference-, contribution-, contribution-difference- and coverage-; loses,
                 under-minimum, under-cost; of a ceiling (kind pot) cut, and of what it leaves per
                 head of a component rate-mean and so on; with --vintages vintage-2021/2022 and so
                 on (the change), vintage-gains and vintage-losses (counted years, of all),
                 vintage-flips (1 of 1)
  amount, error  CSV: euros, of coverage a decimal of four digits; Parquet: whole cents as 64-bit
                 integers, of coverage ten-thousandths, in cents and error_cents
  holds, draws   of what holds in some draws: in how many, and of how many
  scenario       its title, which says so of what is synthetic; in CSV only

--keep-draws FILE: a Parquet file with one row per variant, recipient, region, component, year and
draw (from zero), and its cents. This takes eight bytes more for each.";

/// Options that one draw has no use for.
const OF_MANY_DRAWS: [&str; 5] = [
    "precision",
    "baseline",
    "quantiles",
    "vintages",
    "keep_draws",
];

/// Every amount with a band, and every recipient with its chances
#[derive(Args)]
#[command(after_long_help = SECTIONS)]
pub(super) struct Simulate {
    /// Scenario file
    #[arg(value_name = "FILE")]
    path: String,
    /// How many draws, or `auto`: until the errors are small enough [default: as the scenario
    /// says, or else 10000]
    #[arg(long, value_name = "N|auto", value_parser = draw_count)]
    draws: Option<DrawCount>,
    /// With `--draws auto`: stop at the first doubling of 1024 draws at which the error of every
    /// mean amount is at most this part of that mean; means of zero do not count [default: 0.1%]
    #[arg(long, value_name = "PART")]
    precision: Option<String>,
    /// The seed of the random numbers: equal seeds give equal bytes
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Only this variant beside the baseline, told apart by year and component
    #[arg(long, value_name = "ID")]
    variant: Option<String>,
    /// The variant that the others are held against [default: as the scenario says, or else base]
    #[arg(long, value_name = "ID")]
    baseline: Option<String>,
    /// The quantiles of each band, such as 0.05,0.5,0.95 [default: as the scenario says, or else
    /// 0.05,0.25,0.5,0.75,0.95]
    #[arg(long, value_name = "PART,PART,…", value_delimiter = ',')]
    quantiles: Vec<String>,
    /// Also hold the variants against the baseline on the counts of each earlier counted year,
    /// without draws, and tell whose gain becomes a loss
    #[arg(long)]
    vintages: bool,
    /// Show this one draw in full, from zero, as `verdeel run` does
    #[arg(long, value_name = "D", conflicts_with_all = OF_MANY_DRAWS)]
    only_draw: Option<u64>,
    /// Also write every draw to this Parquet file
    #[arg(long, value_name = "FILE")]
    keep_draws: Option<String>,
}

impl Simulate {
    /// Returns the file to write beside the answer.
    pub(super) fn beside(&self) -> Option<Target<'_>> {
        Some(Target {
            option: "--keep-draws",
            path: self.keep_draws.as_deref()?,
            kinds: &[Kind::Parquet],
        })
    }

    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let (manner, form) = options.manner_and_form();
        let question = SimulateQuestion {
            path: self.path.clone(),
            draws: self.draws,
            precision: self.precision.clone(),
            seed: self.seed,
            variant: self.variant.clone(),
            baseline: self.baseline.clone(),
            quantiles: self.quantiles.clone(),
            vintages: self.vintages,
            only_draw: self.only_draw,
            keep_draws: self.keep_draws.clone(),
            form,
        };
        let progress = Progress::new(options.quiet, options.manner().look.lang);
        let outcome = crate::study::simulate(
            &question,
            manner,
            &|path| options.outputs.read(path),
            &progress,
        );
        progress.end();
        outcome
    }
}

/// Reads a number of draws.
fn draw_count(text: &str) -> Result<DrawCount, String> {
    if text == "auto" {
        return Ok(DrawCount::Auto);
    }
    match text.replace('_', "").parse() {
        Ok(0) => Err("there is nothing to tell of no draws".to_owned()),
        Ok(draws) => Ok(DrawCount::Fixed(draws)),
        Err(_) => Err("neither a whole number of draws nor `auto`".to_owned()),
    }
}
