//! The first stage of a payment: over which regions each claim goes.

use std::collections::BTreeMap;

use super::super::{RegionsRule, TallyId, UpperRule};
use super::claims::claiming;
use super::conditions::Subject;
use super::counting::{Question, Who};
use super::passing::cells;
use super::year::YearCompiler;
use crate::domain::{Amount, Component, FirstStage, Head, Id, Key, Payment, Unused};

impl<'a> YearCompiler<'_, 'a> {
    /// Returns how a shortage of a payment goes over regions first, where it does.
    pub(super) fn first_stage(&mut self, payment: &'a Payment) -> Option<RegionsRule> {
        let first = payment.shortage.first.as_ref()?;
        let scenario = self.compiler.scenario;
        let components = payment.pays.iter().filter_map(|id| {
            let mut all = scenario.scheme.components.iter();
            all.find(|one| one.id == *id)
        });
        let components: Vec<&Component> = components.collect();
        let mut parts: Vec<Vec<(Option<&'a Id>, Option<TallyId>)>> = Vec::new();
        for component in &components {
            for (_, who) in claiming(scenario, component.to) {
                parts.push(self.regions_of(who, component));
            }
        }
        // Every region counts in a key; who has none comes last.
        let mut regions: Vec<Option<&'a Id>> =
            scenario.regions.iter().map(|one| Some(&one.id)).collect();
        regions.sort();
        if parts.iter().flatten().any(|(region, _)| region.is_none()) {
            regions.push(None);
        }
        let positions: BTreeMap<Option<&Id>, usize> = regions.iter().copied().zip(0..).collect();
        let placed = |(region, heads): &(Option<&'a Id>, Option<TallyId>)| {
            positions.get(region).map(|position| (*position, *heads))
        };
        let claims = parts
            .iter()
            .map(|own| own.iter().filter_map(placed).collect());
        let claims = claims.collect();
        let upper = match first {
            FirstStage::Claims(rule) => UpperRule::Claims(*rule),
            FirstStage::Key { key, unused } => UpperRule::Key {
                weights: self.heads_of_regions(key, components.first().copied(), &regions),
                spills: *unused == Unused::Return,
            },
        };
        Some(RegionsRule {
            regions: regions.into_iter().map(Option::<&Id>::cloned).collect(),
            claims,
            upper,
        })
    }

    /// Returns the regions of a claim, each with the heads that it follows.
    fn regions_of(
        &mut self,
        who: Who<'a>,
        component: &Component,
    ) -> Vec<(Option<&'a Id>, Option<TallyId>)> {
        match who {
            Who::Region(region) => vec![(Some(region), None)],
            Who::Others(one) => vec![(one.region.as_ref(), None)],
            Who::Partnership(one) => {
                let regions = cells(&self.compiler.index, one);
                let head = match &component.amount {
                    Amount::PerHead { per, .. } | Amount::Steps { per, .. } => *per,
                    Amount::Flat(_) | Amount::Each(_) => Head::Student,
                };
                let year = self.counted_year(component.reference);
                let parts = regions.into_iter().map(|region| {
                    let who = Who::Cell(one, region);
                    let subject = Subject {
                        who,
                        year,
                        share_double_members: component.share_double_members,
                    };
                    (region, Some(self.tally(who, subject.question(head, None))))
                });
                parts.collect()
            }
            Who::Cell(..) | Who::Board(..) | Who::Institute(..) => Vec::new(),
        }
    }

    /// Returns what a key counts in each region, as for the first component; nothing where all
    /// regions count alike.
    fn heads_of_regions(
        &mut self,
        key: &Key,
        first: Option<&Component>,
        regions: &[Option<&'a Id>],
    ) -> Option<Vec<Vec<TallyId>>> {
        let (Key::PerHead(head), Some(first)) = (key, first) else {
            return None;
        };
        let scenario = self.compiler.scenario;
        let question = Question {
            head: *head,
            sector: None,
            year: self.counted_year(first.reference),
            share_double_members: first.share_double_members,
        };
        let mut weights = Vec::new();
        for region in regions {
            weights.push(match region {
                Some(region) => vec![self.tally(Who::Region(region), question)],
                None => {
                    let without = scenario.others.iter().filter(|one| one.region.is_none());
                    let without = without.map(Who::Others);
                    let partnerships = scenario.partnerships.iter();
                    let sites =
                        partnerships.filter(|one| cells(&self.compiler.index, one).contains(&None));
                    let whos: Vec<Who<'a>> = without
                        .chain(sites.map(|one| Who::Cell(one, None)))
                        .collect();
                    let tallies = whos.into_iter().map(|who| self.tally(who, question));
                    tallies.collect()
                }
            });
        }
        Some(weights)
    }
}
