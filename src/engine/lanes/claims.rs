//! Payments over columns.

use super::compile::{Compiler, MOST_AMOUNT};
use super::steps::{
    AmountForm, ClaimForm, Counted, Gathered, GatheredGoal, PayForm, Place, RateForm, TestForm,
    Times,
};
use crate::domain::Precision;
use crate::plan::{AmountRule, Claim, PaidComponent, Pay, Slot};
use crate::rules::{Shortage, TierKind};

impl Compiler<'_> {
    /// Returns a payment over columns; `None` where it has no such form.
    pub(super) fn pay(&mut self, at: usize, pay: &Pay) -> Option<PayForm> {
        if !pay.adjustments.is_empty() {
            return None;
        }
        let pot = pay.available.filter(|_| pay.evaluated);
        let pot = pot.map(|slot| self.number(slot));
        let step = match pay.rate_step {
            Some(slot) => Some(self.same(slot)?),
            None => pay.precision.each_step.then_some(1),
        };
        let step = step.filter(|step| *step > 0);
        if let Some((_, most)) = pot {
            let is_plain = step.is_some() || pay.precision == Precision::PLAIN;
            let has_protected = pay.components.iter().any(|paid| paid.protected);
            let is_plain = is_plain && (pay.precision == Precision::PLAIN || !has_protected);
            let is_proportional = pay.shortage.rule == Shortage::Proportional;
            if pay.first.is_some() || !is_proportional || !is_plain || most >= MOST_AMOUNT {
                return None;
            }
        }
        let first = pay.components.first();
        let first = first.map(|one| self.asked.counted_as[one.component]);
        let (mut claims, mut rates) = (Vec::new(), Vec::new());
        let mut all: i128 = 0;
        for paid in &pay.components {
            let component = self.asked.counted_as[paid.component];
            let own = claims.len();
            for claim in &paid.claims {
                let node = (component, claim.account);
                let (when, amount, most) = self.claim(claim)?;
                let members = self.members(claim, &when)?;
                self.reach(node, most);
                all = all.saturating_add(most);
                if when == TestForm::Known(false) {
                    continue;
                }
                claims.push(ClaimForm {
                    is_protected: paid.protected,
                    when,
                    amount,
                    members,
                    goal: self.goal(at, node),
                });
            }
            rates.extend(self.rate((pay.division, paid), own, &mut claims));
        }
        if all >= MOST_AMOUNT {
            return None;
        }
        let unallocated = match (first, pot) {
            (Some(first), Some((_, most))) => {
                let node = (first, pay.unallocated);
                self.reach(node, most);
                self.goal(at, node)
            }
            _ => super::steps::Goal::default(),
        };
        let cuts = self.asked.cuts.get(self.position);
        let cut = cuts.and_then(|cuts| cuts.get(&pay.division));
        Some(PayForm {
            pot: pot.map(|(place, _)| place),
            step,
            gathered: gathered(&claims, pot.is_some()),
            claims,
            unallocated,
            cut: cut.cloned().unwrap_or_default(),
            rates,
        })
    }

    /// Lets the claims of a component, those from a position on, bring what they are paid to the
    /// series of what is left of it per head, where that is asked.
    fn rate(
        &mut self,
        (division, paid): (usize, &PaidComponent),
        first: usize,
        claims: &mut [ClaimForm],
    ) -> Option<RateForm> {
        let asked = self.asked.rates.get(self.position)?;
        let series = *asked.get(&(division, paid.component))?;
        let stated = paid.claims.iter().find_map(|claim| match claim.amount {
            AmountRule::PerHead { rate, .. } => Some(rate),
            _ => None,
        })?;
        for claim in claims.iter_mut().skip(first) {
            claim.goal.series.push(series);
        }
        Some(RateForm {
            claims: first..claims.len(),
            stated: self.number(stated).0,
            series,
        })
    }

    /// Returns a number that all lanes share.
    fn same(&mut self, slot: Slot) -> Option<i64> {
        match self.number(slot).0 {
            Place::Same(number) => Some(number),
            Place::Column(_) => None,
        }
    }

    /// Returns the number of equal members and their heads, where the condition counts them: one
    /// by one, as equal as whole heads can be. `None` where more than one count decides.
    fn members(&mut self, claim: &Claim, when: &TestForm) -> Option<Option<(i64, Place)>> {
        let (Some(slot), false) = (claim.members, matches!(when, TestForm::Known(_))) else {
            return Some(None);
        };
        let members = self.same(slot)?;
        let mut heads = Vec::new();
        when.counted(&mut heads);
        if let AmountRule::PerHead { tally, .. } = &claim.amount {
            heads.push(self.heads(*tally)?.0);
        }
        let first = *heads.first()?;
        let is_one = heads.iter().all(|other| *other == first);
        (is_one && members > 0).then_some(Some((members, first)))
    }

    /// Returns a claim: its condition, its amount, and the most it can come to.
    fn claim(&mut self, claim: &Claim) -> Option<(TestForm, AmountForm, i128)> {
        if claim.share.is_some() || claim.maximum.is_some() {
            return None;
        }
        let (members, when) = match claim.members {
            Some(slot) => (self.same(slot)?, self.test_of_each(&claim.when)?),
            None => (1, self.test(&claim.when)?),
        };
        let (amount, most) = match &claim.amount {
            AmountRule::Flat(slot) => {
                let (amount, most) = self.number(*slot);
                let most = most.saturating_mul(members.into());
                (AmountForm::Flat(amount, members), most)
            }
            AmountRule::PerHead { rate, tally, .. } => {
                let (rate, most) = self.number(*rate);
                let (heads, greatest) = self.heads(*tally)?;
                (
                    AmountForm::PerHead(rate, heads),
                    most.saturating_mul(greatest),
                )
            }
            AmountRule::Steps {
                kind: TierKind::Step,
                tally,
                bands,
                ..
            } if claim.members.is_none() => {
                let (heads, _) = self.heads(*tally)?;
                let mut most = 0;
                let mut forms = Vec::new();
                for (from, slot) in bands {
                    let (amount, greatest) = self.number(*slot);
                    most = most.max(greatest);
                    forms.push((*from, amount));
                }
                (AmountForm::Step(heads, forms), most)
            }
            AmountRule::Nothing => (AmountForm::Flat(Place::Same(0), 1), 0),
            AmountRule::Steps { .. } => return None,
        };
        Some((when, amount, most))
    }
}

/// Gathers claims without a condition by where they go. Of a pot that may cut them, open amounts
/// that are no rate per head are cut one by one.
fn gathered(claims: &[ClaimForm], is_cut: bool) -> Gathered {
    let mut gathered = Gathered::default();
    for (position, claim) in claims.iter().enumerate() {
        let is_safe = claim.is_protected || !is_cut;
        let is_simple = claim.when == TestForm::Known(true) && claim.members.is_none();
        match claim.amount {
            AmountForm::Flat(Place::Same(amount), times) if is_simple && is_safe => {
                gathered.add_same(claim, amount.saturating_mul(times));
            }
            AmountForm::PerHead(Place::Same(rate), Place::Same(heads)) if is_simple && is_safe => {
                gathered.add_same(claim, rate.saturating_mul(heads));
            }
            AmountForm::Flat(Place::Column(amount), times)
            | AmountForm::PerHead(Place::Column(amount), Place::Same(times))
                if is_simple && is_safe =>
            {
                gathered.add_amount(claim, Times { amount, times });
            }
            AmountForm::PerHead(rate, Place::Column(heads)) if is_simple => {
                gathered.add_heads(claim, rate, heads);
            }
            _ => gathered.others.push(position),
        }
    }
    gathered
}

impl Gathered {
    fn add_same(&mut self, claim: &ClaimForm, amount: i64) {
        let (protected, open) = &mut self.same;
        let sum = if claim.is_protected { protected } else { open };
        *sum = sum.saturating_add(amount);
        let own = self.goal(claim);
        own.same = own.same.saturating_add(amount);
    }

    fn add_amount(&mut self, claim: &ClaimForm, own: Times) {
        let mut known = self.amounts.iter_mut();
        let is_alike = |(known, is_protected): &&mut (Times, bool)| {
            known.amount == own.amount && *is_protected == claim.is_protected
        };
        match known.find(is_alike) {
            Some((known, _)) => known.times = known.times.saturating_add(own.times),
            None => self.amounts.push((own, claim.is_protected)),
        }
        self.goal(claim).amounts.push(own);
    }

    fn add_heads(&mut self, claim: &ClaimForm, rate: Place, heads: usize) {
        let own = (rate, claim.is_protected);
        let known = self.rates.iter().position(|known| *known == own);
        let position = known.unwrap_or(self.rates.len());
        if known.is_none() {
            self.rates.push(own);
            self.heads.push(Vec::new());
        }
        self.heads[position].push(heads);
        self.goal(claim).counted.push(Counted {
            heads,
            rate: position,
        });
    }

    fn goal(&mut self, claim: &ClaimForm) -> &mut GatheredGoal {
        let known = self.goals.iter().position(|known| known.goal == claim.goal);
        let position = known.unwrap_or(self.goals.len());
        if known.is_none() {
            self.goals.push(GatheredGoal {
                goal: claim.goal.clone(),
                same: 0,
                amounts: Vec::new(),
                counted: Vec::new(),
                onward: None,
            });
        }
        &mut self.goals[position]
    }
}
