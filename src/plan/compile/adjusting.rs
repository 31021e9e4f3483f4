//! Adjustments of a holder: over its recipients, with the numbers of this year.

use super::super::{Account, AdjustmentRule, BaseRule, BendRule, SharedCost, Slot, TallyId};
use super::passing::{Holder, Recipient};
use super::terms::function;
use super::year::YearCompiler;
use crate::domain::{Adjustment, Baseline, Bend, Head, Ladder};

impl<'a> YearCompiler<'_, 'a> {
    pub(super) fn adjustments(
        &mut self,
        holder: Holder<'a, '_>,
        account: &Account,
        recipients: &[Recipient<'a>],
    ) -> Vec<AdjustmentRule> {
        let mut rules = Vec::new();
        for Adjustment { id, bend } in &holder.terms.adjustments {
            let path = format!("{}.adjust.{id}", holder.path_of("adjust"));
            rules.push(AdjustmentRule {
                id: id.clone(),
                name: bend.name(),
                bend: self.bend(bend, &path, (holder, account), recipients),
            });
        }
        rules
    }

    fn bend(
        &mut self,
        bend: &'a Bend,
        path: &str,
        (holder, account): (Holder<'a, '_>, &Account),
        recipients: &[Recipient<'a>],
    ) -> BendRule {
        match bend {
            Bend::Equalise { share } => BendRule::Equalise(
                self.compiler.fraction(format!("{path}.share"), share),
                self.students(holder, recipients),
            ),
            Bend::LevelUp { share } => BendRule::LevelUp(
                self.compiler.fraction(format!("{path}.share"), share),
                self.students(holder, recipients),
            ),
            Bend::HoldHarmless { share, against } => BendRule::HoldHarmless(
                self.compiler.fraction(format!("{path}.share"), share),
                self.base(*against, holder, recipients),
            ),
            Bend::MinimumGuarantee {
                share,
                cap,
                against,
            } => BendRule::MinimumGuarantee {
                share: self.compiler.fraction(format!("{path}.share"), share),
                cap: cap
                    .as_ref()
                    .map(|cap| self.compiler.fraction(format!("{path}.cap"), cap)),
                base: self.base(*against, holder, recipients),
            },
            Bend::YearBand { share, against } => BendRule::YearBand(
                self.compiler.fraction(format!("{path}.share"), share),
                self.base(*against, holder, recipients),
            ),
            Bend::PhaseIn { ladder, against } => BendRule::PhaseIn(
                self.rung(ladder, path),
                self.base(*against, holder, recipients),
            ),
            Bend::Compensation { ladder, against } => BendRule::Compensation(
                self.rung(ladder, path),
                self.base(*against, holder, recipients),
            ),
            Bend::Limits(limits) => {
                let bounds = recipients
                    .iter()
                    .map(|recipient| self.limits(limits, &|_| path.to_owned(), holder, recipient));
                BendRule::Limits(bounds.collect())
            }
            Bend::SharedCost {
                to,
                amount,
                users,
                per_student,
            } => BendRule::SharedCost(SharedCost {
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
