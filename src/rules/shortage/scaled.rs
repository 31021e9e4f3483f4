//! From amounts to whole numbers with one scale, and back.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;

use super::outcome::{Certificate, Multiplier, Outcome, Solved, Stage};
use super::problem::{Parameters, Problem, Refusal};
use super::whole::{Shares, Whole, sum};
use super::{Attempt, Shortage};
use crate::money::Exact;

/// What a rule asks beside pot and claims, in whole numbers; empty where it does not ask.
pub(super) struct Terms<'p, W> {
    pub(super) weights: Vec<W>,
    pub(super) order: &'p [usize],
    pub(super) classes: &'p [usize],
    pub(super) inner: Shortage,
}

impl<'p, W: Whole> Terms<'p, W> {
    /// Returns the terms of the rule inside a class, for its members.
    pub(super) fn of(&self, members: &[usize]) -> Terms<'p, W> {
        let weights = members
            .iter()
            .filter_map(|member| self.weights.get(*member));
        Terms {
            weights: weights.cloned().collect(),
            order: &[],
            classes: &[],
            inner: Shortage::Proportional,
        }
    }
}

/// A problem in whole numbers.
pub(super) struct Case<'p, W> {
    pub(super) pot: W,
    pub(super) claims: Vec<W>,
    /// What comes before the rest of the claims; empty for nothing.
    pub(super) references: Vec<W>,
    pub(super) terms: Terms<'p, W>,
    /// How many of these numbers make one unit of the amounts.
    pub(super) scale: W,
    /// How many of these numbers make a weight of one.
    pub(super) weight_scale: W,
}

/// How long numbers may be together, in bits: 200 claims of 10,000 bits.
const LONGEST: u64 = 2_000_000;

/// A length that is never refused.
const SHORT: u64 = 128;

/// The most claimants of whom minimal overlap is told as fractions.
const MOST_LAYERS: usize = 2_000;

/// Divides a problem exactly.
pub(super) fn divide(rule: Shortage, problem: &Problem) -> Result<Outcome, Refusal> {
    let claimants = problem.claims.len();
    let case = Case::of(rule, &problem.pot, &problem.claims, &problem.parameters)?;
    let is_layered = rule == Shortage::MinimalOverlap
        || rule == Shortage::PriorityClasses && case.terms.inner == Shortage::MinimalOverlap;
    if is_layered && claimants > MOST_LAYERS {
        let rule = Shortage::MinimalOverlap;
        return Err(Refusal::TooLarge { rule, claimants });
    }
    match case.in_small(rule, 0) {
        Some(small) => Ok(small.outcome(&small.solve(rule)?)),
        None => Ok(case.outcome(&case.solve(rule)?)),
    }
}

impl<'p> Case<'p, BigInt> {
    /// Reads a problem, and refuses what no rule can divide.
    pub(super) fn of(
        rule: Shortage,
        pot: &Exact,
        claims: &[Exact],
        parameters: &'p Parameters,
    ) -> Result<Case<'p, BigInt>, Refusal> {
        if pot.is_negative() {
            return Err(Refusal::NegativePot);
        }
        if let Some(position) = claims.iter().position(Exact::is_negative) {
            return Err(Refusal::NegativeClaim(position));
        }
        parameters.check(rule, claims.len())?;
        let references = parameters.references.as_deref().unwrap_or_default();
        let is_within =
            |(reference, claim): (&Exact, &Exact)| !reference.is_negative() && reference <= claim;
        if let Some(position) = references
            .iter()
            .zip(claims)
            .position(|pair| !is_within(pair))
        {
            return Err(Refusal::Reference(position));
        }
        let weights = parameters.weights.as_deref().unwrap_or_default();
        let amounts = [std::slice::from_ref(pot), claims, references].concat();
        let (scale, mut amounts) = scaled(&amounts)?;
        let (weight_scale, weights) = scaled(weights)?;
        let mut claims = amounts.split_off(1);
        let references = claims.split_off(claims.len().saturating_sub(references.len()));
        Ok(Case {
            pot: amounts.swap_remove(0),
            claims,
            references,
            terms: Terms {
                weights,
                order: parameters.order.as_deref().unwrap_or_default(),
                classes: parameters.classes.as_deref().unwrap_or_default(),
                inner: parameters.inner_rule(),
            },
            scale,
            weight_scale,
        })
    }

    /// Returns the same in 128 bits, where nothing that a rule computes from it can outgrow them.
    ///
    /// `more` is how many bits the awards are multiplied by afterwards.
    pub(super) fn in_small(&self, rule: Shortage, more: u64) -> Option<Case<'p, i128>> {
        let bits = |number: &BigInt| number.bits();
        // Amounts are doubled where halves are divided.
        let amount = bits(&sum(&self.claims))
            .max(bits(&self.pot))
            .saturating_add(2);
        let claimants = bits(&BigInt::from(self.claims.len()));
        let weight = bits(&sum(&self.terms.weights)).max(claimants);
        let counted = match rule {
            Shortage::PriorityClasses => self.terms.inner,
            rule => rule,
        };
        let least = match counted {
            Shortage::RandomArrival => return None,
            // The least common multiple of the numbers up to 40 has 53 bits.
            Shortage::MinimalOverlap if self.claims.len() > 40 => return None,
            Shortage::MinimalOverlap => [amount, 53, claimants].into_iter().sum(),
            // Two amounts multiplied, or an amount over two sums of weights.
            _ => amount.saturating_add(amount.max(weight.saturating_mul(2))),
        };
        // The denominator of an award is at most an amount or two sums of weights.
        let below = amount
            .max(weight.saturating_mul(2))
            .max(53_u64.saturating_add(claimants));
        let with_scale = [below, bits(&self.scale), more].into_iter().sum::<u64>();
        if least.max(with_scale).saturating_add(4) > 126 {
            return None;
        }
        let small = |numbers: &[BigInt]| numbers.iter().map(i128::of).collect::<Option<Vec<_>>>();
        Some(Case {
            pot: i128::of(&self.pot)?,
            claims: small(&self.claims)?,
            references: small(&self.references)?,
            terms: Terms {
                weights: small(&self.terms.weights)?,
                order: self.terms.order,
                classes: self.terms.classes,
                inner: self.terms.inner,
            },
            scale: i128::of(&self.scale)?,
            weight_scale: i128::of(&self.weight_scale)?,
        })
    }
}

impl<W: Whole> Case<'_, W> {
    /// Divides the pot, or what the references leave of it.
    pub(super) fn solve(&self, rule: Shortage) -> Attempt<W> {
        if self.pot >= sum(&self.claims) {
            let all = Solved::plain(Shares::whole(self.claims.clone()));
            return Ok(all.in_stage(Stage::AllClaims));
        }
        if self.references.is_empty() {
            return rule.solve(&self.pot, &self.claims, &self.terms);
        }
        let first = sum(&self.references);
        if self.pot < first {
            let solved = rule.solve(&self.pot, &self.references, &self.terms)?;
            return Ok(solved.in_stage(Stage::References));
        }
        let pairs = self.claims.iter().zip(&self.references);
        let rest: Vec<W> = pairs.map(|(claim, first)| claim.minus(first)).collect();
        let solved = rule.solve(&self.pot.minus(&first), &rest, &self.terms)?;
        Ok(solved.on_top_of(&self.references))
    }

    /// Tells awards and certificate in the unit of the problem.
    fn outcome(&self, solved: &Solved<W>) -> Outcome {
        let Shares { parts, below } = &solved.shares;
        let unit = below.times(&self.scale);
        let awards: Vec<Exact> = parts.iter().map(|part| part.over(&unit)).collect();
        let of_parts = |is_so: &dyn Fn(&W, &W) -> bool| {
            let pairs = self.claims.iter().zip(parts).enumerate();
            let found = pairs.filter(|(_, (claim, part))| is_so(claim, part));
            found.map(|(position, _)| position).collect::<Vec<_>>()
        };
        let levels = solved.levels.iter().map(|(level, above, below)| {
            let exact = above.over(below);
            let scale = self.scale.over(&W::one());
            let weight = match self.terms.weights.is_empty() {
                true => Exact::one(),
                false => self.weight_scale.over(&W::one()),
            };
            let exact = match level {
                Multiplier::Share => exact,
                Multiplier::Threshold => exact.over(&scale),
                Multiplier::Award | Multiplier::Loss => exact.times(&weight).over(&scale),
            };
            (*level, exact)
        });
        let left = self.pot.minus(&sum(&self.claims)).max(W::zero());
        Outcome {
            awards,
            certificate: Certificate {
                multipliers: levels.collect(),
                stage: solved.stage,
                at_zero: of_parts(&|claim, part| part.is_zero() && !claim.is_zero()),
                in_full: of_parts(&|claim, part| claim.times(below) == *part),
                orders: solved.orders.clone(),
                left: left.over(&self.scale),
            },
        }
    }
}

/// Returns fractions as whole numbers, and how many of these make one.
fn scaled(fractions: &[Exact]) -> Result<(BigInt, Vec<BigInt>), Refusal> {
    let parts: Vec<(BigInt, BigInt)> = fractions.iter().map(Exact::large_parts).collect();
    let claimants = fractions.len();
    let check = |bits: u64| {
        let each = u64::try_from(claimants).unwrap_or(LONGEST).max(1);
        let longest = Integer::div_floor(&LONGEST, &each).max(SHORT);
        let refusal = Refusal::TooLong { claimants, bits };
        (bits <= longest).then_some(()).ok_or(refusal)
    };
    let mut scale = BigInt::from(1);
    for (_, below) in &parts {
        if !scale.is_multiple_of(below) {
            scale = scale.lcm(below);
            check(scale.bits())?;
        }
    }
    let whole = parts.iter().map(|(above, below)| {
        let whole = above * Integer::div_floor(&scale, below);
        check(whole.abs().bits())?;
        Ok(whole)
    });
    let whole = whole.collect::<Result<_, Refusal>>()?;
    Ok((scale, whole))
}
