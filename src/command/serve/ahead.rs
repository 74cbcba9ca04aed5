//! Pages that somebody reads are rendered as soon as there is a new edition, before the browser asks for them again:
//! several at a time, the one that was asked for last first, and while the browser is still being told.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::thread;

use super::edition::{Edition, Shows};
use super::listen::STACK;

/// Pages rendered at one time.
const HANDS: usize = 2;

/// Renders the pages of an edition that were read last in the one before it.
pub fn render_ahead(before: &Edition, edition: &Arc<Edition>) {
    let (Shows::Site(before), Shows::Site(now)) = (&before.shows, &edition.shows) else {
        return;
    };
    let mut files = before.read_last();
    now.learn(files.clone());
    files.reverse();
    let files = Arc::new(files);
    let next = Arc::new(AtomicUsize::new(0));
    for _ in 0..HANDS.min(files.len()) {
        let (files, next) = (Arc::clone(&files), Arc::clone(&next));
        // When a newer edition takes the place of this one, nobody waits for its pages any more.
        let edition = Arc::downgrade(edition);
        // Without a thread the pages are rendered when they are asked for.
        let _ = thread::Builder::new()
            .name("ahead".into())
            .stack_size(STACK)
            .spawn(move || while render_next(&edition, &files, &next).is_some() {});
    }
}

fn render_next(edition: &Weak<Edition>, files: &[String], next: &AtomicUsize) -> Option<()> {
    let file = files.get(next.fetch_add(1, Ordering::Relaxed))?;
    let edition = edition.upgrade()?;
    if let Shows::Site(site) = &edition.shows {
        site.file(file);
    }
    Some(())
}
