//! [`Trials`]: what the rules make of single values, each run at most once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Asked;
use super::standing::Standing;
use crate::domain::{Against, Check, Wish};
use crate::money::{Cents, Exact};
use crate::plan::Plan;
use crate::results::{Decision, Decisions, Place, Regimes, Verdict, keep_books};
use crate::simulation::in_parallel;
use crate::simulation::wishes::{Judged, Tolerances, judge_one};

/// The id of what is tried. No variant can have it, so that everything that is compared with,
/// the variant itself among it, stays as it is in the file.
const TRIED: &str = "?";

/// Most accounts times neighbouring values that are all tried, and the bounds on the latter.
const MOST_WORK: usize = 2_500_000;
const MOST_TRIED: (usize, usize) = (2_000, 100_000);

/// How far each condition is from breaking; `None` where there is nothing to judge.
pub(super) type Margins = Vec<Option<Exact>>;

/// The way that a run went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// Its decisions.
    pub(super) taken: BTreeMap<Place, Decision>,
    /// Which formulas the rules used; where it is asked how everybody stands, not looked at.
    pub(super) regimes: Regimes,
    /// How everybody stands, where that is asked.
    pub(super) standing: Standing,
}

/// A run at one value.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub(super) way: Arc<Way>,
    /// What moves from where to where, all components together.
    pub(super) amounts: Vec<Cents>,
    pub(super) margins: Margins,
}

/// Runs at values of the range, by position.
pub(super) struct Trials<'a> {
    pub(super) asked: &'a Asked<'a>,
    points: BTreeMap<i64, Point>,
    margins: BTreeMap<i64, Margins>,
    /// What rounding can do to any margin, in cents.
    pub(super) noise: Exact,
    /// The same for each condition.
    by_condition: Vec<Exact>,
}

impl<'a> Trials<'a> {
    pub(super) fn of(asked: &'a Asked<'a>) -> Trials<'a> {
        // A wish that changes something and runs again compares two rounded amounts.
        let tolerances = Tolerances::of(asked.plan);
        let years = (0..asked.plan.views.len()).map(|year| tolerances.of_all(year));
        let most = years.max().unwrap_or_default();
        let noise = most + most + Cents::ONE;
        let checks = asked.checks.iter();
        let by_condition = checks.map(|check| own_noise(asked.plan, &tolerances, check));
        let by_condition = by_condition.map(|own| own.unwrap_or(noise).into());
        Trials {
            by_condition: by_condition.collect(),
            asked,
            points: BTreeMap::new(),
            margins: BTreeMap::new(),
            noise: noise.into(),
        }
    }

    /// Returns what rounding can do to the margin of a condition, in cents.
    pub(super) fn noise_of(&self, condition: usize) -> &Exact {
        self.by_condition.get(condition).unwrap_or(&self.noise)
    }

    /// Returns how many neighbouring values are all tried at most: fewer of large plans.
    pub(super) fn most_tried(&self) -> i64 {
        let (least, most) = MOST_TRIED;
        let values = MOST_WORK / self.asked.plan.accounts.len().max(1);
        i64::try_from(values.clamp(least, most)).unwrap_or(i64::MAX)
    }

    /// Returns how many values were tried.
    pub(super) fn tried(&self) -> usize {
        let only = self.margins.keys();
        let only = only.filter(|position| !self.points.contains_key(position));
        self.points.len() + only.count()
    }

    /// Runs values of which decisions and amounts are asked, in parallel.
    pub(super) fn survey(&mut self, positions: impl IntoIterator<Item = i64>) {
        let mut new: Vec<i64> = positions.into_iter().collect();
        new.retain(|position| !self.points.contains_key(position));
        new.sort_unstable();
        new.dedup();
        let asked = self.asked;
        let points = in_parallel(&new, |position| point(asked, *position));
        for (position, mut point) in new.into_iter().zip(points) {
            let before = self.points.range(..position).next_back();
            if let Some((_, known)) = before.filter(|(_, known)| known.way == point.way) {
                point.way = Arc::clone(&known.way);
            }
            self.points.insert(position, point);
        }
    }

    /// Runs values of which only margins are asked, in parallel.
    pub(super) fn judge(&mut self, positions: impl IntoIterator<Item = i64>) {
        let mut new: Vec<i64> = positions.into_iter().collect();
        new.retain(|position| !self.is_judged(*position));
        new.sort_unstable();
        new.dedup();
        let asked = self.asked;
        let margins = in_parallel(&new, |position| {
            verdicts(asked, *position, |verdicts| margins(&verdicts))
        });
        self.margins.extend(new.into_iter().zip(margins));
    }

    fn is_judged(&self, position: i64) -> bool {
        self.points.contains_key(&position) || self.margins.contains_key(&position)
    }

    /// Returns a run.
    pub(super) fn point(&mut self, position: i64) -> &Point {
        let asked = self.asked;
        let new = || point(asked, position);
        self.points.entry(position).or_insert_with(new)
    }

    /// Returns how far a condition is from breaking.
    pub(super) fn margin(&mut self, position: i64, condition: usize) -> Option<Exact> {
        self.judge([position]);
        let full = self.points.get(&position).map(|point| &point.margins);
        let margins = full.or_else(|| self.margins.get(&position));
        margins.and_then(|margins| margins.get(condition).cloned().flatten())
    }

    /// Says whether a condition holds; also when there is nothing to judge.
    pub(super) fn holds(&mut self, position: i64, condition: usize) -> bool {
        let margin = self.margin(position, condition);
        !margin.is_some_and(|margin| margin.is_negative())
    }
}

/// Returns what rounding can do to a condition on single recipients, which no other moves.
fn own_noise(plan: &Plan, tolerances: &Tolerances, check: &Check) -> Option<Cents> {
    let is_by_recipient = match &check.wish {
        Wish::Keep { against, .. } => *against != Against::LastYear,
        Wish::Amount { .. } => true,
        _ => false,
    };
    let level = check.scope.level;
    let years =
        (0..plan.views.len()).flat_map(|year| tolerances.of_level(plan, year, level).into_values());
    let most = is_by_recipient.then(|| years.max().unwrap_or_default())?;
    Some(most + most + Cents::ONE)
}

fn point(asked: &Asked<'_>, position: i64) -> Point {
    let inputs = asked.range.written(asked.inputs, position);
    let books = keep_books(asked.plan, &inputs);
    let Decisions { taken, amounts } = Decisions::of(asked.plan, &inputs, &books);
    // What a recipient has may be straight where its parts by component are not.
    let mut moved: BTreeMap<[usize; 4], Cents> = BTreeMap::new();
    for (place, amount) in taken.keys().zip(amounts) {
        let ends = [place.year, place.division, place.from, place.to];
        *moved.entry(ends).or_default() += amount;
    }
    let own = Judged::of(TRIED, asked.scenario, asked.plan, &inputs);
    let standing = asked.baseline.map(|baseline| baseline.standing(&own));
    let regimes = match asked.baseline {
        Some(_) => Regimes::default(),
        None => Regimes::of(asked.plan, &inputs, &books),
    };
    let way = Way {
        taken,
        regimes,
        standing: standing.unwrap_or_default(),
    };
    Point {
        way: Arc::new(way),
        amounts: moved.into_values().collect(),
        margins: margins(&judged(asked, &own)),
    }
}

/// Judges every condition at a value, and hands the verdicts on, per condition.
pub(super) fn verdicts<R>(
    asked: &Asked<'_>,
    position: i64,
    read: impl FnOnce(Vec<Vec<Verdict<'_>>>) -> R,
) -> R {
    let inputs = asked.range.written(asked.inputs, position);
    let own = Judged::of(TRIED, asked.scenario, asked.plan, &inputs);
    read(judged(asked, &own))
}

fn judged<'a>(asked: &'a Asked<'_>, own: &Judged<'a>) -> Vec<Vec<Verdict<'a>>> {
    let checks = asked.checks.iter();
    checks
        .map(|check| judge_one(check, own, asked.world))
        .collect()
}

fn margins(verdicts: &[Vec<Verdict<'_>>]) -> Margins {
    let least = |years: &Vec<Verdict<'_>>| {
        let margins = years.iter().filter_map(|verdict| verdict.margin.clone());
        margins.min()
    };
    verdicts.iter().map(least).collect()
}
