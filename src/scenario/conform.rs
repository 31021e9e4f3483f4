//! The first pass over a tree: every key known, every value of its kind.
//!
//! It goes on after a problem, so that a user sees all of them at once. The passes behind it read
//! leniently what this one has refused; nothing they read is used when there are errors.

use std::collections::{BTreeMap, BTreeSet};

use super::grammar::{SCENARIO, SOURCED};
use super::known::{Known, is_declared, repeated};
use super::open::BASE;
use super::problem::{Place, Problem};
use super::scalar;
use super::shape::{Kind, Referent, Shape};
use super::tree::{Entry, Node, Table, Value};
use crate::domain::{Id, Text};

/// Checks a tree against its shape.
pub(super) struct Conformity<'a> {
    pub(super) known: &'a Known,
    pub(super) problems: &'a mut Vec<Problem>,
    /// Keys of the scenario that stand in one of its tables: there, and so not missing.
    pub(super) misplaced: BTreeSet<String>,
}

/// Most ids that a message lists.
const MAX_LISTED: usize = 8;

impl Conformity<'_> {
    /// Checks the table at `place`.
    pub(super) fn table(&mut self, table: &Table, shape: &'static Shape, place: Place) {
        for entry in &table.entries {
            match shape.field(&entry.key) {
                Some(field) => self.value(&entry.node, field.kind),
                None => self.unknown_key(entry, shape),
            }
        }
        for field in shape.fields.iter().filter(|field| field.required) {
            if shape.lacks(table, &[field.key]) {
                self.missing_key(field.key, field.about, shape, place);
            }
        }
    }

    fn unknown_key(&mut self, entry: &Entry, shape: &'static Shape) {
        let (key, name) = (&entry.key, shape.name);
        let text = Text::new(
            format!("onbekende sleutel `{key}` in `{name}`"),
            format!("unknown key `{key}` in `{name}`"),
        );
        let keys = shape.keys().collect::<Vec<_>>().join(", ");
        let problem = Problem::error("unknown-key", entry.key_place, text)
            .expected(format!("een van {keys}"), format!("one of {keys}"));
        let of_scenario = SCENARIO.field(key).map(|field| field.kind);
        let is_misplaced = of_scenario.is_some_and(|kind| !matches!(kind, Kind::Tables(_)));
        let problem = match is_misplaced && shape.meant_by(key).is_none() {
            true => {
                self.misplaced.insert(key.clone());
                problem.hint(
                    format!("zet `{key}` boven de eerste `[[…]]`: eronder hoort het bij `{name}`"),
                    format!("put `{key}` above the first `[[…]]`: below it belongs to `{name}`"),
                )
            }
            false => problem.hint_nearest(key, shape.keys()),
        };
        self.problems.push(problem);
    }

    fn missing_key(&mut self, key: &str, about: &str, shape: &'static Shape, place: Place) {
        let name = shape.name;
        let text = Text::new(
            format!("`{key}` ontbreekt in `{name}`"),
            format!("missing `{key}` in `{name}`"),
        );
        let problem = Problem::error("missing-key", place, text).hint(
            format!("voeg toe `{key} = …`"),
            format!("add `{key} = …`: {about}"),
        );
        self.problems.push(problem);
    }

    fn value(&mut self, node: &Node, kind: &'static Kind) {
        match kind {
            Kind::Text | Kind::FilePath => self.text(node),
            Kind::Id => self.id(node),
            Kind::OneOf(names) => self.one_of(node, &names()),
            Kind::Name(referent) => self.name(node, *referent),
            Kind::Year | Kind::SchoolYear => self.year(node, kind),
            Kind::Day => self.day(node),
            Kind::List(of) => self.list(node, of),
            Kind::Table(shape) => match node.as_table() {
                Some(table) => self.table(table, shape, node.place),
                None => self.wrong_type(node, &Text::new("een tabel", "a table")),
            },
            Kind::Tables(shape) => self.tables(node, shape),
            Kind::Map(key, of) => self.map(node, key, of),
            Kind::Either(kinds) => {
                let fitting = kinds.iter().find(|kind| fits(node, kind)).or(kinds.first());
                if let Some(kind) = fitting {
                    self.value(node, kind);
                }
            }
            Kind::Flag => {
                if !matches!(node.value, Value::Flag(_)) {
                    self.wrong_type(
                        node,
                        &Text::new("ja of nee (true of false)", "true or false"),
                    );
                }
            }
            Kind::Overlay => {
                if node.as_table().is_none() {
                    self.wrong_type(node, &Text::new("een tabel van paden", "a table of paths"));
                }
            }
            number => self.number(node, number),
        }
    }

    fn number(&mut self, node: &Node, kind: &'static Kind) {
        if let Some(table) = node.as_table() {
            for entry in &table.entries {
                match SOURCED.field(&entry.key) {
                    Some(_) if entry.key == "value" => self.plain_number(&entry.node, kind),
                    Some(field) => self.value(&entry.node, field.kind),
                    None => self.unknown_key(entry, &SOURCED),
                }
            }
            if SOURCED.lacks(table, &["value"]) {
                self.missing_key("value", "the number", &SOURCED, node.place);
            }
            return;
        }
        self.plain_number(node, kind);
    }

    fn plain_number(&mut self, node: &Node, kind: &'static Kind) {
        if let Err(problem) = scalar::check_number(node, kind) {
            self.problems.push(*problem);
        }
    }

    fn year(&mut self, node: &Node, kind: &'static Kind) {
        if let Err(problem) = scalar::check_year(node, kind) {
            self.problems.push(*problem);
        }
    }

    fn day(&mut self, node: &Node) {
        if let Err(problem) = scalar::check_day(node) {
            self.problems.push(*problem);
        }
    }

    fn text(&mut self, node: &Node) {
        if node.as_text().is_none() {
            self.wrong_type(node, &Text::new("een tekst", "a text"));
        }
    }

    fn id(&mut self, node: &Node) {
        let Some(text) = node.as_text() else {
            return self.wrong_type(node, &Text::new("een id", "an id"));
        };
        if Id::parse(text).is_none() {
            let says = match text.is_empty() {
                true => Text::new("een id kan niet leeg zijn", "an id cannot be empty"),
                false => Text::new(
                    format!("`{text}` kan geen id zijn"),
                    format!("`{text}` is no id"),
                ),
            };
            let problem = Problem::error("bad-id", node.place, says).expected(
                "letters, cijfers, `-` en `_`, hoogstens 80 tekens",
                "letters, digits, `-` and `_`, at most 80 characters",
            );
            let is_sign = |sign: char| sign.is_alphanumeric() || sign == '-' || sign == '_';
            let words = text
                .split(|sign| !is_sign(sign))
                .filter(|word| !word.is_empty());
            let mended = words.collect::<Vec<_>>().join("-");
            let problem = match Id::parse(&mended) {
                Some(id) => problem.hint(
                    format!("bijvoorbeeld `{id}`"),
                    format!("for example `{id}`"),
                ),
                None => problem,
            };
            self.problems.push(problem);
        }
    }

    fn one_of(&mut self, node: &Node, names: &[&'static str]) {
        let Some(text) = node.as_text() else {
            return self.wrong_type(node, &Text::new("een tekst", "a text"));
        };
        if !names.contains(&text) {
            let says = Text::new(
                format!("onbekende waarde `{text}`"),
                format!("unknown value `{text}`"),
            );
            let known = names.join(", ");
            let problem = Problem::error("unknown-value", node.place, says)
                .expected(format!("een van {known}"), format!("one of {known}"))
                .hint_nearest(text, names.iter().copied());
            self.problems.push(problem);
        }
    }

    fn name(&mut self, node: &Node, referent: Referent) {
        match node.as_text() {
            Some(text) => self.reference(text, node.place, referent),
            None => self.wrong_type(node, &Text::new("een tekst", "a text")),
        }
    }

    fn reference(&mut self, text: &str, place: Place, referent: Referent) {
        if self.known.has(referent, text) {
            return;
        }
        let noun = referent.noun();
        let says = Text::new(
            format!("{} `{text}` is onbekend", noun.nl),
            format!("unknown {} `{text}`", noun.en),
        );
        let ids: Vec<&str> = self.known.ids(referent).collect();
        let known = ids.join(", ");
        let expected = match ids.len() {
            0 => Text::new("het scenario noemt er geen", "the scenario declares none"),
            1 => Text::new(format!("alleen {known}"), format!("only {known}")),
            2..=MAX_LISTED => Text::new(format!("een van {known}"), format!("one of {known}")),
            count => Text::new(
                format!("een van de {count} die het scenario noemt"),
                format!("one of the {count} that the scenario declares"),
            ),
        };
        let problem = Problem::error(referent.unknown_code(), place, says)
            .expected(expected.nl, expected.en)
            .hint_nearest(text, ids);
        let problem = match (&problem.hint, referent.list()) {
            _ if referent == Referent::Variant && text == BASE => problem.hint(
                "laat het weg: het scenario zelf ligt onder elke variant",
                "leave it out: the scenario itself lies below every variant",
            ),
            (None, Some(list)) => problem.hint(
                format!("voeg `[[{list}]]` toe met `id = \"{text}\"`"),
                format!("add `[[{list}]]` with `id = \"{text}\"`"),
            ),
            _ => problem,
        };
        self.problems.push(problem);
    }

    fn list(&mut self, node: &Node, of: &'static Kind) {
        match node.as_list() {
            Some(nodes) => {
                nodes.iter().for_each(|node| self.value(node, of));
                if matches!(of, Kind::Name(_) | Kind::OneOf(_) | Kind::Id) {
                    self.repeated_names(nodes);
                }
            }
            None => self.no_list(node),
        }
    }

    fn no_list(&mut self, node: &Node) {
        let problem = scalar::wrong_type(node, &Text::new("een lijst", "a list"));
        self.problems.push(match node.as_text() {
            Some(text) => problem.hint(
                format!("zet er haken om: `[\"{text}\"]`"),
                format!("put it in brackets: `[\"{text}\"]`"),
            ),
            None => problem,
        });
    }

    fn repeated_names(&mut self, nodes: &[Node]) {
        let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
        for node in nodes {
            let Some(name) = node.as_text() else { continue };
            let Some(first) = seen.insert(name, node.place) else {
                continue;
            };
            let text = Text::new(
                format!("`{name}` staat twee keer in de lijst"),
                format!("`{name}` stands in the list twice"),
            );
            let problem = Problem::error("repeated-name", node.place, text)
                .related(first, "eerder hier", "first here")
                .hint("haal er één weg", "remove one of them");
            self.problems.push(problem);
        }
    }

    fn tables(&mut self, node: &Node, shape: &'static Shape) {
        let Some(nodes) = node.as_list() else {
            return self.no_list_of_tables(node, shape);
        };
        let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
        for node in nodes {
            let Some(table) = node.as_table() else {
                self.wrong_type(node, &Text::new("een tabel", "a table"));
                continue;
            };
            self.table(table, shape, node.place);
            // Lists at the top of a file have been compared across files.
            let name = table.get(shape.named_by);
            let name = name.filter(|_| !is_declared(shape.name));
            if let Some((name, place)) = name.and_then(|id| Some((id.as_text()?, id.place)))
                && let Some(first) = seen.insert(name, place)
            {
                let problem = repeated(shape.name, name, place, first);
                self.problems.push(match shape.named_by {
                    "id" => problem,
                    _ => problem.hint("maak er één van", "make them one"),
                });
            }
        }
    }

    fn no_list_of_tables(&mut self, node: &Node, shape: &'static Shape) {
        let name = shape.name;
        let expected = Text::new(
            format!("een lijst tabellen `[[{name}]]`"),
            format!("a list of tables `[[{name}]]`"),
        );
        let problem = scalar::wrong_type(node, &expected);
        let Some(table) = node.as_table() else {
            return self.problems.push(problem);
        };
        self.problems.push(problem.hint(
            format!("schrijf `[[{name}]]`, met dubbele haken"),
            format!("write `[[{name}]]`, with double brackets"),
        ));
        self.table(table, shape, node.place);
    }

    fn map(&mut self, node: &Node, key: &'static Kind, of: &'static Kind) {
        let Some(table) = node.as_table() else {
            return self.wrong_type(node, &Text::new("een tabel", "a table"));
        };
        for entry in &table.entries {
            let name = Node::new(Value::Text(entry.key.clone()), entry.key_place);
            self.value(&name, key);
            self.value(&entry.node, of);
        }
    }

    fn wrong_type(&mut self, node: &Node, expected: &Text) {
        self.problems.push(scalar::wrong_type(node, expected));
    }
}

/// Says whether the sort of value that stands there is the sort that `kind` wants.
fn fits(node: &Node, kind: &Kind) -> bool {
    match (&node.value, kind) {
        (Value::Table(table), kind) if kind.is_number() => table.get("value").is_some(),
        (Value::Table(_), kind) => matches!(kind, Kind::Table(_) | Kind::Map(..)),
        (Value::List(_), kind) => matches!(kind, Kind::List(_) | Kind::Tables(_)),
        (Value::Text(text), Kind::SchoolYear) => text.contains('/'),
        (Value::Text(_), kind) => {
            matches!(kind, Kind::OneOf(_) | Kind::Text | Kind::Name(_)) || kind.is_number()
        }
        (Value::Number(_), kind) => kind.is_number(),
        _ => false,
    }
}
