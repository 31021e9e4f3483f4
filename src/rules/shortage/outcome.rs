//! [`Outcome`]: the awards of a rule, and the certificate by which they can be checked by hand.

use super::whole::{Shares, Whole};
use crate::money::Exact;

/// The outcome of a shortage rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// One award per claim, in the unit of the claims.
    pub awards: Vec<Exact>,
    /// What the awards can be checked by.
    pub certificate: Certificate,
}

/// What the awards of a rule can be checked by.
///
/// Exact awards have no ties: equal claims get equal awards under every rule without an order,
/// classes or weights. Ties arise only where awards are placed on cents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The multipliers of the rule, where it has any.
    pub multipliers: Vec<(Multiplier, Exact)>,
    /// Which part of the definition applied.
    pub stage: Option<Stage>,
    /// Positions of those who claim something and get nothing.
    pub at_zero: Vec<usize>,
    /// Positions of those who get their whole claim.
    pub in_full: Vec<usize>,
    /// How many orders of arrival the awards are the mean of.
    pub orders: Option<Exact>,
    /// What of the pot nobody claims; zero unless the pot is larger than the sum of the claims.
    pub left: Exact,
}

/// What a number in a certificate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiplier {
    /// The award (per unit of weight) of everybody who is not at a bound.
    Award,
    /// The loss (per unit of weight) of everybody who is not at a bound.
    Loss,
    /// The part of each claim that is paid, or of what is still claimed.
    Share,
    /// The height above which a claim is laid over no other claim.
    Threshold,
}

impl Multiplier {
    /// Returns the name in results.
    pub const fn name(self) -> &'static str {
        match self {
            Multiplier::Award => "award",
            Multiplier::Loss => "loss",
            Multiplier::Share => "share",
            Multiplier::Threshold => "threshold",
        }
    }

    /// Returns the multiplier that says the same of losses.
    const fn dual(self) -> Multiplier {
        match self {
            Multiplier::Award => Multiplier::Loss,
            Multiplier::Loss => Multiplier::Award,
            other => other,
        }
    }
}

/// Which part of the definition of a rule applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The pot covers every claim.
    AllClaims,
    /// The pot does not cover more than the references.
    References,
    /// The pot is at most half of the sum of the claims.
    LowerHalf,
    /// The pot is more than half of the sum of the claims.
    UpperHalf,
    /// Claims are laid over each other from zero.
    Layers,
    /// What a claim has above the threshold is paid first.
    AboveThreshold,
    /// This claimant is the first whom the pot does not cover.
    Claimant(usize),
    /// This class, by rank, is the first that the pot does not cover.
    Class(usize),
}

impl Stage {
    /// Returns the name in results.
    pub fn name(self) -> &'static str {
        match self {
            Stage::AllClaims => "all-claims",
            Stage::References => "references",
            Stage::LowerHalf => "lower-half",
            Stage::UpperHalf => "upper-half",
            Stage::Layers => "layers",
            Stage::AboveThreshold => "above-threshold",
            Stage::Claimant(_) => "claimant",
            Stage::Class(_) => "class",
        }
    }
}

/// The outcome of a rule in whole numbers.
#[derive(Clone, Debug)]
pub(super) struct Solved<W> {
    /// The awards.
    pub(super) shares: Shares<W>,
    /// Each multiplier, above and below the line.
    pub(super) levels: Vec<(Multiplier, W, W)>,
    /// Which part of the definition applied.
    pub(super) stage: Option<Stage>,
    /// How many orders were counted.
    pub(super) orders: Option<Exact>,
}

impl<W: Whole> Solved<W> {
    /// Returns awards without anything to check them by.
    pub(super) fn plain(shares: Shares<W>) -> Solved<W> {
        Solved {
            shares,
            levels: Vec::new(),
            stage: None,
            orders: None,
        }
    }

    /// Returns the awards with a multiplier `above / below`.
    pub(super) fn at(shares: Shares<W>, level: Multiplier, above: W, below: W) -> Solved<W> {
        Solved {
            levels: vec![(level, above, below)],
            ..Solved::plain(shares)
        }
    }

    /// Returns the same with a stage.
    pub(super) fn in_stage(self, stage: Stage) -> Solved<W> {
        Solved {
            stage: Some(stage),
            ..self
        }
    }

    /// Returns the outcome for amounts of half the size.
    pub(super) fn halved(mut self) -> Solved<W> {
        for (level, _, below) in &mut self.levels {
            if *level != Multiplier::Share {
                *below = below.plus(below);
            }
        }
        self.shares = self.shares.halved();
        self
    }

    /// Returns the outcome in which the awards are the losses.
    pub(super) fn into_losses_of(mut self, claims: &[W]) -> Solved<W> {
        for (level, _, _) in &mut self.levels {
            *level = level.dual();
        }
        self.shares = self.shares.left_of(claims);
        self
    }

    /// Returns the outcome on top of amounts that everybody has already.
    pub(super) fn on_top_of(mut self, amounts: &[W]) -> Solved<W> {
        self.shares = self.shares.on_top_of(amounts);
        self
    }
}
