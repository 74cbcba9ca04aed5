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

mod ahead;
pub mod answer;
mod browser;
pub mod edition;
pub mod editor;
mod fresh;
pub mod host;
pub mod http;
mod keep_up;
pub mod keys;
mod lacking;
mod listen;
pub mod live;
pub mod maker;
pub mod marks;
pub mod media_type;
pub mod newest;
pub mod notice;
mod own;
pub mod problems;
pub mod range;
pub mod report;
pub mod status;

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use self::answer::Desk;
use self::editor::Editor;
use self::keep_up::keep_up;
use self::keys::Key;
use self::maker::{Made, Maker};
use self::newest::Newest;
use self::report::{Report, Turn};
use super::Outcome;
use super::build;
use super::terminal::{Terminal, human_time};
use super::watch::Watcher;
use crate::base::fs;
use crate::cli::Serve;
use crate::source::change::Changed;

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
    let watcher = match arguments
        .watch
        .then(|| Watcher::new(&request.root, arguments.poll))
    {
        None => None,
        // In a folder that is no site there is nothing to wait for; the build says so.
        Some(_) if !fs::exists(&request.root.join("site.toml")) => None,
        Some(Ok(watcher)) => Some(watcher),
        Some(Err(reason)) => {
            terminal.line(&format!("error: cannot watch the site: {reason}"));
            return Outcome::Mistakes;
        }
    };
    let editor = match editor(&request.root) {
        Ok(editor) => editor,
        Err(sentence) => {
            terminal.line(&format!("error: {sentence}"));
            return Outcome::BadCall;
        }
    };
    let mut maker = Maker::new(request, host::origin(address), watcher.is_some(), terminal);
    let started = Instant::now();
    let (edition, counted, failed) = match maker.make(&Changed::Anything) {
        Made::Site(edition, counted) => (edition, counted, false),
        Made::Mistakes(_) if watcher.is_none() => {
            terminal.line("There is no site to serve.");
            return Outcome::Mistakes;
        }
        Made::Mistakes(edition) => (edition, "a page that lists the mistakes".into(), true),
    };
    let home = format!("{}{}", maker.origin, edition.base_href());
    let took = started.elapsed();
    terminal.say(&format!("{counted} in {}", human_time(took)));
    let turn = Turn {
        what: "everything".into(),
        outcome: counted.clone(),
        took,
        failed,
    };
    let report = Report {
        counted,
        ..Report::default()
    };
    let desk = Arc::new(Desk {
        newest: Newest::new(edition, report.next(turn, maker.found.clone())),
        listening: address.ip(),
        watching: watcher.is_some(),
        follow: arguments.follow,
        editor,
    });
    welcome(arguments, terminal, address, &home);
    match watcher {
        None => listen::serve(&listener, &desk),
        Some(watcher) => {
            serve_aside(listener, &desk);
            hear_keys(&watcher, home, terminal);
            keep_up(watcher, &mut maker, &desk.newest, terminal);
        }
    }
    Outcome::Clean
}

/// Hears the keys of the terminal, where there is one.
fn hear_keys(watcher: &Watcher, home: String, terminal: &Terminal) {
    let waker = watcher.waker();
    let heard = keys::hear(move |key| match key {
        Key::Open => {
            // Nothing else could be done where it fails; the address stands in the terminal.
            let _ = browser::open(&home);
        }
        Key::Rebuild => waker.wake(),
        Key::Quit => std::process::exit(0),
    });
    if heard {
        terminal.say("Keys: o opens it in the browser, r builds everything again, q quits");
    }
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

/// What opens a file: what the environment names.
fn editor(root: &Path) -> Result<Editor, String> {
    let address = std::env::var(editor::VARIABLE).ok();
    let root = fs::canonical(root).unwrap_or_else(|| root.to_path_buf());
    Editor::new(address.as_deref(), &root)
}

fn serve_aside(listener: TcpListener, desk: &Arc<Desk>) {
    let desk = Arc::clone(desk);
    thread::spawn(move || listen::serve(&listener, &desk));
}
