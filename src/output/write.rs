//! Writing a site: refused where the folder is somebody else's, all or nothing, changed files only, the manifest last.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::manifest::{CLAIMED, FILE, Manifest};
use crate::base::address::SitePath;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::fs::{self, Staged, Staging};
use crate::render::Content;

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

/// A site on its way into a folder. Files wait on the disk, so that a site may be larger than memory; they
/// take their places when all of them are there, and none does where that is never said.
#[derive(Debug)]
pub struct Writing<'a> {
    out: &'a Path,
    /// The folder in messages.
    shown: &'a str,
    old: Manifest,
    staging: Staging,
    bytes: AtomicU64,
    files: Mutex<BTreeMap<String, Waiting>>,
    failed: Mutex<Option<Box<Diagnostic>>>,
}

/// A file of the site to be.
#[derive(Debug)]
struct Waiting {
    fingerprint: String,
    /// None where the same bytes stand in its place.
    staged: Option<Staged>,
}

impl<'a> Writing<'a> {
    /// A site for `out` (`shown` in messages). `None`, and said, where somebody else's files are in it.
    pub fn begin(out: &'a Path, shown: &'a str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let old = Manifest::read(out);
        let is_ours = |name: &String| name == ".git" || name == Staging::NAME;
        if old.is_none() && !fs::names_in(out).iter().all(is_ours) {
            diagnostics.push(
                Diagnostic::error(
                    Code::OutputNotOurs,
                    format!("{shown} holds files that livesite did not write"),
                )
                .in_file(shown)
                .hint("empty it, or name another folder with --out"),
            );
            return None;
        }
        Some(Self {
            out,
            shown,
            old: old.unwrap_or_default(),
            staging: Staging::in_folder(out),
            bytes: AtomicU64::new(0),
            files: Mutex::default(),
            failed: Mutex::default(),
        })
    }

    /// Takes the next file, in any order and from any thread. After a failure none is taken.
    pub fn take(&self, path: &SitePath, content: &Content) {
        if lock(&self.failed).is_some() {
            return;
        }
        let path = path.output_file();
        match self.waiting(&path, content) {
            Ok(waiting) => {
                lock(&self.files).insert(path, waiting);
            }
            Err(diagnostic) => {
                lock(&self.failed).get_or_insert(diagnostic);
            }
        }
    }

    fn waiting(&self, path: &str, content: &Content) -> Result<Waiting, Box<Diagnostic>> {
        let read;
        let bytes: &[u8] = match content {
            Content::Bytes(bytes) => bytes,
            Content::Shared(bytes) => bytes,
            Content::Copy(source) => {
                read = fs::read_bytes(source, &source.to_string_lossy())?;
                &read
            }
        };
        let fingerprint = Manifest::fingerprint(bytes);
        let length = bytes.len() as u64;
        self.bytes.fetch_add(length, Ordering::Relaxed);
        let unchanged = self.old.files.get(path) == Some(&fingerprint)
            && fs::length(&self.out.join(path)) == Some(length);
        let staged = match unchanged {
            true => None,
            false => Some(self.staging.keep(bytes, &self.shown(path))?),
        };
        Ok(Waiting {
            fingerprint,
            staged,
        })
    }

    /// A file in messages.
    fn shown(&self, path: &str) -> String {
        format!("{}/{path}", self.shown)
    }

    /// Puts every file into its place and removes the stale ones. After an error nothing more is removed, and the manifest
    /// says what stands there.
    pub fn finish(self, diagnostics: &mut Diagnostics) -> Written {
        let mut written = Written {
            bytes: self.bytes.load(Ordering::Relaxed),
            ..Written::default()
        };
        if let Some(diagnostic) = lock(&self.failed).take() {
            diagnostics.push(*diagnostic);
            return written;
        }
        let files = std::mem::take(&mut *lock(&self.files));
        claim(self.out, files.keys(), &self.old);
        let results: Vec<_> = files
            .into_par_iter()
            .map(|(path, waiting)| {
                let result = waiting.staged.as_ref().map(|staged| {
                    Staging::place(staged, &self.out.join(&path), &self.shown(&path))
                });
                (path, waiting.fingerprint, result)
            })
            .collect();
        let mut manifest = Manifest::default();
        let mut failed = false;
        for (path, fingerprint, result) in results {
            match result {
                Some(Err(diagnostic)) => {
                    if !failed {
                        diagnostics.push(*diagnostic);
                    }
                    failed = true;
                }
                placed => {
                    written.changed += usize::from(placed.is_some());
                    manifest.files.insert(path, fingerprint);
                }
            }
        }
        if failed {
            // What was written before still stands there, and is still ours.
            for (path, fingerprint) in &self.old.files {
                let entry = manifest.files.entry(path.clone());
                entry.or_insert_with(|| fingerprint.clone());
            }
        } else {
            written.removed = remove_stale(self.out, self.shown, &self.old, &manifest, diagnostics);
        }
        let is_same = !failed
            && written.changed == 0
            && written.removed == 0
            && fs::exists(&self.out.join(FILE));
        if !is_same
            && let Err(diagnostic) = manifest.write(self.out)
            && !failed
        {
            diagnostics.push(*diagnostic);
        }
        written
    }
}

fn lock<T>(part: &Mutex<T>) -> MutexGuard<'_, T> {
    // A file is put in whole, so a thread that died holding the lock left it in order.
    part.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says which files are ours before the first takes its place, without a fingerprint: a build that is interrupted, or finds
/// the disk full, would else leave files that the next one takes for somebody else's.
fn claim<'a>(out: &Path, files: impl Iterator<Item = &'a String>, old: &Manifest) {
    let mut claimed = Manifest {
        files: old.files.clone(),
    };
    for path in files {
        let claim = claimed.files.entry(path.clone());
        claim.or_insert_with(|| CLAIMED.into());
    }
    if claimed != *old {
        // Where this cannot be written, neither can the files, and they are what is reported.
        let _ = claimed.write(out);
    }
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

    fn begin<'a>(out: &'a Path, files: &[(&str, &str)]) -> Writing<'a> {
        let writing = Writing::begin(out, "out", &mut Vec::new()).unwrap();
        for (name, text) in files {
            let path = SitePath::home().file(name);
            writing.take(&path, &Content::Bytes((*text).into()));
        }
        writing
    }

    fn text(path: &Path) -> Option<Vec<u8>> {
        fs::read_bytes(path, "").ok()
    }

    #[test]
    fn a_build_goes_on_where_an_interrupted_one_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        let mut said = Vec::new();
        // The first build is stopped while files take their places, and the next one no longer has one of them.
        claim(
            out,
            ["a.html".to_string(), "gone.html".to_string()].iter(),
            &Manifest::default(),
        );
        fs::write(&out.join("a.html"), "a.html", b"whol").unwrap();
        fs::write(&out.join("gone.html"), "gone.html", b"wh").unwrap();
        let written = begin(out, &[("a.html", "whole")]).finish(&mut said);
        assert_eq!(said, []);
        assert_eq!((written.changed, written.removed), (1, 1));
        assert_eq!(text(&out.join("a.html")).unwrap(), b"whole");
        assert_eq!(fs::length(&out.join("gone.html")), None);
        // And a second build has nothing to do.
        let written = begin(out, &[("a.html", "whole")]).finish(&mut said);
        assert_eq!((written.changed, written.removed), (0, 0));
    }

    #[test]
    fn a_site_that_is_never_whole_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        drop(begin(&out, &[("a.html", "new")]));
        assert!(!fs::exists(&out));
        let _ = begin(&out, &[("a.html", "old")]).finish(&mut Vec::new());
        drop(begin(&out, &[("a.html", "new"), ("b.html", "new")]));
        assert_eq!(text(&out.join("a.html")).unwrap(), b"old");
        assert_eq!(fs::names_in(&out), [FILE, "a.html"]);
    }

    #[test]
    fn a_first_build_that_was_interrupted_leaves_a_folder_of_ours() {
        let folder = tempfile::tempdir().unwrap();
        std::mem::forget(begin(folder.path(), &[("a.html", "half")]));
        assert_eq!(fs::names_in(folder.path()), [Staging::NAME]);
        let mut said = Vec::new();
        let _ = begin(folder.path(), &[("a.html", "whole")]).finish(&mut said);
        assert_eq!(said, []);
        assert_eq!(fs::names_in(folder.path()), [FILE, "a.html"]);
    }
}
