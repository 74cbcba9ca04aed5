//! Something for each entry of an archive, made when somebody asks for it and kept for whoever asks next.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::archive::{Archive, EntryId};

/// How many are made between two counts of what is kept.
const BETWEEN_COUNTS: usize = 256;

/// What was made for entries, coverage by coverage: the coverages that were begun first are forgotten where there would
/// be too much. Who renders every page asks for the entries of one coverage after another, so that few are made twice.
#[derive(Debug)]
pub(super) struct Kept<T> {
    coverages: Vec<Mutex<Option<Arc<Places<T>>>>>,
    /// The coverages in the order in which they were begun.
    begun: Mutex<VecDeque<usize>>,
    made: AtomicUsize,
    most: usize,
}

/// A place for each entry of one coverage. Archives that have the same coverage share its places.
#[derive(Debug)]
pub(super) struct Places<T> {
    entries: Vec<OnceLock<T>>,
    made: AtomicUsize,
}

impl<T: Clone> Kept<T> {
    /// Nothing yet for the entries of an archive. `most` is about how many are kept, but for a single coverage that has
    /// more.
    pub fn new(archive: &Archive, most: usize) -> Self {
        Self {
            coverages: archive.coverages.iter().map(|_| Mutex::default()).collect(),
            begun: Mutex::default(),
            made: AtomicUsize::new(0),
            most,
        }
    }

    /// What was made for an entry, else what `make` makes.
    pub fn get(&self, archive: &Archive, id: EntryId, make: impl FnOnce() -> T) -> T {
        let coverage = id.coverage();
        let places = self.places(coverage).unwrap_or_else(|| {
            let places = Arc::new(Places::new(archive.entries_of(coverage).len()));
            self.begin(coverage, Arc::clone(&places));
            places
        });
        if let Some(known) = places.get(id.number()) {
            return known.clone();
        }
        let made = make();
        places.put(id.number(), made.clone());
        if self.made.fetch_add(1, Ordering::Relaxed) % BETWEEN_COUNTS == BETWEEN_COUNTS - 1 {
            self.forget_the_first();
        }
        made
    }

    /// The places of a coverage, where it has any.
    pub fn places(&self, coverage: usize) -> Option<Arc<Places<T>>> {
        lock(&self.coverages[coverage]).clone()
    }

    /// Gives a coverage these places.
    pub fn begin(&self, coverage: usize, places: Arc<Places<T>>) {
        *lock(&self.coverages[coverage]) = Some(places);
        lock(&self.begun).push_back(coverage);
    }

    fn forget_the_first(&self) {
        let mut begun = lock(&self.begun);
        let made = |coverage: usize| self.places(coverage).map_or(0, |places| places.count());
        let mut kept: usize = begun.iter().map(|&coverage| made(coverage)).sum();
        while kept > self.most && begun.len() > 1 {
            let Some(first) = begun.pop_front() else {
                break;
            };
            kept -= made(first).min(kept);
            *lock(&self.coverages[first]) = None;
        }
    }
}

fn lock<T>(part: &Mutex<T>) -> MutexGuard<'_, T> {
    // Places are put in whole, so a thread that died holding the lock left them in order.
    part.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T> Places<T> {
    /// Places for so many entries.
    pub fn new(entries: usize) -> Self {
        Self {
            entries: (0..entries).map(|_| OnceLock::new()).collect(),
            made: AtomicUsize::new(0),
        }
    }

    /// What was made for an entry.
    pub fn get(&self, number: usize) -> Option<&T> {
        self.entries.get(number)?.get()
    }

    /// Keeps what was made for an entry; the first stays.
    pub fn put(&self, number: usize, made: T) {
        let place = self.entries.get(number);
        if place.is_some_and(|place| place.set(made).is_ok()) {
            self.made.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// All that was made, with the numbers of their entries.
    pub fn made(&self) -> impl Iterator<Item = (usize, &T)> {
        let numbered = self.entries.iter().enumerate();
        numbered.filter_map(|(number, place)| Some((number, place.get()?)))
    }

    fn count(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn kept(coverages: usize, most: usize) -> Kept<usize> {
        Kept {
            coverages: (0..coverages).map(|_| Mutex::default()).collect(),
            begun: Mutex::default(),
            made: AtomicUsize::new(0),
            most,
        }
    }

    #[test]
    fn the_coverages_that_were_begun_first_are_forgotten() {
        let kept = kept(4, 10);
        for coverage in [2, 0, 3, 1] {
            let places = Arc::new(Places::new(5));
            (0..5).for_each(|number| places.put(number, number));
            places.put(4, 7);
            kept.begin(coverage, places);
        }
        kept.forget_the_first();
        let there: Vec<bool> = (0..4).map(|id| kept.places(id).is_some()).collect();
        assert_eq!(there, [false, true, false, true]);
        assert_eq!(kept.places(1).unwrap().made().last(), Some((4, &4)));
    }

    #[test]
    fn a_single_coverage_stays_whole() {
        let kept = kept(1, 2);
        let places = Arc::new(Places::new(5));
        (0..5).for_each(|number| places.put(number, number));
        // Begun twice, as two who ask at the same time do.
        kept.begin(0, Arc::clone(&places));
        kept.forget_the_first();
        assert_eq!(kept.places(0).unwrap().count(), 5);
    }
}
