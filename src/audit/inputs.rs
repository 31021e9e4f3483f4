//! Inputs: the fingerprints in the receipt against the files as they are now.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Verdict;

/// Compares every input that can be read.
pub(super) fn prove(
    receipt: &Value,
    input: &dyn Fn(&str) -> Option<String>,
    verdict: &mut Verdict,
) {
    let Some(inputs) = receipt["inputs"].as_object() else {
        verdict.finds("receipt", "no inputs are named");
        return;
    };
    for (path, fingerprint) in inputs {
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
