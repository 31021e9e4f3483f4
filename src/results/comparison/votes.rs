//! Who prefers which model: votes for each pair, and what follows from them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Model;
use super::ledger::{Ledger, Recipient, owners};
use crate::domain::{Id, Scenario};
use crate::money::{Cents, Exact};
use crate::plan::{Account, AccountKind};

/// Whose preferences are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voters {
    /// The parties that the scenario states.
    Stated,
    /// Boards and institutes, as money reaches them in every model: one vote each.
    Partners,
    /// Partnerships: one vote each.
    Partnerships,
}

impl Voters {
    /// Returns the name in results.
    pub fn name(self) -> &'static str {
        match self {
            Voters::Stated => "parties",
            Voters::Partners => "boards-and-institutes",
            Voters::Partnerships => "partnerships",
        }
    }
}

/// A party in every model.
#[derive(Clone, Debug)]
pub struct PartyLine {
    /// Its id.
    pub id: Id,
    /// Its name for people.
    pub name: String,
    /// Its votes.
    pub votes: i64,
    /// What its recipients get together, per model.
    pub amounts: Vec<Cents>,
    /// The least that it accepts, over all years of the period.
    pub floor: Option<Cents>,
}

impl PartyLine {
    /// Says whether a model gives it less than it accepts.
    pub fn is_below_floor(&self, model: usize) -> bool {
        self.floor.is_some_and(|floor| self.amounts[model] < floor)
    }
}

/// Votes over models, pair by pair. A party prefers the model in which its recipients get more
/// together; a difference of no more than rounding is none.
#[derive(Clone, Debug)]
pub struct Votes {
    /// Whose preferences are counted.
    pub voters: Voters,
    /// The parties.
    pub parties: Vec<PartyLine>,
    /// Votes that prefer the model of the row to that of the column.
    pub prefer: Vec<Vec<i64>>,
    /// The model that has more votes than the other in every pair, if there is one.
    pub ahead_of_all: Option<usize>,
    /// Models of which each has more votes than the next, and the last more than the first.
    pub cycle: Option<Vec<usize>>,
}

/// Who votes, and whose money each of them counts as its own.
pub(super) struct Ballot {
    voters: Voters,
    pub(super) parties: Vec<Voter>,
    of: BTreeMap<Recipient, Vec<usize>>,
}

pub(super) struct Voter {
    id: Id,
    name: String,
    votes: i64,
    floor: Option<Cents>,
}

impl Ballot {
    fn new(voters: Voters) -> Ballot {
        Ballot {
            voters,
            parties: Vec::new(),
            of: BTreeMap::new(),
        }
    }

    fn enter(&mut self, voter: Voter, of: impl IntoIterator<Item = Recipient>) {
        for recipient in of {
            self.of
                .entry(recipient)
                .or_default()
                .push(self.parties.len());
        }
        self.parties.push(voter);
    }

    /// Returns the parties that count the money of an account as their own.
    pub(super) fn counting(&self, account: &Account) -> BTreeSet<usize> {
        let parties = owners(account).filter_map(|owner| self.of.get(&owner));
        parties.flatten().copied().collect()
    }
}

/// Returns who votes on these models: the parties of the baseline, or else boards and institutes
/// where every model pays them, or else partnerships.
pub(super) fn voters(models: &[Model<'_>]) -> Ballot {
    let Some(baseline) = models.first() else {
        return Ballot::new(Voters::Partnerships);
    };
    let scenario = baseline.scenario;
    if !scenario.parties.is_empty() {
        return stated(scenario);
    }
    let partners = [AccountKind::Board, AccountKind::Institute];
    let pays_partners = |model: &Model<'_>| {
        let mut awards = model.result.years.iter().flat_map(|year| &year.awards);
        awards.any(|award| partners.contains(&award.account.kind))
    };
    let boards = scenario
        .boards
        .iter()
        .map(|one| (AccountKind::Board, &one.id, &one.name));
    let institutes = scenario.institutes.iter();
    let institutes = institutes.map(|one| (AccountKind::Institute, &one.id, &one.name));
    let partnerships = scenario.partnerships.iter();
    let partnerships = partnerships.map(|one| (AccountKind::Partnership, &one.id, &one.name));
    let (mut ballot, all): (Ballot, Vec<_>) = match models.iter().all(pays_partners) {
        true => (
            Ballot::new(Voters::Partners),
            boards.chain(institutes).collect(),
        ),
        false => (Ballot::new(Voters::Partnerships), partnerships.collect()),
    };
    for (kind, id, name) in all {
        let voter = Voter {
            id: id.clone(),
            name: name.clone(),
            votes: 1,
            floor: None,
        };
        let id = id.clone();
        ballot.enter(voter, [Recipient { kind, id }]);
    }
    ballot
}

fn stated(scenario: &Scenario) -> Ballot {
    let kinds = kinds(scenario);
    let mut ballot = Ballot::new(Voters::Stated);
    for party in &scenario.parties {
        let of = party.of.iter().filter_map(|id| {
            let kind = *kinds.get(id)?;
            let id = id.clone();
            Some(Recipient { kind, id })
        });
        let voter = Voter {
            id: party.id.clone(),
            name: party.name.clone(),
            votes: party.votes.value,
            floor: party.floor.as_ref().map(|floor| floor.value),
        };
        ballot.enter(voter, of);
    }
    ballot
}

/// Returns what each recipient of a scenario is.
fn kinds<'a>(scenario: &'a Scenario) -> BTreeMap<&'a Id, AccountKind> {
    let mut kinds = BTreeMap::new();
    let mut add = |kind: AccountKind, ids: Vec<&'a Id>| {
        kinds.extend(ids.into_iter().map(|id| (id, kind)));
    };
    add(
        AccountKind::Region,
        scenario.regions.iter().map(|one| &one.id).collect(),
    );
    add(
        AccountKind::Partnership,
        scenario.partnerships.iter().map(|one| &one.id).collect(),
    );
    add(
        AccountKind::Board,
        scenario.boards.iter().map(|one| &one.id).collect(),
    );
    add(
        AccountKind::Institute,
        scenario.institutes.iter().map(|one| &one.id).collect(),
    );
    add(
        AccountKind::Function,
        scenario.functions.iter().map(|one| &one.id).collect(),
    );
    add(
        AccountKind::Others,
        scenario.others.iter().map(|one| &one.id).collect(),
    );
    kinds
}

/// Counts the votes on the models of these ledgers.
pub(super) fn votes(
    models: &[Model<'_>],
    ledgers: &[Ledger],
    tolerance: Cents,
    years: usize,
) -> Votes {
    let ballot = voters(models);
    let years = Exact::from(i64::try_from(years).unwrap_or(1));
    let parties = ballot.parties.into_iter().enumerate().map(|(at, voter)| {
        let over_years = |floor: Cents| {
            let floor = Exact::from(floor).times(&years);
            floor.round(crate::money::Rounding::Down).map(Cents::new)
        };
        PartyLine {
            id: voter.id,
            name: voter.name,
            votes: voter.votes,
            amounts: ledgers.iter().map(|ledger| ledger.parties[at]).collect(),
            floor: voter.floor.and_then(over_years),
        }
    });
    let parties: Vec<PartyLine> = parties.collect();
    let count = ledgers.len();
    let mut prefer = vec![vec![0; count]; count];
    for party in &parties {
        for (row, votes) in prefer.iter_mut().enumerate() {
            for (column, votes) in votes.iter_mut().enumerate() {
                if party.amounts[row] - party.amounts[column] > tolerance {
                    *votes += party.votes;
                }
            }
        }
    }
    let beats = |first: usize, second: usize| prefer[first][second] > prefer[second][first];
    let others = |model: usize| (0..count).filter(move |other| *other != model);
    let is_ahead = |model: &usize| count > 1 && others(*model).all(|other| beats(*model, other));
    Votes {
        voters: ballot.voters,
        parties,
        ahead_of_all: (0..count).find(is_ahead),
        cycle: cycle(count, beats),
        prefer,
    }
}

/// Returns a shortest circle of models that each beat the next, beginning with the first model
/// that is in one so short.
fn cycle(count: usize, beats: impl Fn(usize, usize) -> bool) -> Option<Vec<usize>> {
    let mut shortest: Option<Vec<usize>> = None;
    for start in 0..count {
        let mut before: BTreeMap<usize, usize> = BTreeMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(model) = queue.pop_front() {
            if model != start && beats(model, start) {
                let mut path = vec![model];
                while let Some(previous) = path.last().and_then(|last| before.get(last)) {
                    path.push(*previous);
                }
                path.reverse();
                if shortest
                    .as_ref()
                    .is_none_or(|known| path.len() < known.len())
                {
                    shortest = Some(path);
                }
                break;
            }
            for next in (0..count).filter(|next| *next != start) {
                if beats(model, next) && !before.contains_key(&next) {
                    before.insert(next, model);
                    queue.push_back(next);
                }
            }
        }
    }
    shortest
}
