//! Claims: what one recipient may ask of a pot, and why.

use super::heads::Heads;
use super::observer::{Formula, Refused};
use crate::money::{Cents, Exact, Rounding};
use crate::plan::{AmountRule, Claim, Inputs, TallyId, Test};
use crate::rules::{Bracket, Tiers};

/// One recipient in one lane; `member` picks one of equal members of others.
#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) heads: &'a Heads,
    pub(super) lane: usize,
    /// Position and number of members, where the recipient is known only in sum.
    pub(super) member: Option<(i64, i64)>,
}

impl Asker<'_> {
    /// Returns the heads of the recipient; of others, those of the member: as equal as whole
    /// heads can be.
    fn heads(self, tally: TallyId) -> Exact {
        let Some((position, members)) = self.member else {
            return self.heads.exact(tally, self.lane);
        };
        let (sum, divisor) = self.heads.fraction(tally, self.lane);
        let more = i64::from(position < sum.rem_euclid(members));
        Exact::ratio(sum.div_euclid(members).saturating_add(more), divisor)
    }

    /// Returns the part of a condition that does not hold, if any.
    pub(super) fn refused(self, test: &Test) -> Option<Refused> {
        match test {
            Test::AllOf(parts) => parts.iter().find_map(|part| self.refused(part)),
            Test::AnyOf(parts) => {
                let refused: Option<Vec<Refused>> =
                    parts.iter().map(|part| self.refused(part)).collect();
                // A count says more than a fact: it is what could be different next year.
                let refused = refused?;
                let count = refused
                    .iter()
                    .find(|one| matches!(one, Refused::Count { .. }));
                Some(
                    count
                        .or(refused.first())
                        .cloned()
                        .unwrap_or(Refused::Excluded),
                )
            }
            Test::Not(part) => match self.refused(part) {
                Some(_) => None,
                None => Some(Refused::Excluded),
            },
            Test::Known(true, _) => None,
            Test::Known(false, fact) => Some(Refused::Fact(fact.clone())),
            Test::Counted {
                head,
                sector,
                tally,
                at_least,
                at_most,
            } => {
                let heads = self.heads(*tally);
                let end = |slot: &Option<_>| slot.map(|slot| self.inputs.heads(slot, self.lane));
                let (at_least, at_most) = (end(at_least), end(at_most));
                let above = at_least.is_none_or(|least| heads >= Exact::from(least));
                let below = at_most.is_none_or(|most| heads <= Exact::from(most));
                let (head, sector) = (*head, *sector);
                let refused = Refused::Count {
                    head,
                    sector,
                    heads,
                    at_least,
                    at_most,
                };
                (!(above && below)).then_some(refused)
            }
        }
    }

    /// Returns the claim, rounded to the cent, and how it is made.
    fn claim(self, claim: &Claim) -> (Cents, Formula) {
        if let Some(refused) = self.refused(&claim.when) {
            return (Cents::ZERO, Formula::Refused(refused));
        }
        let (amount, formula) = self.amount(&claim.amount);
        let amount = match claim.share {
            Some(share) => amount.times(&self.inputs.fraction(share, self.lane)),
            None => amount,
        };
        let amount = amount.to_cents(Rounding::HalfUp);
        let most = claim.maximum.map(|most| self.inputs.cents(most, self.lane));
        (most.map_or(amount, |most| amount.min(most)), formula)
    }

    fn amount(self, rule: &AmountRule) -> (Exact, Formula) {
        let cents = |slot| self.inputs.cents(slot, self.lane);
        match rule {
            AmountRule::Flat(amount) => {
                let amount = cents(*amount);
                (amount.into(), Formula::Flat(amount))
            }
            AmountRule::PerHead { rate, head, tally } => {
                let (rate, heads) = (cents(*rate), self.heads(*tally));
                (
                    Exact::from(rate).times(&heads),
                    Formula::PerHead {
                        rate,
                        head: *head,
                        heads,
                    },
                )
            }
            AmountRule::Steps {
                kind,
                head,
                tally,
                bands,
            } => {
                let heads = self.heads(*tally);
                let brackets = bands.iter().map(|(from, amount)| Bracket {
                    from: (*from).into(),
                    amount: cents(*amount).into(),
                });
                let tiers = Tiers::new(*kind, brackets.collect());
                let amount = tiers.map_or(Exact::zero(), |tiers| tiers.amount(&heads));
                let reached = bands.iter().rev();
                let mut reached = reached.filter(|(from, _)| heads >= Exact::from(*from));
                let formula = Formula::Step {
                    kind: *kind,
                    head: *head,
                    from: reached.next().map(|(from, amount)| (*from, cents(*amount))),
                    heads,
                };
                (amount, formula)
            }
            AmountRule::Nothing => (Exact::zero(), Formula::NotStated),
        }
    }

    /// Returns the claim of a recipient, or the sum of those of its members.
    pub(super) fn total(self, claim: &Claim) -> (Cents, Formula) {
        let Some(members) = claim.members else {
            return self.claim(claim);
        };
        let members = self.inputs.heads(members, self.lane);
        let mut total = Cents::ZERO;
        let mut heads: Option<Exact> = None;
        for (position, count) in self.kinds(claim, members) {
            let one = Asker {
                member: Some((position, members)),
                ..self
            };
            let (amount, formula) = one.claim(claim);
            total += Cents::new(amount.count().saturating_mul(count));
            if let Formula::PerHead { heads: own, .. } = formula {
                let own = own.times(&count.into());
                heads = Some(heads.unwrap_or_default().plus(&own));
            }
        }
        (total, Formula::Members { members, heads })
    }

    /// Returns one member of each kind, with how many there are: members differ only in which
    /// tallies give them one head more, so a new kind starts where one of the tallies stops.
    fn kinds(self, claim: &Claim, members: i64) -> Vec<(i64, i64)> {
        if members <= 0 {
            return Vec::new();
        }
        let mut tallies = Vec::new();
        counted(&claim.when, &mut tallies);
        if let AmountRule::PerHead { tally, .. } | AmountRule::Steps { tally, .. } = &claim.amount {
            tallies.push(*tally);
        }
        let stops = tallies.into_iter().map(|tally| {
            let (sum, _) = self.heads.fraction(tally, self.lane);
            sum.rem_euclid(members)
        });
        let mut starts: Vec<i64> = stops.chain([0]).collect();
        starts.sort_unstable();
        starts.dedup();
        let ends = starts.iter().skip(1).copied().chain([members]);
        let kinds = starts.iter().zip(ends);
        kinds
            .map(|(start, end)| (*start, end.saturating_sub(*start)))
            .collect()
    }
}

/// Collects the tallies that a condition asks for.
fn counted(test: &Test, tallies: &mut Vec<TallyId>) {
    match test {
        Test::AllOf(parts) | Test::AnyOf(parts) => {
            parts.iter().for_each(|part| counted(part, tallies));
        }
        Test::Not(part) => counted(part, tallies),
        Test::Counted { tally, .. } => tallies.push(*tally),
        Test::Known(..) => {}
    }
}
