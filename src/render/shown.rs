//! The entries as pages show them: the view of each is made when a page asks for it, and kept for the next.

use std::sync::Arc;

use tera::{Map, Value};

use super::kept::Kept;
use crate::archive::{Archive, EntryId};
use crate::page::bodies::Links;
use crate::page::compose::Composer;
use crate::page::view::EntryView;

/// An entry, ready to be shown.
#[derive(Debug)]
pub struct Shown {
    /// What templates, feeds and structured data see.
    pub view: EntryView,
    /// The same as a template value, shared by all pages that show it in full.
    pub value: Value,
    /// Where the links of its body led.
    pub links: Links,
}

/// The entries of an archive as pages show them.
#[derive(Debug)]
pub struct ShownEntries {
    /// Entries in full: coverages, feeds and the entries' own pages show them.
    pub(super) full: Kept<Arc<Shown>>,
    /// What lists show of entries, as template values.
    pub(super) cards: Kept<Value>,
}

/// Entries in full that are kept: those of some long pages, about ten kilobytes each.
const MOST: usize = 2_000;
/// Cards that are kept, about four kilobytes each: those of all lists that somebody looks at while editing.
const MOST_CARDS: usize = 4_000;

impl ShownEntries {
    /// For who renders some pages.
    #[must_use]
    pub fn of(archive: &Archive) -> Self {
        Self {
            full: Kept::new(archive, MOST),
            cards: Kept::new(archive, MOST_CARDS),
        }
    }

    /// For who renders every page: the lists of people, topics and days ask for entries from everywhere, and each for
    /// the same.
    #[must_use]
    pub fn for_every_page(archive: &Archive) -> Self {
        Self {
            cards: Kept::new(archive, usize::MAX),
            ..Self::of(archive)
        }
    }
}

impl Shown {
    fn of(composer: &Composer<'_>, id: EntryId) -> Self {
        let view = composer.entry(id);
        Self {
            links: composer.body(id).links.clone(),
            value: entry_value(&view),
            view,
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
    /// An entry in full.
    #[must_use]
    pub fn shown(self, id: EntryId) -> Arc<Shown> {
        let make = || Arc::new(Shown::of(&self.composer, id));
        self.shown.full.get(self.composer.archive, id, make)
    }

    /// An entry as lists show it, as a template value.
    #[must_use]
    pub fn card(self, id: EntryId) -> Value {
        let make = || Value::from_serializable(&self.composer.entry_card(id));
        self.shown.cards.get(self.composer.archive, id, make)
    }
}

/// An entry in full as templates see it.
#[must_use]
pub fn entry_value(view: &EntryView) -> Value {
    let card = Value::from_serializable(&view.card);
    let mut map: Map = card.into_map().unwrap_or_default();
    let statements = Value::from_serializable(&view.statements);
    map.insert("statements".into(), statements);
    map.insert("html".into(), Value::safe_string(&view.html));
    Value::from(map)
}

/// Marks one field as HTML that needs no escaping.
pub(super) fn with_safe(value: Value, field: &'static str, html: &str) -> Value {
    let mut map: Map = value.into_map().unwrap_or_default();
    map.insert(field.into(), Value::safe_string(html));
    Value::from(map)
}
