//! Files that stand whole beside the places they are for, until all of them are there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::output_failed;
use crate::base::diagnostic::Diagnostic;

/// A folder of files that wait. It goes, with what still waits in it, when the value goes.
#[derive(Debug)]
pub struct Staging {
    folder: PathBuf,
    /// Made when the first file comes; whether the folder around it is new too.
    made: OnceLock<io::Result<bool>>,
    files: AtomicUsize,
}

/// A file that waits.
#[derive(Debug)]
pub struct Staged(PathBuf);

impl Staging {
    /// The name of the folder.
    pub const NAME: &str = ".livesite-new";

    /// For files of this folder: it has to be on the same disk as they. What somebody who was interrupted left goes.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        let folder = folder.join(Self::NAME);
        let _ = fs::remove_dir_all(&folder);
        Self {
            folder,
            made: OnceLock::new(),
            files: AtomicUsize::new(0),
        }
    }

    /// Keeps the bytes of a file.
    ///
    /// # Errors
    /// `output-failed`, with the system's reason (full, read-only, no permission).
    pub fn keep(&self, bytes: &[u8], shown: &str) -> Result<Staged, Box<Diagnostic>> {
        let made = self.made.get_or_init(|| {
            let around = self.folder.parent().is_some_and(|around| !around.exists());
            fs::create_dir_all(&self.folder).map(|()| around)
        });
        if let Err(error) = made {
            let around = self.folder.parent().unwrap_or(&self.folder);
            let around = around.to_string_lossy();
            return Err(Box::new(output_failed(&around, "make the folder", error)));
        }
        let number = self.files.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.join(number.to_string());
        match fs::write(&path, bytes) {
            Ok(()) => Ok(Staged(path)),
            Err(error) => Err(Box::new(output_failed(shown, "write", &error))),
        }
    }

    /// Puts a file into its place, in place of what is there, making its folder where it is absent. A page that was
    /// there stays whole until then. So does the target of a link, which is not ours.
    ///
    /// # Errors
    /// `output-failed`, with the system's reason.
    pub fn place(staged: &Staged, path: &Path, shown: &str) -> Result<(), Box<Diagnostic>> {
        let rename = || fs::rename(&staged.0, path);
        rename()
            .or_else(|error| match path.parent() {
                Some(folder) if error.kind() == io::ErrorKind::NotFound => {
                    fs::create_dir_all(folder)?;
                    rename()
                }
                _ => Err(error),
            })
            .map_err(|error| Box::new(output_failed(shown, "write", &error)))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if let Some(Ok(is_new)) = self.made.get() {
            let _ = fs::remove_dir_all(&self.folder);
            if let (true, Some(around)) = (is_new, self.folder.parent()) {
                // Only where nothing came into it.
                let _ = fs::remove_dir(around);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn what_waits_goes_and_what_was_placed_stays() {
        let around = tempfile::tempdir().unwrap();
        let out = around.path().join("out");
        let staging = Staging::in_folder(&out);
        assert!(!out.exists());
        staging.keep(b"waits", "a").unwrap();
        drop(staging);
        assert!(!out.exists());

        let staging = Staging::in_folder(&out);
        let page = staging.keep(b"whole", "b").unwrap();
        staging.keep(b"waits", "c").unwrap();
        Staging::place(&page, &out.join("deep/er/b"), "b").unwrap();
        drop(staging);
        assert_eq!(fs::read(out.join("deep/er/b")).unwrap(), b"whole");
        assert_eq!(fs::read_dir(&out).unwrap().count(), 1);
    }

    #[test]
    fn what_an_interrupted_one_left_goes() {
        let out = tempfile::tempdir().unwrap();
        let staging = Staging::in_folder(out.path());
        staging.keep(b"half", "a").unwrap();
        std::mem::forget(staging);
        drop(Staging::in_folder(out.path()));
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
    }
}
