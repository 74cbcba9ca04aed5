//! An edition: what is served at one time, whole and immutable. A newer one takes its place in one step.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::base::address::{percent_decode, percent_encode};
use crate::base::diagnostic::Diagnostic;
use crate::command::pipeline::Site;
use crate::page::plan::Page;
use crate::render::Content;

/// Bytes of rendered pages that are kept.
const MOST_HELD: usize = 256 << 20;

/// A file to be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum File {
    /// Held in memory.
    Held(Arc<Vec<u8>>),
    /// Read from disk when it is asked for.
    OnDisk(PathBuf),
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
    held: Mutex<Held>,
}

/// Pages that were rendered, by their file.
#[derive(Debug, Default)]
struct Held {
    files: HashMap<String, Arc<Vec<u8>>>,
    bytes: usize,
}

/// What is served at one time.
#[derive(Debug)]
pub struct Edition {
    /// The path that the site stands under, as people read it; `/` at both ends.
    pub base: String,
    /// What is served there.
    pub shows: Shows,
}

impl Edition {
    /// A site under the base path of its settings.
    #[must_use]
    pub fn of_site(base_path: &str, site: Site) -> Self {
        let held = Mutex::default();
        Self {
            base: percent_decode(base_path),
            shows: Shows::Site(Box::new(Served { site, held })),
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
        if let Some(bytes) = self.held().files.get(file) {
            return Some(Ok(File::Held(Arc::clone(bytes))));
        }
        let Some(page) = self.page(file) else {
            return self
                .site
                .search_file(file)
                .map(|bytes| Ok(File::Held(bytes)));
        };
        // Not under the lock: other pages are asked for meanwhile.
        match self.site.renderer()?.content(&page) {
            Ok(Content::Copy(path)) => Some(Ok(File::OnDisk(path))),
            Ok(Content::Shared(bytes)) => Some(Ok(File::Held(bytes))),
            Ok(Content::Bytes(bytes)) => {
                let bytes = Arc::new(bytes);
                self.held().keep(file, &bytes);
                Some(Ok(File::Held(bytes)))
            }
            Err(diagnostic) => Some(Err(diagnostic)),
        }
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
    fn keep(&mut self, file: &str, bytes: &Arc<Vec<u8>>) {
        if self.bytes + bytes.len() > MOST_HELD {
            *self = Self::default();
        }
        self.bytes += bytes.len();
        self.files.insert(file.into(), Arc::clone(bytes));
    }
}

/// Whether a file is an HTML page.
#[must_use]
pub fn is_page(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| extension == "html")
}
