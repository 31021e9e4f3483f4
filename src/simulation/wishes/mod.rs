//! Wishes: does what a scenario wishes hold on its own data, and if not, where?
//!
//! One file per wish. Some only read amounts, at the price of the run that made them; the others
//! change something small (a student more, a larger pot, two partnerships merged) and run again.
//! Each returns what it has looked at, with how far it is from breaking; the verdict is made here,
//! for all wishes alike. Of what breaks a wish, the smallest change is shown, and of those of one
//! size the recipient that is hit hardest.

mod altered;
mod amount;
mod conflicts;
mod coverage;
mod equal_treatment;
mod keep;
mod larger_pot;
mod merging;
mod mixed;
mod more_students;
mod moving_student;
mod region_share;
mod rounding;
mod splitting;
mod total;

pub(super) use self::amount::heads;
pub(super) use self::mixed::{deciding, mixed};
pub(super) use self::rounding::Tolerances;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::in_parallel;
use crate::domain::{Against, Check, Id, Level, Scenario, Wish, Year};
use crate::money::{Cents, Exact};
use crate::plan::{Inputs, Plan};
use crate::results::{Amounts, Conflict, Counterexample, Trial, Verdict};

/// A variant that is judged: its scenario, its plan with the numbers, and what came out.
///
/// The numbers may differ from those of the scenario; the numbers count.
#[derive(Clone, Debug)]
pub struct Judged<'a> {
    pub(super) id: &'a str,
    pub(super) scenario: &'a Scenario,
    pub(super) plan: &'a Plan,
    inputs: &'a Inputs,
    pub(super) amounts: Vec<Amounts>,
}

impl<'a> Judged<'a> {
    /// Runs a variant once.
    pub fn of(
        id: &'a str,
        scenario: &'a Scenario,
        plan: &'a Plan,
        inputs: &'a Inputs,
    ) -> Judged<'a> {
        Judged {
            id,
            scenario,
            plan,
            inputs,
            amounts: Amounts::of(plan, inputs),
        }
    }
}

/// Judges the wishes that each variant states, in the order of the checks, then of the variants,
/// then of the years.
pub fn judge_all<'a>(world: &'a [Judged<'a>]) -> Vec<Verdict<'a>> {
    let mut pairs: Vec<(usize, &Judged<'a>, &'a Check)> = Vec::new();
    for judged in world {
        let checks = judged.scenario.checks.iter().enumerate();
        pairs.extend(checks.map(|(position, check)| (position, judged, check)));
    }
    pairs.sort_by_key(|(position, ..)| *position);
    let verdicts = in_parallel(&pairs, |(_, judged, check)| judge_one(check, judged, world));
    verdicts.into_iter().flatten().collect()
}

/// Judges one wish in each variant of `world` that it is about.
///
/// A variant with which amounts are compared must be in `world`, or nothing is judged.
pub fn judge<'a>(check: &'a Check, world: &'a [Judged<'a>]) -> Vec<Verdict<'a>> {
    let verdicts = in_parallel(world, |judged| judge_one(check, judged, world));
    verdicts.into_iter().flatten().collect()
}

/// Returns wishes that cannot hold together in a variant and year, whatever the rules.
///
/// Looked at are wishes that ask a least amount for partnerships, equal treatment of partnerships,
/// and wishes that allow a greatest total. Of each set no wish can be left out.
pub fn conflicts<'a>(world: &'a [Judged<'a>]) -> Vec<Conflict<'a>> {
    let found = in_parallel(world, |judged| conflicts::of(judged, world));
    found.into_iter().flatten().collect()
}

/// Judges one wish in a variant, which need not be in `world`.
pub(super) fn judge_one<'a>(
    check: &'a Check,
    own: &Judged<'a>,
    world: &'a [Judged<'a>],
) -> Vec<Verdict<'a>> {
    let Some(bench) = Bench::of(check, own, world) else {
        return Vec::new();
    };
    let looks = bench.looks();
    let years = bench.years().into_iter();
    years.map(|year| bench.verdict(year, &looks)).collect()
}

/// Hands on how far each thing that a wish looks at is from breaking, and what it would say.
pub(super) fn looked_at<R>(
    check: &Check,
    own: &Judged<'_>,
    world: &[Judged<'_>],
    mut each: impl FnMut(Year, Exact, Counterexample) -> R,
) -> Vec<R> {
    let Some(bench) = Bench::of(check, own, world) else {
        return Vec::new();
    };
    let years = bench.years();
    let looks = bench.looks().into_iter();
    let looks = looks.filter(|look| years.contains(&look.year));
    looks
        .map(|look| each(own.amounts[look.year].year, look.margin(), look.says))
        .collect()
}

/// One thing that was looked at.
struct Look {
    /// The year, by position.
    year: usize,
    /// The size of the change that was tried; zero where nothing was changed.
    size: i64,
    /// How far the amounts are from breaking the wish, in cents; negative beyond that.
    slack: Exact,
    /// What is tolerated of that, in cents.
    tolerance: Exact,
    /// What it says when it breaks.
    says: Counterexample,
}

impl Look {
    fn margin(&self) -> Exact {
        self.slack.plus(&self.tolerance)
    }
}

/// A wish with what it is judged on.
struct Bench<'b, 'a> {
    check: &'a Check,
    own: &'b Judged<'a>,
    world: &'b [Judged<'a>],
    tolerances: Tolerances,
    /// The same by recipient of the level that is judged, per year.
    by_recipient: OnceCell<Vec<BTreeMap<&'a Id, Cents>>>,
    /// Last year's amounts of the partnerships that state them.
    stated: OnceCell<BTreeMap<&'a Id, Cents>>,
}

impl<'b, 'a> Bench<'b, 'a> {
    /// Returns a wish on a variant that it is about.
    fn of(check: &'a Check, own: &'b Judged<'a>, world: &'b [Judged<'a>]) -> Option<Self> {
        let variants = &check.scope.variants;
        let is_meant = variants.is_empty() || variants.iter().any(|id| id.as_str() == own.id);
        let is_yardstick = match check.wish.against() {
            Some(Against::Variant(id)) => id.as_str() == own.id,
            _ => false,
        };
        (is_meant && !is_yardstick).then(|| Bench::on(check, own, world))
    }

    /// Returns a wish on a variant, whether it is about that or not.
    fn on(check: &'a Check, own: &'b Judged<'a>, world: &'b [Judged<'a>]) -> Self {
        Bench {
            check,
            own,
            world,
            tolerances: Tolerances::of(own.plan),
            by_recipient: OnceCell::new(),
            stated: OnceCell::new(),
        }
    }

    /// Returns everything that the wish looks at. One line each.
    #[rustfmt::skip]
    fn looks(&self) -> Vec<Look> {
        match &self.check.wish {
            Wish::Keep { at_least, against } => keep::looks(self, at_least, against),
            Wish::EqualTreatment { within, between } =>
                equal_treatment::looks(self, *within, *between),
            Wish::MoreStudents { by } => more_students::looks(self, *by),
            Wish::LargerPot { by } => larger_pot::looks(self, *by),
            Wish::RegionShare { ends } => region_share::looks(self, ends),
            Wish::Merging { at_most } => merging::looks(self, *at_most),
            Wish::Splitting { at_most } => splitting::looks(self, *at_most),
            Wish::MovingStudent { between, by, at_most } =>
                moving_student::looks(self, *between, *by, *at_most),
            Wish::TotalAgainst { against, ends } => total::looks_against(self, against, ends),
            Wish::Total { ends } => total::looks(self, ends),
            Wish::Amount { ends, per } => amount::looks(self, ends, *per),
            Wish::Coverage { ends } => coverage::looks(self, ends),
        }
    }

    fn verdict(&self, year: usize, looks: &[Look]) -> Verdict<'a> {
        let own = || looks.iter().filter(|look| look.year == year);
        let breaking = own().filter(|look| look.margin().is_negative());
        let smallest = breaking.min_by_key(|look| (look.size, look.margin()));
        let tightest = own().min_by_key(|look| look.margin());
        Verdict {
            check: self.check,
            variant: self.own.id,
            year: self.own.amounts[year].year,
            tried: own().count(),
            holds: smallest.is_none(),
            margin: tightest.map(Look::margin),
            least: own().map(|look| look.slack.clone()).min(),
            tolerance: tightest.map_or(Exact::zero(), |look| look.tolerance.clone()),
            counterexample: smallest.map(|look| look.says.clone()),
        }
    }

    /// Returns the years that are looked at, by position.
    fn years(&self) -> Vec<usize> {
        let years = &self.check.scope.years;
        let is_meant = |at: &usize| years.is_empty() || years.contains(&self.own.amounts[*at].year);
        (0..self.own.amounts.len()).filter(is_meant).collect()
    }

    /// Returns the recipients that are looked at, in order of id.
    fn recipients(&self) -> Vec<&'a Id> {
        let scenario = self.own.scenario;
        let ids: Vec<&Id> = match self.check.scope.level {
            Level::Region => scenario.regions.iter().map(|one| &one.id).collect(),
            Level::Partnership => scenario.partnerships.iter().map(|one| &one.id).collect(),
            Level::Board => scenario.boards.iter().map(|one| &one.id).collect(),
            Level::Institute => scenario.institutes.iter().map(|one| &one.id).collect(),
        };
        ids.into_iter()
            .filter(|id| self.check.scope.has(id))
            .collect()
    }

    /// Returns what a recipient has in a year.
    fn amount(&self, year: usize, id: &Id) -> Cents {
        self.own.amounts[year].at(self.check.scope.level, id)
    }

    /// Returns what rounding alone can do to the amount of a recipient.
    fn tolerance(&self, year: usize, id: &Id) -> Exact {
        let (level, plan) = (self.check.scope.level, self.own.plan);
        let of_year = |year| self.tolerances.of_level(plan, year, level);
        let years = self
            .by_recipient
            .get_or_init(|| (0..self.own.amounts.len()).map(of_year).collect());
        let known = years.get(year).and_then(|year| year.get(id));
        known.copied().unwrap_or_default().into()
    }

    /// Returns last year's amount of a partnership as it states it.
    fn stated(&self, id: &Id) -> Option<Cents> {
        let partnerships = self.own.scenario.partnerships.iter();
        let stated = partnerships.filter_map(|one| Some((&one.id, keep::stated(one)?)));
        let known = self.stated.get_or_init(|| stated.collect());
        known.get(id).copied()
    }

    /// Returns the amounts with which a year is compared, where they are those of a run.
    fn compared(&self, against: &Against, year: usize) -> Option<&Amounts> {
        let this = self.own.amounts[year].year;
        match against {
            Against::Previous => None,
            Against::LastYear => self.own.amounts.iter().find(|one| one.year.next() == this),
            Against::Variant(id) => {
                let mut variants = self.world.iter();
                let other = variants.find(|one| one.id == id.as_str())?;
                other.amounts.iter().find(|one| one.year == this)
            }
        }
    }

    fn says(&self, recipients: &[&Id], amounts: [Cents; 2], trial: Trial) -> Counterexample {
        let [before, after] = amounts;
        Counterexample {
            level: self.check.scope.level,
            recipients: recipients.iter().map(|id| (*id).clone()).collect(),
            before,
            after,
            trial,
        }
    }
}
