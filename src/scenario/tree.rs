//! The text of a file as a tree of values that remember where they stand.

use std::sync::Arc;

use toml::de::{DeArray, DeTable, DeValue};

use super::problem::{Place, Problem};
use super::syntax;
use crate::domain::Text;

/// Deepest nesting of tables and lists.
const MAX_DEPTH: usize = 32;

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) place: Place,
    /// Whether an overlay put it here, so that the source of its table says nothing about it.
    pub(super) overlaid: bool,
}

/// A value of a scenario file. Numbers keep their source text: no binary float ever sees them.
/// Copies of a tree share its lists until one of them is changed: variants differ in few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Number(String),
    Flag(bool),
    Moment(String),
    List(Arc<Vec<Node>>),
    Table(Table),
}

/// A table, its entries in order of key place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) entries: Vec<Entry>,
}

/// One key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_place: Place,
    pub(super) node: Node,
}

impl Node {
    pub(super) fn new(value: Value, place: Place) -> Node {
        Node {
            value,
            place,
            overlaid: false,
        }
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn as_table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    pub(super) fn as_table_mut(&mut self) -> Option<&mut Table> {
        match &mut self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    pub(super) fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(nodes) => Some(nodes),
            _ => None,
        }
    }

    pub(super) fn as_list_mut(&mut self) -> Option<&mut Vec<Node>> {
        match &mut self.value {
            Value::List(nodes) => Some(Arc::make_mut(nodes)),
            _ => None,
        }
    }

    /// Says whether an overlay put the value here, or anything inside it.
    pub(super) fn is_overlaid(&self) -> bool {
        let inside = match &self.value {
            Value::Table(table) => table.entries.iter().any(|entry| entry.node.is_overlaid()),
            Value::List(nodes) => nodes.iter().any(Node::is_overlaid),
            _ => false,
        };
        self.overlaid || inside
    }

    /// Returns the number itself where it stands in a table with its source.
    pub(super) fn plain(&self) -> &Node {
        let value = self.as_table().and_then(|table| table.get("value"));
        value.unwrap_or(self)
    }

    /// Says whether two values are one list that copies of a tree share.
    pub(super) fn is_one_list_with(&self, other: &Node) -> bool {
        match (&self.value, &other.value) {
            (Value::List(own), Value::List(others)) => Arc::ptr_eq(own, others),
            _ => false,
        }
    }

    /// Says whether two values are the same, wherever they stand.
    pub(super) fn says_the_same_as(&self, other: &Node) -> bool {
        match (&self.value, &other.value) {
            (Value::List(own), Value::List(others)) => {
                let mut pairs = own.iter().zip(others.iter());
                own.len() == others.len() && pairs.all(|(own, other)| own.says_the_same_as(other))
            }
            (Value::Table(own), Value::Table(others)) => {
                own.entries.len() == others.entries.len()
                    && own.entries.iter().all(|entry| {
                        let other = others.get(&entry.key);
                        other.is_some_and(|other| entry.node.says_the_same_as(other))
                    })
            }
            (own, other) => own == other,
        }
    }

    /// Returns what the value is, in words.
    pub(super) fn kind(&self) -> Text {
        match &self.value {
            Value::Text(_) => Text::new("een tekst", "a text"),
            Value::Number(_) => Text::new("een getal", "a number"),
            Value::Flag(_) => Text::new("ja of nee", "true or false"),
            Value::Moment(_) => Text::new("een datum", "a date"),
            Value::List(_) => Text::new("een lijst", "a list"),
            Value::Table(_) => Text::new("een tabel", "a table"),
        }
    }
}

impl Table {
    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries
            .iter_mut()
            .find(|entry| entry.key == key)
            .map(|entry| &mut entry.node)
    }

    /// Sets `key`, replacing what was there.
    pub(super) fn set(&mut self, key: &str, key_place: Place, node: Node) {
        match self.entries.iter_mut().find(|entry| entry.key == key) {
            Some(entry) => (entry.key_place, entry.node) = (key_place, node),
            None => self.entries.push(Entry {
                key: key.to_owned(),
                key_place,
                node,
            }),
        }
    }

    /// Returns the tables of the list under `key`; nothing when it is no list of tables.
    pub(super) fn tables(&self, key: &str) -> impl Iterator<Item = (&Node, &Table)> {
        let nodes = self.get(key).and_then(Node::as_list).unwrap_or_default();
        nodes
            .iter()
            .filter_map(|node| Some((node, node.as_table()?)))
    }

    /// Returns the table under `key`, made empty at `place` when there is none.
    pub(super) fn table_or_new(&mut self, key: &str, place: Place) -> Option<&mut Table> {
        if self.get(key).is_none() {
            self.set(key, place, Node::new(Value::Table(Table::default()), place));
        }
        self.get_mut(key).and_then(Node::as_table_mut)
    }

    /// Returns the text under `key`, if it is one.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    /// Returns the text of a key, in English that of `<key>-en` where it is given.
    pub(super) fn in_both(&self, key: &str) -> Option<Text> {
        let nl = self.text(key)?;
        Some(Text::new(nl, self.text(&format!("{key}-en")).unwrap_or(nl)))
    }

    /// Drops the English of texts that entries are about to replace: it would no longer say the
    /// same.
    pub(super) fn drop_translations(&mut self, of: &[Entry]) {
        let translates = |entry: &Entry| {
            let key = entry.key.strip_suffix("-en");
            key.is_some_and(|key| of.iter().any(|own| own.key == key))
        };
        self.entries.retain(|entry| !translates(entry));
    }
}

/// Parses the text of file number `file`, collecting every problem; the tree is `None` when the
/// text is too damaged for its content to be judged.
pub(super) fn parse(file: usize, text: &str, problems: &mut Vec<Problem>) -> Option<Table> {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        file,
        text,
        too_deep: None,
    };
    let tree = reader.table(document.get_ref(), 0);
    let Some(place) = reader.too_deep else {
        return syntax::report((file, text), &tree, &errors, problems).then_some(tree);
    };
    let text = Text::new("te diep genest", "nested too deeply");
    problems.push(Problem::error("too-deep", place, text).expected(
        format!("hoogstens {MAX_DEPTH} niveaus"),
        format!("at most {MAX_DEPTH} levels"),
    ));
    None
}

struct Reader<'a> {
    file: usize,
    text: &'a str,
    /// The first value that is nested too deeply.
    too_deep: Option<Place>,
}

impl Reader<'_> {
    fn place(&self, span: std::ops::Range<usize>) -> Place {
        Place {
            file: self.file,
            start: span.start,
            end: span.end,
        }
    }

    fn table(&mut self, table: &DeTable<'_>, depth: usize) -> Table {
        let mut entries: Vec<Entry> = Vec::new();
        for (key, value) in table.iter() {
            let key_place = self.place(key.span());
            let node = self.node(value.get_ref(), self.place(value.span()), depth);
            entries.push(Entry {
                key: key.get_ref().to_string(),
                key_place,
                node,
            });
        }
        entries.sort_by_key(|entry| entry.key_place);
        Table { entries }
    }

    fn node(&mut self, value: &DeValue<'_>, place: Place, depth: usize) -> Node {
        if depth >= MAX_DEPTH {
            self.too_deep.get_or_insert(place);
            return Node::new(Value::Flag(false), place);
        }
        let value = match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) => self.scalar(place),
            DeValue::Datetime(moment) => Value::Moment(moment.to_string()),
            DeValue::Array(nodes) => Value::List(Arc::new(self.list(nodes, depth))),
            DeValue::Table(table) => Value::Table(self.table(table, depth + 1)),
        };
        Node::new(value, place)
    }

    /// Returns a number as it is written; a word that begins like `nan` or `true` and goes on
    /// otherwise is a text without quotes, which is reported.
    fn scalar(&self, place: Place) -> Value {
        match self.text.get(place.start..place.end).unwrap_or_default() {
            "true" => Value::Flag(true),
            "false" => Value::Flag(false),
            word if syntax::is_word(word) => Value::Text(word.to_owned()),
            number => Value::Number(number.to_owned()),
        }
    }

    fn list(&mut self, nodes: &DeArray<'_>, depth: usize) -> Vec<Node> {
        nodes
            .iter()
            .map(|node| self.node(node.get_ref(), self.place(node.span()), depth + 1))
            .collect()
    }
}
