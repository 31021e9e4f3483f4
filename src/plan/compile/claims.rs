//! Payments: who may claim what, and when.

use super::super::{Account, AccountKind, AmountRule, Claim, PaidComponent, Pay, Slot, Test};
use super::super::{ShortageRule, WeightRule};
use super::conditions::Subject;
use super::counting::Who;
use super::rationing::{Claimant, rationing};
use super::year::YearCompiler;
use crate::domain::{
    Adjustment, Amount, Component, Coverage, Id, Key, Level, Others, Payment, Scenario,
};

impl<'a> YearCompiler<'_, 'a> {
    pub(super) fn pay(&mut self, division: usize, id: &Id, payment: &'a Payment) -> Pay {
        let path = format!("division.{id}");
        let mut components = Vec::new();
        for paid in &payment.pays {
            let Some(position) = self.component(paid) else {
                continue;
            };
            let component = &self.compiler.scenario.scheme.components[position];
            let protected = payment.protect.contains(paid);
            let claims = self.claims(component);
            components.push(PaidComponent {
                component: position,
                protected,
                claims,
            });
        }
        let shortage = match payment.pot {
            Some(_) => self.borne_by(payment, &path),
            None => ShortageRule::proportional(),
        };
        let national = !payment.national || self.knows_everybody(payment);
        let available = payment
            .pot
            .as_ref()
            .map(|pot| self.compiler.cents(format!("{path}.pot"), pot));
        let step = payment.rate_step.as_ref();
        let (adjustments, recipients) = self.adjusted_payment(&path, payment);
        Pay {
            division,
            pot: self.compiler.account(Account::of(AccountKind::Pot, id)),
            unallocated: self
                .compiler
                .account(Account::of(AccountKind::Unallocated, id)),
            available,
            evaluated: available.is_some() && national,
            components,
            shortage,
            first: payment.pot.as_ref().and_then(|_| self.first_stage(payment)),
            rate_step: step.map(|step| self.compiler.cents(format!("{path}.rate-step"), step)),
            adjustments,
            recipients,
            is_remembered: payment.adjustments.iter().any(Adjustment::looks_back),
            precision: payment.precision.clone(),
        }
    }

    /// Returns who bears a shortage of a payment.
    fn borne_by(&mut self, payment: &'a Payment, path: &str) -> ShortageRule {
        let scenario = self.compiler.scenario;
        let weights = payment.shortage.weights.as_ref();
        let mut claimants: Vec<Claimant<'a>> = Vec::new();
        for paid in &payment.pays {
            let components = &scenario.scheme.components;
            let Some(component) = components.iter().find(|one| one.id == *paid) else {
                continue;
            };
            for (id, who) in claiming(scenario, component.to) {
                claimants.push(Claimant {
                    id,
                    component: &component.id,
                    weight: weights.map_or(WeightRule::One, |key| {
                        self.weight_of(key, component, (id, who), path)
                    }),
                });
            }
        }
        rationing(&payment.shortage, &claimants)
    }

    /// Returns the weight of a claim on a component.
    fn weight_of(
        &mut self,
        key: &Key,
        component: &Component,
        (id, who): (&'a Id, Who<'a>),
        path: &str,
    ) -> WeightRule {
        match (key, who) {
            (Key::PerHead(head), _) => {
                let subject = Subject {
                    who,
                    year: self.counted_year(component.reference),
                    share_double_members: component.share_double_members,
                };
                WeightRule::Heads(self.tally(who, subject.question(*head, None)))
            }
            (Key::Weights, Who::Partnership(one)) => {
                let owner = format!("partnership.{id}");
                if let Some(given) = &one.weight {
                    let slot = self.compiler.fraction(format!("{owner}.weight"), given);
                    return WeightRule::Agreed(slot);
                }
                self.missing(&owner, "weight", path);
                WeightRule::One
            }
            (Key::Weights, Who::Region(_)) => {
                self.missing(&format!("region.{id}"), "weight", path);
                WeightRule::One
            }
            _ => WeightRule::One,
        }
    }

    /// Says whether everybody who draws on a national pot is in the scenario.
    pub(super) fn knows_everybody(&self, payment: &Payment) -> bool {
        let scenario = self.compiler.scenario;
        if scenario.coverage == Coverage::Complete {
            return true;
        }
        let levels = scenario
            .scheme
            .components
            .iter()
            .filter(|one| payment.pays.contains(&one.id));
        let mut levels = levels.map(|component| component.to);
        let rest = scenario.others.iter().filter(|one| one.region.is_none());
        let rest: Vec<&Others> = rest.collect();
        levels.all(|level| rest.iter().any(|one| members(one, level) > 0))
    }

    /// Returns the claims on a component, in order of recipient id.
    fn claims(&mut self, component: &'a Component) -> Vec<Claim> {
        let claiming = claiming(self.compiler.scenario, component.to);
        let claims = claiming.into_iter().map(|(id, who)| {
            let members = match who {
                Who::Others(one) => Some(self.members(one, component.to)),
                _ => None,
            };
            self.claim(component, who, account_of(id, who), members)
        });
        claims.collect()
    }

    /// Returns the slot of the number of members of others.
    pub(super) fn members(&mut self, others: &Others, level: Level) -> Slot {
        let field = if level == Level::Region {
            "regions"
        } else {
            "partnerships"
        };
        let path = format!("others.{}.{field}", others.id);
        self.compiler.slots.heads(path, members(others, level))
    }

    pub(super) fn claim(
        &mut self,
        component: &'a Component,
        who: Who<'a>,
        account: Account,
        members: Option<Slot>,
    ) -> Claim {
        let path = format!("component.{}", component.id);
        let year = self.counted_year(component.reference);
        let subject = Subject {
            who,
            year,
            share_double_members: component.share_double_members,
        };
        let when = self.test(&component.when, subject, true);
        let is_paid = !matches!(when, Test::Known(false, _));
        let amount = if is_paid {
            self.amount(component, subject, &account)
        } else {
            AmountRule::Nothing
        };
        let share = component.share.as_ref();
        let maximum = component.maximum.as_ref();
        Claim {
            account: self.compiler.account(account),
            when,
            amount,
            share: share.map(|share| self.compiler.fraction(format!("{path}.share"), share)),
            maximum: maximum.map(|most| self.compiler.cents(format!("{path}.maximum"), most)),
            members,
        }
    }

    fn amount(
        &mut self,
        component: &'a Component,
        subject: Subject<'a>,
        account: &Account,
    ) -> AmountRule {
        let path = format!("component.{}", component.id);
        let tally = |year: &mut Self, head| year.tally(subject.who, subject.question(head, None));
        match &component.amount {
            Amount::Flat(amount) => {
                AmountRule::Flat(self.compiler.cents(format!("{path}.amount"), amount))
            }
            Amount::PerHead { rate, per } => AmountRule::PerHead {
                rate: self.compiler.cents(format!("{path}.amount"), rate),
                head: *per,
                tally: tally(self, *per),
            },
            Amount::Steps { kind, per, bands } => {
                let bands = bands.iter().map(|band| {
                    let path = format!("{path}.steps.{}.amount", band.from);
                    (band.from, self.compiler.cents(path, &band.amount))
                });
                let bands = bands.collect();
                AmountRule::Steps {
                    kind: *kind,
                    head: *per,
                    tally: tally(self, *per),
                    bands,
                }
            }
            Amount::Each(amounts) => match amounts.get(&account.id) {
                Some(amount) => {
                    let path = format!("{path}.amounts.{}", account.id);
                    AmountRule::Flat(self.compiler.cents(path, amount))
                }
                None => AmountRule::Nothing,
            },
        }
    }
}

/// Returns the account of somebody who may claim.
pub(super) fn account_of(id: &Id, who: Who<'_>) -> Account {
    match who {
        Who::Region(_) => Account::of(AccountKind::Region, id),
        Who::Others(one) => Account::of(AccountKind::Others, id).in_region(one.region.as_ref()),
        _ => Account::of(AccountKind::Partnership, id),
    }
}

/// Returns who may claim a component of a level, in order of id.
pub(super) fn claiming(scenario: &Scenario, level: Level) -> Vec<(&Id, Who<'_>)> {
    let mut claiming: Vec<(&Id, Who<'_>)> = match level {
        Level::Region => {
            let regions = scenario.regions.iter();
            regions.map(|one| (&one.id, Who::Region(&one.id))).collect()
        }
        _ => {
            let partnerships = scenario.partnerships.iter();
            partnerships
                .map(|one| (&one.id, Who::Partnership(one)))
                .collect()
        }
    };
    let others = scenario.others.iter().filter(|one| {
        let is_inside = level == Level::Partnership || one.region.is_none();
        members(one, level) > 0 && is_inside
    });
    claiming.extend(others.map(|one| (&one.id, Who::Others(one))));
    claiming.sort_by_key(|(id, _)| *id);
    claiming
}

fn members(others: &Others, level: Level) -> i64 {
    match level {
        Level::Region => others.regions.value,
        _ => others.partnerships.value,
    }
}
