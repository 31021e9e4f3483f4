//! Shortages: what a rule makes of claims, with what it asks beside them.

use super::heads::Heads;
use super::whole::{placed, placed_quotas};
use crate::domain::Precision;
use crate::money::{Cents, Exact};
use crate::plan::{Inputs, ShortageRule, WeightRule};
use crate::rules::Apportionment;
use crate::rules::shortage::{Parameters, Problem};

/// The weight of who has none: as good as nothing, so that others come first.
const NEXT_TO_NOTHING: (i64, i64) = (1, 1_000_000_000);

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
        let problem = Problem {
            pot: pot.clone(),
            claims,
            parameters: self.parameters(&positions),
        };
        let outcome = self.rule.rule.divide(&problem);
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
        let parameters = self.parameters(&positions);
        match self.rule.rule.quotas(pot, &claims, &parameters, unit) {
            Ok(quotas) => placed_quotas(pot, quotas, precision),
            // What no rule can divide was refused when the plan was compiled.
            Err(_) => vec![Cents::ZERO; claims.len()],
        }
    }

    /// Returns what the rule asks beside the claims at these positions.
    fn parameters(self, positions: &[usize]) -> Parameters {
        let ShortageRule {
            ranks,
            classes,
            weights,
            inner,
            ..
        } = self.rule;
        let order = (!ranks.is_empty()).then(|| {
            let mut order: Vec<usize> = (0..positions.len()).collect();
            order.sort_by_key(|at| ranks[positions[*at]]);
            order
        });
        let classes = (!classes.is_empty()).then(|| {
            positions
                .iter()
                .map(|position| classes[*position])
                .collect()
        });
        let weights = (!weights.is_empty()).then(|| {
            let weights = positions
                .iter()
                .map(|position| self.weight(weights[*position]));
            weights.collect()
        });
        Parameters {
            weights,
            order,
            classes,
            inner: *inner,
            references: None,
        }
    }

    fn weight(self, rule: WeightRule) -> Exact {
        let weight = match rule {
            WeightRule::One => Exact::one(),
            WeightRule::Heads(tally) => self.heads.exact(tally, self.lane),
            WeightRule::Agreed(slot) => self.inputs.fraction(slot, self.lane),
        };
        let (above, below) = NEXT_TO_NOTHING;
        weight.max(Exact::ratio(above, below))
    }
}
