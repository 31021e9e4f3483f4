//! From amounts to whole numbers with one scale, and back.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed};

use super::outcome::{Certificate, Multiplier, Outcome, Solved, Stage};
use super::problem::{Parameters, Problem, Refusal};
use super::whole::{Shares, Whole, sum};
use super::{Attempt, Shortage};
use crate::money::{Cents, Exact};

/// What a rule asks beside pot and claims, in whole numbers; empty where it does not ask.
pub(super) struct Terms<'p, W> {
    pub(super) weights: Vec<W>,
    pub(super) order: &'p [usize],
    pub(super) classes: &'p [usize],
    pub(super) inner: Shortage,
}

impl<'p, W: Whole> Terms<'p, W> {
    fn of_parameters(weights: Vec<W>, parameters: &'p Parameters) -> Terms<'p, W> {
        Terms {
            weights,
            order: parameters.order.as_deref().unwrap_or_default(),
            classes: parameters.classes.as_deref().unwrap_or_default(),
            inner: parameters.inner_rule(),
        }
    }

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
pub(super) const MOST_LAYERS: usize = 2_000;

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
    match case.to_small().filter(|_| case.fits(rule, 0)) {
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
        parameters.check(rule, claims.len())?;
        let references = parameters.references.as_deref().unwrap_or_default();
        let amounts = [std::slice::from_ref(pot), claims, references].concat();
        let (scale, mut amounts) = scaled(&amounts)?;
        let (weight_scale, weights) = scaled(parameters.weights.as_deref().unwrap_or_default())?;
        let mut claims = amounts.split_off(1);
        let references = claims.split_off(claims.len().saturating_sub(references.len()));
        let case = Case {
            pot: amounts.swap_remove(0),
            claims,
            references,
            terms: Terms::of_parameters(weights, parameters),
            scale,
            weight_scale,
        };
        case.checked()
    }

    /// Returns the same in 128 bits, where they hold it.
    fn to_small(&self) -> Option<Case<'p, i128>> {
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

fn small(numbers: &[BigInt]) -> Option<Vec<i128>> {
    numbers.iter().map(i128::of).collect()
}

impl<'p> Case<'p, i128> {
    /// Reads a problem in cents without a detour over fractions; `None` where the references or
    /// the weights do not fit.
    pub(super) fn of_cents(
        rule: Shortage,
        pot: Cents,
        claims: &[Cents],
        parameters: &'p Parameters,
    ) -> Result<Option<Case<'p, i128>>, Refusal> {
        parameters.check(rule, claims.len())?;
        let (scale, references) = scaled(parameters.references.as_deref().unwrap_or_default())?;
        let (weight_scale, weights) = scaled(parameters.weights.as_deref().unwrap_or_default())?;
        let (true, Some(references), Some(weights), Some(weight_scale)) = (
            scale.is_one(),
            small(&references),
            small(&weights),
            i128::of(&weight_scale),
        ) else {
            return Ok(None);
        };
        let case = Case {
            pot: pot.count().into(),
            claims: claims.iter().map(|claim| claim.count().into()).collect(),
            references,
            terms: Terms::of_parameters(weights, parameters),
            scale: 1,
            weight_scale,
        };
        case.checked().map(Some)
    }
}

impl<W: Whole> Case<'_, W> {
    /// Refuses amounts below zero and references beyond the claims.
    fn checked(self) -> Result<Self, Refusal> {
        let zero = W::zero();
        if self.pot < zero {
            return Err(Refusal::NegativePot);
        }
        if let Some(position) = self.claims.iter().position(|claim| *claim < zero) {
            return Err(Refusal::NegativeClaim(position));
        }
        let mut pairs = self.references.iter().zip(&self.claims);
        let beyond = pairs.position(|(reference, claim)| *reference < zero || reference > claim);
        beyond.map_or(Ok(self), |position| Err(Refusal::Reference(position)))
    }

    /// Says whether nothing that a rule computes from these numbers can outgrow 128 bits.
    ///
    /// `more` is how many bits the denominators are multiplied by afterwards.
    pub(super) fn fits(&self, rule: Shortage, more: u64) -> bool {
        let bits = |number: &W| number.to_large().bits();
        // Amounts are doubled where halves are divided.
        let amount = bits(&sum(&self.claims))
            .max(bits(&self.pot))
            .saturating_add(2);
        let claimants = bits(&W::count(self.claims.len()));
        let weights = bits(&sum(&self.terms.weights))
            .max(claimants)
            .saturating_mul(2);
        let layers = claimants.saturating_add(MULTIPLE);
        let counted = match rule {
            Shortage::PriorityClasses => self.terms.inner,
            rule => rule,
        };
        let numerator = match counted {
            Shortage::RandomArrival => return false,
            Shortage::MinimalOverlap if self.claims.len() > MULTIPLE_OF => return false,
            Shortage::MinimalOverlap => amount.saturating_add(layers),
            // Two amounts multiplied, or an amount over two sums of weights.
            _ => amount.saturating_add(amount.max(weights)),
        };
        let denominator = amount.max(weights).max(layers).saturating_add(more);
        let denominator = denominator.saturating_add(bits(&self.scale));
        numerator.max(denominator).saturating_add(4) <= 126
    }
}

/// The least common multiple of the whole numbers up to this one has [`MULTIPLE`] bits.
const MULTIPLE_OF: usize = 40;

/// See [`MULTIPLE_OF`].
const MULTIPLE: u64 = 53;

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

/// Says whether so many numbers of so many bits are too long to be divided in reasonable time.
pub(super) fn too_long(claimants: usize, bits: u64) -> bool {
    let each = u64::try_from(claimants).unwrap_or(LONGEST).max(1);
    bits > Integer::div_floor(&LONGEST, &each).max(SHORT)
}

/// Returns fractions as whole numbers, and how many of these make one.
fn scaled(fractions: &[Exact]) -> Result<(BigInt, Vec<BigInt>), Refusal> {
    let parts: Vec<(BigInt, BigInt)> = fractions.iter().map(Exact::large_parts).collect();
    let claimants = fractions.len();
    let check = |bits: u64| match too_long(claimants, bits) {
        true => Err(Refusal::TooLong { claimants, bits }),
        false => Ok(()),
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
