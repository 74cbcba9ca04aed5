//! What changed in a site's folder since it was last looked at.
//!
//! The system's events are fast and leave things out: files made at once in a new folder, whatever no longer fitted
//! into the queue, a linked file that stands elsewhere. So an event starts a rebuild, and when there is time again the
//! folder is looked at as a whole (`Tree`); what differs from what events said is another change. Without events
//! (`--poll`, for file systems of networks and containers) looking is all there is.

mod gathered;
mod heard;
mod scope;
mod tree;
#[cfg(test)]
mod watch_tests;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use self::gathered::{Gathered, LONGEST, quiet};
pub use self::heard::Waker;
use self::heard::{Heard, matters, meaning, reason};
use self::scope::{FOLDERS, Names, is_lasting};
use self::tree::Tree;
use crate::base::fs;

/// How long after a change the whole folder is looked at; longer where a look takes long.
const AFTERWARDS: Duration = Duration::from_millis(150);
/// How often linked files that stand elsewhere are looked at.
const ELSEWHERE: Duration = Duration::from_millis(500);
/// How often the whole folder is looked at where there are no events; less often where a look takes long.
const POLL: Duration = Duration::from_millis(250);
/// When git is no longer believed to be at work.
const STALE: Duration = Duration::from_secs(60);

/// Watches a site's folder.
#[derive(Debug)]
pub struct Watcher {
    /// The system's watcher; `None` where the folder is looked at again and again.
    inner: Option<RecommendedWatcher>,
    heard: Receiver<Heard>,
    waker: Waker,
    root: PathBuf,
    names: Names,
    tree: Tree,
    /// The first look, which takes a moment: others can go on meanwhile.
    first_look: Option<JoinHandle<Option<Tree>>>,
    gathered: Gathered,
    /// When the whole folder is to be looked at.
    look_at: Option<Instant>,
    /// How long the last look took.
    look_took: Duration,
    /// A file that is there while git changes the folder.
    checkout: Option<PathBuf>,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The paths below the site's folder, with `/`: files and folders that are new, changed or gone.
    pub paths: BTreeSet<String>,
    /// More may have changed than the paths say: the system lost count, or somebody asked for everything.
    pub rescan: bool,
    /// When the first of it was noticed.
    pub noticed: Instant,
}

impl Watcher {
    /// Begins to watch the site in `root`; a folder that does not exist yet is watched once it does. With `poll`
    /// nothing is asked of the system but to list the folder.
    ///
    /// # Errors
    /// The system's reason, as a sentence.
    pub fn new(root: &Path, poll: bool) -> Result<Self, String> {
        let (sender, heard) = channel();
        let waker = Waker::new(sender.clone());
        let root = fs::canonical(root).ok_or("the site's folder cannot be found")?;
        let inner = if poll {
            None
        } else {
            let inner = notify::recommended_watcher(move |event| {
                // Nobody to tell: the server is going away.
                let _ = sender.send(Heard::Event(event));
            });
            Some(inner.map_err(|error| reason(&error))?)
        };
        let mut watcher = Self {
            inner,
            heard,
            waker,
            root,
            names: Names::default(),
            tree: Tree::default(),
            first_look: None,
            gathered: Gathered::default(),
            look_at: None,
            look_took: Duration::ZERO,
            checkout: None,
        };
        watcher.checkout = watcher
            .root
            .ancestors()
            .map(|folder| folder.join(".git"))
            .find(|folder| fs::is_folder(folder))
            .map(|folder| folder.join("index.lock"));
        if let Some(inner) = &mut watcher.inner {
            // Not the file site.toml: an editor that saves by renaming would put another in its place, unwatched.
            inner
                .watch(&watcher.root, RecursiveMode::NonRecursive)
                .map_err(|error| reason(&error))?;
        }
        for folder in FOLDERS {
            watcher.watch_folder(folder)?;
        }
        let root = watcher.root.clone();
        watcher.first_look = Some(thread::spawn(move || Tree::scan(&root, || false)));
        Ok(watcher)
    }

    /// What wakes this watcher.
    #[must_use]
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Waits for the next change; `None` when the system watches no more.
    pub fn wait(&mut self) -> Option<Change> {
        if let Some(look) = self.first_look.take() {
            self.tree = look.join().ok().flatten().unwrap_or_default();
            self.look_at = Some(Instant::now());
        }
        if self.inner.is_none() {
            return Some(self.poll());
        }
        loop {
            let now = Instant::now();
            if !self.gathered.is_empty() {
                let patience = self.gathered.patience(now, self.is_checkout());
                if patience.is_zero() {
                    match self.tell() {
                        Some(change) => return Some(change),
                        None => continue,
                    }
                }
                match self.heard.recv_timeout(patience) {
                    Ok(event) => self.note_all(event),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
                continue;
            }
            let links = self.tree.links_outside(&self.root).next().is_some();
            let idle = match self.look_at {
                Some(at) => at.saturating_duration_since(now),
                None if links => ELSEWHERE,
                None => Duration::MAX,
            };
            let event = if idle == Duration::MAX {
                self.heard
                    .recv()
                    .map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                self.heard.recv_timeout(idle)
            };
            match event {
                Ok(event) => self.note_all(event),
                Err(RecvTimeoutError::Timeout) => self.look_around(),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Notes what was heard and all that came with it.
    fn note_all(&mut self, heard: Heard) {
        self.note(heard);
        while let Ok(heard) = self.heard.try_recv() {
            self.note(heard);
        }
    }

    /// Looks for what no event said. An event on the way comes first; then there is another look.
    fn look_around(&mut self) {
        if self.look_at.take().is_some() {
            let (root, heard) = (self.root.clone(), &self.heard);
            let began = Instant::now();
            let mut waiting = None;
            let tree = Tree::scan(&root, || {
                // Looking is an event as well.
                waiting = heard.try_iter().find(matters);
                waiting.is_some()
            });
            if let Some(tree) = tree {
                let now = Instant::now();
                self.look_took = now - began;
                for path in tree.since(&self.tree) {
                    self.gathered.note(path, true, now);
                }
                self.tree = tree;
            } else {
                self.look_at = Some(self.next_look());
            }
            if let Some(event) = waiting {
                self.note_all(event);
            }
            return;
        }
        let outside: Vec<String> = self
            .tree
            .links_outside(&self.root)
            .map(String::from)
            .collect();
        for path in outside {
            if self.tree.take(&self.root, path.clone()) {
                self.gathered.note(path, true, Instant::now());
            }
        }
    }

    /// When to look again: a look must not be most of what the machine does.
    fn next_look(&self) -> Instant {
        Instant::now() + AFTERWARDS.max(self.look_took * 4)
    }

    /// Tells what was gathered. `None` where events were lost and nothing changed: reading a large site fills the
    /// queue of events too, and a rebuild for that would never end.
    fn tell(&mut self) -> Option<Change> {
        let mut gathered = self.gathered.take();
        let noticed = gathered.noticed();
        for folder in FOLDERS {
            // A folder that came, or came back, has to be watched anew. That it went is no mistake.
            if gathered.lost || gathered.paths.contains(folder) {
                let _ = self.watch_folder(folder);
            }
        }
        if gathered.lost || gathered.folders {
            if let Some(tree) = Tree::scan(&self.root, || false) {
                gathered.paths.extend(tree.since(&self.tree));
                // What is in a new folder may be known already: the first look can be later than the folder.
                gathered.paths.extend(tree.inside(&gathered.made));
                self.tree = tree;
            }
        } else {
            for path in &gathered.paths {
                self.tree.take(&self.root, path.clone());
            }
        }
        self.forget_passing(&mut gathered);
        if gathered.paths.is_empty() && !gathered.asked {
            return None;
        }
        self.look_at = Some(self.next_look());
        Some(Change {
            paths: gathered.paths,
            rescan: gathered.lost,
            noticed,
        })
    }

    /// Waits for a look that differs from the one before.
    fn poll(&mut self) -> Change {
        let mut pause = POLL;
        let mut paths = BTreeSet::new();
        let mut noticed = Instant::now();
        loop {
            let asked = self.heard.recv_timeout(pause).is_ok();
            let started = Instant::now();
            let Some(tree) = Tree::scan(&self.root, || false) else {
                continue;
            };
            let changed = tree.since(&self.tree);
            self.tree = tree;
            if paths.is_empty() {
                noticed = started;
            }
            let still = changed.is_empty();
            paths.extend(changed);
            pause = POLL.max(started.elapsed() * 4);
            if asked {
                return Change {
                    paths,
                    rescan: true,
                    noticed: started,
                };
            }
            if !paths.is_empty() {
                let whole = still || paths.len() == 1;
                if !self.is_checkout() && (whole || noticed.elapsed() > LONGEST) {
                    return Change {
                        paths,
                        rescan: false,
                        noticed,
                    };
                }
                pause = quiet(paths.len());
            }
        }
    }

    fn watch_folder(&mut self, folder: &'static str) -> Result<(), String> {
        let path = self.root.join(folder);
        self.names.learn(&self.root, folder);
        let Some(inner) = &mut self.inner else {
            return Ok(());
        };
        let _ = inner.unwatch(&path);
        if !fs::is_folder(&path) {
            return Ok(());
        }
        inner
            .watch(&path, RecursiveMode::Recursive)
            .map_err(|error| format!("{folder}/: {}", reason(&error)))
    }

    /// Whether git is changing the folder right now; a lock that git left behind in a crash says nothing.
    fn is_checkout(&self) -> bool {
        let lock = self.checkout.as_ref().and_then(|lock| fs::stamp(lock));
        lock.and_then(|lock| lock.modified?.elapsed().ok())
            .is_some_and(|age| age < STALE)
    }

    /// Leaves out what was made and is gone again, as editors do on the way to a saved file, unless it is all there is.
    fn forget_passing(&self, gathered: &mut Gathered) {
        let passing: BTreeSet<String> = gathered
            .made
            .iter()
            .filter(|path| !self.tree.knows(path))
            .cloned()
            .collect();
        if !gathered.paths.is_subset(&passing) {
            gathered.paths.retain(|path| !passing.contains(path));
        }
    }

    /// Gathers what was heard.
    fn note(&mut self, heard: Heard) {
        let now = Instant::now();
        let event = match heard {
            Heard::Event(event) => event,
            Heard::Again => {
                self.gathered.note_loss(now);
                self.gathered.asked = true;
                return;
            }
        };
        let Ok(event) = event else {
            // Something could not be followed: what it was is found by looking.
            self.gathered.note_loss(now);
            return;
        };
        if event.need_rescan() {
            self.gathered.note_loss(now);
            return;
        }
        let made = event.kind.is_create();
        for (index, path) in event.paths.iter().enumerate() {
            let Some((saved, folder)) = meaning(event.kind, index) else {
                continue;
            };
            for shown in self.shown(path) {
                if folder || self.tree.knows_folder(&shown) || fs::is_folder(path) {
                    self.gathered.folders = true;
                }
                if made {
                    self.gathered.made.insert(shown.clone());
                }
                let whole = saved && (self.tree.knows(&shown) || is_lasting(&shown));
                self.gathered.note(shown, whole, now);
            }
        }
    }

    /// What a path is called in the site: nothing for what does not belong to it, several names where links give it more.
    fn shown(&self, path: &Path) -> BTreeSet<String> {
        let mut shown: BTreeSet<String> = self.names.shown(&self.root, path).into_iter().collect();
        if self.tree.links.is_empty() {
            return shown;
        }
        let real = path
            .parent()
            .and_then(fs::canonical)
            .zip(path.file_name())
            .map(|(folder, name)| folder.join(name));
        let Some(real) = real else { return shown };
        shown.extend(self.names.shown(&self.root, &real));
        for (link, target) in &self.tree.links {
            if let Ok(inside) = real.strip_prefix(target) {
                shown.extend(
                    self.names
                        .shown(&self.root, &self.root.join(link).join(inside)),
                );
            }
        }
        shown
    }
}
