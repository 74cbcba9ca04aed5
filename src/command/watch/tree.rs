//! What stands in the site's folder, by names and stamps alone: two looks at it tell what changed between them, also
//! where the system's events say nothing (files made at once in a new folder, lost events, file systems without any).

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::scope::{FOLDERS, SETTINGS, below, matters};
use crate::base::fs::{self, Stamp};

/// Between two looks whether somebody waits.
const STEPS: usize = 256;

/// One look at the site's folder.
#[derive(Debug, Default, Clone)]
pub struct Tree {
    /// Everything that makes the site, by its path below the site's folder.
    stamps: HashMap<String, Stamp>,
    /// Symbolic links: their path below the site's folder, and where they lead.
    pub links: Vec<(String, PathBuf)>,
}

impl Tree {
    /// Looks at everything. `None` when `interrupted` said so on the way.
    pub fn scan(root: &Path, mut interrupted: impl FnMut() -> bool) -> Option<Self> {
        let mut tree = Self::default();
        let mut seen = 0_usize;
        tree.take(root, SETTINGS.into());
        for folder in FOLDERS {
            let place = root.join(folder);
            let shown = |entry: &DirEntry| below(folder, entry.path().strip_prefix(&place).ok()?);
            // What cannot be read is nothing to compare; a link in a circle is cut by the walk.
            let walk = WalkDir::new(&place)
                .follow_links(true)
                .into_iter()
                .filter_entry(|entry| {
                    entry.depth() == 0
                        || entry
                            .file_name()
                            .to_str()
                            .is_some_and(|name| matters(folder, name))
                });
            for entry in walk.flatten() {
                seen += 1;
                if seen.is_multiple_of(STEPS) && interrupted() {
                    return None;
                }
                let (Some(shown), Ok(metadata)) = (shown(&entry), entry.metadata()) else {
                    continue;
                };
                if entry.path_is_symlink() {
                    let target = fs::canonical(entry.path());
                    tree.links
                        .extend(target.map(|target| (shown.clone(), target)));
                }
                tree.stamps.insert(shown, Stamp::of(&metadata));
            }
        }
        Some(tree)
    }

    /// Whether there was such a file or folder.
    #[must_use]
    pub fn knows(&self, path: &str) -> bool {
        self.stamps.contains_key(path)
    }

    /// Whether there was such a folder.
    #[must_use]
    pub fn knows_folder(&self, path: &str) -> bool {
        self.stamps.get(path).is_some_and(|stamp| stamp.is_folder)
    }

    /// Everything that stands in some of these folders.
    pub fn inside(&self, folders: &BTreeSet<String>) -> BTreeSet<String> {
        let is_inside = |path: &str| {
            let mut parents = path.match_indices('/').map(|(at, _)| &path[..at]);
            parents.any(|parent| folders.contains(parent))
        };
        let paths = self.stamps.keys().filter(|path| is_inside(path));
        paths.cloned().collect()
    }

    /// Looks at one path again; whether it is another than before.
    pub fn take(&mut self, root: &Path, path: String) -> bool {
        match fs::stamp(&root.join(&path)) {
            Some(stamp) => self.stamps.insert(path, stamp) != Some(stamp),
            None => self.stamps.remove(&path).is_some(),
        }
    }

    /// What is new, changed or gone since `older`.
    #[must_use]
    pub fn since(&self, older: &Self) -> BTreeSet<String> {
        let changed = self
            .stamps
            .iter()
            .filter(|(path, stamp)| older.stamps.get(*path) != Some(stamp));
        let gone = older
            .stamps
            .iter()
            .filter(|(path, _)| !self.stamps.contains_key(*path));
        changed.chain(gone).map(|(path, _)| path.clone()).collect()
    }

    /// Links to files that no watch sees change: those that stand outside of the site's folders.
    pub fn links_outside(&self, root: &Path) -> impl Iterator<Item = &str> {
        let homes: Vec<PathBuf> = FOLDERS
            .iter()
            .filter_map(|folder| fs::canonical(&root.join(folder)))
            .collect();
        self.links
            .iter()
            .filter(move |(path, target)| {
                !homes.iter().any(|home| target.starts_with(home)) && !self.knows_folder(path)
            })
            .map(|(path, _)| path.as_str())
    }
}
