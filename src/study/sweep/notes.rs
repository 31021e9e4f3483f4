//! Notes of a part: what failed in it, and the summaries of its series, as they stand at the end of
//! its file.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::{Value, json};

use super::field::{Failed, Outcome, Summaries};
use crate::plan::AccountKind;
use crate::results::SeriesName;
use crate::simulation::sample::{Summary, SummaryParts};

/// The note with the fingerprint of the manifest.
pub(super) const SWEEP: &str = "verdeel:sweep";

/// The note with the number of the part.
pub(super) const PART: &str = "verdeel:part";

/// The note with what failed.
pub(super) const FAILED: &str = "verdeel:failed";

/// The note with the summaries.
pub(super) const SUMMARY: &str = "verdeel:summary";

/// Returns what failed, as a note.
pub(super) fn failed_text(failed: &[Failed]) -> String {
    let failed = failed.iter().map(|one| {
        json!({
            "point": one.point, "variant": one.variant, "code": one.code,
            "nl": one.nl, "en": one.en,
        })
    });
    Value::Array(failed.collect()).to_string()
}

/// Reads what failed; `None` where the text is no such note.
pub(super) fn failed_of(text: &str) -> Option<Vec<Failed>> {
    let list: Value = serde_json::from_str(text).ok()?;
    let list = list.as_array()?.iter().map(|one| {
        let own = |key: &str| Some(one[key].as_str()?.to_owned());
        Some(Failed {
            point: one["point"].as_i64()?,
            variant: own("variant")?,
            code: own("code")?,
            nl: own("nl")?,
            en: own("en")?,
        })
    });
    list.collect()
}

/// Returns the summaries of points that were run, as a note. It is written as it goes: there is one
/// for every series of every part, each with many buckets.
pub(super) fn summary_text(outcome: &Outcome) -> String {
    let mut text = String::from("[");
    for (at, ((variant, name), kept)) in outcome.series.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        write_series(&mut text, (variant, name), &kept.summary.parts());
    }
    text.push(']');
    text
}

fn write_series(text: &mut String, (variant, name): (&str, &SeriesName), parts: &SummaryParts) {
    let quoted = |value: Option<&str>| json!(value).to_string();
    text.push_str("{\"buckets\":\"");
    write_buckets(text, &parts.buckets);
    let rest = [
        ("component", quoted(name.component.as_deref())),
        ("count", parts.count.to_string()),
        ("is_cell", (name.kind == AccountKind::Cell).to_string()),
        ("kind", quoted(Some(name.kind.name()))),
        ("least", parts.least.to_string()),
        ("most", parts.most.to_string()),
        ("recipient", quoted(Some(&name.recipient))),
        ("region", quoted(name.region.as_deref())),
        (
            "squares",
            format!("[\"{}\",\"{}\"]", parts.squares.0, parts.squares.1),
        ),
        ("total", format!("\"{}\"", parts.total)),
        ("variant", quoted(Some(variant))),
        ("year", quoted(name.year.as_deref())),
    ];
    text.push('"');
    for (key, value) in rest {
        text.push_str(",\"");
        text.push_str(key);
        text.push_str("\":");
        text.push_str(&value);
    }
    text.push('}');
}

/// Adds the summaries of a note to others; says whether the text is such a note.
pub(super) fn add_summaries(text: &str, all: &mut Summaries) -> bool {
    let read = || -> Option<Vec<((String, SeriesName), Summary)>> {
        let list: Vec<Noted<'_>> = serde_json::from_str(text).ok()?;
        list.into_iter().map(series).collect()
    };
    let Some(list) = read() else {
        return false;
    };
    for (key, summary) in list {
        all.entry(key).or_default().join(&summary);
    }
    true
}

/// Writes buckets with their counts as `BUCKET:COUNT`, one after the other: there are many, and a
/// list of lists would take most of the time of a part.
fn write_buckets(text: &mut String, buckets: &[(i64, u64)]) {
    for (at, (bucket, count)) in buckets.iter().enumerate() {
        if at > 0 {
            text.push(' ');
        }
        if *bucket < 0 {
            text.push('-');
        }
        write_digits(text, bucket.unsigned_abs());
        text.push(':');
        write_digits(text, *count);
    }
}

fn write_digits(text: &mut String, mut number: u64) {
    let mut digits = ['0'; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = char::from_digit(u32::try_from(number % 10).unwrap_or_default(), 10)
            .unwrap_or_default();
        number /= 10;
        if number == 0 {
            break;
        }
    }
    text.extend(&digits[first..]);
}

/// Reads buckets; `None` where the text is none.
fn buckets_of(text: &str) -> Option<Vec<(i64, u64)>> {
    let mut buckets = Vec::with_capacity(text.len() / 7);
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let is_negative = rest.first() == Some(&b'-');
        rest = &rest[usize::from(is_negative)..];
        let bucket = i64::try_from(digits(&mut rest)?).ok()?;
        rest = rest.strip_prefix(b":")?;
        let count = digits(&mut rest)?;
        rest = match rest {
            [] => rest,
            [b' ', rest @ ..] => rest,
            _ => return None,
        };
        buckets.push((if is_negative { -bucket } else { bucket }, count));
    }
    Some(buckets)
}

/// Takes the number with which a text begins; `None` without one.
fn digits(rest: &mut &[u8]) -> Option<u64> {
    let mut number: Option<u64> = None;
    while let [digit @ b'0'..=b'9', after @ ..] = *rest {
        let so_far = number.unwrap_or_default().checked_mul(10)?;
        number = Some(so_far.checked_add(u64::from(digit - b'0'))?);
        *rest = after;
    }
    number
}

/// A summary as it is noted.
#[derive(Deserialize)]
struct Noted<'n> {
    #[serde(borrow)]
    buckets: Cow<'n, str>,
    component: Option<String>,
    count: u64,
    is_cell: bool,
    kind: String,
    least: i64,
    most: i64,
    recipient: String,
    region: Option<String>,
    squares: (String, String),
    total: String,
    variant: String,
    year: Option<String>,
}

fn series(noted: Noted<'_>) -> Option<((String, SeriesName), Summary)> {
    let whole = |value: &str| value.parse::<i128>().ok();
    let kind = KINDS
        .into_iter()
        .find(|kind| kind.name() == noted.kind && (*kind == AccountKind::Cell) == noted.is_cell)?;
    let parts = SummaryParts {
        count: noted.count,
        total: whole(&noted.total)?,
        squares: (whole(&noted.squares.0)?, whole(&noted.squares.1)?),
        least: noted.least,
        most: noted.most,
        buckets: buckets_of(&noted.buckets)?,
    };
    let name = SeriesName {
        kind,
        recipient: noted.recipient,
        region: noted.region,
        component: noted.component,
        year: noted.year,
    };
    Some(((noted.variant, name), Summary::of_parts(&parts)))
}

/// As what a recipient can stand in a series.
const KINDS: [AccountKind; 8] = [
    AccountKind::Pot,
    AccountKind::Region,
    AccountKind::Partnership,
    AccountKind::Cell,
    AccountKind::Board,
    AccountKind::Institute,
    AccountKind::Function,
    AccountKind::Others,
];
