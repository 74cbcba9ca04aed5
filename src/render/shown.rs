//! The entries as pages show them: the view of each is made once, when the first page asks for it.

use std::sync::OnceLock;

use rayon::prelude::*;
use tera::{Map, Value};

use crate::archive::{Archive, EntryId};
use crate::base::diagnostic::Diagnostics;
use crate::page::compose::Composer;
use crate::page::view::EntryView;

/// An entry, ready to be shown.
#[derive(Debug)]
pub struct Shown {
    /// What templates, feeds and structured data see.
    pub view: EntryView,
    /// The same as a template value, shared by all pages that show the entry.
    pub value: Value,
    /// What is wrong in its body.
    pub said: Diagnostics,
}

/// A place for each entry of an archive.
#[derive(Debug)]
pub struct ShownEntries {
    coverages: Vec<Vec<OnceLock<Shown>>>,
}

impl ShownEntries {
    /// Places for the entries of an archive, none of them made yet.
    #[must_use]
    pub fn of(archive: &Archive) -> Self {
        let places = |entries: usize| (0..entries).map(|_| OnceLock::new()).collect();
        let coverages = archive.coverages.iter();
        Self {
            coverages: coverages
                .map(|coverage| places(coverage.entries.len()))
                .collect(),
        }
    }

    /// Says what is wrong in the bodies of all entries.
    pub fn check(&self, composer: &Composer<'_>, diagnostics: &mut Diagnostics) {
        let ids: Vec<EntryId> = composer.archive.entry_ids().collect();
        let said: Vec<&Diagnostics> = ids
            .into_par_iter()
            .map(|id| &self.get(composer, id).said)
            .collect();
        diagnostics.extend(said.into_iter().flatten().cloned());
    }

    /// An entry, made now if nobody asked for it yet.
    pub fn get(&self, composer: &Composer<'_>, id: EntryId) -> &Shown {
        self.coverages[id.coverage()][id.number()].get_or_init(|| {
            let mut said = Vec::new();
            let view = composer.entry(id, &mut said);
            let value = with_safe(Value::from_serializable(&view), "html", &view.html);
            Shown { view, value, said }
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
