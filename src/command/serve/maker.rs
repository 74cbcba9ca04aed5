//! Makes editions of the site, and says what is wrong with it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use super::edition::Edition;
use super::notice;
use crate::base::address::BaseUrl;
use crate::base::diagnostic::{Diagnostics, has_errors, sort};
use crate::base::fs;
use crate::command::memory::Memory;
use crate::command::pipeline::{Request, Site, make_again};
use crate::command::terminal::{Terminal, plural};
use crate::render::templates::Templates;
use crate::source::change::Changed;
use crate::source::config_file;

/// What a build came to.
#[derive(Debug)]
pub enum Made {
    /// A site, and how much of it.
    Site(Edition, String),
    /// The page that says what is wrong.
    Mistakes(Edition),
}

/// Makes editions.
#[derive(Debug)]
pub struct Maker<'a> {
    request: Request,
    /// Where the site is served: scheme, host and port.
    pub origin: String,
    /// Whether it is made again when something changes, and its pages reload then.
    watching: bool,
    terminal: &'a Terminal,
    /// What the last build found wrong.
    pub found: Diagnostics,
    memory: Memory,
    /// The templates that rendered a page of each kind.
    tried: Option<Arc<Templates>>,
    /// Warnings of the build before, drawn: said once, not at every save.
    said: Vec<String>,
}

impl<'a> Maker<'a> {
    /// Makes what is asked for, to be served at `origin`.
    #[must_use]
    pub fn new(request: Request, origin: String, watching: bool, terminal: &'a Terminal) -> Self {
        Self {
            request,
            origin,
            watching,
            terminal,
            found: Vec::new(),
            memory: Memory::for_serving(),
            tried: None,
            said: Vec::new(),
        }
    }

    /// Makes the site as it is now, and says what is wrong with it. Only what changed since is made again.
    pub fn make(&mut self, changed: &Changed) -> Made {
        let mut diagnostics = Vec::new();
        let base_url = self.base_url();
        let base_path = base_url
            .as_ref()
            .map_or_else(|| "/".to_string(), |url| url.base_path().to_string());
        let request = Request {
            base_url,
            ..self.request.clone()
        };
        // A server that dies of one strange file is no server.
        let site = catch_unwind(AssertUnwindSafe(|| {
            make_again(
                &request,
                changed,
                &mut self.memory,
                self.terminal,
                &mut diagnostics,
            )
        }));
        let stumbled = site.is_err();
        if let Ok(Some(site)) = &site {
            self.try_templates(site, &mut diagnostics);
        }
        if stumbled {
            // It may have been left half filled.
            self.memory = Memory::for_serving();
        }
        sort(&mut diagnostics);
        self.say(&diagnostics);
        self.found.clone_from(&diagnostics);
        match site {
            Ok(Some(site)) if !has_errors(&diagnostics) => {
                let counted = counted(&site);
                Made::Site(Edition::of_site(&base_path, site, self.watching), counted)
            }
            _ => {
                if stumbled {
                    self.terminal.line(
                        "error: livesite came upon a fault of its own (above); please report it",
                    );
                }
                let drawn = Edition::of_mistakes(&base_path, Vec::new());
                let page = notice::mistakes(&diagnostics, &drawn.base_href());
                Made::Mistakes(Edition::of_mistakes(&base_path, page))
            }
        }
    }

    /// Renders one page of each kind with templates that are new, so that their mistakes are said at once and not when
    /// somebody visits such a page.
    fn try_templates(&mut self, site: &Site, diagnostics: &mut Diagnostics) {
        let templates = site.templates();
        let same = |tried: &Arc<Templates>| templates.is_some_and(|now| Arc::ptr_eq(now, tried));
        if self.tried.as_ref().is_some_and(same) {
            return;
        }
        let mut failed = site.try_each_kind();
        self.tried = templates.filter(|_| failed.is_empty()).cloned();
        diagnostics.append(&mut failed);
    }

    /// The server's own origin with the base path of the settings (or of `--base-url`), so that a site that will
    /// stand under a sub-path is read under it from the beginning. `None` where the settings cannot be read.
    fn base_url(&self) -> Option<BaseUrl> {
        let path = match &self.request.base_url {
            Some(url) => url.base_path().to_string(),
            None => base_path_in(&self.request.root)?,
        };
        BaseUrl::parse(&format!("{}{path}", self.origin)).ok()
    }

    /// Says errors always, and of warnings those that the build before did not have.
    fn say(&mut self, diagnostics: &Diagnostics) {
        let drawn: Vec<String> = diagnostics
            .iter()
            .map(|diagnostic| diagnostic.render(false))
            .collect();
        if has_errors(diagnostics) {
            self.terminal.diagnostics(diagnostics);
        } else {
            let news: Diagnostics = diagnostics
                .iter()
                .zip(&drawn)
                .filter(|(_, drawn)| !self.said.contains(drawn))
                .map(|(diagnostic, _)| diagnostic.clone())
                .collect();
            self.terminal.diagnostics(&news);
        }
        self.said = drawn;
    }
}

/// The base path in `site.toml`; its mistakes are said by the build.
fn base_path_in(root: &Path) -> Option<String> {
    let text = fs::read_text(&root.join("site.toml"), "site.toml").ok()?;
    let config = config_file::read(&text, &mut Vec::new())?;
    Some(config.base_url.base_path().to_string())
}

fn counted(site: &Site) -> String {
    let entries = match site.archive.entry_count() {
        1 => "1 entry".into(),
        count => format!("{count} entries"),
    };
    format!(
        "{}, {entries}, {}",
        plural(site.archive.coverages.len(), "coverage"),
        plural(site.plan.html_pages(), "page")
    )
}
