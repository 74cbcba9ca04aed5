//! The views of entries, kept from one edition of a site to the next.
//!
//! The view of an entry depends on the entry, on a few things of its coverage, on the people and topics that it names,
//! on the settings and words, and, where its body has links, on every address. So the views made so far are kept with
//! all of that beside them, and only those are used again for which all of it is the same. Whoever lets
//! `Composer::entry` depend on more has to put that here.

use std::collections::HashMap;
use std::sync::Arc;

use super::shown::{Places, ShownEntries};
use crate::archive::{Archive, Coverage, Speaker, Topic};
use crate::page::addresses::Addresses;
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
    /// The key of the plan in which links are looked up.
    pub plan: u64,
}

impl KnownViews {
    /// Places for the views of an edition, with those of the edition before that are the same.
    pub fn carry_over(&mut self, now: &MadeFrom) -> Arc<ShownEntries> {
        let shown = ShownEntries::of(&now.archive);
        if let Some((before, known)) = self.0.take()
            && before.surrounds_alike(now)
        {
            before.hand_over(&known, now, &shown);
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
    fn hand_over(&self, known: &ShownEntries, now: &Self, shown: &ShownEntries) {
        let before: HashMap<&str, usize> = (self.archive.coverages.iter().enumerate())
            .map(|(id, coverage)| (coverage.slug.as_str(), id))
            .collect();
        for (id, coverage) in now.archive.coverages.iter().enumerate() {
            let Some(&old) = before.get(coverage.slug.as_str()) else {
                continue;
            };
            let Some(places) = known.places(old) else {
                continue;
            };
            let was = &self.archive.coverages[old];
            let same_plan = self.plan == now.plan;
            if Arc::ptr_eq(was, coverage) && (same_plan || !places.has_links()) {
                shown.begin(id, places);
            } else if same_head(was, coverage) {
                let places = self.same_entries(was, &places, now, coverage, same_plan);
                shown.begin(id, Arc::new(places));
            }
        }
    }

    /// The views of a coverage's entries that are the same although the coverage is not.
    fn same_entries(
        &self,
        was: &Coverage,
        places: &Places,
        now: &Self,
        coverage: &Coverage,
        same_plan: bool,
    ) -> Places {
        // A body is read once for each time that its file changes, and `was` holds those of before.
        let place = |body: &Arc<_>| Arc::as_ptr(body) as usize;
        let made = places.entries.iter().enumerate();
        let made: HashMap<usize, usize> = made
            .filter(|(_, shown)| shown.get().is_some())
            .map(|(number, _)| (place(&was.entries[number].body), number))
            .collect();
        // An entry on the bare page of its coverage is shown there, others on their own page.
        let bare = |of: &Self, entries: usize| of.addresses.coverage_pages(entries).range(None);
        let bare_before = bare(self, was.entries.len());
        let bare_now = bare(now, coverage.entries.len());
        let kept = Places::for_entries(coverage.entries.len());
        for (number, entry) in coverage.entries.iter().enumerate() {
            let Some(&old) = made.get(&place(&entry.body)) else {
                continue;
            };
            let Some(shown) = places.entries[old].get() else {
                continue;
            };
            if was.entries[old].is_same(entry)
                && bare_before.contains(&old) == bare_now.contains(&number)
                && (same_plan || shown.stands_alone)
            {
                kept.put(number, shown);
            }
        }
        kept
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
