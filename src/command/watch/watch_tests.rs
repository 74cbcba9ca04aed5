//! The watcher on a real folder: what editors, version control and people do to files, with events and without.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs as disk;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode};
use notify::{Event, EventKind};

use super::{Change, Heard, Watcher};

/// Generous: a loaded machine is no failure.
const LONG: Duration = Duration::from_secs(30);

/// In a checkout: enough for many batches of events, few enough for a slow disk.
const FILES: usize = 600;

/// A site's folder that is watched.
struct Watched {
    site: tempfile::TempDir,
    changes: Receiver<Change>,
}

impl Watched {
    fn new(poll: bool) -> Self {
        let site = tempfile::tempdir().unwrap();
        let root = site.path();
        disk::create_dir_all(root.join("content/harbour")).unwrap();
        disk::create_dir_all(root.join("public")).unwrap();
        disk::create_dir_all(root.join(".git")).unwrap();
        disk::write(root.join("site.toml"), "").unwrap();
        disk::write(root.join("content/harbour/known.md"), "").unwrap();
        let mut watcher = Watcher::new(root, poll).unwrap();
        let (sender, changes) = channel();
        let (ready, begun) = channel();
        thread::spawn(move || {
            if poll {
                watcher.tree = watcher.first_look.take().unwrap().join().unwrap().unwrap();
            }
            ready.send(()).unwrap();
            while let Some(change) = watcher.wait() {
                let _ = sender.send(change);
            }
        });
        begun.recv().unwrap();
        Self { site, changes }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.site.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        disk::write(self.at(path), text).unwrap();
    }

    /// Gathers until a path was told, however many changes that takes.
    fn until(&self, path: &str) -> BTreeSet<String> {
        let deadline = Instant::now() + LONG;
        let mut told = BTreeSet::new();
        while !told.contains(path) {
            let left = deadline.saturating_duration_since(Instant::now());
            let change = self.changes.recv_timeout(left);
            told.extend(
                change
                    .unwrap_or_else(|_| panic!("{path} is not in {told:?}"))
                    .paths,
            );
        }
        told
    }
}

fn rename(from: impl AsRef<Path>, to: impl AsRef<Path>) {
    disk::rename(from, to).unwrap();
}

fn both(test: impl Fn(&Watched)) {
    for poll in [false, true] {
        test(&Watched::new(poll));
    }
}

#[test]
fn what_is_none_of_the_site_is_not_told() {
    both(|site| {
        site.write("public/index.html", "x");
        disk::read(site.at("site.toml")).unwrap();
        site.write("content/harbour/.a.md.swp", "x");
        site.write("content/harbour/a.md", "x");
        let told = site.until("content/harbour/a.md");
        assert_eq!(told.len(), 1, "{told:?}");
    });
}

#[test]
fn editors_save_in_their_own_ways() {
    both(|site| {
        // In place.
        site.write("content/harbour/known.md", "one");
        site.until("content/harbour/known.md");
        // Beside it, and put in its place.
        site.write("content/harbour/sedA1", "two");
        rename(
            site.at("content/harbour/sedA1"),
            site.at("content/harbour/known.md"),
        );
        site.until("content/harbour/known.md");
        // The old one moved away first.
        rename(
            site.at("content/harbour/known.md"),
            site.at("content/harbour/known.md~"),
        );
        site.write("content/harbour/known.md", "three");
        site.until("content/harbour/known.md");
        site.write("site.toml.new", "x");
        rename(site.at("site.toml.new"), site.at("site.toml"));
        site.until("site.toml");
    });
}

#[test]
fn a_file_on_the_way_to_another_starts_nothing() {
    let site = Watched::new(false);
    let mut watcher = Watcher::new(site.site.path(), false).unwrap();
    let root = watcher.root.clone();
    let mut happens = |kind: EventKind, path: &str| {
        watcher.note(Heard::Event(Ok(Event::new(kind).add_path(root.join(path)))));
        watcher.gathered.patience(Instant::now(), false)
    };
    let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
    let named = EventKind::Modify(ModifyKind::Name(RenameMode::To));
    let made = EventKind::Create(CreateKind::File);
    happens(made, "content/harbour/sedA1");
    assert!(!happens(closed, "content/harbour/sedA1").is_zero());
    assert!(happens(named, "content/harbour/known.md").is_zero());
    // The other one is gone by now.
    let told = watcher.tell().unwrap().paths;
    assert_eq!(told, BTreeSet::from(["content/harbour/known.md".into()]));
}

#[test]
fn folders_come_go_and_come_back_with_all_that_is_in_them() {
    both(|site| {
        // Made at once inside of each other: the events of the system miss the inner ones.
        disk::create_dir_all(site.at("content/later/media/deep")).unwrap();
        site.write("content/later/a.md", "x");
        site.write("content/later/media/deep/b.png", "x");
        site.until("content/later/media/deep/b.png");
        site.write("content/later/a.md", "y");
        site.until("content/later/a.md");
        disk::create_dir_all(site.at("themes/mine")).unwrap();
        site.write("themes/mine/a.html", "x");
        site.until("themes/mine/a.html");
        rename(site.at("content/later"), site.at("content/sooner"));
        let mut told = site.until("content/sooner/media/deep/b.png");
        if !told.contains("content/later/media/deep/b.png") {
            told.extend(site.until("content/later/media/deep/b.png"));
        }
        disk::remove_dir_all(site.at("content/sooner")).unwrap();
        site.until("content/sooner/media/deep/b.png");
        rename(site.at("content"), site.at("kept"));
        site.until("content/harbour/known.md");
        disk::create_dir_all(site.at("content/again")).unwrap();
        site.write("content/again/b.md", "x");
        site.until("content/again/b.md");
        site.write("content/again/b.md", "y");
        site.until("content/again/b.md");
    });
}

#[test]
fn a_name_in_other_letters_is_another_name() {
    both(|site| {
        rename(
            site.at("content/harbour/known.md"),
            site.at("content/harbour/Known.md"),
        );
        let mut told = BTreeSet::new();
        for path in ["content/harbour/Known.md", "content/harbour/known.md"] {
            if !told.contains(path) {
                told.extend(site.until(path));
            }
        }
    });
}

#[test]
#[cfg(unix)]
fn a_linked_file_is_told_by_the_name_that_the_site_has_for_it() {
    both(|site| {
        disk::create_dir_all(site.at("shared")).unwrap();
        site.write("shared/settings.toml", "x");
        std::os::unix::fs::symlink(
            site.at("shared/settings.toml"),
            site.at("content/harbour/coverage.toml"),
        )
        .unwrap();
        site.until("content/harbour/coverage.toml");
        site.write("shared/settings.toml", "longer");
        site.until("content/harbour/coverage.toml");
        // Inside of content/, where an event names the other end.
        std::os::unix::fs::symlink(site.at("content/harbour"), site.at("content/twin")).unwrap();
        site.until("content/twin/known.md");
        site.write("content/harbour/known.md", "longer");
        let mut told = site.until("content/twin/known.md");
        if !told.contains("content/harbour/known.md") {
            told.extend(site.until("content/harbour/known.md"));
        }
    });
}

#[test]
fn a_checkout_is_two_changes_at_most() {
    both(|site| {
        // As git says that it is not done yet, however slow the machine.
        site.write(".git/index.lock", "");
        for number in 0..FILES {
            site.write(&format!("content/harbour/{number}.md"), "x");
        }
        disk::remove_file(site.at(".git/index.lock")).unwrap();
        let mut told = BTreeSet::new();
        let mut changes = 0;
        let deadline = Instant::now() + LONG;
        while told.len() < FILES {
            let left = deadline.saturating_duration_since(Instant::now());
            told.extend(site.changes.recv_timeout(left).unwrap().paths);
            changes += 1;
        }
        assert!(changes <= 2, "{changes} changes");
        // What was told is all there was.
        let more = site.changes.recv_timeout(Duration::from_millis(600));
        assert!(more.is_err(), "{more:?}");
    });
}
