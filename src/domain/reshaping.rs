//! Scenarios whose recipients have come to stand otherwise: partnerships merged or split, a board
//! in another region.

use std::collections::{BTreeMap, BTreeSet};

use super::named::{for_named, half_of, half_weight};
use super::{Count, CountPlace, Flow, Given, Head, Id, Partnership, Scenario, SchoolYear};
use crate::money::{Cents, Exact};

impl Scenario {
    /// Returns the scenario with two partnerships as one, under the id of the first.
    ///
    /// Together they have the sum of their counts, weights, last year's amounts, use of services
    /// and amounts stated by name, the members of both, and of amounts per head the average over
    /// their heads. In orders and classes the second leaves its place, to the first where that one
    /// has none. All else is that of the first: name, sector, status, flags, growth, terms,
    /// and the lead region where it has one.
    pub fn merged(&self, first: &Id, second: &Id) -> Scenario {
        let mut merged = self.clone();
        let position = merged.partnerships.iter().position(|one| one.id == *second);
        let Some(other) = position.map(|at| merged.partnerships.remove(at)) else {
            return merged;
        };
        for one in &mut merged.partnerships {
            if one.id == *first {
                join(one, &other);
            }
        }
        for count in &mut merged.counts {
            if count.place.partnership.as_ref() == Some(second) {
                count.place.partnership = Some(first.clone());
            }
        }
        merged.counts = summed(merged.counts, first);
        for division in &mut merged.scheme.divisions {
            if let Flow::Passage(passage) = &mut division.flow {
                passage.at.remove(second);
            }
        }
        let heads = |head| [first, second].map(|id| heads_of(self, id, head));
        for_named(&mut merged, |named| named.merge(first, second, heads));
        merged
    }

    /// Returns the scenario with a partnership as two halves, the second under the id `half`.
    ///
    /// Each half has half of every count (of an odd one the first has one more), of the agreed
    /// weight, of last year's amounts, of its use of services and of amounts stated by name, and
    /// otherwise all that the whole has, its members and its place in orders and classes among
    /// them.
    pub fn split(&self, one: &Id, half: &Id) -> Scenario {
        let mut halved = self.clone();
        let found = halved.partnerships.iter_mut().find(|own| own.id == *one);
        let Some(first) = found else { return halved };
        let mut second = first.clone();
        second.id = half.clone();
        for (part, more) in [(&mut second, 0), (first, 1)] {
            part.weight = part.weight.as_ref().map(half_weight);
            for given in part.previous.values_mut() {
                *given = Given::plain(half_of(given.value, more));
            }
        }
        halved.partnerships.push(second);
        halved
            .partnerships
            .sort_by(|left, right| left.id.cmp(&right.id));
        halve_counts(&mut halved, one, half);
        for division in &mut halved.scheme.divisions {
            if let Flow::Passage(passage) = &mut division.flow
                && let Some(terms) = passage.at.get(one).cloned()
            {
                passage.at.insert(half.clone(), terms);
            }
        }
        for_named(&mut halved, |named| named.split(one, half));
        halved
    }

    /// Returns the scenario in which every count of a school board is of a site in `region`.
    ///
    /// Partnerships that train there work in that region from then on, and in those where they
    /// worked before. Counts that do not name the board stay where they are.
    pub fn moved(&self, board: &Id, region: &Id) -> Scenario {
        let mut moved = self.clone();
        let mut trained_by: BTreeSet<Id> = BTreeSet::new();
        for count in &mut moved.counts {
            if count.place.board.as_ref() == Some(board) {
                count.place.region = Some(region.clone());
                count.paths.clear();
                trained_by.extend(count.place.partnership.clone());
            }
        }
        for one in &mut moved.partnerships {
            if trained_by.contains(&one.id) {
                one.regions.insert(region.clone());
            }
        }
        moved.counts = in_order(moved.counts);
        moved
    }

    /// Returns an id for the second half of a partnership that no recipient has.
    pub fn free_id(&self, id: &Id) -> Option<Id> {
        let is_taken = |name: &Id| {
            self.partnerships.iter().any(|one| one.id == *name)
                || self.regions.iter().any(|one| one.id == *name)
                || self.others.iter().any(|one| one.id == *name)
        };
        // An id may be as long as any can be, so that its start must do.
        let most = Id::MAX_LENGTH.saturating_sub(4);
        let start: String = id.as_str().chars().take(most).collect();
        (2..100)
            .filter_map(|number| Id::parse(&format!("{start}-{number}")))
            .find(|name| !is_taken(name))
    }
}

fn join(one: &mut Partnership, other: &Partnership) {
    one.boards.extend(other.boards.iter().cloned());
    one.institutes.extend(other.institutes.iter().cloned());
    one.regions.extend(other.regions.iter().cloned());
    one.lead_region = one.lead_region.take().or(other.lead_region.clone());
    one.weight = match (one.weight.take(), &other.weight) {
        (Some(own), Some(other)) => Some(Given::plain(own.value.plus(&other.value))),
        (own, other) => own.or(other.clone()),
    };
    add_weights(&mut one.region_weights, &other.region_weights);
    add_weights(&mut one.partner_weights, &other.partner_weights);
    for (region, given) in &other.previous {
        let sum = one.previous.entry(region.clone());
        sum.or_insert_with(|| Given::plain(Cents::ZERO)).value += given.value;
    }
}

fn add_weights(own: &mut BTreeMap<Id, Given<Exact>>, others: &BTreeMap<Id, Given<Exact>>) {
    for (id, given) in others {
        let sum = own
            .entry(id.clone())
            .or_insert_with(|| Given::plain(Exact::zero()));
        sum.value = sum.value.plus(&given.value);
    }
}

fn halve_counts(scenario: &mut Scenario, one: &Id, half: &Id) {
    let own = scenario.counts.iter_mut();
    let own = own.filter(|count| count.place.partnership.as_ref() == Some(one));
    let mut others = Vec::new();
    for count in own {
        // The halves have no site in common, or each would count for a part only.
        count.place.site = None;
        let mut other = count.clone();
        other.place.partnership = Some(half.clone());
        other.paths.clear();
        for (measure, heads) in &mut count.heads {
            let fewer = heads.div_euclid(2);
            other.heads.insert(*measure, fewer);
            *heads = heads.saturating_sub(fewer);
        }
        others.push(other);
    }
    scenario.counts.extend(others);
    let counts = std::mem::take(&mut scenario.counts);
    scenario.counts = summed(counts, one);
}

/// Sums the counts of a partnership that stand at one place, in order of place and year. Their
/// numbers are no longer those of the paths of the file.
fn summed(mut counts: Vec<Count>, of: &Id) -> Vec<Count> {
    for count in &mut counts {
        if count.place.partnership.as_ref() == Some(of) {
            count.paths.clear();
        }
    }
    in_order(counts)
}

/// Sums the counts that stand at one place, in order of place and year.
fn in_order(counts: Vec<Count>) -> Vec<Count> {
    let mut sums: BTreeMap<(CountPlace, SchoolYear), Count> = BTreeMap::new();
    for count in counts {
        match sums.get_mut(&(count.place.clone(), count.year)) {
            Some(sum) => {
                sum.paths.clear();
                for (measure, heads) in count.heads {
                    let own = sum.heads.entry(measure).or_default();
                    *own = own.saturating_add(heads);
                }
            }
            None => drop(sums.insert((count.place.clone(), count.year), count)),
        }
    }
    sums.into_values().collect()
}

/// Returns the heads of a partnership in the last year in which it counted any; its boards are its
/// members.
fn heads_of(scenario: &Scenario, one: &Id, head: Head) -> i64 {
    if head == Head::Board {
        let mut members = scenario.partnerships.iter();
        let boards = members
            .find(|own| own.id == *one)
            .map(|own| own.boards.len());
        return boards.map_or(0, |boards| i64::try_from(boards).unwrap_or(i64::MAX));
    }
    let own = scenario.counts.iter();
    let own = own.filter(|count| count.place.partnership.as_ref() == Some(one));
    let mut sums: BTreeMap<SchoolYear, i64> = BTreeMap::new();
    for count in own {
        for heads in head
            .measures()
            .iter()
            .filter_map(|measure| count.heads.get(measure))
        {
            let sum = sums.entry(count.year).or_default();
            *sum = sum.saturating_add(*heads);
        }
    }
    sums.last_entry().map_or(0, |last| *last.get())
}
