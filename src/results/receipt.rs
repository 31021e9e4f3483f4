//! Receipts: what a result was made of, so that anybody can make it again.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// What a result was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The program and its version.
    pub program: String,
    /// Fingerprints of the input files, by path.
    pub inputs: BTreeMap<String, String>,
    /// The seed of random draws; `None` where nothing was drawn.
    pub seed: Option<u64>,
    /// The one draw that the result shows; `None` where it shows none or many.
    pub draw: Option<u64>,
}

/// Returns the fingerprint of a file: the hash that `sha256sum` prints.
pub fn fingerprint(text: &str) -> String {
    digest(text.as_bytes())
}

/// Returns `sha256:` with the hash of `bytes` in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    let hexadecimal: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hexadecimal}")
}
