//! An edition: what is served at one time, whole and immutable. A newer one takes its place in one step.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::fresh::tag_of;
use super::live;
use crate::base::address::{percent_decode, percent_encode};
use crate::base::diagnostic::Diagnostic;
use crate::command::pipeline::Site;
use crate::page::plan::{Page, Shows as Plan};
use crate::render::Content;

/// Bytes of rendered pages that are kept.
const MOST_HELD: usize = 256 << 20;
/// Files that somebody reads and that are rendered before they are asked for again.
const MOST_AHEAD: usize = 16;

/// A file to be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum File {
    /// Held in memory, as it is sent.
    Held {
        /// Its bytes.
        bytes: Arc<Vec<u8>>,
        /// Its entity tag: whoever waits for a page asks for it again and again.
        tag: Arc<str>,
    },
    /// Read from disk when it is asked for.
    OnDisk(PathBuf),
}

impl File {
    fn held(bytes: Arc<Vec<u8>>) -> Self {
        let tag = tag_of(&bytes).into();
        Self::Held { bytes, tag }
    }
}

/// What an edition shows.
#[derive(Debug)]
pub enum Shows {
    /// The site.
    Site(Box<Served>),
    /// No site could be made yet: one page that says why, at every address.
    Mistakes(Arc<Vec<u8>>),
}

/// A site whose pages are rendered when they are asked for.
#[derive(Debug)]
pub struct Served {
    site: Site,
    /// The base path of the script that pages get while somebody edits, percent-encoded; `None` where nobody does.
    script: Option<String>,
    held: Mutex<Held>,
}

/// Pages that were rendered or are being rendered, by their file.
#[derive(Debug, Default)]
struct Held {
    files: HashMap<String, Place>,
    bytes: usize,
    /// Pages that were read, the last at the end; until there is one, those that were read in the edition before.
    asked: Vec<String>,
    asked_before: Vec<String>,
}

/// Rendered by the first who asks for it; others wait for that. Nothing where it failed.
type Place = Arc<OnceLock<Option<File>>>;

/// What is served at one time.
#[derive(Debug)]
pub struct Edition {
    /// The path that the site stands under, as people read it; `/` at both ends.
    pub base: String,
    /// What is served there.
    pub shows: Shows,
}

impl Edition {
    /// A site under the base path of its settings. `watching`: its pages reload when it changes.
    #[must_use]
    pub fn of_site(base_path: &str, site: Site, watching: bool) -> Self {
        let base = percent_decode(base_path);
        let served = Served {
            site,
            script: watching.then(|| percent_encode(&base)),
            held: Mutex::default(),
        };
        Self {
            base,
            shows: Shows::Site(Box::new(served)),
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
}

impl Served {
    /// The site.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Whether the site has a file, by its path below the output folder.
    #[must_use]
    pub fn has(&self, file: &str) -> bool {
        self.page(file).is_some() || self.site.search_file(file).is_some()
    }

    /// A file by its path below the output folder; `None` where the site has none there.
    ///
    /// # Errors
    /// `template-error`, where the page's template fails.
    pub fn file(&self, file: &str) -> Option<Result<File, Box<Diagnostic>>> {
        let known = self.held().files.get(file).cloned();
        let (place, page) = match known {
            Some(place) => (place, None),
            None => {
                let Some(page) = self.page(file) else {
                    // The files of the index are no pages of the plan.
                    let found = self.site.search_file(file);
                    return found.map(|bytes| Ok(File::held(bytes)));
                };
                (self.held().place_of(file), Some(page))
            }
        };
        // Not under the lock: other pages are asked for meanwhile.
        let render = || self.render(file, &page.or_else(|| self.page(file))?);
        let mut made = None;
        let held = place.get_or_init(|| {
            made = render();
            made.as_ref()?.as_ref().ok().cloned()
        });
        match (made, held) {
            (Some(made), _) => {
                if let Ok(File::Held { bytes, .. }) = &made {
                    self.held().count(bytes.len());
                }
                Some(made)
            }
            (None, Some(held)) => Some(Ok(held.clone())),
            // It failed before: how, is said by trying again.
            (None, None) => self.render(file, &self.page(file)?),
        }
    }

    fn render(&self, file: &str, page: &Page) -> Option<Result<File, Box<Diagnostic>>> {
        let mut content = self.site.renderer()?.content(page);
        if let (Plan::Picture { index, .. }, Err(_)) = (&page.shows, &content) {
            // A build says that the picture is broken; here its address leads to what there is.
            let media = &self.site.archive.media[*index];
            content = Ok(Content::Copy(media.disk_path.clone()));
        }
        Some(content.map(|content| {
            let bytes = match content {
                Content::Copy(path) => return File::OnDisk(path),
                Content::Shared(bytes) => bytes,
                Content::Bytes(bytes) => Arc::new(bytes),
            };
            match self.script.as_ref().filter(|_| is_page(file)) {
                Some(base) => File::held(Arc::new(live::with_script(&bytes, base))),
                None => File::held(bytes),
            }
        }))
    }

    /// Notes that somebody reads a page.
    pub fn note(&self, file: &str) {
        let mut held = self.held();
        held.asked.retain(|known| known != file);
        held.asked.push(file.into());
        if held.asked.len() > MOST_AHEAD {
            held.asked.remove(0);
        }
    }

    /// The pages that were read last, in the order in which they were asked for.
    #[must_use]
    pub fn read_last(&self) -> Vec<String> {
        let held = self.held();
        if held.asked.is_empty() {
            held.asked_before.clone()
        } else {
            held.asked.clone()
        }
    }

    /// Learns which pages were read in the edition before.
    pub fn learn(&self, asked_before: Vec<String>) {
        self.held().asked_before = asked_before;
    }

    fn page(&self, file: &str) -> Option<Page> {
        let folder = file.strip_suffix("index.html");
        let folder = folder.filter(|folder| folder.is_empty() || folder.ends_with('/'));
        folder
            .and_then(|folder| self.site.plan.find(&format!("/{folder}")))
            .or_else(|| self.site.plan.find(&format!("/{file}")))
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        // A page is put in whole, so a thread that died holding the lock left it in order.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn place_of(&mut self, file: &str) -> Place {
        Arc::clone(self.files.entry(file.into()).or_default())
    }

    /// Counts a page that was rendered. Where pages are too many, all are forgotten.
    fn count(&mut self, bytes: usize) {
        self.bytes += bytes;
        if self.bytes > MOST_HELD {
            self.files.clear();
            self.bytes = 0;
        }
    }
}

/// Whether a file is an HTML page.
#[must_use]
pub fn is_page(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| extension == "html")
}
