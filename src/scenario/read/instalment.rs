//! Instalments: in which months a division pays.

use std::collections::BTreeMap;

use super::super::problem::{Place, Problem, percent};
use super::super::scalar::{digits, whole};
use super::super::tree::{Node, Table};
use super::reader::Reader;
use crate::domain::{Instalment, Text};
use crate::money::Exact;

impl Reader {
    /// Returns the instalments under a division or the terms of a holder, in the order of the
    /// file; an empty list states none. Those without a source are an assumption.
    pub(super) fn instalments(&mut self, table: &Table, path: &str) -> Vec<Instalment> {
        let Some(list) = table.get("instalments") else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let mut places: BTreeMap<(u8, u8), Place> = BTreeMap::new();
        let mut has_sources = true;
        let path = format!("{path}.instalments");
        let tables: Vec<(&Node, &Table)> = table.tables("instalments").collect();
        if tables.is_empty() {
            return found;
        }
        for (at, (node, one)) in tables.iter().enumerate() {
            let number = |key: &str| u8::try_from(whole(one.get(key)?.plain())?).ok();
            let share = self.share(one, "share", &format!("{path}.{}", at + 1));
            let (Some(month @ 1..=12), Some(share)) = (number("month"), share) else {
                return Vec::new();
            };
            let years_later = number("years-later").unwrap_or_default();
            if let Some(first) = places.insert((years_later, month), node.place) {
                let text = Text::new(
                    "twee termijnen in één maand",
                    "two instalments in one month",
                );
                let problem = Problem::error("bad-instalments", node.place, text);
                let problem = problem.related(first, "eerder hier", "first here");
                self.problem(problem.hint("maak er één van", "make them one"));
            }
            has_sources &= share.provenance.source.is_some();
            found.push(Instalment {
                month,
                years_later,
                share: share.value,
            });
        }
        let whole: Exact = found.iter().map(|one| one.share.clone()).sum();
        if whole != Exact::one() {
            let whole = percent(&whole);
            let text = Text::new(
                format!("de termijnen zijn samen {}", whole.nl),
                format!("the instalments are {} together", whole.en),
            );
            let problem = Problem::error("bad-instalments", list.place, text);
            self.problem(problem.expected("100 %", "100 %").hint(
                "maak de delen samen 100 %, of schrijf ze als breuk: \"1/3\"",
                "make the parts 100 % together, or write them as fractions: \"1/3\"",
            ));
            return Vec::new();
        }
        if !has_sources {
            self.assume_instalments(&tables, path);
        }
        found
    }

    fn assume_instalments(&mut self, tables: &[(&Node, &Table)], path: String) {
        let told = tables.iter().map(|(_, one)| {
            let text = |key: &str| one.get(key).map(Node::plain).and_then(digits);
            let (share, month) = (text("share"), text("month"));
            let (share, month) = (share.unwrap_or_default(), month.unwrap_or_default());
            let later = text("years-later").filter(|years| *years != "0");
            let later = later.map_or((String::new(), String::new()), |years| {
                (
                    format!(" ({years} jaar later)"),
                    format!(" ({years} years later)"),
                )
            });
            (
                format!("{share} in maand {month}{}", later.0),
                format!("{share} in month {month}{}", later.1),
            )
        });
        let (nl, en): (Vec<String>, Vec<String>) = told.unzip();
        let text = Text::new(
            format!("`{path}`: betaald wordt {}", nl.join(", ")),
            format!("`{path}`: paid is {}", en.join(", ")),
        );
        self.assume(Some(path), text);
    }
}
