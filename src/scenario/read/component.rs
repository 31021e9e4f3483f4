//! Components.

use std::collections::BTreeMap;

use super::super::grammar::COMPONENT;
use super::super::problem::{Place, Problem};
use super::super::scalar::whole;
use super::super::tree::{Entry, Node, Table};
use super::reader::{Reader, id_under, one_of};
use crate::domain::{Amount, Band, Component, Given, Head, Id, Level, Reference, SchoolYear, Text};
use crate::money::Cents;
use crate::rules::TierKind;

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
            to: level_of(table),
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
            if COMPONENT.lacks(table, &["amount", "amounts", "amounts-of", "steps"]) {
                self.problem(no_amount(path, place));
            }
            return None;
        };
        if let Some(second) = given.next() {
            self.problem(exclude_each_other(first, second));
        } else if let Some(per) = table.entry("per")
            && first.key.starts_with("amounts")
            && is_overlaid(&first.node) == is_overlaid(&per.node)
        {
            self.problem(exclude_each_other(first, per));
        }
        self.check_tiers(table);
        match first.key.as_str() {
            "amount" => {
                let rate = self.amount(table, "amount", path)?;
                Some(match per {
                    Some(per) => Amount::PerHead { rate, per },
                    None => Amount::Flat(rate),
                })
            }
            "amounts" => {
                self.check_levels(table, "amounts", level_of(table));
                Some(Amount::Each(self.amounts(table, path)))
            }
            "amounts-of" => {
                let other = id_under(table, "amounts-of")?;
                let mut others = tree.tables("component").map(|(_, other)| other);
                let source = others.find(|table| table.text("id") == Some(other.as_str()))?;
                self.check_source(table, source, &first.node);
                Some(Amount::Each(
                    self.amounts(source, &format!("component.{other}")),
                ))
            }
            _ => self.steps(table, path, per, first.key_place),
        }
    }

    /// Checks that the component whose amounts are taken states them, for the same recipients.
    fn check_source(&mut self, table: &Table, source: &Table, named_at: &Node) {
        let name = source.text("id").unwrap_or_default();
        let states_others = ["amount", "steps", "amounts-of"]
            .iter()
            .any(|key| source.get(key).is_some());
        let text = if source.get("amounts").is_none() && states_others {
            Text::new(
                format!("component `{name}` heeft geen `amounts`"),
                format!("component `{name}` has no `amounts`"),
            )
        } else if level_of(source) != level_of(table) {
            Text::new(
                format!("component `{name}` is voor andere ontvangers dan deze"),
                format!("component `{name}` is for other recipients than this one"),
            )
        } else {
            return;
        };
        let problem = Problem::error("no-amounts", named_at.place, text);
        self.problem(problem.hint(
            "noem een component met `amounts` en dezelfde `to`",
            "name a component with `amounts` and the same `to`",
        ));
    }

    /// Reports a way to read steps where there are none.
    fn check_tiers(&mut self, table: &Table) {
        let Some(tiers) = table.entry("tiers") else {
            return;
        };
        if COMPONENT.lacks(table, &["steps"]) {
            let text = Text::new(
                "`tiers` zegt hoe `steps` gelezen worden, en die zijn er niet",
                "`tiers` says how `steps` are read, and there are none",
            );
            let problem = Problem::error("tiers-without-steps", tiers.key_place, text);
            self.problem(problem.hint(
                "haal `tiers` weg, of geef de bedragen als `steps`",
                "remove `tiers`, or give the amounts as `steps`",
            ));
        }
    }

    pub(super) fn amounts(&mut self, table: &Table, path: &str) -> BTreeMap<Id, Given<Cents>> {
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
        if let Some(node) = table.get("steps")
            && node.as_list().is_some_and(<[Node]>::is_empty)
        {
            let text = Text::new("een staffel zonder stappen", "a step table without steps");
            let problem = Problem::error("no-steps", node.place, text);
            self.problem(problem.hint(
                "voeg toe `{ from = 60, amount = 200_000 }`",
                "add `{ from = 60, amount = 200_000 }`",
            ));
        }
        for (node, band) in table.tables("steps") {
            let from = band.get("from").and_then(|from| whole(from.plain()))?;
            let path = format!("{path}.steps.{from}");
            self.whole(band, "from", &path)?;
            let amount = self.amount(band, "amount", &path)?;
            if bands.last().is_some_and(|last| last.from >= from) {
                let text = Text::new(
                    format!("de stap vanaf {from} ligt niet boven de vorige"),
                    format!("the step from {from} does not lie above the one before"),
                );
                self.problem(
                    Problem::error("steps-not-ascending", node.place, text).hint(
                        "zet de stappen in opklimmende volgorde, elk begin één keer",
                        "put the steps in ascending order, each start once",
                    ),
                );
            }
            bands.push(Band { from, amount });
        }
        let Some(per) = per else {
            if !COMPONENT.lacks(table, &["per"]) {
                return None;
            }
            let text = Text::new(
                "een staffel zonder `per`: van wat is het aantal?",
                "a step table without `per`: a count of what?",
            );
            let problem = Problem::error("steps-without-per", place, text);
            self.problem(problem.hint("voeg toe `per = \"student\"`", "add `per = \"student\"`"));
            return None;
        };
        let kind = one_of(table, "tiers", &TierKind::ALL).unwrap_or(TierKind::Step);
        Some(Amount::Steps { kind, per, bands })
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

fn level_of(table: &Table) -> Level {
    one_of(table, "to", &Level::ALL).unwrap_or(Level::Partnership)
}

pub(super) fn exclude_each_other(first: &Entry, second: &Entry) -> Problem {
    let (one, other) = (&first.key, &second.key);
    let text = Text::new(
        format!("`{one}` en `{other}` gaan niet samen"),
        format!("`{one}` and `{other}` exclude each other"),
    );
    Problem::error("two-amounts", second.key_place, text)
        .related(first.key_place, "de ander staat hier", "the other is here")
        .hint("laat een van beide weg", "leave one of them out")
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
