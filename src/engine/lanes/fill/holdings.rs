//! Where money lies while a block is filled: in balances until a later step takes it, and in
//! series once it stays.

use super::super::kernel::{Column, Kernel, NOTHING};
use super::super::steps::{Goal, Onward, Parts};

/// Balances and series, a column each.
pub(super) struct Holdings {
    kernel: Kernel,
    /// Nothing before a year and nothing after it: a goal has a balance only where a later step
    /// takes from it, and who takes from a balance takes all.
    balances: Vec<Column>,
    pub(super) series: Vec<Column>,
    /// Parts of an amount on their way.
    parts: Vec<Column>,
}

impl Holdings {
    pub(super) fn new(kernel: Kernel) -> Holdings {
        Holdings {
            kernel,
            balances: Vec::new(),
            series: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// Makes room for so many balances.
    pub(super) fn open(&mut self, balances: usize) {
        if self.balances.len() < balances {
            self.balances.resize(balances, NOTHING);
        }
    }

    /// Takes all of a balance.
    pub(super) fn take(&mut self, balance: usize) -> Column {
        std::mem::replace(&mut self.balances[balance], NOTHING)
    }

    /// Brings amounts where they go.
    pub(super) fn bring(&mut self, amounts: &Column, goal: &Goal) {
        if let Some(balance) = goal.balance {
            self.kernel.add(&mut self.balances[balance], amounts, 1);
        }
        self.count(amounts, &goal.series);
    }

    /// Counts amounts towards series.
    pub(super) fn count(&mut self, amounts: &Column, series: &[usize]) {
        for series in series {
            self.kernel.add(&mut self.series[*series], amounts, 1);
        }
    }

    /// Sends all of an amount on.
    pub(super) fn send(&mut self, amounts: &Column, onward: &Onward) {
        self.count(amounts, &onward.whole);
        let goals = match &onward.parts {
            Parts::Series(at) => {
                let onto = (self.series.as_mut_slice(), at.as_slice());
                return self.kernel.split_onto(amounts, &onward.by, onto);
            }
            Parts::Goals(goals) => goals,
        };
        let mut parts = std::mem::take(&mut self.parts);
        parts.clear();
        parts.resize(goals.len(), NOTHING);
        self.kernel.split(amounts, &onward.by, &mut parts);
        for (goal, part) in goals.iter().zip(&parts) {
            self.bring(part, goal);
        }
        self.parts = parts;
    }
}
