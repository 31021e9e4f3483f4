//! Keys: weights of recipients, and amounts of the keys that are two in a row.

use super::super::draft::Column;
use super::super::term::Term;
use super::Year;
use super::split::Pool;
use crate::domain::Precision;
use crate::plan::{KeyRule, Target};
use crate::report::wording::Unlive;
use crate::rules::{Apportionment, Shortage};

/// Weights of a key that divides in proportion.
pub(super) struct Weights {
    pub(super) terms: Vec<Term>,
    /// Whether they are heads.
    pub(super) is_small: bool,
}

impl Year<'_> {
    /// Writes what a key makes of a pool, and returns the parts.
    pub(super) fn by_key(
        &mut self,
        (key, fallback): (&KeyRule, Option<&KeyRule>),
        targets: &[&Target],
        pool: &Term,
        precision: &Precision,
    ) -> Result<Vec<Term>, Unlive> {
        if precision.method != Apportionment::LargestRemainder {
            return Err(Unlive::Apportionment);
        }
        let is_composed = matches!(
            key,
            KeyRule::First { .. }
                | KeyRule::Claims {
                    surplus: Some(_),
                    ..
                }
        );
        if is_composed && (fallback.is_some_and(|key| *key != KeyRule::Equal)) {
            return Err(Unlive::Mixed);
        }
        match key {
            KeyRule::First { amount, then } => {
                let amount = self.slots.cents(*amount);
                self.first(&amount, then, (targets, pool, precision))
            }
            _ => {
                let weights = self.chosen_weights((key, fallback), targets)?;
                self.shared(pool, (targets, weights), precision)
            }
        }
    }

    /// Returns the weights of a key, or of the fallback where nobody has one.
    pub(super) fn chosen_weights(
        &mut self,
        (key, fallback): (&KeyRule, Option<&KeyRule>),
        targets: &[&Target],
    ) -> Result<Weights, Unlive> {
        let own = self.weights(key, targets)?;
        match fallback {
            Some(fallback) => {
                let other = self.weights(fallback, targets)?;
                self.with_fallback(own, other)
            }
            None => Ok(own),
        }
    }

    /// Writes weights, of the fallback where nobody has one.
    fn with_fallback(&mut self, own: Weights, other: Weights) -> Result<Weights, Unlive> {
        if own.terms.iter().any(|term| term.value().is_none()) {
            return Err(Unlive::TooLarge);
        }
        self.draft.next();
        let mut cells = Vec::new();
        for weight in &own.terms {
            cells.push(self.draft.formula(1, weight)?);
            self.draft.next();
        }
        let is_nobody = Column::of(&cells).sum().equals(&Term::number(0));
        let chosen = cells.iter().zip(&other.terms);
        let chosen = chosen.map(|(own, other)| is_nobody.chosen(other, own));
        Ok(Weights {
            terms: chosen.collect(),
            is_small: own.is_small && other.is_small,
        })
    }

    /// Writes an equal amount for each first, and the rest by another key; a pool that is too small
    /// for that is shared equally.
    fn first(
        &mut self,
        amount: &Term,
        then: &KeyRule,
        (targets, pool, precision): (&[&Target], &Term, &Precision),
    ) -> Result<Vec<Term>, Unlive> {
        if *precision != Precision::PLAIN || matches!(then, KeyRule::First { .. }) {
            return Err(Unlive::Mixed);
        }
        let members = self.weights(&KeyRule::Equal, targets)?;
        let then = self.weights(then, targets)?;
        let all = Term::sum(&members.terms);
        self.draft.next();
        self.draft.text(0, self.say.needed_first());
        let needed = self.draft.formula(2, &all.times(amount))?.in_place();
        self.draft.next();
        let each: Vec<Term> = members.terms.iter().map(|own| own.times(amount)).collect();
        let equal = self.shared(pool, (targets, members), precision)?;
        let rest = Term::most(&[pool.minus(&needed), Term::number(0)]);
        let rest = self.shared(&rest, (targets, then), precision)?;
        let fits = needed.below(pool);
        let parts = each.iter().zip(rest).zip(equal);
        let parts = parts.map(|((each, rest), equal)| fits.chosen(&each.plus(&rest), &equal));
        Ok(parts.collect())
    }

    /// Writes parts in proportion to weights.
    pub(super) fn shared(
        &mut self,
        pool: &Term,
        (targets, weights): (&[&Target], Weights),
        precision: &Precision,
    ) -> Result<Vec<Term>, Unlive> {
        if precision.each_step {
            return Err(Unlive::Steps);
        }
        let names = targets.iter().map(|target| self.account(target.account));
        let pool = Pool {
            title: self.title(self.say.by_key()),
            amount: pool.clone(),
            weights: names.zip(weights.terms).collect(),
            is_small: weights.is_small,
            precision,
        };
        Ok(self.split(&pool)?)
    }

    /// Returns the weights of a key that divides in proportion; who takes no part has none.
    fn weights(&mut self, key: &KeyRule, targets: &[&Target]) -> Result<Weights, Unlive> {
        let (terms, is_small) = match key {
            KeyRule::Equal => (self.members(targets), true),
            KeyRule::Heads(_, tallies) => {
                let divisors = tallies.iter().map(|tally| self.tally(*tally).1);
                let common = divisors.fold(1, num_lcm);
                let terms = tallies.iter().map(|tally| {
                    let (heads, divisor) = self.tally(*tally);
                    heads.times(&Term::number(common / divisor.max(1)))
                });
                (terms.collect(), true)
            }
            KeyRule::Only(one) => {
                let terms = (0..targets.len()).map(|at| Term::number(i64::from(at == *one)));
                (terms.collect(), true)
            }
            KeyRule::Previous(slots) => {
                let sum = |own: &Vec<_>| {
                    let own = own.iter().map(|slot| self.slots.cents(*slot));
                    Term::sum(&own.collect::<Vec<Term>>())
                };
                (slots.iter().map(sum).collect(), false)
            }
            KeyRule::Weights(slots) => (self.agreed(slots)?, false),
            KeyRule::Claims {
                claims,
                shortage,
                surplus,
            } => {
                if surplus.is_some() {
                    return Err(Unlive::Mixed);
                }
                if shortage.rule != Shortage::Proportional {
                    return Err(Unlive::Shortage(shortage.rule));
                }
                (self.claimed(claims, targets)?, false)
            }
            KeyRule::First { .. } | KeyRule::Mix(_) => return Err(Unlive::Mixed),
        };
        let takes_part = targets.iter().map(|target| self.holds(&target.when));
        let none = Term::number(0);
        let terms = takes_part
            .zip(terms)
            .map(|(holds, term)| holds.chosen(&term, &none));
        let terms: Vec<Term> = terms.collect();
        // Heads beyond a million are weighed as amounts are.
        let is_small = is_small
            && terms
                .iter()
                .all(|term| term.value().is_some_and(|value| value < 500_000));
        Ok(Weights { terms, is_small })
    }

    fn members(&self, targets: &[&Target]) -> Vec<Term> {
        let members = targets.iter().map(|target| {
            let members = target.members.map(|slot| self.slots.heads(slot));
            members.unwrap_or_else(|| Term::number(1))
        });
        members.collect()
    }

    /// Returns agreed weights over their common denominator, as whole numbers.
    fn agreed(&self, slots: &[crate::plan::Slot]) -> Result<Vec<Term>, Unlive> {
        let parts: Vec<[Term; 2]> = slots.iter().map(|slot| self.slots.parts(*slot)).collect();
        let values = parts.iter().map(|[_, below]| below.value());
        let values: Option<Vec<i64>> = values.collect();
        let values = values.ok_or(Unlive::TooLarge)?;
        let common = values.into_iter().try_fold(1_i64, |common, below| {
            let lcm = i128::from(num_lcm(common, below.max(1)));
            i64::try_from(lcm).ok().filter(|lcm| *lcm < 1_000_000_000)
        });
        let common = common.ok_or(Unlive::TooLarge)?;
        let texts: Vec<&str> = parts.iter().map(|[_, below]| below.text()).collect();
        let common = Term::atom(format!("LCM({})", texts.join(",")), Some(common));
        let whole = parts
            .iter()
            .map(|[above, below]| above.times(&common.over(below)));
        Ok(whole.collect())
    }

    /// Writes what each would be entitled to, and returns the sums.
    fn claimed(
        &mut self,
        claims: &[Vec<crate::plan::Claim>],
        targets: &[&Target],
    ) -> Result<Vec<Term>, Unlive> {
        let title = self.title(self.say.claims_as_key());
        self.draft.block(title, &self.say.claim_heads());
        let mut sums = vec![Term::number(0); targets.len()];
        for own in claims {
            for ((sum, claim), target) in sums.iter_mut().zip(own).zip(targets) {
                self.draft.text(0, self.account(target.account));
                let claim = self.claim(claim)?;
                let cell = self.draft.formula(4, &claim)?;
                self.draft.next();
                *sum = sum.plus(&cell);
            }
        }
        Ok(sums)
    }
}

/// Returns the least common multiple of two positive numbers.
fn num_lcm(left: i64, right: i64) -> i64 {
    fn gcd(left: i64, right: i64) -> i64 {
        if right == 0 {
            left
        } else {
            gcd(right, left.rem_euclid(right))
        }
    }
    let gcd = gcd(left, right).max(1);
    (left / gcd).saturating_mul(right)
}
