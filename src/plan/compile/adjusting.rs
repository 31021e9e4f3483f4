//! Adjustments of a division: over its recipients, with the numbers of this year.

use std::collections::BTreeSet;

use super::super::{
    Account, AccountKind, AdjustmentRule, AdjustmentStep, BaseRule, GuaranteeRule, Payee,
    SharedCost, Slot, TallyId,
};
use super::claims::{account_of, claiming};
use super::counting::Who;
use super::passing::Recipient;
use super::terms::function;
use super::year::YearCompiler;
use crate::domain::{
    Adjustment, AdjustmentTerms, Baseline, Given, Head, Id, Ladder, MinimumGuarantee, Payment,
    Reference, Text,
};
use crate::money::Exact;

/// Where adjustments stand, and what they count.
#[derive(Clone, Copy)]
pub(super) struct Setting<'p> {
    /// The path of the terms that state them.
    pub(super) path: &'p str,
    /// The holder that divides; `None` for a payment.
    pub(super) account: Option<&'p Account>,
    /// Which school year is counted.
    pub(super) reference: Reference,
}

impl<'a> YearCompiler<'_, 'a> {
    /// Returns the adjustments of a payment with everybody they are over, in order of id.
    pub(super) fn adjusted_payment(
        &mut self,
        path: &str,
        payment: &'a Payment,
    ) -> (Vec<AdjustmentRule>, Vec<Payee>) {
        let scenario = self.compiler.scenario;
        let mut paid = scenario.scheme.components.iter();
        let first = paid.find(|one| payment.pays.first() == Some(&one.id));
        let (Some(first), false) = (first, payment.adjustments.is_empty()) else {
            return (Vec::new(), Vec::new());
        };
        if payment.national && !self.knows_everybody(payment) {
            self.refuse_unknown_others(path);
        }
        let mut levels = scenario.scheme.components.iter();
        if levels.any(|one| payment.pays.contains(&one.id) && one.to != first.to) {
            self.refuse_two_levels(path);
        }
        let recipients = claiming(scenario, first.to);
        let recipients = recipients.into_iter().map(|(id, who)| Recipient {
            id,
            who,
            account: account_of(id, who),
            level: first.to,
            partnership: match who {
                Who::Partnership(one) => Some(one),
                _ => None,
            },
            region: None,
            members: match who {
                Who::Others(one) => Some(self.members(one, first.to)),
                _ => None,
            },
        });
        let recipients: Vec<Recipient<'a>> = recipients.collect();
        let setting = Setting {
            path,
            account: None,
            reference: first.reference,
        };
        let rules = self.adjustments(&payment.adjustments, setting, &recipients);
        let payees = recipients.into_iter().map(|one| Payee {
            account: self.compiler.account(one.account),
            members: one.members,
        });
        (rules, payees.collect())
    }

    /// Refuses to adjust what partnerships and regions get together.
    fn refuse_two_levels(&mut self, path: &str) {
        self.compiler.refuse(
            "adjusts-two-levels",
            path,
            Text::new(
                format!("`{path}` past samen aan wat partnerschappen en regio's krijgen"),
                format!("`{path}` adjusts together what partnerships and regions get"),
            ),
            Text::new(
                "maak er twee verdelingen van, elk met componenten van één soort ontvanger",
                "make it two divisions, each with components for one kind of recipient",
            ),
        );
    }

    /// Refuses to adjust what the whole country draws on where only some of it are known.
    fn refuse_unknown_others(&mut self, path: &str) {
        self.compiler.refuse(
            "adjusts-what-is-not-known",
            path,
            Text::new(
                format!("`{path}` past een landelijke betaling aan, maar niet iedereen is bekend"),
                format!("`{path}` adjusts a national payment, but not everybody is known"),
            ),
            Text::new(
                "voeg `[[others]]` toe voor de rest van het land, of zet `coverage = \"complete\"` \
                 in het scenario of `scope = \"local\"` bij de verdeling",
                "add `[[others]]` for the rest of the country, or set `coverage = \"complete\"` \
                 in the scenario or `scope = \"local\"` at the division",
            ),
        );
    }

    pub(super) fn adjustments(
        &mut self,
        adjustments: &'a [Adjustment],
        setting: Setting<'_>,
        recipients: &[Recipient<'a>],
    ) -> Vec<AdjustmentRule> {
        let mut rules = Vec::new();
        for Adjustment { id, terms } in adjustments {
            let path = format!("{}.adjust.{id}", setting.path);
            rules.push(AdjustmentRule {
                id: id.clone(),
                kind: terms.kind(),
                step: self.step(terms, &path, setting, recipients),
            });
        }
        rules
    }

    fn step(
        &mut self,
        terms: &'a AdjustmentTerms,
        path: &str,
        setting: Setting<'_>,
        recipients: &[Recipient<'a>],
    ) -> AdjustmentStep {
        let base = |year: &mut Self, against| year.base(against, setting, recipients);
        match terms {
            AdjustmentTerms::Equalise { share, band } => AdjustmentStep::Equalise {
                share: self.share(path, "share", share),
                band: band.as_ref().map(|band| self.share(path, "band", band)),
                heads: self.students(setting, recipients),
            },
            AdjustmentTerms::LevelUp { share } => AdjustmentStep::LevelUp(
                self.share(path, "share", share),
                self.students(setting, recipients),
            ),
            AdjustmentTerms::LevelDown { share } => AdjustmentStep::LevelDown(
                self.share(path, "share", share),
                self.students(setting, recipients),
            ),
            AdjustmentTerms::NeedCapacity(terms) => self.need(terms, path, setting, recipients),
            AdjustmentTerms::HoldHarmless { share, against } => {
                AdjustmentStep::HoldHarmless(self.share(path, "share", share), base(self, *against))
            }
            AdjustmentTerms::MinimumGuarantee(terms) => {
                AdjustmentStep::MinimumGuarantee(self.guarantee(terms, path, setting, recipients))
            }
            AdjustmentTerms::YearBand {
                share,
                rise,
                balance,
                against,
            } => AdjustmentStep::YearBand {
                fall: self.share(path, "share", share),
                rise: rise.as_ref().map(|rise| self.share(path, "rise", rise)),
                balance: *balance,
                base: base(self, *against),
            },
            AdjustmentTerms::PhaseIn { ladder, against } => {
                AdjustmentStep::PhaseIn(self.rung(ladder, path), base(self, *against))
            }
            AdjustmentTerms::Compensation { ladder, against } => {
                AdjustmentStep::Compensation(self.rung(ladder, path), base(self, *against))
            }
            AdjustmentTerms::Limits(limits) => {
                let bounds = recipients.iter().map(|recipient| {
                    self.limits(limits, &|_| path.to_owned(), setting.reference, recipient)
                });
                AdjustmentStep::Limits(bounds.collect())
            }
            AdjustmentTerms::SharedCost {
                to,
                amount,
                users,
                per_student,
            } => AdjustmentStep::SharedCost(SharedCost {
                account: self.paid_by(setting.account, to),
                amount: self.compiler.cents(format!("{path}.amount"), amount),
                users: among(users, recipients),
                heads: per_student.then(|| self.students(setting, recipients)),
            }),
            AdjustmentTerms::ServiceUnits { method, units } => {
                let rule = self.services(*method, units, path, setting, recipients);
                AdjustmentStep::ServiceUnits(rule)
            }
        }
    }

    /// Returns the account of a function that a holder pays.
    pub(super) fn paid_by(&mut self, holder: Option<&Account>, to: &Id) -> usize {
        let account = match holder {
            Some(holder) => function(to, holder),
            None => Account::of(AccountKind::Function, to),
        };
        self.compiler.account(account)
    }

    pub(super) fn share(&mut self, path: &str, field: &str, share: &Given<Exact>) -> Slot {
        self.compiler.fraction(format!("{path}.{field}"), share)
    }

    fn guarantee(
        &mut self,
        terms: &'a MinimumGuarantee,
        path: &str,
        setting: Setting<'_>,
        recipients: &[Recipient<'a>],
    ) -> GuaranteeRule {
        let least = terms.least_per_student.as_ref();
        let counts = terms.per_student || least.is_some();
        // What is stated is of the year before the first; what was computed of the year before.
        let since = self.year.start().saturating_sub(self.compiler.first);
        let back = match (terms.against, setting.reference) {
            (_, Reference::Fixed(_)) => 0,
            (Baseline::LastYear, _) if self.follows_a_year => -1,
            _ => (-1_i16).saturating_sub_unsigned(since),
        };
        let year = self.counted_year(setting.reference).shifted(back);
        GuaranteeRule {
            share: self.share(path, "share", &terms.share),
            cap: terms.cap.as_ref().map(|cap| self.share(path, "cap", cap)),
            scaling: terms
                .scaling
                .as_ref()
                .map(|part| self.share(path, "scaling", part)),
            base: self.base(terms.against, setting, recipients),
            earlier_heads: terms.per_student.then(|| {
                let heads = recipients.iter();
                let heads = heads.map(|one| self.heads_in(one.who, Head::Student, year));
                heads.collect()
            }),
            heads: counts.then(|| self.students(setting, recipients)),
            least_per_head: least.map(|least| {
                let path = format!("{path}.minimum-per-student");
                self.compiler.cents(path, least)
            }),
        }
    }

    pub(super) fn students(
        &mut self,
        setting: Setting<'_>,
        recipients: &[Recipient<'a>],
    ) -> Vec<TallyId> {
        let tallies = recipients
            .iter()
            .map(|one| self.heads(one.who, Head::Student, setting.reference));
        tallies.collect()
    }

    /// Returns where the earlier amounts are found: in the year before where that is computed.
    fn base(
        &mut self,
        against: Baseline,
        setting: Setting<'_>,
        recipients: &[Recipient<'a>],
    ) -> Vec<BaseRule> {
        if against == Baseline::LastYear && self.follows_a_year {
            return vec![BaseRule::LastYear; recipients.len()];
        }
        let stated = recipients
            .iter()
            .map(|one| BaseRule::Stated(self.all_previous(one, setting.path)));
        stated.collect()
    }

    /// Returns the part of this year: that of the last step not after it.
    fn rung(&mut self, ladder: &Ladder, path: &str) -> Option<Slot> {
        let (_, (year, share)) = ladder.range(..=self.year.start()).next_back()?;
        Some(
            self.compiler
                .fraction(format!("{path}.ladder.{year}"), share),
        )
    }
}

/// Says of each recipient whether it is among the users; all are where none is named.
fn among(users: &BTreeSet<Id>, recipients: &[Recipient<'_>]) -> Vec<bool> {
    let recipients = recipients.iter();
    let bears = recipients.map(|one| users.is_empty() || users.contains(one.id));
    bears.collect()
}
