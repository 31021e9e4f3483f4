//! The JSON Schema of scenario files, so that editors complete and check them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::grammar::{SCENARIO, SOURCED};
use super::shape::{Kind, Shape};

/// Returns the JSON Schema (draft 2020-12) of scenario files.
pub fn schema() -> Value {
    let mut tables = BTreeMap::new();
    let mut root = object(&SCENARIO, &mut tables);
    let mut source = object(&SOURCED, &mut tables);
    // Any kind of number may carry a source, bare or in quotes.
    if let Some(value) = source.pointer_mut("/properties/value") {
        *value = json!({
            "anyOf": [{ "type": "number" }, { "type": "string" }],
            "description": value["description"],
        });
    }
    tables.insert(SOURCED.name, Some(source));
    let definitions: Map<String, Value> = tables
        .into_iter()
        .map(|(name, table)| (slug(name), table.unwrap_or(Value::Bool(true))))
        .collect();
    if let Some(root) = root.as_object_mut() {
        root.insert(
            "$schema".into(),
            "https://json-schema.org/draft/2020-12/schema".into(),
        );
        root.insert("title".into(), "Verdeel scenario".into());
        root.insert("$defs".into(), Value::Object(definitions));
    }
    root
}

type Tables = BTreeMap<&'static str, Option<Value>>;

fn slug(name: &str) -> String {
    name.replace(' ', "-")
}

fn object(shape: &'static Shape, tables: &mut Tables) -> Value {
    let mut properties = Map::new();
    for field in shape.fields {
        let mut value = of_kind(field.kind, tables);
        if let Some(value) = value.as_object_mut() {
            value.insert("description".into(), field.about.into());
        }
        properties.insert(field.key.to_owned(), value);
    }
    let required: Vec<&str> = shape
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| field.key)
        .collect();
    json!({
        "type": "object",
        "description": shape.about,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn reference(shape: &'static Shape, tables: &mut Tables) -> Value {
    if !tables.contains_key(shape.name) {
        // The name is taken before the table is written, so that conditions may nest.
        tables.insert(shape.name, None);
        let table = object(shape, tables);
        tables.insert(shape.name, Some(table));
    }
    json!({ "$ref": format!("#/$defs/{}", slug(shape.name)) })
}

fn of_kind(kind: &'static Kind, tables: &mut Tables) -> Value {
    match kind {
        Kind::Text | Kind::FilePath => json!({ "type": "string" }),
        Kind::Id | Kind::Name(_) => {
            json!({ "type": "string", "pattern": r"^[\p{L}\p{N}_-]{1,80}$" })
        }
        Kind::Whole(least, most) => {
            sourced(&json!({ "type": "integer", "minimum": least, "maximum": most }))
        }
        Kind::Amount => sourced(&json!({
            "anyOf": [
                { "type": "number", "minimum": 0 },
                { "type": "string", "pattern": r"^[0-9_]+(\.[0-9]{1,2})?$" },
            ]
        })),
        Kind::Share | Kind::Weight | Kind::Growth | Kind::Part | Kind::Bar => sourced(&json!({
            "anyOf": [
                { "type": "number" },
                { "type": "string", "pattern": r"^-?[0-9_]+(\.[0-9]+)?( ?%|/[0-9]+)?$" },
            ]
        })),
        Kind::Signed => sourced(&json!({
            "anyOf": [
                { "type": "number" },
                { "type": "string", "pattern": r"^[-]?[0-9_]+(\.[0-9]+)?( ?%|/[0-9]+)?$" },
            ]
        })),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Year => json!({
            "anyOf": [
                { "type": "string", "pattern": r"^[0-9]{4}(/[0-9]{4})?$" },
                { "type": "integer", "minimum": 1990, "maximum": 2100 },
            ]
        }),
        Kind::SchoolYear => json!({ "type": "string", "pattern": "^[0-9]{4}/[0-9]{4}$" }),
        Kind::Day => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Kind::OneOf(names) => json!({ "enum": names() }),
        Kind::List(of) => json!({ "type": "array", "items": of_kind(of, tables) }),
        Kind::Table(shape) => reference(shape, tables),
        Kind::Tables(shape) => json!({ "type": "array", "items": reference(shape, tables) }),
        Kind::Map(_, of) => {
            json!({ "type": "object", "additionalProperties": of_kind(of, tables) })
        }
        Kind::Either(kinds) => {
            let kinds: Vec<Value> = kinds.iter().map(|kind| of_kind(kind, tables)).collect();
            json!({ "anyOf": kinds })
        }
        Kind::Overlay => json!({ "type": "object", "additionalProperties": true }),
    }
}

/// Returns the schema of a number that may carry a source and a grade.
fn sourced(number: &Value) -> Value {
    json!({ "anyOf": [number, { "$ref": format!("#/$defs/{}", slug(SOURCED.name)) }] })
}
