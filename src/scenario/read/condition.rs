//! Conditions.

use super::super::tree::{Node, Table};
use super::reader::{Reader, id_under, one_of};
use crate::domain::{Condition, Head, Range, Sector};

const COUNTED: [(&str, Head); 6] = [
    ("students", Head::Student),
    ("side-entrants", Head::SideEntrant),
    ("students-and-side-entrants", Head::Trained),
    ("pupils", Head::Pupil),
    ("staff", Head::Staff),
    ("schools", Head::School),
];

impl Reader {
    /// Returns the condition under `key`; the one that always holds when there is none.
    pub(super) fn condition(&mut self, table: &Table, key: &str, path: &str) -> Condition {
        let path = format!("{path}.{key}");
        match table.get(key).and_then(Node::as_table) {
            Some(table) => self.condition_of(table, &path),
            None => Condition::AllOf(Vec::new()),
        }
    }

    fn condition_of(&mut self, table: &Table, path: &str) -> Condition {
        let mut parts = Vec::new();
        let sector = one_of(table, "counted-in", &Sector::ALL);
        for (key, head) in COUNTED {
            if let Some(range) = self.range(table, key, path) {
                parts.push(Condition::Counted {
                    head,
                    sector,
                    range,
                });
            }
        }
        if let Some(range) = self.range(table, "aspirant-year", path) {
            parts.push(Condition::AspirantYear(range));
        }
        match table.text("status") {
            Some("recognised") => parts.push(Condition::Recognised),
            Some(_) => parts.push(Condition::Not(Box::new(Condition::Recognised))),
            None => {}
        }
        parts.extend(one_of(table, "sector", &Sector::ALL).map(Condition::OfSector));
        parts.extend(id_under(table, "flag").map(Condition::Flagged));
        if table.get("not").is_some() {
            parts.push(Condition::Not(Box::new(self.condition(table, "not", path))));
        }
        if table.get("all-of").is_some() {
            parts.push(Condition::AllOf(self.conditions(table, "all-of", path)));
        }
        if table.get("any-of").is_some() {
            parts.push(Condition::AnyOf(self.conditions(table, "any-of", path)));
        }
        match parts.len() {
            1 => parts.remove(0),
            _ => Condition::AllOf(parts),
        }
    }

    fn conditions(&mut self, table: &Table, key: &str, path: &str) -> Vec<Condition> {
        let nodes = table.get(key).and_then(Node::as_list).unwrap_or_default();
        let tables = nodes.iter().filter_map(Node::as_table).enumerate();
        tables
            .map(|(at, table)| self.condition_of(table, &format!("{path}.{key}.{at}")))
            .collect()
    }

    fn range(&mut self, table: &Table, key: &str, path: &str) -> Option<Range> {
        let node = table.get(key)?;
        let inner = node.as_table()?;
        let path = format!("{path}.{key}");
        let range = Range {
            at_least: self.whole(inner, "at-least", &path),
            at_most: self.whole(inner, "at-most", &path),
            path,
        };
        if let (Some(least), Some(most)) = (&range.at_least, &range.at_most)
            && least.value > most.value
        {
            self.problem(super::super::Problem::error(
                "empty-range",
                node.place,
                crate::domain::Text::new(
                    format!(
                        "geen getal is minstens {} en hoogstens {}",
                        least.value, most.value
                    ),
                    format!(
                        "no number is at least {} and at most {}",
                        least.value, most.value
                    ),
                ),
            ));
        }
        Some(range)
    }
}
