//! [`Problem`]: a pot, the claims on it, and what some rules ask beside them.

use thiserror::Error;

use super::Shortage;
use crate::money::Exact;

/// A pot and the claims on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What there is.
    pub pot: Exact,
    /// What each claimant asks, in the same unit.
    pub claims: Vec<Exact>,
    /// What the rule asks beside them.
    pub parameters: Parameters,
}

impl Problem {
    /// Returns a problem without parameters.
    pub fn new(pot: Exact, claims: Vec<Exact>) -> Problem {
        Problem {
            pot,
            claims,
            parameters: Parameters::default(),
        }
    }
}

/// What some rules ask beside pot and claims; a rule leaves what it does not need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// A weight above zero per claimant.
    pub weights: Option<Vec<Exact>>,
    /// The positions of all claimants, whoever is served first at the head.
    pub order: Option<Vec<usize>>,
    /// The class of each claimant; the lowest is served first.
    pub classes: Option<Vec<usize>>,
    /// The rule inside a class; proportional when absent.
    pub inner: Option<Shortage>,
    /// Entitlements that come before the rest of the claims, within each claim ("claims with
    /// references"). The rule first divides these, and what they leave over the rest of the
    /// claims; when the pot does not cover them, it divides the pot over these alone.
    pub references: Option<Vec<Exact>>,
}

/// Which parameter a rule takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// None.
    Nothing,
    /// An order of claimants.
    Order,
    /// A class for each claimant; perhaps an inner rule, and what that needs.
    Classes,
    /// A weight for each claimant.
    Weights,
}

impl Needs {
    /// Returns the name of the field that holds it.
    pub const fn name(self) -> &'static str {
        match self {
            Needs::Nothing => "nothing",
            Needs::Order => "order",
            Needs::Classes => "classes",
            Needs::Weights => "weights",
        }
    }
}

/// Why a rule has no answer to a problem; positions count from zero.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The pot is below zero.
    #[error("the pot is below zero")]
    NegativePot,
    /// A claim is below zero.
    #[error("claim {0} is below zero")]
    NegativeClaim(usize),
    /// A parameter that the rule needs is absent.
    #[error("`{}` needs `{}`", .rule.name(), .needs.name())]
    Missing {
        /// The rule.
        rule: Shortage,
        /// What it needs.
        needs: Needs,
    },
    /// A parameter has another length than the claims.
    #[error("`{parameter}` has {has} entries for {claimants} claims")]
    Length {
        /// The parameter.
        parameter: &'static str,
        /// How many entries it has.
        has: usize,
        /// How many claims there are.
        claimants: usize,
    },
    /// A weight is zero or less.
    #[error("weight {0} is not above zero")]
    Weight(usize),
    /// The order names somebody twice, or nobody.
    #[error("`order` does not name every claimant once: {0}")]
    Order(usize),
    /// A reference lies below zero or above the claim.
    #[error("reference {0} does not lie between zero and the claim")]
    Reference(usize),
    /// The rule inside classes asks for an order or classes itself.
    #[error("`{}` cannot be the rule inside a class", .0.name())]
    Inner(Shortage),
    /// No exact answer can be counted for so many claimants.
    #[error(
        "`{}` cannot be exact for these {claimants} claims: {}", .rule.name(), limits(*.rule)
    )]
    TooLarge {
        /// The rule.
        rule: Shortage,
        /// How many claims there are.
        claimants: usize,
    },
    /// The fractions are too long to be divided in reasonable time.
    #[error(
        "the numbers are too long: {claimants} claims of {bits} bits over their common \
         denominator, at most 2,000,000 bits together"
    )]
    TooLong {
        /// How many claims there are.
        claimants: usize,
        /// How long each may be over the common denominator.
        bits: u64,
    },
}

/// Says what a rule can count.
fn limits(rule: Shortage) -> &'static str {
    match rule {
        Shortage::RandomArrival => {
            "it counts coalitions, which is possible for 32 claims of any size, and for at most \
             200 when many of them are equal or their differences are small multiples of one unit"
        }
        _ => "its fractions grow with every different claim, at most 2,000",
    }
}

impl Parameters {
    /// Returns the rule inside classes.
    pub(super) fn inner_rule(&self) -> Shortage {
        self.inner.unwrap_or(Shortage::Proportional)
    }

    /// Checks what a rule needs for so many claimants.
    pub(super) fn check(&self, rule: Shortage, claimants: usize) -> Result<(), Refusal> {
        let missing = |needs| Refusal::Missing { rule, needs };
        if let Some(references) = &self.references {
            fits("references", references.len(), claimants)?;
        }
        match rule.needs() {
            Needs::Nothing => Ok(()),
            Needs::Order => {
                let order = self.order.as_ref().ok_or(missing(Needs::Order))?;
                is_order(order, claimants)
            }
            Needs::Classes => {
                let classes = self.classes.as_ref().ok_or(missing(Needs::Classes))?;
                fits("classes", classes.len(), claimants)?;
                let inner = self.inner_rule();
                match inner.needs() {
                    Needs::Nothing | Needs::Weights => self.check(inner, claimants),
                    Needs::Order | Needs::Classes => Err(Refusal::Inner(inner)),
                }
            }
            Needs::Weights => {
                let weights = self.weights.as_ref().ok_or(missing(Needs::Weights))?;
                fits("weights", weights.len(), claimants)?;
                let is_positive = |weight: &Exact| !weight.is_zero() && !weight.is_negative();
                let unfit = weights.iter().position(|weight| !is_positive(weight));
                unfit.map_or(Ok(()), |position| Err(Refusal::Weight(position)))
            }
        }
    }
}

fn fits(parameter: &'static str, has: usize, claimants: usize) -> Result<(), Refusal> {
    let refusal = Refusal::Length {
        parameter,
        has,
        claimants,
    };
    (has == claimants).then_some(()).ok_or(refusal)
}

fn is_order(order: &[usize], claimants: usize) -> Result<(), Refusal> {
    fits("order", order.len(), claimants)?;
    let mut is_served = vec![false; claimants];
    for position in order {
        match is_served.get_mut(*position) {
            Some(seen) if !*seen => *seen = true,
            _ => return Err(Refusal::Order(*position)),
        }
    }
    Ok(())
}
