//! Claims: conditions, amounts, amounts per head and step tables.

use super::super::term::Term;
use super::Year;
use crate::plan::{AmountRule, Claim, TallyId, Test};
use crate::report::wording::Unlive;
use crate::rules::TierKind;

/// Whose heads are asked: of the recipient, or of one of equal members.
#[derive(Clone, Copy)]
enum Whose<'t> {
    Own,
    Member(&'t Term),
}

impl Year<'_> {
    /// Returns whether a condition holds.
    pub(super) fn holds(&self, test: &Test) -> Term {
        self.holds_for(test, Whose::Own)
    }

    fn holds_for(&self, test: &Test, whose: Whose<'_>) -> Term {
        let each = |parts: &[Test]| -> Vec<Term> {
            parts
                .iter()
                .map(|part| self.holds_for(part, whose))
                .collect()
        };
        match test {
            Test::AllOf(parts) => Term::all(each(parts)),
            Test::AnyOf(parts) => Term::any(each(parts)),
            Test::Not(part) => self.holds_for(part, whose).not(),
            Test::Known(holds, _) => Term::known(*holds),
            Test::Counted {
                tally,
                at_least,
                at_most,
                ..
            } => {
                let (heads, divisor) = self.heads_of(*tally, whose);
                let end = |slot| self.slots.heads(slot).times(&Term::number(divisor));
                let least = at_least.map(|slot| heads.at_least(&end(slot)));
                let most = at_most.map(|slot| heads.at_most(&end(slot)));
                Term::all(least.into_iter().chain(most).collect())
            }
        }
    }

    fn heads_of(&self, tally: TallyId, whose: Whose<'_>) -> (Term, i64) {
        let (own, divisor) = self.tally(tally);
        match whose {
            Whose::Member(heads) if !self.is_nobody(tally) => (heads.clone(), divisor),
            _ => (own.clone(), divisor),
        }
    }

    /// Returns the claim of a recipient; of equal members that of all, beside two cells of the row
    /// that say how many heads each has.
    pub(super) fn claim(&mut self, claim: &Claim) -> Result<Term, Unlive> {
        let Some(members) = claim.members else {
            return self.claim_of(claim, Whose::Own);
        };
        let members = self.slots.heads(members);
        let tally = match self.tallies_of(claim).as_slice() {
            [] => return Ok(self.claim_of(claim, Whose::Own)?.times(&members)),
            [one] => *one,
            _ => return Err(Unlive::Members),
        };
        let (sum, divisor) = self.tally(tally);
        if divisor != 1 || members.value().is_none_or(|members| members < 1) {
            return Err(Unlive::Members);
        }
        let (sum, one) = (sum.clone(), Term::number(1));
        let low = self.draft.formula(2, &sum.over(&members))?;
        let more = self.draft.formula(3, &sum.minus(&low.times(&members)))?;
        let high = low.plus(&one);
        let of_high = self.claim_of(claim, Whose::Member(&high))?.times(&more);
        let of_low = self.claim_of(claim, Whose::Member(&low))?;
        Ok(of_high.plus(&of_low.times(&members.minus(&more))))
    }

    fn claim_of(&self, claim: &Claim, whose: Whose<'_>) -> Result<Term, Unlive> {
        let [mut above, mut below] = self.amount(&claim.amount, whose)?;
        if let Some(share) = claim.share {
            let parts = self.slots.parts(share);
            (above, below) = (above.times(&parts[0]), below.times(&parts[1]));
        }
        let mut amount = match below.text() {
            "1" => above,
            // Rounded half up.
            _ => {
                let twice = Term::number(2).times(&below);
                let half_up = Term::number(2).times(&above).plus(&below);
                half_up.over(&twice)
            }
        };
        if let Some(most) = claim.maximum {
            amount = Term::least(&[amount, self.slots.cents(most)]);
        }
        Ok(self
            .holds_for(&claim.when, whose)
            .chosen(&amount, &Term::number(0)))
    }

    /// Returns an amount in cents as a fraction.
    fn amount(&self, rule: &AmountRule, whose: Whose<'_>) -> Result<[Term; 2], Unlive> {
        let one = Term::number(1);
        match rule {
            AmountRule::Nothing => Ok([Term::number(0), one]),
            AmountRule::Flat(amount) => Ok([self.slots.cents(*amount), one]),
            AmountRule::PerHead { rate, tally, .. } => {
                let (heads, divisor) = self.heads_of(*tally, whose);
                let amount = self.slots.cents(*rate).times(&heads);
                Ok([amount, Term::number(divisor)])
            }
            AmountRule::Steps {
                kind: TierKind::Step,
                tally,
                bands,
                ..
            } => {
                let (heads, divisor) = self.heads_of(*tally, whose);
                let mut amount = Term::number(0);
                for (from, step) in bands {
                    let from = Term::number(from.saturating_mul(divisor));
                    amount = heads
                        .at_least(&from)
                        .chosen(&self.slots.cents(*step), &amount);
                }
                Ok([amount, one])
            }
            AmountRule::Steps { .. } => Err(Unlive::Tiers),
        }
    }

    /// Returns the tallies that a claim asks for, sorted; not those that nobody is counted in, nor
    /// those of conditions that hold or fail whatever the counts.
    fn tallies_of(&self, claim: &Claim) -> Vec<TallyId> {
        let mut tallies = Vec::new();
        self.collect(&claim.when, &mut tallies);
        if let AmountRule::PerHead { tally, .. } | AmountRule::Steps { tally, .. } = &claim.amount {
            tallies.push(*tally);
        }
        tallies.retain(|tally| !self.is_nobody(*tally));
        tallies.sort_unstable();
        tallies.dedup();
        tallies
    }

    fn collect(&self, test: &Test, into: &mut Vec<TallyId>) {
        if self.holds(test).is_known() {
            return;
        }
        match test {
            Test::AllOf(parts) | Test::AnyOf(parts) => {
                parts.iter().for_each(|part| self.collect(part, into));
            }
            Test::Not(part) => self.collect(part, into),
            Test::Counted { tally, .. } => into.push(*tally),
            Test::Known(..) => {}
        }
    }

    fn is_nobody(&self, tally: TallyId) -> bool {
        self.tally(tally).0.text() == "0"
    }
}
