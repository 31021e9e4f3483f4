//! Changes of the text of a scenario, which keep comments and order.
//!
//! What the file itself states is changed where it stands. What comes out of a scheme or another
//! file is set: by the scenario under `[set]`, by a variant under its own `set`.

use toml_edit::{
    Array, ArrayOfTables, DocumentMut, InlineTable, Item, RawString, Table, TableLike, Value,
};

use super::grammar::SCENARIO;
use super::open::BASE;
use super::path::leaf;
use super::shape::Kind;
use crate::domain::Text;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Gives what a path names another value, in the scenario or in a variant.
    Set {
        /// The path, as variants write it.
        path: String,
        /// The variant; [`BASE`] for the scenario itself.
        variant: String,
        /// The value as people enter it: `90000`, `12.5` for a share in percent, `equal`.
        value: String,
    },
    /// Lets a variant set a path to a value of any kind.
    Lay {
        /// The path, as variants write it.
        path: String,
        /// The variant.
        variant: String,
        /// The value as a file writes it: `90_000`, `"12.5 %"`, `["a", "b"]`.
        value: String,
    },
    /// Takes a path out of what is set.
    Unset {
        /// The path.
        path: String,
        /// The variant; [`BASE`] for the scenario itself.
        variant: String,
    },
    /// Adds a variant that sets the same as another.
    Add {
        /// Its id.
        id: String,
        /// Its title.
        title: String,
        /// The variant that it begins as; [`BASE`] for one that sets nothing.
        like: String,
    },
    /// Gives a variant another title.
    Rename {
        /// Its id.
        id: String,
        /// The title.
        title: String,
    },
    /// Takes a variant out.
    Remove {
        /// Its id.
        id: String,
    },
}

/// A changed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The text.
    pub text: String,
    /// The variant that the last value went to.
    pub variant: Option<String>,
}

/// Returns the text with the changes made, one after the other.
///
/// A rule of a scheme is changed in a variant of its own, called `proposal` in both languages,
/// where other variants choose another scheme: those have no such rule.
///
/// # Errors
///
/// Why a change cannot be made, with the text untouched: the text is no TOML, a variant is
/// unknown or already there, or a value is none for its path.
pub fn edited(text: &str, edits: &[Edit], proposal: &Text) -> Result<Edited, Text> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        let why = error.message();
        Text::new(
            format!("de tekst is geen TOML: {why}"),
            format!("the text is no TOML: {why}"),
        )
    })?;
    let mut changed = None;
    for edit in edits {
        match edit {
            Edit::Set {
                path,
                variant,
                value,
            } => {
                let variant = place_of(&mut document, path, variant, proposal)?;
                set(&mut document, path, &variant, value)?;
                changed = Some(variant);
            }
            Edit::Lay {
                path,
                variant,
                value,
            } => {
                let value = value.parse().map_err(|_| no_value(value, path))?;
                put(
                    settings_of(variant_mut(&mut document, variant)?)?,
                    path,
                    value,
                );
            }
            Edit::Unset { path, variant } => unset(&mut document, path, variant)?,
            Edit::Add { id, title, like } => add(&mut document, (id, title), like)?,
            Edit::Rename { id, title } => {
                let table = variant_mut(&mut document, id)?;
                put(table, "title", title.as_str().into());
                table.remove("title-en");
            }
            Edit::Remove { id } => remove(&mut document, id)?,
        }
    }
    Ok(Edited {
        text: document.to_string(),
        variant: changed,
    })
}

/// Returns the variant that a value is to be set in, made where it is not there yet.
fn place_of(
    document: &mut DocumentMut,
    path: &str,
    variant: &str,
    proposal: &Text,
) -> Result<String, Text> {
    let is_of_scheme = path.starts_with("component.") || path.starts_with("division.");
    let is_here = variant != BASE
        || !is_of_scheme
        || !chooses_schemes(document)
        || is_set(document, path)
        || stated(document.as_table_mut(), path).is_some();
    if is_here {
        return Ok(variant.to_owned());
    }
    let id = "proposal";
    if variant_mut(document, id).is_err() {
        add(document, (id, &proposal.nl), BASE)?;
        let table = variant_mut(document, id)?;
        put(table, "title-en", proposal.en.as_str().into());
    }
    Ok(id.to_owned())
}

/// Says whether a variant chooses a scheme.
fn chooses_schemes(document: &DocumentMut) -> bool {
    let variants = document.get("variant").and_then(Item::as_array_of_tables);
    let mut tables = variants.into_iter().flat_map(ArrayOfTables::iter);
    tables.any(|table| {
        let settings = table.get("set").and_then(Item::as_table_like);
        settings.is_some_and(|settings| settings.contains_key("scheme"))
    })
}

/// Says whether the scenario itself sets a path.
fn is_set(document: &DocumentMut, path: &str) -> bool {
    let settings = document.get("set").and_then(Item::as_table_like);
    settings.is_some_and(|settings| settings.contains_key(path))
}

fn set(document: &mut DocumentMut, path: &str, variant: &str, text: &str) -> Result<(), Text> {
    let value = value(path, text)?;
    if variant != BASE {
        put(settings_of(variant_mut(document, variant)?)?, path, value);
        return Ok(());
    }
    if !is_set(document, path)
        && let Some(item) = stated(document.as_table_mut(), path)
    {
        replace(item, value);
        return Ok(());
    }
    put(settings_of(document.as_table_mut())?, path, value);
    Ok(())
}

fn unset(document: &mut DocumentMut, path: &str, variant: &str) -> Result<(), Text> {
    let holder: &mut Table = match variant {
        BASE => document.as_table_mut(),
        id => variant_mut(document, id)?,
    };
    if let Some(settings) = holder.get_mut("set").and_then(Item::as_table_like_mut) {
        settings.remove(path);
    }
    Ok(())
}

fn add(document: &mut DocumentMut, (id, title): (&str, &str), like: &str) -> Result<(), Text> {
    if variant_mut(document, id).is_ok() || id == BASE {
        return Err(Text::new(
            format!("er is al een variant `{id}`"),
            format!("there is a variant `{id}` already"),
        ));
    }
    let mut table = Table::new();
    if like != BASE {
        table = variant_mut(document, like)?.clone();
        for key in ["id", "title", "title-en", "assumption", "assumption-en"] {
            table.remove(key);
        }
        table.set_position(None);
        if let Some(settings) = table.get_mut("set").and_then(Item::as_table_mut) {
            settings.set_position(None);
        }
    }
    let mut named = Table::new();
    put(&mut named, "id", id.into());
    put(&mut named, "title", title.into());
    for (key, item) in table.iter() {
        named.insert(key, item.clone());
    }
    named.decor_mut().set_prefix("\n");
    let variants = document
        .entry("variant")
        .or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    match variants.as_array_of_tables_mut() {
        Some(variants) => variants.push(named),
        None => {
            return Err(Text::new(
                "`variant` is in dit bestand geen lijst van tabellen",
                "`variant` is no list of tables in this file",
            ));
        }
    }
    Ok(())
}

fn remove(document: &mut DocumentMut, id: &str) -> Result<(), Text> {
    variant_mut(document, id)?;
    if let Some(variants) = document
        .get_mut("variant")
        .and_then(Item::as_array_of_tables_mut)
    {
        variants.retain(|table| named(table, "id") != Some(id));
    }
    Ok(())
}

fn variant_mut<'d>(document: &'d mut DocumentMut, id: &str) -> Result<&'d mut Table, Text> {
    let variants = document.get_mut("variant");
    let variants = variants.and_then(Item::as_array_of_tables_mut);
    let mut tables = variants.into_iter().flat_map(ArrayOfTables::iter_mut);
    let found = tables.find(|table| named(*table, "id") == Some(id));
    found.ok_or_else(|| {
        Text::new(
            format!("dit bestand heeft geen variant `{id}`"),
            format!("this file has no variant `{id}`"),
        )
    })
}

fn named<'t>(table: &'t dyn TableLike, key: &str) -> Option<&'t str> {
    table.get(key).and_then(Item::as_str)
}

/// Returns the `set` of a table, made when it is missing.
fn settings_of(holder: &mut Table) -> Result<&mut dyn TableLike, Text> {
    let settings = holder.entry("set").or_insert(Item::Table(Table::new()));
    settings.as_table_like_mut().ok_or_else(|| {
        Text::new(
            "`set` is in dit bestand geen tabel",
            "`set` is no table in this file",
        )
    })
}

/// Puts a value under a key, keeping the remarks beside the one that stands there.
fn put(table: &mut dyn TableLike, key: &str, mut value: Value) {
    if let Some(item) = table.get_mut(key) {
        return replace(item, value);
    }
    // The space before a closing brace stays before it.
    let last = table.iter_mut().last();
    if let Some(last) = last.and_then(|(_, item)| item.as_value_mut()) {
        let decor = last.decor_mut();
        let suffix = decor
            .suffix()
            .and_then(RawString::as_str)
            .unwrap_or_default()
            .to_owned();
        if !suffix.is_empty() && suffix.trim().is_empty() {
            decor.set_suffix("");
            value.decor_mut().set_suffix(suffix);
            value.decor_mut().set_prefix(" ");
        }
    }
    table.insert(key, Item::Value(value));
}

fn replace(item: &mut Item, mut value: Value) {
    // Beside a value may stand where it comes from: `{ value = 60, source = "S7" }`.
    if let Some(inner) = item
        .as_table_like_mut()
        .and_then(|table| table.get_mut("value"))
    {
        return replace(inner, value);
    }
    if let Some(before) = item.as_value() {
        *value.decor_mut() = before.decor().clone();
    }
    *item = Item::Value(value);
}

/// Returns what the file itself states at a path.
fn stated<'d>(table: &'d mut Table, path: &str) -> Option<&'d mut Item> {
    let path = path.replace('@', ".at.");
    let steps: Vec<&str> = path.split('.').collect();
    inside(table, &steps)
}

fn inside<'t>(table: &'t mut dyn TableLike, steps: &[&str]) -> Option<&'t mut Item> {
    let (first, rest) = steps.split_first()?;
    let item = table.get_mut(first)?;
    let Some((id, deeper)) = rest.split_first() else {
        return Some(item);
    };
    if item.is_array_of_tables() {
        let mut elements = item.as_array_of_tables_mut()?.iter_mut();
        let element = elements.find(|element| is_named(*element, id))?;
        return inside(element, deeper);
    }
    if item.is_array() {
        let mut elements = item.as_array_mut()?.iter_mut();
        let element = elements.find_map(|value| {
            let table = value.as_inline_table_mut()?;
            is_named(table, id).then_some(table)
        });
        return inside(element?, deeper);
    }
    inside(item.as_table_like_mut()?, rest)
}

/// Says whether a table in a list has this name, under the key that names such tables.
fn is_named(table: &dyn TableLike, name: &str) -> bool {
    ["id", "to", "from"]
        .iter()
        .any(|key| named(table, key) == Some(name))
}

/// Returns a value as it is written in a file, by what its path may hold.
fn value(path: &str, text: &str) -> Result<Value, Text> {
    let steps: Vec<String> = path
        .split('.')
        .map(|step| step.split_once('@').map_or(step, |(id, _)| id).to_owned())
        .collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let kind = leaf(&SCENARIO, &steps).ok_or_else(|| {
        Text::new(
            format!("pad `{path}` leidt nergens heen"),
            format!("path `{path}` leads nowhere"),
        )
    })?;
    let text = text.trim();
    let wrong = || no_value(text, path);
    match kind_of(kind) {
        Written::Number => literal(text).ok_or_else(wrong),
        Written::Share => {
            literal(text).ok_or_else(wrong)?;
            Ok(format!("{text} %").into())
        }
        Written::Slices => {
            literal(text).ok_or_else(wrong)?;
            let mut slices = Array::new();
            if text.chars().any(|sign| ('1'..='9').contains(&sign)) {
                let mut office = InlineTable::new();
                office.insert("to", "office".into());
                office.insert("share", format!("{text} %").into());
                slices.push(office);
            }
            Ok(slices.into())
        }
        Written::Word => Ok(text.into()),
    }
}

fn no_value(text: &str, path: &str) -> Text {
    Text::new(
        format!("`{text}` is geen waarde voor `{path}`"),
        format!("`{text}` is no value for `{path}`"),
    )
}

/// How a value is written.
enum Written {
    Number,
    /// A percentage.
    Share,
    /// What a region keeps for its office, as a percentage.
    Slices,
    Word,
}

fn kind_of(kind: &'static Kind) -> Written {
    let kinds = match kind {
        Kind::Either(kinds) => kinds,
        kind => std::slice::from_ref(kind),
    };
    for kind in kinds {
        match kind {
            Kind::Share | Kind::Part | Kind::Growth => return Written::Share,
            Kind::Whole(..) | Kind::Amount | Kind::Weight => return Written::Number,
            Kind::Tables(shape) if shape.name == "slice" => return Written::Slices,
            _ => {}
        }
    }
    Written::Word
}

/// Returns a number as TOML, with thousands apart; `None` for what is none.
fn literal(text: &str) -> Option<Value> {
    let (whole, cents) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |part: &str| part.chars().all(|sign| sign.is_ascii_digit());
    if whole.is_empty() || whole.len() > 15 || !is_digits(whole) || !is_digits(cents) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let mut apart = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            apart.push('_');
        }
        apart.push(digit);
    }
    if apart.is_empty() {
        apart.push('0');
    }
    let cents = cents.trim_end_matches('0');
    if !cents.is_empty() {
        apart = format!("{apart}.{cents}");
    }
    apart.parse().ok()
}
