//! Numbers as bytes, and the files of the index.

use std::io::Write as _;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use xxhash_rust::xxh3::xxh3_64;

/// Bytes that are being written.
#[derive(Debug, Default)]
pub struct Bytes(pub Vec<u8>);

impl Bytes {
    /// A number: seven bits a byte, the lowest first; the high bit says that more follow (LEB128).
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the low bits are what is meant"
    )]
    pub fn number(&mut self, number: usize) {
        let mut rest = number;
        while rest >= 0x80 {
            self.0.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.0.push(rest as u8);
    }
}

/// A file of the index.
#[derive(Debug, Clone)]
pub struct IndexFile {
    /// Its name, which is another when its bytes are.
    pub name: String,
    /// Its bytes, compressed: hosts compress no file of this ending.
    pub bytes: Arc<Vec<u8>>,
}

impl IndexFile {
    /// A file of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let bytes = deflated(bytes);
        Self {
            name: format!("{:016x}", xxh3_64(&bytes)),
            bytes: Arc::new(bytes),
        }
    }
}

/// Bytes as raw deflate.
#[must_use]
pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(6));
    // Writing into memory has no way to fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
