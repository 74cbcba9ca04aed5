//! With `--watch`: a new edition after every change, and a line about it.

use super::edition::{Newest, Shows};
use super::maker::{Made, Maker};
use crate::command::terminal::{Terminal, human_time};
use crate::command::watch::{Change, Watcher};
use crate::source::change::Changed;

/// Paths named in the line of a rebuild; more are counted.
const NAMED: usize = 3;

/// Rebuilds after every change.
pub fn keep_up(mut watcher: Watcher, maker: &mut Maker<'_>, newest: &Newest, terminal: &Terminal) {
    while let Some(change) = watcher.wait() {
        let changed = if change.rescan {
            Changed::Anything
        } else {
            Changed::Paths(change.paths.clone())
        };
        let made = maker.make(&changed);
        let (_, current) = newest.current();
        let time = || human_time(change.noticed.elapsed());
        let what = named(&change);
        let (edition, line) = match made {
            Made::Site(edition, counted) => (Some(edition), format!("{counted} in {}", time())),
            Made::Mistakes(edition) if matches!(current.shows, Shows::Mistakes(_)) => {
                (Some(edition), format!("there is no site yet ({})", time()))
            }
            Made::Mistakes(_) => {
                let line = format!("the last good site is still served ({})", time());
                (None, line)
            }
        };
        if let Some(edition) = edition {
            newest.replace(edition);
        }
        terminal.say(&format!("{what}: {line}"));
    }
    terminal.line("warning: the system watches no more; start again to see changes");
}

/// The paths of a change in few words.
fn named(change: &Change) -> String {
    let mut names: Vec<&str> = change.paths.iter().map(String::as_str).collect();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let names = names.join(", ");
    if names.is_empty() {
        "more than the system could follow".into()
    } else if more == 0 {
        names
    } else {
        format!("{names} and {more} more")
    }
}
