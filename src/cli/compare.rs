//! `verdeel compare`.

use clap::{Args, ValueEnum};

use super::options::Options;
use super::output::Outcome;
use crate::study::{CompareQuestion, Level};

/// What the answer says, and what the JSON holds for those who read it with a program.
const SECTIONS: &str = "\
The columns are models: the scenario itself (`base`) and its variants. The first column is the \
baseline; changes, gainers and losers are against it. A change of no more than a cent a year is \
rounding and counts as none. Students are those of teacher education, counted in the school year \
before the year of the money. Where a model counts side entrants at partnerships, they are counted \
and divided over together with the students, in every model.

What the sections say:
  amounts      who gets what in each model, and what goes elsewhere
  changes      in euros and percent, per student
  totals       gainers and losers, money moved, greatest losses; by size, region, sector and share
               of the amount that is the same whatever the number of students
  evenness     indices of inequality, Lorenz curves
  votes        how many votes prefer which model; parties are [[party]] tables, or else the boards
               and institutes that get money, or else the partnerships
  break-even   from which number of students on a partnership gains or loses
  causes       what brings the changes about: rule, parameter, counts, pot, membership
  coverage     costs covered and own contributions where the scenario has [[cost]] tables, and else
               the highest cost per student that the income covers
  wishes       which [[check]] wishes hold in which model; the exit code is 1 when one does not
  compromise   with --compromise: mixes of the models. A mix gives everybody the same parts of the
               amounts in the models. Below a floor the party vetoes it. Regret is what a party gets
               less than in the model that gives it most. Floors, least worst regret and ways out
               are exact; which mixes are listed depends on --steps

JSON (--format json), schema verdeel/compare@1; amounts are strings of euros, ratios \"p/q\":
  scenario, scenario_en (its title), file, currency, receipt, level, baseline
  models[]     id, title, title_en, settings[] (path, value),
               assumptions[] (path, nl, en, source)
  periods[]    from, until, years, per (`student` or `student-or-side-entrant`: who `students` are
               below, and whom `per_student` is per), students_counted[]
    recipients[] kind, recipient, beside, regions[], sector, base_share,
      models[]   model, amount, absent, change, ratio, students, per_student, outcome
    totals[]     model, total, unallocated, change, moved, gainers, losers, unchanged (each number,
                 students, change), worst (amount, ratio, per_student)
    groups[]     by, group fields, models[] (model, gainers, losers, unchanged)
    evenness[]   model, per_student, per_recipient, of_amounts (each gini, hoover, theil_t, theil_l,
                 jain, cv, least, greatest), regions (theil_t, theil_l, t_within, t_between,
                 l_within, l_between: every part of a recipient in a region counts by itself,
                 so theil_t
                 is not that of per_student), without_students
    lorenz[]     models[2], shares, amounts (`first`, `second`, `equal` or `not-comparable`)
    votes        voters, parties[] (id, votes, floor, models[]: model, amount, below_floor),
                 prefer[] (model, over, votes), ahead_of_all, cycle[]
  break_even   up_to, recipients[] (recipient, year, model, students, stretches[]: from, outcome),
               or not_sought
  causes[]     model, recipients[] (recipient, change, causes[]: causes[], amount)
  coverage[]   model, years[] (year, rows[]: kind, recipient, cost, income, coverage, contribution,
               break_even_per_student, constant)
  constant_prices  level, source, grade, recipients[] (kind, recipient, models[]: model, amount),
               totals[] (model, amount): each amount of each year is rounded by itself, the total
               too, so that recipients need not add up to it
  wishes[], conflicts[]  as in `verdeel check`
  compromise   only with --compromise: steps, best[] (party, amount), wishes[] (check, judged_on,
               models[]: model, holds),
    mixes[]      weights[] (model, weight), total, parties[] (party, amount, regret), worst_regret,
                 worst_for[], votes_for, votes_for_baseline, below_floor[], wishes_failing[],
                 undominated; exact euros beside each amount as *_exact
    allowed[]    model, from, until: weights in the mixes that nobody vetoes
    least_worst_regret[], fulfilling[]  mix (position in mixes), years[] (year, recipients[])
    clashes[]    is_smallest, ways_out[] (floor or wish, gives, weights[], keeps_all)
  notices[]    notice, and what it is about

CSV (--format csv): one row per model, year, recipient and region, with the title of the scenario
last; it has no mixes.";

/// Models side by side: who gains, who loses, how evenly, and who prefers what
#[derive(Args)]
#[command(after_long_help = SECTIONS)]
pub(super) struct Compare {
    /// Scenario file, with a variant for each model
    #[arg(value_name = "FILE")]
    path: String,
    /// The variant that the others are compared with [default: base]
    #[arg(long, value_name = "ID")]
    baseline: Option<String>,
    /// Only these variants beside the baseline, in this order [default: all]
    #[arg(long, value_name = "ID,ID,…", value_delimiter = ',')]
    models: Vec<String>,
    /// Whose amounts are compared
    #[arg(long, value_enum, default_value_t = LevelName::Partnership)]
    level: LevelName,
    /// Look for break-even values of these partnerships only [default: all]
    #[arg(long, value_name = "ID,ID,…", value_delimiter = ',')]
    break_even: Vec<String>,
    /// Mix the models: who vetoes which mix, the least worst regret, and what clashes
    #[arg(long)]
    compromise: bool,
    /// Each weight of a mix is a whole number of one part in N
    #[arg(long, value_name = "N", default_value_t = 10, requires = "compromise",
          value_parser = clap::value_parser!(u32).range(1..=1000))]
    steps: u32,
    /// End at who gains and who loses, and look for no break-even values
    #[arg(long)]
    short: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum LevelName {
    /// Partnerships, in all their regions together
    Partnership,
    /// Education regions, with all that lies in them
    Region,
    /// School boards, in all their partnerships together
    Board,
    /// Teacher education institutes
    Institute,
}

impl Compare {
    pub(super) fn answer(&self, options: &Options) -> Outcome {
        let question = CompareQuestion {
            path: self.path.clone(),
            baseline: self.baseline.clone(),
            models: self.models.clone(),
            level: match self.level {
                LevelName::Partnership => Level::Partnership,
                LevelName::Region => Level::Region,
                LevelName::Board => Level::Board,
                LevelName::Institute => Level::Institute,
            },
            break_even: self.break_even.clone(),
            compromise: self.compromise.then_some(self.steps),
            is_short: self.short,
        };
        crate::study::compare(&question, options.manner(), &|path| {
            options.outputs.read(path)
        })
    }
}
