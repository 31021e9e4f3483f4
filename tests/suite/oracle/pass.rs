//! Passages: who passes on to whom, and how what they pass on is told apart by component.

use super::count::Who;
use super::pay::{members, others_account};
use super::share::{Holder, Recipient, Sharing};
use super::{Oracle, Q, by_weight, largest_remainders, whole};
use std::collections::BTreeSet;
use verdeel::domain::{Id, Level, Partnership, Passage, Terms};

impl<'a> Oracle<'a> {
    pub(super) fn pass(&mut self, division: &str, passage: &Passage) {
        let holders = match (passage.from, passage.to.as_slice()) {
            (Level::Region, _) => self.regions(),
            (_, [Level::Region]) => self.over_regions(),
            _ => self.to_partners(&passage.to),
        };
        for holder in holders {
            let terms = passage.at.get(holder.id).unwrap_or(&passage.terms);
            let begun = terms
                .first_year
                .is_none_or(|first| self.year.start() >= first);
            if holder.to.is_empty() && (terms.slices.is_empty() || !begun) {
                continue;
            }
            let mut held: Vec<(String, i64)> = Vec::new();
            for component in &self.scenario.scheme.components {
                if passage.passes.is_empty() || passage.passes.contains(&component.id) {
                    let key = (component.id.to_string(), holder.account.clone());
                    let cents = self.held.remove(&key).unwrap_or_default();
                    held.extend((cents > 0).then_some((key.0, cents)));
                }
            }
            let parts = self.shared(division, terms, &holder, (begun, &held));
            for (component, account, cents) in told_apart(&held, parts) {
                self.give(&component, &account, cents);
            }
        }
    }

    fn shared(
        &self,
        division: &str,
        terms: &Terms,
        holder: &Holder<'a>,
        (begun, held): (bool, &[(String, i64)]),
    ) -> Vec<(String, i64)> {
        let pool: i64 = held.iter().map(|(_, cents)| cents).sum();
        if pool == 0 {
            return Vec::new();
        }
        let earmarked = vec![0; holder.to.len()];
        let mut sharing = Sharing {
            oracle: self,
            terms,
            holder,
            begun,
            rest: pool,
            parts: Vec::new(),
            earmarked,
        };
        let unallocated = format!("unallocated:{division}");
        if begun {
            sharing.slices(pool);
            if holder.to.is_empty() {
                // With nobody to pass it on to, the holder keeps what the slices leave.
                sharing.hand(holder.account.clone(), sharing.rest);
                return sharing.parts;
            }
            let after_slices = sharing.rest;
            for earmark in &terms.earmarks {
                sharing.earmark(earmark, after_slices, &unallocated);
            }
        }
        sharing.key();
        sharing.hand(unallocated, sharing.rest);
        sharing.parts
    }

    fn regions(&self) -> Vec<Holder<'a>> {
        let one = |region: &'a Id| {
            let inside = self
                .scenario
                .partnerships
                .iter()
                .filter(|one| one.regions.contains(region));
            let mut to: Vec<Recipient<'a>> = inside
                .map(|one| cell(one, Some(region), Level::Partnership))
                .collect();
            let rest = self
                .scenario
                .others
                .iter()
                .filter(|one| one.region.as_ref() == Some(region));
            to.extend(rest.map(|one| Recipient {
                id: &one.id,
                account: others_account(one),
                who: Who::Others(one, None),
                level: Level::Partnership,
                region: None,
                members: members(one, Level::Partnership),
            }));
            to.sort_by(|left, right| left.id.cmp(right.id));
            Holder {
                account: format!("region:{region}"),
                id: region,
                is_region: true,
                lead: None,
                to,
            }
        };
        self.scenario
            .regions
            .iter()
            .map(|region| one(&region.id))
            .collect()
    }

    /// Returns the regions of a partnership, and none for sites without one.
    fn cells(&self, one: &'a Partnership) -> Vec<Option<&'a Id>> {
        let mut cells: BTreeSet<Option<&Id>> = one.regions.iter().map(Some).collect();
        let mut own = self.scenario.counts.iter().map(|row| &row.place);
        let lacks =
            own.any(|place| place.partnership.as_ref() == Some(&one.id) && place.region.is_none());
        if lacks || cells.is_empty() {
            cells.insert(None);
        }
        cells.into_iter().collect()
    }

    fn over_regions(&self) -> Vec<Holder<'a>> {
        let one = |one: &'a Partnership| Holder {
            account: format!("partnership:{}", one.id),
            id: &one.id,
            is_region: false,
            lead: one.lead_region.as_ref(),
            to: self
                .cells(one)
                .into_iter()
                .map(|region| cell(one, region, Level::Region))
                .collect(),
        };
        self.scenario.partnerships.iter().map(one).collect()
    }

    fn to_partners(&self, levels: &[Level]) -> Vec<Holder<'a>> {
        let mut holders = Vec::new();
        for one in &self.scenario.partnerships {
            let name = format!("partnership:{}", one.id);
            let mut parts = vec![(name.clone(), None)];
            for region in self.cells(one) {
                let place = region.map_or(String::new(), Id::to_string);
                parts.push((format!("{name}@{place}"), Some(region)));
            }
            for (account, part) in parts {
                let to = partners(one, part, levels);
                holders.push(Holder {
                    account,
                    id: &one.id,
                    is_region: false,
                    lead: None,
                    to,
                });
            }
        }
        holders
    }
}

fn cell<'a>(one: &'a Partnership, region: Option<&'a Id>, level: Level) -> Recipient<'a> {
    let place = region.map_or(String::new(), Id::to_string);
    let account = format!("partnership:{}@{place}", one.id);
    Recipient {
        id: &one.id,
        account,
        who: Who::Cell(one, region),
        level,
        region,
        members: 1,
    }
}

fn partners<'a>(
    one: &'a Partnership,
    part: Option<Option<&'a Id>>,
    levels: &[Level],
) -> Vec<Recipient<'a>> {
    let region = part.flatten();
    let place = region.map_or(String::new(), |region| format!("@{region}"));
    let recipient = |kind: &str, id: &'a Id, level: Level, who: Who<'a>| {
        let account = format!("{kind}:{id}/{}{place}", one.id);
        Recipient {
            id,
            account,
            who,
            level,
            region,
            members: 1,
        }
    };
    let mut to = Vec::new();
    if levels.contains(&Level::Board) {
        let boards = one.boards.iter();
        to.extend(boards.map(|id| recipient("board", id, Level::Board, Who::Board(one, part, id))));
    }
    if levels.contains(&Level::Institute) {
        let institutes = one.institutes.iter();
        to.extend(institutes.map(|id| {
            recipient(
                "institute",
                id,
                Level::Institute,
                Who::Institute(one, part, id),
            )
        }));
    }
    to.sort_by(|left, right| left.id.cmp(right.id));
    to
}

/// Tells parts apart by the components of the pool: one component after the other, by largest
/// remainder over what the parts still lack.
fn told_apart(held: &[(String, i64)], parts: Vec<(String, i64)>) -> Vec<(String, String, i64)> {
    let mut lacking: Vec<i64> = parts.iter().map(|(_, cents)| *cents).collect();
    let mut told = Vec::new();
    for (component, cents) in held {
        let weights: Vec<Q> = lacking.iter().map(|lacks| whole(*lacks)).collect();
        let order: Vec<usize> = (0..parts.len()).collect();
        let own = largest_remainders(*cents, &by_weight(&whole(*cents), &weights), 1, &order);
        for (at, own) in own.into_iter().enumerate() {
            lacking[at] -= own;
            told.push((component.clone(), parts[at].0.clone(), own));
        }
    }
    told
}
