//! Facts: a scenario as paths with values, so that two of them can be laid side by side.

use std::collections::BTreeMap;

use super::grammar::SCENARIO;
use super::open::{BASE, Refused, trees_of};
use super::reshaping::Act;
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
    let trees = trees_of(path, &[id], library)?;
    let first = trees.first();
    Ok(first.map(|tree| stated(tree, &[])).unwrap_or_default())
}

/// Returns what the scenario at `path` states as each of these variants, to be compared: it is
/// read once, and counts that all of them share are left out.
///
/// # Errors
///
/// [`Refused`] when the scenario has problems or lacks one of them.
pub fn facts_of(path: &str, ids: &[&str], library: &dyn Library) -> Result<Vec<Facts>, Refused> {
    let trees = trees_of(path, ids, library)?;
    let mut counts = trees.iter().map(|(tree, _)| tree.get("count"));
    let first = counts.next().flatten();
    let is_shared = first
        .is_some_and(|first| counts.all(|own| own.is_some_and(|own| own.is_one_list_with(first))));
    let without: &[&str] = if is_shared { &["count"] } else { &[] };
    Ok(trees.iter().map(|tree| stated(tree, without)).collect())
}

/// Returns what a finished tree states outside some keys, and what becomes of recipients after it.
fn stated((tree, acts): &(Table, Vec<Act>), without: &[&str]) -> Facts {
    let mut facts = Facts::new();
    for act in acts {
        let (path, what) = act.fact();
        let before = facts.remove(&path).map(|before| format!("{before}; "));
        facts.insert(path, before.unwrap_or_default() + &what);
    }
    let mut path = String::new();
    for entry in &tree.entries {
        let is_a_source_of_facts = ["set", "variant", "sources", "counts"].contains(&&*entry.key);
        if !is_a_source_of_facts && !without.contains(&&*entry.key) {
            let shape = shape_of(&SCENARIO, &entry.key);
            below(&mut path, &entry.key, |path| {
                collect(path, &entry.node, shape, &mut facts);
            });
        }
    }
    facts
}

/// Goes a step further along a path, and back again.
fn below(path: &mut String, step: &str, work: impl FnOnce(&mut String)) {
    let length = path.len();
    if length > 0 {
        path.push('.');
    }
    path.push_str(step);
    work(path);
    path.truncate(length);
}

/// Returns the shape of the tables under a key, if they are tables of a shape.
fn shape_of(shape: &'static Shape, key: &str) -> Option<&'static Shape> {
    match shape.field(key)?.kind {
        Kind::Tables(inner) | Kind::Table(inner) => Some(inner),
        _ => None,
    }
}

/// Returns the shape of each table under a key, if they are tables of a shape by name.
fn shape_of_each(shape: &'static Shape, key: &str) -> Option<&'static Shape> {
    match shape.field(key)?.kind {
        Kind::Map(_, Kind::Table(inner)) => Some(inner),
        _ => None,
    }
}

fn collect(path: &mut String, node: &Node, shape: Option<&'static Shape>, facts: &mut Facts) {
    match &node.value {
        Value::Table(table) => {
            for entry in &table.entries {
                let inner = shape.and_then(|shape| shape_of(shape, &entry.key));
                let each = shape.and_then(|shape| shape_of_each(shape, &entry.key));
                below(path, &entry.key, |path| match (&entry.node.value, each) {
                    (Value::Table(named), Some(_)) => {
                        for one in &named.entries {
                            below(path, &one.key, |path| collect(path, &one.node, each, facts));
                        }
                    }
                    _ => collect(path, &entry.node, inner, facts),
                });
            }
        }
        Value::List(nodes) if nodes.iter().any(|node| node.as_table().is_some()) => {
            for (position, node) in nodes.iter().enumerate() {
                let table = node.as_table();
                let name = table.and_then(|table| name_of(table, shape));
                let name = name.unwrap_or_else(|| (position + 1).to_string());
                below(path, &name, |path| collect(path, node, shape, facts));
            }
        }
        value => {
            facts.insert(path.clone(), written(value));
        }
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
