//! Minimal overlap: claims are laid on the pot so that as much as possible is claimed by one only,
//! then by two only, and so on; whoever claims a part of it shares that part equally.
//!
//! Up to the largest claim all claims begin at zero. Beyond it there is a threshold `t` with
//! `sum max(0, c - t) = E - t`: what a claim has above `t` lies over no other claim, and the rest
//! of the claims overlap from zero to `t`.

use super::outcome::{Multiplier, Solved, Stage};
use super::whole::{Shares, Whole, sum};

/// The height to which claims overlap, as a fraction.
pub(super) struct Threshold<W> {
    /// The numerator.
    pub(super) above: W,
    /// The denominator: one less than the number of claims above it, or one.
    pub(super) below: W,
    /// Whether claims above it are paid there, or only cut off by it.
    pub(super) pays: bool,
}

pub(super) fn divide<W: Whole>(pot: &W, claims: &[W]) -> Solved<W> {
    let order = ascending(claims);
    let threshold = threshold(pot, claims, &order);
    let layers = layers(claims, &order, &threshold);
    // Each layer is divided by the number of claims that reach it.
    let common = layers.iter().fold(W::one(), |common, layer| {
        let reach = W::count(layer.reach);
        let shared = common.mod_floor(&reach).gcd(&reach);
        common.times(&reach.div_floor(&shared))
    });
    let (mut parts, mut height) = (vec![W::zero(); claims.len()], W::zero());
    for layer in &layers {
        let step = common.div_floor(&W::count(layer.reach));
        height = height.plus(&layer.depth.times(&step));
        for position in &order[layer.first..layer.end] {
            let beyond = threshold.beyond(&claims[*position]);
            parts[*position] = beyond.times(&common).plus(&height);
        }
    }
    let below = common.times(&threshold.below);
    let (above, under) = (threshold.above, threshold.below);
    let solved = Solved::at(Shares { parts, below }, Multiplier::Threshold, above, under);
    solved.in_stage(match threshold.pays {
        true => Stage::AboveThreshold,
        false => Stage::Layers,
    })
}

/// Returns the positions in order of claim, the smallest first.
pub(super) fn ascending<W: Whole>(claims: &[W]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by(|one, two| claims[*one].cmp(&claims[*two]));
    order
}

/// Returns the height to which claims overlap.
pub(super) fn threshold<W: Whole>(pot: &W, claims: &[W], order: &[usize]) -> Threshold<W> {
    let largest = order.last().map(|last| &claims[*last]);
    let mut found = Threshold {
        above: pot.clone(),
        below: W::one(),
        pays: false,
    };
    if largest.is_none_or(|largest| pot <= largest) {
        return found;
    }
    // With the m largest claims above it the threshold is (their sum - pot) / (m - 1); it lies
    // where the next claim does not reach it.
    let mut total = W::zero();
    for (more, position) in order.iter().rev().enumerate() {
        total = total.plus(&claims[*position]);
        if more == 0 {
            continue;
        }
        found = Threshold {
            above: total.minus(pot),
            below: W::count(more),
            pays: true,
        };
        let next = order.iter().rev().nth(more.saturating_add(1));
        let reach = next.map_or(W::zero(), |next| claims[*next].times(&found.below));
        if found.above >= reach {
            break;
        }
    }
    found
}

impl<W: Whole> Threshold<W> {
    /// Returns a claim up to the threshold, times its denominator.
    fn cut(&self, claim: &W) -> W {
        claim.times(&self.below).min(self.above.clone())
    }

    /// Returns what is paid of a claim above the threshold, times its denominator.
    fn beyond(&self, claim: &W) -> W {
        let beyond = claim.times(&self.below).minus(&self.above);
        match self.pays {
            true => beyond.max(W::zero()),
            false => W::zero(),
        }
    }
}

/// A layer of the pot: from the claim before it to the next higher one.
pub(super) struct Layer<W> {
    /// How deep it is, times the denominator of the threshold.
    pub(super) depth: W,
    /// How many claims reach it.
    pub(super) reach: usize,
    /// The first in order whose claim ends with it.
    pub(super) first: usize,
    /// The first in order whose claim goes on.
    pub(super) end: usize,
}

/// Returns the layers from zero to the threshold.
pub(super) fn layers<W: Whole>(
    claims: &[W],
    order: &[usize],
    threshold: &Threshold<W>,
) -> Vec<Layer<W>> {
    let mut layers: Vec<Layer<W>> = Vec::new();
    let mut height = W::zero();
    for (place, position) in order.iter().enumerate() {
        let claim = threshold.cut(&claims[*position]);
        let end = place.saturating_add(1);
        match layers.last_mut() {
            Some(layer) if claim == height => layer.end = end,
            _ => {
                layers.push(Layer {
                    depth: claim.minus(&height),
                    reach: claims.len().saturating_sub(place),
                    first: place,
                    end,
                });
                height = claim;
            }
        }
    }
    debug_assert!(sum(layers.iter().map(|layer| &layer.depth)) == height);
    layers
}
