//! Shortages: what a rule makes of claims, with what it asks beside them.

use super::heads::Heads;
use super::whole::{placed, placed_quotas};
use crate::domain::Precision;
use crate::money::{Cents, Exact};
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

impl Bearing<'_> {
    /// Divides a pot over exact claims, given with their positions in the rule.
    pub(super) fn exact(self, pot: &Exact, claims: &[(usize, Exact)]) -> Vec<Exact> {
        let positions: Vec<usize> = claims.iter().map(|(position, _)| *position).collect();
        let claims: Vec<Exact> = claims.iter().map(|(_, claim)| claim.clone()).collect();
        let (rule, parameters) = self.asked(&positions);
        let problem = Problem {
            pot: pot.clone(),
            claims,
            parameters,
        };
        let outcome = rule.divide(&problem);
        // What no rule can divide was refused when the plan was compiled.
        outcome.map_or_else(
            |_| crate::rules::proportional(pot, &problem.claims),
            |outcome| outcome.awards,
        )
    }

    /// Divides a pot over claims in cents, given with their positions in the rule.
    pub(super) fn whole(
        self,
        pot: Cents,
        claims: &[(usize, Cents)],
        precision: &Precision,
    ) -> Vec<Cents> {
        if precision.method != Apportionment::LargestRemainder {
            let claims = claims
                .iter()
                .map(|(position, claim)| (*position, (*claim).into()));
            let claims: Vec<(usize, Exact)> = claims.collect();
            return placed(pot, &self.exact(&pot.into(), &claims), precision).parts;
        }
        let unit = match precision.each_step {
            true => Cents::ONE,
            false => precision.unit,
        };
        let positions: Vec<usize> = claims.iter().map(|(position, _)| *position).collect();
        let claims: Vec<Cents> = claims.iter().map(|(_, claim)| *claim).collect();
        let (rule, parameters) = self.asked(&positions);
        match rule.quotas(pot, &claims, &parameters, unit) {
            Ok(quotas) => placed_quotas(pot, quotas, precision),
            // What no rule can divide was refused when the plan was compiled.
            Err(_) => vec![Cents::ZERO; claims.len()],
        }
    }

    /// Returns the rule with what it asks beside the claims at these positions.
    ///
    /// Who weighs nothing is a class of its own: last to be paid where awards are weighted, last to
    /// lose where losses are.
    fn asked(self, positions: &[usize]) -> (Shortage, Parameters) {
        let ShortageRule {
            rule,
            ranks,
            classes,
            weights,
            inner,
        } = self.rule;
        let order = (!ranks.is_empty()).then(|| {
            let mut order: Vec<usize> = (0..positions.len()).collect();
            order.sort_by_key(|at| ranks[positions[*at]]);
            order
        });
        let of_rule = |position: &usize| classes.get(*position).copied().unwrap_or_default();
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
        let own = positions
            .iter()
            .map(|position| self.weight(weights[*position]));
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
