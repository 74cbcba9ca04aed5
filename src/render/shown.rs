//! The entries as pages show them: the view of each is made once, when the first page asks for it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

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

/// A place for each entry of an archive, coverage by coverage: there are none before somebody asks for one.
#[derive(Debug)]
pub struct ShownEntries {
    pub(super) coverages: Vec<OnceLock<Arc<Places>>>,
    /// How many may be kept; `None` means all.
    pub(super) most: Option<usize>,
    /// How many are kept.
    kept: AtomicUsize,
}

/// A place for each entry of one coverage. An archive that has the same coverage has the same places.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub entries: Vec<OnceLock<Arc<Shown>>>,
    kept: AtomicUsize,
    has_links: AtomicBool,
}

impl ShownEntries {
    /// Places for the entries of an archive. Who renders every page keeps all views, who renders some keeps some.
    #[must_use]
    pub fn of(archive: &Archive, most: Option<usize>) -> Self {
        Self {
            coverages: archive.coverages.iter().map(|_| OnceLock::new()).collect(),
            most,
            kept: AtomicUsize::new(0),
        }
    }

    /// An entry, made now if nobody asked for it yet.
    pub fn get(&self, composer: &Composer<'_>, id: EntryId) -> Arc<Shown> {
        let entries = || composer.archive.entries_of(id.coverage()).len();
        let places =
            self.coverages[id.coverage()].get_or_init(|| Arc::new(Places::for_entries(entries())));
        let place = &places.entries[id.number()];
        if let Some(known) = place.get() {
            return Arc::clone(known);
        }
        let shown = Arc::new(Shown::of(composer, id));
        if !self.is_full() {
            places.put(id.number(), &shown);
            self.kept.fetch_add(1, Ordering::Relaxed);
        }
        shown
    }

    /// Whether no more views are kept.
    pub(super) fn is_full(&self) -> bool {
        let most = self.most;
        most.is_some_and(|most| self.kept.load(Ordering::Relaxed) >= most)
    }

    /// Takes the places that another archive had for the same coverage.
    pub(super) fn take(&mut self, coverage: usize, places: Arc<Places>) {
        *self.kept.get_mut() += places.kept.load(Ordering::Relaxed);
        self.coverages[coverage] = OnceLock::from(places);
    }
}

impl Places {
    pub fn for_entries(entries: usize) -> Self {
        Self {
            entries: (0..entries).map(|_| OnceLock::new()).collect(),
            ..Self::default()
        }
    }

    pub fn put(&self, number: usize, shown: &Arc<Shown>) {
        if self.entries[number].set(Arc::clone(shown)).is_ok() {
            self.kept.fetch_add(1, Ordering::Relaxed);
        }
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
}

/// Marks one field as HTML that needs no escaping.
pub(super) fn with_safe(value: Value, field: &'static str, html: &str) -> Value {
    let mut map: Map = value.into_map().unwrap_or_default();
    map.insert(field.into(), Value::safe_string(html));
    Value::from(map)
}
