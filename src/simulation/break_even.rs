//! Break-even values: at which number of students a partnership changes sides between models.
//!
//! Every whole number of students from zero to a limit is tried, in lanes, so that no threshold
//! is missed and nothing is interpolated. Held fixed are all other counts, every amount, pot and
//! agreement, last year's amounts included. The students of the partnership are spread over its
//! places as they are today, by largest remainder.

use std::collections::BTreeMap;

use super::{Case, in_parallel};
use crate::domain::{Id, Scenario, Text};
use crate::engine::{Silent, allocate};
use crate::money::{Cents, split};
use crate::plan::{AccountKind, Counts, Plan, Slot, Students, fits};
use crate::results::comparison::{BreakEven, BreakEvens, Direction, Recipient};

/// At least so many students are tried.
const LEAST_LIMIT: i64 = 1_000;

/// Most balances that a search may compute: a few seconds of work.
const MAX_BALANCES: usize = 60_000_000;

/// As many balances are computed in the time of one cell of a table.
const BALANCES_OF_A_CELL: usize = 200;

/// Lanes that are computed together.
const LANES: usize = 256;

/// One model: its case, and the scenario it was compiled from.
pub type Contender<'a> = (&'a Case, &'a Scenario);

/// A model with the places of each partnership in each year.
pub(super) struct Course<'a> {
    pub(super) case: &'a Case,
    /// The places of each partnership in each year.
    pub(super) years: Vec<BTreeMap<&'a Id, Vec<Students<'a>>>>,
}

impl<'a> Course<'a> {
    pub(super) fn of((case, scenario): &Contender<'a>) -> Course<'a> {
        let counts = Counts::of(scenario);
        let years = case.plan.views.iter().map(|view| {
            let mut places: BTreeMap<&Id, Vec<Students<'_>>> = BTreeMap::new();
            for one in counts.students(view.year) {
                if let Some(id) = &one.place().partnership {
                    places.entry(id).or_default().push(one);
                }
            }
            places
        });
        Course {
            case,
            years: years.collect(),
        }
    }

    pub(super) fn places(&self, year: usize, id: &Id) -> &[Students<'a>] {
        let places = self.years.get(year).and_then(|places| places.get(id));
        places.map_or(&[], Vec::as_slice)
    }

    fn counted(&self, year: usize, id: &Id) -> i64 {
        self.places(year, id).iter().map(|one| one.base).sum()
    }

    /// Returns how many balances one lane of it has, cells of tables counted as many of them.
    fn balances(&self) -> usize {
        let plan = &self.case.plan;
        let lying = plan.accounts.len() * plan.components.len() * plan.years.len();
        let passages = plan.years.iter().flat_map(|year| year.passages());
        let tables = passages.filter_map(|pass| pass.table.as_ref());
        let cells = tables.map(|table| table.rows.len() * table.columns.len());
        lying + cells.sum::<usize>() * BALANCES_OF_A_CELL
    }
}

/// Finds where partnerships change sides between the baseline, which comes first, and each other
/// model, in each year: those in `only`, or all when it names none.
pub fn break_evens(models: &[Contender<'_>], only: &[Id]) -> BreakEvens {
    let courses: Vec<Course<'_>> = models.iter().map(Course::of).collect();
    let Some((baseline, others)) = courses.split_first() else {
        return not_sought("geen modellen", "no models");
    };
    let views = models.iter().flat_map(|(case, _)| &case.plan.views);
    if views.into_iter().any(|view| view.parts.len() > 1) {
        return not_sought(
            "de jaren zijn samengesteld uit maanden van twee jaren",
            "the years are made of months of two years",
        );
    }
    let asked: Vec<(usize, &Id)> = baseline
        .years
        .iter()
        .enumerate()
        .flat_map(|(year, places)| places.keys().map(move |id| (year, *id)))
        .filter(|(_, id)| only.is_empty() || only.contains(id))
        .collect();
    let up_to = limit(&courses);
    let lanes = usize::try_from(up_to).unwrap_or(usize::MAX);
    let balances: usize = courses.iter().map(Course::balances).sum();
    if balances.saturating_mul(asked.len()).saturating_mul(lanes) > MAX_BALANCES {
        return not_sought(
            "te veel partnerschappen om elk aantal studenten te proberen; noem er enkele bij \
             `--break-even`",
            "too many partnerships to try every number of students; name some of them under \
             `--break-even`",
        );
    }
    let found = in_parallel(&asked, |(year, id)| {
        flips(baseline, others, (*year, id), up_to)
    });
    match found.into_iter().collect::<Option<Vec<Vec<BreakEven>>>>() {
        Some(lines) => BreakEvens::Found {
            up_to,
            lines: lines.into_iter().flatten().collect(),
        },
        None => not_sought(
            "met zo veel studenten worden bedragen te groot",
            "amounts grow too large with so many students",
        ),
    }
}

fn not_sought(nl: &str, en: &str) -> BreakEvens {
    BreakEvens::NotSought(Text::new(nl, en))
}

/// Returns where one partnership changes sides in one year; `None` when sums might not fit.
fn flips(
    baseline: &Course<'_>,
    others: &[Course<'_>],
    (year, id): (usize, &Id),
    up_to: i64,
) -> Option<Vec<BreakEven>> {
    let own = amounts(baseline, (year, id), up_to)?;
    // Who is not in a model, as it merged with another, gets nothing there at any number.
    let known = |(_, other): &(usize, &Course<'_>)| !other.places(year, id).is_empty();
    let lines = (1..).zip(others).filter(known).map(|(model, other)| {
        Some(BreakEven {
            recipient: Recipient {
                kind: AccountKind::Partnership,
                id: id.clone(),
            },
            year: baseline.case.plan.views.get(year)?.year,
            model,
            students: baseline.counted(year, id),
            stretches: stretches(&own, &amounts(other, (year, id), up_to)?),
        })
    });
    lines.collect()
}

/// Returns the greatest number to try: twice the students of the largest partnership, or more.
pub(super) fn limit(courses: &[Course<'_>]) -> i64 {
    let places = courses.iter().flat_map(|course| &course.years);
    let places = places.flat_map(BTreeMap::values);
    let sizes = places.map(|places| places.iter().map(|one| one.base).sum::<i64>());
    let most = sizes.max().unwrap_or_default().saturating_mul(2);
    // A round number reads better as a limit.
    let round = most.saturating_add(99) / 100 * 100;
    round.max(LEAST_LIMIT)
}

/// Returns what a partnership gets at every number of students from zero to `up_to`; `None` when
/// sums might not fit.
fn amounts(course: &Course<'_>, (year, id): (usize, &Id), up_to: i64) -> Option<Vec<Cents>> {
    let case = course.case;
    let plan = &case.plan;
    let places = course.places(year, id).iter();
    let slots: Vec<(Slot, i64)> = places
        .filter_map(|one| Some((plan.slot(&one.path())?, one.base)))
        .collect();
    let written = |inputs: &mut crate::plan::Inputs, lane: usize, heads: i64| {
        for (slot, own) in slots.iter().zip(spread(heads, &slots)) {
            inputs.write_heads(slot.0, lane, own);
        }
    };
    let mut most = case.inputs.clone();
    written(&mut most, 0, up_to);
    if !fits(plan, &most) {
        return None;
    }
    let computed = plan.views.get(year)?.parts.first()?.0;
    let all: Vec<i64> = (0..=up_to).collect();
    let mut amounts = Vec::with_capacity(all.len());
    for chunk in all.chunks(LANES) {
        let mut inputs = case.inputs.in_lanes(chunk.len());
        for (lane, heads) in chunk.iter().enumerate() {
            written(&mut inputs, lane, *heads);
        }
        let allocation = allocate(plan, &inputs, &mut Silent);
        let balances = &allocation.years.get(computed)?.balances;
        let own = own_balances(plan, id);
        amounts.extend((0..chunk.len()).map(|lane| {
            let amounts = own
                .iter()
                .map(|(component, account)| balances.amount(*component, *account, lane));
            amounts.sum::<Cents>()
        }));
    }
    Some(amounts)
}

/// Returns the balances that are money of a partnership: its own, and those of its boards,
/// institutes and functions.
fn own_balances(plan: &Plan, id: &Id) -> Vec<(usize, usize)> {
    let accounts = plan.accounts.iter().enumerate();
    let own = accounts.filter(|(_, account)| {
        account.is_recipient() && account.partnership_name() == Some(id.as_str())
    });
    let components = plan.components.len();
    own.flat_map(|(account, _)| (0..components).map(move |component| (component, account)))
        .collect()
}

/// Spreads students over places as they are today; nobody today means all at the first place.
pub(super) fn spread(heads: i64, places: &[(Slot, i64)]) -> Vec<i64> {
    let weights: Vec<i64> = places.iter().map(|(_, own)| *own).collect();
    match split(Cents::new(heads), &weights) {
        Some(outcome) => outcome.parts.into_iter().map(Cents::count).collect(),
        None => {
            let first = std::iter::once(heads).chain(std::iter::repeat(0));
            first.take(places.len()).collect()
        }
    }
}

/// Returns where the course of a model passes from one side of the baseline to another.
fn stretches(baseline: &[Cents], model: &[Cents]) -> Vec<(i64, Direction)> {
    let mut stretches: Vec<(i64, Direction)> = Vec::new();
    for (heads, (own, other)) in (0..).zip(baseline.iter().zip(model)) {
        let direction = Direction::of(*other - *own, Cents::ONE);
        if stretches.last().is_none_or(|(_, last)| *last != direction) {
            stretches.push((heads, direction));
        }
    }
    stretches
}
