//! [`allocate`]: all years of a plan, step by step.

use super::heads::Heads;
use super::{Balances, Observer};
use crate::plan::{Inputs, Plan, PlanYear, Step};

/// The allocation of a block of inputs: balances per computed year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// The computed years, as in the plan.
    pub years: Vec<YearAllocation>,
}

/// One computed year of an allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearAllocation {
    /// What lies where when all steps are done.
    pub balances: Balances,
}

/// Allocates every lane of `inputs` under `plan`, telling `observer` each movement.
pub fn allocate<O: Observer>(plan: &Plan, inputs: &Inputs, observer: &mut O) -> Allocation {
    let years = plan.years.iter().enumerate();
    let years =
        years.map(|(position, year)| allocate_year(plan, (position, year), inputs, observer));
    Allocation {
        years: years.collect(),
    }
}

fn allocate_year<O: Observer>(
    plan: &Plan,
    (position, year): (usize, &PlanYear),
    inputs: &Inputs,
    observer: &mut O,
) -> YearAllocation {
    let heads = Heads::of(year, inputs);
    let mut block = Block {
        position,
        inputs,
        heads: &heads,
        balances: Balances::of(plan, inputs.lanes()),
        observer,
    };
    for step in &year.steps {
        match step {
            Step::Pay(pay) => block.pay(pay),
            Step::Pass(pass) => block.pass(pass),
        }
    }
    YearAllocation {
        balances: block.balances,
    }
}

/// One year under way, in all lanes.
pub(super) struct Block<'a, O> {
    /// The computed year, by position.
    pub(super) position: usize,
    pub(super) inputs: &'a Inputs,
    pub(super) heads: &'a Heads,
    pub(super) balances: Balances,
    pub(super) observer: &'a mut O,
}
