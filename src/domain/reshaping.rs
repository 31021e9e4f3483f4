//! Scenarios whose recipients have come to stand otherwise: partnerships merged or split, a board
//! in another region or partnership.

use std::collections::{BTreeMap, BTreeSet};

use super::named::{for_named, half_of, half_weight};
use super::{Count, CountPlace, Flow, Given, Head, Id, Partnership, Scenario, SchoolYear};
use crate::money::{Cents, Exact};

/// What becomes of recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reshaping {
    /// Partnerships become one, under the id of the first.
    Merge(Vec<Id>),
    /// A partnership becomes two halves, the second under an id that is free.
    Split(Id),
    /// The counts of a school board go elsewhere.
    Move(Move),
}

/// A school board of which the counts go elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The board.
    pub board: Id,
    /// The partnership or region that they leave; every one where `None`.
    pub from: Option<Id>,
    /// The partnership or region that they go to.
    pub to: Id,
}

/// Why recipients cannot come to stand otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unshapable {
    /// Fewer than two partnerships are to merge.
    TooFew,
    /// It is no partnership, or no region or board where that is meant.
    Unknown(Id),
    /// A partnership counts at a site of another one, so that nobody knows whose students are the
    /// same.
    SharedSite {
        /// The partnership.
        one: Id,
        /// The site.
        site: Id,
        /// The other one.
        other: Id,
    },
    /// No count names the board where it should leave.
    NothingMoves,
}

impl Scenario {
    /// Returns the scenario with its recipients as they come to stand.
    ///
    /// # Errors
    ///
    /// [`Unshapable`] where that would be a guess, or nothing at all.
    pub fn reshaped(&self, reshaping: &Reshaping) -> Result<Scenario, Unshapable> {
        match reshaping {
            Reshaping::Merge(ids) => {
                let Some((first, others @ [_, ..])) = ids.split_first() else {
                    return Err(Unshapable::TooFew);
                };
                ids.iter().try_for_each(|id| self.can_reshape(id))?;
                let others = others.iter().filter(|other| *other != first);
                Ok(others.fold(self.clone(), |merged, other| merged.merged(first, other)))
            }
            Reshaping::Split(one) => {
                self.can_reshape(one)?;
                let half = self.free_id(one);
                Ok(half.map_or_else(|| self.clone(), |half| self.split(one, &half)))
            }
            Reshaping::Move(board) => self.moved(board),
        }
    }

    /// Finds out whether a partnership can merge or split without a guess.
    fn can_reshape(&self, id: &Id) -> Result<(), Unshapable> {
        if !self.is_partnership(id) {
            return Err(Unshapable::Unknown(id.clone()));
        }
        let places = || self.counts.iter().map(|count| &count.place);
        let own = places().filter(|place| place.partnership.as_ref() == Some(id));
        let sites: BTreeSet<&Id> = own.filter_map(|place| place.site.as_ref()).collect();
        for place in places() {
            if let (Some(site), Some(other)) = (&place.site, &place.partnership)
                && other != id
                && sites.contains(site)
            {
                return Err(shared(id, site, other));
            }
        }
        Ok(())
    }

    fn is_partnership(&self, id: &Id) -> bool {
        self.partnerships.iter().any(|one| one.id == *id)
    }

    fn is_region(&self, id: &Id) -> bool {
        self.regions.iter().any(|one| one.id == *id)
    }

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
        // Two of one name could not be told apart.
        second.name = match (first.name == one.as_str(), half.as_str().rsplit_once('-')) {
            (false, Some((_, number))) => format!("{} ({number})", first.name),
            _ => half.to_string(),
        };
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

    /// Returns the scenario in which the counts of a school board are of another partnership, or
    /// of sites in another region.
    ///
    /// Who trains them takes part there from then on, and works in the regions of their sites, and
    /// in those where it worked before. The board leaves a partnership in which no count names it
    /// any more, and takes its agreed weight along. Counts that do not name the board stay where
    /// they are, and so do last year's amounts.
    ///
    /// # Errors
    ///
    /// [`Unshapable`] where the places are unknown, nothing moves, or the other partnership counts
    /// at a site of the board already.
    fn moved(&self, Move { board, from, to }: &Move) -> Result<Scenario, Unshapable> {
        let is_holder = |id: &Id| self.is_partnership(id) || self.is_region(id);
        if !self.boards.iter().any(|one| one.id == *board) {
            return Err(Unshapable::Unknown(board.clone()));
        }
        if let Some(from) = from.as_ref().filter(|from| !is_holder(from)) {
            return Err(Unshapable::Unknown(from.clone()));
        }
        let joins = self.is_partnership(to);
        let stands = |place: &CountPlace, at: &Id| {
            [&place.partnership, &place.region].contains(&&Some(at.clone()))
        };
        let can_leave = |place: &CountPlace| {
            place.board.as_ref() == Some(board)
                && from.as_ref().is_none_or(|from| stands(place, from))
                && (!joins || place.partnership.is_some())
        };
        if !self.counts.iter().any(|count| can_leave(&count.place)) {
            return Err(Unshapable::NothingMoves);
        }
        if !is_holder(to) {
            return Err(Unshapable::Unknown(to.clone()));
        }
        let mut moved = self.clone();
        let mut hosts: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
        let mut left: Vec<Count> = Vec::new();
        for count in &mut moved.counts {
            if !can_leave(&count.place) || stands(&count.place, to) {
                continue;
            }
            count.paths.clear();
            match joins {
                true => {
                    self.shares_no_site(to, &count.place)?;
                    left.push(emptied(count));
                    count.place.partnership = Some(to.clone());
                }
                false => count.place.region = Some(to.clone()),
            }
            if let Some(host) = count.place.partnership.clone() {
                let regions = hosts.entry(host).or_default();
                regions.extend(count.place.region.clone());
            }
        }
        for one in &mut moved.partnerships {
            if let Some(regions) = hosts.remove(&one.id) {
                one.boards.insert(board.clone());
                one.regions.extend(regions);
            }
        }
        for count in left {
            if let Some(one) = count.place.partnership.clone() {
                moved.leave(board, &one, to);
            }
            // Who has no students left counts none, which is known.
            let own = moved.counts.iter();
            let mut own = own.filter(|own| own.place.partnership == count.place.partnership);
            if !own.any(|own| own.year == count.year) {
                moved.counts.push(count);
            }
        }
        moved.counts = in_order(moved.counts);
        Ok(moved)
    }

    /// Takes a board out of a partnership in which no count names it any more.
    fn leave(&mut self, board: &Id, left: &Id, to: &Id) {
        let mut places = self.counts.iter().map(|count| &count.place);
        if places
            .any(|own| (own.partnership.as_ref(), own.board.as_ref()) == (Some(left), Some(board)))
        {
            return;
        }
        let mut weight = BTreeMap::new();
        for one in self.partnerships.iter_mut().filter(|one| one.id == *left) {
            one.boards.remove(board);
            weight.extend(one.partner_weights.remove_entry(board));
        }
        for one in self.partnerships.iter_mut().filter(|one| one.id == *to) {
            add_weights(&mut one.partner_weights, &weight);
        }
    }

    /// Finds out whether a partnership counts at the site of a place that is not its own.
    fn shares_no_site(&self, one: &Id, place: &CountPlace) -> Result<(), Unshapable> {
        let (Some(site), Some(other)) = (&place.site, &place.partnership) else {
            return Ok(());
        };
        let own = self.counts.iter().map(|count| &count.place);
        let mut own = own.filter(|own| own.partnership.as_ref() == Some(one));
        match own.any(|own| own.site.as_ref() == Some(site)) {
            true => Err(shared(one, site, other)),
            false => Ok(()),
        }
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

/// Returns what a count is without anybody: of no board, institute or site.
fn emptied(count: &Count) -> Count {
    let heads = count.heads.keys().map(|measure| (*measure, 0));
    Count {
        place: CountPlace {
            board: None,
            institute: None,
            site: None,
            ..count.place.clone()
        },
        year: count.year,
        heads: heads.collect(),
        paths: BTreeMap::new(),
    }
}

fn shared(one: &Id, site: &Id, other: &Id) -> Unshapable {
    let [one, site, other] = [one, site, other].map(Id::clone);
    Unshapable::SharedSite { one, site, other }
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
