//! Payments: who may claim what, and when.

use super::super::{Account, AccountKind, AmountRule, Claim, PaidComponent, Pay, Slot, Test};
use super::conditions::Subject;
use super::counting::Who;
use super::year::YearCompiler;
use crate::domain::{Amount, Component, Coverage, Id, Level, Others, Payment, Text};
use crate::rules::Shortage;
use crate::rules::shortage::Parameters;

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
        let open = components.iter().filter(|one| !one.protected);
        let claimants = open.map(|one| one.claims.len()).sum();
        if payment.pot.is_some() {
            self.refuse_uncountable(&path, payment.shortage, claimants);
        }
        let national = !payment.national || self.knows_everybody(payment);
        let available = payment
            .pot
            .as_ref()
            .map(|pot| self.compiler.cents(format!("{path}.pot"), pot));
        let step = payment.rate_step.as_ref();
        Pay {
            division,
            pot: self.compiler.account(Account::of(AccountKind::Pot, id)),
            unallocated: self
                .compiler
                .account(Account::of(AccountKind::Unallocated, id)),
            available,
            evaluated: available.is_some() && national,
            components,
            shortage: payment.shortage,
            rate_step: step.map(|step| self.compiler.cents(format!("{path}.rate-step"), step)),
            precision: payment.precision.clone(),
        }
    }

    /// Refuses a shortage rule that cannot be exact for so many claims.
    fn refuse_uncountable(&mut self, path: &str, rule: Shortage, claimants: usize) {
        if rule.refusal(claimants, &Parameters::default()).is_none() {
            return;
        }
        let name = rule.name();
        let text = Text::new(
            format!("`shortage = \"{name}\"` is voor {claimants} aanspraken niet exact te tellen"),
            format!("`shortage = \"{name}\"` cannot be counted exactly for {claimants} claims"),
        );
        let hint = Text::new("kies een andere regel", "choose another rule");
        let path = format!("{path}.shortage");
        self.compiler
            .refuse("shortage-too-large", &path, text, hint);
    }

    /// Says whether everybody who draws on a national pot is in the scenario.
    fn knows_everybody(&self, payment: &Payment) -> bool {
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
        let scenario = self.compiler.scenario;
        let mut claims: Vec<(&Id, Claim)> = Vec::new();
        match component.to {
            Level::Region => {
                for region in &scenario.regions {
                    let account = Account::of(AccountKind::Region, &region.id);
                    let claim = self.claim(component, Who::Region(&region.id), account, None);
                    claims.push((&region.id, claim));
                }
            }
            _ => {
                for one in &scenario.partnerships {
                    let account = Account::of(AccountKind::Partnership, &one.id);
                    let claim = self.claim(component, Who::Partnership(one), account, None);
                    claims.push((&one.id, claim));
                }
            }
        }
        for one in scenario
            .others
            .iter()
            .filter(|one| members(one, component.to) > 0)
        {
            let is_inside = component.to == Level::Partnership || one.region.is_none();
            if !is_inside {
                continue;
            }
            let account = Account::of(AccountKind::Others, &one.id).in_region(one.region.as_ref());
            let members = self.members(one, component.to);
            let claim = self.claim(component, Who::Others(one), account, Some(members));
            claims.push((&one.id, claim));
        }
        claims.sort_by_key(|(id, _)| *id);
        claims.into_iter().map(|(_, claim)| claim).collect()
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

    fn claim(
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

fn members(others: &Others, level: Level) -> i64 {
    match level {
        Level::Region => others.regions.value,
        _ => others.partnerships.value,
    }
}
