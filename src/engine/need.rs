//! Need and capacity: a part of what is divided goes to those who lack something.

use super::adjusting::total;
use super::adjustment::Adjuster;
use super::observer::UnmetNeed;
use crate::money::Exact;
use crate::plan::{AdjustmentStep, NeedRule, Slot};
use crate::rules::{proportional, unmet_need};

impl Adjuster<'_> {
    /// Sets a part of every amount apart and divides it in proportion to what each lacks.
    ///
    /// Where nobody lacks anything the amounts stand.
    pub(super) fn by_need(&self, rule: &NeedRule, amounts: &[Exact]) -> Vec<Exact> {
        let lacks = self.lacks_by(rule);
        if lacks.iter().all(Exact::is_zero) {
            return amounts.to_vec();
        }
        let part = self.fraction(rule.share);
        let kept = Exact::one().minus(&part);
        let grants = proportional(&total(amounts).times(&part), &lacks);
        let pairs = amounts.iter().zip(&grants);
        pairs
            .map(|(amount, grant)| amount.times(&kept).plus(grant))
            .collect()
    }

    /// Tells what each lacks where a step asks that; nothing for other steps.
    pub(super) fn unmet_needs(&self, step: &AdjustmentStep, amounts: &[Exact]) -> Vec<UnmetNeed> {
        let AdjustmentStep::NeedCapacity(rule) = step else {
            return Vec::new();
        };
        let lacks = self.lacks_by(rule);
        let of_all = total(&lacks);
        let pot = total(amounts).times(&self.fraction(rule.share));
        let slots = rule.need.iter().zip(&rule.capacity);
        let told = slots.zip(self.heads(&rule.heads)).zip(lacks);
        let told = told.map(|(((need, capacity), heads), lack)| UnmetNeed {
            heads,
            need: self.inputs.cents(*need, self.lane),
            capacity: self.inputs.cents(*capacity, self.lane),
            own: lack,
            of_all: of_all.clone(),
            pot: pot.clone(),
        });
        told.collect()
    }

    fn lacks_by(&self, rule: &NeedRule) -> Vec<Exact> {
        let per_head = |slots: &[Slot]| -> Vec<Exact> {
            let slots = slots.iter();
            let amounts = slots.map(|slot| self.inputs.cents(*slot, self.lane).into());
            amounts.collect()
        };
        unmet_need(
            &per_head(&rule.need),
            &per_head(&rule.capacity),
            &self.heads(&rule.heads),
        )
    }
}
