//! A folder of the site in which livesite keeps what took long to make. Everything in it can be made again.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::base::fs;

const FOLDER: &str = ".livesite-cache";

/// One kind of things that are kept, each under a name that says what it follows from.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    kind: PathBuf,
}

impl Cache {
    /// Things of this kind, for the site in `root`.
    #[must_use]
    pub fn new(root: &Path, kind: &str) -> Self {
        let folder = root.join(FOLDER);
        Self {
            kind: folder.join(kind),
            folder,
        }
    }

    /// Where a thing is kept.
    #[must_use]
    pub fn place(&self, name: &str) -> PathBuf {
        self.kind.join(name)
    }

    /// What is kept under a name.
    #[must_use]
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        fs::read_bytes(&self.place(name), FOLDER).ok()
    }

    /// Keeps a thing. Where that fails, it is made again next time.
    pub fn keep(&self, name: &str, bytes: &[u8]) {
        let ignore = self.folder.join(".gitignore");
        if !fs::exists(&ignore) {
            let _ = fs::write(&ignore, FOLDER, b"*\n");
        }
        let _ = fs::write(&self.place(name), FOLDER, bytes);
    }

    /// Removes what nobody asks for any more. What cannot be removed is in nobody's way.
    pub fn forget_all_but(&self, named: &HashSet<String>) {
        for name in fs::names_in(&self.kind) {
            if !named.contains(&name) {
                let _ = fs::remove_file(&self.place(&name), FOLDER);
            }
        }
    }
}
