//! Shortage rules: a word, or a table with what the rule asks beside the claims.

use super::super::problem::Problem;
use super::super::tree::{Node, Table};
use super::reader::{Reader, id_list, one_of};
use crate::domain::{FirstStage, Id, Key, ShortageTerms, Text, Unused};
use crate::rules::Shortage;
use crate::rules::shortage::Needs;

impl Reader {
    /// Returns the shortage rule under `shortage`; proportional when there is none.
    pub(super) fn shortage(&mut self, table: &Table) -> ShortageTerms {
        let Some(node) = table.get("shortage") else {
            return Shortage::Proportional.into();
        };
        let Some(own) = node.as_table() else {
            let rule = one_of(table, "shortage", &Shortage::ALL);
            let rule = rule.unwrap_or(Shortage::Proportional);
            self.check_shortage(&rule.into(), node);
            return rule.into();
        };
        let terms = ShortageTerms {
            rule: one_of(own, "rule", &Shortage::ALL).unwrap_or(Shortage::Proportional),
            order: id_list(own, "order"),
            classes: classes(own, "classes"),
            component_classes: classes(own, "component-classes"),
            inner: one_of(own, "inner", &Shortage::ALL),
            weights: one_of(own, "weights", &Key::NAMED),
            first: own.get("first").and_then(|node| self.first_stage(node)),
        };
        self.check_shortage(&terms, node);
        terms
    }

    /// Reports what the rule lacks, and what it has for another rule.
    fn check_shortage(&mut self, terms: &ShortageTerms, node: &Node) {
        let inner = terms.inner.filter(|_| terms.rule.needs() == Needs::Classes);
        let is_unfit = |inner: &Shortage| matches!(inner.needs(), Needs::Order | Needs::Classes);
        let (unfit, fit) = (inner.filter(is_unfit), inner.filter(|one| !is_unfit(one)));
        let has_classes = !terms.classes.is_empty() || !terms.component_classes.is_empty();
        let stated = [
            (Needs::Order, "order", !terms.order.is_empty()),
            (Needs::Classes, "classes", has_classes),
            (Needs::Weights, "weights", terms.weights.is_some()),
        ];
        let rule = terms.rule.name();
        for (need, key, is_there) in stated {
            let mut rules = [Some(terms.rule), fit].into_iter().flatten();
            // What is stated for an unfit rule inside a class is part of that one mistake.
            let is_of_unfit = unfit.is_some_and(|inner| inner.needs() == need);
            match rules.find(|rule| rule.needs() == need) {
                Some(asking) if !is_there => self.lacking(asking.name(), key, terms.rule, node),
                None if is_there && !is_of_unfit => self.foreign(rule, key, node),
                _ => {}
            }
        }
        if terms.inner.is_some() && terms.rule.needs() != Needs::Classes {
            self.foreign(rule, "inner", node);
        }
        if let Some(inner) = unfit {
            let inner = inner.name();
            let text = Text::new(
                format!("`{inner}` kan niet de regel binnen een klasse zijn"),
                format!("`{inner}` cannot be the rule inside a class"),
            );
            self.problem(Problem::error("bad-shortage", node.place, text).hint(
                "kies bijvoorbeeld `proportional`",
                "choose for example `proportional`",
            ));
        }
    }

    /// Returns how a pot goes over the regions first.
    fn first_stage(&mut self, node: &Node) -> Option<FirstStage> {
        let Some(own) = node.as_table() else {
            let rule = Shortage::ALL
                .iter()
                .find(|(name, _)| Some(*name) == node.as_text())?
                .1;
            return self.first_rule(rule, node);
        };
        let rule = one_of(own, "rule", &Shortage::ALL);
        let key = one_of(own, "key", &Key::NAMED);
        match (rule, key) {
            (Some(rule), None) if own.get("unused").is_none() => self.first_rule(rule, node),
            (None, Some(key @ (Key::Equal | Key::PerHead(_)))) => Some(FirstStage::Key {
                key,
                unused: match own.text("unused") {
                    Some("keep") => Unused::Keep,
                    _ => Unused::Return,
                },
            }),
            (None, Some(key)) => {
                let name = key.name();
                let text = Text::new(
                    format!("`{name}` zegt niets van een regio"),
                    format!("`{name}` says nothing of a region"),
                );
                self.bad_first(node, text)
            }
            _ => {
                let text = Text::new(
                    "de eerste stap heeft `rule`, of `key` met eventueel `unused`",
                    "the first stage has `rule`, or `key` with perhaps `unused`",
                );
                self.bad_first(node, text)
            }
        }
    }

    fn first_rule(&mut self, rule: Shortage, node: &Node) -> Option<FirstStage> {
        if rule.needs() == Needs::Nothing {
            return Some(FirstStage::Claims(rule));
        }
        let name = rule.name();
        let text = Text::new(
            format!("`{name}` kan geen eerste stap zijn: regio's hebben geen volgorde of gewicht"),
            format!("`{name}` cannot be a first stage: regions have no order or weight"),
        );
        self.bad_first(node, text)
    }

    fn bad_first(&mut self, node: &Node, text: Text) -> Option<FirstStage> {
        self.problem(Problem::error("bad-shortage", node.place, text).hint(
            "schrijf bijvoorbeeld `first = { key = \"per-student\" }`",
            "write for example `first = { key = \"per-student\" }`",
        ));
        None
    }

    /// Reports a first stage in a key, where there are no regions to go over.
    pub(super) fn refuse_first(&mut self, table: &Table) {
        let Some(own) = table.get("shortage").and_then(Node::as_table) else {
            return;
        };
        if let Some(entry) = own.entry("first") {
            let text = Text::new(
                "`first` hoort bij een pot die componenten betaalt",
                "`first` belongs to a pot that pays components",
            );
            let problem = Problem::error("bad-shortage", entry.key_place, text);
            self.problem(problem.hint("haal `first` weg", "remove `first`"));
        }
    }

    fn lacking(&mut self, asking: &str, key: &str, rule: Shortage, node: &Node) {
        let text = Text::new(
            format!("`{asking}` heeft `{key}` nodig"),
            format!("`{asking}` needs `{key}`"),
        );
        let problem = Problem::error("bad-shortage", node.place, text);
        self.problem(match asking == rule.name() {
            true => problem.hint(
                format!("schrijf `shortage = {}`", example(rule)),
                format!("write `shortage = {}`", example(rule)),
            ),
            false => problem.hint(
                "voeg toe `weights = \"per-student\"`",
                "add `weights = \"per-student\"`",
            ),
        });
    }

    fn foreign(&mut self, rule: &str, key: &str, node: &Node) {
        let text = Text::new(
            format!("`{key}` zegt niets bij `{rule}`"),
            format!("`{key}` means nothing with `{rule}`"),
        );
        let problem = Problem::error("bad-shortage", node.place, text);
        self.problem(problem.hint(format!("haal `{key}` weg"), format!("remove `{key}`")));
    }
}

fn example(rule: Shortage) -> String {
    let rest = match rule.needs() {
        Needs::Order => "order = [\"de-linde\", \"het-baken\"]",
        Needs::Classes => "classes = [[\"de-linde\"], [\"het-baken\"]]",
        Needs::Weights | Needs::Nothing => "weights = \"per-student\"",
    };
    format!("{{ rule = \"{}\", {rest} }}", rule.name())
}

fn classes(table: &Table, key: &str) -> Vec<Vec<Id>> {
    let classes = table.get(key).and_then(Node::as_list).unwrap_or_default();
    let class = |node: &Node| {
        let ids = node.as_list().unwrap_or_default().iter();
        ids.filter_map(Node::as_text)
            .filter_map(Id::parse)
            .collect()
    };
    classes.iter().map(class).collect()
}
