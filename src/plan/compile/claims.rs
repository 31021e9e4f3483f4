//! Payments: who may claim what, and when.

use super::super::{Account, AccountKind, AmountRule, Claim, Fact, PaidComponent, Pay, Slot, Test};
use super::counting::{Question, Who};
use super::year::YearCompiler;
use crate::domain::{
    Amount, Component, Condition, Coverage, Head, Id, Level, Others, Payment, Range, SchoolYear,
    Status,
};

/// What a condition looks at.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) who: Who<'a>,
    pub(super) year: SchoolYear,
    pub(super) share_double_members: bool,
}

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
            Amount::Steps { per, bands } => {
                let bands = bands.iter().map(|band| {
                    let path = format!("{path}.steps.{}.amount", band.from);
                    (band.from, self.compiler.cents(path, &band.amount))
                });
                let bands = bands.collect();
                AmountRule::Steps {
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

    /// Resolves a condition; `wanted` says whether others are to meet its facts, which turns
    /// around under a negation.
    pub(super) fn test(
        &mut self,
        condition: &Condition,
        subject: Subject<'a>,
        wanted: bool,
    ) -> Test {
        let each = |year: &mut Self, parts: &[Condition]| -> Vec<Test> {
            parts
                .iter()
                .map(|part| year.test(part, subject, wanted))
                .collect()
        };
        match condition {
            Condition::AllOf(parts) => Test::AllOf(each(self, parts)),
            Condition::AnyOf(parts) => Test::AnyOf(each(self, parts)),
            Condition::Not(part) => Test::Not(Box::new(self.test(part, subject, !wanted))),
            Condition::Counted {
                head,
                sector,
                range,
            } => Test::Counted {
                head: *head,
                sector: *sector,
                tally: self.tally(subject.who, subject.question(*head, *sector)),
                at_least: self.threshold(range, range.at_least.as_ref(), "at-least"),
                at_most: self.threshold(range, range.at_most.as_ref(), "at-most"),
            },
            fact => self.fact(fact, subject.who, wanted),
        }
    }

    fn threshold(
        &mut self,
        range: &Range,
        given: Option<&crate::domain::Given<i64>>,
        end: &str,
    ) -> Option<Slot> {
        let path = format!("{}.{end}", range.path);
        Some(self.compiler.slots.heads(path, given?.value))
    }

    fn fact(&self, condition: &Condition, who: Who<'a>, wanted: bool) -> Test {
        let partnership = match who {
            Who::Partnership(one) | Who::Cell(one, _) => Some(one),
            Who::Board(one, ..) | Who::Institute(one, ..) => Some(one),
            Who::Region(_) | Who::Others(_) => None,
        };
        let is_unknown = matches!(who, Who::Others(_));
        match condition {
            Condition::Recognised => {
                let holds = partnership.is_some_and(|one| one.status == Status::Recognised);
                Test::Known(holds || is_unknown, Fact::Recognised)
            }
            Condition::AspirantYear(range) => {
                let year = partnership.and_then(|one| match one.status {
                    Status::Aspirant(start) => Some(
                        self.year
                            .running_school_year()
                            .years_after(start)
                            .saturating_add(1),
                    ),
                    Status::Recognised => None,
                });
                let holds = year.is_some_and(|year| year >= 1 && contains(range, year));
                Test::Known(holds, Fact::AspirantYear(year))
            }
            Condition::OfSector(sector) => {
                let holds = partnership.and_then(|one| one.sector) == Some(*sector);
                Test::Known(
                    if is_unknown { wanted } else { holds },
                    Fact::OfSector(*sector),
                )
            }
            Condition::Flagged(flag) => {
                let regions = &self.compiler.scenario.regions;
                let holds = match who {
                    Who::Region(id) => regions
                        .iter()
                        .any(|one| one.id == *id && one.flags.contains(flag)),
                    _ => partnership.is_some_and(|one| one.flags.contains(flag)),
                };
                Test::Known(
                    if is_unknown { wanted } else { holds },
                    Fact::Flagged(flag.clone()),
                )
            }
            // The other conditions are resolved by `test`.
            _ => Test::AllOf(Vec::new()),
        }
    }
}

impl Subject<'_> {
    fn question(&self, head: Head, sector: Option<crate::domain::Sector>) -> Question {
        Question {
            head,
            sector,
            year: self.year,
            share_double_members: self.share_double_members,
        }
    }
}

fn contains(range: &Range, number: i64) -> bool {
    let above = range
        .at_least
        .as_ref()
        .is_none_or(|least| number >= least.value);
    above
        && range
            .at_most
            .as_ref()
            .is_none_or(|most| number <= most.value)
}

fn members(others: &Others, level: Level) -> i64 {
    match level {
        Level::Region => others.regions.value,
        _ => others.partnerships.value,
    }
}
