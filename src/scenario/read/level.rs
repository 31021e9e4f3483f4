//! Levels: who passes money on to whom, and whether what is said about a recipient can apply.

use super::super::grammar::DIVISION;
use super::super::problem::{Place, Problem};
use super::super::shape::Referent;
use super::super::tree::{Node, Table};
use super::reader::{Reader, one_of};
use crate::domain::{Key, Level, Terms, Text};

/// The levels that pass money on.
pub(super) const HOLDING: [(&str, Level); 2] = [
    ("region", Level::Region),
    ("partnership", Level::Partnership),
];

impl Reader {
    /// Checks that the recipients under `key` are of the level that it is about.
    pub(super) fn check_levels(&mut self, table: &Table, key: &str, level: Level) {
        let holders = table.get(key).and_then(Node::as_table);
        for entry in holders.into_iter().flat_map(|table| &table.entries) {
            let found = self.levels.get(&entry.key).copied();
            let Some(found) = found.filter(|found| *found != level) else {
                continue;
            };
            let (id, found, wanted) = (&entry.key, noun(found), noun(level));
            let text = Text::new(
                format!("`{id}` is een {}, hier hoort een {}", found.nl, wanted.nl),
                format!("`{id}` is a {} where a {} belongs", found.en, wanted.en),
            );
            let problem = Problem::error("wrong-level", entry.key_place, text);
            self.problem(problem.hint(
                format!("noem een {}", wanted.nl),
                format!("name a {}", wanted.en),
            ));
        }
    }

    /// Checks that keys and earmarks are about recipients that the division has.
    pub(super) fn check_terms(&mut self, table: &Table, terms: &Terms, to: &[Level]) {
        if let Some(node) = table.get("key")
            && leads(&terms.key)
            && to != [Level::Region]
        {
            self.misled(node);
        }
        for (_, earmark) in table.tables("earmark") {
            let level = one_of(earmark, "level", &Level::ALL);
            let Some(node) = earmark.get("level") else {
                continue;
            };
            if level.is_some_and(|level| !to.contains(&level)) {
                let name = node.as_text().unwrap_or_default();
                let known = to.iter().map(|level| level.name()).collect::<Vec<_>>();
                let known = known.join(", ");
                let text = Text::new(
                    format!("`{name}` ontvangt hier niets"),
                    format!("`{name}` receives nothing here"),
                );
                self.problem(
                    Problem::error("wrong-level", node.place, text)
                        .expected(format!("een van {known}"), format!("one of {known}")),
                );
            }
        }
    }

    /// Reports a key by the lead applicant's region where no region is chosen.
    pub(super) fn misled(&mut self, node: &Node) {
        let text = Text::new(
            "`lead` verdeelt over de regio's van een partnerschap",
            "`lead` divides over the regions of a partnership",
        );
        let problem = Problem::error("bad-key", node.place, text);
        self.problem(problem.hint(
            "kies hier een andere sleutel, bijvoorbeeld `per-student`",
            "choose another key here, for example `per-student`",
        ));
    }

    /// Returns who receives what `from` passes on; `None` when that is reported.
    pub(super) fn levels_under_to(
        &mut self,
        table: &Table,
        from: Level,
        place: Place,
    ) -> Option<Vec<Level>> {
        let Some(node) = table.get("to") else {
            if DIVISION.lacks(table, &["to"]) {
                let text = Text::new(
                    "een verdeling die geld doorgeeft zonder `to`",
                    "a division that passes money on without `to`",
                );
                self.problem(Problem::error("bad-division", place, text).hint(
                    "voeg toe `to = \"partnership\"`",
                    "add `to = \"partnership\"`",
                ));
            }
            return None;
        };
        let names = node.as_list().unwrap_or(std::slice::from_ref(node));
        let to: Option<Vec<Level>> = names
            .iter()
            .map(|level| find_level(level.as_text()?))
            .collect();
        let to = to?;
        let fits = match from {
            Level::Region => to == [Level::Partnership],
            Level::Partnership => {
                let mut partners = to.iter();
                let are_partners =
                    partners.all(|level| matches!(level, Level::Board | Level::Institute));
                to == [Level::Region] || !to.is_empty() && are_partners
            }
            Level::Board | Level::Institute => false,
        };
        if !fits {
            let text = Text::new(
                "tussen deze niveaus gaat geen geld",
                "no money passes between these levels",
            );
            self.problem(Problem::error("bad-levels", node.place, text).expected(
                "van region naar partnership, of van partnership naar region, board of institute",
                "from region to partnership, or from partnership to region, board or institute",
            ));
        }
        Some(to)
    }
}

fn find_level(name: &str) -> Option<Level> {
    Level::ALL
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, level)| *level)
}

/// Says whether a key gives, at least in part, all to the region of the lead applicant.
pub(super) fn leads(key: &Key) -> bool {
    match key {
        Key::Lead => true,
        Key::First { then, .. } => leads(then),
        Key::Claims { surplus, .. } => surplus.as_deref().is_some_and(leads),
        Key::Mix(parts) => parts.iter().any(|(_, key)| leads(key)),
        Key::Equal | Key::PerHead(_) | Key::Weights | Key::Previous => false,
    }
}

pub(super) fn noun(level: Level) -> Text {
    match level {
        Level::Region => Referent::Region.noun(),
        Level::Partnership => Referent::Partnership.noun(),
        Level::Board => Referent::Board.noun(),
        Level::Institute => Referent::Institute.noun(),
    }
}
