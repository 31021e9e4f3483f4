//! Loading: files, the files they extend, schemes by name, and counts from CSV, as one tree.

use super::csv::rows;
use super::grammar::SCENARIO;
use super::problem::{Place, Problem};
use super::shape::Kind;
use super::sources::{Library, MAX_FILE_BYTES, Sources, beside};
use super::tree::{Node, Table, Value, parse};
use crate::domain::Text;

/// Longest chain of files that extend each other.
const MAX_EXTENDS: usize = 8;

/// Loads what a scenario is made of.
pub(super) struct Loader<'a> {
    pub(super) library: &'a dyn Library,
    pub(super) sources: Sources,
    pub(super) problems: Vec<Problem>,
}

impl Loader<'_> {
    /// Returns the number of the file at `path`, reading it the first time.
    fn file(&mut self, path: &str, named_at: Option<Place>) -> Option<usize> {
        if let Some(number) = self.sources.number(path) {
            return Some(number);
        }
        let refused = match self.library.read(path) {
            Ok(text) if text.len() <= MAX_FILE_BYTES => return Some(self.sources.add(path, text)),
            Ok(_) => {
                let most = MAX_FILE_BYTES / 1024 / 1024;
                Text::new(
                    format!("`{path}` is groter dan {most} MB"),
                    format!("`{path}` is larger than {most} MB"),
                )
            }
            Err(reason) => Text::new(
                format!("`{path}` kan niet worden gelezen: {reason}"),
                format!("failed to read `{path}`: {reason}"),
            ),
        };
        let mut problem = Problem::error(
            "unreadable-file",
            Place {
                file: 0,
                start: 0,
                end: 0,
            },
            refused,
        );
        problem.place = named_at;
        self.problems.push(problem);
        None
    }

    fn parse(&mut self, number: usize) -> Table {
        let text = self
            .sources
            .file(number)
            .map(|file| file.text.clone())
            .unwrap_or_default();
        parse(number, &text, &mut self.problems)
    }

    /// Loads a scenario file with everything that it extends.
    pub(super) fn scenario(&mut self, path: &str) -> Option<Table> {
        let number = self.file(path, None)?;
        let mut tree = self.parse(number);
        let mut seen = vec![path.to_owned()];
        let mut from = path.to_owned();
        while let Some(entry) = tree.entries.iter().find(|entry| entry.key == "extends") {
            let place = entry.node.place;
            let Some(base) = entry.node.as_text().map(|base| beside(&from, base)) else {
                break;
            };
            if seen.contains(&base) || seen.len() > MAX_EXTENDS {
                self.problems.push(endless(place, &base));
                break;
            }
            let number = self.file(&base, Some(place))?;
            let mut merged = self.parse(number);
            tree.entries.retain(|entry| entry.key != "extends");
            merge(&mut merged, tree);
            tree = merged;
            seen.push(base.clone());
            from = base;
        }
        tree.entries.retain(|entry| entry.key != "extends");
        Some(tree)
    }

    /// Loads the scheme that `tree` names and puts its components and divisions before those of
    /// the scenario. Returns the scheme's tree and id.
    pub(super) fn attach_scheme(&mut self, tree: &mut Table) -> Option<(Table, Option<String>)> {
        let entry = tree.entry("scheme")?;
        let place = entry.node.place;
        let name = entry.node.as_text()?.to_owned();
        let number = self.scheme_file(&name, place)?;
        let scheme = self.parse(number);
        for list in ["component", "division"] {
            let Some(theirs) = scheme.entry(list) else {
                continue;
            };
            let mut nodes: Vec<Node> = theirs.node.as_list().unwrap_or_default().to_vec();
            nodes.extend(
                tree.get(list)
                    .and_then(Node::as_list)
                    .unwrap_or_default()
                    .to_vec(),
            );
            tree.set(
                list,
                theirs.key_place,
                Node::new(Value::List(nodes), theirs.node.place),
            );
        }
        let by_name = self.library.scheme(&name).is_some();
        Some((scheme, by_name.then_some(name)))
    }

    fn scheme_file(&mut self, name: &str, place: Place) -> Option<usize> {
        let is_path = name.contains('/') || name.ends_with(".toml");
        if is_path {
            let from = self
                .sources
                .file(place.file)
                .map(|file| file.path.clone())?;
            return self.file(&beside(&from, name), Some(place));
        }
        let path = format!("scenarios/schemes/{name}.toml");
        if let Some(number) = self.sources.number(&path) {
            return Some(number);
        }
        if let Some(text) = self.library.scheme(name) {
            let text = text.to_owned();
            return Some(self.sources.add(&path, text));
        }
        let names = self.library.scheme_names();
        let known = names.join(", ");
        let text = Text::new(
            format!("regeling `{name}` is onbekend"),
            format!("unknown scheme `{name}`"),
        );
        let problem = Problem::error("unknown-scheme", place, text)
            .expected(
                format!("een van {known}, of een pad"),
                format!("one of {known}, or a path"),
            )
            .hint_nearest(name, names);
        self.problems.push(problem);
        None
    }

    /// Adds the rows of the CSV files that `tree` names to its counts.
    pub(super) fn attach_counts(&mut self, tree: &mut Table) {
        let named: Vec<(String, Place)> = tree
            .get("counts")
            .and_then(Node::as_list)
            .unwrap_or_default()
            .iter()
            .filter_map(|node| Some((node.as_text()?.to_owned(), node.place)))
            .collect();
        for (path, place) in named {
            let Some(from) = self.sources.file(place.file).map(|file| file.path.clone()) else {
                continue;
            };
            let Some(number) = self.file(&beside(&from, &path), Some(place)) else {
                continue;
            };
            let text = self
                .sources
                .file(number)
                .map(|file| file.text.clone())
                .unwrap_or_default();
            let mut nodes = rows(number, &text, &mut self.problems);
            match tree.get_mut("count").and_then(Node::as_list_mut) {
                Some(counts) => counts.append(&mut nodes),
                None => tree.set("count", place, Node::new(Value::List(nodes), place)),
            }
        }
    }
}

fn endless(place: Place, base: &str) -> Problem {
    let text = Text::new(
        format!("`{base}` breidt zichzelf uit"),
        format!("`{base}` extends itself"),
    );
    Problem::error("endless-extends", place, text).hint(
        "haal een van de verwijzingen weg",
        "remove one of the references",
    )
}

/// Lays `child` over `parent`: lists of named tables by id, counts added, the rest replaced.
fn merge(parent: &mut Table, child: Table) {
    for entry in child.entries {
        let shape = match SCENARIO.field(&entry.key).map(|field| field.kind) {
            Some(Kind::Tables(shape)) => Some(*shape),
            _ => None,
        };
        let is_merged = entry.key == "set" || shape.is_some();
        let Some(theirs) = parent.get_mut(&entry.key).filter(|_| is_merged) else {
            parent.set(&entry.key, entry.key_place, entry.node);
            continue;
        };
        match (&mut theirs.value, entry.node.value, shape) {
            (Value::Table(table), Value::Table(own), None) => {
                for entry in own.entries {
                    table.set(&entry.key, entry.key_place, entry.node);
                }
            }
            (Value::List(nodes), Value::List(own), Some(shape)) => {
                own.into_iter()
                    .for_each(|node| merge_element(nodes, node, shape.named_by));
            }
            (value, own, _) => *value = own,
        }
    }
}

fn merge_element(nodes: &mut Vec<Node>, own: Node, named_by: &str) {
    let id = own
        .as_table()
        .and_then(|table| table.text(named_by))
        .map(str::to_owned);
    let same = id.and_then(|id| {
        nodes
            .iter_mut()
            .filter_map(Node::as_table_mut)
            .find(|table| table.text(named_by) == Some(&id))
    });
    match (same, own.value) {
        (Some(table), Value::Table(own)) => {
            for entry in own.entries {
                table.set(&entry.key, entry.key_place, entry.node);
            }
        }
        (_, value) => nodes.push(Node { value, ..own }),
    }
}
