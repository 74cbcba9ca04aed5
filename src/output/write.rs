//! Writing a site: refused where the folder is somebody else's, in place, changed files only, the manifest last.

use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use rayon::prelude::*;

use super::manifest::{CLAIMED, FILE, Manifest};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::fs;
use crate::render::{Content, OutputFile};

/// What writing came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Bytes of all files of the site, changed or not.
    pub bytes: u64,
    /// Files whose bytes changed.
    pub changed: usize,
    /// Stale files removed.
    pub removed: usize,
}

/// Writes the files of a site into `out` (`shown` in messages). After an error nothing more is removed, and the manifest says what stands there.
pub fn write_site(
    out: &Path,
    shown: &str,
    files: &[OutputFile],
    diagnostics: &mut Diagnostics,
) -> Written {
    let old = Manifest::read(out);
    if old.is_none() && fs::names_in(out).iter().any(|name| name != ".git") {
        diagnostics.push(
            Diagnostic::error(
                Code::OutputNotOurs,
                format!("{shown} holds files that livesite did not write"),
            )
            .in_file(shown)
            .hint("empty it, or name another folder with --out"),
        );
        return Written::default();
    }
    let old = old.unwrap_or_default();
    claim(out, files, &old);
    let bytes = AtomicU64::new(0);
    let changed = AtomicUsize::new(0);
    let results: Vec<_> = files
        .par_iter()
        .map(|file| {
            let path = file.path.output_file();
            let result =
                write_file(out, shown, &path, file, &old).map(|(fingerprint, length, wrote)| {
                    bytes.fetch_add(length, Ordering::Relaxed);
                    changed.fetch_add(usize::from(wrote), Ordering::Relaxed);
                    fingerprint
                });
            (path, result)
        })
        .collect();

    let mut manifest = Manifest::default();
    let mut failed = false;
    for (path, result) in results {
        match result {
            Ok(fingerprint) => {
                manifest.files.insert(path, fingerprint);
            }
            Err(diagnostic) => {
                if !failed {
                    diagnostics.push(*diagnostic);
                }
                failed = true;
            }
        }
    }
    let mut removed = 0;
    if failed {
        // What was written before still stands there, and is still ours.
        for (path, fingerprint) in old.files {
            manifest.files.entry(path).or_insert(fingerprint);
        }
    } else {
        removed = remove_stale(out, shown, &old, &manifest, diagnostics);
    }
    if (failed
        || changed.load(Ordering::Relaxed) > 0
        || removed > 0
        || !fs::exists(&out.join(FILE)))
        && let Err(diagnostic) = manifest.write(out)
        && !failed
    {
        diagnostics.push(*diagnostic);
    }
    Written {
        bytes: bytes.into_inner(),
        changed: changed.into_inner(),
        removed,
    }
}

/// Says which files are ours before the first is written, without a fingerprint: a build that is interrupted, or finds
/// the disk full, would else leave files that the next one takes for somebody else's.
fn claim(out: &Path, files: &[OutputFile], old: &Manifest) {
    let mut claimed = Manifest {
        files: old.files.clone(),
    };
    for file in files {
        let path = file.path.output_file();
        claimed.files.entry(path).or_insert_with(|| CLAIMED.into());
    }
    if claimed != *old {
        // Where this cannot be written, neither can the files, and they are what is reported.
        let _ = claimed.write(out);
    }
}

/// Writes one file if its bytes changed: its fingerprint, its length, whether it was written.
fn write_file(
    out: &Path,
    shown: &str,
    path: &str,
    file: &OutputFile,
    old: &Manifest,
) -> Result<(String, u64, bool), Box<Diagnostic>> {
    let read;
    let bytes: &[u8] = match &file.content {
        Content::Bytes(bytes) => bytes,
        Content::Shared(bytes) => bytes,
        Content::Copy(source) => {
            read = fs::read_bytes(source, &source.to_string_lossy())?;
            &read
        }
    };
    let fingerprint = Manifest::fingerprint(bytes);
    let target = out.join(path);
    let length = bytes.len() as u64;
    let unchanged =
        old.files.get(path) == Some(&fingerprint) && fs::length(&target) == Some(length);
    if !unchanged {
        fs::write(&target, &format!("{shown}/{path}"), bytes)?;
    }
    Ok((fingerprint, length, !unchanged))
}

fn remove_stale(
    out: &Path,
    shown: &str,
    old: &Manifest,
    new: &Manifest,
    diagnostics: &mut Diagnostics,
) -> usize {
    let mut removed = 0;
    for path in old
        .files
        .keys()
        .filter(|path| !new.files.contains_key(*path))
    {
        // A manifest is a file that somebody could have changed: nothing outside the folder is touched.
        if path.split('/').any(|part| part == "..") || path.starts_with('/') {
            continue;
        }
        match fs::remove_file(&out.join(path), &format!("{shown}/{path}")) {
            Ok(()) => removed += 1,
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
        let mut folder = Path::new(path).parent();
        while let Some(parent) = folder.filter(|parent| !parent.as_os_str().is_empty()) {
            if !fs::remove_if_empty(&out.join(parent)) {
                break;
            }
            folder = parent.parent();
        }
    }
    removed
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use crate::base::address::SitePath;

    #[test]
    fn a_build_goes_on_where_an_interrupted_one_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        let file = |name: &str, text: &str| OutputFile {
            path: SitePath::home().file(name),
            content: Content::Bytes(text.into()),
        };
        let mut said = Vec::new();
        // The first build is stopped after half a file, and the next one no longer has that file.
        let first = [file("a.html", "whole"), file("gone.html", "whole")];
        claim(out, &first, &Manifest::default());
        fs::write(&out.join("a.html"), "a.html", b"whol").unwrap();
        fs::write(&out.join("gone.html"), "gone.html", b"wh").unwrap();
        let written = write_site(out, "out", &first[..1], &mut said);
        assert_eq!(said, []);
        assert_eq!((written.changed, written.removed), (1, 1));
        assert_eq!(
            fs::read_bytes(&out.join("a.html"), "a.html").unwrap(),
            b"whole"
        );
        assert_eq!(fs::length(&out.join("gone.html")), None);
        // And a second build has nothing to do.
        let written = write_site(out, "out", &first[..1], &mut said);
        assert_eq!((written.changed, written.removed), (0, 0));
    }
}
