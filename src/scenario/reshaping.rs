//! What becomes of recipients in a variant or when an event happens, as the file states it.

use super::problem::{Place, Problem};
use super::tree::{Node, Table};
use crate::domain::{Id, Move, Reshaping, Scenario, Text, Unshapable};

/// The keys that say what becomes of recipients, in the order in which that happens.
pub(super) const KEYS: [&str; 3] = ["merge", "split", "move"];

/// One thing that becomes of recipients, as it is written.
#[derive(Clone)]
pub(super) struct Act {
    /// The key under which it stands.
    pub(super) key: &'static str,
    /// What stands there.
    pub(super) node: Node,
    pub(super) reshaping: Reshaping,
}

impl Act {
    /// Says whether one of `others` makes the same of recipients.
    pub(super) fn is_in(&self, others: &[Act]) -> bool {
        let mut others = others.iter();
        others.any(|other| other.reshaping == self.reshaping)
    }

    /// Returns it as a path with a value.
    pub(super) fn fact(&self) -> (String, String) {
        match &self.reshaping {
            Reshaping::Merge(ids) => {
                let ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
                (self.key.to_owned(), ids.join(", "))
            }
            Reshaping::Split(one) => (self.key.to_owned(), one.to_string()),
            Reshaping::Move(Move { board, from, to }) => {
                let from = from.as_ref().map_or("", Id::as_str);
                (
                    format!("{}.{board}", self.key),
                    format!("{from} → {to}").trim().to_owned(),
                )
            }
        }
    }

    /// Returns the problem that it cannot be done.
    fn problem(&self, why: Unshapable) -> Problem {
        let (place, text, hint) = match why {
            Unshapable::TooFew => (
                self.node.place,
                Text::new(
                    "minder dan twee partnerschappen",
                    "fewer than two partnerships",
                ),
                Text::new("noem er minstens twee", "name at least two of them"),
            ),
            Unshapable::Unknown(id) => (
                self.place_of(&id),
                Text::new(
                    format!("`{id}` is hier al in een ander partnerschap opgegaan"),
                    format!("`{id}` has become part of another partnership here"),
                ),
                Text::new(
                    "noem het partnerschap waarin het is opgegaan",
                    "name the partnership that it has become part of",
                ),
            ),
            Unshapable::SharedSite { one, site, other } => (
                self.place_of(&one),
                Text::new(
                    format!("`{one}` telt op vestiging `{site}`, net als `{other}`"),
                    format!("`{one}` counts at site `{site}`, as `{other}` does"),
                ),
                Text::new(
                    "zet de nieuwe aantallen zelf met `set`",
                    "set the new counts themselves by `set`",
                ),
            ),
            Unshapable::NothingMoves => self.nothing_moves(),
        };
        Problem::error("bad-reshaping", place, text).hint(hint.nl, hint.en)
    }

    fn nothing_moves(&self) -> (Place, Text, Text) {
        let Reshaping::Move(Move { board, from, .. }) = &self.reshaping else {
            return (self.node.place, Text::default(), Text::default());
        };
        let text = match from {
            None => Text::new(
                format!("geen telling noemt schoolbestuur `{board}`: er verhuist niets"),
                format!("no count names board `{board}`: nothing moves"),
            ),
            Some(from) => Text::new(
                format!(
                    "geen telling van `{from}` noemt schoolbestuur `{board}`: er verhuist niets"
                ),
                format!("no count of `{from}` names board `{board}`: nothing moves"),
            ),
        };
        let hint = Text::new(
            format!("geef rijen van `[[count]]` `board = \"{board}\"`, of zet aantallen met `set`"),
            format!("give rows of `[[count]]` `board = \"{board}\"`, or set counts by `set`"),
        );
        (self.place_of(board), text, hint)
    }

    /// Returns the place where it names `id`.
    fn place_of(&self, id: &Id) -> Place {
        let table = self.node.as_table();
        let values = table.iter().flat_map(|table| &table.entries);
        let list = self.node.as_list().unwrap_or_default();
        let mut nodes = values.map(|entry| &entry.node).chain(list);
        let found = nodes.find(|node| node.as_text() == Some(id.as_str()));
        found.map_or(self.node.place, |node| node.place)
    }
}

/// Returns what a variant or an event makes of recipients.
pub(super) fn acts(table: &Table) -> Vec<Act> {
    let mut acts = Vec::new();
    for key in KEYS {
        let Some(node) = table.get(key) else { continue };
        let moves = node.as_list().filter(|_| key == "move");
        let nodes = moves.unwrap_or(std::slice::from_ref(node)).iter();
        acts.extend(nodes.filter_map(|node| {
            Some(Act {
                key,
                node: node.clone(),
                reshaping: reshaping(key, node)?,
            })
        }));
    }
    acts
}

/// Adds what becomes of recipients after `acts`; what has become of them already does not again.
pub(super) fn add(acts: &mut Vec<Act>, more: Vec<Act>) {
    for act in more {
        if !act.is_in(acts) {
            acts.push(act);
        }
    }
}

fn reshaping(key: &str, node: &Node) -> Option<Reshaping> {
    let id = |node: &Node| Id::parse(node.as_text()?);
    match key {
        "merge" => {
            let ids: Option<Vec<Id>> = node.as_list()?.iter().map(id).collect();
            ids.map(Reshaping::Merge)
        }
        "split" => id(node).map(Reshaping::Split),
        _ => {
            let table = node.as_table()?;
            Some(Reshaping::Move(Move {
                board: table.get("board").and_then(id)?,
                from: table.get("from").and_then(id),
                to: table.get("to").and_then(id)?,
            }))
        }
    }
}

/// Makes of a scenario what `acts` say, one after the other, with a problem for each that cannot
/// be. What names somebody who was never there has been reported as that, and so have counts that
/// could not be read: `knows_counts` says whether all could.
pub(super) fn reshaped(
    scenario: Scenario,
    acts: &[Act],
    knows_counts: bool,
    problems: &mut Vec<Problem>,
) -> Scenario {
    let mut formed = scenario;
    let ids = formed.partnerships.iter().map(|one| &one.id);
    let at_first: Vec<Id> = ids.cloned().collect();
    for act in acts {
        match formed.reshaped(&act.reshaping) {
            Ok(next) => formed = next,
            Err(Unshapable::Unknown(id)) if !at_first.contains(&id) => {}
            Err(Unshapable::NothingMoves) if !knows_counts => {}
            Err(why) => problems.push(act.problem(why)),
        }
    }
    formed
}
