//! Components.

use std::collections::BTreeMap;

use super::super::problem::{Place, Problem};
use super::super::tree::{Entry, Node, Table};
use super::reader::{Reader, id_under, one_of};
use crate::domain::{Amount, Band, Component, Given, Head, Id, Level, Reference, SchoolYear, Text};
use crate::money::Cents;

impl Reader {
    /// Returns the component of a `[[component]]` table.
    pub(super) fn component(
        &mut self,
        tree: &Table,
        node: &Node,
        table: &Table,
    ) -> Option<Component> {
        let id = self.id("component", table)?;
        let path = format!("component.{id}");
        self.assumption(table, &path);
        let amount = self.component_amount(tree, table, &path, node.place)?;
        Some(Component {
            name: Reader::name(table, &id),
            to: one_of(table, "to", &Level::ALL).unwrap_or(Level::Partnership),
            amount,
            share: self.share(table, "share", &path),
            maximum: self.amount(table, "maximum", &path),
            reference: reference(table),
            when: self.condition(table, "when", &path),
            share_double_members: table.text("double-members") == Some("share"),
            provenance: self.provenance(table),
            id,
        })
    }

    fn component_amount(
        &mut self,
        tree: &Table,
        table: &Table,
        path: &str,
        place: Place,
    ) -> Option<Amount> {
        let per = one_of(table, "per", &Head::ALL);
        let mut given = stated_amounts(table).into_iter();
        let Some(first) = given.next() else {
            if table.get("needs").is_some() {
                return Some(Amount::Each(BTreeMap::new()));
            }
            self.problem(no_amount(path, place));
            return None;
        };
        if let Some(second) = given.next() {
            let (one, other) = (&first.key, &second.key);
            let text = Text::new(
                format!("`{one}` en `{other}` gaan niet samen"),
                format!("`{one}` and `{other}` exclude each other"),
            );
            let problem = Problem::error("two-amounts", second.key_place, text)
                .related(first.key_place, "de ander staat hier", "the other is here")
                .hint("laat een van beide weg", "leave one of them out");
            self.problem(problem);
        }
        match first.key.as_str() {
            "amount" => {
                let rate = self.amount(table, "amount", path)?;
                Some(match per {
                    Some(per) => Amount::PerHead { rate, per },
                    None => Amount::Flat(rate),
                })
            }
            "amounts" => Some(Amount::Each(self.amounts(table, path))),
            "amounts-of" => {
                let other = id_under(table, "amounts-of")?;
                let mut others = tree.tables("component").map(|(_, other)| other);
                let source = others.find(|table| table.text("id") == Some(other.as_str()))?;
                Some(Amount::Each(
                    self.amounts(source, &format!("component.{other}")),
                ))
            }
            _ => self.steps(table, path, per, first.key_place),
        }
    }

    fn amounts(&mut self, table: &Table, path: &str) -> BTreeMap<Id, Given<Cents>> {
        let Some(inner) = table.get("amounts").and_then(Node::as_table) else {
            return BTreeMap::new();
        };
        let path = format!("{path}.amounts");
        let keys = inner
            .entries
            .iter()
            .filter_map(|entry| Id::parse(&entry.key));
        keys.filter_map(|id| Some((id.clone(), self.amount(inner, id.as_str(), &path)?)))
            .collect()
    }

    fn steps(
        &mut self,
        table: &Table,
        path: &str,
        per: Option<Head>,
        place: Place,
    ) -> Option<Amount> {
        let mut bands: Vec<Band> = Vec::new();
        for (node, band) in table.tables("steps") {
            let from = band.get("from").and_then(super::super::scalar::whole)?;
            let amount = self.amount(band, "amount", &format!("{path}.steps.{from}"))?;
            if bands.last().is_some_and(|last| last.from >= from) {
                let text = Text::new(
                    format!("de stap vanaf {from} ligt niet boven de vorige"),
                    format!("the step from {from} does not lie above the one before"),
                );
                self.problem(
                    Problem::error("steps-not-ascending", node.place, text).hint(
                        "zet de stappen in opklimmende volgorde, elk begin een keer",
                        "put the steps in ascending order, each start once",
                    ),
                );
            }
            bands.push(Band { from, amount });
        }
        let Some(per) = per else {
            let text = Text::new(
                "een staffel zonder `per`: van wat is het aantal?",
                "a step table without `per`: a count of what?",
            );
            let problem = Problem::error("steps-without-per", place, text);
            self.problem(problem.hint("voeg toe `per = \"student\"`", "add `per = \"student\"`"));
            return None;
        };
        Some(Amount::Steps { per, bands })
    }
}

/// Returns the keys of a component that state its amount; what an overlay states replaces what the
/// file states.
fn stated_amounts(table: &Table) -> Vec<&Entry> {
    let keys = ["amount", "amounts", "amounts-of", "steps"];
    let mut stated: Vec<&Entry> = keys.iter().filter_map(|key| table.entry(key)).collect();
    if stated.iter().any(|entry| is_overlaid(&entry.node)) {
        stated.retain(|entry| is_overlaid(&entry.node));
    }
    stated
}

fn is_overlaid(node: &Node) -> bool {
    let inner = node.as_table().map(|table| table.entries.as_slice());
    let mut inner = inner.unwrap_or_default().iter();
    node.overlaid || inner.any(|entry| entry.node.overlaid)
}

fn no_amount(path: &str, place: Place) -> Problem {
    let text = Text::new(
        format!("`{path}` heeft geen bedrag"),
        format!("`{path}` has no amount"),
    );
    Problem::error("missing-amount", place, text).hint(
        "voeg toe `amount`, `amounts` of `steps`",
        "add `amount`, `amounts` or `steps`",
    )
}

/// Returns which school year a component or key counts.
pub(super) fn reference(table: &Table) -> Reference {
    match table.text("reference") {
        Some("running-school-year") => Reference::RunningSchoolYear,
        Some(text) => {
            SchoolYear::parse(text).map_or(Reference::PreviousSchoolYear, Reference::Fixed)
        }
        None => Reference::PreviousSchoolYear,
    }
}
