//! [`Foreseen`]: what is known of claims before their amounts are, and which rules can divide them.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::One;

use super::problem::Refusal;
use super::scaled::{MOST_LAYERS, too_long};
use super::{Shortage, random_arrival};

/// What is known of a pot and the claims on it before their amounts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreseen<'a> {
    /// How many claims there are at most.
    pub claimants: usize,
    /// How many bits pot and claims have at most over their common denominator; `None` for whole
    /// cents.
    pub bits: Option<u64>,
    /// For claims that are all made alike, a common amount and so many times another: at most how
    /// many times, for each claimant. Some claimants may claim nothing instead.
    pub steps: Option<&'a [i64]>,
}

impl Foreseen<'_> {
    /// Returns claims of whole cents of which only the number is known.
    pub const fn of(claimants: usize) -> Foreseen<'static> {
        Foreseen {
            claimants,
            bits: None,
            steps: None,
        }
    }
}

impl Shortage {
    /// Returns why such claims might be refused, if they might.
    ///
    /// Without a refusal [`Shortage::divide`] and, for whole cents, [`Shortage::quotas`] cannot
    /// find the claims too many or too long, whatever the pot, the common amount and the steps
    /// come to. Of `priority-classes` ask the rule inside, for the claims of each class. The proof
    /// leaves a margin: claims that it refuses may be counted all the same.
    pub fn foresee(self, foreseen: &Foreseen<'_>) -> Option<Refusal> {
        let Foreseen {
            claimants, bits, ..
        } = *foreseen;
        if let Some(bits) = bits
            && too_long(claimants, bits)
        {
            return Some(Refusal::TooLong { claimants, bits });
        }
        let is_counted = match self {
            Shortage::RandomArrival => random_arrival::is_countable(foreseen),
            Shortage::MinimalOverlap => bits.is_none() || claimants <= MOST_LAYERS,
            _ => true,
        };
        let rule = self;
        (!is_counted).then_some(Refusal::TooLarge { rule, claimants })
    }
}

/// Returns how many bits the least common multiple of these numbers has; none for one.
pub fn common_bits(numbers: impl Iterator<Item = i64>) -> u64 {
    let common = numbers.fold(BigInt::from(1), |common, number| {
        common.lcm(&BigInt::from(number.max(1)))
    });
    match common.is_one() {
        true => 0,
        false => common.bits(),
    }
}
