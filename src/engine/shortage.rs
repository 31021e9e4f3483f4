//! Shortages: what a rule makes of claims, with what it asks beside them.

use std::collections::BTreeMap;

use super::heads::Heads;
use super::observer::{Served, Turn};
use super::whole::{placed, placed_quotas};
use crate::domain::Precision;
use crate::money::{Cents, Exact, split};
use crate::plan::{Classes, Inputs, ShortageRule, WeightRule};
use crate::rules::shortage::{Parameters, Problem, Refusal};
use crate::rules::{Apportionment, Shortage};

/// A shortage rule in one lane.
#[derive(Clone, Copy)]
pub(super) struct Rationing<'a> {
    pub(super) rule: &'a ShortageRule,
    pub(super) inputs: &'a Inputs,
    pub(super) heads: &'a Heads,
    pub(super) lane: usize,
}

/// A claim under a shortage.
#[derive(Clone)]
pub(super) struct Claimed<T> {
    /// Its position in the rule.
    pub(super) position: usize,
    /// How many equal members it is of.
    pub(super) members: i64,
    /// How much.
    pub(super) claim: T,
}

impl Rationing<'_> {
    /// Divides a pot over exact claims.
    pub(super) fn exact(self, pot: &Exact, claims: &[Claimed<Exact>]) -> Vec<Exact> {
        let claimants = self.claimants(claims);
        let (rule, problem, _) = self.problem(pot, claims, &claimants);
        let mut awards = divided(rule.divide(&problem)).awards.into_iter();
        let mut outcome = vec![Exact::zero(); claims.len()];
        for claimant in &claimants {
            let award: Exact = awards.by_ref().take(claimant.members).sum();
            let factor = award.over(&claimant.total(claims));
            for at in &claimant.claims {
                outcome[*at] = claims[*at].claim.times(&factor);
            }
        }
        outcome
    }

    /// Divides a pot over claims in cents.
    pub(super) fn whole(
        self,
        pot: Cents,
        claims: &[Claimed<Cents>],
        precision: &Precision,
    ) -> Vec<Cents> {
        if precision.method != Apportionment::LargestRemainder {
            return placed(pot, &self.exact(&pot.into(), &exact(claims)), precision).parts;
        }
        let unit_of_rounding = match precision.each_step {
            true => Cents::ONE,
            false => precision.unit,
        };
        let claimants = self.claimants(claims);
        let (mut members, mut asked) = (Vec::new(), Vec::new());
        for claimant in &claimants {
            let total: Cents = claimant.claims.iter().map(|at| claims[*at].claim).sum();
            members.extend(vec![claimant; claimant.members]);
            asked.extend(shared(total, &vec![1; claimant.members]));
        }
        let (rule, parameters, _) = self.asked(&members);
        let quotas = divided(rule.quotas(pot, &asked, &parameters, unit_of_rounding));
        let mut awards = placed_quotas(pot, quotas, precision).into_iter();
        let mut outcome = vec![Cents::ZERO; claims.len()];
        for claimant in &claimants {
            let award: Cents = awards.by_ref().take(claimant.members).sum();
            let own = claimant.claims.iter().map(|at| claims[*at].claim.count());
            let own: Vec<i64> = own.collect();
            for (at, part) in claimant.claims.iter().zip(shared(award, &own)) {
                outcome[*at] = part;
            }
        }
        outcome
    }

    /// Tells how the rule comes to each claim.
    pub(super) fn served(self, pot: &Exact, claims: &[Claimed<Exact>]) -> Vec<Served> {
        let claimants = self.claimants(claims);
        let (rule, problem, weights) = self.problem(pot, claims, &claimants);
        let has_weights = weights.iter().all(|weight| !weight.is_zero());
        let counted = problem.parameters.inner.unwrap_or(rule);
        let multipliers = match counted {
            // These have none, and random arrival takes long.
            Shortage::RandomArrival | Shortage::Priority => Vec::new(),
            _ if !has_weights => Vec::new(),
            // Minimal overlap can be placed on cents where it is too long for fractions.
            _ => rule
                .divide(&problem)
                .map_or_else(|_| Vec::new(), |outcome| outcome.certificate.multipliers),
        };
        let turns = self.turns(pot, claims, &claimants);
        let mut served = vec![Served::default(); claims.len()];
        let mut first = 0_usize;
        for (place, claimant) in claimants.iter().enumerate() {
            let turn = turns.get(place).cloned();
            let is_cut = turn.as_ref().is_none_or(Turn::is_cut);
            let own = Served {
                multipliers: match is_cut {
                    true => multipliers.clone(),
                    false => Vec::new(),
                },
                weight: weights.get(first).cloned(),
                turn,
            };
            first = first.saturating_add(claimant.members);
            for at in &claimant.claims {
                served[*at] = own.clone();
            }
        }
        served
    }

    /// Returns the turn of each claimant, where they have turns.
    fn turns<'c>(
        self,
        pot: &Exact,
        claims: &[Claimed<Exact>],
        claimants: &'c [Claimant],
    ) -> Vec<Turn> {
        let ranks: Vec<usize> = match (&self.rule.ranks, &self.rule.classes) {
            (Some(ranks), _) => {
                let ranked = |at: &usize| ranks[claimants[*at].position];
                let mut order: Vec<usize> = (0..claimants.len()).collect();
                order.sort_by_key(ranked);
                let mut places = vec![0; claimants.len()];
                for (place, at) in order.into_iter().enumerate() {
                    places[at] = place;
                }
                places
            }
            (None, Some(classes)) => {
                let of = |claimant: &'c Claimant| classes.of[claimant.position];
                let mut known: Vec<usize> = claimants.iter().map(of).collect();
                known.sort_unstable();
                known.dedup();
                let place = |claimant| known.binary_search(&of(claimant)).unwrap_or_default();
                claimants.iter().map(place).collect()
            }
            (None, None) => return Vec::new(),
        };
        let count = ranks.iter().max().map_or(0, |last| last.saturating_add(1));
        let mut totals = vec![Exact::zero(); count];
        for (rank, claimant) in ranks.iter().zip(claimants) {
            totals[*rank] = totals[*rank].plus(&claimant.total(claims));
        }
        let mut left = pot.clone();
        let mut available = Vec::with_capacity(count);
        for total in &totals {
            available.push(left.clone());
            left = left.minus(total).max(Exact::zero());
        }
        let turns = ranks.into_iter().map(|rank| Turn {
            position: rank.saturating_add(1),
            of: count,
            inner: self.rule.classes.as_ref().map(|classes| classes.inner),
            available: available[rank].clone(),
            claims: totals[rank].clone(),
        });
        turns.collect()
    }

    /// Returns the problem in which every member claims by itself, with their weights.
    fn problem(
        self,
        pot: &Exact,
        claims: &[Claimed<Exact>],
        claimants: &[Claimant],
    ) -> (Shortage, Problem, Vec<Exact>) {
        let mut problem = Problem::new(pot.clone(), Vec::new());
        let mut members = Vec::new();
        for claimant in claimants {
            let each = claimant.total(claims).over(&count(claimant.members));
            problem.claims.extend(vec![each; claimant.members]);
            members.extend(vec![claimant; claimant.members]);
        }
        let (rule, parameters, weights) = self.asked(&members);
        problem.parameters = parameters;
        (rule, problem, weights)
    }

    /// Returns the claimants in the order of their first claims, each with its claims.
    fn claimants<T>(self, claims: &[Claimed<T>]) -> Vec<Claimant> {
        let mut claimants: Vec<Claimant> = Vec::new();
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, one) in claims.iter().enumerate() {
            let next = claimants.len();
            let place = *places
                .entry(self.rule.claimant(one.position))
                .or_insert(next);
            match claimants.get_mut(place) {
                Some(claimant) => claimant.claims.push(at),
                None => claimants.push(Claimant {
                    position: one.position,
                    members: match self.rule.rule {
                        Shortage::Proportional => 1,
                        _ => usize::try_from(one.members).unwrap_or_default().max(1),
                    },
                    claims: vec![at],
                }),
            }
        }
        claimants
    }

    /// Returns the rule with what it asks of these members, and their weights where it asks any.
    ///
    /// Who weighs nothing is a class of its own: last to be paid where awards are weighted, last to
    /// lose where losses are.
    fn asked(self, members: &[&Claimant]) -> (Shortage, Parameters, Vec<Exact>) {
        let ShortageRule {
            rule,
            ranks,
            classes,
            weights,
            ..
        } = self.rule;
        let order = ranks.as_ref().map(|ranks| {
            let mut order: Vec<usize> = (0..members.len()).collect();
            order.sort_by_key(|at| ranks[members[*at].position]);
            order
        });
        let class_of = |classes: &Classes| -> Vec<usize> {
            let members = members.iter();
            members.map(|one| classes.of[one.position]).collect()
        };
        let mut parameters = Parameters {
            weights: None,
            order,
            classes: classes.as_ref().map(class_of),
            inner: classes.as_ref().map(|classes| classes.inner),
            references: None,
        };
        let Some(weights) = weights else {
            return (*rule, parameters, Vec::new());
        };
        let own = members.iter().map(|one| {
            let (rule, weight) = (weights[one.position], self.weight(weights[one.position]));
            match rule {
                WeightRule::One => weight,
                WeightRule::Heads(_) | WeightRule::Agreed(_) => weight.over(&count(one.members)),
            }
        });
        let own: Vec<Exact> = own.collect();
        let one_if_none = |weight: &Exact| match weight.is_zero() {
            true => Exact::one(),
            false => weight.clone(),
        };
        parameters.weights = Some(own.iter().map(one_if_none).collect());
        if own.iter().all(|weight| !weight.is_zero()) {
            return (*rule, parameters, own);
        }
        let weighted = classes.as_ref().map_or(*rule, |classes| classes.inner);
        let is_first =
            |weight: &Exact| weight.is_zero() == (weighted == Shortage::WeightedEqualLosses);
        let stated = parameters.classes.unwrap_or_else(|| vec![0; members.len()]);
        let ranked = stated.iter().zip(&own).map(|(class, weight)| {
            let class = class.saturating_mul(2);
            class.saturating_add(usize::from(!is_first(weight)))
        });
        parameters.classes = Some(ranked.collect());
        parameters.inner = Some(weighted);
        (Shortage::PriorityClasses, parameters, own)
    }

    fn weight(self, rule: WeightRule) -> Exact {
        match rule {
            WeightRule::One => Exact::one(),
            WeightRule::Heads(tally) => self.heads.exact(tally, self.lane),
            WeightRule::Agreed(slot) => self.inputs.fraction(slot, self.lane),
        }
    }
}

/// A claimant with its claims on components, by their places among the claims.
struct Claimant {
    /// The position of its first claim in the rule.
    position: usize,
    /// How many equal members it stands for, at least one.
    members: usize,
    claims: Vec<usize>,
}

impl Claimant {
    /// Returns what it claims in all.
    fn total(&self, claims: &[Claimed<Exact>]) -> Exact {
        self.claims.iter().map(|at| claims[*at].claim.clone()).sum()
    }
}

/// Returns claims in cents as exact ones.
pub(super) fn exact(claims: &[Claimed<Cents>]) -> Vec<Claimed<Exact>> {
    let claims = claims.iter().map(|one| Claimed {
        position: one.position,
        members: one.members,
        claim: one.claim.into(),
    });
    claims.collect()
}

/// Returns what a rule made of claims. What it cannot divide was refused with the plan
/// (`plan/compile/countable.rs`), so that a refusal here is a fault of the program: it must not
/// become an amount by another rule.
pub(super) fn divided<T>(outcome: Result<T, Refusal>) -> T {
    match outcome {
        Ok(divided) => divided,
        Err(refusal) => panic!("a plan held claims that no rule divides: {refusal}"),
    }
}

fn count(members: usize) -> Exact {
    i64::try_from(members).unwrap_or(i64::MAX).into()
}

/// Shares whole cents by weight; nothing where nobody has a weight.
fn shared(whole: Cents, weights: &[i64]) -> Vec<Cents> {
    split(whole, weights).map_or_else(|| vec![Cents::ZERO; weights.len()], |split| split.parts)
}
