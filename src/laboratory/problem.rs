//! [`Problem`]: a JSON object read field by field, every number exact.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Fault;
use super::amounts::are_amounts;
use super::repetition::repetition;
use crate::money::Exact;

/// A problem under reading; remembers which fields were asked for.
pub(super) struct Problem {
    fields: Map<String, Value>,
    read: RefCell<BTreeSet<&'static str>>,
}

impl Problem {
    /// Reads one JSON object.
    ///
    /// # Errors
    ///
    /// A [`Fault`] of what is no such object, or has a key twice.
    pub(super) fn read(text: &str) -> Result<Problem, Fault> {
        if let Some(repetition) = repetition(text) {
            return Err(Fault::ill_posed(repetition));
        }
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
    pub(super) fn table(&self, field: &'static str) -> Result<Vec<Vec<Exact>>, Fault> {
        let rows = list(self.must(field)?, field)?.iter().enumerate();
        rows.map(|(row, cells)| numbers(cells, &format!("{field}[{row}]")))
            .collect()
    }

    /// Returns a list that may be absent, of numbers that may be null, with its length checked.
    pub(super) fn optional_items(
        &self,
        field: &'static str,
        length: usize,
    ) -> Result<Option<Vec<Option<Exact>>>, Fault> {
        let Some(value) = self.value(field) else {
            return Ok(None);
        };
        let items = list(value, field)?;
        has_length(field, items.len(), length)?;
        let items = items.iter().enumerate().map(|(position, item)| {
            let place = format!("{field}[{position}]");
            (!item.is_null()).then(|| number(item, &place)).transpose()
        });
        items.collect::<Result<_, _>>().map(Some)
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
        has_length(field, found.len(), length)?;
        Ok(Some(found))
    }

    /// Returns limits that may be absent, all of them or one by one as null; none negative.
    pub(super) fn limits(
        &self,
        field: &'static str,
        length: usize,
    ) -> Result<Vec<Option<Exact>>, Fault> {
        let Some(value) = self.value(field) else {
            return Ok(vec![None; length]);
        };
        let items = list(value, field)?;
        if items.len() != length {
            let has = items.len();
            return Err(Fault::ill_posed(format!(
                "`{field}` has {has} limits where {length} are needed"
            )));
        }
        let limit = |(at, item): (usize, &Value)| match item.is_null() {
            true => Ok(None),
            false => number(item, &format!("{field}[{at}]")).map(Some),
        };
        let found: Vec<Option<Exact>> = items
            .iter()
            .enumerate()
            .map(limit)
            .collect::<Result<_, _>>()?;
        let stated: Vec<Exact> = found.iter().flatten().cloned().collect();
        are_amounts(&stated, field)?;
        Ok(found)
    }

    /// Returns whether a condition is stated to hold; absent means that it does not.
    pub(super) fn flag(&self, field: &'static str) -> Result<bool, Fault> {
        let value = self.value(field).map_or(Some(false), Value::as_bool);
        value.ok_or_else(|| Fault::ill_posed(format!("`{field}` is neither true nor false")))
    }

    /// Returns a whole number from zero.
    pub(super) fn count(&self, field: &'static str) -> Result<usize, Fault> {
        whole(self.must(field)?, field)
    }

    /// Returns different positions below `length`, counted from zero.
    pub(super) fn positions(
        &self,
        field: &'static str,
        length: usize,
    ) -> Result<Vec<usize>, Fault> {
        let mut found = Vec::new();
        for (at, item) in list(self.must(field)?, field)?.iter().enumerate() {
            let position = whole(item, &format!("{field}[{at}]"))?;
            if position >= length {
                return Err(Fault::ill_posed(format!(
                    "`{field}[{at}]` is {position} where positions run from 0 to {}",
                    length.saturating_sub(1)
                )));
            }
            if found.contains(&position) {
                return Err(Fault::ill_posed(format!("`{field}` has {position} twice")));
            }
            found.push(position);
        }
        Ok(found)
    }

    /// Reads an object inside the problem.
    pub(super) fn object<T>(
        &self,
        field: &'static str,
        read: impl Fn(&Problem) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        inside(self.must(field)?, field, &read)
    }

    /// Reads a list of objects, at least one and at most `most`.
    pub(super) fn objects<T>(
        &self,
        field: &'static str,
        most: usize,
        read: impl Fn(&Problem) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let items = list(self.must(field)?, field)?;
        let has = items.len();
        if has > most {
            return Err(Fault::too_large(format!(
                "`{field}` has {has} entries, at most {most} are taken"
            )));
        }
        if items.is_empty() {
            return Err(Fault::ill_posed(format!("`{field}` is empty")));
        }
        let items = items.iter().enumerate();
        items
            .map(|(at, item)| inside(item, &format!("{field}[{at}]"), &read))
            .collect()
    }
}

/// Reads one object inside a problem; what is wrong in it is told with its place.
fn inside<T>(
    value: &Value,
    place: &str,
    read: &impl Fn(&Problem) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let fields = value.as_object();
    let problem = Problem {
        fields: fields
            .ok_or_else(|| Fault::ill_posed(format!("`{place}` is not an object")))?
            .clone(),
        read: RefCell::default(),
    };
    let outcome = read(&problem).and_then(|found| problem.nothing_unread().map(|()| found));
    outcome.map_err(|fault| Fault {
        message: format!("in `{place}`: {}", fault.message),
        ..fault
    })
}

/// Reads a whole number from zero, however it is written.
fn whole(value: &Value, place: &str) -> Result<usize, Fault> {
    let parts = number(value, place)?.to_parts();
    let whole = parts.filter(|(_, below)| *below == 1);
    let whole = whole.and_then(|(above, _)| usize::try_from(above).ok());
    whole.ok_or_else(|| Fault::ill_posed(format!("`{place}` is not a whole number from zero")))
}

fn has_length(field: &str, has: usize, length: usize) -> Result<(), Fault> {
    if has == length {
        return Ok(());
    }
    Err(Fault::ill_posed(format!(
        "`{field}` has {has} numbers where {length} are needed"
    )))
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
