//! Reach: how far a number of a plan can be felt, whatever the numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::reads::Reads;
use super::{AdjustmentStep, Pass, Plan, PlanYear, Slot, Source};

/// What a number can move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Anything.
    Everything,
    /// No more than this, and what could not be placed.
    Places(BTreeSet<Place>),
}

/// Something that a number can move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// What lies in an account, by position.
    Account(usize),
    /// What training costs a partnership, by position in the costs of a year.
    Cost(usize),
    /// Over whom the money of a region goes, by position in the costs of a year.
    Region(usize),
}

impl Plan {
    /// Returns what each number can move; what is not there moves nothing.
    ///
    /// Counts and what payments look at may move anything. What one holder looks at moves only
    /// what its money comes to, and its costs only what these are.
    pub fn reach(&self) -> BTreeMap<Slot, Reach> {
        let mut reach = BTreeMap::new();
        let ways = Ways::of(self);
        let counted = self.years.iter().chain(self.costs.counted());
        for year in counted {
            year.counts.reads(&mut |slot| everything(&mut reach, slot));
        }
        for year in &self.years {
            for pay in year.payments() {
                pay.reads(&mut |slot| everything(&mut reach, slot));
            }
            for pass in year.passages() {
                pass.table.reads(&mut |slot| everything(&mut reach, slot));
                for source in &pass.sources {
                    let places = ways.from(source.account);
                    source.reads(&mut |slot| some(&mut reach, slot, &places));
                }
            }
        }
        for year in &self.costs.years {
            for (at, partnership) in year.partnerships.iter().enumerate() {
                let places = BTreeSet::from([Place::Cost(at)]);
                partnership.reads(&mut |slot| some(&mut reach, slot, &places));
            }
            for (at, region) in year.regions.iter().enumerate() {
                let places = BTreeSet::from([Place::Region(at)]);
                let parts = &region.parts;
                parts.reads(&mut |slot| some(&mut reach, slot, &places));
            }
        }
        reach
    }

    /// Returns the slots of counts, which are data and no parameters.
    pub fn counts(&self) -> BTreeSet<Slot> {
        let years = self.years.iter().chain(self.costs.counted());
        let rules = years.flat_map(|year| &year.counts);
        rules.map(|rule| rule.base).collect()
    }
}

fn everything(reach: &mut BTreeMap<Slot, Reach>, slot: Slot) {
    reach.insert(slot, Reach::Everything);
}

fn some(reach: &mut BTreeMap<Slot, Reach>, slot: Slot, places: &BTreeSet<Place>) {
    let known = reach
        .entry(slot)
        .or_insert_with(|| Reach::Places(BTreeSet::new()));
    if let Reach::Places(known) = known {
        known.extend(places);
    }
}

/// Where the money of each account can go next, in any year.
struct Ways(BTreeMap<usize, BTreeSet<usize>>);

impl Ways {
    fn of(plan: &Plan) -> Ways {
        let mut ways = Ways(BTreeMap::new());
        for pass in plan.years.iter().flat_map(PlanYear::passages) {
            ways.take(pass);
        }
        ways
    }

    fn take(&mut self, pass: &Pass) {
        for source in &pass.sources {
            for outlet in outlets(source) {
                self.lead(source.account, outlet);
            }
            if pass.is_remembered {
                // What a target got is looked at in the year after.
                for target in &source.targets {
                    self.lead(target.account, source.account);
                }
            }
        }
        if pass.table.is_some() {
            // What each holder has is looked at together with what all others have.
            let next = pass.sources.iter().cycle().skip(1);
            for (source, next) in pass.sources.iter().zip(next) {
                self.lead(source.account, next.account);
            }
        }
    }

    fn lead(&mut self, from: usize, to: usize) {
        self.0.entry(from).or_default().insert(to);
    }

    /// Returns every account to which money of an account can come, with itself.
    fn from(&self, account: usize) -> BTreeSet<Place> {
        let mut found = BTreeSet::new();
        let mut open = vec![account];
        while let Some(account) = open.pop() {
            if found.insert(Place::Account(account)) {
                open.extend(self.0.get(&account).into_iter().flatten());
            }
        }
        found
    }
}

/// Returns to whom a holder may hand on money.
fn outlets(source: &Source) -> Vec<usize> {
    let targets = source.targets.iter().map(|target| target.account);
    let slices = source.terms.slices.iter().map(|slice| slice.account);
    let steps = source.terms.adjustments.iter();
    let costs = steps.flat_map(|adjustment| match &adjustment.step {
        AdjustmentStep::SharedCost(cost) => vec![cost.account],
        AdjustmentStep::ServiceUnits(services) => {
            services.units.iter().map(|unit| unit.account).collect()
        }
        _ => Vec::new(),
    });
    targets.chain(slices).chain(costs).collect()
}
