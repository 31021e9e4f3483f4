//! Adjustments of a holder: over its recipients, with the numbers of this year.

use super::super::{Account, AdjustmentRule, AdjustmentStep, BaseRule, SharedCost, Slot, TallyId};
use super::passing::{Holder, Recipient};
use super::terms::function;
use super::year::YearCompiler;
use crate::domain::{Adjustment, AdjustmentTerms, Baseline, Head, Ladder};

impl<'a> YearCompiler<'_, 'a> {
    pub(super) fn adjustments(
        &mut self,
        holder: Holder<'a, '_>,
        account: &Account,
        recipients: &[Recipient<'a>],
    ) -> Vec<AdjustmentRule> {
        let mut rules = Vec::new();
        for Adjustment { id, terms } in &holder.terms.adjustments {
            let path = format!("{}.adjust.{id}", holder.path_of("adjust"));
            rules.push(AdjustmentRule {
                id: id.clone(),
                kind: terms.kind(),
                step: self.step(terms, &path, (holder, account), recipients),
            });
        }
        rules
    }

    fn step(
        &mut self,
        terms: &'a AdjustmentTerms,
        path: &str,
        (holder, account): (Holder<'a, '_>, &Account),
        recipients: &[Recipient<'a>],
    ) -> AdjustmentStep {
        match terms {
            AdjustmentTerms::Equalise { share } => AdjustmentStep::Equalise(
                self.compiler.fraction(format!("{path}.share"), share),
                self.students(holder, recipients),
            ),
            AdjustmentTerms::LevelUp { share } => AdjustmentStep::LevelUp(
                self.compiler.fraction(format!("{path}.share"), share),
                self.students(holder, recipients),
            ),
            AdjustmentTerms::HoldHarmless { share, against } => AdjustmentStep::HoldHarmless(
                self.compiler.fraction(format!("{path}.share"), share),
                self.base(*against, holder, recipients),
            ),
            AdjustmentTerms::MinimumGuarantee {
                share,
                cap,
                against,
            } => AdjustmentStep::MinimumGuarantee {
                share: self.compiler.fraction(format!("{path}.share"), share),
                cap: cap
                    .as_ref()
                    .map(|cap| self.compiler.fraction(format!("{path}.cap"), cap)),
                base: self.base(*against, holder, recipients),
            },
            AdjustmentTerms::YearBand { share, against } => AdjustmentStep::YearBand(
                self.compiler.fraction(format!("{path}.share"), share),
                self.base(*against, holder, recipients),
            ),
            AdjustmentTerms::PhaseIn { ladder, against } => AdjustmentStep::PhaseIn(
                self.rung(ladder, path),
                self.base(*against, holder, recipients),
            ),
            AdjustmentTerms::Compensation { ladder, against } => AdjustmentStep::Compensation(
                self.rung(ladder, path),
                self.base(*against, holder, recipients),
            ),
            AdjustmentTerms::Limits(limits) => {
                let bounds = recipients
                    .iter()
                    .map(|recipient| self.limits(limits, &|_| path.to_owned(), holder, recipient));
                AdjustmentStep::Limits(bounds.collect())
            }
            AdjustmentTerms::SharedCost {
                to,
                amount,
                users,
                per_student,
            } => AdjustmentStep::SharedCost(SharedCost {
                account: self.compiler.account(function(to, account)),
                amount: self.compiler.cents(format!("{path}.amount"), amount),
                users: recipients
                    .iter()
                    .map(|one| users.is_empty() || users.contains(one.id))
                    .collect(),
                heads: per_student.then(|| self.students(holder, recipients)),
            }),
        }
    }

    fn students(&mut self, holder: Holder<'a, '_>, recipients: &[Recipient<'a>]) -> Vec<TallyId> {
        let tallies = recipients
            .iter()
            .map(|one| self.heads(one.who, Head::Student, holder));
        tallies.collect()
    }

    /// Returns where the earlier amounts are found: in the year before where that is computed.
    fn base(
        &mut self,
        against: Baseline,
        holder: Holder<'a, '_>,
        recipients: &[Recipient<'a>],
    ) -> Vec<BaseRule> {
        if against == Baseline::LastYear && self.follows_a_year {
            return vec![BaseRule::LastYear; recipients.len()];
        }
        let stated = recipients
            .iter()
            .map(|one| BaseRule::Stated(self.previous(one, holder.path_of("adjust"))));
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
