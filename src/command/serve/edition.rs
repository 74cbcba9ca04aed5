//! An edition: what is served at one time, whole and immutable. A newer one takes its place in one step.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::base::address::{percent_decode, percent_encode};
use crate::render::{Content, OutputFile};

/// A file to be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum File {
    /// Held in memory.
    Held(Arc<Vec<u8>>),
    /// Read from disk when it is asked for.
    OnDisk(PathBuf),
}

/// What an edition shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shows {
    /// The site: its files by their path below the output folder.
    Site(HashMap<String, File>),
    /// No site could be made yet: one page that says why, at every address.
    Mistakes(Arc<Vec<u8>>),
}

/// What is served at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The path that the site stands under, as people read it; `/` at both ends.
    pub base: String,
    /// What is served there.
    pub shows: Shows,
}

impl Edition {
    /// A site that was made, under the base path of its settings.
    #[must_use]
    pub fn of_site(base_path: &str, files: Vec<OutputFile>) -> Self {
        let files = files
            .into_iter()
            .map(|file| {
                let content = match file.content {
                    Content::Bytes(bytes) => File::Held(Arc::new(bytes)),
                    Content::Copy(path) => File::OnDisk(path),
                };
                (file.path.output_file(), content)
            })
            .collect();
        Self {
            base: percent_decode(base_path),
            shows: Shows::Site(files),
        }
    }

    /// A page in place of the site.
    #[must_use]
    pub fn of_mistakes(base_path: &str, page: Vec<u8>) -> Self {
        Self {
            base: percent_decode(base_path),
            shows: Shows::Mistakes(Arc::new(page)),
        }
    }

    /// The base path as it stands in links.
    #[must_use]
    pub fn base_href(&self) -> String {
        percent_encode(&self.base)
    }

    /// How many HTML pages are new, changed or gone since `older`.
    #[must_use]
    pub fn pages_changed(&self, older: &Self) -> usize {
        let (Shows::Site(new), Shows::Site(old)) = (&self.shows, &older.shows) else {
            return match &self.shows {
                Shows::Site(new) => new.keys().filter(|path| is_page(path)).count(),
                Shows::Mistakes(_) => 0,
            };
        };
        let changed = new
            .iter()
            .filter(|(path, file)| is_page(path) && old.get(*path) != Some(file))
            .count();
        let gone = old
            .keys()
            .filter(|path| is_page(path) && !new.contains_key(*path))
            .count();
        changed + gone
    }
}

/// Whether a file is an HTML page.
#[must_use]
pub fn is_page(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| extension == "html")
}

/// The newest edition with its number. Readers keep the edition that they took, so that a page is never half of one
/// and half of the next; who waits for a newer one gives the number it knows, so that none is missed.
#[derive(Debug)]
pub struct Newest {
    session: u64,
    current: Mutex<(u64, Arc<Edition>)>,
    replaced: Condvar,
}

impl Newest {
    /// The first edition of this run.
    #[must_use]
    pub fn new(edition: Edition) -> Self {
        // Another run counts from 1 again; the session tells its numbers from those that a browser remembers.
        let session = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |time| u64::try_from(time.as_millis()).unwrap_or(0));
        Self {
            session,
            current: Mutex::new((1, Arc::new(edition))),
            replaced: Condvar::new(),
        }
    }

    /// The number of this run.
    #[must_use]
    pub fn session(&self) -> u64 {
        self.session
    }

    /// The newest edition and its generation.
    #[must_use]
    pub fn current(&self) -> (u64, Arc<Edition>) {
        let current = self.lock();
        (current.0, Arc::clone(&current.1))
    }

    /// Puts an edition in the place of the one before, and wakes those who wait.
    pub fn replace(&self, edition: Edition) {
        let mut current = self.lock();
        *current = (current.0 + 1, Arc::new(edition));
        drop(current);
        self.replaced.notify_all();
    }

    /// Waits until there is an edition after `known`; `None` when there is none within the time.
    #[must_use]
    pub fn after(&self, known: u64, time: Duration) -> Option<u64> {
        let current = self.lock();
        let (current, _) = self
            .replaced
            .wait_timeout_while(current, time, |current| current.0 <= known)
            .unwrap_or_else(PoisonError::into_inner);
        (current.0 > known).then_some(current.0)
    }

    fn lock(&self) -> MutexGuard<'_, (u64, Arc<Edition>)> {
        // The pair is only ever replaced whole, so a thread that died holding it left it in order.
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Edition {
        let files = files
            .iter()
            .map(|(path, text)| {
                let held = File::Held(Arc::new(text.as_bytes().to_vec()));
                ((*path).to_string(), held)
            })
            .collect();
        Edition {
            base: "/".into(),
            shows: Shows::Site(files),
        }
    }

    #[test]
    fn new_changed_and_gone_pages_are_counted() {
        let old = site(&[
            ("index.html", "1"),
            ("a.html", "1"),
            ("b.html", "1"),
            ("x.css", "1"),
        ]);
        let new = site(&[
            ("index.html", "1"),
            ("a.html", "2"),
            ("c.html", "1"),
            ("x.css", "2"),
        ]);
        assert_eq!(new.pages_changed(&old), 3);
        assert_eq!(old.pages_changed(&old), 0);
        assert_eq!(new.pages_changed(&Edition::of_mistakes("/", Vec::new())), 3);
    }

    #[test]
    fn an_edition_that_came_while_nobody_waited_is_not_missed() {
        let newest = Newest::new(site(&[]));
        let (known, _) = newest.current();
        newest.replace(site(&[("a.html", "")]));
        newest.replace(site(&[]));
        assert_eq!(newest.after(known, Duration::ZERO), Some(known + 2));
        assert_eq!(newest.after(known + 2, Duration::ZERO), None);
    }
}
