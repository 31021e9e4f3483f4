//! Notes of a part: what failed in it, and the summaries of its series, as they stand at the end of
//! its file.

use std::collections::BTreeMap;

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

/// Returns the summaries of points that were run, as a note.
pub(super) fn summary_text(outcome: &Outcome) -> String {
    let series = outcome.series.iter();
    let list = series.map(|((variant, name), kept)| {
        let SummaryParts {
            count,
            total,
            squares,
            least,
            most,
            buckets,
        } = kept.summary.parts();
        json!({
            "variant": variant,
            "kind": name.kind.name(),
            "is_cell": name.kind == AccountKind::Cell,
            "recipient": name.recipient,
            "region": name.region,
            "component": name.component,
            "year": name.year,
            "count": count,
            "total": total.to_string(),
            "squares": [squares.0.to_string(), squares.1.to_string()],
            "least": least,
            "most": most,
            "buckets": buckets_text(&buckets),
        })
    });
    Value::Array(list.collect()).to_string()
}

/// Adds the summaries of a note to others; says whether the text is such a note.
pub(super) fn add_summaries(text: &str, all: &mut Summaries) -> bool {
    let read = || -> Option<Vec<((String, SeriesName), Summary)>> {
        let list: Value = serde_json::from_str(text).ok()?;
        list.as_array()?.iter().map(series).collect()
    };
    let Some(list) = read() else {
        return false;
    };
    for (key, summary) in list {
        all.entry(key).or_default().join(&summary);
    }
    true
}

/// Returns buckets with their counts as `BUCKET:COUNT`, one after the other: there are many, and a
/// list of lists would take most of the time of a part.
fn buckets_text(buckets: &BTreeMap<i64, u64>) -> String {
    let mut text = String::new();
    for (bucket, count) in buckets {
        if !text.is_empty() {
            text.push(' ');
        }
        text += &bucket.to_string();
        text.push(':');
        text += &count.to_string();
    }
    text
}

/// Reads buckets; `None` where the text is none.
fn buckets_of(text: &str) -> Option<BTreeMap<i64, u64>> {
    let pairs = text.split_ascii_whitespace().map(|pair| {
        let (bucket, count) = pair.split_once(':')?;
        Some((bucket.parse().ok()?, count.parse().ok()?))
    });
    pairs.collect()
}

fn series(one: &Value) -> Option<((String, SeriesName), Summary)> {
    let text = |key: &str| Some(one[key].as_str()?.to_owned());
    let whole = |value: &Value| value.as_str()?.parse::<i128>().ok();
    let is_cell = one["is_cell"].as_bool()?;
    let kind = KINDS.into_iter().find(|kind| {
        kind.name() == one["kind"].as_str().unwrap_or_default()
            && (*kind == AccountKind::Cell) == is_cell
    })?;
    let parts = SummaryParts {
        count: one["count"].as_u64()?,
        total: whole(&one["total"])?,
        squares: (whole(&one["squares"][0])?, whole(&one["squares"][1])?),
        least: one["least"].as_i64()?,
        most: one["most"].as_i64()?,
        buckets: buckets_of(one["buckets"].as_str()?)?,
    };
    let name = SeriesName {
        kind,
        recipient: text("recipient")?,
        region: text("region"),
        component: text("component"),
        year: text("year"),
    };
    Some(((text("variant")?, name), Summary::of_parts(&parts)))
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
