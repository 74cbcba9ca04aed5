//! Sums that tell whether bytes are the same: SHA-256 for what others may want to check.

use sha2::{Digest, Sha256};

/// SHA-256 (FIPS 180-4) in hex.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
