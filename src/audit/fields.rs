//! Fields of a JSON document; what is missing reads as empty and shows up as a finding.

use serde_json::Value;

use crate::money::Cents;

pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Returns an amount of exactly two decimals, as results write them.
pub(super) fn amount(value: &Value, key: &str) -> Option<Cents> {
    let written = value[key].as_str()?;
    let decimals = written.rsplit_once('.').map(|(_, decimals)| decimals.len());
    (decimals == Some(2)).then(|| Cents::from_euro_text(written).ok())?
}
