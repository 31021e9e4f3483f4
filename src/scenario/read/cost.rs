//! Costs.

use std::collections::{BTreeMap, BTreeSet};

use super::super::grammar::COST;
use super::super::problem::{Place, Problem, percent};
use super::super::tree::{Node, Table};
use super::component::{exclude_each_other, reference};
use super::reader::{Reader, ids, one_of};
use crate::domain::{
    Cost, Given, Grade, Head, Id, Level, Outlay, Scenario, TRAINING_FUNCTIONS, Text,
};
use crate::money::{Cents, Exact};

impl Reader {
    /// Returns the costs of a tree, in the order of the file.
    pub(super) fn costs(&mut self, tree: &Table) -> Vec<Cost> {
        let mut seen = BTreeSet::new();
        let mut costs = Vec::new();
        for (node, table) in tree.tables("cost") {
            let Some(id) = self.id("cost", table) else {
                continue;
            };
            let path = format!("cost.{id}");
            self.assumption(table, &path);
            let borne_by = self.borne_by(table, &path);
            let Some(outlay) = self.outlay(table, &path, node.place) else {
                continue;
            };
            if seen.insert(id.clone()) {
                costs.push(Cost {
                    name: Reader::name(table, &id),
                    outlay,
                    reference: reference(table),
                    borne_by,
                    income: ids(table, "income"),
                    provenance: self.provenance(table),
                    id,
                });
            }
        }
        costs
    }

    fn outlay(&mut self, table: &Table, path: &str, place: Place) -> Option<Outlay> {
        let per = one_of(table, "per", &Head::ALL);
        let timed = ["hours", "hourly"].map(|key| table.entry(key));
        let stated = ["amount", "amounts"].map(|key| table.entry(key));
        let first = |of: [Option<_>; 2]| of.into_iter().flatten().next();
        if let (Some(hours), Some(amount)) = (first(timed), first(stated)) {
            self.problem(exclude_each_other(hours, amount));
            return None;
        }
        if first(stated).is_some() {
            let own = table.get("amounts").and_then(Node::as_table);
            let own = own.map_or_else(BTreeMap::new, |own| self.own_amounts(table, own, path));
            return Some(Outlay::Amount {
                amount: self.amount(table, "amount", path),
                own,
                per,
            });
        }
        if !COST.lacks(table, &["amount", "amounts"]) {
            return None;
        }
        for (key, other) in [("hours", "hourly"), ("hourly", "hours")] {
            if table.get(key).is_some() && COST.lacks(table, &[other]) {
                let text = Text::new(
                    format!("`{key}` zonder `{other}`"),
                    format!("`{key}` without `{other}`"),
                );
                self.problem(Problem::error("bad-cost", place, text).hint(
                    format!("voeg toe `{other} = …`"),
                    format!("add `{other} = …`"),
                ));
            }
        }
        if COST.lacks(table, &["hours", "hourly"]) {
            let text = Text::new(
                format!("`{path}` heeft geen bedrag en geen uren"),
                format!("`{path}` has neither an amount nor hours"),
            );
            self.problem(Problem::error("missing-amount", place, text).hint(
                "voeg toe `amount`, of `hours` en `hourly`",
                "add `amount`, or `hours` and `hourly`",
            ));
        }
        Some(Outlay::Hours {
            hours: self.weight(table, "hours", path)?,
            hourly: self.amount(table, "hourly", path)?,
            per: per.unwrap_or(Head::Student),
        })
    }

    /// Returns the amounts of single partnerships; source and grade of the cost hold for those that
    /// have none of their own and that no overlay put there.
    fn own_amounts(
        &mut self,
        table: &Table,
        own: &Table,
        path: &str,
    ) -> BTreeMap<Id, Given<Cents>> {
        let mut amounts = self.amounts(table, path);
        let provenance = self.provenance(table);
        for (id, given) in &mut amounts {
            let written = own.get(id.as_str()).filter(|node| !node.overlaid);
            let Some(node) = written.filter(|node| node.as_table().is_none()) else {
                continue;
            };
            given.provenance = provenance.clone();
            if provenance.grade.is_some_and(Grade::is_assumed) {
                let path = format!("{path}.amounts.{id}");
                self.assume_value(&path, node, provenance.source.as_deref());
            }
        }
        amounts
    }

    /// Returns who bears a cost; the parts must make one together.
    fn borne_by(&mut self, table: &Table, path: &str) -> BTreeMap<Level, Given<Exact>> {
        let mut parts = BTreeMap::new();
        let Some(node) = table.get("borne-by") else {
            return parts;
        };
        let Some(inner) = node.as_table() else {
            return parts;
        };
        let path = format!("{path}.borne-by");
        for entry in &inner.entries {
            let level = Level::ALL.iter().find(|(name, _)| *name == entry.key);
            let share = self.share(inner, &entry.key, &path);
            if let (Some((_, level)), Some(share)) = (level, share) {
                parts.insert(*level, share);
            }
        }
        let total: Exact = parts.values().map(|part| part.value.clone()).sum();
        if parts.len() == inner.entries.len() && total != Exact::one() {
            let percent = percent(&total);
            let text = Text::new(
                format!("de gedragen delen tellen op tot {}", percent.nl),
                format!("the parts borne add up to {}", percent.en),
            );
            self.problem(
                Problem::error("shares-do-not-add-up", node.place, text).hint(
                    "verander de delen zodat ze samen 100 % zijn",
                    "change the parts so that they make 100 % together",
                ),
            );
        }
        parts
    }

    /// Notes what is taken for granted when a scenario states costs.
    pub(super) fn cost_assumptions(&mut self, scenario: &Scenario) {
        if scenario.costs.is_empty() {
            return;
        }
        let mut assume = |nl: &str, en: &str| self.assume(Some("cost".into()), Text::new(nl, en));
        assume(
            "kosten gaan over schoolbesturen naar studenten op hun vestigingen, over \
             lerarenopleidingen naar ingeschreven studenten, en in gelijke delen waar die niet \
             per schoolbestuur of lerarenopleiding geteld zijn",
            "costs go over school boards by students at their sites, over institutes by students \
             enrolled, and in equal parts where these are not counted per board or institute",
        );
        assume(
            "geld dat een partnerschap niet doorgeeft betaalt de kosten van zijn schoolbesturen \
             en lerarenopleidingen naar rato van die kosten",
            "money that a partnership does not pass on pays the costs of its boards and \
             institutes in proportion to those costs",
        );
        let pays = |function: &&Id| TRAINING_FUNCTIONS.contains(&function.as_str());
        if scenario.scheme.functions().iter().any(pays) {
            assume(
                "wat een regio aan `begeleiden` en `professionaliseren` betaalt telt als inkomsten \
                 van haar partnerschappen, naar studenten en zij-instromers in de regio",
                "what a region pays for `begeleiden` and `professionaliseren` counts as income of \
                 its partnerships, by students and side entrants in the region",
            );
        }
    }
}
