//! Results in which a month or a balance was changed, and that were sealed again.

use serde_json::{Value, json};
use verdeel::audit::audit;
use verdeel::results::digest;

use super::{MENTORS, proven};

/// A change to the first variant.
type Tampering = (&'static str, fn(&mut Value));

const TAMPERINGS: [Tampering; 14] = [
    ("another month", |one| {
        award(one, "45000.00")["moments"][0]["moment"] = json!("2025-05");
    }),
    ("no month at all", |one| {
        award(one, "45000.00")["moments"][0]["moment"] = json!("2025-13");
    }),
    ("a part that is a cent more", |one| {
        award(one, "45000.00")["moments"][0]["amount"] = json!("45000.01");
    }),
    ("no months", |one| {
        award(one, "45000.00")["moments"] = Value::Null;
    }),
    ("months for an award without", |one| {
        let month = json!([{ "moment": "2025-04", "amount": "600.00" }]);
        award(one, "600.00")["moments"] = month;
    }),
    ("a posting in a month that is none", |one| {
        one["years"][0]["postings"][0]["moment"] = json!("April");
    }),
    ("a posting to a partnership in another month", |one| {
        let postings = one["years"][0]["postings"].as_array_mut().expect("rows");
        let last = postings.iter_mut().rfind(|one| one["moment"] == "2025-04");
        last.expect("a posting")["moment"] = json!("2025-06");
    }),
    ("a balance", |one| {
        one["cash"][0]["months"][3]["balance"] = json!("36500.01");
    }),
    ("a receipt", |one| {
        one["cash"][0]["months"][3]["received"] = json!("52500.01");
    }),
    ("another deepest month", |one| {
        one["cash"][0]["deepest"]["month"] = json!("2025-02");
    }),
    ("nothing prefinanced", |one| {
        one["cash"][0]["deepest"] = Value::Null;
    }),
    ("less without a month", |one| {
        one["cash"][0]["undated"] = json!("0.00");
    }),
    ("a partnership twice", |one| {
        one["cash"][1]["recipient"] = json!("p");
    }),
    ("a partnership gone", |one| {
        one["cash"].as_array_mut().expect("rows").pop();
    }),
];

/// Returns the first award of an amount.
fn award<'v>(variant: &'v mut Value, amount: &str) -> &'v mut Value {
    let awards = variant["years"][0]["awards"].as_array_mut();
    let mut awards = awards.expect("awards").iter_mut();
    let found = awards.find(|award| award["amount"] == amount);
    found.expect("an award")
}

#[test]
fn no_month_and_no_balance_changes_unnoticed() {
    let run = proven(MENTORS);
    for (what, change) in TAMPERINGS {
        let mut document: Value = serde_json::from_str(&run.json).expect("JSON");
        change(&mut document["variants"][0]);
        let sealed = digest(document["variants"].to_string().as_bytes());
        document["receipt"]["digest"] = sealed.into();
        let findings = audit(&document.to_string(), &|_| None).findings;
        assert!(!findings.is_empty(), "{what}");
        let is_placed = |finding: &String| finding.starts_with("variant base");
        assert!(findings.iter().all(is_placed), "{what}: {findings:?}");
    }
}
