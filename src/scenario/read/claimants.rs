//! Whom a shortage rule may name: only those who claim, each in one place.

use std::collections::BTreeMap;

use super::super::problem::{Place, Problem};
use super::super::tree::{Node, Table};
use super::level::{HOLDING, noun};
use super::reader::{Reader, id_list, one_of};
use crate::domain::{Component, Id, Level, Text};

/// Tables of a division in which a key may stand.
const KEYED: [(&str, &str); 3] = [("key", ""), ("earmark", "key"), ("both-ways", "rows")];

/// Keys of a composed key in which another may stand.
const WITHIN_A_KEY: [&str; 2] = ["then", "surplus"];

/// Who claims where a shortage rule stands.
struct Claimants<'a> {
    /// Their levels.
    levels: Vec<Level>,
    /// The components that they claim on.
    claimed: &'a [Id],
    /// The key that lists these.
    listed: &'static str,
}

impl Reader {
    /// Checks the names in the shortage rules of every division, and the claims of keys.
    pub(super) fn check_claimants(&mut self, tree: &Table, components: &[Component]) {
        for (_, table) in tree.tables("division") {
            if table.get("pays").is_some() {
                let pays = id_list(table, "pays");
                let paid = components.iter().filter(|one| pays.contains(&one.id));
                let claimants = Claimants {
                    levels: paid.map(|one| one.to).collect(),
                    claimed: &pays,
                    listed: "pays",
                };
                self.check_names(table, &claimants);
                continue;
            }
            let to: Vec<Level> = match table.get("to").map(Node::as_list) {
                Some(Some(nodes)) => nodes.iter().filter_map(level).collect(),
                _ => one_of(table, "to", &Level::ALL).into_iter().collect(),
            };
            let at = table.get("at").and_then(Node::as_table);
            let own = at.into_iter().flat_map(|at| &at.entries);
            let own = own.filter_map(|entry| entry.node.as_table());
            for terms in own.chain([table]) {
                for node in keys(terms) {
                    self.check_key_claims(node, &to, components);
                }
            }
        }
    }

    /// Checks that the components by which a key divides are of the level of its recipients.
    fn check_key_claims(&mut self, node: &Node, levels: &[Level], components: &[Component]) {
        let Some(table) = node.as_table() else {
            return;
        };
        for key in WITHIN_A_KEY {
            if let Some(inner) = table.get(key) {
                self.check_key_claims(inner, levels, components);
            }
        }
        let claims = table.get("claims").and_then(Node::as_list);
        for claim in claims.unwrap_or_default() {
            let name = claim.as_text().unwrap_or_default();
            let mut named = components.iter();
            let component = named.find(|component| component.id.as_str() == name);
            if let Some(found) = component.map(|component| component.to)
                && !fits(found, levels)
            {
                self.problem(claim_of_another_level(claim.place, name, found, levels));
            }
        }
        if claims.is_some() {
            let claimants = Claimants {
                levels: levels.to_vec(),
                claimed: &id_list(table, "claims"),
                listed: "claims",
            };
            self.check_names(table, &claimants);
        }
    }

    /// Checks the names in a shortage rule.
    fn check_names(&mut self, table: &Table, claimants: &Claimants<'_>) {
        let Some(shortage) = table.get("shortage").and_then(Node::as_table) else {
            return;
        };
        let order = shortage.get("order").and_then(Node::as_list);
        let classes = listed(shortage, "classes");
        let of_components = listed(shortage, "component-classes");
        let recipients = classes.iter().map(|(_, name)| *name);
        for name in recipients.chain(order.unwrap_or_default()) {
            self.check_level_of(name, claimants);
        }
        for names in [&classes, &of_components] {
            self.check_classes(names);
        }
        for (_, node) in of_components {
            let name = node.as_text().unwrap_or_default();
            if !claimants.claimed.iter().any(|one| one.as_str() == name) {
                self.problem(class_of_what_nobody_claims(node.place, name, claimants));
            }
        }
    }

    /// Checks that a recipient in an order or a class is of a level that claims.
    fn check_level_of(&mut self, node: &Node, claimants: &Claimants<'_>) {
        let id = node.as_text().unwrap_or_default();
        let Some(found) = self.levels.get(id).copied() else {
            return;
        };
        if claimants.levels.is_empty() || claimants.levels.contains(&found) {
            return;
        }
        let found = noun(found);
        let text = Text::new(
            format!("`{id}` is een {} en vraagt hier niets", found.nl),
            format!("`{id}` is a {} and claims nothing here", found.en),
        );
        let problem = Problem::error("wrong-level", node.place, text);
        let mut levels = HOLDING.iter().map(|(_, level)| *level);
        let wanted = levels.find(|level| claimants.levels.contains(level));
        self.problem(match wanted.map(noun) {
            Some(wanted) => problem.hint(
                format!("noem een {}", wanted.nl),
                format!("name a {}", wanted.en),
            ),
            None => problem.hint(
                "hier ontvangen schoolbesturen of lerarenopleidingen: kies een andere regel",
                "here boards or institutes receive: choose another rule",
            ),
        });
    }

    /// Reports names that stand in two classes; twice in one class is reported for every list.
    fn check_classes(&mut self, names: &[(usize, &Node)]) {
        let mut seen: BTreeMap<&str, (usize, Place)> = BTreeMap::new();
        for (class, node) in names {
            let Some(name) = node.as_text() else { continue };
            let (first, place) = *seen.entry(name).or_insert((*class, node.place));
            if first != *class {
                let text = Text::new(
                    format!("`{name}` staat in twee klassen"),
                    format!("`{name}` stands in two classes"),
                );
                let problem = Problem::error("repeated-name", node.place, text).related(
                    place,
                    "eerder hier",
                    "first here",
                );
                self.problem(problem.hint("haal er één weg", "remove one of them"));
            }
        }
    }
}

/// Returns the keys that stand in the terms of a division.
fn keys(terms: &Table) -> Vec<&Node> {
    let found = KEYED.iter().flat_map(|(outer, inner)| {
        let nodes = match terms.get(outer) {
            Some(node) => node.as_list().unwrap_or(std::slice::from_ref(node)),
            None => &[],
        };
        nodes.iter().filter_map(move |node| match *inner {
            "" => Some(node),
            inner => node.as_table()?.get(inner),
        })
    });
    found.collect()
}

/// Returns the names of all classes, each with its class by position.
fn listed<'t>(table: &'t Table, key: &str) -> Vec<(usize, &'t Node)> {
    let classes = table.get(key).and_then(Node::as_list).unwrap_or_default();
    let classes = classes.iter().enumerate();
    let names = classes.flat_map(|(class, node)| {
        let names = node.as_list().unwrap_or_default().iter();
        names.map(move |name| (class, name))
    });
    names.collect()
}

fn level(node: &Node) -> Option<Level> {
    let name = node.as_text()?;
    let mut known = Level::ALL.iter();
    known
        .find(|(known, _)| *known == name)
        .map(|(_, level)| *level)
}

/// Says whether recipients of these levels can claim a component of this one: boards and
/// institutes claim it for their part of a partnership.
fn fits(component: Level, levels: &[Level]) -> bool {
    let claims = |level: &Level| match level {
        Level::Board | Level::Institute => component == Level::Partnership,
        level => *level == component,
    };
    levels.iter().all(claims)
}

fn claim_of_another_level(place: Place, name: &str, found: Level, levels: &[Level]) -> Problem {
    let found = noun(found);
    let wanted = levels.first().copied().map(noun);
    let wanted = wanted.unwrap_or_else(|| Text::new("ontvanger", "recipient"));
    let text = Text::new(
        format!(
            "component `{name}` is voor een {}, hier ontvangt een {}",
            found.nl, wanted.nl
        ),
        format!(
            "component `{name}` is for a {} where a {} receives",
            found.en, wanted.en
        ),
    );
    Problem::error("wrong-level", place, text).hint(
        format!("noem een component die voor een {} is", wanted.nl),
        format!("name a component that is for a {}", wanted.en),
    )
}

fn class_of_what_nobody_claims(place: Place, name: &str, claimants: &Claimants<'_>) -> Problem {
    let Claimants {
        claimed, listed, ..
    } = claimants;
    let text = Text::new(
        format!("`{name}` staat in een klasse maar niet in `{listed}`"),
        format!("`{name}` stands in a class but not in `{listed}`"),
    );
    let known = claimed
        .iter()
        .map(Id::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    Problem::error("ranks-what-it-does-not-pay", place, text)
        .expected(format!("een van {known}"), format!("one of {known}"))
        .hint(
            format!("zet `{name}` ook in `{listed}`, of haal het hier weg"),
            format!("put `{name}` in `{listed}` as well, or remove it here"),
        )
}
