//! Loading: files, the files they extend, schemes by name, and counts from CSV, as one tree.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::asked::{Asked, forget_strangers, give_way, is_population, make_room};
use super::asked::{question_path, unknown_question};
use super::carrier::{carrier, is_page, live_hint};
use super::csv::{column, rows};
use super::grammar::SCENARIO;
use super::problem::{Place, Problem};
use super::shape::Kind;
use super::sources::{Library, MAX_FILE_BYTES, Sources, beside, refusal_of_disk};
use super::tree::{Entry, Node, Table, Value, parse};
use crate::domain::Text;

/// Longest chain of files that extend each other.
const MAX_EXTENDS: usize = 8;

/// Loads what a scenario is made of.
pub(super) struct Loader<'a> {
    pub(super) library: &'a dyn Library,
    pub(super) sources: Sources,
    pub(super) problems: Vec<Problem>,
    /// Whether files are first looked for inside the library: those of its questions.
    is_inside: bool,
    /// Files whose case is being loaded.
    cases: Vec<String>,
    /// Trees of files that were parsed before, by number: variants share schemes.
    trees: BTreeMap<usize, Option<Table>>,
    /// Rows of CSV files that were read before, by number.
    rows: BTreeMap<usize, Arc<Vec<Node>>>,
}

/// The tree of a scheme file.
pub(super) struct SchemeTree {
    pub(super) table: Table,
    /// The name by which it was found; `None` for a path.
    pub(super) name: Option<String>,
    /// The start of its file.
    pub(super) place: Place,
}

impl<'a> Loader<'a> {
    /// Returns a loader that has loaded nothing yet.
    pub(super) fn new(library: &'a dyn Library) -> Loader<'a> {
        Loader {
            library,
            sources: Sources::default(),
            problems: Vec::new(),
            is_inside: false,
            cases: Vec::new(),
            trees: BTreeMap::new(),
            rows: BTreeMap::new(),
        }
    }

    /// Returns the number of the file at `path`, reading it the first time.
    fn file(&mut self, path: &str, named_at: Option<Place>) -> Option<usize> {
        if let Some(number) = self.sources.number(path) {
            return Some(number);
        }
        let inside = self.library.scenario(path).filter(|_| self.is_inside);
        let text = match inside {
            Some(text) => Ok(text.to_owned()),
            None => self.library.read(path),
        };
        let refused = match text {
            Ok(text) if text.len() <= MAX_FILE_BYTES => return Some(self.sources.add(path, text)),
            Ok(_) => {
                let most = MAX_FILE_BYTES / 1024 / 1024;
                Text::new(
                    format!("`{path}` is groter dan {most} MB"),
                    format!("`{path}` is larger than {most} MB"),
                )
            }
            Err(reason) => unread(path, &reason),
        };
        self.problems.push(unreadable(path, refused, named_at));
        None
    }

    /// Returns where the scenario at a path stands: there, or inside a file that carries it.
    fn place_of(&mut self, path: &str) -> Option<String> {
        match self.library.carried(path) {
            None => Some(path.to_owned()),
            Some(Ok(inside)) => Some(inside),
            Some(Err(reason)) => {
                let problem = unreadable(path, unread(path, &reason), None);
                self.problems.push(problem);
                None
            }
        }
    }

    /// Returns the tree of a file; `None` when its text is too damaged.
    fn parse(&mut self, number: usize) -> Option<Table> {
        if let Some(tree) = self.trees.get(&number) {
            return tree.clone();
        }
        let file = self.sources.file(number)?;
        let tree = parse(number, &file.text, &mut self.problems);
        self.trees.insert(number, tree.clone());
        tree
    }

    /// Loads a scenario file, or a question of the library, with everything that it extends; `None`
    /// when a file is missing or too damaged, because without it everything that refers to it would
    /// seem wrong.
    pub(super) fn scenario(&mut self, path: &str) -> Option<Table> {
        match Asked::of(path) {
            Some(asked) => self.question(asked),
            None => self.extended(path, None),
        }
    }

    /// Loads a question of the library, of its own case or of another one.
    fn question(&mut self, asked: Asked<'_>) -> Option<Table> {
        let path = question_path(asked.id);
        if self.library.scenario(&path).is_none() {
            self.problems.push(unknown_question(asked.id));
            return None;
        }
        let own = match asked.with {
            Some(with) => Some(self.extended(with, None)?),
            None => None,
        };
        self.is_inside = true;
        let tree = self.extended(&path, own);
        self.is_inside = false;
        tree
    }

    /// Loads a file with everything that it extends, and lays it over its case: over `instead`
    /// where that is given.
    fn extended(&mut self, path: &str, instead: Option<Table>) -> Option<Table> {
        let path = self.place_of(path)?;
        let number = self.file(&path, None)?;
        let mut tree = self.parse(number)?;
        let mut seen = vec![path.clone()];
        let mut from = path;
        while let Some((base, place)) = named_file(&mut tree, "extends", &from) {
            if seen.contains(&base) || seen.len() > MAX_EXTENDS {
                self.problems
                    .push(endless(place, &base, seen.contains(&base)));
                break;
            }
            let base = self.place_of(&base)?;
            let number = self.file(&base, Some(place))?;
            let mut merged = self.parse(number)?;
            merge(&mut merged, tree);
            tree = merged;
            seen.push(base.clone());
            from = base;
        }
        self.over_its_case((tree, &from), instead)
    }

    /// Lays a scenario over the recipients and counts of its case.
    fn over_its_case(
        &mut self,
        (mut tree, from): (Table, &str),
        instead: Option<Table>,
    ) -> Option<Table> {
        let case = named_file(&mut tree, "case", from);
        let is_own = instead.is_some();
        let mut case = match (instead, case) {
            (Some(instead), Some(_)) => instead,
            (Some(instead), None) => {
                tree.entries.retain(|entry| !is_population(&entry.key));
                instead
            }
            (None, Some((base, place))) => {
                if self.cases.contains(&base) {
                    self.problems.push(endless(place, &base, true));
                    return Some(tree);
                }
                self.file(&base, Some(place))?;
                self.cases.push(base.clone());
                let case = self.extended(&base, None);
                self.cases.pop();
                case?
            }
            (None, None) => return Some(tree),
        };
        make_room(&mut case, &tree, is_own);
        if is_own {
            give_way(&mut tree, &case);
            forget_strangers(&mut tree, &case);
        }
        merge(&mut case, tree);
        Some(case)
    }

    /// Loads the scheme that `tree` names and puts its components and divisions before those of
    /// the scenario.
    pub(super) fn attach_scheme(&mut self, tree: &mut Table) -> Option<SchemeTree> {
        let entry = tree.entry("scheme")?;
        let place = entry.node.place;
        let name = entry.node.as_text()?.to_owned();
        let number = self.scheme_file(&name, place)?;
        let mut scheme = self.parse(number)?;
        hand_down(&mut scheme);
        for list in ["component", "division"] {
            let Some(theirs) = scheme.entry(list) else {
                continue;
            };
            let nodes = match &theirs.node.value {
                Value::List(nodes) => Arc::clone(nodes),
                _ => Arc::default(),
            };
            match tree.get_mut(list) {
                Some(own) => {
                    // What is no list stays as it is, to be refused.
                    if let Some(own) = own.as_list_mut() {
                        own.splice(0..0, nodes.iter().cloned());
                    }
                }
                None => tree.set(
                    list,
                    theirs.key_place,
                    Node::new(Value::List(nodes), theirs.node.place),
                ),
            }
        }
        let by_name = self.library.scheme(&name).is_some();
        Some(SchemeTree {
            table: scheme,
            name: by_name.then_some(name),
            place: Place::start_of(number),
        })
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

    /// Returns the rows of a CSV file.
    fn count_rows(&mut self, number: usize) -> Arc<Vec<Node>> {
        if let Some(rows) = self.rows.get(&number) {
            return Arc::clone(rows);
        }
        let Some(file) = self.sources.file(number) else {
            return Arc::default();
        };
        let nodes = Arc::new(rows(number, &file.text, &mut self.problems));
        self.rows.insert(number, Arc::clone(&nodes));
        nodes
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
        let mut seen = Vec::new();
        for (path, place) in named {
            let Some(from) = self.sources.file(place.file).map(|file| file.path.clone()) else {
                continue;
            };
            let Some(number) = self.file(&beside(&from, &path), Some(place)) else {
                continue;
            };
            if seen.contains(&number) {
                let text = Text::new(
                    format!("`{path}` wordt twee keer geteld"),
                    format!("`{path}` is counted twice"),
                );
                let problem = Problem::error("repeated-name", place, text);
                self.problems
                    .push(problem.hint("haal er één weg", "remove one of them"));
                continue;
            }
            seen.push(number);
            let nodes = self.count_rows(number);
            match tree.get_mut("count") {
                // What is no list stays as it is, to be refused.
                Some(counts) => {
                    if let Some(counts) = counts.as_list_mut() {
                        counts.extend_from_slice(&nodes);
                    }
                }
                None => tree.set("count", place, Node::new(Value::List(nodes), place)),
            }
        }
    }
}

impl Loader<'_> {
    /// Puts the values that distributions take from CSV files beside the names of those files.
    pub(super) fn attach_values(&mut self, tree: &mut Table) {
        let nodes = tree.get_mut("uncertain").and_then(Node::as_list_mut);
        for table in nodes.into_iter().flatten().filter_map(Node::as_table_mut) {
            let distribution = table.get_mut("distribution").and_then(Node::as_table_mut);
            let Some(distribution) = distribution else {
                continue;
            };
            let stated = |key: &str| {
                let node = distribution.get(key)?;
                Some((node.as_text()?.to_owned(), node.place))
            };
            // Values beside a file are a problem that is told when they are read.
            let (Some((path, place)), Some((name, named_at)), None) =
                (stated("file"), stated("column"), distribution.get("values"))
            else {
                continue;
            };
            let nodes = self.seen_values((&path, place), (&name, named_at));
            let values = Node::new(Value::List(Arc::new(nodes)), place);
            distribution.set("values", place, values);
        }
    }

    /// Loads the file that a key of the sweep names, and returns its path.
    pub(super) fn beside_sweep(&mut self, path: &str, place: Place) -> Option<String> {
        let from = self.sources.file(place.file)?.path.clone();
        let path = beside(&from, path);
        self.file(&path, Some(place))?;
        Some(path)
    }

    fn seen_values(&mut self, file: (&str, Place), column_of: (&str, Place)) -> Vec<Node> {
        let (path, place) = file;
        let from = self.sources.file(place.file).map(|file| file.path.clone());
        let path = from.map(|from| beside(&from, path)).unwrap_or_default();
        let Some(number) = self.file(&path, Some(place)) else {
            return Vec::new();
        };
        match self.sources.file(number) {
            Some(source) => column((number, &source.text), column_of, &mut self.problems),
            None => Vec::new(),
        }
    }
}

/// Says why a file cannot be read.
fn unread(path: &str, reason: &str) -> Text {
    let reason = refusal_of_disk(reason);
    Text::new(
        format!("`{path}` kan niet worden gelezen: {}", reason.nl),
        format!("failed to read `{path}`: {}", reason.en),
    )
}

/// Returns the problem that a file cannot be read, at the place where it is named.
fn unreadable(path: &str, refused: Text, named_at: Option<Place>) -> Problem {
    let problem = Problem::error("unreadable-file", Place::start_of(0), refused);
    match named_at {
        Some(place) if path.ends_with(".xlsx") => problem.at(place).hint(
            format!("maak er CSV van: `verdeel import workbook {path} --out counts.csv`"),
            format!("make it CSV: `verdeel import workbook {path} --out counts.csv`"),
        ),
        Some(place) if carrier(path).is_some() => problem.at(place).hint(
            "een levend bestand leest alleen wat het zelf bij zich heeft; vraag de afzender om een \
             nieuw bestand",
            "a live file reads only what it carries itself; ask its sender for a new one",
        ),
        Some(place) => problem.at(place).hint(
            "kijk het pad na; het geldt vanuit de map van het bestand dat het noemt",
            "check the path; it is seen from the folder of the file that names it",
        ),
        None if is_page(path) => {
            let Text { nl, en } = live_hint();
            Problem {
                place: None,
                ..problem.hint(nl, en)
            }
        }
        None => Problem {
            place: None,
            ..problem.hint("kijk het pad na", "check the path")
        },
    }
}

/// Gives source and grade of a scheme to its components that state neither.
fn hand_down(scheme: &mut Table) {
    let own = ["source", "grade"].into_iter();
    let own: Vec<Entry> = own.filter_map(|key| scheme.entry(key).cloned()).collect();
    let nodes = scheme.get_mut("component").and_then(Node::as_list_mut);
    for table in nodes.into_iter().flatten().filter_map(Node::as_table_mut) {
        if table.get("source").is_none() && table.get("grade").is_none() {
            table.entries.extend(own.iter().cloned());
        }
    }
}

/// Takes a key with the path of a file out of a tree: the path, seen from `from`, and its place.
fn named_file(tree: &mut Table, key: &str, from: &str) -> Option<(String, Place)> {
    let node = &tree.entry(key)?.node;
    let named = (beside(from, node.as_text()?), node.place);
    tree.entries.retain(|entry| entry.key != key);
    Some(named)
}

fn endless(place: Place, base: &str, is_circle: bool) -> Problem {
    let text = match is_circle {
        true => Text::new(
            format!("`{base}` breidt zichzelf uit"),
            format!("`{base}` extends itself"),
        ),
        false => Text::new(
            format!("meer dan {MAX_EXTENDS} bestanden breiden elkaar uit"),
            format!("more than {MAX_EXTENDS} files extend each other"),
        ),
    };
    Problem::error("endless-extends", place, text).hint(
        "haal een van de verwijzingen weg",
        "remove one of the references",
    )
}

/// Lays `child` over `parent`: lists of named tables by id, counts added, the rest replaced.
fn merge(parent: &mut Table, child: Table) {
    parent.drop_translations(&child.entries);
    for entry in child.entries {
        let shape = match SCENARIO.field(&entry.key).map(|field| field.kind) {
            Some(Kind::Tables(shape)) => Some(*shape),
            _ => None,
        };
        let is_merged =
            ["set", "simulation", "sweep"].contains(&entry.key.as_str()) || shape.is_some();
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
                let own = Arc::unwrap_or_clone(own);
                merge_lists(Arc::make_mut(nodes), own, shape.named_by);
            }
            (value, own, _) => *value = own,
        }
    }
}

fn merge_lists(theirs: &mut Vec<Node>, own: Vec<Node>, named_by: &str) {
    let inherited = theirs.len();
    let mut seen = BTreeSet::new();
    for node in own {
        let id = node.as_table().and_then(|table| table.text(named_by));
        let id = id.map(str::to_owned);
        // A second element of this file with the same id does not change the inherited one: it
        // stays beside it, so that the repetition is seen.
        let is_first = id.as_ref().is_some_and(|id| seen.insert(id.clone()));
        let same = theirs
            .iter_mut()
            .take(inherited)
            .filter_map(Node::as_table_mut)
            .find(|table| is_first && table.text(named_by) == id.as_deref());
        match (same, node.value) {
            (Some(table), Value::Table(own)) => {
                table.drop_translations(&own.entries);
                for entry in own.entries {
                    table.set(&entry.key, entry.key_place, entry.node);
                }
            }
            (_, value) => theirs.push(Node { value, ..node }),
        }
    }
}
