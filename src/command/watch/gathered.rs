//! What events said since the last change was told, and when that is enough to begin.
//!
//! Whoever saves one file waits for the page: its change is told at once, when the file is closed after writing or
//! put in its place by renaming. A checkout of another branch is one change: with more than a few files within a
//! moment, all wait until it is quiet. So does what nobody closed: a file that was removed (editors do that on the way),
//! a new folder.

use std::collections::{BTreeSet, VecDeque};
use std::time::{Duration, Instant};

/// How long it must be quiet where a change is not told at once.
pub const QUIET: Duration = Duration::from_millis(50);
/// How long to wait for quiet: somebody may be writing all the time.
pub const LONGEST: Duration = Duration::from_secs(5);
/// More files than these within a moment are one change.
const FEW: usize = 8;

/// How long it must be quiet after so many files. A checkout of thousands pauses now and then.
pub fn quiet(files: usize) -> Duration {
    QUIET * (1 + u32::try_from(files / 1000).unwrap_or(0))
}

/// What events said.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Paths below the site's folder.
    pub paths: BTreeSet<String>,
    /// Those that came into being.
    pub made: BTreeSet<String>,
    /// Something happened that paths do not tell: a folder came or went.
    pub folders: bool,
    /// Events were lost.
    pub lost: bool,
    /// Somebody wants everything to be looked at, changed or not.
    pub asked: bool,
    /// Some file is whole, so that there is something to see.
    saved: bool,
    /// When the first of it was noticed.
    first: Option<Instant>,
    /// When the last of it was noticed.
    last: Option<Instant>,
    /// The last few files and when, told already or not.
    recent: VecDeque<(Instant, String)>,
}

impl Gathered {
    /// Notes that something happened to a path; `saved` when the file there is whole now.
    pub fn note(&mut self, path: String, saved: bool, now: Instant) {
        self.recent.retain(|(_, known)| *known != path);
        self.recent.push_back((now, path.clone()));
        if self.recent.len() > FEW + 1 {
            self.recent.pop_front();
        }
        self.paths.insert(path);
        self.saved |= saved;
        self.stir(now);
    }

    /// Notes that events were lost.
    pub fn note_loss(&mut self, now: Instant) {
        self.lost = true;
        self.stir(now);
    }

    fn stir(&mut self, now: Instant) {
        self.first.get_or_insert(now);
        self.last = Some(now);
    }

    /// Whether there is anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.lost
    }

    /// How long to wait for more before this is told; zero when it should be told now. `checkout`: somebody says that
    /// more is to come.
    pub fn patience(&mut self, now: Instant, checkout: bool) -> Duration {
        let (Some(first), Some(last)) = (self.first, self.last) else {
            return QUIET;
        };
        if checkout {
            return QUIET;
        }
        let many = self.recent.len() > FEW
            && self
                .recent
                .front()
                .is_some_and(|(at, _)| *at + QUIET >= now);
        if self.saved && !many && !self.lost && !self.folders {
            return Duration::ZERO;
        }
        (last + quiet(self.paths.len()))
            .min(first + LONGEST)
            .saturating_duration_since(now)
    }

    /// Takes what was gathered and begins anew; the last few files are remembered.
    pub fn take(&mut self) -> Self {
        let recent = self.recent.clone();
        std::mem::replace(
            self,
            Self {
                recent,
                ..Self::default()
            },
        )
    }

    /// When the first of it was noticed.
    #[must_use]
    pub fn noticed(&self) -> Instant {
        self.first.unwrap_or_else(Instant::now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_save_is_told_at_once_and_a_burst_when_it_is_over() {
        let now = Instant::now();
        let mut gathered = Gathered::default();
        gathered.note("a.md".into(), false, now);
        assert_eq!(gathered.patience(now, false), QUIET, "nobody closed it");
        gathered.note("a.md".into(), true, now);
        assert_eq!(gathered.patience(now, false), Duration::ZERO);
        assert_eq!(gathered.take().paths.len(), 1);
        // The rest of a checkout arrives, a few at a time, while the first file is told.
        let soon = now + QUIET / 5;
        for name in 0..5 {
            gathered.note(format!("{name}.md"), true, soon);
        }
        assert_eq!(
            gathered.patience(soon, false),
            Duration::ZERO,
            "six are few"
        );
        gathered.take();
        let later = soon + QUIET / 5;
        for name in 5..10 {
            gathered.note(format!("{name}.md"), true, later);
        }
        assert_eq!(
            gathered.patience(later, false),
            QUIET,
            "eleven within a moment"
        );
        assert_eq!(gathered.patience(later + QUIET, false), Duration::ZERO);
    }

    #[test]
    fn saves_one_after_the_other_are_no_burst() {
        let mut now = Instant::now();
        let mut gathered = Gathered::default();
        for name in 0..40 {
            gathered.note(format!("{name}.md"), true, now);
            assert_eq!(gathered.patience(now, false), Duration::ZERO, "{name}");
            gathered.take();
            now += QUIET / 4;
        }
    }

    #[test]
    fn who_never_stops_writing_does_not_keep_others_waiting() {
        let start = Instant::now();
        let mut now = start;
        let mut gathered = Gathered::default();
        while now < start + LONGEST {
            gathered.note("log.txt".into(), false, now);
            now += QUIET / 2;
        }
        assert_eq!(gathered.patience(now, false), Duration::ZERO);
    }
}
