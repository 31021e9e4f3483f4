//! Allocation keys: a word, an amount first, or a mixture.

use super::super::grammar::COMPOSED_KEY;
use super::super::problem::{Problem, percent};
use super::super::tree::{Node, Table};
use super::reader::{Reader, id_list};
use crate::domain::{Head, Key, Text};
use crate::money::Exact;

impl Reader {
    /// Returns the key under `key`; per student when there is none.
    pub(super) fn key(&mut self, table: &Table, key: &str, path: &str) -> Key {
        let path = format!("{path}.{key}");
        match table.get(key) {
            Some(node) => self.key_of(node, &path),
            None => Key::PerHead(Head::Student),
        }
    }

    fn key_of(&mut self, node: &Node, path: &str) -> Key {
        let Some(table) = node.as_table() else {
            return named(node.as_text().unwrap_or_default());
        };
        let (first, mix) = (table.entry("first"), table.entry("mix"));
        if let (None, None, Some(_)) = (first, mix, table.entry("claims")) {
            return self.claims(table, node, path);
        }
        for key in ["claims", "shortage", "surplus"] {
            if table.get(key).is_some() {
                self.bad_key(
                    node,
                    Text::new(
                        format!("`{key}` hoort bij een sleutel naar `claims`"),
                        format!("`{key}` belongs to a key by `claims`"),
                    ),
                );
                return Key::Equal;
            }
        }
        match (first, mix) {
            (None, Some(_)) if table.get("then").is_some() => {
                self.bad_key(
                    node,
                    Text::new(
                        "`then` hoort bij `first`, niet bij `mix`",
                        "`then` belongs to `first`, not to `mix`",
                    ),
                );
                Key::Equal
            }
            (Some(_), None) => {
                let Some(amount) = self.amount(table, "first", path) else {
                    return Key::Equal;
                };
                Key::First {
                    amount,
                    then: Box::new(self.key(table, "then", path)),
                }
            }
            (None, Some(_)) => self.mix(table, node, path),
            _ => {
                if first.is_some() || COMPOSED_KEY.lacks(table, &["first", "mix", "claims"]) {
                    self.bad_key(
                        node,
                        Text::new(
                            "een samengestelde sleutel heeft `first`, `claims` of `mix`",
                            "a composed key has one of `first`, `claims` and `mix`",
                        ),
                    );
                }
                Key::Equal
            }
        }
    }

    fn claims(&mut self, table: &Table, node: &Node, path: &str) -> Key {
        let components = id_list(table, "claims");
        if components.is_empty() || table.get("then").is_some() {
            self.bad_key(
                node,
                Text::new(
                    "een sleutel naar `claims` noemt componenten, en heeft geen `then`",
                    "a key by `claims` names components, and has no `then`",
                ),
            );
            return Key::Equal;
        }
        self.refuse_first(table);
        Key::Claims {
            components,
            shortage: Box::new(self.shortage(table)),
            surplus: table
                .get("surplus")
                .map(|node| Box::new(self.key_of(node, &format!("{path}.surplus")))),
        }
    }

    fn bad_key(&mut self, node: &Node, text: Text) {
        self.problem(Problem::error("bad-key", node.place, text).hint(
            "bijvoorbeeld `{ first = 50_000, then = \"per-student\" }`",
            "for example `{ first = 50_000, then = \"per-student\" }`",
        ));
    }

    fn mix(&mut self, table: &Table, node: &Node, path: &str) -> Key {
        let Some(inner) = table.get("mix").and_then(Node::as_table) else {
            return Key::Equal;
        };
        let path = format!("{path}.mix");
        let mut parts = Vec::new();
        for entry in &inner.entries {
            if let Some(share) = self.share(inner, &entry.key, &path) {
                parts.push((share, named(&entry.key)));
            }
        }
        let total: Exact = parts.iter().map(|(share, _)| share.value.clone()).sum();
        if total != Exact::one() && parts.len() == inner.entries.len() {
            let percent = percent(&total);
            let text = Text::new(
                format!("de delen van de sleutel tellen op tot {}", percent.nl),
                format!("the parts of the key add up to {}", percent.en),
            );
            self.problem(
                Problem::error("weights-do-not-add-up", node.place, text).hint(
                    "verander de delen zo dat ze samen 100 % zijn",
                    "change the parts so that they make 100 % together",
                ),
            );
        }
        Key::Mix(parts)
    }
}

fn named(name: &str) -> Key {
    let found = Key::NAMED.iter().find(|(known, _)| *known == name);
    found.map_or(Key::Equal, |(_, key)| key.clone())
}
