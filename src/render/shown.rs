//! The entries as pages show them: the view of each is made once, when the first page asks for it.

use std::sync::OnceLock;

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
}

/// A place for each entry of an archive, coverage by coverage: there are none before somebody asks for one.
#[derive(Debug)]
pub struct ShownEntries {
    coverages: Vec<OnceLock<Places>>,
}

type Places = Vec<OnceLock<Box<Shown>>>;

impl ShownEntries {
    /// Places for the entries of an archive.
    #[must_use]
    pub fn of(archive: &Archive) -> Self {
        let coverages = archive.coverages.iter();
        Self {
            coverages: coverages.map(|_| OnceLock::new()).collect(),
        }
    }

    /// An entry, made now if nobody asked for it yet.
    pub fn get(&self, composer: &Composer<'_>, id: EntryId) -> &Shown {
        let places = self.coverages[id.coverage()].get_or_init(|| {
            let entries = composer.archive.entries_of(id.coverage()).iter();
            entries.map(|_| OnceLock::new()).collect()
        });
        places[id.number()].get_or_init(|| {
            let view = composer.entry(id);
            let value = with_safe(Value::from_serializable(&view), "html", &view.html);
            Box::new(Shown { view, value })
        })
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

impl<'a> Entries<'a> {
    /// An entry, ready to be shown.
    #[must_use]
    pub fn shown(self, id: EntryId) -> &'a Shown {
        self.shown.get(&self.composer, id)
    }

    /// The view of an entry.
    #[must_use]
    pub fn view(self, id: EntryId) -> &'a EntryView {
        &self.shown(id).view
    }
}

/// Marks one field as HTML that needs no escaping.
pub(super) fn with_safe(value: Value, field: &'static str, html: &str) -> Value {
    let mut map: Map = value.into_map().unwrap_or_default();
    map.insert(field.into(), Value::safe_string(html));
    Value::from(map)
}
