//! `livesite serve`: the site from memory, under the same sub-path as where it will stand; with `--watch` rebuilt
//! when a file changes, and the page in the browser with it.
//!
//! The server is threads and the standard library, one small module for each thing it does. An async framework
//! (axum and tokio, 38 crates) was weighed: a preview has one reader with a few windows, needs two methods, no
//! routes but a table, and streams that wait on a condition. The crates would be a fifth of the build again and save
//! some two hundred lines; without them Ctrl-C has nothing to wait for and ends the process at once, open streams
//! or not.
//!
//! The output folder is never touched. An edition of the site is replaced whole; a rebuild with errors leaves the
//! last good one where it is.

pub mod answer;
mod browser;
pub mod edition;
pub mod host;
pub mod http;
mod listen;
pub mod live;
pub mod media_type;
pub mod notice;
pub mod range;

use std::net::{SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use self::answer::Desk;
use self::edition::{Edition, Newest, Shows};
use super::Outcome;
use super::build;
use super::pipeline::{Request, Site, make};
use super::terminal::{Terminal, human_time, plural};
use super::watch::{Change, Watcher};
use crate::base::address::BaseUrl;
use crate::base::diagnostic::{Diagnostics, has_errors, sort};
use crate::base::fs;
use crate::cli::Serve;
use crate::source::config_file;

/// Paths named in the line of a rebuild; more are counted.
const NAMED: usize = 3;

/// Serves until the process is ended.
#[must_use]
pub fn run(arguments: &Serve, terminal: &Terminal) -> Outcome {
    let request = match build::request(&arguments.site) {
        Ok(request) => request,
        Err(diagnostic) => {
            terminal.diagnostics(&[*diagnostic]);
            return Outcome::BadCall;
        }
    };
    let (listener, address) = match listen::bind(arguments.host, arguments.port) {
        Ok(bound) => bound,
        Err(error) => {
            terminal.line(&format!(
                "error: cannot listen on {}: {error}",
                SocketAddr::new(arguments.host, arguments.port)
            ));
            return Outcome::BadCall;
        }
    };
    // Before the first build, so that nothing saved during it is missed.
    let watcher = match arguments.watch.then(|| Watcher::new(&request.root)) {
        None => None,
        // In a folder that is no site there is nothing to wait for; the build says so.
        Some(_) if !fs::exists(&request.root.join("site.toml")) => None,
        Some(Ok(watcher)) => Some(watcher),
        Some(Err(reason)) => {
            terminal.line(&format!("error: cannot watch the site: {reason}"));
            return Outcome::Mistakes;
        }
    };
    let mut maker = Maker {
        request,
        origin: host::origin(address),
        terminal,
        said: Vec::new(),
    };
    let started = Instant::now();
    let (edition, counted) = match maker.make() {
        Made::Site(edition, counted) => (edition, counted),
        Made::Mistakes(_) if watcher.is_none() => {
            terminal.line("There is no site to serve.");
            return Outcome::Mistakes;
        }
        Made::Mistakes(edition) => (edition, "a page that lists the mistakes".into()),
    };
    let home = format!("{}{}", maker.origin, edition.base_href());
    terminal.say(&format!("{counted} in {}", human_time(started.elapsed())));
    welcome(arguments, terminal, address, &home);
    let desk = Arc::new(Desk {
        newest: Newest::new(edition),
        listening: address.ip(),
        watching: watcher.is_some(),
    });
    match watcher {
        None => listen::serve(&listener, &desk),
        Some(watcher) => {
            serve_aside(listener, &desk);
            keep_up(watcher, &mut maker, &desk.newest);
        }
    }
    Outcome::Clean
}

/// Says where the site is, and opens it if that was asked for.
fn welcome(arguments: &Serve, terminal: &Terminal, address: SocketAddr, home: &str) {
    if arguments.port != 0 && address.port() != arguments.port {
        terminal.say(&format!(
            "Port {} is in use; this is the next free one.",
            arguments.port
        ));
    }
    if !address.ip().is_loopback() {
        terminal.line(&format!(
            "warning: at {} everyone in your network can read the site, drafts too if you serve them",
            address.ip()
        ));
    }
    terminal.say(&format!("Serving {home} (Ctrl-C ends it)"));
    if arguments.open
        && let Err(error) = browser::open(home)
    {
        terminal.line(&format!("warning: cannot open a browser: {error}"));
    }
}

fn serve_aside(listener: TcpListener, desk: &Arc<Desk>) {
    let desk = Arc::clone(desk);
    thread::spawn(move || listen::serve(&listener, &desk));
}

/// Rebuilds after every change.
fn keep_up(mut watcher: Watcher, maker: &mut Maker<'_>, newest: &Newest) {
    while let Some(change) = watcher.wait() {
        let made = maker.make();
        let (_, current) = newest.current();
        let time = || human_time(change.noticed.elapsed());
        let what = named(&change);
        let (edition, line) = match made {
            Made::Site(edition, _) => {
                let changed = plural(edition.pages_changed(&current), "page");
                (Some(edition), format!("{changed} changed in {}", time()))
            }
            Made::Mistakes(edition) if matches!(current.shows, Shows::Mistakes(_)) => {
                (Some(edition), format!("there is no site yet ({})", time()))
            }
            Made::Mistakes(_) => {
                let line = format!("the last good site is still served ({})", time());
                (None, line)
            }
        };
        // Browsers are not disturbed for nothing.
        if let Some(edition) = edition.filter(|edition| *edition != *current) {
            newest.replace(edition);
        }
        maker.terminal.say(&format!("{what}: {line}"));
    }
    maker
        .terminal
        .line("warning: the system watches no more; start again to see changes");
}

/// The paths of a change in few words.
fn named(change: &Change) -> String {
    let mut names: Vec<&str> = change.paths.iter().map(String::as_str).collect();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let names = names.join(", ");
    if more == 0 {
        names
    } else {
        format!("{names} and {more} more")
    }
}

/// What a build came to.
enum Made {
    /// A site, and how much of it.
    Site(Edition, String),
    /// The page that says what is wrong.
    Mistakes(Edition),
}

/// Makes editions.
struct Maker<'a> {
    request: Request,
    origin: String,
    terminal: &'a Terminal,
    /// Warnings of the build before, drawn: said once, not at every save.
    said: Vec<String>,
}

impl Maker<'_> {
    /// Makes the site as it is now, and says what is wrong with it.
    fn make(&mut self) -> Made {
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
            make(&request, self.terminal, &mut diagnostics)
        }));
        let stumbled = site.is_err();
        sort(&mut diagnostics);
        self.say(&diagnostics);
        match site {
            Ok(Some(site)) if !has_errors(&diagnostics) => {
                let counted = counted(&site);
                Made::Site(Edition::of_site(&base_path, site.files), counted)
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
    let entries = match site.entries {
        1 => "1 entry".into(),
        count => format!("{count} entries"),
    };
    format!(
        "{}, {entries}, {}",
        plural(site.coverages, "coverage"),
        plural(site.pages, "page")
    )
}
