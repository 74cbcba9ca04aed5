//! What changed in a site's folder since it was last looked at.
//!
//! An event only ever says "look again": the system's events leave files out (those made at once in a new folder) and
//! say too much (a file that is merely read). So reading is passed over, all else is gathered until it is quiet, and
//! the paths are for people; whoever rebuilds reads the whole tree.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::base::fs;
use crate::source::walk::is_ignored;

/// How long it must be quiet: editors save in several steps.
const QUIET: Duration = Duration::from_millis(45);
/// How long to wait for quiet.
const LONGEST: Duration = Duration::from_millis(300);
/// The folders that make a site. The output folder is none of them.
const FOLDERS: [&str; 3] = ["content", "themes", "profiles"];
/// The file that makes a site.
const SETTINGS: &str = "site.toml";

/// Watches a site's folder.
#[derive(Debug)]
pub struct Watcher {
    inner: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    root: PathBuf,
    /// The folders as the system may call them, each with its name in the site.
    names: Vec<(PathBuf, &'static str)>,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The paths below the site's folder, as far as the system told.
    pub paths: BTreeSet<String>,
    /// More changed than the paths say: the system lost count.
    pub rescan: bool,
    /// When the first of it was noticed.
    pub noticed: Instant,
}

/// What events said so far.
#[derive(Debug, Default)]
struct Gathered {
    paths: BTreeSet<String>,
    /// Those that came into being.
    made: BTreeSet<String>,
    rescan: bool,
}

impl Watcher {
    /// Begins to watch the site in `root`; a folder that does not exist yet is watched once it does.
    ///
    /// # Errors
    /// The system's reason, as a sentence.
    pub fn new(root: &Path) -> Result<Self, String> {
        let (sender, events) = channel();
        let root = fs::canonical(root).ok_or("the site's folder cannot be found")?;
        let inner = notify::recommended_watcher(move |event| {
            // Nobody to tell: the server is going away.
            let _ = sender.send(event);
        });
        let mut watcher = Self {
            inner: inner.map_err(|error| reason(&error))?,
            events,
            root,
            names: Vec::new(),
        };
        // Not the file site.toml: an editor that saves by renaming would put another in its place, unwatched.
        watcher
            .inner
            .watch(&watcher.root, RecursiveMode::NonRecursive)
            .map_err(|error| reason(&error))?;
        for folder in FOLDERS {
            watcher.watch_folder(folder)?;
        }
        Ok(watcher)
    }

    /// Waits for the next change; `None` when the system watches no more.
    pub fn wait(&mut self) -> Option<Change> {
        let mut gathered = Gathered::default();
        while gathered.paths.is_empty() && !gathered.rescan {
            self.note(&self.events.recv().ok()?, &mut gathered);
        }
        let noticed = Instant::now();
        let mut quiet = noticed + QUIET;
        loop {
            let left = quiet
                .min(noticed + LONGEST)
                .saturating_duration_since(Instant::now());
            let Ok(event) = self.events.recv_timeout(left) else {
                break;
            };
            if self.note(&event, &mut gathered) {
                quiet = Instant::now() + QUIET;
            }
            if left.is_zero() {
                break;
            }
        }
        let Gathered {
            mut paths,
            made,
            rescan,
        } = gathered;
        self.forget_passing(&mut paths, &made);
        for folder in FOLDERS {
            // A folder that came, or came back, has to be watched anew. That it went is no mistake.
            if rescan || paths.contains(folder) {
                let _ = self.watch_folder(folder);
            }
        }
        Some(Change {
            paths,
            rescan,
            noticed,
        })
    }

    fn watch_folder(&mut self, folder: &'static str) -> Result<(), String> {
        let path = self.root.join(folder);
        let _ = self.inner.unwatch(&path);
        self.names.retain(|(_, known)| *known != folder);
        self.names.push((path.clone(), folder));
        if !fs::is_folder(&path) {
            return Ok(());
        }
        self.names
            .extend(fs::canonical(&path).map(|path| (path, folder)));
        self.inner
            .watch(&path, RecursiveMode::Recursive)
            .map_err(|error| format!("{folder}/: {}", reason(&error)))
    }

    /// Leaves out what was made and is gone again, as editors do on the way to a saved file, unless it is all there is.
    fn forget_passing(&self, paths: &mut BTreeSet<String>, made: &BTreeSet<String>) {
        let passing: BTreeSet<String> = made
            .iter()
            .filter(|path| !fs::exists(&self.root.join(path)))
            .cloned()
            .collect();
        if !paths.is_subset(&passing) {
            paths.retain(|path| !passing.contains(path));
        }
    }

    /// Gathers what an event says; whether it matters.
    fn note(&self, event: &notify::Result<Event>, gathered: &mut Gathered) -> bool {
        let touched = match event {
            Ok(event) if event.need_rescan() => {
                gathered.rescan = true;
                return true;
            }
            Ok(event) if event.kind.is_access() => return false,
            Ok(event) => &event.paths,
            // Something could not be followed: what it was is found by looking.
            Err(error) => &error.paths,
        };
        let shown: Vec<String> = touched.iter().filter_map(|path| self.shown(path)).collect();
        let matters = !shown.is_empty();
        if event.as_ref().is_ok_and(|event| event.kind.is_create()) {
            gathered.made.extend(shown.iter().cloned());
        }
        gathered.paths.extend(shown);
        matters
    }

    /// The path below the site's folder, when it belongs to what makes the site.
    fn shown(&self, path: &Path) -> Option<String> {
        for (folder, name) in &self.names {
            if let Ok(inside) = path.strip_prefix(folder) {
                let inside = fs::shown(Path::new(""), inside);
                return match inside.as_str() {
                    "" | "." => Some((*name).into()),
                    inside => matters(name, inside).then(|| format!("{name}/{inside}")),
                };
            }
        }
        (path == self.root.join(SETTINGS)).then(|| SETTINGS.into())
    }
}

/// Whether a path in one of the folders can matter: not the traces of editors, which they write at every key.
fn matters(folder: &str, inside: &str) -> bool {
    !inside.split('/').any(|name| {
        if folder == "content" {
            is_ignored(name)
        } else {
            name.starts_with('.') || name.ends_with('~')
        }
    })
}

/// The system's reason, with what can be done where it is known.
fn reason(error: &notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system watches no more folders; raise fs.inotify.max_user_watches".into()
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use std::fs as disk;
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    #[test]
    fn traces_of_editors_do_not_matter() {
        for (folder, inside, expected) in [
            ("content", "harbour/a.md", true),
            ("content", "harbour/.a.md.swp", false),
            ("content", "harbour/#a.md#", false),
            ("content", "_drafts/a.md", false),
            ("themes", "default/assets/_reset.css", true),
            ("themes", "default/base.html~", false),
        ] {
            assert_eq!(matters(folder, inside), expected, "{inside}");
        }
    }

    #[test]
    fn changes_are_told_and_what_is_none_of_the_site_is_not() {
        let site = tempfile::tempdir().unwrap();
        let root = site.path().to_path_buf();
        disk::create_dir_all(root.join("content/harbour")).unwrap();
        disk::create_dir_all(root.join("public")).unwrap();
        disk::write(root.join("site.toml"), "").unwrap();
        let mut watcher = Watcher::new(&root).unwrap();
        let (sender, changes) = mpsc::channel();
        thread::spawn(move || {
            while let Some(change) = watcher.wait() {
                let _ = sender.send(change.paths);
            }
        });
        // Gathers until a path was told, however many changes that takes.
        let until = |path: &str| {
            let deadline = Instant::now() + Duration::from_secs(20);
            let mut told = BTreeSet::new();
            while !told.contains(path) {
                let left = deadline.saturating_duration_since(Instant::now());
                told.extend(changes.recv_timeout(left).unwrap());
            }
            told
        };
        disk::write(root.join("public/index.html"), "x").unwrap();
        disk::read(root.join("site.toml")).unwrap();
        disk::write(root.join("content/harbour/.a.md.swp"), "x").unwrap();
        disk::write(root.join("content/harbour/a.md"), "x").unwrap();
        let told = until("content/harbour/a.md");
        assert_eq!(told.len(), 1, "{told:?}");
        // An editor's way through a file of its own.
        disk::write(root.join("content/harbour/sedA1"), "y").unwrap();
        disk::rename(
            root.join("content/harbour/sedA1"),
            root.join("content/harbour/a.md"),
        )
        .unwrap();
        until("content/harbour/a.md");
        // A folder that did not exist, and a settings file replaced by renaming.
        disk::create_dir_all(root.join("themes")).unwrap();
        until("themes");
        disk::write(root.join("themes/a.html"), "x").unwrap();
        until("themes/a.html");
        disk::write(root.join("site.toml.new"), "x").unwrap();
        disk::rename(root.join("site.toml.new"), root.join("site.toml")).unwrap();
        until("site.toml");
        // A folder that goes and comes back is still watched.
        disk::rename(root.join("content"), root.join("kept")).unwrap();
        until("content");
        disk::create_dir_all(root.join("content/later")).unwrap();
        until("content");
        disk::write(root.join("content/later/b.md"), "x").unwrap();
        until("content/later/b.md");
    }
}
