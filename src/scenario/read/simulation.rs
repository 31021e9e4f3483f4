//! What a simulation keeps.

use std::collections::BTreeMap;

use super::super::problem::Problem;
use super::super::scalar::check_number;
use super::super::shape::Kind;
use super::super::tree::{Node, Table, Value};
use super::reader::{Reader, id_under};
use crate::domain::{Id, Level, Minimum, SimulationTerms, Text};
use crate::money::{Cents, Exact};

impl Reader {
    /// Returns what the scenario says of simulations; the usual where it says nothing.
    pub(super) fn simulation(&mut self, tree: &Table) -> SimulationTerms {
        let mut terms = SimulationTerms::default();
        let Some(table) = tree.get("simulation").and_then(Node::as_table) else {
            return terms;
        };
        if let Some(draws) = self.draws(table) {
            terms.draws = Some(draws);
        }
        if let Some(quantiles) = self.asked_quantiles(table) {
            terms.quantiles = quantiles;
        }
        let levels = table.get("levels").and_then(Node::as_list);
        let names = levels.unwrap_or_default().iter().filter_map(Node::as_text);
        let level = |name: &str| Level::ALL.iter().find(|(known, _)| *known == name);
        terms.levels = names.filter_map(level).map(|(_, level)| *level).collect();
        for (key, flag) in [
            ("components", &mut terms.by_component),
            ("regions", &mut terms.by_region),
            ("years", &mut terms.by_year),
            ("differences", &mut terms.by_difference),
        ] {
            if let Some(Value::Flag(stated)) = table.get(key).map(|node| &node.value) {
                *flag = *stated;
            }
        }
        terms.baseline = id_under(table, "baseline");
        if let Some(minimum) = self.minimum(table) {
            terms.minimum = minimum;
        }
        terms
    }

    fn draws(&mut self, table: &Table) -> Option<u64> {
        let given = self.whole(table, "draws", "simulation")?;
        u64::try_from(given.value).ok()
    }

    /// Returns the quantiles that are asked for; they ascend and lie inside zero and one.
    fn asked_quantiles(&mut self, table: &Table) -> Option<Vec<Exact>> {
        let node = table.get("quantiles")?;
        let nodes = node.as_list()?;
        if nodes.is_empty() {
            let text = Text::new("geen kwantielen", "no quantiles");
            self.problem(Problem::error("bad-quantiles", node.place, text).hint(
                "noem er minstens één, of laat `quantiles` weg",
                "name at least one, or leave `quantiles` out",
            ));
            return None;
        }
        let mut quantiles: Vec<Exact> = Vec::new();
        for node in nodes {
            check_number(node.plain(), &Kind::Share).ok()?;
            let text = super::super::scalar::digits(node.plain())?;
            let quantile = Exact::from_share_text(text).ok()?;
            let (says, hint) = if quantile.is_zero() || quantile == Exact::one() {
                (
                    Text::new(
                        format!("`{text}` is geen kwantiel"),
                        format!("`{text}` is no quantile"),
                    ),
                    Text::new(
                        "kies een deel tussen 0 en 100 %; de uitersten staan er al bij",
                        "choose a share between 0 and 100 %; the extremes are there already",
                    ),
                )
            } else if quantiles.last().is_some_and(|last| *last >= quantile) {
                (
                    Text::new("de kwantielen lopen niet op", "the quantiles do not ascend"),
                    Text::new(
                        "zet ze in volgorde, elk één keer",
                        "put them in order, each of them once",
                    ),
                )
            } else {
                quantiles.push(quantile);
                continue;
            };
            self.problem(Problem::error("bad-quantiles", node.place, says).hint(hint.nl, hint.en));
            return None;
        }
        Some(quantiles)
    }

    fn minimum(&mut self, table: &Table) -> Option<Minimum> {
        let node = table.get("minimum")?;
        let by_recipient = node.as_table().filter(|inner| inner.get("value").is_none());
        let Some(inner) = by_recipient else {
            let given = self.amount(table, "minimum", "simulation")?;
            return Some(Minimum::All(given.value));
        };
        let mut amounts: BTreeMap<Id, Cents> = BTreeMap::new();
        for entry in &inner.entries {
            let given = self.amount(inner, &entry.key, "simulation.minimum");
            if let (Some(id), Some(given)) = (Id::parse(&entry.key), given) {
                amounts.insert(id, given.value);
            }
        }
        Some(Minimum::Each(amounts))
    }
}
