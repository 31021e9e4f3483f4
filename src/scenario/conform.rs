//! The first pass over a tree: every key known, every value of its kind.
//!
//! It goes on after a problem, so that a user sees all of them at once. The passes behind it read
//! leniently what this one has refused; nothing they read is used when there are errors.

use super::grammar::SOURCED;
use super::known::Known;
use super::problem::{Place, Problem};
use super::scalar;
use super::shape::{Kind, Referent, Shape};
use super::tree::{Entry, Node, Table, Value};
use crate::domain::{Id, SchoolYear, Text, Year};

/// Checks a tree against its shape.
pub(super) struct Conformity<'a> {
    pub(super) known: &'a Known,
    pub(super) problems: &'a mut Vec<Problem>,
}

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
            if table.get(field.key).is_none() {
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
            .expected(format!("een van {keys}"), format!("one of {keys}"))
            .hint_nearest(key, shape.keys());
        self.problems.push(problem);
    }

    fn missing_key(&mut self, key: &str, about: &str, shape: &'static Shape, place: Place) {
        let name = shape.name;
        let text = Text::new(
            format!("`{key}` ontbreekt in `{name}`"),
            format!("missing `{key}` in `{name}`"),
        );
        let hint = |verb: &str| format!("{verb} `{key} = …`: {about}");
        let problem =
            Problem::error("missing-key", place, text).hint(hint("voeg toe"), hint("add"));
        self.problems.push(problem);
    }

    fn value(&mut self, node: &Node, kind: &'static Kind) {
        match kind {
            Kind::Text | Kind::FilePath => self.text(node),
            Kind::Id => self.id(node),
            Kind::OneOf(names) => self.one_of(node, &names()),
            Kind::Name(referent) => self.name(node, *referent),
            Kind::Year => self.parsed(node, "bad-year", Year::parse, scalar::YEAR_FORM),
            Kind::SchoolYear => {
                self.parsed(
                    node,
                    "bad-year",
                    SchoolYear::parse,
                    scalar::SCHOOL_YEAR_FORM,
                );
            }
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
                    Some(_) if entry.key == "value" => self.number(&entry.node, kind),
                    Some(field) => self.value(&entry.node, field.kind),
                    None => self.unknown_key(entry, &SOURCED),
                }
            }
            if table.get("value").is_none() {
                self.missing_key("value", "the number", &SOURCED, node.place);
            }
            return;
        }
        if let Err(problem) = scalar::check_number(node, kind) {
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
            let says = Text::new(
                format!("`{text}` kan geen id zijn"),
                format!("`{text}` is no id"),
            );
            let problem = Problem::error("bad-id", node.place, says).expected(
                "letters, cijfers, `-` en `_`, hoogstens 80 tekens",
                "letters, digits, `-` and `_`, at most 80 characters",
            );
            let mended: String = text.split_whitespace().collect::<Vec<_>>().join("-");
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
        let count = self.known.ids(referent).count();
        let problem = Problem::error(referent.unknown_code(), place, says)
            .expected(
                format!("niet een van de {count} die het scenario noemt"),
                format!("not one of the {count} that the scenario declares"),
            )
            .hint_nearest(text, self.known.ids(referent));
        self.problems.push(problem);
    }

    fn parsed<T>(
        &mut self,
        node: &Node,
        code: &'static str,
        parse: fn(&str) -> Option<T>,
        form: (&str, &str),
    ) {
        let text = match &node.value {
            Value::Text(text) | Value::Number(text) => text,
            _ => return self.wrong_type(node, &Text::new(form.0, form.1)),
        };
        if parse(text).is_none() {
            let says = Text::new(
                format!("`{text}` is geen jaar"),
                format!("`{text}` is no year"),
            );
            self.problems
                .push(Problem::error(code, node.place, says).expected(form.0, form.1));
        }
    }

    fn list(&mut self, node: &Node, of: &'static Kind) {
        match node.as_list() {
            Some(nodes) => nodes.iter().for_each(|node| self.value(node, of)),
            None => self.wrong_type(node, &Text::new("een lijst `[…]`", "a list `[…]`")),
        }
    }

    fn tables(&mut self, node: &Node, shape: &'static Shape) {
        let Some(nodes) = node.as_list() else {
            let name = shape.name;
            return self.wrong_type(
                node,
                &Text::new(
                    format!("een lijst tabellen `[[{name}]]`"),
                    format!("a list of tables `[[{name}]]`"),
                ),
            );
        };
        for node in nodes {
            match node.as_table() {
                Some(table) => self.table(table, shape, node.place),
                None => self.wrong_type(node, &Text::new("een tabel", "a table")),
            }
        }
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
