//! [`allocate`]: all years of a plan, step by step.

use super::heads::Heads;
use super::memory::Memory;
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
    /// For each payment with a ceiling that is evaluated, its division and the lanes in which
    /// claims are cut.
    pub cuts: Vec<(usize, Vec<bool>)>,
}

/// Allocates every lane of `inputs` under `plan`, telling `observer` each movement.
pub fn allocate<O: Observer>(plan: &Plan, inputs: &Inputs, observer: &mut O) -> Allocation {
    let mut memory = Memory::of(inputs.lanes());
    let years = plan.years.iter().enumerate();
    let years = years.map(|(position, year)| {
        let (allocated, remembered) = allocate_year(
            plan,
            (position, year),
            inputs.year(position),
            (&memory, observer),
        );
        memory = remembered;
        allocated
    });
    Allocation {
        years: years.collect(),
    }
}

fn allocate_year<O: Observer>(
    plan: &Plan,
    (position, year): (usize, &PlanYear),
    inputs: &Inputs,
    (memory, observer): (&Memory, &mut O),
) -> (YearAllocation, Memory) {
    let heads = Heads::of(year, inputs);
    let mut block = Block {
        position,
        inputs,
        heads: &heads,
        balances: Balances::of(plan, inputs.lanes()),
        memory,
        remembered: Memory::of(inputs.lanes()),
        cuts: Vec::new(),
        observer,
    };
    for step in &year.steps {
        match step {
            Step::Pay(pay) => block.pay(pay),
            Step::Pass(pass) => block.pass(pass),
        }
    }
    let allocated = YearAllocation {
        balances: block.balances,
        cuts: block.cuts,
    };
    (allocated, block.remembered)
}

/// One year under way, in all lanes.
pub(super) struct Block<'a, O> {
    /// The computed year, by position.
    pub(super) position: usize,
    pub(super) inputs: &'a Inputs,
    pub(super) heads: &'a Heads,
    pub(super) balances: Balances,
    /// What was divided in the year before.
    pub(super) memory: &'a Memory,
    /// What the year after may ask.
    pub(super) remembered: Memory,
    pub(super) cuts: Vec<(usize, Vec<bool>)>,
    pub(super) observer: &'a mut O,
}
