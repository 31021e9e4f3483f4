//! The receipt: the program, and the fingerprints of the inputs against the files as they are now.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Verdict;
use super::fields::text;

/// Proves that a receipt names the program and at least one input, and compares every input that
/// can be read.
pub(super) fn prove(
    receipt: &Value,
    input: &dyn Fn(&str) -> Option<String>,
    verdict: &mut Verdict,
) {
    if text(receipt, "program").trim().is_empty() {
        verdict.finds("receipt", "no program is named");
    }
    let inputs = receipt["inputs"].as_object();
    let Some(inputs) = inputs.filter(|inputs| !inputs.is_empty()) else {
        verdict.finds("receipt", "no inputs are named");
        return;
    };
    for (path, fingerprint) in inputs {
        if !is_fingerprint(fingerprint) {
            verdict.finds("receipt", &format!("`{path}` has no fingerprint"));
            continue;
        }
        let Some(text) = input(path) else {
            verdict.unread.push(path.clone());
            continue;
        };
        let hash = Sha256::digest(text.as_bytes());
        let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let holds = fingerprint.as_str() == Some(&format!("sha256:{digits}"));
        verdict.prove(
            "inputs",
            holds,
            path,
            "the file has changed since the result was made",
        );
    }
}

/// Says whether a value is written as a hash.
fn is_fingerprint(value: &Value) -> bool {
    let digits = value.as_str().and_then(|text| text.strip_prefix("sha256:"));
    let is_digit = |sign: u8| matches!(sign, b'0'..=b'9' | b'a'..=b'f');
    digits.is_some_and(|digits| digits.len() == 64 && digits.bytes().all(is_digit))
}
