//! The price index.

use std::collections::BTreeMap;

use super::super::problem::Problem;
use super::super::tree::{Node, Table};
use super::reader::{Reader, year};
use crate::domain::{Grade, Prices, Provenance, Text, Year};

impl Reader {
    /// Returns the index under `prices`, if there is one.
    pub(super) fn prices(&mut self, tree: &Table) -> Option<Prices> {
        let table = tree.get("prices").and_then(Node::as_table)?;
        self.assumption(table, "prices");
        let provenance = self.provenance(table);
        if provenance.grade.is_some_and(Grade::is_assumed) {
            self.assume(
                Some("prices".into()),
                Text::new(
                    "de prijsindex is een aanname van de gebruiker",
                    "the price index is an assumption of the user",
                ),
            );
        }
        let inner = table.get("index").and_then(Node::as_table)?;
        let mut index = BTreeMap::new();
        for entry in &inner.entries {
            let mut given = self.weight(inner, &entry.key, "prices.index")?;
            if given.value.is_zero() {
                let text = Text::new(
                    format!("de index van {} is nul", entry.key),
                    format!("the index of {} is zero", entry.key),
                );
                self.problem(
                    Problem::error("index-is-zero", entry.node.place, text).hint(
                        "geef een index boven nul, zoals \"103.5\"",
                        "give an index above zero, such as \"103.5\"",
                    ),
                );
                return None;
            }
            if given.provenance == Provenance::default() {
                given.provenance = provenance.clone();
            }
            index.insert(Year::parse(&entry.key)?, given);
        }
        let node = table.get("level")?;
        let prices = Prices {
            level: year(node)?,
            index,
            provenance,
        };
        if prices.index_of(prices.level).is_none() {
            let level = prices.level;
            let text = Text::new(
                format!("de index noemt {level} niet, het jaar van de prijzen"),
                format!("the index lacks {level}, the year of the prices"),
            );
            self.problem(Problem::error("no-index", node.place, text).hint(
                format!("voeg {level} toe aan `index`, of kies een ander jaar"),
                format!("add {level} to `index`, or choose another year"),
            ));
        }
        Some(prices)
    }
}
