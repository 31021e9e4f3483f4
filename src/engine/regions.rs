//! Two stages: a pot that is too small goes over the regions first, and then inside each.

use super::observer::{First, RegionPart};
use super::shortage::{Bearing, Claimed};
use crate::money::{Cents, Exact};
use crate::plan::{RegionsRule, TallyId, UpperRule};
use crate::rules::shortage::{Parameters, Problem};
use crate::rules::{Upper, over_regions, proportional};

/// A claim, or the part of one in a region, by its place among the claims that are cut together.
type Part = (usize, Exact);

/// The two stages in one lane.
#[derive(Clone, Copy)]
pub(super) struct ByRegion<'a> {
    pub(super) regions: &'a RegionsRule,
    /// The rule inside each region.
    pub(super) inside: Bearing<'a>,
}

impl ByRegion<'_> {
    /// Divides a pot over claims, given with their positions in the payment; returns what each
    /// gets, exact, and how that came about.
    pub(super) fn divide(self, pot: Cents, claims: &[Claimed<Cents>]) -> Vec<(Exact, First)> {
        let parts = self.parts(claims);
        let sum = |own: &Vec<Part>| own.iter().map(|(_, claim)| claim.clone()).sum();
        let totals: Vec<Exact> = parts.iter().map(sum).collect();
        let held = self.held(&pot.into(), &totals);
        let rule = match &self.regions.upper {
            UpperRule::Claims(rule) => Some(*rule),
            UpperRule::Key { .. } => None,
        };
        let nothing = First {
            rule,
            regions: Vec::new(),
        };
        let mut outcome = vec![(Exact::zero(), nothing); claims.len()];
        for (region, own) in parts.into_iter().enumerate() {
            let (total, held) = (&totals[region], &held[region]);
            let placed: Vec<Claimed<Exact>> = own
                .iter()
                .map(|(at, claim)| (claims[*at].0, claims[*at].1, claim.clone()))
                .collect();
            // Where everything fits there is nothing to bear.
            let awards = match held < total {
                true => self.inside.exact(held, &placed),
                false => placed.into_iter().map(|(_, _, claim)| claim).collect(),
            };
            for ((at, claim), award) in own.into_iter().zip(awards) {
                let (amount, first) = &mut outcome[at];
                *amount = amount.plus(&award);
                first.regions.push(RegionPart {
                    region: self.regions.regions[region].clone(),
                    claim,
                    claims: total.clone(),
                    held: held.clone(),
                });
            }
        }
        outcome
    }

    /// Returns the claims in each region: those of several regions go over them by heads, or in
    /// equal parts where nobody is counted.
    fn parts(self, claims: &[Claimed<Cents>]) -> Vec<Vec<Part>> {
        let mut parts: Vec<Vec<Part>> = vec![Vec::new(); self.regions.regions.len()];
        for (at, (position, _, claim)) in claims.iter().enumerate() {
            let own = &self.regions.claims[*position];
            let heads = own.iter().map(|(_, tally)| self.heads(*tally));
            let mut weights: Vec<Exact> = heads.collect();
            if weights.iter().all(Exact::is_zero) {
                weights.fill(Exact::one());
            }
            let shares = proportional(&(*claim).into(), &weights);
            for ((region, _), share) in own.iter().zip(shares) {
                if let Some(parts) = parts.get_mut(*region).filter(|_| !share.is_zero()) {
                    parts.push((at, share));
                }
            }
        }
        parts
    }

    /// Returns what each region has for its claims.
    fn held(self, pot: &Exact, totals: &[Exact]) -> Vec<Exact> {
        match &self.regions.upper {
            UpperRule::Claims(rule) => {
                let divide = |pot: &Exact, claims: &[Exact]| {
                    let problem = Problem {
                        pot: pot.clone(),
                        claims: claims.to_vec(),
                        parameters: Parameters::default(),
                    };
                    let outcome = rule.divide(&problem);
                    // What no rule can divide was refused when the plan was compiled.
                    outcome.map_or_else(|_| proportional(pot, claims), |outcome| outcome.awards)
                };
                over_regions(pot, totals, Upper::Claims(&divide))
            }
            UpperRule::Key { weights, spills } => {
                let weight = |tallies: &Vec<TallyId>| {
                    let heads = tallies.iter().map(|tally| self.heads(Some(*tally)));
                    heads.sum()
                };
                let weights: Vec<Exact> = match weights {
                    Some(weights) => weights.iter().map(weight).collect(),
                    None => vec![Exact::one(); totals.len()],
                };
                let upper = Upper::Key {
                    weights: &weights,
                    spills: *spills,
                };
                over_regions(pot, totals, upper)
            }
        }
    }

    fn heads(self, tally: Option<TallyId>) -> Exact {
        let Bearing { heads, lane, .. } = self.inside;
        tally.map_or(Exact::one(), |tally| heads.exact(tally, lane))
    }
}
