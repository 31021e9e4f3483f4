//! Two stages: a pot that is too small goes over the regions first, and then inside each.

use super::observer::{First, RegionPart, Served};
use super::shortage::{Claimed, Rationing, divided};
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
    pub(super) inside: Rationing<'a>,
    /// Whether anybody wants to know how it came about.
    pub(super) listens: bool,
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
                .map(|(at, claim)| Claimed {
                    position: claims[*at].position,
                    members: claims[*at].members,
                    claim: claim.clone(),
                })
                .collect();
            // Where everything fits there is nothing to bear.
            let is_short = held < total;
            let served = match is_short && self.listens {
                true => self.inside.served(held, &placed),
                false => vec![Served::default(); own.len()],
            };
            let awards = match is_short {
                true => self.inside.exact(held, &placed),
                false => placed.into_iter().map(|one| one.claim).collect(),
            };
            for (((at, claim), award), served) in own.into_iter().zip(awards).zip(served) {
                let (amount, first) = &mut outcome[at];
                *amount = amount.plus(&award);
                first.regions.push(RegionPart {
                    region: self.regions.regions[region].clone(),
                    claim,
                    claims: total.clone(),
                    held: held.clone(),
                    served,
                });
            }
        }
        outcome
    }

    /// Returns the claims in each region: those of several regions go over them by heads, or in
    /// equal parts where nobody is counted.
    fn parts(self, claims: &[Claimed<Cents>]) -> Vec<Vec<Part>> {
        let mut parts: Vec<Vec<Part>> = vec![Vec::new(); self.regions.regions.len()];
        for (at, one) in claims.iter().enumerate() {
            let own = &self.regions.claims[one.position];
            let heads = own.iter().map(|(_, tally)| self.heads(*tally));
            let mut weights: Vec<Exact> = heads.collect();
            if weights.iter().all(Exact::is_zero) {
                weights.fill(Exact::one());
            }
            let shares = proportional(&one.claim.into(), &weights);
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
                    divided(rule.divide(&problem)).awards
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
        let Rationing { heads, lane, .. } = self.inside;
        tally.map_or(Exact::one(), |tally| heads.exact(tally, lane))
    }
}
