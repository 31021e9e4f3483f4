//! Reads: which slots each part of a plan looks at.
//!
//! Every field is named, so that a number that is added cannot be forgotten here.

use super::{
    AdjustmentRule, AdjustmentStep, AmountRule, BaseRule, BoundRule, Claim, CostLine, CountRule,
    EarmarkRule, FitRule, GrowthRule, GuaranteeRule, KeyRule, NeedRule, PaidComponent,
    PartnershipCost, Pay, Payee, RegionPart, ServiceRule, ServicesRule, Share, SharedCost,
    ShortageRule, SliceRule, Slot, Source, TableRule, TallyId, Target, TermsRule, Test, WeightRule,
};

/// What looks at slots.
pub(super) trait Reads {
    /// Tells `note` of each slot; of the heads it counts, their rules tell.
    fn reads(&self, note: &mut dyn FnMut(Slot));
}

impl Reads for Slot {
    fn reads(&self, note: &mut dyn FnMut(Slot)) {
        note(*self);
    }
}

impl Reads for TallyId {
    fn reads(&self, _: &mut dyn FnMut(Slot)) {}
}

impl Reads for i64 {
    fn reads(&self, _: &mut dyn FnMut(Slot)) {}
}

impl<T: Reads> Reads for Option<T> {
    fn reads(&self, note: &mut dyn FnMut(Slot)) {
        self.iter().for_each(|one| one.reads(note));
    }
}

impl<T: Reads> Reads for Vec<T> {
    fn reads(&self, note: &mut dyn FnMut(Slot)) {
        self.iter().for_each(|one| one.reads(note));
    }
}

impl<T: Reads> Reads for Box<T> {
    fn reads(&self, note: &mut dyn FnMut(Slot)) {
        (**self).reads(note);
    }
}

impl<T: Reads, U: Reads> Reads for (T, U) {
    fn reads(&self, note: &mut dyn FnMut(Slot)) {
        self.0.reads(note);
        self.1.reads(note);
    }
}

/// Tells of the slots of some fields, and says of all others that they hold none.
macro_rules! reads {
    ($($part:ident { $($read:ident),* ; $($other:ident),* })*) => {$(
        impl Reads for $part {
            fn reads(&self, note: &mut dyn FnMut(Slot)) {
                let $part { $($read,)* $($other: _),* } = self;
                $($read.reads(note);)*
            }
        }
    )*};
}

reads! {
    CountRule { base, growth; years, year, of }
    Pay {
        available, components, shortage, rate_step, adjustments, recipients;
        division, pot, unallocated, evaluated, first, is_remembered, precision
    }
    Payee { members; account }
    ShortageRule { weights; rule, claimants, ranks, classes }
    PaidComponent { claims; component, protected }
    Claim { when, amount, share, maximum, members; account }
    TableRule { fit; rows, columns, precision }
    FitRule { key, members; method }
    Source { targets, terms; account }
    Target { when, bounds, members; account }
    BoundRule { minimum, maximum, minimum_per_head, maximum_per_head, keep; }
    TermsRule { slices, earmarks, key, fallback, adjustments; precision }
    Share { share, amount; }
    SliceRule { share; account, of_rest }
    EarmarkRule { share, key; id, targets, unused }
    AdjustmentRule { step; id, kind }
    GuaranteeRule { share, cap, scaling, base, earlier_heads, heads, least_per_head; }
    NeedRule { share, need, capacity, heads; }
    SharedCost { amount, heads; account, users }
    ServicesRule { units; method }
    ServiceRule { cost, between, users; account }
    PartnershipCost { lines; partnership, students, bearers }
    CostLine { rate, hours; heads, parts }
    RegionPart { members; partnership, students }
}

impl Reads for GrowthRule {
    fn reads(&self, note: &mut dyn FnMut(Slot)) {
        match self {
            GrowthRule::Counted => {}
            GrowthRule::Rate(growth) => growth.reads(note),
            GrowthRule::Projection(rule) => rule.slots().for_each(note),
        }
    }
}

impl Reads for WeightRule {
    fn reads(&self, note: &mut dyn FnMut(Slot)) {
        match self {
            WeightRule::One | WeightRule::Heads(_) => {}
            WeightRule::Agreed(weight) => weight.reads(note),
        }
    }
}

impl Reads for AmountRule {
    fn reads(&self, note: &mut dyn FnMut(Slot)) {
        match self {
            AmountRule::Flat(amount) => amount.reads(note),
            AmountRule::PerHead { rate, .. } => rate.reads(note),
            AmountRule::Steps { bands, .. } => bands.reads(note),
            AmountRule::Nothing => {}
        }
    }
}

impl Reads for Test {
    fn reads(&self, note: &mut dyn FnMut(Slot)) {
        match self {
            Test::AllOf(parts) | Test::AnyOf(parts) => parts.reads(note),
            Test::Not(part) => part.reads(note),
            Test::Counted {
                at_least, at_most, ..
            } => [*at_least, *at_most].into_iter().flatten().for_each(note),
            Test::Known(..) => {}
        }
    }
}

impl Reads for BaseRule {
    fn reads(&self, note: &mut dyn FnMut(Slot)) {
        match self {
            BaseRule::Stated(amounts) => amounts.reads(note),
            BaseRule::LastYear => {}
        }
    }
}

impl Reads for KeyRule {
    fn reads(&self, note: &mut dyn FnMut(Slot)) {
        match self {
            KeyRule::Equal | KeyRule::Heads(..) | KeyRule::Only(_) => {}
            KeyRule::Weights(weights) => weights.reads(note),
            KeyRule::Previous(amounts) => amounts.reads(note),
            KeyRule::First { amount, then } => {
                amount.reads(note);
                then.reads(note);
            }
            KeyRule::Claims {
                claims,
                shortage,
                surplus,
            } => {
                claims.reads(note);
                shortage.reads(note);
                surplus.reads(note);
            }
            KeyRule::Mix(parts) => parts.reads(note),
        }
    }
}

impl Reads for AdjustmentStep {
    fn reads(&self, note: &mut dyn FnMut(Slot)) {
        match self {
            AdjustmentStep::Equalise { share, band, .. } => {
                share.reads(note);
                band.reads(note);
            }
            AdjustmentStep::LevelUp(share, _) | AdjustmentStep::LevelDown(share, _) => {
                share.reads(note);
            }
            AdjustmentStep::NeedCapacity(rule) => rule.reads(note),
            AdjustmentStep::HoldHarmless(share, base) => {
                share.reads(note);
                base.reads(note);
            }
            AdjustmentStep::MinimumGuarantee(rule) => rule.reads(note),
            AdjustmentStep::PhaseIn(part, base) | AdjustmentStep::Compensation(part, base) => {
                part.reads(note);
                base.reads(note);
            }
            AdjustmentStep::YearBand {
                fall, rise, base, ..
            } => {
                fall.reads(note);
                rise.reads(note);
                base.reads(note);
            }
            AdjustmentStep::Limits(bounds) => bounds.reads(note),
            AdjustmentStep::SharedCost(cost) => cost.reads(note),
            AdjustmentStep::ServiceUnits(services) => services.reads(note),
        }
    }
}
