//! `larger-pot`: a larger pot hurts nobody.
//!
//! Each pot that could be evaluated is made larger by itself: by what the wish states, or else by
//! 1, 1,000, 10,000, 100,000 and 1,000,000 euros. The slack is the amount then minus the amount
//! now; tolerated is what rounding can do to it.

use super::{Bench, Look};
use crate::domain::Id;
use crate::money::{Cents, Exact, MAX_AMOUNT};
use crate::plan::Slot;
use crate::results::{Amounts, Trial};
use crate::simulation::in_parallel;

/// The sizes that are tried where none is stated, in cents.
const SIZES: [i64; 5] = [100, 100_000, 1_000_000, 10_000_000, 100_000_000];

pub(super) fn looks(bench: &Bench<'_, '_>, by: Option<Cents>) -> Vec<Look> {
    let sizes = by.map_or(SIZES.map(Cents::new).to_vec(), |by| vec![by]);
    let plan = bench.own.plan;
    let mut trials: Vec<(&Id, Slot, Cents, Cents)> = Vec::new();
    for (pot, slot) in pots(bench) {
        let now = bench.own.inputs.cents(slot, 0);
        let larger = sizes.iter().map(|size| (pot, slot, *size, now + *size));
        trials.extend(larger.filter(|(.., then)| *then <= MAX_AMOUNT));
    }
    let outcomes = in_parallel(&trials, |(_, slot, _, then)| {
        let mut inputs = bench.own.inputs.clone();
        inputs.write_cents(*slot, 0, *then);
        Amounts::of(plan, &inputs)
    });
    let mut looks = Vec::new();
    for ((pot, slot, size, then), outcome) in trials.iter().zip(&outcomes) {
        for year in bench.years() {
            for id in bench.recipients() {
                let before = bench.amount(year, id);
                let after = outcome[year].at(bench.check.scope.level, id);
                let change = Exact::from(after).minus(&before.into());
                let trial = Trial::LargerPot {
                    pot: (*pot).clone(),
                    from: bench.own.inputs.cents(*slot, 0),
                    to: *then,
                };
                looks.push(Look {
                    year,
                    size: size.count(),
                    slack: change,
                    tolerance: bench.tolerance(year, id),
                    says: bench.says(&[id], [before, after], trial),
                });
            }
        }
    }
    looks
}

/// Returns the pots that could be evaluated, each once.
fn pots<'b>(bench: &'b Bench<'_, '_>) -> Vec<(&'b Id, Slot)> {
    let plan = bench.own.plan;
    let mut pots: Vec<(&Id, Slot)> = Vec::new();
    for pay in plan.years.iter().flat_map(|year| year.payments()) {
        let pot = pay.available.filter(|_| pay.evaluated);
        let pot = pot.map(|slot| (&plan.divisions[pay.division].id, slot));
        pots.extend(pot.filter(|pot| !pots.contains(pot)));
    }
    pots
}
