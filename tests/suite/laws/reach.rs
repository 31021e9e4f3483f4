//! Reach: a number moves nothing beyond its reach, and what moves nothing is told.

use std::collections::BTreeMap;

use super::{Outcome, world};
use crate::runs::opened;
use crate::worlds::{tapes, trials};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use verdeel::engine::{Costing, Silent, allocate};
use verdeel::plan::{AccountKind, Inputs, Place, Reach, SlotLine, Unit};
use verdeel::simulation::{Case, idle_parameters};

proptest! {
    #![proptest_config(trials(60))]

    #[test]
    fn a_number_moves_nothing_beyond_its_reach(mut tape in tapes()) {
        let study = opened(&world(&mut tape).text());
        let case = &study.cases[0];
        let reach = case.plan.reach();
        for line in &case.plan.slots {
            for inputs in tried(&case.inputs, line) {
                stays_within(case, &inputs, reach.get(&line.slot))?;
            }
        }
    }

    #[test]
    fn idle_are_those_that_move_nothing_one_by_one(mut tape in tapes()) {
        let study = opened(&world(&mut tape).text());
        let case = &study.cases[0];
        let counts = case.plan.counts();
        let parameters = case.plan.slots.iter().filter(|line| !counts.contains(&line.slot));
        let outcome = |inputs: &Inputs| {
            (allocate(&case.plan, inputs, &mut Silent), Costing::of(&case.plan, inputs).costs(0))
        };
        let base = outcome(&case.inputs);
        let idle = parameters.filter(|line| {
            let mut tried = tried(&case.inputs, line).into_iter();
            tried.all(|inputs| outcome(&inputs) == base)
        });
        let mut idle: Vec<String> = idle.map(|line| line.path.clone()).collect();
        idle.sort();
        let found = idle_parameters(std::slice::from_ref(case));
        let found: Vec<String> = found.into_iter().map(|one| one.path).collect();
        prop_assert_eq!(found, idle);
    }
}

/// Returns the numbers with zero, one more, half and twice the value of one of them.
fn tried(inputs: &Inputs, line: &SlotLine) -> Vec<Inputs> {
    let value = inputs.heads(line.slot, 0);
    let others = [0, value + 1, value / 2, value * 2];
    let others = others.into_iter().filter(|other| *other != value);
    let written = others.map(|other| {
        let mut inputs = inputs.clone();
        match line.unit {
            Unit::Fraction => {
                let (_, below) = inputs.parts(line.slot, 0);
                inputs.write_fraction(line.slot, 0, (other.min(below), below));
            }
            Unit::Cents | Unit::Heads => inputs.write_heads(line.slot, 0, other),
        }
        inputs
    });
    written.collect()
}

/// Returns everything that lies or costs something else with other numbers.
fn moved(case: &Case, inputs: &Inputs) -> Vec<Place> {
    let [before, after] = [&case.inputs, inputs].map(|inputs| {
        let mut all: BTreeMap<(usize, Place), String> = BTreeMap::new();
        let allocation = allocate(&case.plan, inputs, &mut Silent);
        for (at, year) in allocation.years.iter().enumerate() {
            for account in 0..case.plan.accounts.len() {
                let components = 0..case.plan.components.len();
                let held = components.map(|one| year.balances.amount(one, account, 0));
                let held = format!("{:?}", held.collect::<Vec<_>>());
                all.insert((at, Place::Account(account)), held);
            }
        }
        for (at, year) in Costing::of(&case.plan, inputs).costs(0).iter().enumerate() {
            for (position, one) in year.partnerships.iter().enumerate() {
                all.insert((at, Place::Cost(position)), format!("{one:?}"));
            }
            for (position, one) in year.regions.iter().enumerate() {
                all.insert((at, Place::Region(position)), format!("{one:?}"));
            }
        }
        all
    });
    let places = before.into_iter().filter(|(at, own)| after[at] != *own);
    places.map(|((_, place), _)| place).collect()
}

fn stays_within(case: &Case, inputs: &Inputs, reach: Option<&Reach>) -> Outcome {
    for place in moved(case, inputs) {
        let is_unplaced = match place {
            Place::Account(at) => case.plan.accounts[at].kind == AccountKind::Unallocated,
            Place::Cost(_) | Place::Region(_) => false,
        };
        let is_within = match reach {
            None => false,
            Some(Reach::Everything) => true,
            Some(Reach::Places(places)) => is_unplaced || places.contains(&place),
        };
        prop_assert!(is_within, "{place:?} lies beyond {reach:?}");
    }
    Ok(())
}
