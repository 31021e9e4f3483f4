//! A model in all its futures: its numbers, what draws write into them, and what is kept.

use super::Model;
use super::futures::Futures;
use super::pool::{Drawn, Node, Pool};
use super::series::Ledger;
use crate::engine::{Form, LANES, Silent, allocate};
use crate::plan::{Inputs, Plan, Refusal};

/// One model, ready to be drawn.
#[derive(Clone, Debug)]
pub(super) struct World<'a> {
    plan: &'a Plan,
    inputs: &'a Inputs,
    futures: Futures,
    pub(super) ledger: Ledger,
}

impl<'a> World<'a> {
    /// Prepares a model.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when something uncertain cannot be drawn.
    pub(super) fn of(model: &Model<'a>, pool: &mut Pool) -> Result<World<'a>, Refusal> {
        let (plan, inputs) = (model.case.plan.as_ref(), &model.case.inputs);
        let futures = Futures::of(model.scenario, (plan, inputs), pool)?;
        let allocation = allocate(plan, inputs, &mut Silent);
        Ok(World {
            plan,
            inputs,
            futures,
            ledger: Ledger::of(plan, &allocation, &model.scenario.simulation),
        })
    }

    /// Returns the columns of the pool that it reads.
    pub(super) fn reads(&self) -> impl Iterator<Item = Node> + '_ {
        self.futures.reads()
    }

    /// Returns room for the numbers of a block.
    pub(super) fn block(&self) -> Inputs {
        self.futures.block(self.inputs, LANES)
    }

    /// Writes the numbers of a block.
    pub(super) fn write(&self, drawn: &Drawn, block: &mut Inputs) {
        self.futures.write(drawn, block);
    }

    /// Returns the greatest numbers that any draw can come to.
    pub(super) fn most(&self, greatest: &[f64]) -> Inputs {
        self.futures.most(self.inputs, greatest)
    }

    /// Returns the form in which blocks are computed.
    pub(super) fn form(&self, greatest: &[f64]) -> Form<'_> {
        let mut block = self.block();
        self.futures.vary(&mut block);
        Form::of(
            self.plan,
            (&block, &self.most(greatest)),
            &self.ledger.asked,
        )
    }
}
