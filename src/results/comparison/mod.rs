//! Models side by side: who gets what in each, against any of them as the baseline.
//!
//! Every figure is read from the awards of the models and the students of their scenarios. The
//! recipients of one level are compared; other money is listed beside them, so that totals add up.

mod groups;
mod ledger;
mod notices;
mod rows;
mod spread;
mod sums;
mod votes;

pub use groups::{Group, GroupName, Outcome, Side};
pub use ledger::{ConstantTotals, Recipient, constant_totals, totals};
pub use notices::{Notice, Why};
pub use rows::{Cell, Direction, Row};
pub use spread::{Lorenz, Spread};
pub use sums::{Sums, Worst};
pub use votes::{PartyLine, Voters, Votes};

use self::ledger::Ledger;
use super::VariantResult;
use crate::domain::{Head, Level, Measure, Scenario, SchoolYear, Text, Year};
use crate::money::Cents;

/// One model to compare: the result of a variant, and the world it was computed for.
#[derive(Clone, Copy)]
pub struct Model<'a> {
    /// The result.
    pub result: &'a VariantResult,
    /// The scenario with the overlays of the variant.
    pub scenario: &'a Scenario,
}

/// Models side by side. The first model is the baseline, everywhere.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Whose amounts are compared.
    pub level: Level,
    /// Ids and titles of the models.
    pub models: Vec<(String, Text)>,
    /// Each year where that is wanted, and all years together where there are several.
    pub periods: Vec<Period>,
    /// What a reader might overlook.
    pub notices: Vec<Notice>,
    /// Numbers of students at which a recipient changes sides.
    pub break_even: BreakEvens,
}

/// One year, or all years together.
#[derive(Clone, Debug)]
pub struct Period {
    /// First and last year.
    pub years: (Year, Year),
    /// How many years.
    pub length: usize,
    /// Who `students` are, here and below: students, or where any model counts side entrants,
    /// students and side entrants together.
    pub head: Head,
    /// The school years in which they were counted.
    pub counted: Vec<SchoolYear>,
    /// A row per recipient: those of the level first, then what goes elsewhere.
    pub rows: Vec<Row>,
    /// Totals, per model.
    pub sums: Vec<Sums>,
    /// Gainers and losers by group.
    pub groups: Vec<Group>,
    /// How evenly the money lies, per model.
    pub spread: Vec<Spread>,
    /// Lorenz curves, for each pair of models.
    pub lorenz: Vec<Lorenz>,
    /// Who prefers which model.
    pub votes: Votes,
}

/// The break-even values of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BreakEvens {
    /// They were not looked for: the reason.
    NotSought(Text),
    /// They were looked for, up to a number of students.
    Found {
        /// The greatest number of students that was tried.
        up_to: i64,
        /// One per recipient, year and model.
        lines: Vec<BreakEven>,
    },
}

/// Where one recipient changes sides between the baseline and a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakEven {
    /// The recipient.
    pub recipient: Recipient,
    /// The year.
    pub year: Year,
    /// The model, by position.
    pub model: usize,
    /// The students that were counted.
    pub students: i64,
    /// From which number of students on it gains, loses or sees no change, beginning at zero.
    pub stretches: Vec<(i64, Direction)>,
}

impl BreakEven {
    /// Returns the stretch that the counted students are in: its position.
    pub fn current(&self) -> usize {
        let next = self
            .stretches
            .partition_point(|(from, _)| *from <= self.students);
        next.saturating_sub(1)
    }
}

/// How much of a comparison is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Who gets what, totals and votes in all years together: no year stands by itself, and groups,
    /// evenness and Lorenz curves are left empty.
    Together,
    /// The same for each year as well.
    Amounts,
    /// All of it.
    All,
}

impl Comparison {
    /// Returns the comparison of no models.
    pub fn of_nothing(level: Level) -> Comparison {
        Comparison {
            level,
            models: Vec::new(),
            periods: Vec::new(),
            notices: Vec::new(),
            break_even: BreakEvens::NotSought(Text::default()),
        }
    }
}

/// Compares models, of which the first is the baseline, at a level, and takes up the break-even
/// values that were found for them.
///
/// The models must be about the same years.
pub fn compare(
    models: &[Model<'_>],
    (level, depth): (Level, Depth),
    break_even: BreakEvens,
) -> Comparison {
    let ballot = votes::voters(models);
    let head = head_of(models);
    let years: Vec<Year> = models.first().map_or(Vec::new(), |model| {
        model.result.years.iter().map(|year| year.year).collect()
    });
    let span = match depth {
        Depth::Together => years.len(),
        Depth::Amounts | Depth::All => 1,
    };
    let ledgers: Vec<Vec<Ledger>> = models
        .iter()
        .map(|model| Ledger::of_years(*model, span, level, (head, &ballot)))
        .collect();
    let asked = (level, head, depth);
    let together = (span < years.len()).then(|| {
        let together = ledgers.iter().map(|years| Ledger::together(years));
        let together: Vec<Ledger> = together.collect();
        period(models, asked, &years, &together)
    });
    let mut of_models: Vec<_> = ledgers.into_iter().map(Vec::into_iter).collect();
    let periods = years.chunks(span.max(1)).filter_map(|years| {
        let of_years = of_models.iter_mut().filter_map(Iterator::next);
        let of_years: Vec<Ledger> = of_years.collect();
        period(models, asked, years, &of_years)
    });
    let mut periods: Vec<Period> = periods.collect();
    periods.extend(together.flatten());
    let named = models
        .iter()
        .map(|model| (model.result.id.clone(), model.result.title.clone()));
    let notices = notices::notices(models, periods.last());
    Comparison {
        level,
        models: named.collect(),
        periods,
        notices,
        break_even,
    }
}

/// Returns over whom amounts are divided: what is paid for side entrants too must not seem to be
/// paid for students alone.
fn head_of(models: &[Model<'_>]) -> Head {
    let mut counts = models.iter().flat_map(|model| &model.scenario.counts);
    let has_entrants = counts.any(|count| {
        let entrants = count.heads.get(&Measure::SideEntrants);
        count.place.partnership.is_some() && entrants.is_some_and(|heads| *heads > 0)
    });
    match has_entrants {
        true => Head::Trained,
        false => Head::Student,
    }
}

fn period(
    models: &[Model<'_>],
    (level, head, depth): (Level, Head, Depth),
    years: &[Year],
    ledgers: &[Ledger],
) -> Option<Period> {
    let length = years.len();
    let tolerance = Cents::new(i64::try_from(length).unwrap_or(1));
    let rows = rows::rows(models, level, ledgers, tolerance);
    let mut counted: Vec<SchoolYear> = Vec::new();
    counted.extend(ledgers.iter().flat_map(|ledger| &ledger.counted));
    counted.sort_unstable();
    counted.dedup();
    let is_deep = depth == Depth::All;
    Some(Period {
        years: (*years.first()?, *years.last()?),
        length,
        head,
        counted,
        sums: sums::sums(&rows, ledgers),
        groups: when(is_deep, || groups::groups(&rows, ledgers, tolerance)),
        spread: when(is_deep, || spread::spread(&rows, ledgers)),
        lorenz: when(is_deep, || spread::lorenz(&rows, ledgers.len())),
        votes: votes::votes(models, ledgers, tolerance, length),
        rows,
    })
}

/// Returns what is wanted, or nothing.
fn when<T>(is_wanted: bool, list: impl FnOnce() -> Vec<T>) -> Vec<T> {
    match is_wanted {
        true => list(),
        false => Vec::new(),
    }
}
