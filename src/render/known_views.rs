//! The views of entries, kept from one edition of a site to the next.
//!
//! The view of an entry depends on the entry, on a few things of its coverage, on the people and topics that it names,
//! on the settings and words, and, where its body has links, on every address. So the views made so far are kept with
//! all of that beside them, and only those are used again for which all of it is the same. Whoever lets
//! `Composer::entry` depend on more has to put that here.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::kept::Places;
use super::shown::{Shown, ShownEntries};
use crate::archive::{Archive, Coverage, EntryId, Speaker, Topic};
use crate::page::addresses::Addresses;
use crate::page::compose::Composer;
use crate::page::same::{AddressKeys, Same};
use crate::page::words::Words;
use crate::source::config::SiteConfig;

/// The views that the edition before had.
#[derive(Debug, Default)]
pub struct KnownViews(Option<(MadeFrom, Arc<ShownEntries>)>);

/// What views are made from.
#[derive(Debug, Clone)]
pub struct MadeFrom {
    /// The settings.
    pub config: Arc<SiteConfig>,
    /// The entries, people and topics.
    pub archive: Arc<Archive>,
    /// The words of the interface.
    pub words: Arc<Words>,
    /// How lists are cut into pages.
    pub addresses: Arc<Addresses>,
    /// What links depend on.
    pub keys: Arc<AddressKeys>,
}

impl KnownViews {
    /// Places for the views of an edition, with those of the edition before that are the same.
    pub fn carry_over(&mut self, now: &MadeFrom, composer: &Composer<'_>) -> Arc<ShownEntries> {
        let shown = ShownEntries::of(&now.archive);
        if let Some((before, known)) = self.0.take()
            && before.surrounds_alike(now)
        {
            before.hand_over(&known, now, composer, &shown);
        }
        let shown = Arc::new(shown);
        self.0 = Some((now.clone(), Arc::clone(&shown)));
        shown
    }
}

impl MadeFrom {
    /// Whether all that is not of one coverage is the same.
    fn surrounds_alike(&self, now: &Self) -> bool {
        let (one, other) = (&self.config, &now.config);
        let people = |archive: &Arc<Archive>| archive.speakers.ids().collect::<Vec<_>>();
        let topics = |archive: &Arc<Archive>| archive.topics.ids().collect::<Vec<_>>();
        one.text.text == other.text.text
            && one.base_url == other.base_url
            && one.theme == other.theme
            && Arc::ptr_eq(&self.words, &now.words)
            && people(&self.archive) == people(&now.archive)
            && topics(&self.archive) == topics(&now.archive)
            && (self
                .archive
                .speakers
                .iter()
                .zip(now.archive.speakers.iter()))
            .all(|(one, other)| same_person(one, other))
            && (self.archive.topics.iter().zip(now.archive.topics.iter()))
                .all(|(one, other)| same_topic(one, other))
    }

    /// Gives the views that are the same to the edition that is made now.
    fn hand_over(
        &self,
        known: &ShownEntries,
        now: &Self,
        composer: &Composer<'_>,
        shown: &ShownEntries,
    ) {
        let coverages = &self.archive.coverages;
        // Made when a coverage came or went, so that they do not stand where they stood.
        let by_slug = LazyCell::new(|| -> HashMap<&str, usize> {
            let places = coverages.iter().enumerate();
            let places = places.map(|(id, coverage)| (coverage.slug.as_str(), id));
            places.collect()
        });
        let before = |id: usize, slug: &str| {
            let stays = coverages.get(id).is_some_and(|known| known.slug == slug);
            if stays {
                Some(id)
            } else {
                by_slug.get(slug).copied()
            }
        };
        let same = Same::of(&self.keys, &now.keys);
        let holds = |id: EntryId, shown: &Arc<Shown>| {
            same.plan || composer.links_hold(id, &shown.links, &same)
        };
        for (id, coverage) in now.archive.coverages.iter().enumerate() {
            let Some(old) = before(id, &coverage.slug) else {
                continue;
            };
            let change = Change {
                was: &coverages[old],
                is: coverage,
                // An entry on the bare page of its coverage is shown there, others on their own page.
                bare_before: self.bare_page(old),
                bare_now: now.bare_page(id),
            };
            if let Some(places) = known.full.places(old).and_then(|of| {
                change.kept(&of, |number, made| holds(EntryId::new(id, number), made))
            }) {
                shown.full.begin(id, places);
            }
            if let Some(places) =
                (known.cards.places(old)).and_then(|of| change.kept(&of, |_, _| true))
            {
                shown.cards.begin(id, places);
            }
        }
    }

    fn bare_page(&self, coverage: usize) -> Range<usize> {
        let entries = self.archive.entries_of(coverage).len();
        self.addresses.coverage_pages(entries).range(None)
    }
}

/// A coverage before and now.
struct Change<'a> {
    was: &'a Arc<Coverage>,
    is: &'a Arc<Coverage>,
    bare_before: Range<usize>,
    bare_now: Range<usize>,
}

impl Change<'_> {
    /// What was made for its entries, without what would be another now; `holds` says whether what is not of the coverage
    /// is the same for the entry of a number.
    fn kept<T: Clone>(
        &self,
        places: &Arc<Places<T>>,
        holds: impl Fn(usize, &T) -> bool,
    ) -> Option<Arc<Places<T>>> {
        if Arc::ptr_eq(self.was, self.is)
            && (places.made()).all(|(number, made)| holds(number, made))
        {
            return Some(Arc::clone(places));
        }
        if !same_head(self.was, self.is) {
            return None;
        }
        // A body is read once for each time that its file changes, and `was` holds those of before.
        let place = |body: &Arc<_>| Arc::as_ptr(body) as usize;
        let made: HashMap<usize, (usize, &T)> = places
            .made()
            .map(|(number, made)| (place(&self.was.entries[number].body), (number, made)))
            .collect();
        let kept = Places::new(self.is.entries.len());
        for (number, entry) in self.is.entries.iter().enumerate() {
            if let Some(&(old, made)) = made.get(&place(&entry.body))
                && self.was.entries[old].is_same(entry)
                && self.bare_before.contains(&old) == self.bare_now.contains(&number)
                && holds(number, made)
            {
                kept.put(number, made.clone());
            }
        }
        Some(Arc::new(kept))
    }
}

fn same_head(one: &Coverage, other: &Coverage) -> bool {
    one.shown_title() == other.shown_title()
        && one.language == other.language
        && one.time_zone == other.time_zone
}

fn same_person(one: &Speaker, other: &Speaker) -> bool {
    one.slug == other.slug
        && one.name == other.name
        && one.aliases == other.aliases
        && one.has_page == other.has_page
        && one.roles == other.roles
}

fn same_topic(one: &Topic, other: &Topic) -> bool {
    one.slug == other.slug && one.name == other.name
}
