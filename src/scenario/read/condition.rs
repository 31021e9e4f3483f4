//! Conditions.

use super::super::grammar::CONDITION;
use super::super::problem::Problem;
use super::super::tree::{Node, Table};
use super::reader::{Reader, id_under, one_of};
use crate::domain::{Condition, Head, Range, Sector, Text};

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
        self.check_condition(table);
        if table.get("any-of").is_some() {
            parts.push(Condition::AnyOf(self.conditions(table, "any-of", path)));
        }
        match parts.len() {
            1 => parts.remove(0),
            _ => Condition::AllOf(parts),
        }
    }

    /// Refuses what can never hold, and what says nothing.
    fn check_condition(&mut self, table: &Table) {
        if let Some(node) = table.get("any-of")
            && node.as_list().is_some_and(<[Node]>::is_empty)
        {
            let text = Text::new(
                "een lege `any-of` geldt nooit",
                "an empty `any-of` never holds",
            );
            let problem = Problem::error("empty-condition", node.place, text);
            self.problem(problem.hint(
                "voeg een deel toe, of haal `any-of` weg",
                "add a part, or remove `any-of`",
            ));
        }
        let counted = COUNTED.map(|(key, _)| key);
        if let Some(entry) = table.entry("counted-in")
            && CONDITION.lacks(table, &counted)
        {
            let known = counted.join(", ");
            let text = Text::new(
                "`counted-in` zonder aantal zegt niets",
                "`counted-in` without a count says nothing",
            );
            let problem = Problem::error("empty-condition", entry.key_place, text);
            self.problem(
                problem
                    .expected(
                        format!("ook een van {known}"),
                        format!("one of {known} as well"),
                    )
                    .hint(
                        "gebruik `sector` voor de sector van een partnerschap",
                        "use `sector` for the sector of a partnership",
                    ),
            );
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
            let (least, most) = (least.value, most.value);
            let text = Text::new(
                format!("geen getal is minstens {least} en hoogstens {most}"),
                format!("no number is at least {least} and at most {most}"),
            );
            self.problem(Problem::error("empty-range", node.place, text).hint(
                format!("wissel ze om: minstens {most} en hoogstens {least}"),
                format!("swap them: at least {most} and at most {least}"),
            ));
        }
        if inner.entries.is_empty() {
            let text = Text::new(
                format!("`{key}` noemt geen minimum en geen maximum"),
                format!("`{key}` names neither a least nor a greatest number"),
            );
            self.problem(Problem::error("empty-range", node.place, text).hint(
                "voeg toe `at-least = …` of `at-most = …`",
                "add `at-least = …` or `at-most = …`",
            ));
        }
        Some(range)
    }
}
