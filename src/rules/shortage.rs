//! [`Shortage`]: the named rules for a pot that is smaller than what it owes.

use super::{equal_awards, equal_losses, proportional};
use crate::money::Exact;

/// Who bears it when a pot is smaller than the sum of the entitlements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
    /// Every entitlement shrinks by the same factor ("naar rato").
    Proportional,
    /// Everybody the same amount, nobody more than the entitlement.
    EqualAwards,
    /// Everybody loses the same amount, nobody more than the entitlement.
    EqualLosses,
}

impl Shortage {
    /// Every rule with its name in scenario files.
    pub const ALL: [(&'static str, Shortage); 3] = [
        ("proportional", Shortage::Proportional),
        ("equal-awards", Shortage::EqualAwards),
        ("equal-losses", Shortage::EqualLosses),
    ];

    /// Returns the name in scenario files.
    pub fn name(self) -> &'static str {
        Shortage::ALL
            .iter()
            .find(|(_, rule)| *rule == self)
            .map_or("", |(name, _)| name)
    }

    /// Divides `pot` over `claims`, where the pot is at most their sum.
    ///
    /// Awards lie between zero and the claim; a larger pot counts as the sum of the claims.
    pub fn divide(self, pot: &Exact, claims: &[Exact]) -> Vec<Exact> {
        match self {
            Shortage::Proportional => proportional(pot, claims),
            Shortage::EqualAwards => equal_awards(pot, claims),
            Shortage::EqualLosses => equal_losses(pot, claims),
        }
    }
}
