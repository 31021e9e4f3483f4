//! Facts: a scenario as paths with values, so that two of them can be laid side by side.

use std::collections::BTreeMap;

use super::grammar::SCENARIO;
use super::open::{BASE, Refused, tree_of};
use super::shape::{Kind, Shape};
use super::sources::Library;
use super::tree::{Node, Table, Value};

/// Values by path, each as written.
pub type Facts = BTreeMap<String, String>;

/// Returns what the scenario at `path` states, its scheme and counts included. A variant is
/// named behind a `#`: `scenario.toml#regional`.
///
/// # Errors
///
/// [`Refused`] when the scenario has problems or no such variant.
pub fn facts(path: &str, library: &dyn Library) -> Result<Facts, Refused> {
    let (path, id) = path.rsplit_once('#').unwrap_or((path, BASE));
    let (tree, acts) = tree_of(path, id, library)?;
    let mut facts = Facts::new();
    for act in &acts {
        let (path, what) = act.fact();
        let before = facts.remove(&path).map(|before| format!("{before}; "));
        facts.insert(path, before.unwrap_or_default() + &what);
    }
    for entry in &tree.entries {
        let is_a_source_of_facts = ["set", "variant", "sources", "counts"].contains(&&*entry.key);
        if !is_a_source_of_facts {
            collect(
                &entry.key,
                &entry.node,
                shape_of(&SCENARIO, &entry.key),
                &mut facts,
            );
        }
    }
    Ok(facts)
}

/// Returns the shape of the tables under a key, if they are tables of a shape.
fn shape_of(shape: &'static Shape, key: &str) -> Option<&'static Shape> {
    match shape.field(key)?.kind {
        Kind::Tables(inner) | Kind::Table(inner) => Some(inner),
        _ => None,
    }
}

fn collect(path: &str, node: &Node, shape: Option<&'static Shape>, facts: &mut Facts) {
    match &node.value {
        Value::Table(table) => collect_table(path, table, shape, facts),
        Value::List(nodes) if nodes.iter().any(|node| node.as_table().is_some()) => {
            for (position, node) in nodes.iter().enumerate() {
                let table = node.as_table();
                let name = table.and_then(|table| name_of(table, shape));
                let name = name.unwrap_or_else(|| (position + 1).to_string());
                collect(&format!("{path}.{name}"), node, shape, facts);
            }
        }
        value => {
            facts.insert(path.to_owned(), written(value));
        }
    }
}

fn collect_table(path: &str, table: &Table, shape: Option<&'static Shape>, facts: &mut Facts) {
    for entry in &table.entries {
        let inner = shape.and_then(|shape| shape_of(shape, &entry.key));
        collect(&format!("{path}.{}", entry.key), &entry.node, inner, facts);
    }
}

/// Returns the name of a table in its list: its id, or for a count all that says where it is.
fn name_of(table: &Table, shape: Option<&'static Shape>) -> Option<String> {
    let shape = shape?;
    if let Some(node) = table.get(shape.named_by) {
        return super::scalar::digits(node).map(str::to_owned);
    }
    let places = [
        "partnership",
        "region",
        "sector",
        "board",
        "institute",
        "site",
        "year",
    ];
    let parts: Vec<&str> = places.iter().filter_map(|key| table.text(key)).collect();
    (!parts.is_empty()).then(|| parts.join("@"))
}

fn written(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Number(text) | Value::Moment(text) => text.clone(),
        Value::Flag(flag) => flag.to_string(),
        Value::List(nodes) => {
            let parts: Vec<String> = nodes.iter().map(|node| written(&node.value)).collect();
            parts.join(", ")
        }
        Value::Table(_) => String::new(),
    }
}
