//! The manifest: which files of the output folder livesite wrote, and the fingerprint of each.
//!
//! It is written last. With it a second build touches only what changed, stale files can be removed, and files that
//! somebody else put there are left alone.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::diagnostic::Diagnostic;
use crate::base::fs;

/// The manifest's file in the output folder.
pub const FILE: &str = ".livesite-manifest";
/// In place of a fingerprint: a file that a build is about to write.
pub const CLAIMED: &str = "-";
const HEAD: &str = "livesite manifest 1";

/// Files below the output folder and the fingerprint (XXH3, 128 bits, hex) of what was written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Path below the output folder, with `/`, and fingerprint.
    pub files: BTreeMap<String, String>,
}

impl Manifest {
    /// The manifest of an output folder; `None` when there is none, or none that we wrote.
    #[must_use]
    pub fn read(out: &Path) -> Option<Self> {
        let bytes = fs::read_bytes(&out.join(FILE), FILE).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let mut lines = text.lines();
        if lines.next()? != HEAD {
            return None;
        }
        let files = lines
            .filter_map(|line| line.split_once(' '))
            .map(|(hash, path)| (unescaped(path), hash.into()))
            .collect();
        Some(Self { files })
    }

    /// Writes the manifest.
    ///
    /// # Errors
    /// `output-failed`.
    pub fn write(&self, out: &Path) -> Result<(), Box<Diagnostic>> {
        let mut text = format!("{HEAD}\n");
        for (path, hash) in &self.files {
            text.push_str(hash);
            text.push(' ');
            text.push_str(&escaped(path));
            text.push('\n');
        }
        fs::write(&out.join(FILE), FILE, text.as_bytes())
    }

    /// The fingerprint of a file's bytes.
    #[must_use]
    pub fn fingerprint(bytes: &[u8]) -> String {
        format!("{:032x}", xxhash_rust::xxh3::xxh3_128(bytes))
    }
}

/// The files that earlier builds wrote into an output folder, sorted; none where there is no manifest. What an
/// interrupted build only meant to write is not among them.
#[must_use]
pub fn earlier_files(out: &Path) -> Vec<String> {
    let files = Manifest::read(out).unwrap_or_default().files;
    files
        .into_iter()
        .filter(|(_, fingerprint)| fingerprint != CLAIMED)
        .map(|(path, _)| path)
        .collect()
}

/// A path on one line, whatever its name holds.
fn escaped(path: &str) -> String {
    path.replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}

fn unescaped(line: &str) -> String {
    let mut path = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => path.extend(rest.next().map(|escape| match escape {
                'n' => '\n',
                'r' => '\r',
                other => other,
            })),
            _ => path.push(character),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn every_name_is_read_back() {
        let out = tempfile::tempdir().unwrap();
        let manifest = Manifest {
            files: ["a b/index.html", "a\nb.svg", "a\r", "a\\nb", "ü/\u{2028}"]
                .map(|path| (path.to_string(), "0".to_string()))
                .into(),
        };
        manifest.write(out.path()).unwrap();
        assert_eq!(Manifest::read(out.path()), Some(manifest));
    }
}
