//! What a scenario declares: the ids that its other parts may name.

use std::collections::BTreeMap;

use super::problem::{Place, Problem};
use super::shape::Referent;
use super::tree::Table;
use crate::domain::Text;

/// Functions that need no declaration: the office of a region and the five functions of the field.
pub(super) const FUNCTIONS: [(&str, &str, &str); 6] = [
    ("office", "regiobureau", "regional office"),
    ("werven", "werven", "recruiting"),
    ("matchen", "matchen", "matching"),
    ("opleiden", "opleiden", "training"),
    ("begeleiden", "begeleiden", "mentoring"),
    (
        "professionaliseren",
        "professionaliseren",
        "professional development",
    ),
];

/// The declared ids, by what they are.
#[derive(Default)]
pub(super) struct Known {
    ids: BTreeMap<Referent, BTreeMap<String, Option<Place>>>,
}

const DECLARED: [(&str, Referent, &[Referent]); 8] = [
    ("region", Referent::Region, &[Referent::Holder]),
    ("partnership", Referent::Partnership, &[Referent::Holder]),
    ("board", Referent::Board, &[Referent::Partner]),
    ("institute", Referent::Institute, &[Referent::Partner]),
    ("function", Referent::Function, &[]),
    ("component", Referent::Component, &[]),
    ("division", Referent::Division, &[]),
    ("variant", Referent::Variant, &[]),
];

impl Known {
    /// Collects the ids that `tree` declares, reporting those that repeat.
    pub(super) fn collect(tree: &Table, problems: &mut Vec<Problem>) -> Known {
        let mut known = Known::default();
        for (id, _, _) in FUNCTIONS {
            known
                .ids
                .entry(Referent::Function)
                .or_default()
                .insert(id.to_owned(), None);
        }
        for (list, referent, also) in DECLARED {
            for (_, table) in tree.tables(list) {
                let Some(node) = table.get("id") else {
                    continue;
                };
                let Some(id) = node.as_text() else { continue };
                let ids = known.ids.entry(referent).or_default();
                if let Some(Some(first)) = ids.get(id) {
                    problems.push(repeated(list, id, node.place, *first));
                }
                ids.insert(id.to_owned(), Some(node.place));
                for other in also {
                    known.clash(*other, id, node.place, problems);
                }
            }
        }
        known
    }

    /// Registers an id under a kind that two lists share: there it must differ from both.
    fn clash(&mut self, kind: Referent, id: &str, place: Place, problems: &mut Vec<Problem>) {
        let ids = self.ids.entry(kind).or_default();
        if let Some(Some(first)) = ids.insert(id.to_owned(), Some(place)) {
            let text = Text::new(
                format!("`{id}` is de naam van twee verschillende ontvangers"),
                format!("`{id}` names two different recipients"),
            );
            let problem = Problem::error("repeated-id", place, text)
                .related(first, "hier ook", "here as well")
                .hint(
                    "geef een van beide een andere id",
                    "give one of them another id",
                );
            if problems.iter().all(|other| other.place != Some(place)) {
                problems.push(problem);
            }
        }
    }

    pub(super) fn has(&self, referent: Referent, id: &str) -> bool {
        self.ids
            .get(&referent)
            .is_some_and(|ids| ids.contains_key(id))
    }

    pub(super) fn ids(&self, referent: Referent) -> impl Iterator<Item = &str> {
        self.ids
            .get(&referent)
            .into_iter()
            .flat_map(|ids| ids.keys().map(String::as_str))
    }
}

fn repeated(list: &str, id: &str, place: Place, first: Place) -> Problem {
    let text = Text::new(
        format!("`{list}` `{id}` staat er twee keer"),
        format!("repeated {list} `{id}`"),
    );
    Problem::error("repeated-id", place, text)
        .related(first, "eerder hier", "first here")
        .expected(
            "een id die nog niet voorkomt",
            "an id that does not occur yet",
        )
        .hint(
            "geef een van beide een andere id",
            "give one of them another id",
        )
}

impl Referent {
    /// Returns what such an id refers to, for messages.
    pub(super) fn noun(self) -> Text {
        let (nl, en) = match self {
            Referent::Region => ("regio", "region"),
            Referent::Partnership => ("partnerschap", "partnership"),
            Referent::Board => ("schoolbestuur", "board"),
            Referent::Institute => ("lerarenopleiding", "institute"),
            Referent::Partner => ("schoolbestuur of lerarenopleiding", "board or institute"),
            Referent::Holder => ("regio of partnerschap", "region or partnership"),
            Referent::Function => ("functie", "function"),
            Referent::Component => ("component", "component"),
            Referent::Division => ("verdeling", "division"),
            Referent::Variant => ("variant", "variant"),
        };
        Text::new(nl, en)
    }

    /// Returns the code of the problem that such an id is unknown.
    pub(super) fn unknown_code(self) -> &'static str {
        match self {
            Referent::Region => "unknown-region",
            Referent::Partnership => "unknown-partnership",
            Referent::Board => "unknown-board",
            Referent::Institute => "unknown-institute",
            Referent::Partner => "unknown-partner",
            Referent::Holder => "unknown-holder",
            Referent::Function => "unknown-function",
            Referent::Component => "unknown-component",
            Referent::Division => "unknown-division",
            Referent::Variant => "unknown-variant",
        }
    }
}
