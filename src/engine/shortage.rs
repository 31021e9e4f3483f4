//! Shortages: what a rule makes of claims, with what it asks beside them.

use std::collections::BTreeMap;

use super::heads::Heads;
use super::whole::{placed, placed_quotas};
use crate::domain::Precision;
use crate::money::{Cents, Exact, split};
use crate::plan::{Inputs, ShortageRule, WeightRule};
use crate::rules::shortage::{Parameters, Problem};
use crate::rules::{Apportionment, Shortage};

/// A shortage rule in one lane.
#[derive(Clone, Copy)]
pub(super) struct Bearing<'a> {
    pub(super) rule: &'a ShortageRule,
    pub(super) inputs: &'a Inputs,
    pub(super) heads: &'a Heads,
    pub(super) lane: usize,
}

/// A claim under a shortage: its position in the rule, how many equal members it is of, how much.
pub(super) type Claimed<T> = (usize, i64, T);

impl Bearing<'_> {
    /// Divides a pot over exact claims.
    pub(super) fn exact(self, pot: &Exact, claims: &[Claimed<Exact>]) -> Vec<Exact> {
        let units = self.units(claims);
        let total =
            |unit: &Unit| -> Exact { unit.claims.iter().map(|at| claims[*at].2.clone()).sum() };
        let mut problem = Problem::new(pot.clone(), Vec::new());
        let mut positions = Vec::new();
        for unit in &units {
            let each = total(unit).over(&unit.members.into());
            for _ in 0..unit.members {
                positions.push((unit.position, unit.members));
                problem.claims.push(each.clone());
            }
        }
        let (rule, parameters) = self.asked(&positions);
        problem.parameters = parameters;
        let outcome = rule.divide(&problem);
        // What no rule can divide was refused when the plan was compiled.
        let awards = outcome.map_or_else(
            |_| crate::rules::proportional(pot, &problem.claims),
            |outcome| outcome.awards,
        );
        let mut awards = awards.into_iter();
        let mut outcome = vec![Exact::zero(); claims.len()];
        for unit in &units {
            let members = usize::try_from(unit.members).unwrap_or_default();
            let award: Exact = awards.by_ref().take(members).sum();
            let factor = award.over(&total(unit));
            for at in &unit.claims {
                outcome[*at] = claims[*at].2.times(&factor);
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
            let claims = claims
                .iter()
                .map(|(position, members, claim)| (*position, *members, (*claim).into()));
            let claims: Vec<Claimed<Exact>> = claims.collect();
            return placed(pot, &self.exact(&pot.into(), &claims), precision).parts;
        }
        let unit_of_rounding = match precision.each_step {
            true => Cents::ONE,
            false => precision.unit,
        };
        let units = self.units(claims);
        let (mut positions, mut asked) = (Vec::new(), Vec::new());
        for unit in &units {
            let total: Cents = unit.claims.iter().map(|at| claims[*at].2).sum();
            let members = usize::try_from(unit.members).unwrap_or_default();
            positions.extend(vec![(unit.position, unit.members); members]);
            asked.extend(shared(total, &vec![1; members]));
        }
        let (rule, parameters) = self.asked(&positions);
        let awards = match rule.quotas(pot, &asked, &parameters, unit_of_rounding) {
            Ok(quotas) => placed_quotas(pot, quotas, precision),
            // What no rule can divide was refused when the plan was compiled.
            Err(_) => vec![Cents::ZERO; asked.len()],
        };
        let mut awards = awards.into_iter();
        let mut outcome = vec![Cents::ZERO; claims.len()];
        for unit in &units {
            let members = usize::try_from(unit.members).unwrap_or_default();
            let award: Cents = awards.by_ref().take(members).sum();
            let own = unit.claims.iter().map(|at| claims[*at].2.count());
            let own: Vec<i64> = own.collect();
            for (at, part) in unit.claims.iter().zip(shared(award, &own)) {
                outcome[*at] = part;
            }
        }
        outcome
    }

    /// Returns the claimants in the order of their first claims, each with its claims.
    fn units<T>(self, claims: &[Claimed<T>]) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, (position, members, _)) in claims.iter().enumerate() {
            // A proportional cut is the same however claims are joined or told apart.
            let is_immune = self.rule.rule == Shortage::Proportional;
            let members = if is_immune { 1 } else { *members };
            let claimants = self.rule.claimants.get(*position).filter(|_| !is_immune);
            let claimant = claimants.copied().unwrap_or(*position);
            let place = *places.entry(claimant).or_insert(units.len());
            match units.get_mut(place) {
                Some(unit) => unit.claims.push(at),
                None => units.push(Unit {
                    position: *position,
                    members: members.max(1),
                    claims: vec![at],
                }),
            }
        }
        units
    }

    /// Returns the rule with what it asks beside the claims at these positions.
    ///
    /// Who weighs nothing is a class of its own: last to be paid where awards are weighted, last to
    /// lose where losses are.
    fn asked(self, positions: &[(usize, i64)]) -> (Shortage, Parameters) {
        let ShortageRule {
            rule,
            ranks,
            classes,
            weights,
            inner,
            ..
        } = self.rule;
        let order = (!ranks.is_empty()).then(|| {
            let mut order: Vec<usize> = (0..positions.len()).collect();
            order.sort_by_key(|at| ranks[positions[*at].0]);
            order
        });
        let of_rule =
            |(position, _): &(usize, i64)| classes.get(*position).copied().unwrap_or_default();
        let classes_of_rule = || positions.iter().map(of_rule).collect();
        let mut parameters = Parameters {
            weights: None,
            order,
            classes: (!classes.is_empty()).then(classes_of_rule),
            inner: *inner,
            references: None,
        };
        if weights.is_empty() {
            return (*rule, parameters);
        }
        let own = positions.iter().map(|(position, members)| {
            let weight = self.weight(weights[*position]);
            match weights[*position] {
                WeightRule::One => weight,
                WeightRule::Heads(_) | WeightRule::Agreed(_) => weight.over(&(*members).into()),
            }
        });
        let own: Vec<Exact> = own.collect();
        let one_if_none = |weight: &Exact| match weight.is_zero() {
            true => Exact::one(),
            false => weight.clone(),
        };
        parameters.weights = Some(own.iter().map(one_if_none).collect());
        if own.iter().all(|weight| !weight.is_zero()) {
            return (*rule, parameters);
        }
        let weighted = match inner {
            Some(inner) if *rule == Shortage::PriorityClasses => *inner,
            _ => *rule,
        };
        let is_first =
            |weight: &Exact| weight.is_zero() == (weighted == Shortage::WeightedEqualLosses);
        let ranked = positions.iter().zip(&own).map(|(position, weight)| {
            let class = of_rule(position).saturating_mul(2);
            class.saturating_add(usize::from(!is_first(weight)))
        });
        parameters.classes = Some(ranked.collect());
        parameters.inner = Some(weighted);
        (Shortage::PriorityClasses, parameters)
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
struct Unit {
    /// The position of its first claim in the rule.
    position: usize,
    /// How many equal members it stands for.
    members: i64,
    claims: Vec<usize>,
}

/// Shares whole cents by weight; nothing where nobody has a weight.
fn shared(whole: Cents, weights: &[i64]) -> Vec<Cents> {
    split(whole, weights).map_or_else(|| vec![Cents::ZERO; weights.len()], |split| split.parts)
}
