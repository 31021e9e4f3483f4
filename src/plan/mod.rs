//! Domain to dense tables: structure in [`Plan`], numbers in [`Inputs`].
//!
//! Compiling resolves every name, year and membership once, so that the engine walks arrays. A
//! number that a path names has a slot: a slider, a sweep point and a draw write slots and need
//! no other plan. What a path names as a choice (a rule, a membership) makes another plan.
//!
//! **Invariant.** An accepted plan cannot fail: whatever might not fit was refused here.
#![deny(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    clippy::as_conversions
)]

mod account;
mod compile;
mod cost;
mod count;
mod need;
mod projection;
mod reach;
mod reads;
mod refusal;
mod shared;
mod slot;
mod step;
mod test;

pub use account::{Account, AccountKind};
pub use compile::{Counts, Students, compile, fits, path_of_count};
pub use cost::{
    CostBearer, CostLine, CostPlan, CostYear, PartnershipCost, RegionPart, RegionParts,
};
pub use count::{CountOwner, CountRule, GrowthRule, Tally, TallyId, grown, multiplied};
pub use need::NeedRule;
pub use projection::{ParticipationRule, ProjectionRule};
pub use reach::{Place, Reach};
pub use refusal::Refusal;
pub use shared::{ServiceRule, ServicesRule, SharedCost};
pub use slot::{Inputs, Slot, SlotLine, Unit};
pub use step::{
    AdjustmentRule, AdjustmentStep, AmountRule, BaseRule, BoundRule, Claim, Classes, EarmarkRule,
    FitRule, GuaranteeRule, KeyRule, PaidComponent, Pass, Pay, Payee, RegionsRule, Share,
    ShortageRule, SliceRule, Source, Step, TableRule, Target, TermsRule, UpperRule, WeightRule,
};
pub use test::{Fact, Test};

use std::collections::BTreeMap;

use crate::domain::{Id, Instalment, Text, Year};

/// A compiled scenario: what happens in each year, without the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The years that are computed, of the scheme's own kind.
    pub years: Vec<PlanYear>,
    /// How the years of the scenario are made of the computed ones.
    pub views: Vec<YearView>,
    /// Everything that can hold money.
    pub accounts: Vec<Account>,
    /// The components, in the order of the scheme.
    pub components: Vec<ComponentLine>,
    /// The divisions, in the order of the scheme.
    pub divisions: Vec<DivisionLine>,
    /// What training costs.
    pub costs: CostPlan,
    /// The numbers that can be written, by path.
    pub slots: Vec<SlotLine>,
}

/// What results say of a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentLine {
    /// Stable id.
    pub id: Id,
    /// Name for people.
    pub name: Text,
    /// The rate, where it is paid per head.
    pub rate: Option<Slot>,
}

/// What results say of a division.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DivisionLine {
    /// Stable id.
    pub id: Id,
    /// Name for people.
    pub name: Text,
    /// When it pays, or passes on by the terms of every holder; empty where that is not stated.
    pub instalments: Vec<Instalment>,
    /// When holders pass on that have terms of their own, by id.
    pub at: BTreeMap<Id, Vec<Instalment>>,
}

impl DivisionLine {
    /// Returns when money leaves a holder, or the pot; empty where that is not stated.
    pub fn instalments_of(&self, holder: &Id) -> &[Instalment] {
        self.at.get(holder).unwrap_or(&self.instalments)
    }
}

/// One computed year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanYear {
    /// The year.
    pub year: Year,
    /// How each count of this year comes about.
    pub counts: Vec<CountRule>,
    /// Sums of counts that claims, keys and conditions ask for.
    pub tallies: Vec<Tally>,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

/// One year of the scenario, as months of computed years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearView {
    /// The year of the scenario.
    pub year: Year,
    /// Computed years, by position, with the number of their months that count; twelve together.
    pub parts: Vec<(usize, u8)>,
}

impl Plan {
    /// Returns why this plan cannot be computed with other numbers, if so: a sum that might not
    /// fit, or claims that a rule cannot divide exactly.
    pub fn too_large(&self, inputs: &Inputs) -> Option<Refusal> {
        compile::too_large(self, inputs)
    }

    /// Says whether any division states when it pays.
    pub fn is_dated(&self) -> bool {
        let mut divisions = self.divisions.iter();
        divisions.any(|one| {
            let mut all = one.at.values().chain([&one.instalments]);
            all.any(|own| !own.is_empty())
        })
    }

    /// Returns the slot of the number that `path` names, if it is one.
    pub fn slot(&self, path: &str) -> Option<Slot> {
        self.slots
            .iter()
            .find(|line| line.path == path)
            .map(|line| line.slot)
    }
}
