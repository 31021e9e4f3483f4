//! Keys: in what proportion the recipients of one holder share.

use std::collections::BTreeMap;

use super::claim::Asker;
use super::heads::Heads;
use super::observer::{By, Made};
use super::pass::by;
use super::shortage::{Claimed, Rationing};
use crate::money::{Cents, Exact};
use crate::plan::{Claim, Inputs, KeyRule, ShortageRule, Slot};

/// The recipients that a key weighs, in one lane.
pub(super) struct Weigher<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) heads: &'a Heads,
    pub(super) lane: usize,
    /// For each recipient, the slot of its number of members, or `None` for a single one.
    pub(super) members: Vec<Option<Slot>>,
    /// For each recipient, whether it takes part.
    pub(super) takes_part: Vec<bool>,
}

/// What a key gives each recipient.
pub(super) enum Weighing {
    /// Whole weights, to be shared proportionally.
    Heads(Vec<i64>),
    /// Exact weights, to be shared proportionally.
    Weights(Vec<Exact>),
    /// Exact amounts, of keys that are not proportional as a whole.
    Amounts(Vec<Exact>),
}

impl Weighing {
    /// Says whether nobody has a weight.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Weighing::Heads(heads) => heads.iter().all(|heads| *heads == 0),
            Weighing::Weights(weights) | Weighing::Amounts(weights) => {
                weights.iter().all(Exact::is_zero)
            }
        }
    }

    /// Returns the weights as exact numbers.
    pub(super) fn weights(&self) -> Vec<Exact> {
        match self {
            Weighing::Heads(heads) => heads.iter().map(|heads| Exact::from(*heads)).collect(),
            Weighing::Weights(weights) | Weighing::Amounts(weights) => weights.clone(),
        }
    }

    /// Returns the exact amount of each recipient when `pool` is shared.
    pub(super) fn amounts(&self, pool: &Exact) -> Vec<Exact> {
        match self {
            Weighing::Amounts(amounts) => amounts.clone(),
            _ => crate::rules::proportional(pool, &self.weights()),
        }
    }
}

impl Weigher<'_> {
    /// Weighs the recipients for a pool.
    pub(super) fn weigh(&self, key: &KeyRule, pool: &Exact) -> Weighing {
        match key {
            KeyRule::Equal => Weighing::Heads(self.each(|position| self.members(position))),
            KeyRule::Heads(_, tallies) => {
                let fractions: Vec<(i64, i64)> = tallies
                    .iter()
                    .map(|tally| self.heads.fraction(*tally, self.lane))
                    .collect();
                if fractions.iter().all(|(_, divisor)| *divisor == 1) {
                    return Weighing::Heads(self.each(|position| fractions[position].0));
                }
                let exact = |position: usize| {
                    let (sum, divisor) = fractions[position];
                    Exact::ratio(sum, divisor)
                };
                Weighing::Weights(self.exact(exact))
            }
            KeyRule::Weights(slots) => Weighing::Weights(
                self.exact(|position| self.inputs.fraction(slots[position], self.lane)),
            ),
            KeyRule::Previous(slots) => Weighing::Heads(self.each(|position| {
                let own = slots[position].iter();
                own.map(|slot| self.inputs.cents(*slot, self.lane))
                    .sum::<Cents>()
                    .count()
            })),
            KeyRule::Only(one) => {
                Weighing::Heads(self.each(|position| i64::from(position == *one)))
            }
            KeyRule::First { amount, then } => Weighing::Amounts(self.first(*amount, then, pool)),
            KeyRule::Claims {
                claims,
                shortage,
                surplus,
            } => Weighing::Amounts(self.by_claims(claims, shortage, surplus.as_deref(), pool)),
            KeyRule::Mix(parts) => Weighing::Amounts(self.mix(parts, pool)),
        }
    }

    /// An amount for each member first; when the pool is too small for that, equal parts of it.
    fn first(&self, amount: Slot, then: &KeyRule, pool: &Exact) -> Vec<Exact> {
        let amount: Exact = self.inputs.cents(amount, self.lane).into();
        let members = self.exact(|position| self.members(position).into());
        let first: Vec<Exact> = members
            .iter()
            .map(|members| members.times(&amount))
            .collect();
        let needed: Exact = first.iter().cloned().sum();
        if needed >= *pool {
            return crate::rules::proportional(pool, &members);
        }
        let rest = pool.minus(&needed);
        let rest = self.weigh(then, &rest).amounts(&rest);
        first
            .iter()
            .zip(&rest)
            .map(|(first, rest)| first.plus(rest))
            .collect()
    }

    /// Returns, for each recipient, the parts of a composed key; nothing for a plain one.
    pub(super) fn made_of(&self, key: &KeyRule, pool: &Exact) -> Vec<Vec<Made>> {
        let mut made = vec![Vec::new(); self.takes_part.len()];
        if !matches!(by(key), By::Amounts) {
            return made;
        }
        self.tell_parts(key, pool, &mut made);
        for parts in &mut made {
            parts.retain(|part| !part.amount.is_zero());
        }
        made
    }

    fn tell_parts(&self, key: &KeyRule, pool: &Exact, made: &mut [Vec<Made>]) {
        match key {
            KeyRule::First { amount, then } => {
                let amount = Exact::from(self.inputs.cents(*amount, self.lane));
                let members: Exact = self.exact(|at| self.members(at).into()).into_iter().sum();
                let first = amount.times(&members).min(pool.clone());
                self.tell_parts(&KeyRule::Equal, &first, made);
                let rest = pool.minus(&first);
                if !rest.is_zero() {
                    self.tell_parts(then, &rest, made);
                }
            }
            KeyRule::Mix(parts) => {
                for (share, key) in parts {
                    let part = pool.times(&self.inputs.fraction(*share, self.lane));
                    self.tell_parts(key, &part, made);
                }
            }
            KeyRule::Claims {
                claims,
                surplus,
                shortage,
            } => {
                let each = self.claimed(claims);
                let own = self.of_each(&each);
                let claimed: Exact = own.iter().cloned().sum();
                if claimed > *pool {
                    self.tell_shortage(shortage, &each, pool, made);
                    return;
                }
                tell(made, (By::Claims, &claimed), &own, &own);
                let rest = pool.minus(&claimed);
                if rest.is_zero() {
                    return;
                }
                match surplus {
                    Some(key) => self.tell_parts(key, &rest, made),
                    None => {
                        let amounts = crate::rules::proportional(&rest, &own);
                        tell(made, (By::Claims, &rest), &own, &amounts);
                    }
                }
            }
            plain => {
                let weighing = self.weigh(plain, pool);
                let amounts = weighing.amounts(pool);
                tell(made, (by(plain), pool), &weighing.weights(), &amounts);
            }
        }
    }

    /// Tells how claims beyond the pool are cut: those on the components of each class in turn.
    fn tell_shortage(
        &self,
        rule: &ShortageRule,
        each: &[Vec<Exact>],
        pool: &Exact,
        made: &mut [Vec<Made>],
    ) {
        let (rationing, claims) = self.rationed(rule, each);
        let awards = rationing.exact(pool, &claims);
        let served = rationing.served(pool, &claims);
        let count = self.takes_part.len();
        let mut classes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for component in 0..each.len() {
            let first = component.saturating_mul(count);
            let class = rule.classes.as_ref().map_or(0, |classes| classes.of[first]);
            classes.entry(class).or_default().push(component);
        }
        for components in classes.values() {
            let of_class = |all: &[Exact]| -> Vec<Exact> {
                let parts = all.chunks(count).enumerate();
                let parts = parts.filter(|(component, _)| components.contains(component));
                let parts: Vec<Vec<Exact>> = parts.map(|(_, part)| part.to_vec()).collect();
                self.of_each(&parts)
            };
            let (own, amounts) = (of_class(&each.concat()), of_class(&awards));
            let paid: Exact = amounts.iter().cloned().sum();
            tell(made, (By::Claims, &paid), &own, &amounts);
            let first = components[0].saturating_mul(count);
            for (made, served) in made.iter_mut().zip(&served[first..]) {
                if let Some(last) = made.last_mut() {
                    last.shortage = Some((rule.rule, Box::new(served.clone())));
                }
            }
        }
    }

    /// Returns what each would be entitled to, by component.
    fn claimed(&self, claims: &[Vec<Claim>]) -> Vec<Vec<Exact>> {
        let asker = Asker {
            inputs: self.inputs,
            heads: self.heads,
            lane: self.lane,
            member: None,
        };
        let claims = claims.iter();
        let each = claims.map(|own| self.exact(|position| asker.total(&own[position]).0.into()));
        each.collect()
    }

    /// Returns what each has of all components together.
    fn of_each(&self, each: &[Vec<Exact>]) -> Vec<Exact> {
        self.exact(|position| each.iter().map(|own| own[position].clone()).sum())
    }

    /// What each would be entitled to; a shortage is borne by the rule, a surplus divided on top.
    fn by_claims(
        &self,
        claims: &[Vec<Claim>],
        shortage: &ShortageRule,
        surplus: Option<&KeyRule>,
        pool: &Exact,
    ) -> Vec<Exact> {
        let each = self.claimed(claims);
        let claims = self.of_each(&each);
        let claimed: Exact = claims.iter().cloned().sum();
        if claimed > *pool {
            let (rationing, claims) = self.rationed(shortage, &each);
            let awards = rationing.exact(pool, &claims);
            let awards = awards.chunks(self.takes_part.len()).map(<[Exact]>::to_vec);
            return self.of_each(&awards.collect::<Vec<Vec<Exact>>>());
        }
        let rest = pool.minus(&claimed);
        let rest = match surplus {
            Some(key) => self.weigh(key, &rest).amounts(&rest),
            None => crate::rules::proportional(&rest, &claims),
        };
        let amounts = claims.iter().zip(&rest);
        amounts.map(|(claim, rest)| claim.plus(rest)).collect()
    }

    /// Returns a shortage rule with the claims of all recipients, component after component.
    fn rationed<'r>(
        &'r self,
        rule: &'r ShortageRule,
        each: &[Vec<Exact>],
    ) -> (Rationing<'r>, Vec<Claimed<Exact>>) {
        let rationing = Rationing {
            rule,
            inputs: self.inputs,
            heads: self.heads,
            lane: self.lane,
        };
        let owners = each.iter().flat_map(|own| own.iter().enumerate());
        let claims = owners
            .enumerate()
            .map(|(position, (owner, claim))| Claimed {
                position,
                members: self.members(owner),
                claim: claim.clone(),
            });
        (rationing, claims.collect())
    }

    fn mix(&self, parts: &[(Slot, KeyRule)], pool: &Exact) -> Vec<Exact> {
        let mut amounts = vec![Exact::zero(); self.takes_part.len()];
        for (share, key) in parts {
            let part = pool.times(&self.inputs.fraction(*share, self.lane));
            let own = self.weigh(key, &part).amounts(&part);
            for (amount, own) in amounts.iter_mut().zip(&own) {
                *amount = amount.plus(own);
            }
        }
        amounts
    }

    fn members(&self, position: usize) -> i64 {
        self.members[position].map_or(1, |slot| self.inputs.heads(slot, self.lane))
    }

    fn each(&self, weight: impl Fn(usize) -> i64) -> Vec<i64> {
        let parts = self.takes_part.iter().enumerate();
        parts
            .map(|(position, takes_part)| if *takes_part { weight(position) } else { 0 })
            .collect()
    }

    fn exact(&self, weight: impl Fn(usize) -> Exact) -> Vec<Exact> {
        let parts = self.takes_part.iter().enumerate();
        let weight = |(position, takes_part): (usize, &bool)| {
            if *takes_part {
                weight(position)
            } else {
                Exact::zero()
            }
        };
        parts.map(weight).collect()
    }

    /// Returns the amount per unit of weight, rounded down to the cent, times each weight.
    pub(super) fn in_whole_rates(weighing: &Weighing, pool: Cents) -> Vec<Exact> {
        let weights = weighing.weights();
        if let Weighing::Amounts(amounts) = weighing {
            return amounts.clone();
        }
        let total: Exact = weights.iter().cloned().sum();
        let rate = Exact::from(pool)
            .over(&total)
            .round(crate::money::Rounding::Down);
        let rate = Exact::from(rate.unwrap_or_default());
        weights.iter().map(|weight| weight.times(&rate)).collect()
    }
}

/// Notes what each gets by one part of a key.
fn tell(made: &mut [Vec<Made>], (by, pot): (By, &Exact), weights: &[Exact], amounts: &[Exact]) {
    let total: Exact = weights.iter().cloned().sum();
    let parts = made.iter_mut().zip(weights).zip(amounts);
    for ((made, weight), amount) in parts {
        made.push(Made {
            pot: pot.clone(),
            by,
            weight: weight.clone(),
            total: total.clone(),
            amount: amount.clone(),
            shortage: None,
        });
    }
}
