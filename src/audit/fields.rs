//! Fields of a JSON document; what is missing reads as empty and shows up as a finding.

use serde_json::Value;

use super::total::Total;
use crate::money::Exact;

/// Longest fraction that is read; the fractions of a result are far shorter.
const RATIO_LENGTH_MAX: usize = 2_000;

pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Returns an amount of exactly two decimals, as results write them.
pub(super) fn amount(value: &Value, key: &str) -> Option<Total> {
    Total::from_text(value[key].as_str()?)
}

/// Returns a fraction in lowest terms, as results write them.
pub(super) fn ratio(value: &Value, key: &str) -> Option<Exact> {
    let written = value[key].as_str()?;
    let ratio = (written.len() <= RATIO_LENGTH_MAX).then(|| Exact::from_ratio_text(written))??;
    (ratio.to_string() == written).then_some(ratio)
}
