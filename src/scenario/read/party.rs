//! Parties: whose money they count as their own, and how many votes they have.

use std::collections::BTreeSet;

use super::super::known::{FUNCTIONS, RECIPIENTS};
use super::super::problem::{Place, Problem};
use super::super::tree::{Node, Table};
use super::reader::{Reader, ids};
use super::recipient::name_of;
use crate::domain::{Given, Id, Party, Text};

impl Reader {
    pub(super) fn parties(&mut self, tree: &Table) -> Vec<Party> {
        let mut parties = Vec::new();
        for (_, table) in tree.tables("party") {
            let Some(id) = self.id("party", table) else {
                continue;
            };
            let path = format!("party.{id}");
            self.assumption(table, &path);
            let of = self.recipients_of(tree, table, &id);
            parties.push(Party {
                name: name_of(table, &id),
                of,
                votes: self.whole(table, "votes", &path).unwrap_or(Given::plain(1)),
                floor: self.amount(table, "floor", &path),
                id,
            });
        }
        parties.sort_by(|left, right| left.id.cmp(&right.id));
        parties
    }

    /// Returns the recipients of a party, each of which must be one recipient and no more.
    fn recipients_of(&mut self, tree: &Table, table: &Table, id: &Id) -> BTreeSet<Id> {
        let Some(node) = table.get("of") else {
            let place = table.get("id").map(|node| node.place);
            if let Some(place) = place {
                self.check_own_recipient(tree, id, place);
            }
            return BTreeSet::from([id.clone()]);
        };
        for node in node.as_list().unwrap_or_default() {
            if let Some(name) = node.as_text() {
                self.check_single(tree, name, node.place);
            }
        }
        if node.as_list().is_some_and(<[Node]>::is_empty) {
            let text = Text::new(
                format!("partij `{id}` heeft geen ontvangers"),
                format!("party `{id}` has no recipients"),
            );
            self.problem(Problem::error("party-of-nobody", node.place, text).hint(
                "noem minstens één ontvanger, of laat `of` weg",
                "name at least one recipient, or leave `of` out",
            ));
        }
        ids(table, "of")
    }

    fn check_own_recipient(&mut self, tree: &Table, id: &Id, place: Place) {
        if self.knows_recipients && kinds_of(tree, id.as_str()).is_empty() {
            let text = Text::new(
                format!("geen ontvanger heet `{id}` zoals deze partij"),
                format!("no recipient is called `{id}` like this party"),
            );
            self.problem(Problem::error("party-of-nobody", place, text).hint(
                "noem haar ontvangers: `of = [\"…\"]`",
                "name its recipients: `of = [\"…\"]`",
            ));
        }
        self.check_single(tree, id.as_str(), place);
    }

    fn check_single(&mut self, tree: &Table, name: &str, place: Place) {
        let kinds = kinds_of(tree, name);
        if let [first, second, ..] = kinds.as_slice() {
            let text = Text::new(
                format!("`{name}` is de id van een `{first}` en van een `{second}`"),
                format!("`{name}` is the id of a {first} and of a {second}"),
            );
            self.problem(Problem::error("ambiguous-recipient", place, text).hint(
                "geef een van beide een andere id",
                "give one of them another id",
            ));
        }
    }
}

/// Returns what a name is the id of.
fn kinds_of(tree: &Table, name: &str) -> Vec<&'static str> {
    let lists = RECIPIENTS.iter().map(|(list, _)| *list);
    let needs_none = FUNCTIONS.iter().any(|(function, ..)| *function == name);
    let has = |list: &&str| {
        let mut tables = tree.tables(list);
        let is_declared = tables.any(|(_, table)| table.text("id") == Some(name));
        is_declared || needs_none && *list == "function"
    };
    lists.filter(has).collect()
}
