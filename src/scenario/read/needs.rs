//! Amounts that no source gives: whoever may qualify for one must be given it.
//!
//! A component with `needs` asks nothing of a scenario in which nobody can qualify for it, so that
//! one scheme may hold several doors and a user states the amounts of the door he goes through.

use std::collections::BTreeSet;

use super::super::grammar::COMPONENT;
use super::super::problem::{Place, Problem};
use super::super::tree::{Node, Table};
use super::reader::{Reader, id_under};
use super::scenario::START;
use crate::domain::{Amount, Component, Condition, Id, Level, Scenario, Text};

impl Reader {
    /// Checks that the components with `needs` have an amount for each recipient that may qualify.
    pub(super) fn check_needs(&mut self, tree: &Table, scenario: &Scenario) {
        for (_, table) in tree.tables("component") {
            let Some(needs) = table.entry("needs") else {
                continue;
            };
            let id = id_under(table, "id");
            let mut components = scenario.scheme.components.iter();
            let Some(component) = components.find(|component| Some(&component.id) == id.as_ref())
            else {
                continue;
            };
            let Amount::Each(_) = &component.amount else {
                continue;
            };
            let other = table.text("amounts-of");
            let mut tables = tree.tables("component").map(|(_, table)| table);
            let stated_in = match other {
                Some(other) => tables.find(|table| table.text("id") == Some(other)),
                None => Some(table),
            };
            let stated = stated_in.and_then(|table| table.get("amounts"));
            let is_misspelt = COMPONENT.misspells(table, "amounts");
            // An amount that was refused is stated all the same.
            let is_stated = |recipient: &Id| match stated.map(Node::as_table) {
                Some(Some(amounts)) => amounts.get(recipient.as_str()).is_some(),
                Some(None) => true,
                None => false,
            };
            let (list, recipients) = recipients(scenario, component.to);
            for (recipient, flags) in recipients {
                let may_qualify = holds(&component.when, flags) != Some(false);
                if may_qualify && !is_misspelt && !is_stated(recipient) {
                    let name = format!("{list}.{recipient}");
                    let place = self.places.get(&name).copied().unwrap_or(START);
                    self.problem(amount_needed(table, &name, place, needs.key_place));
                }
            }
            self.assume_nothing_for_others(component, scenario);
        }
    }

    fn assume_nothing_for_others(&mut self, component: &Component, scenario: &Scenario) {
        let are_paid = scenario.others.iter().any(|others| match component.to {
            Level::Region => others.regions.value > 0,
            _ => others.partnerships.value > 0,
        });
        if are_paid {
            let path = format!("component.{}", component.id);
            let text = Text::new(
                format!("wie onder `[[others]]` staat, krijgt niets uit `{path}`"),
                format!("those under `[[others]]` get nothing from `{path}`"),
            );
            self.assume(Some(path), text);
        }
    }
}

/// A recipient with its flags.
type Flagged<'a> = (&'a Id, &'a BTreeSet<Id>);

/// Returns the recipients of a level, and the list in which they are declared.
fn recipients(scenario: &Scenario, level: Level) -> (&'static str, Vec<Flagged<'_>>) {
    match level {
        Level::Region => {
            let regions = scenario.regions.iter();
            ("region", regions.map(|one| (&one.id, &one.flags)).collect())
        }
        _ => {
            let partnerships = scenario.partnerships.iter();
            let flagged = partnerships.map(|one| (&one.id, &one.flags)).collect();
            ("partnership", flagged)
        }
    }
}

/// Says whether a condition holds for a recipient with these flags; `None` when they do not tell.
fn holds(condition: &Condition, flags: &BTreeSet<Id>) -> Option<bool> {
    // All parts hold, or any does: the first part that decides, else whether all are known.
    let decided = |parts: &[Condition], by: bool| {
        let mut parts = parts.iter().map(|part| holds(part, flags));
        let is_open = parts.clone().any(|part| part.is_none());
        match parts.any(|part| part == Some(by)) {
            true => Some(by),
            false => (!is_open).then_some(!by),
        }
    };
    match condition {
        Condition::AllOf(parts) => decided(parts, false),
        Condition::AnyOf(parts) => decided(parts, true),
        Condition::Not(part) => holds(part, flags).map(|part| !part),
        Condition::Flagged(flag) => Some(flags.contains(flag)),
        Condition::Counted { .. }
        | Condition::Recognised
        | Condition::AspirantYear(_)
        | Condition::OfSector(_) => None,
    }
}

fn amount_needed(component: &Table, recipient: &str, place: Place, needed_at: Place) -> Problem {
    let id = component.text("id").unwrap_or_default();
    let stated_in = component.text("amounts-of").unwrap_or(id);
    let (_, holder) = recipient.split_once('.').unwrap_or(("", recipient));
    let nl = component.text("needs").unwrap_or_default();
    let en = component.text("needs-en").unwrap_or(nl);
    let set = format!("`set = {{ \"component.{stated_in}.amounts.{holder}\" = … }}`");
    let text = Text::new(
        format!("`component.{id}` heeft geen bedrag voor `{recipient}`"),
        format!("`component.{id}` has no amount for `{recipient}`"),
    );
    Problem::error("missing-amount", place, text)
        .related(needed_at, "hier wordt het gevraagd", "it is asked for here")
        .expected(
            "een parameter die geen bron geeft",
            "a parameter that no source gives",
        )
        .hint(
            format!("geef het zelf met {set}: {nl}"),
            format!("give it yourself with {set}: {en}"),
        )
}

#[cfg(test)]
mod tests {
    use crate::domain::Amount;
    use crate::scenario::{Library, Refused, open};

    /// A library of one scheme with two doors, the amounts of one of which nobody published.
    struct Doors(&'static str);

    const SCHEME: &str = r#"
        title = "doors"
        [[component]]
        id       = "big"
        to       = "region"
        needs    = "bedrag van de bijlage"
        needs-en = "amount of the annex"
        when     = { flag = "door", students = { at-least = 10 } }
        [[component]]
        id     = "small"
        to     = "region"
        amount = 7
        when   = { not = { flag = "door" } }
        [[division]]
        id   = "national"
        pays = ["big", "small"]
    "#;

    impl Library for Doors {
        fn read(&self, _: &str) -> Result<String, String> {
            Ok(format!(
                "years = [\"2024\"]\nscheme = \"doors\"\n{}",
                self.0
            ))
        }

        fn scheme(&self, name: &str) -> Option<&str> {
            (name == "doors").then_some(SCHEME)
        }

        fn scheme_names(&self) -> Vec<&str> {
            vec!["doors"]
        }
    }

    fn amounts(text: &'static str, at: usize) -> Result<Amount, Refused> {
        let opened = open("a.toml", &Doors(text))?;
        Ok(opened.variants[0].scenario.scheme.components[at]
            .amount
            .clone())
    }

    #[test]
    fn a_door_that_nobody_takes_asks_for_nothing() {
        let amount = amounts("[[region]]\nid = \"a\"", 0).unwrap();
        assert_eq!(amount, Amount::Each([].into()));
    }

    #[test]
    fn a_door_that_is_taken_asks_for_its_amount() {
        let refused = amounts("[[region]]\nid = \"a\"\nflags = [\"door\"]", 0).unwrap_err();
        let [problem] = &refused.problems[..] else {
            panic!("{:?}", refused.problems);
        };
        assert_eq!(problem.code, "missing-amount");
        assert_eq!(
            problem.hint.as_ref().unwrap().en,
            "give it yourself with `set = { \"component.big.amounts.a\" = … }`: amount of the annex"
        );
        let given = "set = { \"component.big.amounts.a\" = 5 }\n\
                     [[region]]\nid = \"a\"\nflags = [\"door\"]";
        assert!(matches!(amounts(given, 0), Ok(Amount::Each(each)) if each.len() == 1));
        let flat = "set = { \"component.big.amount\" = 5 }\n\
                    [[region]]\nid = \"a\"\nflags = [\"door\"]";
        assert!(matches!(amounts(flat, 0), Ok(Amount::Flat(_))));
    }

    #[test]
    fn amounts_that_are_set_replace_the_one_of_the_scheme() {
        let set = "set = { \"component.small.amounts\" = { a = 5 } }\n[[region]]\nid = \"a\"";
        assert!(matches!(amounts(set, 1), Ok(Amount::Each(each)) if each.len() == 1));
    }
}
