//! Two-way tables: totals of partnerships beside those of regions, and rounding both ways.

use super::super::problem::Problem;
use super::super::tree::{Entry, Node, Table};
use super::level::leads;
use super::reader::{Reader, one_of};
use crate::domain::{Fit, Level, Text, TwoWay};

/// Terms that change what a key gives, which a table would have to take back.
const BENDING: [&str; 7] = [
    "adjust",
    "minimum",
    "maximum",
    "minimum-per-student",
    "maximum-per-student",
    "keep",
    "apportionment",
];

/// Terms that a table has for all holders alike.
const OF_ALL: [&str; 4] = ["rounding", "unit", "ties", "first-year"];

impl Reader {
    /// Returns what a passage keeps to in both directions, and reports what does not go with it.
    pub(super) fn two_way(
        &mut self,
        table: &Table,
        path: &str,
        (from, to): (Level, &[Level]),
    ) -> Option<TwoWay> {
        let rounds = table.entry("rounding").filter(|entry| is_both_ways(entry));
        let Some(fitted) = table.entry("both-ways") else {
            let rounds = rounds?;
            if to != [Level::Region] && to != [Level::Partnership] {
                self.no_table(rounds, "rounding = \"both-ways\"", "region", "partnership");
            }
            self.refuse_terms(table, "rounding = \"both-ways\"", &["unit", "ties"]);
            return Some(TwoWay::Rounded);
        };
        if from != Level::Region {
            self.no_table(fitted, "both-ways", "region", "partnership");
        }
        self.refuse_terms(table, "both-ways", &["rounding", "first-year"]);
        let own = fitted.node.as_table()?;
        let rows = self.key(own, "rows", &format!("{path}.both-ways"));
        if let (true, Some(node)) = (leads(&rows), own.get("rows")) {
            self.misled(node);
        }
        Some(TwoWay::Fitted {
            rows,
            method: one_of(own, "method", &Fit::ALL).unwrap_or(Fit::Proportional),
        })
    }

    fn no_table(&mut self, entry: &Entry, key: &str, one: &str, other: &str) {
        let text = Text::new(
            format!("`{key}` hoort bij geld dat van regio's naar partnerschappen gaat"),
            format!("`{key}` belongs to money that goes from regions to partnerships"),
        );
        let problem = Problem::error("bad-two-way", entry.key_place, text);
        self.problem(problem.hint(
            format!("zet het bij `from = \"{one}\"`, `to = \"{other}\"`"),
            format!("put it at `from = \"{one}\"`, `to = \"{other}\"`"),
        ));
    }

    /// Refuses what bends amounts, and what `because` leaves no room for; under `at` also what a
    /// table has for all holders alike.
    fn refuse_terms(&mut self, table: &Table, because: &str, more: &[&str]) {
        let common = table.entries.iter();
        let common = common.filter(|entry| {
            let key = entry.key.as_str();
            BENDING.contains(&key) || more.contains(&key)
        });
        let holders = table.get("at").and_then(Node::as_table);
        let holders = holders.into_iter().flat_map(|at| &at.entries);
        let own = holders
            .filter_map(|holder| holder.node.as_table())
            .flat_map(|own| &own.entries)
            .filter(|entry| {
                let key = entry.key.as_str();
                BENDING.contains(&key) || OF_ALL.contains(&key)
            });
        let entries: Vec<&Entry> = common.chain(own).collect();
        for entry in entries {
            let key = &entry.key;
            let text = Text::new(
                format!("`{key}` gaat niet samen met `{because}`"),
                format!("`{key}` does not go with `{because}`"),
            );
            let problem = Problem::error("bad-two-way", entry.key_place, text);
            self.problem(problem.hint(
                format!("haal `{key}` weg, of verdeel zonder `{because}`"),
                format!("remove `{key}`, or divide without `{because}`"),
            ));
        }
    }

    /// Reports rounding both ways where there is no table: of a payment, or of a single holder.
    pub(super) fn refuse_rounding(&mut self, table: &Table) {
        if let Some(entry) = table.entry("rounding").filter(|entry| is_both_ways(entry)) {
            let key = "rounding = \"both-ways\"";
            self.no_table(entry, key, "region", "partnership");
        }
    }
}

fn is_both_ways(entry: &Entry) -> bool {
    entry.node.as_text() == Some("both-ways")
}
