//! Changes on the counts of earlier years: a section of the text and of the JSON of a simulation.

use serde_json::{Value, json};

use super::grid::{Look, matrix};
use super::json::euros;
use super::wording::{Sentences, whole_euros};
use crate::results::{Vintage, VintageRow, VintageVariant, Vintages};

/// Returns the section of the text: whose sign flips, and then all changes.
pub(super) fn vintages_text(vintages: &Vintages, baseline: &str, look: Look) -> String {
    let say = Sentences::new(look.lang);
    let mut text = format!("\n{}\n", say.earlier_counts(vintages, baseline));
    for variant in &vintages.variants {
        text += &format!("- {}\n", say.whose_sign_flips(variant));
    }
    for year in &vintages.years {
        for note in say.about_vintage(year, vintages) {
            text += &format!("- {note}\n");
        }
    }
    for variant in &vintages.variants {
        text += &format!("\n{}\n", say.on_earlier_counts(&variant.id, baseline));
        text += &format!("{}\n", table(vintages, variant, look));
    }
    text
}

/// Lays out the change of each recipient by counted year.
fn table(vintages: &Vintages, variant: &VintageVariant, look: Look) -> String {
    let say = Sentences::new(look.lang);
    let is_shown = |year: &Vintage| year.refused.is_none();
    let shown = vintages.years.iter().filter(|year| is_shown(year));
    let mut heads: Vec<String> = shown.map(|year| year.counted.to_string()).collect();
    heads.push(say.sign().to_owned());
    let rows = variant.rows.iter().map(|row| {
        let years = vintages.years.iter().zip(&row.changes);
        let years = years.filter(|(year, _)| is_shown(year));
        let mut cells: Vec<String> = years
            .map(|(_, change)| change.map_or(String::new(), |one| whole_euros(one.0, look.lang)))
            .collect();
        cells.push(say.sign_of(row).to_owned());
        (say.vintage_of(&row.recipient), cells)
    });
    let rows: Vec<(String, Vec<String>)> = rows.collect();
    matrix(&heads, &rows, look)
}

/// Returns the section of the JSON.
pub(super) fn vintages_json(vintages: &Vintages) -> Value {
    let years = vintages.years.iter().map(|year| {
        let uncounted = year.uncounted.iter().map(ToString::to_string);
        let refused = year.refused.as_ref();
        json!({
            "counted": year.counted.to_string(),
            "uncounted": uncounted.collect::<Vec<String>>(),
            "refused": refused.map(|text| json!({ "nl": text.nl, "en": text.en })),
        })
    });
    let variants = vintages.variants.iter().map(|variant| {
        let rows = variant.rows.iter().map(|row| recipient(vintages, row));
        json!({ "id": variant.id, "recipients": rows.collect::<Vec<Value>>() })
    });
    json!({
        "years": years.collect::<Vec<Value>>(),
        "variants": variants.collect::<Vec<Value>>(),
    })
}

fn recipient(vintages: &Vintages, row: &VintageRow) -> Value {
    let changes = vintages.years.iter().zip(&row.changes);
    let changes = changes.filter_map(|(year, change)| {
        let (change, direction) = (*change)?;
        Some(json!({
            "counted": year.counted.to_string(),
            "change": euros(change),
            "direction": direction.name(),
        }))
    });
    json!({
        "kind": row.recipient.kind.name(),
        "recipient": row.recipient.id.as_str(),
        "changes": changes.collect::<Vec<Value>>(),
        "flips": row.flips(),
    })
}
