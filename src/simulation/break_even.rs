//! Break-even values: at which number of students a partnership changes sides between models.
//!
//! Every whole number of students from zero to a limit is tried, in lanes, so that no threshold
//! is missed and nothing is interpolated. Held fixed are all other counts, every amount, pot and
//! agreement, last year's amounts included. The students of the partnership are spread over its
//! places as they are today, by largest remainder.

use rayon::prelude::*;

use super::Case;
use crate::domain::{Id, Scenario, Text, Year};
use crate::engine::{Silent, allocate};
use crate::money::{Cents, split};
use crate::plan::{AccountKind, Plan, Slot, Students, fits, students};
use crate::results::comparison::{BreakEven, BreakEvens, Direction, Recipient};

/// At least so many students are tried.
const LEAST_LIMIT: i64 = 1_000;

/// Most balances that a search may compute: a few seconds of work.
const MAX_BALANCES: usize = 60_000_000;

/// Lanes that are computed together.
const LANES: usize = 256;

/// One model: its case, and the scenario it was compiled from.
pub type Contender<'a> = (&'a Case, &'a Scenario);

/// Finds where each partnership changes sides between the baseline, which comes first, and each
/// other model, in each year.
pub fn break_evens(models: &[Contender<'_>]) -> BreakEvens {
    let Some(((baseline, scenario), others)) = models.split_first() else {
        return not_sought("geen modellen", "no models");
    };
    let is_whole = |case: &Case| case.plan.views.iter().all(|view| view.parts.len() == 1);
    if !models.iter().all(|(case, _)| is_whole(case)) {
        return not_sought(
            "de jaren zijn samengesteld uit maanden van twee jaren",
            "the years are made of months of two years",
        );
    }
    let years: Vec<Year> = baseline.plan.views.iter().map(|view| view.year).collect();
    let up_to = limit(models, &years);
    let lanes = usize::try_from(up_to)
        .unwrap_or(usize::MAX)
        .saturating_add(1);
    let balances = models.iter().map(|(case, _)| {
        let plan = &case.plan;
        plan.accounts.len() * plan.components.len() * plan.years.len()
    });
    let searches = scenario.partnerships.len() * years.len();
    let work = balances.sum::<usize>().saturating_mul(searches);
    if work.saturating_mul(lanes) > MAX_BALANCES {
        return not_sought(
            "te veel partnerschappen om elk aantal studenten te proberen; vergelijk er minder",
            "too many partnerships to try every number of students; compare fewer of them",
        );
    }
    let asked: Vec<(usize, Year, &Id)> = years
        .iter()
        .enumerate()
        .flat_map(|(at, year)| {
            let partnerships = scenario.partnerships.iter();
            partnerships.map(move |one| (at, *year, &one.id))
        })
        .collect();
    let found: Option<Vec<Vec<BreakEven>>> = asked
        .par_iter()
        .map(|(at, year, id)| {
            let own = courses((baseline, scenario), (*at, *year), id, up_to)?;
            let mut lines = Vec::new();
            for (position, other) in others.iter().enumerate() {
                let course = courses(*other, (*at, *year), id, up_to)?;
                lines.push(BreakEven {
                    recipient: Recipient {
                        kind: AccountKind::Partnership,
                        id: (*id).clone(),
                    },
                    year: *year,
                    model: position + 1,
                    students: counted(scenario, *year, id),
                    stretches: stretches(&own, &course),
                });
            }
            Some(lines)
        })
        .collect();
    match found {
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

/// Returns the places of a partnership with their students.
fn places(scenario: &Scenario, year: Year, id: &Id) -> Vec<Students> {
    let mut places = students(scenario, year);
    places.retain(|one| one.place.partnership.as_ref() == Some(id));
    places
}

fn counted(scenario: &Scenario, year: Year, id: &Id) -> i64 {
    places(scenario, year, id).iter().map(|one| one.base).sum()
}

/// Returns the greatest number to try: twice the students of the largest partnership, or more.
fn limit(models: &[Contender<'_>], years: &[Year]) -> i64 {
    let sizes = models.iter().flat_map(|(_, scenario)| {
        let partnerships = scenario.partnerships.iter();
        partnerships.flat_map(|one| years.iter().map(|year| counted(scenario, *year, &one.id)))
    });
    let most = sizes.max().unwrap_or_default().saturating_mul(2);
    // A round number reads better as a limit.
    let round = most.saturating_add(99) / 100 * 100;
    round.max(LEAST_LIMIT)
}

/// Returns what a partnership gets at every number of students from zero to `up_to`; `None` when
/// sums might not fit.
fn courses(
    (case, scenario): Contender<'_>,
    (at, year): (usize, Year),
    id: &Id,
    up_to: i64,
) -> Option<Vec<Cents>> {
    let plan = &case.plan;
    let places = places(scenario, year, id);
    let slots: Vec<(Slot, i64)> = places
        .iter()
        .filter_map(|one| Some((plan.slot(&one.path)?, one.base)))
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
    let computed = plan.views.get(at)?.parts.first()?.0;
    let all: Vec<i64> = (0..=up_to).collect();
    let mut course = Vec::with_capacity(all.len());
    for chunk in all.chunks(LANES) {
        let mut inputs = case.inputs.in_lanes(chunk.len());
        for (lane, heads) in chunk.iter().enumerate() {
            written(&mut inputs, lane, *heads);
        }
        let allocation = allocate(plan, &inputs, &mut Silent);
        let balances = &allocation.years.get(computed)?.balances;
        let own = own_balances(plan, id);
        course.extend((0..chunk.len()).map(|lane| {
            let amounts = own
                .iter()
                .map(|(component, account)| balances.amount(*component, *account, lane));
            amounts.sum::<Cents>()
        }));
    }
    Some(course)
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
fn spread(heads: i64, places: &[(Slot, i64)]) -> Vec<i64> {
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
