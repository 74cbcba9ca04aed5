//! What is served now: the newest edition, the report of the last build, and one number for both.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::edition::Edition;
use super::report::Report;

/// What is served at one time.
#[derive(Debug, Clone)]
pub struct Now {
    /// The number of this state: it grows with every edition and every report.
    pub generation: u64,
    /// The newest site that could be made.
    pub edition: Arc<Edition>,
    /// What the last build said, which may have made none.
    pub report: Arc<Report>,
}

/// The newest state. Readers keep the one that they took, so that a page is never half of one edition and half of the
/// next; who waits for a newer one gives the number it knows, so that none is missed.
#[derive(Debug)]
pub struct Newest {
    session: u64,
    now: Mutex<Now>,
    replaced: Condvar,
}

impl Newest {
    /// The first edition of this run.
    #[must_use]
    pub fn new(edition: Edition, report: Report) -> Self {
        // Another run counts from 1 again; the session tells its numbers from those that a browser remembers.
        let session = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |time| u64::try_from(time.as_millis()).unwrap_or(0));
        Self {
            session,
            now: Mutex::new(Now {
                generation: 1,
                edition: Arc::new(edition),
                report: Arc::new(report),
            }),
            replaced: Condvar::new(),
        }
    }

    /// The number of this run.
    #[must_use]
    pub fn session(&self) -> u64 {
        self.session
    }

    /// What is served now.
    #[must_use]
    pub fn current(&self) -> Now {
        self.lock().clone()
    }

    /// Puts a report, and an edition where there is a new one, in the place of those before, and wakes those who wait.
    pub fn replace(&self, edition: Option<Edition>, report: Report) {
        let mut now = self.lock();
        now.generation += 1;
        now.report = Arc::new(report);
        if let Some(edition) = edition {
            now.edition = Arc::new(edition);
        }
        drop(now);
        self.replaced.notify_all();
    }

    /// Waits until there is something after `known`; `None` when there is nothing within the time.
    #[must_use]
    pub fn after(&self, known: u64, time: Duration) -> Option<Now> {
        let (now, _) = self
            .replaced
            .wait_timeout_while(self.lock(), time, |now| now.generation <= known)
            .unwrap_or_else(PoisonError::into_inner);
        (now.generation > known).then(|| now.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        // It is only ever replaced whole, so a thread that died holding it left it in order.
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_while_nobody_waited_is_not_missed() {
        let edition = || Edition::of_mistakes("/", Vec::new());
        let newest = Newest::new(edition(), Report::default());
        let known = newest.current().generation;
        newest.replace(Some(edition()), Report::default());
        newest.replace(None, Report::default());
        let after = |known| {
            newest
                .after(known, Duration::ZERO)
                .map(|now| now.generation)
        };
        assert_eq!(after(known), Some(known + 2));
        assert_eq!(after(known + 2), None);
    }
}
