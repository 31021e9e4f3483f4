//! The audit: a stored result proven again, from itself alone.
//!
//! It shares nothing with the engine but the money type. It reads the JSON as anybody could, adds
//! up movements per account, and compares with what the result says of itself. Its findings are
//! plain sentences in English, with the place in the result.
//!
//! **Invariant.** No finding means: every cent that left a pot is an award or unallocated, and
//! every award, pot, division and year is shown once, under its own name, and every month in which
//! something is paid is that of the movements. No text whatsoever
//! makes the audit stop: what it cannot read is a finding.

mod account;
mod books;
mod cash;
mod fields;
mod inputs;
mod moments;
mod rates;
mod total;
mod years;

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use self::fields::{list, text};

/// The schema of results that can be audited.
const SCHEMA: &str = "verdeel/run@1";

/// The schema of the results of a folder.
const SEVERAL: &str = "verdeel/runs@1";

/// What an audit found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What does not hold, with its place.
    pub findings: Vec<String>,
    /// What was proven, with how often.
    pub proven: BTreeMap<&'static str, usize>,
    /// Inputs that could not be read and so not be compared.
    pub unread: Vec<String>,
}

impl Verdict {
    fn finds(&mut self, place: &str, what: &str) {
        let finding = format!("{place}: {what}");
        // Names come from a document that may hold anything; what steers a terminal is escaped.
        let signs = finding.chars().map(|sign| match sign.is_control() {
            true => sign.escape_default().to_string(),
            false => sign.to_string(),
        });
        self.findings.push(signs.collect());
    }

    /// Notes that something was proven, or a finding where it does not hold.
    fn prove(&mut self, kind: &'static str, holds: bool, place: &str, otherwise: &str) {
        if holds {
            *self.proven.entry(kind).or_default() += 1;
        } else {
            self.finds(place, otherwise);
        }
    }
}

/// Audits the JSON text of a run; `input` gives the text of an input file where it can be read.
pub fn audit(result: &str, input: &dyn Fn(&str) -> Option<String>) -> Verdict {
    let mut verdict = Verdict::default();
    let document: Value = match serde_json::from_str(result) {
        Ok(document) => document,
        Err(error) => {
            verdict.finds("result", &format!("not JSON: {error}"));
            return verdict;
        }
    };
    match text(&document, "schema") {
        SCHEMA => audit_run(&document, input, &mut verdict),
        SEVERAL => {
            if list(&document, "runs").is_empty() {
                verdict.finds("runs", "the result holds no runs");
            }
            for run in list(&document, "runs") {
                if text(run, "schema") != SCHEMA {
                    verdict.finds("schema", &format!("a run is not `{SCHEMA}`"));
                }
                audit_run(run, input, &mut verdict);
            }
        }
        found => {
            verdict.finds(
                "schema",
                &format!("`{found}` where `{SCHEMA}` was expected"),
            );
        }
    }
    verdict
}

fn audit_run(document: &Value, input: &dyn Fn(&str) -> Option<String>, verdict: &mut Verdict) {
    let receipt = &document["receipt"];
    prove_digest(document, receipt, verdict);
    inputs::prove(receipt, input, verdict);
    years::prove(document, verdict);
    for variant in list(document, "variants") {
        let id = text(variant, "id");
        for year in list(variant, "years") {
            let place = format!("variant {id}, {}", text(year, "year"));
            books::prove(year, &place, verdict);
            rates::prove(year, &place, verdict);
            moments::prove(year, &place, verdict);
        }
        cash::prove(variant, &format!("variant {id}"), verdict);
    }
}

/// The digest is the hash of the variants as compact JSON with keys in alphabetical order.
fn prove_digest(document: &Value, receipt: &Value, verdict: &mut Verdict) {
    let hash = Sha256::digest(document["variants"].to_string().as_bytes());
    let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let holds = text(receipt, "digest") == format!("sha256:{digits}");
    verdict.prove(
        "digest",
        holds,
        "receipt",
        "the digest does not fit the variants",
    );
}
