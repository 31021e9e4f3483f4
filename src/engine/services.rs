//! Services that recipients bear the costs of, and what of it goes to each function.

use super::adjusting::bear;
use super::adjustment::{Adjuster, Borne};
use super::observer::Reason;
use crate::domain::Id;
use crate::money::{Cents, Exact, split};
use crate::plan::{ServicesRule, Slot};
use crate::rules::Services;

impl Adjuster<'_> {
    /// Lets users bear what services cost, from nobody more than there is; returns what is left,
    /// and what each function gets: its own cost, or of too little a part in proportion to it.
    ///
    /// A service whose cost reaches nobody here is left out.
    pub(super) fn served(
        &self,
        rule: &ServicesRule,
        adjustment: &Id,
        amounts: &[Exact],
    ) -> (Vec<Exact>, Vec<Borne>) {
        let used = |slot: &Option<Slot>| slot.map_or(Exact::zero(), |slot| self.fraction(slot));
        let by_user = |(slot, takes_part): (&Option<Slot>, bool)| match takes_part {
            true => used(slot),
            false => Exact::zero(),
        };
        let units = || rule.units.iter();
        let costs: Vec<Cents> = units()
            .map(|unit| self.inputs.cents(unit.cost, self.lane))
            .collect();
        let takes_part = || self.recipients.iter().map(|one| one.takes_part);
        let services = Services {
            costs: costs.iter().map(|cost| (*cost).into()).collect(),
            between: units()
                .map(|unit| unit.between.iter().map(used).collect())
                .collect(),
            to_users: units()
                .map(|unit| unit.users.iter().zip(takes_part()).map(by_user).collect())
                .collect(),
        };
        let (charges, kept) = services.charged_where_used(rule.method);
        let own: Vec<Cents> = kept.iter().map(|at| costs[*at]).collect();
        let (rest, borne) = bear(amounts, &charges, own.iter().copied().sum());
        let weights: Vec<i64> = own.iter().map(|cost| cost.count()).collect();
        let parts = split(borne, &weights).map_or(Vec::new(), |split| split.parts);
        let told = kept.iter().zip(own).zip(parts);
        let told = told.map(|((at, cost), amount)| Borne {
            account: rule.units[*at].account,
            amount,
            reason: Reason::SharedCost {
                adjustment: adjustment.clone(),
                cost,
                passed_on: Some(rule.method),
            },
        });
        (rest, told.collect())
    }
}
