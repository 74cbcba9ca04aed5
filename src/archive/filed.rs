//! Which entries belong to whom, to what and to which day: lists over all coverages, by time.
//!
//! What a coverage adds to the lists depends on that coverage alone. So the lists of the archive before are taken,
//! the entries of the coverages that changed are taken out of them, and what these coverages hold now is put in its
//! place. From no archive before that is the making of all lists.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::ids::{EntryId, SpeakerId, TopicId};
use super::model::{Coverage, Entry};
use super::times::{CoverageZone, end_of};

/// Entries, in the order of their list.
type List = Arc<Vec<EntryId>>;
/// Where an entry stands in a list: by instant; those of a day only after the day's, those without a date last; equals
/// as in the archive.
type Order = (bool, Option<DateTime<FixedOffset>>, EntryId);
/// What the changed coverages have for a list, and whether for certain.
type Added = Vec<(Order, bool)>;

/// The lists of an archive.
#[derive(Debug, Default)]
pub struct Filed {
    coverages: Vec<Arc<Coverage>>,
    /// The entries of each person, and whether one of them is sure of it.
    pub speakers: HashMap<SpeakerId, (List, bool)>,
    /// The entries that give a person a role.
    pub roles: HashMap<SpeakerId, List>,
    /// The entries of each topic.
    pub topics: HashMap<TopicId, List>,
    /// The entries of each day; those without a time of day stand last.
    pub days: HashMap<NaiveDate, List>,
}

impl Filed {
    /// Brings the lists up to date with an archive's coverages.
    pub fn update(&mut self, coverages: &[Arc<Coverage>]) {
        let same_places = self.coverages.len() == coverages.len()
            && (self.coverages.iter().zip(coverages)).all(|(one, other)| one.slug == other.slug);
        if !same_places {
            // The ids of entries are places: where coverages move, every list is made anew.
            *self = Self::default();
        }
        let changed: Vec<bool> = (0..coverages.len())
            .map(|id| {
                let before = self.coverages.get(id);
                before.is_none_or(|before| !Arc::ptr_eq(before, &coverages[id]))
            })
            .collect();
        let before = std::mem::replace(&mut self.coverages, coverages.to_vec());
        let file = Refile {
            before: &before,
            coverages,
            changed: &changed,
        };

        let speakers = |entry: &Entry, add: &mut dyn FnMut(SpeakerId, bool)| {
            let speakers = entry.speakers.iter();
            speakers.for_each(|one| add(one.speaker, one.certain));
        };
        let list_before = |id| self.speakers.get(&id).map(|(list, _)| Arc::clone(list));
        for (id, list) in file.refile(speakers, by_time, list_before) {
            let is_sure = |entry: &EntryId| {
                let speakers = &coverages[entry.coverage()].entries[entry.number()].speakers;
                speakers.iter().any(|one| one.speaker == id && one.certain)
            };
            let sure = list.iter().any(is_sure);
            keep(
                &mut self.speakers,
                id,
                (!list.is_empty()).then_some((list, sure)),
            );
        }

        let roles = |entry: &Entry, add: &mut dyn FnMut(SpeakerId, bool)| {
            let with_role = entry.speakers.iter().filter(|one| one.role.is_some());
            with_role.for_each(|one| add(one.speaker, true));
        };
        for (id, list) in file.refile(roles, by_time, |id| self.roles.get(&id).cloned()) {
            keep(&mut self.roles, id, (!list.is_empty()).then_some(list));
        }

        let topics = |entry: &Entry, add: &mut dyn FnMut(TopicId, bool)| {
            entry.topics.iter().for_each(|&topic| add(topic, true));
        };
        for (id, list) in file.refile(topics, by_time, |id| self.topics.get(&id).cloned()) {
            keep(&mut self.topics, id, (!list.is_empty()).then_some(list));
        }

        let days = |entry: &Entry, add: &mut dyn FnMut(NaiveDate, bool)| {
            entry.date().into_iter().for_each(|date| add(date, true));
        };
        for (date, list) in file.refile(days, by_instant, |date| self.days.get(&date).cloned()) {
            keep(&mut self.days, date, (!list.is_empty()).then_some(list));
        }
    }
}

fn keep<K: Hash + Eq, V>(lists: &mut HashMap<K, V>, key: K, list: Option<V>) {
    match list {
        Some(list) => lists.insert(key, list),
        None => lists.remove(&key),
    };
}

/// Two archives between which some coverages changed.
struct Refile<'a> {
    before: &'a [Arc<Coverage>],
    coverages: &'a [Arc<Coverage>],
    changed: &'a [bool],
}

impl Refile<'_> {
    /// The lists that change, as they are now. `headings` says under what an entry stands, and whether for certain.
    fn refile<K: Hash + Eq + Copy>(
        &self,
        headings: impl Fn(&Entry, &mut dyn FnMut(K, bool)),
        order: impl Fn(&Coverage, EntryId) -> Order,
        list_before: impl Fn(K) -> Option<List>,
    ) -> Vec<(K, List)> {
        let (mut was, mut is): (HashMap<K, Added>, HashMap<K, Added>) = Default::default();
        for id in (0..self.changed.len()).filter(|&id| self.changed[id]) {
            let before = self.before.get(id);
            for (coverages, headed) in [(before, &mut was), (self.coverages.get(id), &mut is)] {
                let Some(coverage) = coverages else { continue };
                for (number, entry) in coverage.entries.iter().enumerate() {
                    headings(entry, &mut |key, sure| {
                        let place = order(coverage, EntryId::new(id, number));
                        headed.entry(key).or_default().push((place, sure));
                    });
                }
            }
        }
        // Most edits move no entry in any list.
        let mut touched: HashSet<K> = was.keys().chain(is.keys()).copied().collect();
        touched.retain(|key| was.get(key) != is.get(key));
        let order_before = |id: EntryId| order(&self.before[id.coverage()], id);
        let order_now = |id: EntryId| order(&self.coverages[id.coverage()], id);
        touched
            .into_iter()
            .map(|key| {
                let known = list_before(key);
                let known = known.as_deref().map_or(&[][..], Vec::as_slice);
                let mut added = is.remove(&key).unwrap_or_default();
                added.sort();
                let was = was.get(&key).into_iter().flatten();
                let places: Vec<Order> = was.chain(&added).map(|(place, _)| *place).collect();
                let (first, last) = (places.iter().min(), places.iter().max());
                // A coverage takes a few hours of a list of years: what stands before it and after it stays as it is.
                let is_before =
                    |&id: &EntryId| first.is_some_and(|first| order_before(id) < *first);
                let is_within = |&id: &EntryId| last.is_some_and(|last| order_before(id) <= *last);
                let start = known.partition_point(is_before);
                let end = known.partition_point(is_within);
                let mut list = Vec::with_capacity(known.len() + added.len());
                list.extend_from_slice(&known[..start]);
                let between = known[start..end].iter().copied();
                let between: Vec<EntryId> =
                    between.filter(|id| !self.changed[id.coverage()]).collect();
                merge(&mut list, &between, &added, order_now);
                list.extend_from_slice(&known[end..]);
                (key, Arc::new(list))
            })
            .collect()
    }
}

/// Puts two lists in order into a third as one. The second is short beside the first, or the first is empty.
fn merge(
    list: &mut Vec<EntryId>,
    kept: &[EntryId],
    added: &Added,
    order: impl Fn(EntryId) -> Order,
) {
    let mut rest = kept;
    for (place, _) in added {
        let before = rest.partition_point(|&other| order(other) < *place);
        let (earlier, later) = rest.split_at(before);
        list.extend_from_slice(earlier);
        list.push(place.2);
        rest = later;
    }
    list.extend_from_slice(rest);
}

fn by_time(coverage: &Coverage, id: EntryId) -> Order {
    let zone = CoverageZone {
        zone: coverage.time_zone,
    };
    let published = coverage.entries[id.number()].published;
    let time = published.map(|published| end_of(published, zone));
    (time.is_none(), time, id)
}

fn by_instant(coverage: &Coverage, id: EntryId) -> Order {
    let instant = coverage.entries[id.number()].instant();
    (instant.is_none(), instant, id)
}
