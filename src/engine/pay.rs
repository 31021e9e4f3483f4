//! Payments: claims on a pot, and who bears it when they do not fit.

use std::collections::BTreeMap;

use super::adjustment::{Adjustee, Adjuster};
use super::allocate::Block;
use super::claim::Asker;
use super::observer::{AdjustedClaim, First, Formula, Observer, Posting, Reason, Shortfall};
use super::regions::ByRegion;
use super::shortage::{Claimed, Rationing, exact};
use super::whole::placed;
use crate::domain::Precision;
use crate::money::{Cents, Exact, Rounding, split};
use crate::plan::{Pay, RegionsRule, ShortageRule};
use crate::rules::Shortage;

/// A claim under settlement.
struct Asked {
    /// How many equal members it is of.
    members: i64,
    /// Its position among the claims of the division.
    position: usize,
    component: usize,
    account: usize,
    protected: bool,
    claim: Cents,
    formula: Formula,
    paid: Cents,
    shortfall: Option<Shortfall>,
    adjusted: Option<Box<AdjustedClaim>>,
}

impl Asked {
    /// Says whether its recipient can be paid on it.
    fn takes_part(&self) -> bool {
        !matches!(self.formula, Formula::NotStated | Formula::Refused(_))
    }

    fn claimed(&self) -> Claimed<Cents> {
        Claimed {
            position: self.position,
            members: self.members,
            claim: self.claim,
        }
    }
}

impl<O: Observer> Block<'_, O> {
    /// Pays every claim of a division, in each lane.
    pub(super) fn pay(&mut self, pay: &Pay) {
        let lanes = 0..self.inputs.lanes();
        let cut: Vec<bool> = lanes.map(|lane| self.pay_in_lane(pay, lane)).collect();
        if pay.available.is_some() && pay.evaluated {
            self.cuts.push((pay.division, cut));
        }
        for paid in &pay.components {
            for claim in &paid.claims {
                self.balances.reach(paid.component, claim.account, true);
            }
        }
    }

    /// Pays the claims of one lane, and says whether they exceed what there is.
    fn pay_in_lane(&mut self, pay: &Pay, lane: usize) -> bool {
        let mut asked = self.asked(pay, lane);
        let claimed: Cents = asked.iter().map(|one| one.claim).sum();
        let available = pay.available.filter(|_| pay.evaluated);
        let available = available.map(|pot| self.inputs.cents(pot, lane));
        if let Some(available) = available {
            self.settle(pay, available, lane, &mut asked);
        }
        let there_is = available.unwrap_or_else(|| paid(&asked));
        if !pay.adjustments.is_empty() {
            self.adjust(pay, lane, &mut asked);
        }
        let paid = paid(&asked);
        assert!(paid <= there_is, "a pot of {there_is} paid {paid}");
        self.leave(pay, there_is - paid, lane);
        for one in asked {
            self.hand_over(pay, one, lane);
        }
        available.is_some_and(|available| claimed > available)
    }

    fn asked(&self, pay: &Pay, lane: usize) -> Vec<Asked> {
        let asker = Asker {
            inputs: self.inputs,
            heads: self.heads,
            lane,
            member: None,
        };
        let mut asked = Vec::new();
        for paid in &pay.components {
            for claim in &paid.claims {
                let (amount, formula) = asker.total(claim);
                let members = claim
                    .members
                    .map_or(1, |slot| self.inputs.heads(slot, lane));
                asked.push(Asked {
                    members,
                    position: asked.len(),
                    component: paid.component,
                    account: claim.account,
                    protected: paid.protected,
                    claim: amount,
                    formula,
                    paid: amount,
                    shortfall: None,
                    adjusted: None,
                });
            }
        }
        asked
    }

    /// Cuts what does not fit: unprotected claims first, protected ones only when they alone
    /// are too much.
    fn settle(&self, pay: &Pay, available: Cents, lane: usize, asked: &mut [Asked]) {
        let sum = |asked: &[Asked], protected: bool| -> Cents {
            let own = asked.iter().filter(|one| one.protected == protected);
            own.map(|one| one.claim).sum()
        };
        let (protected, open) = (sum(asked, true), sum(asked, false));
        if protected + open <= available {
            return;
        }
        if protected > available {
            let shortfall = Shortfall {
                available,
                claims: protected,
                rule: Shortage::Proportional,
                cuts_protected: true,
                rate: None,
                first: None,
                served: Box::default(),
            };
            for one in asked.iter_mut().filter(|one| !one.protected) {
                (one.paid, one.shortfall) = (Cents::ZERO, Some(shortfall.clone()));
            }
            let mut cut: Vec<&mut Asked> = asked.iter_mut().filter(|one| one.protected).collect();
            let rule = ShortageRule::proportional();
            self.reduce(pay, &rule, &shortfall, lane, &mut cut);
            return;
        }
        let rest = available - protected;
        let shortfall = Shortfall {
            available: rest,
            claims: open,
            rule: pay.shortage.rule,
            cuts_protected: false,
            rate: None,
            first: None,
            served: Box::default(),
        };
        let mut cut: Vec<&mut Asked> = asked.iter_mut().filter(|one| !one.protected).collect();
        let step = pay.rate_step.map(|step| self.inputs.cents(step, lane));
        let step = step.or(pay.precision.each_step.then_some(Cents::ONE));
        // Only a proportional cut lowers rates; the other rules cut amounts.
        let step = step.filter(|_| pay.shortage.rule == Shortage::Proportional);
        match (&pay.first, step.filter(|step| *step > Cents::ZERO)) {
            (Some(first), _) => self.reduce_by_region(pay, first, &shortfall, lane, &mut cut),
            (None, Some(step)) => reduce_in_steps(step, &shortfall, &mut cut),
            (None, None) => self.reduce(pay, &pay.shortage, &shortfall, lane, &mut cut),
        }
    }

    /// Divides what there is over the claims by a shortage rule, exact and then whole.
    fn reduce(
        &self,
        pay: &Pay,
        rule: &ShortageRule,
        shortfall: &Shortfall,
        lane: usize,
        asked: &mut [&mut Asked],
    ) {
        let is_plain = rule.rule == Shortage::Proportional && pay.precision == Precision::PLAIN;
        let claims: Vec<Claimed<Cents>> = asked.iter().map(|one| one.claimed()).collect();
        let rationing = Rationing {
            rule,
            inputs: self.inputs,
            heads: self.heads,
            lane,
        };
        let parts = if is_plain {
            let claims: Vec<i64> = asked.iter().map(|one| one.claim.count()).collect();
            let parts = split(shortfall.available, &claims).map(|outcome| outcome.parts);
            // Nobody claims anything.
            parts.unwrap_or_else(|| vec![Cents::ZERO; asked.len()])
        } else {
            rationing.whole(shortfall.available, &claims, &pay.precision)
        };
        let mut served = match O::LISTENS && rule.rule != Shortage::Proportional {
            true => rationing.served(&shortfall.available.into(), &exact(&claims)),
            false => Vec::new(),
        }
        .into_iter();
        for (one, part) in asked.iter_mut().zip(parts) {
            let mut shortfall = shortfall.clone();
            shortfall.served = Box::new(served.next().unwrap_or_default());
            (one.paid, one.shortfall) = (part, Some(shortfall));
        }
    }

    /// Divides what there is over the regions first, and then inside each; whole at the end.
    fn reduce_by_region(
        &self,
        pay: &Pay,
        regions: &RegionsRule,
        shortfall: &Shortfall,
        lane: usize,
        asked: &mut [&mut Asked],
    ) {
        let inside = Rationing {
            rule: &pay.shortage,
            inputs: self.inputs,
            heads: self.heads,
            lane,
        };
        let claims: Vec<Claimed<Cents>> = asked.iter().map(|one| one.claimed()).collect();
        let two_stages = ByRegion {
            regions,
            inside,
            listens: O::LISTENS,
        };
        let outcome = two_stages.divide(shortfall.available, &claims);
        let (amounts, told): (Vec<Exact>, Vec<First>) = outcome.into_iter().unzip();
        let parts = placed(shortfall.available, &amounts, &pay.precision).parts;
        for ((one, part), first) in asked.iter_mut().zip(parts).zip(told) {
            let mut shortfall = shortfall.clone();
            shortfall.first = Some(first);
            (one.paid, one.shortfall) = (part, Some(shortfall));
        }
    }

    /// Posts what a pot keeps as unallocated; it belongs to the pot's first component.
    fn leave(&mut self, pay: &Pay, amount: Cents, lane: usize) {
        let Some(first) = pay.components.first() else {
            return;
        };
        if amount > Cents::ZERO {
            self.balances
                .add((first.component, pay.unallocated), lane, amount);
            if O::LISTENS {
                let posting = Posting {
                    year: self.position,
                    division: pay.division,
                    component: first.component,
                    from: pay.pot,
                    to: pay.unallocated,
                    amount,
                    reason: Reason::Left,
                };
                self.observer.posting(lane, posting);
            }
        }
    }

    /// Adjusts what all components together give each recipient, and tells the outcome apart by
    /// component: in proportion to what these paid, or else to what was claimed.
    fn adjust(&self, pay: &Pay, lane: usize, asked: &mut [Asked]) {
        let mut claimed: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, one) in asked.iter().enumerate() {
            claimed.entry(one.account).or_default().push(at);
        }
        let mut own: Vec<Vec<usize>> = Vec::new();
        let mut recipients = Vec::new();
        for payee in &pay.recipients {
            let claims = claimed.remove(&payee.account).unwrap_or_default();
            recipients.push(Adjustee {
                account: payee.account,
                members: payee.members,
                earmarked: Cents::ZERO,
                takes_part: claims.iter().any(|at| asked[*at].takes_part()),
            });
            own.push(claims);
        }
        let sum = |claims: &Vec<usize>| claims.iter().map(|at| asked[*at].paid).sum::<Cents>();
        let before: Vec<Cents> = own.iter().map(sum).collect();
        let adjuster = Adjuster {
            inputs: self.inputs,
            heads: self.heads,
            memory: self.memory,
            division: pay.division,
            lane,
            recipients,
            each_step: pay.precision.each_step,
        };
        let exact = before.iter().map(|amount| Exact::from(*amount)).collect();
        let adjusting = adjuster.adjusted(exact, &pay.adjustments);
        let pool = before.into_iter().sum();
        let parts = placed(pool, &adjusting.amounts, &pay.precision).parts;
        for ((claims, part), steps) in own.into_iter().zip(parts).zip(adjusting.adjusted) {
            let parts = told_apart(part, &claims, asked);
            for (at, part) in claims.into_iter().zip(parts) {
                let one = &mut asked[at];
                let (before, steps) = (one.paid, steps.clone());
                one.adjusted = Some(Box::new(AdjustedClaim { before, steps }));
                one.paid = part;
            }
        }
    }

    fn hand_over(&mut self, pay: &Pay, one: Asked, lane: usize) {
        if pay.is_remembered {
            self.remembered
                .add(pay.division, one.account, lane, one.paid);
        }
        self.balances
            .add((one.component, one.account), lane, one.paid);
        if O::LISTENS {
            let posting = Posting {
                year: self.position,
                division: pay.division,
                component: one.component,
                from: pay.pot,
                to: one.account,
                amount: one.paid,
                reason: Reason::Entitled {
                    formula: one.formula,
                    claim: one.claim,
                    shortfall: one.shortfall,
                    adjusted: one.adjusted,
                },
            };
            self.observer.posting(lane, posting);
        }
    }
}

fn paid(asked: &[Asked]) -> Cents {
    asked.iter().map(|one| one.paid).sum()
}

/// Tells an amount apart by the claims of its recipient, to the cent.
fn told_apart(amount: Cents, claims: &[usize], asked: &[Asked]) -> Vec<Cents> {
    let weights = |of: fn(&Asked) -> i64| {
        let weights = claims.iter().map(|at| of(&asked[*at]));
        split(amount, &weights.collect::<Vec<i64>>())
    };
    let split = weights(|one| one.paid.count())
        .or_else(|| weights(|one| one.claim.count()))
        .or_else(|| weights(|one| i64::from(one.takes_part())));
    split.map_or_else(|| vec![Cents::ZERO; claims.len()], |split| split.parts)
}

/// Lowers every rate by the same factor, down to a step; what the step leaves is not paid.
fn reduce_in_steps(step: Cents, shortfall: &Shortfall, asked: &mut [&mut Asked]) {
    let factor = Exact::from(shortfall.available).over(&shortfall.claims.into());
    let down = |amount: &Exact| {
        let steps = amount
            .over(&step.into())
            .round(Rounding::Down)
            .unwrap_or_default();
        Exact::from(steps).times(&step.into())
    };
    for one in asked.iter_mut() {
        let mut shortfall = shortfall.clone();
        // A share or a maximum makes the claim per head smaller than the rate of the scheme, and
        // that smaller rate is the one to lower: otherwise more would be paid than there is.
        let (heads, most) = match &one.formula {
            Formula::PerHead { rate, heads, .. } => (heads.clone(), *rate),
            Formula::Members {
                heads: Some(heads), ..
            } => (heads.clone(), one.claim),
            _ => (Exact::one(), one.claim),
        };
        let rate = Exact::from(one.claim).over(&heads).min(most.into());
        let rate = down(&rate.times(&factor));
        if matches!(
            one.formula,
            Formula::PerHead { .. } | Formula::Members { heads: Some(_), .. }
        ) {
            shortfall.rate = Some(rate.to_cents(Rounding::Down));
        }
        one.paid = rate.times(&heads).to_cents(Rounding::Down).min(one.claim);
        one.shortfall = Some(shortfall);
    }
}
