//! [`Problem`]: a JSON object read field by field, every number exact.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Fault;
use crate::money::Exact;

/// A problem under reading; remembers which fields were asked for.
pub(super) struct Problem {
    fields: Map<String, Value>,
    read: RefCell<BTreeSet<&'static str>>,
}

impl Problem {
    /// Reads one JSON object.
    pub(super) fn read(text: &str) -> Result<Problem, Fault> {
        match serde_json::from_str(text) {
            Ok(Value::Object(fields)) => Ok(Problem {
                fields,
                read: RefCell::default(),
            }),
            Ok(_) => Err(Fault::ill_posed("a problem is one JSON object")),
            Err(error) => Err(Fault::ill_posed(format!("not JSON: {error}"))),
        }
    }

    /// Returns a field as it stands, or `None` when it is absent.
    pub(super) fn value(&self, field: &'static str) -> Option<&Value> {
        self.read.borrow_mut().insert(field);
        self.fields.get(field).filter(|value| !value.is_null())
    }

    /// Fails on a field that no rule asked for, which is likely misspelt.
    pub(super) fn nothing_unread(&self) -> Result<(), Fault> {
        let read = self.read.borrow();
        match self.fields.keys().find(|key| !read.contains(key.as_str())) {
            Some(key) => Err(Fault::ill_posed(format!(
                "`{key}` means nothing to this rule"
            ))),
            None => Ok(()),
        }
    }

    fn must(&self, field: &'static str) -> Result<&Value, Fault> {
        self.value(field)
            .ok_or_else(|| Fault::ill_posed(format!("`{field}` is missing")))
    }

    /// Returns a text.
    pub(super) fn text(&self, field: &'static str) -> Result<&str, Fault> {
        let text = self.must(field)?.as_str();
        text.ok_or_else(|| Fault::ill_posed(format!("`{field}` is not a text")))
    }

    /// Returns a number.
    pub(super) fn number(&self, field: &'static str) -> Result<Exact, Fault> {
        number(self.must(field)?, field)
    }

    /// Returns a list of numbers.
    pub(super) fn numbers(&self, field: &'static str) -> Result<Vec<Exact>, Fault> {
        numbers(self.must(field)?, field)
    }

    /// Returns a table of numbers, row by row.
    #[expect(dead_code, reason = "the first rule on tables reads it")]
    pub(super) fn table(&self, field: &'static str) -> Result<Vec<Vec<Exact>>, Fault> {
        let rows = list(self.must(field)?, field)?.iter().enumerate();
        rows.map(|(row, cells)| numbers(cells, &format!("{field}[{row}]")))
            .collect()
    }

    /// Returns a list of numbers that may be absent, with its length checked.
    pub(super) fn optional_numbers(
        &self,
        field: &'static str,
        length: usize,
    ) -> Result<Option<Vec<Exact>>, Fault> {
        let Some(value) = self.value(field) else {
            return Ok(None);
        };
        let found = numbers(value, field)?;
        if found.len() != length {
            let has = found.len();
            return Err(Fault::ill_posed(format!(
                "`{field}` has {has} numbers where {length} are needed"
            )));
        }
        Ok(Some(found))
    }
}

fn list<'v>(value: &'v Value, place: &str) -> Result<&'v Vec<Value>, Fault> {
    let found = value.as_array();
    found.ok_or_else(|| Fault::ill_posed(format!("`{place}` is not a list")))
}

fn numbers(value: &Value, place: &str) -> Result<Vec<Exact>, Fault> {
    let items = list(value, place)?.iter().enumerate();
    items
        .map(|(position, item)| number(item, &format!("{place}[{position}]")))
        .collect()
}

/// Reads an integer, a decimal or a text `p/q`, from the digits as they were written.
fn number(value: &Value, place: &str) -> Result<Exact, Fault> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return Err(Fault::ill_posed(format!("`{place}` is not a number"))),
    };
    Exact::from_number_text(&text)
        .ok_or_else(|| Fault::ill_posed(format!("`{place}` is not a number: `{text}`")))
}
