//! With `--watch`: a new edition after every change, and a line about it.

use std::sync::Arc;

use super::ahead::render_ahead;
use super::edition::Shows;
use super::maker::{Made, Maker};
use super::marks;
use super::newest::Newest;
use super::report::Turn;
use crate::command::terminal::{Terminal, human_time};
use crate::command::watch::{Change, Watcher};
use crate::source::change::Changed;

/// Paths named in the line of a rebuild; more are counted.
const NAMED: usize = 3;

/// Rebuilds after every change.
pub fn keep_up(mut watcher: Watcher, maker: &mut Maker<'_>, newest: &Newest, terminal: &Terminal) {
    while let Some(change) = watcher.wait() {
        rebuild(&change, maker, newest, terminal);
    }
    terminal.line("warning: the system watches no more; start again to see changes");
}

/// Rebuilds after one change.
fn rebuild(change: &Change, maker: &mut Maker<'_>, newest: &Newest, terminal: &Terminal) {
    let changed = if change.rescan {
        Changed::Anything
    } else {
        Changed::Paths(change.paths.clone())
    };
    let made = maker.make(&changed);
    let now = newest.current();
    let failed = matches!(made, Made::Mistakes(_));
    let (edition, outcome) = match made {
        Made::Site(edition, counted) => (Some(edition), counted),
        Made::Mistakes(edition) if matches!(now.edition.shows, Shows::Mistakes(_)) => {
            (Some(edition), "there is no site yet".into())
        }
        Made::Mistakes(_) => (None, "the last good site is still served".into()),
    };
    let took = change.noticed.elapsed();
    let turn = Turn {
        what: named(change),
        outcome,
        took,
        failed,
    };
    let line = format!("{}: {} in {}", turn.what, turn.outcome, human_time(took));
    let mut report = now.report.next(turn, maker.found.clone());
    report.saved = saved(change);
    let saved = report.saved.clone();
    newest.replace(edition, report);
    // Said when it is served: whoever waits for the page does not wait for the line about it.
    let shown = newest.current().edition;
    if !Arc::ptr_eq(&shown, &now.edition) {
        render_ahead(&now.edition, &shown);
    }
    let addresses = saved.map_or_else(Vec::new, |saved| marks::shown_at(&shown, &saved));
    terminal.say(&line);
    for address in addresses {
        terminal.say(&format!("  {}{address}", maker.origin));
    }
}

/// The one file that was saved.
fn saved(change: &Change) -> Option<String> {
    let mut paths = change.paths.iter();
    paths.next().filter(|_| paths.next().is_none()).cloned()
}

/// The paths of a change in few words.
fn named(change: &Change) -> String {
    let mut names: Vec<&str> = change.paths.iter().map(String::as_str).collect();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let names = names.join(", ");
    if names.is_empty() {
        "everything".into()
    } else if more == 0 {
        names
    } else {
        format!("{names} and {more} more")
    }
}
