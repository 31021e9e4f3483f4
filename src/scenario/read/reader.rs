//! [`Reader`]: typed access to the values of a table, with their provenance.

use std::collections::{BTreeMap, BTreeSet};

use super::super::grammar::HEADS;
use super::super::problem::{Place, Problem};
use super::super::scalar::{check_number, digits, whole};
use super::super::shape::Kind;
use super::super::tree::{Node, Table, Value};
use crate::domain::{Assumption, Given, Grade, Id, Level, Provenance, SchoolYear, Text, Year};
use crate::money::{Cents, Exact};

/// Reads tables, collecting problems, assumptions and places on the way.
#[derive(Default)]
pub(in crate::scenario) struct Reader {
    /// Short names of sources.
    pub(super) sources: BTreeMap<String, String>,
    pub(in crate::scenario) problems: Vec<Problem>,
    pub(super) assumptions: Vec<Assumption>,
    /// Where the parts of the scenario stand, by path.
    pub(in crate::scenario) places: BTreeMap<String, Place>,
    /// Keys of the scenario that are reported as standing in one of its tables.
    pub(in crate::scenario) misplaced: BTreeSet<String>,
    /// The levels of regions and partnerships, by id.
    pub(super) levels: BTreeMap<String, Level>,
    /// Whether every component could be read.
    pub(in crate::scenario) knows_components: bool,
    /// Whether every recipient could be told.
    pub(in crate::scenario) knows_recipients: bool,
    /// Whether every file with counts could be read.
    pub(in crate::scenario) knows_counts: bool,
}

impl Reader {
    /// Returns the id of a table, noting its place under `list.id`.
    pub(super) fn id(&mut self, list: &str, table: &Table) -> Option<Id> {
        let node = table.get("id")?;
        let id = Id::parse(node.as_text()?)?;
        self.places.insert(format!("{list}.{id}"), node.place);
        Some(id)
    }

    pub(super) fn amount(&mut self, table: &Table, key: &str, path: &str) -> Option<Given<Cents>> {
        self.given(
            table,
            key,
            path,
            (&Kind::Amount, |node| {
                Cents::from_euro_text(digits(node)?).ok()
            }),
        )
    }

    pub(super) fn share(&mut self, table: &Table, key: &str, path: &str) -> Option<Given<Exact>> {
        self.given(table, key, path, (&Kind::Share, exact))
    }

    pub(super) fn weight(&mut self, table: &Table, key: &str, path: &str) -> Option<Given<Exact>> {
        self.given(table, key, path, (&Kind::Weight, exact))
    }

    pub(super) fn growth_rate(
        &mut self,
        table: &Table,
        key: &str,
        path: &str,
    ) -> Option<Given<Exact>> {
        self.given(table, key, path, (&Kind::Growth, exact))
    }

    pub(super) fn whole(&mut self, table: &Table, key: &str, path: &str) -> Option<Given<i64>> {
        self.given(table, key, path, (&HEADS, whole))
    }

    /// Returns the number under `key` with its own provenance, or that of its table; `None` when
    /// it is not of its kind, which has been reported.
    fn given<T>(
        &mut self,
        table: &Table,
        key: &str,
        path: &str,
        (kind, read): (&Kind, fn(&Node) -> Option<T>),
    ) -> Option<Given<T>> {
        let node = table.get(key)?;
        let path = if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        };
        let (number, provenance) = match node.as_table() {
            Some(sourced) => {
                self.assumption(sourced, &path);
                (node.plain(), self.provenance(sourced))
            }
            None if node.overlaid => (node, Provenance::default()),
            None => (node, self.provenance(table)),
        };
        if provenance.grade.is_some_and(Grade::is_assumed) {
            self.assume_value(&path, number, provenance.source.as_deref());
        }
        self.places.insert(path, number.place);
        check_number(number, kind).ok()?;
        Some(Given {
            value: read(number)?,
            provenance,
        })
    }

    pub(super) fn assume_value(&mut self, path: &str, number: &Node, source: Option<&str>) {
        let value = digits(number).unwrap_or_default();
        self.assumptions.push(Assumption {
            path: Some(path.to_owned()),
            text: Text::new(
                format!("`{path}` = {value} is een aanname"),
                format!("`{path}` = {value} is an assumption"),
            ),
            value: Some(value.to_owned()),
            source: source.map(str::to_owned),
        });
    }

    /// Returns source and grade of a table, with short names of sources written out.
    pub(super) fn provenance(&self, table: &Table) -> Provenance {
        let source = table.text("source").map(|name| {
            self.sources
                .get(name)
                .map_or_else(|| name.to_owned(), |full| format!("{name}: {full}"))
        });
        let grade = Grade::ALL
            .iter()
            .find(|(name, _)| table.text("grade") == Some(name));
        Provenance {
            source,
            grade: grade.map(|(_, grade)| *grade),
        }
    }

    /// Notes the assumption that a table states, if any.
    pub(super) fn assumption(&mut self, table: &Table, path: &str) {
        if let Some(text) = table.in_both("assumption") {
            self.assume(Some(path.to_owned()), text);
        }
    }

    pub(super) fn assume(&mut self, path: Option<String>, text: Text) {
        self.assumptions.push(Assumption {
            path,
            text,
            value: None,
            source: None,
        });
    }

    /// Returns the name for people in both languages; the id where none is given.
    pub(super) fn name(table: &Table, id: &Id) -> Text {
        let name = table.in_both("name");
        name.unwrap_or_else(|| Text::new(id.as_str(), id.as_str()))
    }

    pub(super) fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
}

fn exact(node: &Node) -> Option<Exact> {
    Exact::from_share_text(digits(node)?).ok()
}

/// Returns the value among `named` whose name stands under `key`.
pub(super) fn one_of<T: Clone>(table: &Table, key: &str, named: &[(&str, T)]) -> Option<T> {
    let text = table.text(key)?;
    named
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, value)| value.clone())
}

/// Returns the ids of a list.
pub(super) fn ids(table: &Table, key: &str) -> BTreeSet<Id> {
    id_list(table, key).into_iter().collect()
}

/// Returns the ids of a list in their order.
pub(super) fn id_list(table: &Table, key: &str) -> Vec<Id> {
    let nodes = table.get(key).and_then(Node::as_list).unwrap_or_default();
    nodes
        .iter()
        .filter_map(Node::as_text)
        .filter_map(Id::parse)
        .collect()
}

/// Returns the id under `key`.
pub(super) fn id_under(table: &Table, key: &str) -> Option<Id> {
    Id::parse(table.text(key)?)
}

pub(super) fn school_year(table: &Table, key: &str) -> Option<SchoolYear> {
    SchoolYear::parse(table.text(key)?)
}

/// Returns the year that a node states, as text or as a bare number.
pub(super) fn year(node: &Node) -> Option<Year> {
    match &node.value {
        Value::Text(text) | Value::Number(text) => Year::parse(text),
        _ => None,
    }
}
