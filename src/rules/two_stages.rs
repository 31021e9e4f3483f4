//! Two stages: the pot over regions, and what each region holds over its members.

use super::{Bounds, water_filling};
use crate::money::Exact;

/// A rule that divides an amount over claims that together are at least that much.
pub type Divide<'a> = &'a dyn Fn(&Exact, &[Exact]) -> Vec<Exact>;

/// How the pot reaches the regions.
#[derive(Clone, Copy)]
pub enum Upper<'a> {
    /// A rule over the sums of the claims of their members.
    Claims(Divide<'a>),
    /// In proportion to weights.
    Key {
        /// One per region.
        weights: &'a [Exact],
        /// Whether the other regions share what a region cannot use; otherwise it is left.
        spills: bool,
    },
}

/// The outcome of [`two_stages`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoStages {
    /// What each region passes on.
    pub regions: Vec<Exact>,
    /// What each member receives, region by region.
    pub awards: Vec<Vec<Exact>>,
    /// What each member would receive if the inner rule divided the pot at once.
    pub at_once: Vec<Vec<Exact>>,
    /// What nobody can use or, without spill-over, may use.
    pub left: Exact,
}

/// Divides `pot` over regions, each with the claims of its members, and then inside each.
///
/// Both ways come out the same for every problem only where one proportional rule divides at both
/// stages.
pub fn two_stages(
    pot: &Exact,
    claims: &[Vec<Exact>],
    upper: Upper<'_>,
    inside: Divide<'_>,
) -> TwoStages {
    let totals: Vec<Exact> = claims.iter().map(|own| own.iter().cloned().sum()).collect();
    let usable = totals.iter().cloned().sum::<Exact>().min(pot.clone());
    let regions = over_regions(pot, &totals, upper);
    let inner = regions.iter().zip(claims);
    let awards = inner.map(|(held, own)| inside(held, own)).collect();
    let everybody: Vec<Exact> = claims.iter().flatten().cloned().collect();
    let mut at_once = inside(&usable, &everybody).into_iter();
    TwoStages {
        awards,
        at_once: claims
            .iter()
            .map(|own| at_once.by_ref().take(own.len()).collect())
            .collect(),
        left: pot.minus(&regions.iter().cloned().sum()),
        regions,
    }
}

/// Divides `pot` over regions with these sums of claims: the first of the two stages.
pub fn over_regions(pot: &Exact, totals: &[Exact], upper: Upper<'_>) -> Vec<Exact> {
    let usable = totals.iter().cloned().sum::<Exact>().min(pot.clone());
    match upper {
        Upper::Claims(rule) => rule(&usable, totals),
        Upper::Key {
            weights,
            spills: true,
        } => spilled(&usable, weights, totals),
        Upper::Key { weights, .. } => {
            let shares = super::proportional(pot, weights);
            let pairs = shares.into_iter().zip(totals);
            pairs
                .map(|(share, total)| share.min(total.clone()))
                .collect()
        }
    }
}

/// Shares by weight up to what each region can use, and what is freed again by weight.
fn spilled(usable: &Exact, weights: &[Exact], totals: &[Exact]) -> Vec<Exact> {
    let bounds: Vec<Bounds> = totals.iter().map(Bounds::up_to).collect();
    let pairs = weights.iter().zip(totals);
    let weighty = pairs.filter(|(weight, _)| !weight.is_zero());
    let holds: Exact = weighty.map(|(_, total)| total.clone()).sum();
    match water_filling(&holds.min(usable.clone()), weights, &bounds) {
        Ok(level) => level.awards,
        // What is held at most always fits.
        Err(_) => totals.to_vec(),
    }
}
