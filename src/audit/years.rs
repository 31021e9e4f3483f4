//! Years: every variant shows the same ones, whole, unless it sets years of its own.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Verdict;
use super::fields::{list, text};

/// The tables of a year.
const TABLES: &[&str] = &["pots", "rates", "awards", "conservation", "postings"];

/// Proves that variants differ in name and agree in years, and that every year has its tables.
pub(super) fn prove(document: &Value, verdict: &mut Verdict) {
    let variants = list(document, "variants");
    if variants.is_empty() {
        verdict.finds("variants", "the result holds no variants");
    }
    let mut ids = BTreeSet::new();
    let mut shown: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    for variant in variants {
        let id = text(variant, "id");
        let place = format!("variant {id}");
        if id.is_empty() || !ids.insert(id) {
            verdict.finds(&place, "the variant has no name of its own");
        }
        let years = list(variant, "years").iter();
        let years: Vec<&str> = years.map(|year| text(year, "year")).collect();
        let distinct: BTreeSet<&&str> = years.iter().collect();
        let mut settings = list(variant, "settings").iter();
        let own = settings.find(|setting| text(setting, "path") == "years");
        let own = own.map(|setting| text(setting, "value"));
        let same = shown.entry(own).or_insert_with(|| years.clone()) == &years;
        let holds = same && !years.is_empty() && distinct.len() == years.len();
        let otherwise = "the variant does not show the years of the others, each once";
        let holds = holds && !distinct.contains(&"");
        verdict.prove("years", holds, &place, otherwise);
        for year in list(variant, "years") {
            for table in TABLES.iter().filter(|table| !year[**table].is_array()) {
                let place = format!("variant {id}, {}", text(year, "year"));
                verdict.finds(&place, &format!("there is no list of `{table}`"));
            }
        }
    }
}
