//! The entries as pages show them: the view of each is made when a page asks for it, and kept for the next.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tera::{Map, Value};

use crate::archive::{Archive, EntryId};
use crate::page::compose::Composer;
use crate::page::view::EntryView;

/// An entry, ready to be shown.
#[derive(Debug)]
pub struct Shown {
    /// What templates, feeds and structured data see.
    pub view: EntryView,
    /// The same as a template value, shared by all pages that show the entry.
    pub value: Value,
    /// Whether its body has no links, so that it is the same wherever links lead.
    pub stands_alone: bool,
}

/// A place for each entry of an archive, coverage by coverage: there are none before somebody asks for one, and the
/// coverages that were begun first are forgotten where there would be too many. Who renders every page asks for the entries
/// of one coverage after another, so that few are made twice.
#[derive(Debug)]
pub struct ShownEntries {
    coverages: Vec<Mutex<Option<Arc<Places>>>>,
    begun: Mutex<Begun>,
    /// What templates see of each entry, kept for who renders every page: the lists of people, topics and days ask for
    /// entries from everywhere, and making one takes longer than showing it.
    values: Vec<Vec<OnceLock<Value>>>,
}

/// The coverages that have places, in the order in which they were begun, and how many places that is.
#[derive(Debug, Default)]
struct Begun {
    coverages: VecDeque<usize>,
    places: usize,
}

/// Places that are kept, but for a single coverage that has more: those of sixteen long pages, some ten kilobytes each.
const MOST: usize = 4_000;

/// A place for each entry of one coverage. An archive that has the same coverage has the same places.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub entries: Vec<OnceLock<Arc<Shown>>>,
    has_links: AtomicBool,
}

impl ShownEntries {
    /// Places for the entries of an archive.
    #[must_use]
    pub fn of(archive: &Archive) -> Self {
        Self {
            coverages: archive.coverages.iter().map(|_| Mutex::default()).collect(),
            begun: Mutex::default(),
            values: Vec::new(),
        }
    }

    /// Places for who renders every page.
    #[must_use]
    pub fn for_every_page(archive: &Archive) -> Self {
        let coverages = archive.coverages.iter();
        let values = coverages.map(|coverage| (coverage.entries.iter()).map(|_| OnceLock::new()));
        Self {
            values: values.map(Iterator::collect).collect(),
            ..Self::of(archive)
        }
    }

    /// An entry as a template value.
    pub fn value(&self, composer: &Composer<'_>, id: EntryId) -> Value {
        let known = self.values.get(id.coverage());
        match known.and_then(|known| known.get(id.number())) {
            Some(known) => known
                .get_or_init(|| self.get(composer, id).value.clone())
                .clone(),
            None => self.get(composer, id).value.clone(),
        }
    }

    /// An entry, made now if it is not known.
    pub fn get(&self, composer: &Composer<'_>, id: EntryId) -> Arc<Shown> {
        let coverage = id.coverage();
        let known = self.places(coverage);
        let places = known.unwrap_or_else(|| {
            let entries = composer.archive.entries_of(coverage).len();
            let places = Arc::new(Places::for_entries(entries));
            self.begin(coverage, Arc::clone(&places));
            places
        });
        if let Some(known) = places.entries[id.number()].get() {
            return Arc::clone(known);
        }
        let shown = Arc::new(Shown::of(composer, id));
        places.put(id.number(), &shown);
        shown
    }

    /// The places of a coverage, where it has any.
    pub(super) fn places(&self, coverage: usize) -> Option<Arc<Places>> {
        lock(&self.coverages[coverage]).clone()
    }

    /// Gives a coverage these places, and takes those of others away where there are too many.
    pub(super) fn begin(&self, coverage: usize, places: Arc<Places>) {
        let mut begun = lock(&self.begun);
        begun.places += places.entries.len();
        begun.coverages.push_back(coverage);
        let before = lock(&self.coverages[coverage]).replace(places);
        if let Some(before) = before {
            // Two asked at the same time: each has an entry of this coverage in the queue.
            begun.places -= before.entries.len();
        }
        while begun.places > MOST && begun.coverages.len() > 1 {
            let Some(first) = begun.coverages.pop_front() else {
                break;
            };
            if let Some(gone) = lock(&self.coverages[first]).take() {
                begun.places -= gone.entries.len();
            }
        }
    }
}

fn lock<T>(part: &Mutex<T>) -> MutexGuard<'_, T> {
    // Places are put in whole, so a thread that died holding the lock left them in order.
    part.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Places {
    pub fn for_entries(entries: usize) -> Self {
        Self {
            entries: (0..entries).map(|_| OnceLock::new()).collect(),
            ..Self::default()
        }
    }

    pub fn put(&self, number: usize, shown: &Arc<Shown>) {
        let _ = self.entries[number].set(Arc::clone(shown));
        if !shown.stands_alone {
            self.has_links.store(true, Ordering::Relaxed);
        }
    }

    /// Whether a view in it depends on where links lead.
    pub fn has_links(&self) -> bool {
        self.has_links.load(Ordering::Relaxed)
    }
}

impl Shown {
    fn of(composer: &Composer<'_>, id: EntryId) -> Self {
        let view = composer.entry(id);
        let value = with_safe(Value::from_serializable(&view), "html", &view.html);
        Self {
            stands_alone: composer.body(id).stands_alone(),
            view,
            value,
        }
    }
}

/// The entries of a site with what they are made from: how whoever shows an entry comes by it.
#[derive(Debug, Clone, Copy)]
pub struct Entries<'a> {
    /// What views are made from.
    pub composer: Composer<'a>,
    /// The views made so far.
    pub shown: &'a ShownEntries,
}

impl Entries<'_> {
    /// An entry, ready to be shown.
    #[must_use]
    pub fn shown(self, id: EntryId) -> Arc<Shown> {
        self.shown.get(&self.composer, id)
    }

    /// An entry as a template value.
    #[must_use]
    pub fn value(self, id: EntryId) -> Value {
        self.shown.value(&self.composer, id)
    }
}

/// Marks one field as HTML that needs no escaping.
pub(super) fn with_safe(value: Value, field: &'static str, html: &str) -> Value {
    let mut map: Map = value.into_map().unwrap_or_default();
    map.insert(field.into(), Value::safe_string(html));
    Value::from(map)
}
