//! Balances: what lies where, per component, in each lane.

use crate::money::Cents;
use crate::plan::Plan;

/// The money of one year: a column of lanes for each component in each account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balances {
    lanes: usize,
    accounts: usize,
    amounts: Vec<Cents>,
    reached: Vec<bool>,
}

impl Balances {
    pub(super) fn of(plan: &Plan, lanes: usize) -> Balances {
        let accounts = plan.accounts.len();
        let cells = accounts.saturating_mul(plan.components.len());
        Balances {
            lanes,
            accounts,
            amounts: vec![Cents::ZERO; cells.saturating_mul(lanes)],
            reached: vec![false; cells],
        }
    }

    /// Returns what lies in an account, of one component, in one lane.
    pub fn amount(&self, component: usize, account: usize, lane: usize) -> Cents {
        self.amounts[self.index(component, account, lane)]
    }

    /// Says whether an award of this component can rest here: money came to the account and was
    /// not passed on, or a claim came to nothing.
    pub fn is_reached(&self, component: usize, account: usize) -> bool {
        self.reached[self.cell(component, account)]
    }

    pub(super) fn add(&mut self, (component, account): (usize, usize), lane: usize, amount: Cents) {
        let index = self.index(component, account, lane);
        self.amounts[index] += amount;
    }

    pub(super) fn take(&mut self, (component, account): (usize, usize), lane: usize) -> Cents {
        let index = self.index(component, account, lane);
        std::mem::take(&mut self.amounts[index])
    }

    pub(super) fn reach(&mut self, component: usize, account: usize, reached: bool) {
        let cell = self.cell(component, account);
        self.reached[cell] = reached;
    }

    fn cell(&self, component: usize, account: usize) -> usize {
        component
            .saturating_mul(self.accounts)
            .saturating_add(account)
    }

    fn index(&self, component: usize, account: usize, lane: usize) -> usize {
        self.cell(component, account)
            .saturating_mul(self.lanes)
            .saturating_add(lane)
    }
}
