//! The shortage family: a pot that is smaller than the sum of the claims on it.
//!
//! [`Shortage`] names the rules. Each has a file of its own, and is written once, over whole
//! numbers with one common denominator (`whole`): in 128 bits where a bound shows that they
//! suffice, and in big integers otherwise. Most rules are composed of a few others (`compose`).
//!
//! **Duality.** The dual of a rule divides losses as the rule divides awards: `c - R(C - E, c)`.
//! Equal losses are the dual of equal awards, with and without weights. Proportional, Talmud,
//! reverse Talmud, random arrival, adjusted proportional and the average of awards and losses are
//! their own dual.
//!
//! **Invariant.** Awards lie between zero and the claim, and add up to the pot; where the pot is
//! larger than the sum of the claims everybody gets the claim.

mod adjusted_proportional;
mod average_awards_losses;
mod cents;
mod compose;
mod constrained_egalitarian;
mod equal_awards;
mod equal_losses;
mod foreseen;
mod level;
mod minimal_overlap;
mod outcome;
mod piniles;
mod priority;
mod priority_classes;
mod problem;
mod proportional;
mod random_arrival;
mod reverse_talmud;
mod scaled;
mod talmud;
mod weighted_equal_awards;
mod weighted_equal_losses;
mod whole;

pub use foreseen::{Foreseen, common_bits};
pub use outcome::{Certificate, Multiplier, Outcome, Stage};
pub use problem::{Needs, Parameters, Problem, Refusal};

use self::outcome::Solved;
use self::scaled::Terms;
use self::whole::Whole;

/// Who bears it when a pot is smaller than the sum of the entitlements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shortage {
    /// Every entitlement shrinks by the same factor ("naar rato").
    Proportional,
    /// Everybody the same amount, nobody more than the entitlement.
    EqualAwards,
    /// Everybody loses the same amount, nobody more than the entitlement.
    EqualLosses,
    /// Equal awards up to half of the claims, equal losses beyond.
    Talmud,
    /// Equal losses up to half of the claims, equal awards beyond.
    ReverseTalmud,
    /// Equal awards up to half of the claims, and again beyond.
    Piniles,
    /// Equal awards, bent as little as possible so that half of the pot means half of the claims.
    ConstrainedEgalitarian,
    /// What nobody else claims first, the rest in proportion to what is still claimed.
    AdjustedProportional,
    /// The mean over all orders of first come, first served.
    RandomArrival,
    /// Every euro shared by those who claim it, with claims laid to overlap as little as can be.
    MinimalOverlap,
    /// Half of equal awards and half of equal losses.
    AverageAwardsLosses,
    /// One after the other, each in full as far as the pot goes.
    Priority,
    /// Class after class, and another rule inside the class that the pot does not cover.
    PriorityClasses,
    /// The same amount per unit of weight, nobody more than the entitlement.
    WeightedEqualAwards,
    /// The same loss per unit of weight, nobody more than the entitlement.
    WeightedEqualLosses,
}

impl Shortage {
    /// Every rule with its name in scenario files.
    pub const ALL: [(&'static str, Shortage); 15] = [
        ("proportional", Shortage::Proportional),
        ("equal-awards", Shortage::EqualAwards),
        ("equal-losses", Shortage::EqualLosses),
        ("talmud", Shortage::Talmud),
        ("reverse-talmud", Shortage::ReverseTalmud),
        ("piniles", Shortage::Piniles),
        ("constrained-egalitarian", Shortage::ConstrainedEgalitarian),
        ("adjusted-proportional", Shortage::AdjustedProportional),
        ("random-arrival", Shortage::RandomArrival),
        ("minimal-overlap", Shortage::MinimalOverlap),
        ("average-awards-losses", Shortage::AverageAwardsLosses),
        ("priority", Shortage::Priority),
        ("priority-classes", Shortage::PriorityClasses),
        ("weighted-equal-awards", Shortage::WeightedEqualAwards),
        ("weighted-equal-losses", Shortage::WeightedEqualLosses),
    ];

    /// Returns the name in scenario files.
    pub fn name(self) -> &'static str {
        Shortage::ALL
            .iter()
            .find(|(_, rule)| *rule == self)
            .map_or("", |(name, _)| name)
    }

    /// Returns which parameter it takes beside pot and claims.
    pub const fn needs(self) -> Needs {
        match self {
            Shortage::Priority => Needs::Order,
            Shortage::PriorityClasses => Needs::Classes,
            Shortage::WeightedEqualAwards | Shortage::WeightedEqualLosses => Needs::Weights,
            Shortage::Proportional
            | Shortage::EqualAwards
            | Shortage::EqualLosses
            | Shortage::Talmud
            | Shortage::ReverseTalmud
            | Shortage::Piniles
            | Shortage::ConstrainedEgalitarian
            | Shortage::AdjustedProportional
            | Shortage::RandomArrival
            | Shortage::MinimalOverlap
            | Shortage::AverageAwardsLosses => Needs::Nothing,
        }
    }

    /// Divides a pot over claims, as exact fractions.
    ///
    /// # Errors
    ///
    /// [`Refusal`] when an amount is negative, a parameter is missing or unfit, or no exact answer
    /// can be counted: `random-arrival` over too many different claims, `minimal-overlap` over
    /// more than 2,000 claimants, fractions of absurd length.
    pub fn divide(self, problem: &Problem) -> Result<Outcome, Refusal> {
        scaled::divide(self, problem)
    }

    /// Divides `pot`, which is less than the sum of the claims, over whole numbers.
    fn solve<W: Whole>(self, pot: &W, claims: &[W], terms: &Terms<W>) -> Attempt<W> {
        match self {
            Shortage::Proportional => Ok(proportional::divide(pot, claims)),
            Shortage::EqualAwards => Ok(equal_awards::divide(pot, claims)),
            Shortage::EqualLosses => Ok(equal_losses::divide(pot, claims)),
            Shortage::Talmud => Ok(talmud::divide(pot, claims)),
            Shortage::ReverseTalmud => Ok(reverse_talmud::divide(pot, claims)),
            Shortage::Piniles => Ok(piniles::divide(pot, claims)),
            Shortage::ConstrainedEgalitarian => Ok(constrained_egalitarian::divide(pot, claims)),
            Shortage::AdjustedProportional => Ok(adjusted_proportional::divide(pot, claims)),
            Shortage::RandomArrival => random_arrival::divide(pot, claims),
            Shortage::MinimalOverlap => Ok(minimal_overlap::divide(pot, claims)),
            Shortage::AverageAwardsLosses => Ok(average_awards_losses::divide(pot, claims)),
            Shortage::Priority => Ok(priority::divide(pot, claims, terms.order)),
            Shortage::PriorityClasses => priority_classes::divide(pot, claims, terms),
            Shortage::WeightedEqualAwards => {
                Ok(weighted_equal_awards::divide(pot, claims, &terms.weights))
            }
            Shortage::WeightedEqualLosses => {
                Ok(weighted_equal_losses::divide(pot, claims, &terms.weights))
            }
        }
    }
}

/// What a rule comes to in one kind of whole numbers.
type Attempt<W> = Result<Solved<W>, Refusal>;
